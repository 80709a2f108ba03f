"""Step 4: where customers are found, and what the business's own figures say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Button, DataTable

from persona_tui.domain.channels import Channel, ChannelReading, ChannelUse
from persona_tui.domain.people import Person
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.view import StudyView
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.pane import StepPane
from persona_tui.tui.typed_dates import day_words
from persona_tui.tui.widgets.rows import Cell, Rows
from persona_tui.tui.widgets.use_choice import NOT_USED, use_glyph, use_label
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows import channels as acts

if TYPE_CHECKING:
    from persona_tui.insights.progress import Advice

ROOM_FOR_NAME = 18
LEAST_FOR_NAME = 8
ROOM_FOR_OWN = 12
"""Columns of the table for a customer's name, and for a channel of the study's own."""
ROOMY = 74
"""Columns of the pane from which titles stand in full, and each entry's source beside it."""
MOST_SAID, MOST_SAID_LOW = 160, 34
"""Characters of what the line below the table says of one channel."""
MOST_SOURCE = 26
NOTHING_NOTED: Cell = ""
"""Stands in the line of somebody of whom no channel is noted: that is not known, which is not the same as not used."""
TALL = 26
"""Lines of the pane from which it is set more loosely."""

ADD = Command(
    "channels.add",
    "a",
    "pane('add')",
    _("Add figures"),
    _("Write down what the figures of a channel say: newsletter, web site, social media …"),
)
USE_COMMANDS = (
    Command("channels.edit", "enter", "select_cursor", _("Edit"), _("Which channels this customer uses, and how.")),
    ADD,
    Command(
        "channels.clear",
        "delete,x",
        "pane('clear')",
        _("Clear"),
        _("Empty this customer's line; Ctrl+Z brings it back."),
        key_display="del",
    ),
    Command("channels.to_figures", "tab", "app.focus_next", _("Figures"), _("To what your own figures say.")),
)
READING_COMMANDS = (
    Command("readings.edit", "enter", "select_cursor", _("Edit"), _("Change what stands here.")),
    ADD,
    Command(
        "readings.remove",
        "delete,x",
        "pane('remove')",
        _("Remove"),
        _("Take this entry out; Ctrl+Z brings it back."),
        key_display="del",
    ),
    Command("readings.to_customers", "tab", "app.focus_next", _("Customers"), _("To the customers above.")),
)


class ChangingRows(Rows):
    """A table whose columns change with the study and the room there is."""

    def set_columns(self, titles: tuple[str, ...]) -> None:
        """Have these columns from the next rows on."""
        if titles != self._titles:
            self._titles = titles
            self._shown = []
            self.clear(columns=True)


class UseRows(ChangingRows):
    """Customers and channels."""

    BINDINGS = bindings(USE_COMMANDS)

    def _widths(self) -> list[int]:
        """Marks need no more than their titles; the names get what is left."""
        titles = [cell_len(title) for title in self._titles]
        room = max(20, self.size.width - 1 - 2 * self.cell_padding * len(titles)) if self.size.width else 200
        marks = titles[1 : 1 + len(Channel)]
        own = [min(width, ROOM_FOR_OWN - 2) for width in titles[1 + len(Channel) :]]
        longest = max((cell_len(cells[0][0]) for _key, cells in self._shown), default=LEAST_FOR_NAME)
        name = min(max(longest, LEAST_FOR_NAME), max(LEAST_FOR_NAME, room - sum(marks) - sum(own)))
        return [name, *marks, *own]


class ReadingRows(ChangingRows):
    """What the figures say."""

    BINDINGS = bindings(READING_COMMANDS)


class ChannelsPane(StepPane):
    """Above, who uses what; below, what the figures say."""

    DEFAULT_CSS = """
    ChannelsPane .lead { height: auto; padding: 0 1; color: $text-muted; }
    ChannelsPane #uses { height: auto; min-height: 4; }
    ChannelsPane.-tall #uses { margin-top: 1; }
    ChannelsPane #customer { height: 2; padding: 0 1; }
    ChannelsPane.-tall #customer { height: 4; margin-top: 1; }
    ChannelsPane #figures { margin-top: 1; }
    ChannelsPane #readings { height: 1fr; min-height: 3; }
    ChannelsPane #no-readings { height: auto; padding: 0 1; color: $text-muted; }
    ChannelsPane #add-figures { margin: 1 0 0 1; }
    """
    BINDINGS = bindings((Command("channels.begin", "a", "add", ADD.title, ADD.help),))
    about = _(
        "Where are your customers found, and where do they like to be reached? Note it for each of them: 1 is the "
        "first choice, 2 the second, ● used, · not used; an empty line is somebody of whom "
        "nothing is noted yet. Then write down what your own figures say of each channel, in "
        "plain words, with where it stands and of when it is. A persona says how to reach people; it rests on this."
    )

    _drawn_for = Size(0, 0)

    def compose(self) -> ComposeResult:
        yield Heading(_("Who is found where"), id="who-heading")
        yield Words(id="nobody", classes="lead")
        yield UseRows(_("Name"), id="uses")
        yield Words(id="customer")
        yield Heading(_("What your own figures say"), id="figures")
        yield ReadingRows(_("Channel"), _("Says"), _("From"), _("As of"), id="readings")
        yield Words(id="no-readings")
        yield Button(Content(_("Add figures")), id="add-figures")

    def on_resize(self) -> None:
        """Other columns fit, and other heights; coming back at the same size draws nothing anew."""
        if self.size == self._drawn_for:
            return
        self._drawn_for = self.size
        self.set_class(self.size.height >= TALL, "-tall")
        self.query_one("#uses").styles.max_height = max(4, self.size.height * 11 // 20)
        self.show()

    def show(self) -> None:
        """Both tables."""
        view = self.session.view()
        self._show_uses(view)
        readings = sorted(view.channel_readings, key=lambda each: (_order(each.channel), -each.read_on.toordinal()))
        sources = self.size.width >= ROOMY
        rows: list[tuple[str, tuple[Cell, ...]]] = []
        for reading in readings:
            cells: list[Cell] = [(acts.channel_label(reading.channel), "bold"), reading.says]
            cells += [(_clipped(reading.source, MOST_SOURCE), "dim")] if sources else []
            rows.append((reading.id, (*cells, (day_words(reading.read_on), "dim"))))
        table, nothing = self.query_one("#readings", ReadingRows), self.query_one("#no-readings", Words)
        had_focus = table.has_focus
        titles = (_("Channel"), _("Says"), _("From"), _("As of"))
        table.set_columns(titles if sources else (*titles[:2], titles[3]))
        table.set_rows(rows)
        table.display = bool(rows)
        nothing.display = self.query_one("#add-figures").display = not rows
        if not rows:
            nothing.say(_no_readings())
            if had_focus:
                self.take_focus()

    def _show_uses(self, view: StudyView) -> None:
        channels = acts.channels_of_study(self.session)
        own = channels[len(Channel) :]
        apart = self._fits(len(own))
        by_person: dict[str, dict[str, ChannelUse]] = {}
        for use in view.channel_uses:
            by_person.setdefault(use.person, {})[use.channel.casefold()] = use
        table = self.query_one("#uses", UseRows)
        low = self.size.width < ROOMY
        titles = [_("Name"), *(_column_title(channel, low) for channel in channels[: len(Channel)])]
        titles += [clean_line(channel) for channel in own] if apart else [_("Other")] if own else []
        table.set_columns(tuple(titles))
        rows: list[tuple[str, tuple[Cell, ...]]] = []
        for person in view.people:
            uses = by_person.get(person.id, {})
            cells = [
                _glyph(uses.get(channel.casefold())) for channel in (channels if apart else channels[: len(Channel)])
            ]
            if own and not apart:
                cells.append(_others([uses[channel.casefold()] for channel in own if channel.casefold() in uses]))
            if not uses:
                cells = [NOTHING_NOTED] * len(cells)
            name = clean_line(person.name)
            rows.append((person.id, ((f"◇ {name}" if person.imagined else name, "bold"), *cells)))
        table.set_rows(rows)
        table.display = self.query_one("#customer").display = bool(rows)
        nobody = self.query_one("#nobody", Words)
        nobody.display = not view.channel_uses
        nobody.say(_nobody(bool(rows)))
        self._show_customer()

    def _fits(self, own: int) -> bool:
        """Whether each of the study's own channels has room for a column."""
        titles = sum(len(_column_title(channel.value, False)) + 2 for channel in Channel)
        return self.size.width >= titles + ROOM_FOR_NAME + own * ROOM_FOR_OWN

    def _show_customer(self) -> None:
        """How the customer under the cursor uses each channel, in words."""
        person = self._current()
        words = self.query_one("#customer", Words)
        if person is None:
            words.say("")
            return
        uses = acts.uses_of(self.session, person.id)
        most = MOST_SAID if self.has_class("-tall") else MOST_SAID_LOW
        pieces: list[str | tuple[str, str]] = [(clean_line(person.name), "bold")]
        if not uses:
            pieces += ["  ", (_("Nothing noted yet: press Enter."), MUTED)]
        for number, use in enumerate(uses):
            how = _clipped(clean_line(use.how), most)
            label = f"{acts.channel_label(use.channel)}, {use_label(use.preferred)}"
            pieces += ["  " if number == 0 else (" · ", MUTED), label]
            pieces += [(f": {how}", MUTED)] if how else []
        words.say(styled(*pieces))

    # --- where the person goes -------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """The customers where there are any, else the figures."""
        places = [self.query_one(name) for name in ("#uses", "#readings", "#add-figures")]
        next(place for place in places if place.display).focus()

    def follow(self, advice: Advice) -> None:
        """To the customer the advice is about, with their channels open."""
        table = self.query_one("#uses", UseRows)
        if table.display and advice.person and table.move_to(advice.person):
            table.focus()
            self._edit(advice.person)
        else:
            self.take_focus()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """The cursor moved."""
        if event.data_table.id == "uses":
            self._show_customer()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open a customer's channels, or an entry."""
        from persona_tui.tui.screens.reading_form import ReadingForm

        key = str(event.row_key.value)
        if event.data_table.id == "uses":
            self._edit(key)
            return
        reading = self._reading(key)
        if reading is not None:
            self.app.push_screen(ReadingForm(self.session, reading))

    def _edit(self, person_id: str) -> None:
        from persona_tui.tui.screens.channels_form import ChannelsForm

        person = self.session.person(person_id)
        if person is not None:
            self.app.push_screen(ChannelsForm(self.session, person, acts.channels_of_study(self.session)))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The first figures."""
        event.stop()
        self.action_add()

    # --- acts ------------------------------------------------------------------------------------------------

    def _current(self) -> Person | None:
        return self.session.person(self.query_one("#uses", UseRows).current_key)

    def _reading(self, reading_id: str) -> ChannelReading | None:
        return self.session.folder.get(ChannelReading, reading_id)

    def action_add(self) -> None:
        """Write down what figures say; another entry begins with the channel of the one under the cursor."""
        from persona_tui.tui.screens.reading_form import ReadingForm

        table = self.query_one("#readings", ReadingRows)
        current = self._reading(table.current_key) if table.has_focus else None

        def show_it(added: ChannelReading | None) -> None:
            if added is not None:
                self.refresh_if_stale()
                self.show()
                table.move_to(added.id)
                table.focus()

        self.app.push_screen(ReadingForm(self.session, channel=current.channel if current else ""), show_it)

    def action_remove(self) -> None:
        """Take an entry out; it can be undone."""
        reading = self._reading(self.query_one("#readings", ReadingRows).current_key)
        if reading is not None and self.do(acts.remove_reading, reading.id) is not None:
            self.notify(_("The entry was removed. Ctrl+Z brings it back."), markup=False)

    def action_clear(self) -> None:
        """Empty a customer's line; it can be undone."""
        person = self._current()
        if person is not None and self.do(acts.clear_channel_uses, person.id):
            self.notify(
                _("The channels of {name} were cleared. Ctrl+Z brings them back.").format(name=person.name),
                markup=False,
            )


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _column_title(channel: str, low: bool) -> str:
    short = {Channel.WEB.value: _("Web"), Channel.SOCIAL.value: _("Social")}
    short |= {Channel.IN_PERSON.value: _("Met")} if low else {}
    return short.get(channel) or acts.channel_label(channel)


def _order(channel: str) -> tuple[int, str]:
    known = [each.value for each in Channel]
    return (known.index(channel) if channel in known else len(known), channel.casefold())


def _glyph(use: ChannelUse | None) -> Cell:
    if use is None:
        return use_glyph(NOT_USED), "dim"
    return use_glyph(use.preferred), "bold" if use.preferred else ""


def _others(uses: list[ChannelUse]) -> Cell:
    if not uses:
        return use_glyph(NOT_USED), "dim"
    return " ".join(use_glyph(use.preferred) for use in sorted(uses, key=lambda use: use.preferred or 99))


def _nobody(people: bool) -> str:
    if people:
        return _(
            "Where do they like to be reached? Press Enter on a customer. 1 first choice, 2 second, ● used, · not; "
            "empty: nothing noted yet."
        )
    return _("Nobody is here yet. Add your best customers first (F2); then note where each of them is found.")


def _no_readings() -> Content:
    lines = [
        styled(
            (_("Press "), "$foreground"),
            ("a", "bold $accent"),
            (_(" and write down what you see there, by hand and in plain words:"), "$foreground"),
        )
    ]
    for channel in (Channel.EMAIL, Channel.WEB, Channel.SOCIAL):
        lines.append(styled((acts.channel_label(channel.value), "bold"), "  ", acts.channel_hint(channel.value)))
    return Content("\n").join(lines)
