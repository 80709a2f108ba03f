"""A persona's face: drawn, or a picture of the owner's."""

from __future__ import annotations

import random
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import FaceKind
from persona_tui.i18n import _
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_step import BuilderStep, persona_label
from persona_tui.tui.widgets.choose_file import ChooseFile
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.face import FaceView
from persona_tui.tui.widgets.ticks import Tick
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows import personas as acts
from persona_tui.workflows.persona_ground import look_of_age

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
MOST_SEEDS = 1_000_000

FACE_COMMANDS = (
    Command(
        "face.shuffle",
        "s",
        "shuffle",
        _("Draw a face"),
        _("A drawn face that looks as old as they are; again, another one."),
    ),
    Command("face.adjust", "e", "adjust", _("Adjust"), _("Hair, glasses, clothes and more of the drawn face.")),
    Command("face.file", "f", "choose_file", _("Picture file"), _("Take a picture of yours: JPEG, PNG or WEBP.")),
    Command("face.remove", "delete,x", "remove", _("No face"), _("Leave the face out."), key_display="del"),
)


class AskAgreed(Dialog[bool]):
    """Whether the person in a picture agreed to its use."""

    DEFAULT_CSS = """
    AskAgreed Tick { margin-top: 1; }
    """
    accept_label = _("Use the picture")

    def __init__(self) -> None:
        super().__init__(_("Does this picture show somebody?"))

    def compose_form(self) -> ComposeResult:
        yield Words(
            _(
                "Somebody you can recognise must have agreed to stand for your persona. Until then the picture is "
                "shown here and left out of every document. A drawn face needs nobody's leave."
            )
        )
        yield Tick(Content(_("The person in it agreed to this use, or it shows nobody")), id="agreed")

    def on_mount(self) -> None:
        """Begin with the answer."""
        self.query_one("#agreed").focus()

    def result(self) -> bool:
        """Whether they agreed."""
        return bool(self.query_one("#agreed", Tick).value)


class FaceStep(BuilderStep):
    """Shuffle, adjust, or take a file."""

    BINDINGS = bindings(FACE_COMMANDS)
    DEFAULT_CSS = """
    FaceStep #face-side { height: auto; margin-top: 1; padding: 0 1; }
    FaceStep FaceView { width: 28; height: 14; }
    FaceStep.-high FaceView { width: 44; height: 22; }
    FaceStep #face-acts { width: 1fr; height: auto; padding: 0 0 0 3; }
    FaceStep #face-acts Button { margin-bottom: 1; width: 26; }
    FaceStep #face-says { height: auto; margin-bottom: 1; max-width: 60; }
    """
    about = _(
        "A face is remembered. A drawn one stands for nobody in particular and says so; the same one can be drawn "
        "again. A photograph of somebody needs their agreement; without it, it stands in no document."
    )

    def compose(self) -> ComposeResult:
        yield Heading(_("What does the persona look like?"))
        with Horizontal(id="face-side"):
            yield FaceView(_("No face yet.\n\nPress s to draw one."))
            with Vertical(id="face-acts"):
                yield Words(id="face-says")
                yield Button(Content(_("Draw a face (s)")), id="do-shuffle", variant="primary")
                yield Button(Content(_("Adjust it (e)")), id="do-adjust")
                yield Button(Content(_("Take a picture file (f)")), id="do-file")

    def show(self) -> None:
        """The face, and what it is."""
        face = self.persona.face
        self.query_one("#do-adjust").display = face is not None and face.kind is FaceKind.DRAWN
        self.refresh_bindings()
        self.query_one("#do-shuffle", Button).label = Content(
            _("Draw another (s)") if face is not None else _("Draw a face (s)")
        )
        says = self.query_one("#face-says", Words)
        if face is None:
            says.say(_("Draw one, or take a picture of yours."))
            self.query_one(FaceView).show_png(None)
            return
        if face.kind is FaceKind.DRAWN:
            says.say(styled((_("Drawn, not a customer."), "bold"), " ", (_("The sheet says so too."), MUTED)))
        elif face.agreed:
            says.say(_("A picture of yours; you say that nobody in it minds."))
        else:
            says.say(
                _("A picture of yours. It stands in no document: the person in it has not agreed yet (f asks again).")
            )
        self._read(face.file)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What changes a face is there once there is one."""
        if action in ("adjust", "remove") and self.ground is not None:
            face = self.persona.face
            return face is not None and (action == "remove" or face.kind is FaceKind.DRAWN)
        return super().check_action(action, parameters)

    def on_resize(self) -> None:
        """A larger face where there is room."""
        self.set_class(self.size.height >= 27 and self.size.width >= 90, "-high")

    def take_focus(self) -> None:
        """The first button: single letters work from it."""
        self.query_one("#do-shuffle").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The same acts, by button."""
        event.stop()
        {"do-shuffle": self.action_shuffle, "do-adjust": self.action_adjust, "do-file": self.action_choose_file}[
            event.button.id or ""
        ]()

    # --- acts ------------------------------------------------------------------------------------------------

    def action_shuffle(self) -> None:
        """Another face, as old as these customers are now; what else was set for the last one stays set."""
        face, ground = self.persona.face, self.ground
        assert ground is not None
        settings = face.settings if face is not None and face.kind is FaceKind.DRAWN else {}
        self._draw(self.persona.id, random.randrange(MOST_SEEDS), {**settings, **look_of_age(ground)})

    def action_adjust(self) -> None:
        """The form of the drawn face."""
        from persona_tui.tui.screens.persona_portrait import PortraitForm

        face = self.persona.face
        if face is None or face.kind is not FaceKind.DRAWN:
            self.notify(_("Only a drawn face can be adjusted: press s to draw one."), markup=False)
            return
        persona_id, seed = self.persona.id, face.seed

        def take(settings: dict[str, str] | None) -> None:
            if settings is not None and settings != face.settings:
                self._draw(persona_id, seed, settings)

        self.app.push_screen(PortraitForm(seed, face.settings), take)

    def action_choose_file(self) -> None:
        """A picture of the owner's."""
        persona_id = self.persona.id

        def chosen(path: Path | None) -> None:
            if path is None:
                return

            def answered(agreed: bool | None) -> None:
                if agreed is not None:
                    self._take_in(persona_id, path, agreed)

            self.app.push_screen(AskAgreed(), answered)

        hint = _(
            "A JPEG, PNG or WEBP. It is copied into the study, made small, and what it says of place and time is "
            "dropped."
        )
        self.app.push_screen(ChooseFile(_("Choose a picture"), PICTURE_ENDINGS, hint), chosen)

    def action_remove(self) -> None:
        """Leave the face out; it can be undone."""
        if self.persona.face is not None and self.do(acts.clear_face, self.persona.id) is not None:
            self.notify(
                _("{name} has no face now. Ctrl+Z brings it back.").format(name=persona_label(self.persona)),
                markup=False,
            )

    # --- slow work -------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="draw-face", exit_on_error=False)
    def _draw(self, persona_id: str, seed: int, settings: dict[str, str]) -> None:
        from persona_tui.faces.portraits import draw_portrait, settings_from_mapping

        png = draw_portrait(seed, settings_from_mapping(settings))
        self.app.call_from_thread(self.do, acts.set_portrait, persona_id, seed, settings, drawn=png)

    @work(thread=True, exclusive=True, group="draw-face", exit_on_error=False)
    def _take_in(self, persona_id: str, path: Path, agreed: bool) -> None:
        from persona_tui.faces.pictures import take_in_picture

        try:
            png = take_in_picture(path)
        except PlainError as problem:
            self.app.call_from_thread(self.notify, problem.sentence, severity="error", markup=False, timeout=12)
            return
        self.app.call_from_thread(self.do, acts.set_picture, persona_id, path, agreed, taken_in=png)

    @work(thread=True, exclusive=True, group="read-face", exit_on_error=False)
    def _read(self, file: str) -> None:
        path = self.session.folder.face_path(file)
        try:
            png = path.read_bytes() if path is not None else None
        except OSError:
            png = None
        self.app.call_from_thread(self._show, file, png)

    def _show(self, file: str, png: bytes | None) -> None:
        if self.is_attached and self.persona.face is not None and self.persona.face.file == file:
            self.query_one(FaceView).show_png(png)
            if png is None:
                self.query_one("#face-says", Words).say(
                    _("The file of this face is gone from the study's folder “faces”.")
                )
