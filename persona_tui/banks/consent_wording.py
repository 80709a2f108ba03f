"""What to say when asking for consent, and the message that asks for an interview."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from persona_tui import paths
from persona_tui.banks.files import BankError, base_language, language_file, read_toml
from persona_tui.i18n import _

ASK_TEXT_PLACES = ("customer", "business", "interviewer", "minutes")
"""What `ask_text` holds places for, in braces."""


class ConsentWording(msgspec.Struct, frozen=True, kw_only=True):
    """The wording in one language. `scopes` holds a sentence to read aloud for each key of `domain.consent.Scope`."""

    language: str
    introduction: str
    scopes: dict[str, str]
    closing: str
    ask_text: str


def load_consent_wording(language: str = "en") -> ConsentWording:
    """The wording in that language, or in English. Raises BankError."""
    return _load(base_language(language))


@lru_cache(maxsize=8)
def _load(language: str) -> ConsentWording:
    path = language_file(paths.banks_folder() / "consent", language)
    data = read_toml(path)
    try:
        wording = msgspec.convert(data, ConsentWording)
    except msgspec.ValidationError as error:
        sentence = _("The wording is not written as it should be ({reason}).").format(reason=error)
        raise BankError(path, sentence) from error
    return msgspec.structs.replace(
        wording,
        introduction=wording.introduction.strip(),
        closing=wording.closing.strip(),
        ask_text=wording.ask_text.strip(),
    )


def fill_ask_text(wording: ConsentWording, *, customer: str, business: str, interviewer: str, minutes: int) -> str:
    """The message to a customer, with its places filled; braces in a name stay what they are."""
    values = {"customer": customer, "business": business, "interviewer": interviewer, "minutes": str(minutes)}
    return re.sub(r"\{(\w+)\}", lambda place: values.get(place[1], place[0]), wording.ask_text)


def words_to_read_aloud(wording: ConsentWording, scopes: list[str]) -> str:
    """The introduction, the sentences of these scopes in the wording's order, and the closing: what a consent keeps
    as the wording that was read.
    """
    sentences = [text for scope, text in wording.scopes.items() if scope in scopes]
    return "\n\n".join([wording.introduction, *sentences, wording.closing])
