"""The house style: the business's logo, colours and fonts, and the words that outsiders are not to read."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input

from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.tui.widgets.choose_file import ChooseFile
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.words import FieldLabel, Words
from persona_tui.workflows.house_style import set_house
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import change_study

_PICTURES = (".png", ".jpg", ".jpeg")


class HouseForm(Dialog[tuple[str, ...]]):
    """The form; it gives back what is to be said of the choice, in sentences."""

    DEFAULT_CSS = """
    HouseForm .pair { height: auto; }
    HouseForm .half { height: auto; width: 1fr; }
    HouseForm #logo { width: 1fr; }
    HouseForm #hint { color: $text-muted; padding: 0 1; height: auto; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(_("Your house style"))
        self._session = session

    def compose_form(self) -> ComposeResult:
        house = self._session.study.house
        yield FieldLabel(_("Your logo, a picture"))
        with Horizontal(classes="pair"):
            kept = _("one is kept; type - to take it out") if house.logo else _("none")
            yield Input(id="logo", placeholder=kept)
            yield Button(Content(_("Choose …")), id="choose")
        with Horizontal(classes="pair"):
            with Vertical(classes="half"):
                yield FieldLabel(_("Main colour"))
                yield Input(_shown(house.main_colour), id="main", placeholder="#1B6B66", max_length=7)
            with Vertical(classes="half"):
                yield FieldLabel(_("Second colour"))
                yield Input(_shown(house.second_colour), id="second", placeholder="#A4472C", max_length=7)
        with Horizontal(classes="pair"):
            with Vertical(classes="half"):
                yield FieldLabel(_("Font of headings"))
                yield Input(house.heading_font, id="heading-font", placeholder="Calibri")
            with Vertical(classes="half"):
                yield FieldLabel(_("Font of the text"))
                yield Input(house.text_font, id="text-font", placeholder="Calibri")
        yield FieldLabel(_("Names of companies and places that no outsider is to read"))
        yield Input(
            ", ".join(self._session.study.redact_words),
            id="words",
            placeholder=_("besides those on record; with commas between them"),
        )
        yield Words(
            _("They are taken out of documents for readers outside, with what the records name. No others are known."),
            id="hint",
        )

    def pressed(self, button: str) -> None:
        """Choose the logo; all else as in any dialog."""
        if button != "choose":
            super().pressed(button)
            return

        def chosen(path: Path | None) -> None:
            if path is not None:
                self.query_one("#logo", Input).value = str(path)

        self.app.push_screen(ChooseFile(_("Your logo"), _PICTURES), chosen)

    def result(self) -> tuple[str, ...]:
        """Keep what is filled in, as one act. Raises PlainError where it cannot be used."""
        typed = self._typed("logo").strip("'\"")
        words = [word for part in self._typed("words").split(",") if (word := clean_line(part))]
        with self._session.act(_("Change the house style")):
            report = set_house(
                self._session,
                logo=Path(typed).expanduser() if typed and typed != "-" else None,
                without_logo=typed == "-",
                main_colour=self._typed("main"),
                second_colour=self._typed("second"),
                heading_font=self._typed("heading-font"),
                text_font=self._typed("text-font"),
            )
            if words != self._session.study.redact_words:
                change_study(self._session, redact_words=words)
        return report.sentences

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()


def _shown(digits: str) -> str:
    return f"#{digits}" if digits else ""
