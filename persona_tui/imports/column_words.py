"""Column names that other programs, in several languages, give to names, keys and contact data.

All are squashed: letters and digits alone, lower case, no accents ("Førstenamn" and "første_namn" are one).
"""

from __future__ import annotations

import re

from persona_tui.imports.contents import squash


def _squashed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squash(part) for part in text.split(",")))


COMPANY_NAMES = _squashed(
    "company name, company, business name, business, organisation name, organization name, organisation, organization,"
    "account name, account, bedrijfsnaam, bedrijf, organisatie, firmanaam, firma, firmanavn, firmenname,"
    "unternehmen, yrityksen nimi, yritys, organisaatio, bedrift, bedriftsnavn, selskap, virksomhed, foretag,"
    "företag, entreprise, societe, empresa, azienda"
)
FULL_NAMES = _squashed(
    "full name, name, customer name, contact name, client name, contact person, contact, customer, client, person,"
    "member name, display name, naam, volledige naam, klantnaam, klant, contactpersoon, nimi, koko nimi,"
    "asiakkaan nimi, asiakas, yhteyshenkilö, navn, fullt navn, kundenavn, kunde, kontaktperson, vollständiger name,"
    "kundenname, ansprechpartner, namn, kundnamn, kund, nom complet, client, cliente, nombre completo, nome completo"
)
FIRST_NAMES = _squashed(
    "first name, firstname, given name, forename, fname, voornaam, roepnaam, etunimi, fornavn, vorname, förnamn,"
    "prenom, nombre, nome"
)
BETWEEN_NAMES = _squashed("middle name, tussenvoegsel, infix, tussenvoegsels, mellomnavn")
LAST_NAMES = _squashed(
    "last name, lastname, surname, family name, lname, achternaam, familienaam, sukunimi, etternavn, nachname,"
    "familienname, efternamn, efternavn, nom, nom de famille, apellido, apellidos, cognome, sobrenome"
)
ANY_NAMES = frozenset({*COMPANY_NAMES, *FULL_NAMES, *FIRST_NAMES, *BETWEEN_NAMES, *LAST_NAMES})
KEYS = _squashed(
    "customer id, customer number, customer no, customer nr, customer key, client id, client number, contact id,"
    "account id, account number, account no, member id, member number, user id, person id, respondent id, response id,"
    "subscriber id, external id, record id, id, uuid, guid, klantnummer, klantnr, klant id, debiteurnummer,"
    "debiteurnr, relatienummer, lidnummer, asiakasnumero, asiakas id, asiakastunnus, jäsennumero, kundenummer,"
    "kundenr, kunde id, medlemsnummer, kundennummer, kundennr, kunden id, numero client, number, no, nr, #"
)
KEY_ENDINGS = frozenset({"id", "uuid", "guid", "key", "number", "no", "nr", "nummer", "numero", "tunnus"})

_CONTACT = frozenset(
    [
        "email", "mail", "emails", "emailaddress", "mailadres", "emailadres", "sahkoposti", "sahkopostiosoite", "epost",
        "epostadresse", "phone", "telephone", "tel", "mobile", "mobil", "mobiel", "cell", "cellphone", "fax", "telefon",
        "telefoon", "telefoonnummer", "telefonnummer", "puhelin", "puhelinnumero", "matkapuhelin", "gsm", "whatsapp",
        "address", "adres", "adresse", "anschrift", "osoite", "katuosoite", "street", "straat", "strasse", "gate",
        "huisnummer", "hausnummer", "postal", "postcode", "postalcode", "zip", "zipcode", "plz", "postleitzahl",
        "postinumero", "postnummer", "postnr", "url", "website", "web", "webseite", "homepage", "linkedin", "twitter",
        "facebook", "instagram", "tiktok", "skype", "ip", "ipaddress", "latitude", "longitude", "iban",
    ]
)  # fmt: skip
_BESIDE_CONTACT = frozenset(
    [
        "e", "work", "home", "other", "business", "private", "primary", "main", "second", "secondary", "alternate",
        "number", "no", "nr", "code", "line", "page", "profile", "link", "address", "adress", "contact", "customer",
        "ship", "shipping", "bill", "billing", "delivery", "mailing", "street", "house", "location", "accuracy", "in",
        "linked", "you", "your", "privat", "arbeid", "werk", "prive", "tyo", "koti",
    ]
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def words_of(header: str) -> list[str]:
    """The words of a column name, squashed: "shipPostalCode2" has ship, postal and code."""
    return [squash(word) for word in _WORD.findall(_HUMP.sub(" ", header))]


def names_contact_data(header: str) -> bool:
    """Whether a column name is one for a way to reach somebody: "phone_work" is, "PhoneService" is not."""
    if squash(header) in _CONTACT:
        return True
    words = words_of(header)
    return any(word in _CONTACT for word in words) and all(
        word in _CONTACT or word in _BESIDE_CONTACT for word in words
    )
