"""What a study says of itself: the form for a new one, and for changing it."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, RadioSet

from persona_tui import paths
from persona_tui.domain.errors import PlainError
from persona_tui.domain.study import SellsTo
from persona_tui.i18n import _
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.ticks import Pick, PickOne, Tick
from persona_tui.tui.widgets.words import FieldLabel
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import change_study, new_study


def sells_to_label(sells_to: SellsTo) -> str:
    """What a person reads for it."""
    return {
        SellsTo.PEOPLE: _("people"),
        SellsTo.BUSINESSES: _("businesses"),
        SellsTo.BOTH: _("both"),
    }[sells_to]


class StudyForm(Dialog[Session]):
    """A new study when `session` is None; the study's own form otherwise."""

    DEFAULT_CSS = """
    StudyForm RadioSet { layout: horizontal; height: 1; width: 100%; }
    StudyForm RadioSet Pick { width: auto; margin-right: 2; }
    """

    def __init__(self, session: Session | None = None) -> None:
        super().__init__(_("A new study") if session is None else _("This study"))
        self._session = session
        self._typed_folder = False

    def compose_form(self) -> ComposeResult:
        study = self._session.study if self._session else None
        yield FieldLabel(_("What is your business called?"))
        yield Input(study.business if study else "", id="business", placeholder=_("for example: Standing Desk Co."))
        yield FieldLabel(_("You sell to"))
        with PickOne(id="sells-to"):
            for sells_to in SellsTo:
                chosen = study.sells_to is sells_to if study else sells_to is SellsTo.PEOPLE
                yield Pick(Content(sells_to_label(sells_to)), value=chosen, name=sells_to.value)
        yield FieldLabel(_("What do you want to find out? It decides what is worth recording."))
        yield Input(
            study.purpose if study else "",
            id="purpose",
            placeholder=_("for example: why people choose us, and what nearly stops them"),
        )
        yield FieldLabel(_("Currency"))
        yield Input(study.currency if study else "EUR", id="currency", max_length=3)
        yield Tick(
            Content(_("We have no customers yet: I imagine them (each stays marked ◇)")),
            study.start_up if study else False,
            id="start-up",
        )
        if study is None:
            yield FieldLabel(_("The folder to keep it in"))
            yield Input(str(self._proposed("")), id="folder")

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one("#business", Input).focus()

    def _proposed(self, business: str) -> Path:
        from persona_tui.exports.files import safe_file_name

        folder = paths.studies_folder()
        stem = safe_file_name(business, _("my-study")).replace(" ", "-").lower()
        candidate, number = folder / stem, 2
        while candidate.exists():
            candidate, number = folder / f"{stem}-{number}", number + 1
        return candidate

    def on_input_changed(self, event: Input.Changed) -> None:
        """The folder follows the business's name until somebody types one."""
        if self._session is not None:
            return
        folder = self.query_one("#folder", Input)
        if event.input.id == "business" and not self._typed_folder:
            with folder.prevent(Input.Changed):
                folder.value = str(self._proposed(event.value))
        elif event.input.id == "folder":
            business = self.query_one("#business", Input).value
            self._typed_folder = event.value not in ("", str(self._proposed(business)))

    def result(self) -> Session | None:
        """Make the study, or change it."""
        business = self.query_one("#business", Input).value.strip()
        if not business:
            self.query_one("#business", Input).focus()
            raise PlainError(_("Give the business a name: it stands on every document."))
        pressed = self.query_one("#sells-to", RadioSet).pressed_button
        answers = {
            "business": business,
            "sells_to": SellsTo(pressed.name) if pressed is not None and pressed.name else SellsTo.PEOPLE,
            "purpose": self.query_one("#purpose", Input).value,
            "currency": self.query_one("#currency", Input).value.strip().upper() or "EUR",
            "start_up": self.query_one("#start-up", Tick).value,
        }
        if self._session is not None:
            change_study(self._session, **answers)
            return self._session
        folder = self.query_one("#folder", Input).value.strip()
        if not folder:
            raise PlainError(_("Say which folder the study is to live in."))
        return new_study(Path(folder).expanduser(), **answers)  # type: ignore[arg-type]
