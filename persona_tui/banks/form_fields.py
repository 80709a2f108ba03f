"""What the fields of a mailed form are called in the file, so that a filled form is read whatever program saved it.

Programs drop what they know of a field, but keep bookmarks. Every field, and every text of ours, stands in a bookmark
whose name says what it is; names are made of keys, at most 40 characters, as Word wants them.
"""

from __future__ import annotations

import hashlib
import re

import msgspec

from persona_tui.domain.consent import Scope
from persona_tui.domain.questions import Question, QuestionBank

FORM = "form_code"
"""The bookmark around the form's code."""
NAME = "c_name"
DAY = "c_day"
NOT_SAID = "not_said"
"""What the choice "rather not say" is called."""
CONSENT_WORDS = "w_consent"
CONSENT_CLOSING = "w_closing"
HINT_STYLE = "Hint"
"""The character style of the words that invite to write."""
STATIC = "s_"
"""What the bookmarks around texts of ours begin with that are not read back."""
FORM_SCOPES = (Scope.NOTES, Scope.QUOTES, Scope.NAME, Scope.SHARING)
"""What a form asks consent for: nobody records a sound by mail."""

_WITH_HINT = re.compile(r"(.+)_h([0-9a-f]{6})")
_LONGEST_PART = 14
_CODE = re.compile(r"(?<![\w.-])([a-z0-9][a-z0-9_-]*)\.([a-z]{2,3})\.([0-9a-f]{8})(?![\w])")


class FormCode(msgspec.Struct, frozen=True, kw_only=True):
    """Which questions a form asks: the bank, its language, and what tells its versions apart."""

    bank: str
    language: str
    version: str

    def __str__(self) -> str:
        return f"{self.bank}.{self.language}.{self.version}"


def form_code(bank: QuestionBank) -> FormCode:
    """The code that a form made of this bank bears."""
    return FormCode(bank=bank.key, language=bank.language, version=_version(bank))


def find_code(text: str) -> FormCode | None:
    """The first code of a form in a text, or None."""
    found = _CODE.search(text)
    return FormCode(bank=found[1], language=found[2], version=found[3]) if found else None


def field_name(question: str) -> str:
    """The field that takes the answer to the question with that key."""
    return _name("q", question)


def option_name(question: str, option: str) -> str:
    """The box of one option of a question; `NOT_SAID` is an option of every question."""
    return _name("o", question, option)


def words_name(question: str) -> str:
    """The bookmark around the words of a question."""
    return _name("t", question)


def label_name(question: str, option: str) -> str:
    """The bookmark around the words of an option."""
    return _name("l", question, option)


def scope_name(scope: Scope) -> str:
    """The box of one part of the consent."""
    return f"c_scope_{scope.value}"


def scope_words_name(scope: Scope) -> str:
    """The bookmark around the sentence that says what this part of the consent is."""
    return f"w_scope_{scope.value}"


def with_hint(name: str, hint: str) -> str:
    """The name of a field in which `hint` stands until somebody writes: it tells the hint from an answer later, also
    where a program goes on saying that the field is empty.
    """
    return f"{name}_h{hint_digest(hint)}"


def without_hint(name: str) -> tuple[str, str]:
    """A field's own name, and the digest of its hint ("" for none)."""
    found = _WITH_HINT.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


def hint_digest(text: str) -> str:
    """What tells a hint from other texts, whatever its spaces are."""
    return hashlib.blake2s(" ".join(text.split()).encode(errors="replace"), digest_size=3).hexdigest()


def is_field(name: str) -> bool:
    """Whether a bookmark or tag with this name is a field that a customer fills in."""
    return name.startswith(("q_", "o_", "c_"))


def is_ours(name: str) -> bool:
    """Whether a bookmark with this name holds something of a form."""
    return is_field(name) or name.startswith(("t_", "l_", "w_", STATIC)) or name == FORM


def _name(kind: str, *keys: str) -> str:
    whole = "/".join(keys)
    room = _LONGEST_PART if len(keys) == 1 else _LONGEST_PART // 2
    readable = "_".join(re.sub(r"[^a-z0-9]", "", key.lower())[:room] for key in keys)
    digest = hashlib.blake2s(whole.encode(errors="replace"), digest_size=5).hexdigest()
    return f"{kind}_{readable}_{digest}"


def _version(bank: QuestionBank) -> str:
    digest = hashlib.blake2s(digest_size=4)
    for question in bank.asked_questions:
        digest.update(_words_of(question).encode(errors="replace"))
    return digest.hexdigest()


def _words_of(question: Question) -> str:
    options = [f"{option.key}\x1f{option.label}" for option in question.options]
    return "\x1e".join([question.key, question.kind.value, question.text, *options]) + "\x1d"
