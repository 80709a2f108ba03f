"""What a study records of its customers: which attributes count, and what is known of whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from persona_tui.banks.catalogue import load_catalogue, propose_attributes
from persona_tui.domain.attributes import Attribute, Care, Content, Group, Kind, Known, Option, SourceKind, Value
from persona_tui.domain.errors import PlainError
from persona_tui.domain.records import Record, new_id, replace
from persona_tui.domain.study import SellsTo, Study
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.contents import check_content, parse_content, show_content
from persona_tui.workflows.lookups import moved, the_attribute, the_person
from persona_tui.workflows.session import Session

__all__ = [
    "add_own_attribute",
    "allow_special",
    "clear_value",
    "disallow_special",
    "may_record",
    "move_attribute",
    "offered_attributes",
    "parse_content",
    "pick_attribute",
    "pick_proposed",
    "remove_own_attribute",
    "set_value",
    "settle",
    "show_content",
    "unpick_attribute",
    "values_of_cell",
]

_WITH_OPTIONS = (Kind.ONE_OF, Kind.SEVERAL_OF)


# --- which attributes count ------------------------------------------------------------------------------------


def offered_attributes(session: Session) -> list[Attribute]:
    """The attributes that this study can pick: firmographics only when it sells to businesses."""
    sells_to = session.study.sells_to
    picked = set(session.study.picked)
    return [
        attribute
        for attribute in session.catalogue()
        if attribute.key in picked
        or (
            (attribute.group is not Group.FIRMOGRAPHIC or sells_to is not SellsTo.PEOPLE)
            and (not attribute.sells_to or sells_to is SellsTo.BOTH or attribute.sells_to == sells_to.value)
        )
    ]


def pick_attribute(session: Session, key: str) -> Study:
    """Let an attribute count. Raises PlainError for a special one that has no purpose yet (`allow_special`)."""
    attribute = the_attribute(session, key)
    _require_purpose(session, attribute)
    if key in session.study.picked:
        return session.study
    with session.act(_("Pick “{label}”").format(label=attribute.label)):
        return session.put(replace(session.study, picked=[*session.study.picked, key]))


def unpick_attribute(session: Session, key: str) -> Study:
    """Let an attribute count no more; what is known stays."""
    if key not in session.study.picked:
        return session.study
    attribute = session.attribute(key)
    with session.act(_("Leave out “{label}”").format(label=attribute.label if attribute else key)):
        return session.put(replace(session.study, picked=[known for known in session.study.picked if known != key]))


def move_attribute(session: Session, key: str, by: int) -> Study:
    """Move a picked attribute up (negative) or down. Raises PlainError when it is not picked."""
    picked = session.study.picked
    if key not in picked:
        raise PlainError(_("Only what is picked can be moved. Pick it first."))
    wanted = moved(picked, picked.index(key), by)
    if wanted == picked:
        return session.study
    with session.act(_("Move “{label}”").format(label=the_attribute(session, key).label)):
        return session.put(replace(session.study, picked=wanted))


def add_own_attribute(
    session: Session, label: str, kind: Kind = Kind.TEXT, options: Iterable[str] = (), *, unit: str = ""
) -> Attribute:
    """Add an attribute of the study's own, picked; `options` are the labels to choose from.

    Raises PlainError: no label, a label there is already, fewer than two options where one chooses.
    """
    name = clean_line(label)
    if not name:
        raise PlainError(_("Give it a name: what do you want to know of every customer?"))
    if any(known.label.casefold() == name.casefold() for known in session.catalogue()):
        raise PlainError(_("There is “{label}” already. Pick it, or choose another name.").format(label=name))
    labels = list(dict.fromkeys(cleaned for option in options if (cleaned := clean_line(option))))
    if kind in _WITH_OPTIONS and len(labels) < 2:
        raise PlainError(_("Give at least two answers to choose from."))
    attribute = Attribute(
        key=f"own_{new_id()}",
        label=name,
        group=Group.OWN,
        kind=kind,
        options=tuple(Option(key=f"o{number}", label=text) for number, text in enumerate(labels, start=1))
        if kind in _WITH_OPTIONS
        else (),
        unit=clean_line(unit),
    )
    study = session.study
    with session.act(_("Add “{label}”").format(label=name)):
        session.put(
            replace(study, own_attributes=[*study.own_attributes, attribute], picked=[*study.picked, attribute.key])
        )
    return attribute


def remove_own_attribute(session: Session, key: str) -> Study:
    """Take an attribute of the study's own away, with its values. Raises PlainError for one of the catalogue."""
    study = session.study
    own = next((attribute for attribute in study.own_attributes if attribute.key == key), None)
    if own is None:
        raise PlainError(_("Only your own can be removed; leave the others out instead."))
    with session.act(_("Remove “{label}”").format(label=own.label)):
        for value in session.folder.all(Value):
            if value.attribute == key:
                session.remove(value)
        return session.put(
            replace(
                study,
                own_attributes=[attribute for attribute in study.own_attributes if attribute.key != key],
                picked=[known for known in study.picked if known != key],
            )
        )


def pick_proposed(session: Session) -> Study:
    """Pick what fits the study's purpose, beside what is picked already."""
    study = session.study
    proposed = propose_attributes(
        load_catalogue(study.bank_language),
        sells_to=study.sells_to.value,
        purpose=study.purpose,
        start_up=study.start_up,
    )
    fresh = [key for key in proposed if key not in study.picked]
    if not fresh:
        return study
    with session.act(_("Pick what is proposed")):
        return session.put(replace(study, picked=[*study.picked, *fresh]))


def allow_special(session: Session, key: str, purpose: str) -> Study:
    """Turn a special attribute on, for a stated purpose; it can be picked then. Raises PlainError without one."""
    attribute = the_attribute(session, key)
    reason = clean_line(purpose)
    if not reason:
        raise PlainError(
            _("Say what you need “{label}” for. Without a purpose it stays off.").format(label=attribute.label)
        )
    purposes = {**session.study.special_purposes, key: reason}
    with session.act(_("Turn on “{label}”").format(label=attribute.label)):
        return session.put(replace(session.study, special_purposes=purposes))


def disallow_special(session: Session, key: str) -> Study:
    """Turn a special attribute off again, and leave it out."""
    study = session.study
    if key not in study.special_purposes:
        return study
    with session.act(_("Turn off “{label}”").format(label=the_attribute(session, key).label)):
        return session.put(
            replace(
                study,
                special_purposes={known: why for known, why in study.special_purposes.items() if known != key},
                picked=[known for known in study.picked if known != key],
            )
        )


def may_record(session: Session, attribute: Attribute) -> bool:
    """Whether a value may be kept: a special attribute needs a stated purpose."""
    return attribute.care is not Care.SPECIAL or bool(session.study.special_purposes.get(attribute.key))


def _require_purpose(session: Session, attribute: Attribute) -> None:
    if not may_record(session, attribute):
        raise PlainError(
            _("“{label}” is specially protected by law. Say first what you need it for.").format(label=attribute.label)
        )


# --- what is known of whom -------------------------------------------------------------------------------------


def set_value(
    session: Session,
    person_id: str,
    attribute_key: str,
    content: Content,
    known: Known = Known.KNOWN,
    source_kind: SourceKind = SourceKind.TYPED,
    source: str = "",
) -> Value:
    """Record what one source says of one person; what the same source said before is replaced, others stay.

    `content` may be as typed ("34", "In a town") or as stored; it is ignored unless `known` is KNOWN.
    Raises PlainError with what is expected, or for a special attribute without a purpose.
    """
    person = the_person(session, person_id)
    attribute = the_attribute(session, attribute_key)
    _require_purpose(session, attribute)
    checked = check_content(attribute, content) if known is Known.KNOWN else None
    cell = values_of_cell(session, person_id, attribute_key)
    earlier = next((value for value in cell if value.source_kind is source_kind and value.source == source), None)
    if earlier is not None and (earlier.content, earlier.known, earlier.set_aside) == (checked, known, False):
        return earlier
    as_of = _after(cell)
    if earlier is not None:
        value = replace(earlier, content=checked, known=known, as_of=as_of, set_aside=False)
    else:
        value = Value(
            person=person_id,
            attribute=attribute_key,
            content=checked,
            known=known,
            source_kind=source_kind,
            source=source,
            as_of=as_of,
        )
    with session.act(_("{label} of {name}").format(label=attribute.label, name=person.name)):
        return session.put(value)


def clear_value(session: Session, person_id: str, attribute_key: str) -> None:
    """Empty a cell: what was typed goes, what other sources said is set aside."""
    person = the_person(session, person_id)
    attribute = session.attribute(attribute_key)
    cell = [value for value in values_of_cell(session, person_id, attribute_key) if not value.set_aside]
    typed = [value for value in cell if value.source_kind is SourceKind.TYPED]
    others: list[Record] = [replace(value, set_aside=True) for value in cell if value not in typed]
    if not cell:
        return
    label = attribute.label if attribute else attribute_key
    with session.act(_("Clear {label} of {name}").format(label=label, name=person.name)):
        session.put_all(others)
        for value in typed:
            session.remove(value)


def settle(session: Session, value_id: str) -> Value:
    """Let one value of a cell count and set the others aside. Raises PlainError when it is gone."""
    chosen = session.folder.get(Value, value_id)
    if chosen is None:
        raise PlainError(_("This answer is no longer in the study."))
    cell = values_of_cell(session, chosen.person, chosen.attribute)
    changed = [
        replace(value, set_aside=value.id != value_id) for value in cell if value.set_aside is (value.id == value_id)
    ]
    if changed:
        with session.act(_("Choose which counts")):
            session.put_all(changed)
    return session.folder.get(Value, value_id) or chosen


def values_of_cell(session: Session, person_id: str, attribute_key: str) -> list[Value]:
    """Everything that any source says about one attribute of one person, set aside or not; the oldest first."""
    found = [
        value for value in session.folder.all(Value) if value.person == person_id and value.attribute == attribute_key
    ]
    return sorted(found, key=lambda value: (value.as_of, value.updated, value.id))


def _after(cell: list[Value]) -> datetime:
    """The present moment, or just after the newest value: the last one recorded is the newest."""
    moment = datetime.now(UTC)
    newest = max((value.as_of for value in cell), default=None)
    return moment if newest is None or newest < moment else newest + timedelta(microseconds=1)
