"""Calling a persona finished: what must hold before, the version that is kept, and the day to look at it again."""

from __future__ import annotations

from datetime import date, timedelta

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import replace
from persona_tui.i18n import _, ngettext
from persona_tui.insights.coherence import Finding, Severity, findings
from persona_tui.workflows.lookups import the_persona
from persona_tui.workflows.persona_ground import Ground, ground_of, look_of_age, with_personas
from persona_tui.workflows.persona_versions import keep_version
from persona_tui.workflows.session import Session


def findings_of(session: Session, persona_id: str, ground: Ground | None = None) -> list[Finding]:
    """What does not hold together in a persona: what must be put right first. Raises PlainError when it is gone."""
    wide = with_personas(session, ground or ground_of(session, persona_id))
    return findings(
        wide.context,
        wide.persona,
        look=look_of_age(wide),
        attributes=session.catalogue(),
        questions={key: question for (_bank, key), question in wide.questions.items()},
    )


def in_a_year(day: date) -> date:
    """The same day of the next year; the last of February has its place too."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day + timedelta(days=365)


def finish(session: Session, persona_id: str, *, today: date | None = None, review_on: date | None = None) -> Persona:
    """Call the persona finished today, keep it as a version, and look at it again on `review_on`.

    Without `review_on` the day that was chosen stays, where it is still to come; else it is a year from now. Raises
    PlainError where something must be put right first.
    """
    persona = the_persona(session, persona_id)
    in_the_way = [each for each in findings_of(session, persona_id) if each.severity is Severity.MUST]
    if in_the_way:
        n = len(in_the_way)
        raise PlainError(
            ngettext(
                "{n} thing must be put right first: {first}", "{n} things must be put right first: {first}", n
            ).format(n=n, first=in_the_way[0].sentence)
        )
    day = today or date.today()
    chosen = persona.review_on if persona.review_on is not None and persona.review_on > day else None
    with session.act(_("Call it finished")):
        session.put(replace(persona, finished_on=day, review_on=review_on or chosen or in_a_year(day)))
        return keep_version(session, persona_id, _("finished"))


def reopen(session: Session, persona_id: str) -> Persona:
    """Work on it again: it is no longer called finished; its versions stay."""
    persona = the_persona(session, persona_id)
    if persona.finished_on is None:
        return persona
    with session.act(_("Work on it again")):
        return session.put(replace(persona, finished_on=None))
