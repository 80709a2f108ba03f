"""Every kind of document, in the order in which people choose among them. A new kind is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import N_, _
from persona_tui.workflows.documents.source import Source
from persona_tui.workflows.documents.wishes import ALL, Plan


class Kind(NamedTuple):
    """One kind. `title` and `about` are to be translated; `is_of_all` says whether it belongs to `ALL`."""

    key: str
    title: str
    about: str
    is_of_all: bool = False

    def plan(self, source: Source) -> Plan:
        """What of this kind the study gives: the function `plan` of the module that is called after the kind."""
        found: Callable[[Source], Plan] = import_module(f"persona_tui.workflows.documents.{self.key}").plan
        return found(source)


KINDS = (
    Kind("sheet", N_("Sheet"), N_("A persona on one page, to pin on a wall."), is_of_all=True),
    Kind("report", N_("Report"), N_("The whole study for colleagues, with the evidence."), is_of_all=True),
    Kind("cards", N_("Cards"), N_("The personas as small cards, several to a page."), is_of_all=True),
    Kind("notes", N_("Notes"), N_("An interview with times and marks."), is_of_all=True),
    Kind("guide", N_("Guide"), N_("A question bank to talk along, with space to write.")),
    Kind("questionnaire", N_("Questionnaire"), N_("A question bank as a form that a customer fills in.")),
    Kind("tags", N_("Guide to tags"), N_("What to write into a template of your own.")),
)


def kinds_of(keys: tuple[str, ...]) -> list[Kind]:
    """The kinds with these keys, in our order. Raises PlainError for one that there is not."""
    known = {kind.key for kind in KINDS}
    for key in keys:
        if key not in known and key != ALL:
            names = ", ".join(kind.key for kind in KINDS)
            raise PlainError(_("There is no document “{key}”. There are: {names}.").format(key=key, names=names))
    return [kind for kind in KINDS if kind.key in keys or (ALL in keys and kind.is_of_all)]
