"""`persona-tui patterns`."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from persona_tui.cli.output import plain, say, say_json, say_wrapped, typed
from persona_tui.cli.program import command
from persona_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from persona_tui.insights.patterns import Cancelled, Candidate, Progress
    from persona_tui.workflows.patterns import Found

_SHOWN = 5
_SHOWN_THINGS = 12
_SHOWN_FOLLOWS = 12
_MOST_SHUFFLES = 100_000


@command(
    "patterns",
    examples=(
        "persona-tui patterns my-shop",
        "persona-tui patterns my-shop --shuffles 10000 --seed 7",
        "persona-tui patterns my-shop --no-fit --json",
    ),
)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--shuffles",
    type=click.IntRange(1, _MOST_SHUFFLES),
    metavar="N",
    help=_("How many shuffles to hold groups against; 2,000, or 200 for more than 16 customers."),
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, help=_("Where luck begins."))
@click.option("--no-fit", is_flag=True, help=_("Among those who do not fit, for a persona of whom you do not want."))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def patterns(study: Path, shuffles: int | None, seed: int, no_fit: bool, as_json: bool) -> None:
    """Say who belongs together in the study in the folder STUDY, and how often luck alone makes such groups.

    It only reads the study, and gives the same answer for the same study, shuffles and seed.
    """
    from persona_tui.cli.opened import reading
    from persona_tui.workflows.patterns import patterns_of

    with reading(study) as session, _stopping() as cancelled:
        found = patterns_of(
            session, negative=no_fit, shuffles=shuffles, seed=seed, progress=_progress(), cancelled=cancelled
        )
    if as_json:
        say_json(_document(found))
    else:
        _say_page(study, found)


@contextmanager
def _stopping() -> Iterator[Cancelled]:
    """Ctrl+C asks to stop: the shuffles made so far are then the answer. Once more ends the program as usual."""
    asked = False

    def ask(_number: int, _frame: object) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


def _progress() -> Progress | None:
    """On a terminal, how far the shuffles are, from the third second on."""
    if not sys.stderr.isatty():
        return None
    begun = time.monotonic()
    told = False

    def tell(done: int, wanted: int) -> None:
        nonlocal told
        if time.monotonic() - begun < 2 and not told:
            return
        told = True
        text = _("shuffle {n} of {m}; Ctrl+C stops").format(n=f"{done:,}", m=f"{wanted:,}")
        sys.stderr.write(f"\r{text}" if done < wanted else "\r" + " " * len(text) + "\r")
        sys.stderr.flush()

    return tell


# --- for people ------------------------------------------------------------------------------------------------


def _say_page(study: Path, found: Found) -> None:
    from persona_tui.insights import pattern_words as words

    say(plain(found.view.study.business))
    n = len(found.patterns.people)
    if not found.mapped or n < 2:
        say()
        say_wrapped(_what_to_do(study, found))
        return
    _say_what_was_compared(found)
    say()
    beyond = [each for each in found.patterns.leading if each.beyond_luck]
    if beyond:
        say_wrapped(
            ngettext(
                "{n} group stands together on more than luck brings:",
                "{n} groups stand together on more than luck brings:",
                len(beyond),
            ).format(n=len(beyond))
        )
    elif not found.patterns.shuffles:
        say_wrapped(_("Nothing was held against luck. Those who stand together on most:"))
    else:
        say_wrapped(_("No group stands together on more than luck brings. The nearest:"))
    shown = (beyond or found.patterns.leading)[:_SHOWN]
    for candidate in shown:
        _say_group(candidate, found)
    if len(beyond) > _SHOWN:
        say("  " + _("… and {n} more").format(n=len(beyond) - _SHOWN))
    for candidate in found.patterns.waiting[:2]:
        say()
        say_wrapped(plain(words.waiting_words(candidate, found.patterns, found.mapped, found.view)))
    if not found.negative:
        say()
        say(_("Furthest apart"))
        say_wrapped(plain(words.apart_words(found.apart, found.mapped, found.view)), indent="  ")
    say()
    say_wrapped(words.only_luck() + " " + words.how_it_was_weighed(found.patterns))


def _say_what_was_compared(found: Found) -> None:
    from persona_tui.insights import pattern_words as words

    n, things = len(found.patterns.people), len(found.mapped)
    if found.negative:
        said = _("{n} customers who do not fit × {things} things they stand apart on")
    else:
        said = _("{n} customers × {things} things they stand apart on")
    counts = len(found.patterns.units)
    text = said.format(n=f"{n:,}", things=things)
    if counts < things:
        text += _(", of which {n} count for themselves").format(n=counts)
    say_wrapped(text)
    if found.from_attributes:
        say_wrapped(_("The things are taken from what is recorded of your customers."))
    if found.patterns.crowd:
        say_wrapped(_("That is too many customers to look at every group: groups are found around their middles."))
    if found.patterns.follows:
        say()
        say(_("What counts once"))
        said_once = words.what_counts_once(found.patterns, found.mapped, found.view)
        for sentence in said_once[:_SHOWN_FOLLOWS]:
            say_wrapped(plain(sentence), indent="    ", first="  - ")
        if len(said_once) > _SHOWN_FOLLOWS:
            say("  " + _("… and {n} more").format(n=len(said_once) - _SHOWN_FOLLOWS))
        once = words.count_once_words(found.patterns)
        if once:
            say_wrapped(once, indent="  ")


def _say_group(candidate: Candidate, found: Found) -> None:
    from persona_tui.insights import pattern_words as words
    from persona_tui.insights.mapping import variable_label

    say()
    say_wrapped(plain(words.group_words(candidate, found.view, found.patterns)) + ";", indent="  ")
    say_wrapped(words.luck_words(candidate, found.patterns) + ".", indent="  ")
    usual = words.usual_luck(candidate, found.patterns)
    if usual:
        say_wrapped(usual, indent="  ")
    rows = words.together_on(candidate, found.mapped)
    for row in rows[:_SHOWN_THINGS]:
        say_wrapped(plain(row), indent="      ", first="    + ")
    if len(rows) > _SHOWN_THINGS:
        say("    " + _("… and {n} more").format(n=len(rows) - _SHOWN_THINGS))
    if candidate.splits and not candidate.middle:
        by_id = {each.id: variable_label(each.variable) for each in found.mapped}
        split = ", ".join(by_id[variable] for variable in candidate.splits)
        say_wrapped(plain(_("they split on: {things}").format(things=split)), indent="      ", first="    - ")


def _what_to_do(study: Path, found: Found) -> str:
    if found.negative and found.mapped:
        return _("To see who belongs together among those who do not fit, two of them must be mapped.")
    if not found.mapped:
        return _(
            "There is nothing yet on which customers could stand apart. Open the study ({command}) and place your "
            "customers, or record things of them that have a scale, a choice or a number."
        ).format(command=f"persona-tui open {typed(study)}")
    return _("To see who belongs together, two customers or more must be placed: open the study and place them.")


# --- for scripts -----------------------------------------------------------------------------------------------


def _document(found: Found) -> dict[str, object]:
    from persona_tui.insights import pattern_words as words
    from persona_tui.insights.mapping import variable_label
    from persona_tui.insights.patterns import LUCK

    patterns = found.patterns
    names = {person.id: person.name for person in found.view.people}
    placed = {person for each in found.mapped for person in each.bands}
    aside = [person.id for person in found.view.people if person.id in placed - set(patterns.people)]
    return {
        "business": found.view.study.business,
        "negative": found.negative,
        "from_attributes": found.from_attributes,
        "shuffles": patterns.shuffles,
        "seed": patterns.seed,
        "stopped": patterns.stopped,
        "crowd": patterns.crowd,
        "beyond_luck_at": LUCK,
        "chance": patterns.chance,
        "customers": [{"id": person, "name": names.get(person, "")} for person in patterns.people],
        "not_compared": [{"id": person, "name": names.get(person, "")} for person in aside],
        "variables": [
            {
                "id": each.id,
                "label": variable_label(each.variable),
                "source": each.variable.source,
                "choice": each.variable.is_choice,
                "cuts": list(each.cuts),
                "cuts_proposed": each.proposed,
                "known": len(each.bands),
                "bands": [
                    {
                        "band": band,
                        "text": words.band_words(each, band),
                        "customers": each.in_band(band),
                    }
                    for band in sorted(set(each.bands.values()))
                ],
            }
            for each in found.mapped
        ],
        "counts": [{"variable": unit.lead, "with": list(unit.others)} for unit in patterns.units],
        "follows": [
            {
                "variable": each.variable,
                "of": list(each.of),
                "why": each.why.value,
                "known": each.known,
                "confirmed": each.confirmed,
                "sure": each.sure,
                "answer": each.answer,
                "customers": list(each.people),
                "text": words.follows_words(each, found.mapped, found.view),
            }
            for each in patterns.follows
        ],
        "luck": [
            {"size": size, "mean": luck.mean, "sd": luck.sd, "most": luck.most}
            for size, luck in sorted(patterns.by_size.items())
        ],
        "groups": [_group(each, found) for each in patterns.candidates],
        "waiting": [_group(each, found) for each in patterns.waiting],
        "furthest_apart": _apart(found),
        "only_luck": words.only_luck(),
    }


def _group(candidate: Candidate, found: Found) -> dict[str, object]:
    from persona_tui.insights import pattern_words as words

    return {
        "customers": list(candidate.people),
        "shared": list(candidate.shared),
        "also": list(candidate.also),
        "splits": list(candidate.splits),
        "unknown": list(candidate.unknown),
        "luck_mean": candidate.luck.mean if candidate.luck is not None else None,
        "luck_sd": candidate.luck.sd if candidate.luck is not None else None,
        "excess": candidate.excess,
        "chance": candidate.chance,
        "chance_of_size": candidate.chance_of_size,
        "beyond_luck": candidate.beyond_luck,
        "varies": candidate.varies,
        "middle": candidate.middle or None,
        "text": words.luck_words(candidate, found.patterns),
    }


def _apart(found: Found) -> dict[str, object]:
    from persona_tui.insights import pattern_words as words

    apart = found.apart
    return {
        "one": list(apart.one.people) if apart.one is not None else None,
        "other": list(apart.other.people) if apart.other is not None else None,
        "distance": apart.distance,
        "rests_on": apart.rest.value if apart.rest is not None else None,
        "differences": [
            {"variable": each.variable, "apart": each.apart, "one": each.one, "other": each.other}
            for each in apart.differences
        ],
        "asked": list(apart.asked),
        "ask": [{"customer": each.person, "about": list(each.variables), "talk": each.talk} for each in apart.missing],
        "text": words.apart_words(apart, found.mapped, found.view) if not found.negative else None,
    }
