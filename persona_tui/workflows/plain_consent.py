"""Asking for consent in plain lines: what to read aloud, and what was said yes to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from persona_tui.banks.consent_wording import load_consent_wording, words_to_read_aloud
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Person
from persona_tui.i18n import _
from persona_tui.workflows.consents import record_consent
from persona_tui.workflows.plain_words import scope_label
from persona_tui.workflows.session import Session

_LETTERS = "abcde"


class ConsentTalk:
    """Asks each of `people` in turn. `is_agreed` once all have agreed to notes, `is_refused` once one has not."""

    def __init__(self, session: Session, people: Sequence[Person], asked_by: str = "") -> None:
        self._session = session
        self._people = list(people)
        self._asked_by = asked_by
        language = people[0].language or session.study.bank_language
        self._wording = load_consent_wording(language)
        self.is_refused = False

    @property
    def is_agreed(self) -> bool:
        """Whether nobody is left to ask."""
        return not self._people and not self.is_refused

    def ask(self) -> list[str]:
        """What to read aloud to the next one, and how to type what they say."""
        name = self._people[0].name
        out = ["", _("First the consent of {name}. Read aloud:").format(name=name), self._wording.introduction]
        for letter, scope in zip(_LETTERS, Scope, strict=True):
            sentence = self._wording.scopes.get(scope.value, "")
            out.append(f"{letter}) {scope_label(scope)}: {sentence}")
        out.append(self._wording.closing)
        out.append(
            _("Type what {name} says yes to, as letters (ab), words (notes, quotes) or all; or no.").format(name=name)
        )
        return out

    def feed(self, typed: str) -> list[str]:
        """What was typed: recorded where it is an answer, asked again where not."""
        person = self._people[0]
        said = typed.strip().casefold()
        if said in {"no", "none", "-", _("no").casefold()}:
            self.is_refused = True
            return [
                _("Without a yes to notes nothing is kept. The talk with {name} has not begun.").format(
                    name=person.name
                )
            ]
        scopes = read_scopes(said)
        if scopes is None:
            return [_("Type letters such as ab, or all, or no. /done leaves without an answer.")]
        wording = words_to_read_aloud(self._wording, [scope.value for scope in scopes])
        try:
            record_consent(
                self._session,
                person.id,
                scopes,
                wording=wording,
                language=self._wording.language,
                how=_("read aloud at the beginning of the talk"),
                given_on=date.today(),
                recorded_by=self._asked_by,
            )
        except PlainError as problem:
            return [problem.sentence]
        self._people.pop(0)
        agreed = ", ".join(scope_label(scope) for scope in scopes)
        out = [_("{name} agreed to: {scopes}.").format(name=person.name, scopes=agreed)]
        return out + (self.ask() if self._people else [])


def read_scopes(said: str) -> list[Scope] | None:
    """What was agreed to, from letters, numbers or words; None where that makes no sense."""
    if said in {"all", "yes", _("all").casefold()}:
        return list(Scope)
    parts = [part for part in re.split(r"[\s,;+]+", said) if part and part not in {"and", _("and").casefold()}]
    by_word: dict[str, Scope] = dict(zip(_LETTERS, Scope, strict=True))
    by_word |= {str(number): scope for number, scope in enumerate(Scope, start=1)}
    letters = dict(by_word)
    by_word |= {scope.value: scope for scope in Scope} | {scope_label(scope).casefold(): scope for scope in Scope}
    found: set[Scope] = set()
    for part in parts:
        bare = part.rstrip(").")
        if bare in by_word:
            found.add(by_word[bare])
        elif bare and all(letter in letters for letter in bare):
            found.update(letters[letter] for letter in bare)
        else:
            return None
    return [scope for scope in Scope if scope in found] or None
