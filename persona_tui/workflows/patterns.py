"""What a person does with who belongs together: look, keep a group for a reason, build a persona from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Fit, Relation
from persona_tui.domain.personas import Persona, PersonaKind
from persona_tui.domain.records import replace
from persona_tui.domain.texts import clean_text
from persona_tui.domain.variables import Pattern, Variable
from persona_tui.i18n import _
from persona_tui.insights.apart import Apart, furthest_apart
from persona_tui.insights.grounds import Context, context
from persona_tui.insights.guide import is_guess
from persona_tui.insights.mapping import FROM_ATTRIBUTE, Mapped, mapped, ready_variables, variable_label
from persona_tui.insights.patterns import SEED, Cancelled, Patterns, Progress, find_patterns
from persona_tui.insights.view import StudyView
from persona_tui.workflows.lookups import the_person, transcripts_of
from persona_tui.workflows.personas import new_persona
from persona_tui.workflows.session import Session
from persona_tui.workflows.variables import add_all_from_attributes


@dataclass(frozen=True)
class Found:
    """What was looked at and found. `from_attributes`: nobody added variables, so they were taken from attributes."""

    view: StudyView
    mapped: list[Mapped]
    patterns: Patterns
    apart: Apart
    negative: bool = False
    from_attributes: bool = False


def variables_of(session: Session) -> tuple[list[Variable], bool]:
    """What people are mapped on: the study's variables, or while it has none those that its attributes make (True)."""
    view = session.view()
    if view.variables:
        return list(view.variables), False
    return ready_variables(view), True


def mapping_of(session: Session) -> list[Mapped]:
    """Who stands where; placements whose words are gone are left away."""
    view = session.view()
    variables, _from_attributes = variables_of(session)
    return mapped(view, _ground(session, view), variables)


def patterns_of(
    session: Session,
    *,
    negative: bool = False,
    shuffles: int | None = None,
    seed: int = SEED,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Found:
    """Who belongs together: among the customers who may fit, or (`negative`) among those who do not.

    It may take seconds for hundreds of people: `progress` and `cancelled` are for another thread. Changes nothing.
    """
    view = session.view()
    variables, from_attributes = variables_of(session)
    places = mapped(view, _ground(session, view), variables)
    people = people_to_compare(view, negative)
    found = find_patterns(places, people, shuffles=shuffles, seed=seed, progress=progress, cancelled=cancelled)
    apart = Apart() if negative else furthest_apart(view, places, found)
    return Found(view, places, found, apart, negative, from_attributes)


def people_to_compare(view: StudyView, negative: bool = False) -> list[str]:
    """The people (ids) among whom groups are looked for: real ones, no employees; the imagined while nobody is real."""
    guess = is_guess(view)
    return [
        person.id
        for person in view.people
        if person.imagined is guess
        and person.relation is not Relation.EMPLOYEE
        and (person.fit is Fit.NO_FIT) is negative
    ]


def _ground(session: Session, view: StudyView) -> Context:
    """What placements are held against, with the interviews whose words they rest on."""
    wanted = {item.container for placement in view.placements for item in placement.evidence if item.container}
    interviews = session.interviews_by_id(sorted(wanted))
    return context(view, interviews, transcripts_of(session, interviews))


# --- groups that are kept --------------------------------------------------------------------------------------


def keep_pattern(session: Session, people: Iterable[str], variables: Iterable[str], reason: str) -> Pattern:
    """Keep a group, for a reason. Raises PlainError without a reason, or with fewer than two people."""
    members = list(dict.fromkeys(people))
    for person_id in members:
        the_person(session, person_id)
    if len(members) < 2:
        raise PlainError(_("A group needs two customers or more."))
    pattern = Pattern(
        people=members,
        variables=list(dict.fromkeys(variables)),
        reason=_reason(reason),
        language=session.study.document_language,
    )
    with session.act(_("Keep a group")):
        return session.put(pattern)


def change_reason(session: Session, pattern_id: str, reason: str) -> Pattern:
    """Give another reason. Raises PlainError without one."""
    pattern = the_pattern(session, pattern_id)
    changed = replace(pattern, reason=_reason(reason))
    if changed == pattern:
        return pattern
    with session.act(_("Change why a group belongs together")):
        return session.put(changed)


def drop_pattern(session: Session, pattern_id: str) -> Pattern:
    """Let a pattern go; as it was. Personas built from it stay as they are."""
    pattern = the_pattern(session, pattern_id)
    with session.act(_("Let a group go")):
        session.remove(pattern)
    return pattern


def the_pattern(session: Session, pattern_id: str) -> Pattern:
    """A pattern by id. Raises PlainError when it is gone."""
    found = session.folder.get(Pattern, pattern_id)
    if found is None:
        raise PlainError(_("This group is no longer in the study."))
    return found


def persona_from_pattern(session: Session, pattern_id: str) -> Persona:
    """A new persona with the people and the reason of a pattern; a negative one where none of them fits."""
    pattern = the_pattern(session, pattern_id)
    people = [person for person_id in pattern.people if (person := session.person(person_id)) is not None]
    none_fits = bool(people) and all(person.fit is Fit.NO_FIT for person in people)
    with session.act(_("New persona")):
        persona = new_persona(session, [person.id for person in people])
        kind = PersonaKind.NEGATIVE if none_fits else persona.kind
        return session.put(replace(persona, reason=pattern.reason, pattern=pattern.id, kind=kind))


def _reason(reason: str) -> str:
    cleaned = clean_text(reason).strip()
    if not cleaned:
        raise PlainError(_("Say why they belong together: “because …”. Without a reason a group stays a guess."))
    return cleaned


# --- what counts once ------------------------------------------------------------------------------------------


def confirm_follows(session: Session, variable_id: str, of: str) -> Variable:
    """Say that a variable follows from another one: both count once from now on. What the attributes made is put on
    the map first. Raises PlainError.
    """
    with session.act(_("Let two things count once")):
        variable, other = _stored(session, variable_id), _stored(session, of)
        root = _root(session, other)
        if root.id == variable.id:
            raise PlainError(
                _("“{one}” follows from “{other}” already.").format(one=_label(other), other=_label(variable))
            )
        changed = replace(
            variable,
            counts_with=root.id,
            apart=[each for each in variable.apart if each not in (other.id, root.id)],
        )
        freed = [
            replace(each, apart=[one for one in each.apart if one != variable.id])
            for each in {other.id: other, root.id: root}.values()
            if variable.id in each.apart
        ]
        if changed == variable and not freed:
            return variable
        return session.put_all([changed, *freed])[0]


def say_apart(session: Session, variable_id: str, of: str) -> Variable:
    """Say that two variables are things apart: each counts. What the attributes made is put on the map first. Raises
    PlainError.
    """
    with session.act(_("Let two things count apart")):
        variable, other = _stored(session, variable_id), _stored(session, of)
        if other.id == variable.id:
            return variable
        changed = replace(
            variable,
            apart=list(dict.fromkeys([*variable.apart, other.id])),
            counts_with="" if _root(session, variable).id == _root(session, other).id else variable.counts_with,
        )
        freed = [replace(other, counts_with="")] if other.counts_with == variable.id else []
        if changed == variable and not freed:
            return variable
        return session.put_all([changed, *freed])[0]


def _stored(session: Session, variable_id: str) -> Variable:
    """A variable by id; one that an attribute makes is put on the map first, with all others that were compared: beside
    a single one of them nobody could be compared any more. Raises PlainError where it is gone.
    """
    if variable_id.startswith(FROM_ATTRIBUTE):
        if not session.variables():
            add_all_from_attributes(session)
        found = next((each for each in session.variables() if each.source == variable_id), None)
    else:
        found = session.folder.get(Variable, variable_id)
    if found is not None:
        return found
    raise PlainError(_("This is no longer on the map."))


def _root(session: Session, variable: Variable) -> Variable:
    passed = {variable.id}
    while variable.counts_with and variable.counts_with not in passed:
        passed.add(variable.counts_with)
        onward = session.folder.get(Variable, variable.counts_with)
        if onward is None:
            break
        variable = onward
    return variable


def _label(variable: Variable) -> str:
    return variable_label(variable)
