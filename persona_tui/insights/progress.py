"""Where a study stands, step by step, and the one thing to do next."""

from __future__ import annotations

from typing import Literal

import msgspec

from persona_tui.domain.people import FEWEST_BEST
from persona_tui.domain.personas import is_complete
from persona_tui.i18n import _, ngettext
from persona_tui.insights.advice import advise
from persona_tui.insights.coverage import coverage, share_known
from persona_tui.insights.guide import FEWEST_PERSONAS, Advice, StepKey, core_people, talked_to
from persona_tui.insights.map_gaps import gaps, used_variables
from persona_tui.insights.meter import Meter, best_meter
from persona_tui.insights.view import StudyView

__all__ = [
    "Advice",
    "Meter",
    "StepKey",
    "StepState",
    "best_meter",
    "core_people",
    "next_advice",
    "steps",
    "talked_to",
]

_WELL_KNOWN = 0.8


State = Literal["empty", "started", "done"]


class StepState(msgspec.Struct, frozen=True):
    """How far a step is, and a few characters for the rail."""

    key: StepKey
    state: State
    detail: str


NOTHING = "–"


def steps(view: StudyView, shared: bool = False) -> list[StepState]:
    """The state of every step. `shared` says whether documents were made."""
    return [
        _customers(view),
        _attributes(view),
        _interviews(view),
        _channels(view),
        _personas(view),
        StepState(StepKey.SHARE, "done" if shared else "empty", _("shared") if shared else NOTHING),
    ]


def next_advice(view: StudyView, shared: bool = False) -> Advice:
    """The one thing to do next, and why."""
    return advise(view, shared=shared)


def _customers(view: StudyView) -> StepState:
    if not view.people:
        return StepState(StepKey.CUSTOMERS, "empty", NOTHING)
    meter = best_meter(view.people)
    imagined = sum(person.imagined for person in view.people)
    if not meter.count and imagined:
        return StepState(StepKey.CUSTOMERS, "started", _("{n} imagined").format(n=imagined))
    detail = _("{count} of {low}–{high}").format(count=meter.count, low=meter.low, high=meter.high)
    return StepState(StepKey.CUSTOMERS, "done" if meter.is_right else "started", detail)


def _attributes(view: StudyView) -> StepState:
    people = core_people(view)
    share = share_known(coverage(people, view.attributes, view.values), len(view.attributes))
    if share is None:
        return StepState(StepKey.ATTRIBUTES, "empty", NOTHING)
    state: State = "done" if share >= _WELL_KNOWN else "started" if share else "empty"
    return StepState(StepKey.ATTRIBUTES, state, _("{n} %").format(n=int(share * 100)))


def _interviews(view: StudyView) -> StepState:
    wanted = {person.id for person in core_people(view) if not person.imagined}
    talked = talked_to(view)
    if not wanted:
        state: State = "started" if view.interviews else "empty"
        return StepState(StepKey.INTERVIEWS, state, str(len(view.interviews)) if view.interviews else NOTHING)
    if not view.interviews:
        return StepState(StepKey.INTERVIEWS, "empty", NOTHING)
    count = len(wanted & talked)
    enough = count >= min(FEWEST_BEST, len(wanted))
    return StepState(
        StepKey.INTERVIEWS, "done" if enough else "started", _("{n} of {m}").format(n=count, m=len(wanted))
    )


def _channels(view: StudyView) -> StepState:
    wanted = {person.id for person in core_people(view)}
    named = {use.person for use in view.channel_uses}
    if named & wanted:
        detail = _("{n} of {m}").format(n=len(named & wanted), m=len(wanted))
        return StepState(StepKey.CHANNELS, "done" if wanted <= named else "started", detail)
    if not named and not view.channel_readings:
        return StepState(StepKey.CHANNELS, "empty", NOTHING)
    entries = len(view.channel_readings) + len(view.channel_uses)
    return StepState(StepKey.CHANNELS, "started", ngettext("{n} entry", "{n} entries", entries).format(n=entries))


def _personas(view: StudyView) -> StepState:
    if not view.personas:
        if not used_variables(view):
            return StepState(StepKey.PERSONAS, "empty", NOTHING)
        n = len(gaps(view))
        return StepState(StepKey.PERSONAS, "started", _("{n} to place").format(n=n) if n else _("all placed"))
    complete = sum(is_complete(persona) for persona in view.personas)
    wanted = max(FEWEST_PERSONAS, len(view.personas))
    return StepState(
        StepKey.PERSONAS,
        "done" if complete >= wanted else "started",
        _("{n} of {m}").format(n=complete, m=wanted),
    )
