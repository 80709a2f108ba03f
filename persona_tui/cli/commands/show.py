"""`persona-tui show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from persona_tui.cli.output import plain, say, say_json, say_table, say_wrapped
from persona_tui.cli.program import command
from persona_tui.domain.people import Fit, Person, Relation
from persona_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from persona_tui.insights.view import StudyView

_SHOWN = 12


@command("show", examples=("persona-tui show my-shop", "persona-tui show my-shop --json"))
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def show(study: Path, as_json: bool) -> None:
    """Say where the study in the folder STUDY stands, step by step, and what to do next."""
    from persona_tui.cli.opened import reading
    from persona_tui.workflows.exports import was_shared

    with reading(study) as session:
        view = session.view()
        shared = was_shared(session)
    if as_json:
        say_json(_document(view, shared))
    else:
        _say_page(study, view, shared)


def _say_page(study: Path, view: StudyView, shared: bool) -> None:
    from persona_tui.insights.progress import next_advice, steps

    say(plain(view.study.business))
    say(str(study))
    say()
    marks = {"done": "✓", "started": "·"}
    titles = _titles()
    say_table([(marks.get(step.state, " "), titles[step.key], step.detail) for step in steps(view, shared)])
    if view.people:
        say()
        say(_("Customers"))
        say_table([(_shown_name(person), _fit_words(person)) for person in view.people[:_SHOWN]])
        if len(view.people) > _SHOWN:
            say("  " + _("… and {n} more").format(n=f"{len(view.people) - _SHOWN:,}"))
    if view.personas:
        from persona_tui.domain.personas import what_is_missing

        say()
        say(_("Personas"))
        rows = []
        for persona in view.personas:
            n = len(what_is_missing(persona))
            missing = ngettext("{n} part is still empty", "{n} parts are still empty", n).format(n=n)
            rows.append((persona.name or _("not named yet"), persona.archetype, missing if n else _("complete")))
        say_table(rows)
    advice = next_advice(view, shared)
    say()
    say_wrapped(plain(f"{advice.what} {advice.why}"), first=_("Next: "))


def _titles() -> dict[str, str]:
    return {
        "customers": _("Customers"),
        "attributes": _("Attributes"),
        "interviews": _("Interviews"),
        "channels": _("Channels"),
        "personas": _("Personas"),
        "share": _("Share"),
    }


def _shown_name(person: Person) -> str:
    return f"◇ {person.name}" if person.imagined else person.name


def _fit_words(person: Person) -> str:
    fits = {Fit.BEST: _("best"), Fit.OTHER: _("other"), Fit.NO_FIT: _("does not fit")}
    relations = {
        Relation.CUSTOMER: "",
        Relation.PROSPECT: _("prospect"),
        Relation.EMPLOYEE: _("employee"),
        Relation.RESPONDENT: _("survey respondent"),
    }
    return ", ".join(part for part in (relations[person.relation], fits[person.fit]) if part)


def _document(view: StudyView, shared: bool) -> dict[str, object]:
    from persona_tui.domain.personas import what_is_missing
    from persona_tui.insights.progress import next_advice, steps

    advice = next_advice(view, shared)
    missing = {persona.id: [str(part) for part in what_is_missing(persona)] for persona in view.personas}
    return {
        "business": view.study.business,
        "sells_to": view.study.sells_to.value,
        "purpose": view.study.purpose,
        "start_up": view.study.start_up,
        "next": f"{advice.what} {advice.why}".strip(),
        "next_step": str(advice.step),
        "steps": [{"key": str(step.key), "state": step.state, "detail": step.detail} for step in steps(view, shared)],
        "attributes": [{"key": each.key, "label": each.label} for each in view.attributes],
        "customers": [
            {
                "id": person.id,
                "name": person.name,
                "relation": person.relation.value,
                "fit": person.fit.value,
                "imagined": person.imagined,
                "ranked": person.ranked,
            }
            for person in view.people
        ],
        "interviews": [
            {
                "id": talk.id,
                "customers": list(talk.people),
                "bank": talk.bank,
                "state": talk.state.value,
                "started_at": talk.started_at,
                "consent": view.interview_counts(talk.consent),
                "questions": len(talk.asked),
                "lines": talk.lines,
            }
            for talk in view.interviews
        ],
        "personas": [
            {
                "id": persona.id,
                "name": persona.name,
                "archetype": persona.archetype,
                "kind": persona.kind.value,
                "customers": list(persona.people),
                "complete": not missing[persona.id],
                "missing": missing[persona.id],
            }
            for persona in view.personas
        ],
    }
