"""Charts that stay sharp and can be edited: tables and signs, whose text says the same to those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.variables import SLOTS
from persona_tui.exports.content import SheetClaim
from persona_tui.exports.report_content_compare import ChannelRow, VariableLine
from persona_tui.exports.word.house import House
from persona_tui.exports.word.report_words import Box, Run, Words, words
from persona_tui.i18n import _, ngettext

MARKS = ("●", "◆", "■", "▲", "★", "✚")
"""The personas' signs: told apart by shape as well as by colour."""
STYLES = ("First", "Second", "Third", "Fourth")
_MOST_DOTS = 10
_MOST_IN_A_SLOT = 2
_SLOT_PADDING = (3.0, 0.0, 3.0, 0.0)


def mark_of(number: int) -> Run:
    """The sign of the persona with that number, from 0."""
    return Run(MARKS[number % len(MARKS)], STYLES[number % len(STYLES)])


def legend(names: Sequence[str]) -> list[Run]:
    """Which sign is whose."""
    runs: list[Run] = []
    for number, name in enumerate(names):
        runs += [mark_of(number), Run(f" {name}    ")]
    return runs


def dots(claim: SheetClaim) -> str:
    """A claim's standing as dots: those who say so, against, and of whom something else is known; "" for many."""
    voices, _of, known = claim.standing.partition(" ")
    numbers = [int(part) for part in (voices, *known.split()) if part.isdigit()]
    if claim.kind is StandingKind.ASSUMPTION or len(numbers) < 2 or numbers[-1] > _MOST_DOTS:
        return ""
    said, of = numbers[0], numbers[-1]
    return "●" * said + "○" * max(0, of - said)


def spread_widths(width: float) -> list[float]:
    """The columns of a chart of spreads: a pole, the places, the other pole."""
    pole = round(width * 0.255)
    return [float(pole), *([(width - 2 * pole) / SLOTS] * SLOTS), float(pole)]


def spread_row(line: VariableLine, house: House) -> list[Box]:
    """One line between two poles with a sign for each person, and a shade for each band."""
    bands = [sum(1 for cut in line.cuts if slot > cut) for slot in range(1, SLOTS + 1)]
    low = line.low or line.label
    row = [Box(words=[words("Pole Right", low)], padding=(3.0, 8.0, 3.0, 0.0), rule=house.rule, middle=True)]
    for slot in range(1, SLOTS + 1):
        runs: list[Run] = []
        for number, places in enumerate(line.places):
            count = places.count(slot)
            if count:
                mark = mark_of(number)
                text = mark.text * count if count <= _MOST_IN_A_SLOT else f"{mark.text}{count}"
                runs.append(mark._replace(text=text))
        shade = house.tint if bands[slot - 1] % 2 == 0 else ""
        shown = runs or [Run("·", "Faint")]
        row.append(
            Box(
                words=[Words(look="Mark", runs=shown)], padding=_SLOT_PADDING, shade=shade, rule=house.rule, middle=True
            )
        )
    row.append(Box(words=[words("Pole", line.high)], padding=(3.0, 0.0, 3.0, 8.0), rule=house.rule, middle=True))
    return row


def counts_row(name: str, number: int, counts: tuple[int, int, int], house: House) -> list[Box]:
    """A persona's claims, a square each: by several voices, by one, and assumed."""
    several, one, assumed = counts
    runs = [Run("■" * several, "First"), Run("▣" * one, "First"), Run("◇" * assumed, "Assumption")]
    said = ", ".join(
        [
            _("{n} by several voices").format(n=several),
            _("{n} by one voice").format(n=one),
            ngettext("{n} assumed", "{n} assumed", assumed).format(n=assumed),
        ]
    )
    return [
        Box(words=[Words(look="Cell", runs=[mark_of(number), Run(f" {name}")])], rule=house.rule),
        Box(words=[Words(look="Cell", runs=[run for run in runs if run.text] or [Run("–")])], rule=house.rule),
        Box(words=[words("Cell Small", said)], rule=house.rule),
    ]


def channel_row(row: ChannelRow, known: Sequence[int], house: House) -> list[Box]:
    """A channel: a full sign for each who prefers it, an open one for each who uses it besides."""
    boxes = [Box(words=[words("Cell Strong", row.label)], rule=house.rule)]
    for number, (first, used) in enumerate(zip(row.first, row.used, strict=True)):
        style = STYLES[number % len(STYLES)]
        signs = [Run("●" * min(first, _MOST_DOTS) + "○" * min(used, _MOST_DOTS), style)] if first + used else []
        said = "–"
        if first:
            said = ngettext("{n} of {m} prefers it", "{n} of {m} prefer it", first).format(n=first, m=known[number])
            if used:
                more = ngettext("{n} more uses it", "{n} more use it", used).format(n=used)
                said = _("{said}, {more}").format(said=said, more=more)
        elif used:
            said = ngettext("{n} of {m} uses it", "{n} of {m} use it", used).format(n=used, m=known[number])
        boxes.append(
            Box(
                words=[Words(look="Cell", runs=[*signs, Run(f"  {said}" if signs else said, "Aside")])], rule=house.rule
            )
        )
    return boxes
