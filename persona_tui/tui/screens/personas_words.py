"""What the list of personas says: each in a row, one in full, and what a persona is where there is none yet."""

from __future__ import annotations

from textual.content import Content

from persona_tui.domain.personas import Missing, Persona, what_is_missing
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.map_gaps import wants_a_map
from persona_tui.insights.persona_advice import is_quote_lost
from persona_tui.insights.progress import talked_to
from persona_tui.insights.view import StudyView
from persona_tui.tui.screens.persona_step import kind_label, part_title, persona_label
from persona_tui.tui.widgets.rows import Cell
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows.persona_ground import next_missing_part, parts_of

MOST_MISSING_NAMED = 3


def missing_parts(view: StudyView, persona: Persona) -> list[str]:
    """The parts that are empty, and the quote where no consent covers its words any more."""
    missing = what_is_missing(persona)
    if Missing.QUOTE not in missing and is_quote_lost(view, persona):
        missing.append(Missing.QUOTE.value)
    return missing


def row_of(view: StudyView, persona: Persona) -> tuple[Cell, ...]:
    """A persona as a row of the list."""
    n = len(persona.people)
    built = ngettext("{n} customer", "{n} customers", n).format(n=n) if n else _("nobody yet")
    name: Cell = (persona_label(persona), "bold") if persona.name else (persona_label(persona), "dim")
    return (name, built, _missing_words(view, persona), (kind_label(persona.kind), "dim"))


def _missing_words(view: StudyView, persona: Persona) -> Cell:
    missing = missing_parts(view, persona)
    if not missing:
        return _("✓ complete")
    named = ", ".join(part_title(key, persona).lower() for key in missing[:MOST_MISSING_NAMED])
    more = len(missing) - MOST_MISSING_NAMED
    return (_("{named} and {n} more").format(named=named, n=more), "dim") if more > 0 else (named, "dim")


def list_hint(view: StudyView) -> Content:
    """How many are complete, and what comes then."""
    complete = [persona for persona in view.personas if not missing_parts(view, persona)]
    counted = _("{n} of {m} complete").format(n=len(complete), m=len(view.personas))
    if len(view.personas) == 1:
        rest = _("Start with two: the second from customers who lie far from the first.")
    elif len(complete) == len(view.personas):
        rest = _("Share them: F7 makes the sheets.")
    else:
        rest = _("Two to five are usual.")
    return styled((counted, "bold"), "  ", (rest, MUTED))


def what_a_persona_is(view: StudyView) -> Content:
    """What belongs here while there is none, and how to begin."""
    lines = [
        styled((_("A persona stands for a group of your customers"), "bold")),
        styled(""),
        styled(
            _(
                "It is a partly invented person with a name, a face, goals and pains. Colleagues remember somebody; "
                "they do not remember a table. What it says rests on what your customers said and are, and shows on "
                "how many."
            )
        ),
        styled(""),
        styled(
            (_("Start with two: "), "bold"),
            _("the two ideal customers that lie furthest apart, each with those like them."),
        ),
    ]
    if wants_a_map(view):
        lines += [
            styled(""),
            styled(
                _(
                    "You have talked to enough customers to see who those are: on the map they stand by what "
                    "tells them apart, and the program shows who belongs together."
                )
            ),
        ]
    if not view.people:
        lines += [styled(""), styled((_("You have no customers in the study yet: F2 is where to begin."), "$warning"))]
    elif not talked_to(view):
        warning = _(
            "You have talked to nobody yet (F4). You may begin all the same: what nobody said stands there as an "
            "assumption, marked ◇."
        )
        lines += [styled(""), styled((warning, "$warning"))]
    return Content("\n").join(lines)


def details(view: StudyView, persona: Persona) -> Content:
    """One persona in full, and what is missing."""
    missing, names = set(missing_parts(view, persona)), {person.id: person.name for person in view.people}
    lines = [styled((persona_label(persona), "bold"))]
    if persona.archetype:
        lines.append(styled(clean_line(persona.archetype)))
    if is_quote_lost(view, persona):
        lines += [styled(""), styled((_("(the quote may no longer be shown)"), MUTED))]
    elif persona.quote is not None and persona.quote.pieces:
        lines += [styled(""), styled((f"“{clean_line(persona.quote.text)}”", "italic"))]
    built = ", ".join(clean_line(names[key]) for key in persona.people if key in names)
    lines += [styled(""), styled((_("Built from"), "bold")), styled((built or _("nobody yet"), ""))]
    if persona.reason:
        lines.append(styled((clean_line(persona.reason), MUTED)))
    lines.append(styled(""))
    for part in parts_of(persona):
        if part != Missing.PEOPLE:
            done = part not in missing
            mark = ("✓ ", "bold $success") if done else ("· ", MUTED)
            lines.append(styled(mark, (part_title(part, persona), "" if done else MUTED)))
    following = next_missing_part(persona)
    if following:
        shown = part_title(following, persona)
        lines += [styled(""), styled((_("Enter goes on with: {part}").format(part=shown), MUTED))]
    return Content("\n").join(lines)
