"""What a persona is built on, read once for everything that its builder shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import msgspec

from persona_tui.banks.names import suggest_names
from persona_tui.domain.attributes import Known
from persona_tui.domain.claims import Claim, Standing
from persona_tui.domain.interviews import Interview
from persona_tui.domain.personas import FieldKey, Missing, Persona, what_is_missing
from persona_tui.domain.questions import Question
from persona_tui.domain.records import now
from persona_tui.exports.content import SheetContent, sheet_content
from persona_tui.i18n import _
from persona_tui.insights.changes import persona_of
from persona_tui.insights.coverage import ValuesByCell, current
from persona_tui.insights.grounds import is_on_record
from persona_tui.insights.guide import Advice
from persona_tui.insights.persona_advice import advice_on_part, second_persona
from persona_tui.insights.view import StudyView
from persona_tui.insights.voices import Context, context, interviews_behind, standing_text
from persona_tui.workflows.lookups import the_persona, transcripts_of
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import questions_of

BEFORE_THE_QUOTE = (
    FieldKey.DEMOGRAPHICS,
    FieldKey.PSYCHOGRAPHICS,
    FieldKey.SOCIOECONOMICS,
    FieldKey.FIRMOGRAPHICS,
)
_YEARS_OF_BAND = {"1944_1964": 1954, "1965_1979": 1972, "1980_1994": 1987, "1995_or_later": 2000}
_LAST_YEAR_OF_LOOK = ((1964, "born_1944_1964"), (1979, "born_1965_1979"), (1994, "born_1980_1994"))


@dataclass(frozen=True)
class Ground:
    """One persona, the study around it, and the talks it rests on with their words."""

    persona: Persona
    view: StudyView
    interviews: Sequence[Interview]
    context: Context
    questions: Mapping[tuple[str, str], Question]

    def standing(self, claim: Claim) -> Standing:
        """How well a claim stands."""
        return self.context.claim_standing(claim, self.persona.people)

    def standing_words(self, claim: Claim) -> str:
        """How well a claim stands, as the screens say it."""
        on_record = is_on_record(claim)
        return standing_text(self.standing(claim), len(self.persona.people), on_record=on_record)

    def name_of(self, person_id: str) -> str:
        """What somebody is called in the study."""
        return next((person.name for person in self.view.people if person.id == person_id), _("somebody"))

    @property
    def cells(self) -> ValuesByCell:
        """The values that may count, by person and attribute."""
        return self.context.cells

    def asked(self, about: str) -> int:
        """How many of the persona's people were asked a question, or have an attribute's value."""
        return len(set(self.context.asked.get(about, ())) & set(self.persona.people))


def ground_of(session: Session, persona_id: str) -> Ground:
    """What a persona is built on. Raises PlainError when it is gone."""
    persona = the_persona(session, persona_id)
    view = session.view()
    return _ground(session, persona, view, interviews_behind(view, [persona]))


def under_persona(session: Session, ground: Ground) -> Ground:
    """The ground under the persona as it is now, for an act that changed nothing else: what it was made of is kept,
    unless the persona rests on other talks now. Raises PlainError when it is gone.
    """
    persona = the_persona(session, ground.persona.id)
    view = msgspec.structs.replace(ground.view, personas=session.personas())
    same = persona.people == ground.persona.people
    if not same or not interviews_behind(view, [persona]) <= ground.context.interviews.keys():
        return ground_of(session, persona.id)
    return Ground(persona, view, ground.interviews, ground.context, ground.questions)


def with_personas(session: Session, ground: Ground) -> Ground:
    """The same, with the words that all personas rest on."""
    return _ground(session, ground.persona, ground.view, interviews_behind(ground.view, ground.view.personas))


def with_versions(session: Session, ground: Ground) -> Ground:
    """The same, with the words that the persona's versions rested on."""
    kept = [found for version in ground.persona.versions if (found := persona_of(version)) is not None]
    return _ground(session, ground.persona, ground.view, interviews_behind(ground.view, [ground.persona, *kept]))


def with_everybody(session: Session, ground: Ground) -> Ground:
    """The same, with the words of all other customers."""
    return _ground(session, ground.persona, ground.view, {talk.id for talk in ground.view.interviews})


def _ground(session: Session, persona: Persona, view: StudyView, talks: set[str]) -> Ground:
    interviews = session.interviews_by_id(talk.id for talk in view.interviews if talk.id in talks)
    within = context(view, interviews, transcripts_of(session, interviews))
    return Ground(persona, view, interviews, within, questions_of(interviews))


def parts_of(persona: Persona) -> list[str]:
    """The parts of the template in its order: keys of `Missing` and of the fields that were not removed."""
    shown = [field.key for field in persona.shown_fields]
    first = [key for key in shown if key in BEFORE_THE_QUOTE]
    rest = [key for key in shown if key not in BEFORE_THE_QUOTE]
    return [Missing.PEOPLE.value, Missing.NAME.value, Missing.FACE.value, *first, Missing.QUOTE.value, *rest]


def next_missing_part(persona: Persona, after: str = "") -> str:
    """The next part that is still empty, going round once from `after`; "" when nothing is missing."""
    parts, missing = parts_of(persona), set(what_is_missing(persona))
    start = parts.index(after) + 1 if after in parts else 0
    return next((part for part in (*parts[start:], *parts[:start]) if part in missing), "")


def sheet_of(session: Session, ground: Ground) -> SheetContent:
    """What the persona's sheet says as it stands, without the picture."""
    return sheet_content(
        ground.view,
        ground.persona,
        ground.interviews,
        attributes_by_key={attribute.key: attribute for attribute in session.catalogue()},
        questions={key: question for (_bank, key), question in ground.questions.items()},
        transcripts=ground.context.transcripts.values(),
    )


def advice_for(ground: Ground, at: str = "") -> Advice | None:
    """What this persona still needs: the part `at` where that is empty, or the next one after it. Once it is complete,
    to begin a second one; None when there are two.
    """
    part = at if at in what_is_missing(ground.persona) else next_missing_part(ground.persona, at)
    if part:
        return advice_on_part(ground.view, ground.persona, part)
    return second_persona(ground.view, False, date.today())


# --- a name and a face that fit --------------------------------------------------------------------------------


def likely_birth_year(ground: Ground) -> int | None:
    """The year in the middle of those in which the persona's people were born; None where no age is known."""
    years: list[float] = []
    for (person, attribute), cell in ground.cells.items():
        value = current(cell)
        if person not in ground.persona.people or value is None or value.known is not Known.KNOWN:
            continue
        if attribute == "age" and isinstance(value.content, int | float):
            years.append(value.as_of.year - value.content)
        elif attribute == "birth_years" and isinstance(value.content, str) and value.content in _YEARS_OF_BAND:
            years.append(_YEARS_OF_BAND[value.content])
    return int(median(years)) if years else None


def look_of_age(ground: Ground) -> dict[str, str]:
    """The settings that let a drawn portrait look as old as the persona's people; none where no age is known."""
    year = likely_birth_year(ground)
    if year is None or year > now().year:
        return {}
    band = next((band for last, band in _LAST_YEAR_OF_LOOK if year <= last), "born_1995_later")
    return {"age_band": band}


def fitting_names(ground: Ground, seed: int, count: int = 6) -> list[str]:
    """Names that fit the persona's language and age, and are nobody's in the study; the same for the same seed."""
    others = [persona.name for persona in ground.view.personas if persona.id != ground.persona.id]
    taken = [person.name for person in ground.view.people] + others
    return suggest_names(ground.persona.language, likely_birth_year(ground), taken, seed, count)
