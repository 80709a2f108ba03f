"""What customers stand apart on, and where each of them stands on it (METHOD E, steps 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from persona_tui.banks.variables import ReadyVariable, load_variables, propose_variables, ready_variable
from persona_tui.domain.attributes import Attribute, Care, Known, Option
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.records import new_id, replace
from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import MOST_BANDS, SLOTS, Pattern, Placement, Variable, VariableSort
from persona_tui.i18n import _
from persona_tui.insights.interview_guide import OpenLine
from persona_tui.insights.mapping import FROM_ATTRIBUTE, PLACING, mapped, variable_from, variable_label
from persona_tui.insights.mapping import ready_variables as ready_variables_from
from persona_tui.workflows.lookups import only_known, put_moved, real_changes, the_attribute, the_person
from persona_tui.workflows.session import Session

FROM_BANK = "bank:"
"""What the `source` of a variable begins with that was taken over from the ready ones; the key follows."""
MIDDLE = (SLOTS + 1) // 2
MOST_OPTIONS = 9

_CHANGEABLE = frozenset({"low", "high", "label", "options", "sort", "question", "left_out"})


def the_variable(session: Session, variable_id: str) -> Variable:
    """A variable by id. Raises PlainError when it is gone."""
    found = session.folder.get(Variable, variable_id)
    if found is None:
        raise PlainError(_("This line is no longer on the map."))
    return found


# --- the list --------------------------------------------------------------------------------------------------


def add_variable(
    session: Session,
    low: str = "",
    high: str = "",
    *,
    label: str = "",
    options: Iterable[str | Option] = (),
    sort: VariableSort = VariableSort.ATTITUDE,
    source: str = "",
    question: str = "",
) -> Variable:
    """A line between two poles, or a choice among `options`. Raises PlainError where it lacks one, or is there."""
    variable = Variable(
        low=clean_line(low),
        high=clean_line(high),
        label=clean_line(label),
        options=_options(options),
        sort=VariableSort(sort),
        source=source,
        question=question,
        language=session.study.document_language,
        order=max((known.order for known in session.variables()), default=0.0) + 1.0,
    )
    _check(session, variable)
    with session.act(_("Add “{what}”").format(what=variable_label(variable))):
        return session.put(variable)


def change_variable(session: Session, variable_id: str, **changes: Any) -> Variable:
    """Change low, high, label, options, sort, question or left_out. Whoever stood at an option that goes stands
    nowhere then. Raises PlainError.
    """
    only_known(changes, _CHANGEABLE)
    variable = the_variable(session, variable_id)
    for name in ("low", "high", "label"):
        if name in changes:
            changes[name] = clean_line(changes[name])
    if "options" in changes:
        changes["options"] = _options(changes["options"], variable.options)
    wanted = real_changes(variable, changes)
    if not wanted:
        return variable
    changed = replace(variable, **wanted)
    _check(session, changed)
    kept = {option.key for option in changed.options}
    homeless = [
        placed
        for placed in placements_on(session, variable_id)
        if changed.is_choice != variable.is_choice or (placed.choice and placed.choice not in kept)
    ]
    with session.act(_("Change “{what}”").format(what=variable_label(variable))):
        for placed in homeless:
            session.remove(placed)
        return session.put(changed)


def remove_variable(session: Session, variable_id: str) -> Variable:
    """Take a variable off the map, with everybody's place on it; what rests on it loses it. As it was."""
    variable = the_variable(session, variable_id)
    with session.act(_("Remove “{what}”").format(what=variable_label(variable))):
        for placed in placements_on(session, variable_id):
            session.remove(placed)
        others = [_without(other, variable_id) for other in session.variables() if other.id != variable_id]
        session.put_all([other for other in others if other != session.folder.get(Variable, other.id)])
        for pattern in session.folder.all(Pattern):
            if variable_id in pattern.variables:
                session.put(replace(pattern, variables=[key for key in pattern.variables if key != variable_id]))
        session.remove(variable)
    return variable


def move_variable(session: Session, variable_id: str, by: int) -> Variable:
    """Move a variable up (negative) or down the map."""
    variable = the_variable(session, variable_id)
    label = _("Move “{what}”").format(what=variable_label(variable))
    put_moved(session, session.variables(), variable_id, by, label)
    return the_variable(session, variable_id)


def _without(variable: Variable, gone: str) -> Variable:
    return replace(
        variable,
        counts_with="" if variable.counts_with == gone else variable.counts_with,
        apart=[key for key in variable.apart if key != gone],
    )


def _options(options: Iterable[str | Option], before: Sequence[Option] = ()) -> list[Option]:
    """The options, with the keys they had; empty ones left out."""
    keys = {option.label: option.key for option in before}
    found: list[Option] = []
    for option in options:
        label = clean_line(option if isinstance(option, str) else option.label)
        if label and label not in {known.label for known in found}:
            key = option.key if isinstance(option, Option) else keys.get(label) or new_id()
            found.append(Option(key=key, label=label))
    return found


def _check(session: Session, variable: Variable) -> None:
    """Raise PlainError for what cannot stand on the map."""
    if variable.is_choice:
        if not variable.label:
            raise PlainError(_("Say what the choice is about, such as “Who has the last word”."))
        if not 2 <= len(variable.options) <= MOST_OPTIONS:
            raise PlainError(_("Give the choice two to {most} answers.").format(most=MOST_OPTIONS))
    elif not variable.low or not variable.high:
        raise PlainError(_("Name both ends of the line, such as “buys on price” and “buys on trust”."))
    elif variable.low.casefold() == variable.high.casefold():
        raise PlainError(_("The two ends are the same. Name what is furthest from “{end}”.").format(end=variable.low))
    words = variable_label(variable).casefold()
    if any(known.id != variable.id and variable_label(known).casefold() == words for known in session.variables()):
        raise PlainError(_("“{what}” is on the map already.").format(what=variable_label(variable)))


# --- ready ones ------------------------------------------------------------------------------------------------


def asked_questions(session: Session) -> set[str]:
    """The keys of the questions to which any talk has an answer."""
    return {answer.question for talk in session.interviews_of() for answer in talk.answers if answer.is_answered}


def ready_variables(session: Session) -> list[ReadyVariable]:
    """The ready ones that are not on the map yet, in the order of their file."""
    taken = {variable.source for variable in session.variables()}
    ready = load_variables(session.study.bank_language)
    return [one for one in ready if f"{FROM_BANK}{one.key}" not in taken]


def proposed_variables(session: Session) -> list[ReadyVariable]:
    """Those of the ready ones whose questions have been asked; the usual ones where nothing was."""
    return propose_variables(ready_variables(session), asked_questions(session))


def open_lines(session: Session, people: Sequence[str]) -> list[OpenLine]:
    """The variables on which some of these people (ids) stand nowhere yet, with the questions that ask for each."""
    view = session.view()
    said = {(placed.person, placed.variable) for placed in view.placements if placed.known is not Known.KNOWN}
    found: list[OpenLine] = []
    for line in mapped(view):
        ready = ready_variable(line.variable.source.removeprefix(FROM_BANK), session.study.bank_language)
        asked_by = dict.fromkeys((line.variable.question, *(ready.questions if ready is not None else ())))
        waiting = [one for one in people if one not in line.places and (one, line.id) not in said]
        questions = tuple(key for key in asked_by if key)
        if waiting and questions:
            label = variable_label(line.variable)
            found.append(OpenLine(label=label, questions=questions, people=tuple(waiting)))
    return found


def attributes_to_add(session: Session) -> list[Attribute]:
    """The picked attributes whose values can place people, that are not on the map yet and not special."""
    taken = {variable.source for variable in session.variables()}
    return [
        attribute
        for attribute in session.picked()
        if attribute.kind in PLACING
        and attribute.care is not Care.SPECIAL
        and f"{FROM_ATTRIBUTE}{attribute.key}" not in taken
    ]


def add_from_bank(session: Session, keys: Iterable[str]) -> list[Variable]:
    """Take ready variables (keys) over; those that are on the map stay as they are. Raises PlainError."""
    wanted = [ready_variable(key, session.study.bank_language) for key in dict.fromkeys(keys)]
    taken = {variable.source for variable in session.variables()}
    with session.act(_("Add to the map")):
        return [
            add_variable(
                session,
                ready.low,
                ready.high,
                label=ready.label,
                options=ready.options,
                sort=ready.sort,
                source=f"{FROM_BANK}{ready.key}",
                question=ready.questions[0] if ready.questions else "",
            )
            for ready in wanted
            if ready is not None and f"{FROM_BANK}{ready.key}" not in taken
        ]


def add_from_attribute(session: Session, key: str) -> Variable:
    """Let an attribute's values place people. Raises PlainError where they cannot."""
    attribute = the_attribute(session, key)
    if attribute.kind not in PLACING or attribute.care is Care.SPECIAL:
        raise PlainError(
            _("“{label}” gives no order in which people stand. Add a line of your own for it.").format(
                label=attribute.label
            )
        )
    made = variable_from(attribute)
    low, high = ("", "") if made.is_choice else (made.low or _("less"), made.high or _("more"))
    return add_variable(session, low, high, label=made.label, options=made.options, sort=made.sort, source=made.source)


def add_all_from_attributes(session: Session) -> list[Variable]:
    """Put everything on the map that attributes make and that groups are looked for on without a map, as it is."""
    view = session.view()
    wanted = [each.source.removeprefix(FROM_ATTRIBUTE) for each in ready_variables_from(view)]
    with session.act(_("Add to the map")):
        return session.put_all(
            [
                variable_from(the_attribute(session, key), view.study.bank_language, order=float(number))
                for number, key in enumerate(wanted, start=len(view.variables) + 1)
            ]
        )


# --- where people stand ----------------------------------------------------------------------------------------


def placements_on(session: Session, variable_id: str) -> list[Placement]:
    """Everybody's placement on a variable."""
    return [placed for placed in session.folder.all(Placement) if placed.variable == variable_id]


def placement_of(session: Session, person_id: str, variable_id: str) -> Placement | None:
    """Somebody's placement on a variable, or None."""
    found = (placed for placed in placements_on(session, variable_id) if placed.person == person_id)
    return next(found, None)


def place(
    session: Session,
    person_id: str,
    variable_id: str,
    *,
    slot: int | None = None,
    choice: str = "",
    unknown: bool = False,
    evidence: Iterable[Evidence] | None = None,
    merge: str = "",
) -> Placement:
    """Say where somebody stands: in a slot (1 to 13), at an option, or that it is not known. `evidence` None keeps
    what it rests on. Raises PlainError where that is no place on this variable.
    """
    person, variable = the_person(session, person_id), the_variable(session, variable_id)
    if not unknown:
        _check_place(variable, slot, choice)
    before = placement_of(session, person_id, variable_id)
    wanted = replace(
        before or Placement(person=person_id, variable=variable_id),
        slot=None if unknown else slot,
        choice="" if unknown else choice,
        known=Known.UNKNOWN if unknown else Known.KNOWN,
        evidence=list(dict.fromkeys(evidence)) if evidence is not None else before.evidence if before else [],
    )
    if wanted == before:
        return before
    with session.act(_("Place {name}").format(name=person.name), merge=merge):
        return session.put(wanted)


def nudge(session: Session, person_id: str, variable_id: str, by: int, start: int | None = None) -> Placement:
    """Move somebody by so many slots (or options), stopping at either end. Who stands nowhere yet comes in at
    `start`: the slot that a value gives, or the middle. One walk along a line is one act.
    """
    variable = the_variable(session, variable_id)
    before = placement_of(session, person_id, variable_id)
    merge = f"place:{person_id}:{variable_id}"
    if variable.is_choice:
        keys = [option.key for option in variable.options]
        at = keys.index(before.choice) if before is not None and before.choice in keys else -1 if by > 0 else len(keys)
        return place(session, person_id, variable_id, choice=keys[min(max(at + by, 0), len(keys) - 1)], merge=merge)
    now = before.slot if before is not None else None
    slot = MIDDLE if now is None and start is None else min(max((now or start or MIDDLE) + by, 1), SLOTS)
    return place(session, person_id, variable_id, slot=slot, merge=merge)


def unplace(session: Session, person_id: str, variable_id: str) -> None:
    """Take somebody off a variable again: as if never placed."""
    before = placement_of(session, person_id, variable_id)
    if before is not None:
        name = the_person(session, person_id).name
        with session.act(_("Take {name} off the line").format(name=name)):
            session.remove(before)


def rest_on(session: Session, person_id: str, variable_id: str, evidence: Evidence) -> Placement:
    """Let a placement rest on this person's words; once more takes them off again. Raises PlainError where nobody is
    placed, or the words are another's.
    """
    before = placement_of(session, person_id, variable_id)
    if before is None:
        raise PlainError(_("Place {name} first.").format(name=the_person(session, person_id).name))
    if evidence.person != person_id:
        raise PlainError(_("These are the words of somebody else."))
    rest = [item for item in before.evidence if _where(item) != _where(evidence)]
    kept = rest if len(rest) < len(before.evidence) else [*rest, evidence]
    with session.act(_("Attach") if len(kept) > len(before.evidence) else _("Detach")):
        return session.put(replace(before, evidence=kept))


def _where(evidence: Evidence) -> tuple[str, str, str]:
    return evidence.kind.value, evidence.container, evidence.target


def _check_place(variable: Variable, slot: int | None, choice: str) -> None:
    if variable.is_choice:
        if choice not in {option.key for option in variable.options}:
            raise PlainError(_("“{what}” has no such answer.").format(what=variable_label(variable)))
    elif slot is None or not 1 <= slot <= SLOTS:
        raise PlainError(_("A line has the places 1 to {slots}.").format(slots=SLOTS))


# --- where the line is cut -------------------------------------------------------------------------------------


def set_cuts(session: Session, variable_id: str, cuts: Iterable[int]) -> Variable:
    """Cut a line behind these slots (1 to 12), at most twice. Raises PlainError."""
    variable = the_variable(session, variable_id)
    wanted = sorted(set(cuts))
    if variable.is_choice:
        raise PlainError(_("A choice is not cut: its answers are its parts."))
    if len(wanted) >= MOST_BANDS or any(not 1 <= cut < SLOTS for cut in wanted):
        raise PlainError(_("A line can be cut in two places at most, between two of its slots."))
    if wanted == variable.cuts:
        return variable
    merge = f"cuts:{variable_id}"
    with session.act(_("Cut “{what}”").format(what=variable_label(variable)), merge=merge):
        return session.put(replace(variable, cuts=wanted))


def move_cut(session: Session, variable_id: str, cuts: Sequence[int], number: int, by: int) -> Variable:
    """Move one of the `cuts` as they stand now (the program's where nobody moved them) by so many slots; it passes no
    other cut. Raises PlainError.
    """
    wanted = sorted(cuts)
    if not 0 <= number < len(wanted):
        raise PlainError(_("This line has no such cut."))
    least = wanted[number - 1] + 1 if number else 1
    most = wanted[number + 1] - 1 if number + 1 < len(wanted) else SLOTS - 1
    wanted[number] = min(max(wanted[number] + by, least), most)
    return set_cuts(session, variable_id, wanted)


def reset_cuts(session: Session, variable_id: str) -> Variable:
    """Cut the line where the program proposes it."""
    variable = the_variable(session, variable_id)
    if variable.cuts is None:
        return variable
    with session.act(_("Cut “{what}” as proposed").format(what=variable_label(variable))):
        return session.put(replace(variable, cuts=None))
