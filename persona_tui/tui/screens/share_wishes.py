"""From what is ticked to what is to be made."""

from __future__ import annotations

from msgspec.structs import replace

from persona_tui.exports.disclosure import Disclosure
from persona_tui.tui.screens.share_looks import Looks
from persona_tui.tui.screens.share_rows import CARE, NAMES, NOTES, OUTSIDE, QUOTES, SAY, SHEET, STUDY, TALK, Choices
from persona_tui.workflows.documents.wishes import Wishes


def disclosure_of(choices: Choices) -> Disclosure:
    """What documents may say, as it is ticked."""
    said = choices.ticked(SAY)
    return Disclosure(
        with_attributes=frozenset(choices.ticked(CARE)),
        names=NAMES in said,
        quotes=QUOTES in said,
        redact=OUTSIDE in said,
    )


def wishes_of(choices: Choices, looks: Looks) -> tuple[Wishes, ...]:
    """What is ticked, as it is wanted: the chosen sheets, the chosen notes, and documents of the whole study."""
    common = Wishes(
        layout=looks.layout.value if looks.layout is not None else "",
        paper=looks.paper,
        landscape=looks.landscape,
        comments=looks.comments or None,
        bank=looks.bank,
        template=looks.template,
        disclosure=disclosure_of(choices),
        pdf=looks.pdf,
    )
    wishes: list[Wishes] = []
    if sheets := choices.ticked(SHEET):
        wishes.append(replace(common, kinds=("sheet",), personas=sheets))
    if whole := choices.ticked(STUDY):
        wishes.append(replace(common, kinds=whole))
    if notes := choices.ticked(NOTES):
        wishes.append(replace(common, kinds=("notes",), talks=notes))
    if for_a_talk := choices.ticked(TALK):
        wishes.append(replace(common, kinds=for_a_talk))
    return tuple(wishes)
