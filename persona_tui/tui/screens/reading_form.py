"""What the business's own figures say of a channel: one entry, typed by hand."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, RadioSet, TextArea

from persona_tui.domain.channels import Channel, ChannelReading
from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.typed_dates import typed_day
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import Pick, PickOne
from persona_tui.tui.widgets.typing_area import TypingArea
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows import channels as acts
from persona_tui.workflows.session import Session

ANOTHER = ""
"""The name of the button for a channel that is in no list."""
MOST_ON_BUTTON = 20


class ReadingForm(Dialog[ChannelReading]):
    """A new entry when `reading` is None."""

    DEFAULT_CSS = """
    ReadingForm RadioSet { layout: grid; grid-size: 3; grid-rows: 1; height: auto; width: 100%; }
    ReadingForm RadioSet Pick { width: 100%; }
    ReadingForm #own-channel { display: none; margin-left: 1; }
    ReadingForm #hint { height: 2; padding: 0 1; color: $text-muted; margin-top: 1; }
    ReadingForm #says { height: 4; }
    ReadingForm #from { height: auto; }
    ReadingForm #from-where { width: 1fr; height: auto; }
    ReadingForm #from-when { width: 18; height: auto; margin-left: 2; }
    """

    def __init__(self, session: Session, reading: ChannelReading | None = None, channel: str = "") -> None:
        super().__init__(_("What your figures say"))
        self._session = session
        self._reading = reading
        self._channels = acts.channels_of_study(session)
        self._chosen = reading.channel if reading else channel or Channel.EMAIL.value

    def compose_form(self) -> ComposeResult:
        reading = self._reading
        with PickOne(id="channel"):
            for key in self._channels:
                label = acts.channel_label(key)
                label = label if len(label) <= MOST_ON_BUTTON else label[: MOST_ON_BUTTON - 1] + "…"
                yield Pick(Content(label), value=key.casefold() == self._chosen.casefold(), name=key)
            yield Pick(Content(_("another")), name=ANOTHER)
        yield Input(id="own-channel", placeholder=_("its name: a fair, a marketplace, a magazine …"))
        yield Words(acts.channel_hint(self._chosen), id="hint")
        yield FieldLabel(_("What do they say? In plain words"))
        yield TypingArea(reading.says if reading else "", id="says", show_line_numbers=False)
        with Horizontal(id="from"):
            with Vertical(id="from-where"):
                yield FieldLabel(_("Where does it stand?"))
                yield Input(
                    reading.source if reading else "",
                    id="source",
                    placeholder=_("the report of the newsletter, September"),
                )
            with Vertical(id="from-when"):
                yield FieldLabel(_("As of"))
                yield Input((reading.read_on if reading else date.today()).isoformat(), id="read-on")

    def on_mount(self) -> None:
        """Begin with the channel for a new entry, with the words for an old one."""
        self.query_one("#channel" if self._reading is None else "#says").focus()

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Another channel has another hint; one that is in no list is named."""
        event.stop()
        name = event.pressed.name or ANOTHER
        self.query_one("#own-channel").display = name == ANOTHER
        self.query_one("#hint", Words).say(acts.channel_hint(name))

    def result(self) -> ChannelReading:
        """Keep the entry."""
        pressed = self.query_one("#channel", RadioSet).pressed_button
        own = self.query_one("#own-channel", Input)
        channel = (pressed.name if pressed is not None else "") or clean_line(own.value)
        if not channel:
            own.display = True
            own.focus()
        channel = acts.channel_key(channel)
        says, source = self.query_one("#says", TextArea), self.query_one("#source", Input).value
        if not says.text.strip():
            says.focus()
        day = self.query_one("#read-on", Input)
        try:
            read_on = typed_day(day.value)
        except PlainError:
            day.focus()
            raise
        if self._reading is None:
            return acts.add_reading(self._session, channel, says.text, source=source, read_on=read_on)
        return acts.change_reading(
            self._session, self._reading.id, channel=channel, says=says.text, source=source, read_on=read_on
        )
