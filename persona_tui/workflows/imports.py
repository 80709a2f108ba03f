"""Bringing in what others wrote down: a list of customers, the notes of an interview."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from persona_tui.domain.attributes import Attribute, Content, Known, SourceKind, Value
from persona_tui.domain.people import Fit, Person, Relation
from persona_tui.domain.records import Record, now, replace
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.imports.columns import ColumnGuess, LeftOut, Why, find_column, find_name_columns, guess_columns
from persona_tui.imports.customers import ImportPlan, PlannedCustomer, plan_import
from persona_tui.imports.ranking import RankColumn
from persona_tui.imports.tables import Table, read_table
from persona_tui.insights.coverage import by_cell, disagrees
from persona_tui.workflows.column_wishes import read_wishes, split_wish
from persona_tui.workflows.interview_import import InterviewReport, default_bank, import_interview
from persona_tui.workflows.session import Session

__all__ = [
    "DEFAULT_BEST",
    "CustomersPreview",
    "ImportReport",
    "InterviewReport",
    "Placed",
    "default_bank",
    "import_customers",
    "import_interview",
    "preview_customers",
    "split_wish",
]

DEFAULT_BEST = 8
"""How many customers of a list are taken unless asked otherwise."""
_NAMED_HERE = 3

Cell = tuple[str, str]
"""A person's id and an attribute's key."""


@dataclass(frozen=True)
class Placed:
    """One customer of the list, under the `name` they get in the study, and who they are there already (or None)."""

    planned: PlannedCustomer
    name: str
    person: Person | None


@dataclass(frozen=True)
class CustomersPreview:
    """What importing a list would do; nothing is written yet.

    `guess` says what each column is for, `plan` who would come in and what stays out, `placed` the same customers with
    who of them is in the study already. `new_attributes` would be made and `asked_for` (keys) picked.
    """

    path: Path
    source: str
    columns: tuple[str, ...]
    guess: ColumnGuess
    plan: ImportPlan
    placed: tuple[Placed, ...]
    relation: Relation
    rank_by: tuple[RankColumn, ...]
    new_attributes: tuple[Attribute, ...]
    asked_for: tuple[str, ...]


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `people` are the ids of those on the list, best first; `values` counts the facts that are
    new or changed; `attributes` are the labels of what was filled; `left_out` and `notes` are sentences.
    """

    source: str
    added: int
    updated: int
    unchanged: int
    values: int
    people: tuple[str, ...]
    attributes: tuple[str, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


# --- looking first ---------------------------------------------------------------------------------------------


def preview_customers(
    path: Path,
    session: Session,
    *,
    name_columns: Sequence[str] = (),
    rank_by: Sequence[str | RankColumn] = (),
    best: int | None = DEFAULT_BEST,
    column_map: Mapping[str, str] | None = None,
    relation: Relation = Relation.CUSTOMER,
    table: Table | None = None,
    without: Collection[int] = (),
) -> CustomersPreview:
    """What importing the list in `path` would do.

    Columns are named as a person names them: `name_columns` ("first_name", "first_name+last_name"), `rank_by`
    ("tenure", "debt:low"), `column_map` column → attribute by key or label ("" leaves the column out). `best` None
    takes all. A `table` that was read before spares reading the file again. `without` are rows of it (from 0) to pass
    over: a sum at the end, somebody who is known not to be meant. Raises PlainError.
    """
    table = table if table is not None else read_table(path)
    names = [column for text in name_columns for column in find_name_columns(table, text)]
    ranks = tuple(_rank_column(table, rank) for rank in rank_by)
    wishes = read_wishes(session, table, column_map or {})
    guess = guess_columns(
        table,
        session.catalogue(),
        sells_to=session.study.sells_to.value,
        name_columns=names,
        column_map=wishes.column_map,
    )
    guess = _without(guess, wishes.unwanted)
    of_columns = partial(plan_import, table, name_columns=guess.name_columns, key_column=guess.key_column)
    plan_of = partial(of_columns, rank_by=ranks, column_map=guess.column_map, columns_left_out=guess.left_out)
    plan = _passing_over(plan_of, without, best)
    source = clean_line(table.name)
    return CustomersPreview(
        path=path,
        source=source,
        columns=tuple(table.columns),
        guess=guess,
        plan=plan,
        placed=_place(session.people(), plan, source),
        relation=relation,
        rank_by=ranks,
        new_attributes=tuple(wishes.new),
        asked_for=tuple(dict.fromkeys(attribute.key for attribute in wishes.column_map.values())),
    )


def _passing_over(plan_of: Callable[..., ImportPlan], without: Collection[int], best: int | None) -> ImportPlan:
    """The plan without some rows: the next best take their place. A row that is not among the best takes none."""
    plan, more = plan_of(best=best + len(without) if best is not None else None), len(without)
    while best is not None and (out := sum(each.row in without for each in plan.customers)) < more:
        plan, more = plan_of(best=best + out), out
    if not without:
        return plan
    out_by_hand = tuple(
        LeftOut(each.name, _("you left it out"), 1, Why.BY_HAND) for each in plan.customers if each.row in without
    )
    customers = tuple(each for each in plan.customers if each.row not in without)
    return dataclasses.replace(plan, customers=customers, left_out=(*out_by_hand, *plan.left_out))


def _rank_column(table: Table, asked: str | RankColumn) -> RankColumn:
    if isinstance(asked, str):
        asked = RankColumn(asked) if asked in table.columns else RankColumn.parse(asked)
    return RankColumn(find_column(table, asked.column), asked.low)


def _without(guess: ColumnGuess, unwanted: Sequence[str]) -> ColumnGuess:
    out = [
        LeftOut(column, _("you left it out"), reason=Why.BY_HAND)
        for column in unwanted
        if column not in guess.name_columns
    ]
    return ColumnGuess(
        name_columns=guess.name_columns,
        key_column=guess.key_column,
        column_map={column: each for column, each in guess.column_map.items() if column not in unwanted},
        left_out=(*(part for part in guess.left_out if part.what not in unwanted), *out),
        numeric_columns=guess.numeric_columns,
        date_columns=guess.date_columns,
    )


# --- who is who ------------------------------------------------------------------------------------------------


def _place(people: Sequence[Person], plan: ImportPlan, source: str) -> tuple[Placed, ...]:
    """The planned customers beside those who are in the study: by the list and the key there; else, where the list
    was saved under another name, by key and name together.
    """
    by_place = {(person.source, person.source_key): person for person in people if person.source_key}
    by_name = {(person.source_key, person.name.casefold()): person for person in people if person.source_key}
    taken = {person.name.casefold() for person in people}
    placed: list[Placed] = []
    for planned in plan.customers:
        person = by_place.get((source, planned.key))
        if person is None and plan.named:
            person = by_name.get((planned.key, planned.name.casefold()))
        if person is None:
            name = planned.name if plan.named else _free_number(planned.name, taken)
            taken.add(name.casefold())
        else:
            name = planned.name if plan.named and _is_only_numbered(person.name) else person.name
        placed.append(Placed(planned, name, person))
    return tuple(placed)


def _free_number(name: str, taken: set[str]) -> str:
    """ "Person 3", or the next number that nobody has."""
    number = 0
    while name.casefold() in taken:
        number += 1
        name = _("Person {number}").format(number=number)
    return name


def _is_only_numbered(name: str) -> bool:
    before, _place_of_number, after = _("Person {number}").partition("{number}")
    return name.startswith(before) and name.endswith(after) and name[len(before) : len(name) - len(after)].isdigit()


# --- writing ---------------------------------------------------------------------------------------------------


def import_customers(session: Session, preview: CustomersPreview) -> ImportReport:
    """Write what a preview showed into the study, as one act. Who came from this list before is updated: what the list
    says now replaces what it said then; a name that was changed here, and what was typed, stay.

    Raises StudyReadOnlyError.
    """
    session.folder.require_writing()
    placed = _place(session.people(), preview.plan, preview.source)
    people = _people(session, preview, placed)
    values, changed_people = _values(session, preview, placed, people)
    changed = [person for person, spot in zip(people, placed, strict=True) if person is not spot.person]
    records: list[Record] = [*_study_changes(session, preview), *changed, *values]
    added = sum(spot.person is None for spot in placed)
    touched = {person.id for person in changed} | changed_people
    updated = sum(spot.person is not None and spot.person.id in touched for spot in placed)
    if records:
        with session.act(_("Import {name}").format(name=preview.source)):
            session.put_all(records)
    filled = {key for spot in placed for key in spot.planned.contents}
    attributes = [each for each in preview.guess.column_map.values() if each.key in filled]
    return ImportReport(
        source=preview.source,
        added=added,
        updated=updated,
        unchanged=len(placed) - added - updated,
        values=len(values),
        people=tuple(person.id for person in people),
        attributes=tuple(dict.fromkeys(attribute.label for attribute in attributes)),
        left_out=tuple(part.sentence for part in preview.plan.left_out),
        notes=tuple(_notes(session, preview, placed, people, attributes)),
    )


def _people(session: Session, preview: CustomersPreview, placed: Sequence[Placed]) -> list[Person]:
    """The people as they will be; somebody who does not change is the very record of before."""
    last = max((person.order for person in session.people()), default=0.0)
    fit = Fit.BEST if preview.relation is Relation.CUSTOMER else Fit.OTHER
    found: list[Person] = []
    for spot in placed:
        if spot.person is None:
            last += 1.0
            person = Person(
                name=spot.name,
                relation=preview.relation,
                fit=fit,
                ranked=spot.planned.reasons,
                source=preview.source,
                source_key=spot.planned.key,
                order=last,
            )
        else:
            ranked = spot.planned.reasons or spot.person.ranked
            person = replace(spot.person, name=spot.name, ranked=ranked, source=preview.source)
            person = spot.person if person == spot.person else person
        found.append(person)
    return found


def _values(
    session: Session, preview: CustomersPreview, placed: Sequence[Placed], people: Sequence[Person]
) -> tuple[list[Value], set[str]]:
    """The values that are new or changed, and the ids of those whom they are about."""
    known = {spot.person.id for spot in placed if spot.person is not None}
    sources = {spot.person.id: {preview.source, spot.person.source} for spot in placed if spot.person is not None}
    earlier: dict[Cell, Value] = {}
    newest = moment = now()
    for value in session.folder.all(Value) if known else ():
        if value.person in known:
            newest = max(newest, value.as_of)
            if value.source_kind is SourceKind.IMPORTED and value.source in sources[value.person]:
                earlier[value.person, value.attribute] = value
    if newest > moment:
        moment = newest + timedelta(microseconds=1)
    values: list[Value] = []
    for person, spot in zip(people, placed, strict=True):
        said: dict[str, tuple[Content, Known]] = {
            key: (None, answer) for key, answer in spot.planned.unanswered.items()
        }
        said |= {key: (content, Known.KNOWN) for key, content in spot.planned.contents.items()}
        for key, (content, answer) in said.items():
            old = earlier.get((person.id, key))
            if old is None:
                values.append(
                    Value(
                        person=person.id,
                        attribute=key,
                        content=content,
                        known=answer,
                        source_kind=SourceKind.IMPORTED,
                        source=preview.source,
                        as_of=moment,
                    )
                )
            elif (old.content, old.known) != (content, answer):
                values.append(
                    replace(old, content=content, known=answer, source=preview.source, as_of=moment, set_aside=False)
                )
    return values, {value.person for value in values}


def _study_changes(session: Session, preview: CustomersPreview) -> list[Record]:
    """The study with its new attributes, and what was asked for by name picked; nothing where that changes nothing."""
    study = session.study
    there = {attribute.key for attribute in session.catalogue()}
    own = [*study.own_attributes, *(each for each in preview.new_attributes if each.key not in there)]
    picked = [*study.picked, *(key for key in preview.asked_for if key not in study.picked)]
    changed = replace(study, own_attributes=own, picked=picked)
    return [] if changed == study else [changed]


# --- saying it -------------------------------------------------------------------------------------------------


def _notes(
    session: Session,
    preview: CustomersPreview,
    placed: Sequence[Placed],
    people: Sequence[Person],
    attributes: Sequence[Attribute],
) -> list[str]:
    notes = list(preview.plan.notes)
    for attribute in preview.new_attributes:
        notes.append(_("“{label}” is new in this study, and counts.").format(label=attribute.label))
    resting = list(dict.fromkeys(each.label for each in attributes if each.key not in session.study.picked))
    if resting:
        notes.append(
            _("Kept, but not counted until you pick it on the attributes step: {labels}.").format(
                labels=", ".join(resting)
            )
        )
    notes += _about_names(session, placed, people)
    notes += _about_conflicts(session, people, attributes)
    mine = {person.id for person in people}
    others = [person for person in session.people() if person.source == preview.source and person.id not in mine]
    if others:
        notes.append(
            ngettext(
                "{n} customer from an earlier import of this list is not among these, and stays.",
                "{n} customers from an earlier import of this list are not among these, and stay.",
                len(others),
            ).format(n=len(others))
        )
    return notes


def _about_names(session: Session, placed: Sequence[Placed], people: Sequence[Person]) -> list[str]:
    notes: list[str] = []
    new = {person.id for person, spot in zip(people, placed, strict=True) if spot.person is None}
    there = {person.name.casefold() for person in session.people() if person.id not in new}
    doubles = [person.name for person in people if person.id in new and person.name.casefold() in there]
    if doubles:
        names = ", ".join(doubles[:_NAMED_HERE]) + (" …" if len(doubles) > _NAMED_HERE else "")
        notes.append(
            _("There was somebody of the same name already: {names}. See whether they are the same.").format(
                names=names
            )
        )
    return notes


def _about_conflicts(session: Session, people: Sequence[Person], attributes: Sequence[Attribute]) -> list[str]:
    cells = by_cell(session.folder.all(Value))
    keys = {attribute.key for attribute in attributes}
    count = sum(disagrees(cells.get((person.id, key), ())) for person in people for key in keys)
    if not count:
        return []
    sentence = ngettext(
        "{n} fact differs from what was known already: both are kept, and the attributes step shows it.",
        "{n} facts differ from what was known already: both are kept, and the attributes step shows them.",
        count,
    )
    return [sentence.format(n=count)]
