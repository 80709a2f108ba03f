"""How documents look: the sheet's shape, the paper, and what stands beside the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, RadioSet

from persona_tui.domain.errors import PlainError
from persona_tui.exports.word.layouts import Layout, layout_help, layout_title
from persona_tui.exports.word.papers import Paper
from persona_tui.i18n import _
from persona_tui.tui.widgets.choose_file import ChooseFile
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import Pick, PickOne, Tick
from persona_tui.tui.widgets.words import FieldLabel, Words


@dataclass(frozen=True)
class Looks:
    """How documents are wanted. `bank` is the key of the questions that a guide or a form is made from; `template` is
    the owner's own document, which takes the place of the sheet; without a `layout` each persona has what suits it.
    """

    layout: Layout | None = None
    paper: Paper = Paper.A4
    landscape: bool = False
    comments: bool = False
    pdf: bool = False
    bank: str = ""
    template: Path | None = None

    def in_words(self) -> str:
        """One line that says what was chosen."""
        shape = self.template.name if self.template is not None else layout_title(self.layout or Layout.SIMPLE)
        parts = [shape, _("A4") if self.paper is Paper.A4 else _("Letter")]
        parts += [_("landscape")] if self.landscape else []
        parts += [_("with the reasons in the margin")] if self.comments else []
        parts += [_("and as PDF")] if self.pdf else []
        return ", ".join(parts)


class LooksForm(Dialog[Looks]):
    """What the sheets look like. `banks` are the question banks there are: key and title."""

    DEFAULT_CSS = """
    LooksForm RadioSet { width: 100%; height: auto; }
    LooksForm #paper { layout: horizontal; height: 1; }
    LooksForm #paper Pick { width: auto; margin-right: 2; }
    LooksForm #about { color: $text-muted; height: 2; padding: 0 1; }
    LooksForm #own { height: auto; }
    LooksForm #template { width: 1fr; }
    LooksForm #banks { max-height: 10; }
    """

    def __init__(self, looks: Looks, banks: Sequence[tuple[str, str]]) -> None:
        super().__init__(_("How the documents look"))
        self._looks = looks
        self._banks = banks

    def compose_form(self) -> ComposeResult:
        looks = self._looks
        yield FieldLabel(_("A persona's sheet"))
        with PickOne(id="layout"):
            for layout in Layout:
                yield Pick(
                    Content(layout_title(layout)), value=layout is (looks.layout or Layout.SIMPLE), name=layout.value
                )
        yield Words(layout_help(looks.layout or Layout.SIMPLE), id="about")
        yield FieldLabel(_("Paper"))
        with PickOne(id="paper"):
            yield Pick(Content(_("A4")), value=looks.paper is Paper.A4, name=Paper.A4.value)
            yield Pick(Content(_("Letter")), value=looks.paper is Paper.LETTER, name=Paper.LETTER.value)
        yield Tick(Content(_("Landscape")), looks.landscape, id="landscape")
        yield Tick(Content(_("Reasons in the margin of the sheet, as Word comments")), looks.comments, id="comments")
        yield Tick(Content(_("A PDF beside each document, where LibreOffice is installed")), looks.pdf, id="pdf")
        yield FieldLabel(_("Your own Word document with tags, instead of the sheet"))
        with Horizontal(id="own"):
            yield Input(str(looks.template or ""), id="template", placeholder=_("none; “Guide to tags” tells how"))
            yield Button(Content(_("Choose …")), id="choose")
        yield FieldLabel(_("Questions for the guide and the questionnaire"))
        with PickOne(id="banks"):
            for key, title in self._banks:
                yield Pick(Content(title), value=key == looks.bank, name=key)

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Say what the shape is for."""
        event.stop()
        if event.radio_set.id == "layout":
            self.query_one("#about", Words).say(layout_help(Layout(event.pressed.name or Layout.SIMPLE)))

    def pressed(self, button: str) -> None:
        """Choose the template; all else as in any dialog."""
        if button != "choose":
            super().pressed(button)
            return

        def chosen(path: Path | None) -> None:
            if path is not None:
                self.query_one("#template", Input).value = str(path)

        self.app.push_screen(ChooseFile(_("Your own Word document"), (".docx",)), chosen)

    def result(self) -> Looks:
        """What is filled in. Raises PlainError where the template is not there."""
        typed = self.query_one("#template", Input).value.strip().strip("'\"")
        template = Path(typed).expanduser().absolute() if typed else None
        if template is not None and not template.is_file():
            sentence = _("{path} is not there. Choose your document, or leave the line empty.")
            raise PlainError(sentence.format(path=typed))
        return Looks(
            layout=self._layout(),
            paper=Paper(self._picked("paper") or Paper.A4),
            landscape=self.query_one("#landscape", Tick).value,
            comments=self.query_one("#comments", Tick).value,
            pdf=self.query_one("#pdf", Tick).value,
            bank=self._picked("banks"),
            template=template,
        )

    def _layout(self) -> Layout | None:
        picked = Layout(self._picked("layout") or Layout.SIMPLE)
        return None if self._looks.layout is None and picked is Layout.SIMPLE else picked

    def _picked(self, group: str) -> str:
        button = self.query_one(f"#{group}", RadioSet).pressed_button
        return (button.name or "") if button is not None else ""
