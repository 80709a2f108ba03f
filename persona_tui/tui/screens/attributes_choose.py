"""Which attributes count: the whole catalogue by groups, ticked and put in order, and own ones added."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from persona_tui.domain.attributes import Attribute, Care, Group
from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.coverage import Cell, by_cell, cell_state
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.attributes_own import OwnAttribute, SpecialPurpose, kind_label
from persona_tui.tui.screens.attributes_value import care_words
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.marked_list import MarkedList
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows import attributes as acts
from persona_tui.workflows.purpose import proposed_attributes
from persona_tui.workflows.session import Session

PLENTY = 15
"""Picked attributes beyond which it is said that they are many."""
WIDEST_LABEL = 30

CHOOSE_COMMANDS = (
    Command(
        "choose.done", "ctrl+s", "accept", _("Done"), _("Back to the matrix. What you ticked is kept."), priority=True
    ),
    Command(
        "choose.back", "escape", "back", _("Back"), _("From a search to the whole list; from the list to the matrix.")
    ),
    Command("choose.undo", "ctrl+z", "undo", _("Undo"), _("Take the last tick, move or addition back.")),
)
LIST_COMMANDS = (
    Command(
        "choose.tick",
        "space,enter",
        "select",
        _("Tick"),
        _("Pick this attribute, or leave it out; what is known stays."),
    ),
    Command("choose.add", "a", "pane('add')", _("Add your own"), _("Something that is not in the list.")),
    Command("choose.search", "slash", "pane('search')", _("Search"), _("Type a part of what you look for.")),
    Command(
        "choose.proposed",
        "p",
        "pane('pick_proposed')",
        _("All proposed"),
        _("Pick what fits what you want to find out."),
    ),
    Command("choose.up", "ctrl+up,K", "pane('move', -1)", _("Move up"), _("Earlier in the order of the picked.")),
    Command("choose.down", "ctrl+down,J", "pane('move', 1)", _("Move down"), show=False),
    Command(
        "choose.remove",
        "delete,x",
        "pane('remove')",
        _("Remove your own"),
        _("With what is known of it; Ctrl+Z brings it back."),
        show=False,
    ),
)


def group_label(group: Group) -> str:
    """What a person reads for a group."""
    return {
        Group.DEMOGRAPHIC: _("Who they are (demographics)"),
        Group.PSYCHOGRAPHIC: _("How they live and decide (psychographics)"),
        Group.SOCIOECONOMIC: _("Work and means (socio-economics)"),
        Group.GEOGRAPHIC: _("Where they are (geography)"),
        Group.FIRMOGRAPHIC: _("The company (firmographics)"),
        Group.OWN: _("Your own"),
    }[group]


class Catalogue(PaneKeys, MarkedList):
    """The list."""

    BINDINGS = bindings(LIST_COMMANDS)
    DEFAULT_CSS = """
    Catalogue { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1;
        scrollbar-background: $surface; scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
        scrollbar-color: $panel; }
    Catalogue > .option-list--option-highlighted { background: $primary 18%; color: $foreground; text-style: none; }
    Catalogue:focus > .option-list--option-highlighted { background: $primary 35%; }
    Catalogue > .option-list--option-disabled { color: $foreground; text-style: bold; }
    """


class ChooseAttributes(ModalScreen[None]):
    """Every tick is an act of its own, kept at once and undone with Ctrl+Z."""

    BINDINGS = bindings(CHOOSE_COMMANDS)
    DEFAULT_CSS = """
    ChooseAttributes { align: center middle; background: $background 70%; }
    ChooseAttributes > #choose { width: 88; max-width: 96%; height: 1fr; background: $surface; padding: 1 2; }
    ChooseAttributes #advice { height: auto; padding: 0 1; color: $text-muted; }
    ChooseAttributes #search { margin: 1 1 1 1; width: 1fr; }
    ChooseAttributes #about-one { height: 3; padding: 0 1; margin-top: 1; color: $text-muted; }
    """
    about = _(
        "Only what is ticked counts as known or as a gap, and is asked about. About twelve attributes are enough: with "
        "too many traits a persona becomes so specific that it fits one customer alone. Specially protected ones "
        "(health, religion and the like) stay off until you say what you need them for."
    )

    def __init__(self, session: Session, highlighted: str = "") -> None:
        super().__init__()
        self._session = session
        self._first = highlighted

    def compose(self) -> ComposeResult:
        with Vertical(id="choose"):
            yield Heading(_("What to know of every customer"))
            yield Words(id="advice")
            yield Input(id="search", placeholder=_("Search ( / )"))
            yield Catalogue(id="catalogue", markup=False)
            yield Words(id="about-one")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the catalogue, and follow undo."""
        catalogue = self._session.study.picked
        self._fill(self._first or (catalogue[0] if catalogue else ""))
        self.query_one(Catalogue).focus()

    # --- the list --------------------------------------------------------------------------------------------

    def _fill(self, highlighted: str = "") -> None:
        """Show what the search finds, by groups."""
        self._proposed = set(proposed_attributes(self._session.study))
        catalogue = self.query_one(Catalogue)
        wanted = self.query_one("#search", Input).value.strip().casefold()
        options: list[Option] = []
        found = [a for a in acts.offered_attributes(self._session) if not wanted or wanted in _searched(a)]
        for group in Group:
            of_group = [attribute for attribute in found if attribute.group is group]
            if of_group:
                gap = [Option(Content(""), disabled=True)] if options else []
                options += [*gap, Option(Content(group_label(group)), disabled=True)]
            options += [Option(self._prompt(attribute), id=attribute.key) for attribute in of_group]
        if not options:
            options.append(
                Option(Content(_("Nothing of that name. Press Escape, then a to add your own.")), disabled=True)
            )
        catalogue.set_options(options)
        if highlighted and any(option.id == highlighted for option in options):
            catalogue.highlighted = catalogue.get_option_index(highlighted)
        else:
            catalogue.action_first()
        self._show_advice()

    def _redraw(self) -> None:
        """Show ticks and places anew; the list stays as it is."""
        catalogue = self.query_one(Catalogue)
        for attribute in acts.offered_attributes(self._session):
            try:
                place = catalogue.get_option_index(attribute.key)
            except Exception:
                continue
            catalogue.replace_option_prompt_at_index(place, self._prompt(attribute))
        self._show_advice()

    def _prompt(self, attribute: Attribute) -> Content:
        picked = self._session.study.picked
        place = picked.index(attribute.key) + 1 if attribute.key in picked else 0
        label = clean_line(attribute.label)
        label = label if len(label) <= WIDEST_LABEL else label[: WIDEST_LABEL - 1] + "…"
        notes = []
        if attribute.care is Care.SPECIAL:
            notes.append(_("protected by law") if place else _("protected by law: off"))
        elif attribute.care is Care.PERSONAL:
            notes.append(_("personal"))
        if attribute.key in self._proposed:
            notes.append(_("proposed"))
        return styled(
            ("✓ " if place else "· ", "$text-accent" if place else MUTED),
            (label.ljust(WIDEST_LABEL), "bold" if place else ""),
            (f"{place or '':>3}  ", MUTED),
            (", ".join(notes), MUTED),
        )

    def _show_advice(self) -> None:
        count = len(self._session.picked())
        lead = ngettext("{n} picked, in the order of the numbers.", "{n} picked, in the order of the numbers.", count)
        if count > PLENTY:
            advice = _("That is many: too many traits make a persona so specific that it fits one customer alone.")
        else:
            advice = _("About twelve are enough.")
        self.query_one("#advice", Words).say(styled((lead.format(n=count), "bold $foreground"), " ", advice))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say more of the one under the cursor."""
        attribute = self._session.attribute(event.option_id or "")
        if attribute is not None:
            self._show_one(attribute)

    def _show_one(self, attribute: Attribute) -> None:
        view = self._session.view()
        cells = by_cell(view.values)
        states = [cell_state(cells.get((person.id, attribute.key), [])) for person in view.people]
        known = sum(state in (Cell.KNOWN, Cell.CONFLICT) for state in states)
        parts = [kind_label(attribute.kind)]
        if view.people:
            parts.append(_("known of {known} of {all}").format(known=known, all=len(states)))
        lines = [Content(attribute.ask or attribute.label), Content(" · ".join(parts))]
        care = care_words(attribute, self._session.study.special_purposes.get(attribute.key, ""))
        if care:
            lines.append(styled((care, "$text-warning")))
        elif attribute.options:
            lines.append(Content(" / ".join(option.label for option in attribute.options)))
        self.query_one("#about-one", Words).update(Content("\n").join(lines), layout=False)

    def _current(self) -> Attribute | None:
        option = self.query_one(Catalogue).highlighted_option
        return self._session.attribute(option.id) if option is not None and option.id else None

    # --- acts ------------------------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick, or take the tick away."""
        event.stop()
        attribute = self._session.attribute(event.option_id or "")
        if attribute is None:
            return
        if attribute.key in self._session.study.picked:
            special = attribute.care is Care.SPECIAL
            self._do(acts.disallow_special if special else acts.unpick_attribute, attribute.key)
        elif acts.may_record(self._session, attribute):
            self._do(acts.pick_attribute, attribute.key)
        else:
            self.app.push_screen(SpecialPurpose(self._session, attribute), lambda _found: self._redraw())

    def _do(self, act: object, *arguments: object) -> bool:
        """Whether the act was done; a refusal is said as its sentence."""
        assert callable(act)
        done = True
        try:
            act(self._session, *arguments)
        except PlainError as problem:
            done = False
            self.notify(problem.sentence, severity="warning", markup=False, timeout=10)
        self._redraw()
        return done

    def action_add(self) -> None:
        """An attribute of the study's own."""

        def added(attribute: Attribute | None) -> None:
            if attribute is not None:
                self.query_one("#search", Input).value = ""
                self._fill(attribute.key)

        self.app.push_screen(OwnAttribute(self._session), added)

    def action_remove(self) -> None:
        """Take an own attribute away."""
        attribute = self._current()
        if attribute is not None:
            if attribute.group is not Group.OWN:
                self.notify(_("Only your own can be removed; Space leaves this one out."), markup=False)
                return
            if self._do(acts.remove_own_attribute, attribute.key):
                self._fill()
                removed = _("“{label}” was removed. Ctrl+Z brings it back.").format(label=attribute.label)
                self.notify(removed, markup=False)

    def action_move(self, by: int) -> None:
        """Earlier or later in the order of the picked."""
        attribute = self._current()
        if attribute is not None:
            self._do(acts.move_attribute, attribute.key, by)

    def action_pick_proposed(self) -> None:
        """Pick what is proposed."""
        self._do(acts.pick_proposed)

    def action_undo(self) -> None:
        """Take the last tick back."""
        label = self._session.undo()
        current = self._current()
        self._fill(current.key if current else "")
        self.notify(_("Undone: {what}").format(what=label) if label else _("There is nothing to undo."), markup=False)

    # --- searching, and the end ------------------------------------------------------------------------------

    def action_search(self) -> None:
        """To the search."""
        self.query_one("#search").focus()

    def on_input_changed(self) -> None:
        """What was typed so far is looked for."""
        current = self._current()
        self._fill(current.key if current else "")

    def on_input_submitted(self) -> None:
        """From the search to what it found."""
        self.query_one(Catalogue).focus()

    def on_key(self, event: events.Key) -> None:
        """Down from the search is into the list."""
        if event.key == "down" and self.query_one("#search").has_focus:
            event.stop()
            self.query_one(Catalogue).focus()

    def action_back(self) -> None:
        """Out of the search first, then out of here."""
        search = self.query_one("#search", Input)
        if search.value or search.has_focus:
            search.value = ""
            self.query_one(Catalogue).focus()
        else:
            self.dismiss(None)

    def action_accept(self) -> None:
        """Done."""
        self.dismiss(None)


def _searched(attribute: Attribute) -> str:
    """The words that a search looks in."""
    parts = [attribute.label, attribute.ask, *attribute.aliases, group_label(attribute.group)]
    return " ".join([*parts, *(option.label for option in attribute.options)]).casefold()
