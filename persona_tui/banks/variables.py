"""What customers may stand apart on, ready to be taken into a study.

`question_banks/variables/<language>.toml` holds a `language` and `[[variables]]` whose entries are the fields of
`ReadyVariable`: two poles (`low`, `high`), or a `label` and `options`; a `sort`; and `questions`, the keys of those
questions of the banks whose answers show where somebody stands.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from persona_tui import paths
from persona_tui.banks.files import BankError, base_language, language_file, read_toml
from persona_tui.domain.attributes import Option
from persona_tui.domain.variables import VariableSort
from persona_tui.i18n import _

USUAL = ("word_or_figures", "first_or_compared", "pain_or_wish", "alone_or_asks", "quiet_or_tells", "price_or_trust")
"""Keys of what is worth knowing in every study, to begin with where no talk shows what was asked."""


class ReadyVariable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that customers may stand apart on. `questions` are keys, the one that asks for it most directly
    first.
    """

    key: str
    sort: VariableSort
    low: str = ""
    high: str = ""
    label: str = ""
    options: tuple[Option, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What a list shows of it."""
        return self.label or f"{self.low} – {self.high}"


def load_variables(language: str = "en") -> tuple[ReadyVariable, ...]:
    """The ready ones in that language, or in English, in the order of the file. Raises BankError."""
    return _load(base_language(language))


@lru_cache(maxsize=8)
def _load(language: str) -> tuple[ReadyVariable, ...]:
    path = language_file(paths.banks_folder() / "variables", language)
    data: dict[str, Any] = read_toml(path)
    try:
        found = msgspec.convert(data.get("variables", []), tuple[ReadyVariable, ...])
    except msgspec.ValidationError as error:
        sentence = _("What customers stand apart on is not written as it should be ({reason}).").format(reason=error)
        raise BankError(path, sentence) from error
    for ready in found:
        if not (ready.options and ready.label) and not (ready.low and ready.high):
            raise BankError(
                path, _("“{key}” has neither two ends nor choices. Give it one of them.").format(key=ready.key)
            )
    return found


def ready_variable(key: str, language: str = "en") -> ReadyVariable | None:
    """The one with that key, or None. Raises BankError."""
    return next((ready for ready in load_variables(language) if ready.key == key), None)


def propose_variables(ready: Sequence[ReadyVariable], asked: Collection[str]) -> list[ReadyVariable]:
    """Those of the ready ones whose questions (keys) have been asked, the one asked most directly first; where nothing
    has been asked, the usual ones.
    """
    found = [one for one in ready if set(one.questions) & set(asked)]
    if not found:
        return [one for one in ready if one.key in USUAL]
    return sorted(found, key=lambda one: next(place for place, key in enumerate(one.questions) if key in asked))
