"""Which channels one customer uses, and how; what they said of them stands below."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from persona_tui.domain.errors import PlainError
from persona_tui.domain.people import Person
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.voices import Voice
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.use_choice import NOT_USED, UseChoice
from persona_tui.tui.widgets.words import MUTED, Words, styled
from persona_tui.workflows import channels as acts
from persona_tui.workflows.session import Session


class ChannelsForm(Dialog[Person]):
    """One line a channel: whether and how much it is preferred, and how it is used."""

    DEFAULT_CSS = """
    ChannelsForm .use-row { height: 1; margin-bottom: 0; }
    ChannelsForm .use-name { width: 15; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ChannelsForm .use-how { width: 1fr; margin-left: 1; }
    ChannelsForm #own-name { width: 15; }
    ChannelsForm #hint { color: $text-muted; padding: 0 1; height: auto; margin-bottom: 1; }
    ChannelsForm #said { height: auto; max-height: 12; margin-top: 1; padding: 0 1; scrollbar-size-vertical: 1; }
    ChannelsForm #said:focus { background-tint: $primary 6%; }
    """

    def __init__(self, session: Session, person: Person, channels: list[str]) -> None:
        super().__init__(_("Where {name} is found").format(name=clean_line(person.name)))
        self._session = session
        self._person = person
        self._channels = channels
        self._uses = {use.channel.casefold(): use for use in acts.uses_of(session, person.id)}

    def compose_form(self) -> ComposeResult:
        yield Words(
            _("Space changes it, 1 and 2 are the first and second choice. Beside it: how they use it."), id="hint"
        )
        for place, channel in enumerate(self._channels):
            use = self._uses.get(channel.casefold())
            with Horizontal(classes="use-row"):
                yield Words(acts.channel_label(channel), classes="use-name")
                yield UseChoice(use.preferred if use else NOT_USED, id=f"use-{place}")
                yield Input(clean_line(use.how) if use else "", id=f"how-{place}", classes="use-how")
        own = len(self._channels)
        with Horizontal(classes="use-row"):
            yield Input(id="own-name", placeholder=_("another one"))
            yield UseChoice(NOT_USED, id=f"use-{own}")
            yield Input(id=f"how-{own}", classes="use-how", placeholder=_("a fair, a magazine, through friends …"))
        with VerticalScroll(id="said"):
            yield Words(id="said-words")

    def on_mount(self) -> None:
        """Begin with the first channel; then what was said is looked up."""
        self.query_one("#use-0", UseChoice).focus()
        said = acts.said_of_channels(self._session, self._person.id)
        self.query_one("#said-words", Words).say(_said(self._person, said))
        self.query_one("#said").can_focus = bool(said)

    def on_use_choice_changed(self, event: UseChoice.Changed) -> None:
        """There is one first and one second choice: the one that was it before steps back."""
        event.stop()
        taken = event.choice.preferred
        if taken <= 0:
            return
        others = [choice for choice in self.query(UseChoice) if choice is not event.choice]
        for other in others:
            if other.preferred == taken:
                free = taken == 1 and all(choice.preferred != 2 for choice in others)
                other.show_use(2 if free else 0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Who says how a channel is used says that it is used."""
        place = (event.input.id or "").removeprefix("how-")
        if event.value.strip() and (place.isdigit() or event.input.id == "own-name"):
            choice = self.query_one(f"#use-{place if place.isdigit() else len(self._channels)}", UseChoice)
            if choice.preferred == NOT_USED and event.input.has_focus:
                choice.show_use(0)

    def result(self) -> Person:
        """Keep all channels as one change."""
        wanted: dict[str, acts.Use | None] = {}
        for place, channel in enumerate(self._channels):
            earlier = self._uses.get(channel.casefold())
            typed = self.query_one(f"#how-{place}", Input).value
            # A note of several lines is shown as one, and stays as it was unless it is typed over.
            how = earlier.how if earlier is not None and typed == clean_line(earlier.how) else typed
            wanted[channel] = self._use(place, how)
        own = len(self._channels)
        name = clean_line(self.query_one("#own-name", Input).value)
        use = self._use(own, self.query_one(f"#how-{own}", Input).value)
        if name:
            key = acts.channel_key(name)
            if key.casefold() in {channel.casefold() for channel in self._channels}:
                raise PlainError(_("{channel} is in the list already.").format(channel=acts.channel_label(key)))
            wanted[key] = use or acts.Use()
        elif use is not None:
            self.query_one("#own-name", Input).focus()
            raise PlainError(_("Name the channel: e-mail, phone, a fair, a magazine …"))
        acts.set_channel_uses(self._session, self._person.id, wanted)
        return self._person

    def _use(self, place: int, how: str) -> acts.Use | None:
        preferred = self.query_one(f"#use-{place}", UseChoice).preferred
        return None if preferred == NOT_USED else acts.Use(preferred, how)


def _said(person: Person, said: list[Voice]) -> Content:
    name = clean_line(person.name)
    if not said:
        return styled(
            (
                _("{name} has said nothing about it in an interview yet. Lines marked @ will stand here.").format(
                    name=name
                ),
                MUTED,
            )
        )
    lines = [styled((_("What {name} said about it").format(name=name), "bold"))]
    lines += [styled(("· ", MUTED), clean_line(voice.text)) for voice in said]
    return Content("\n").join(lines)
