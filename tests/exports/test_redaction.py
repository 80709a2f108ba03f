"""Names of people, companies and places are taken out of texts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.attributes import Attribute, Group
from persona_tui.exports.content import SheetContent
from persona_tui.exports.redaction import Redactor, redacted, redactor_of
from tests.exports.export_samples import claims, sheet, value, view

KNOWN = Redactor(
    [("Anna de Wit", "[name]"), ("Anna", "[name]"), ("Café Zoë & Co.", "[company]"), ("Utrecht", "[place]")]
)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("I met Anna de Wit in Utrecht.", "I met [name] in [place]."),
        ("ANNA  DE\nWIT's desk", "[name]'s desk"),
        ("Anna's sister, in UTRECHT", "[name]'s sister, in [place]"),
        ("Annabel walks; Savanna too", "Annabel walks; Savanna too"),
        ("at café zoë & co. since May", "at [company]. since May"),
        (unicodedata.normalize("NFD", "at Café Zoë & Co"), "at [company]"),
        ("at Cafe Zoe & Co, says Ánna", "at [company], says [name]"),
        ("An\u00adna and An\u200bna", "[name] and [name]"),
        ("_Anna_ (Anna) “Anna”", "_[name]_ ([name]) “[name]”"),
        ("nothing here", "nothing here"),
        ("", ""),
    ],
)
def test_known_terms_go_and_other_words_stay(said: str, shown: str) -> None:
    assert KNOWN.text(said) == shown


def test_scripts_without_spaces_are_redacted_inside_a_sentence() -> None:
    assert Redactor([("東京", "[place]")]).text("私は東京から来ました") == "私は[place]から来ました"


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["Anna", "ANNA", "anna", "utrecht", "Anna de Wit"]))
def test_a_term_between_spaces_never_survives(before: str, after: str, term: str) -> None:
    shown = KNOWN.text(f"{before} {term} {after}")
    rest = KNOWN.text(before) + KNOWN.text(after)
    assert shown.casefold().count(term.casefold()) <= rest.casefold().count(term.casefold())


@given(st.text(max_size=120))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = KNOWN.text(text)
    assert KNOWN.text(once) == once


def test_e_mail_addresses_go_whoever_they_are_of() -> None:
    redactor = redactor_of(view(), [])
    assert redactor.text("mail jo.doe+x@post.example.nl, please") == "mail [e-mail], please"
    assert redactor.text("meet me @ six, 3@2") == "meet me @ six, 3@2"
    assert redactor.text("a@b@post.nl <jo@post.nl>. jo%x@post.nl") == "a@[e-mail] <[e-mail]>. jo%[e-mail]"
    assert KNOWN.text("jo@example.nl") == "jo@example.nl"


def test_the_study_says_what_is_known() -> None:
    employer = Attribute(key="works_at", label="Employer", group=Group.OWN)
    region = Attribute(key="region", label="Region", group=Group.GEOGRAPHIC)
    hobby = Attribute(key="hobbies", label="Hobbies", group=Group.PSYCHOGRAPHIC)
    values = [
        value("anna", "works_at", "Bolt BV"),
        value("anna", "region", "Zeeland, Holland"),
        value("anna", "hobbies", "Chess"),
    ]
    known = view(values=values)
    known.study.redact_words.append("Project Tulip")
    redactor = redactor_of(known, [employer, region, hobby], ["Noor Smit"])
    said = "Anna and Noor of Bolt BV in Holland play chess for project tulip"
    assert redactor.text(said) == "[name] and [name] of [company] in [place] play chess for [withheld]"


def test_every_text_of_a_content_is_redacted_and_nothing_else() -> None:
    content = sheet(claims("Anna lives in Utrecht", standing="3 of 5"), language="anna", quote="Anna!")
    shown = redacted(content, KNOWN)
    assert isinstance(shown, SheetContent)
    assert (shown.quote, shown.language, shown.updated) == ("[name]!", "anna", content.updated)
    assert shown.sections[0].claims[0].text == "[name] lives in [place]"
    assert shown.face_png == content.face_png
    assert redacted(content, None) is content
