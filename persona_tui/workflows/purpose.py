"""What a study wants to find out, and the attributes that are proposed for it."""

from __future__ import annotations

from persona_tui.banks.catalogue import load_catalogue, propose_attributes
from persona_tui.domain.attributes import Attribute, Value
from persona_tui.domain.records import replace
from persona_tui.domain.study import Study
from persona_tui.i18n import _
from persona_tui.workflows.attributes import allow_special, pick_attribute
from persona_tui.workflows.lookups import the_attribute
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import change_study


def proposed_attributes(study: Study) -> list[str]:
    """Keys of the attributes that are worth recording for what the study wants to find out."""
    return propose_attributes(
        load_catalogue(study.bank_language),
        sells_to=study.sells_to.value,
        purpose=study.purpose,
        start_up=study.start_up,
    )


def state_purpose(session: Session, purpose: str) -> list[Attribute]:
    """Say what the study wants to find out, and pick what is proposed for it; those that are picked newly.

    Where nobody has changed what was proposed before, the new proposal takes its place, save what is recorded of
    somebody already. Else what was chosen stays, and the proposal is added. One act.
    """
    before = session.study
    with session.act(_("Say what you want to find out")):
        after = change_study(session, purpose=purpose)
        if after.purpose == before.purpose:
            return []
        proposed = proposed_attributes(after)
        kept = list(before.picked)
        if kept == proposed_attributes(before):
            recorded = {value.attribute for value in session.folder.all(Value)}
            kept = [key for key in kept if key in recorded or key in proposed]
        fresh = [key for key in proposed if key not in kept]
        if kept != before.picked or fresh:
            session.put(replace(after, picked=[*kept, *fresh]))
    return [attribute for attribute in session.picked() if attribute.key in fresh]


def turn_on_special(session: Session, key: str, purpose: str) -> None:
    """Turn a specially protected attribute on for a stated purpose, and pick it. One act.

    Raises PlainError without a purpose.
    """
    attribute = the_attribute(session, key)
    with session.act(_("Turn on “{label}”").format(label=attribute.label)):
        allow_special(session, key, purpose)
        pick_attribute(session, key)
