"""What the steps of the persona builder have in common, and what the parts of a persona are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.containers import Vertical

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import FieldKey, Missing, Persona, PersonaKind
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import field_title
from persona_tui.i18n import _
from persona_tui.insights.persona_advice import CHECK as CHECK
from persona_tui.workflows.persona_ground import Ground
from persona_tui.workflows.session import Session

if TYPE_CHECKING:
    from persona_tui.tui.screens.persona_words import TalkPlace

MOST_OF_A_TITLE = 18


def part_title(key: str, persona: Persona) -> str:
    """What a part of the template is called."""
    if key == CHECK:
        return _("Check and finish")
    fixed = {
        Missing.PEOPLE: _("Customers"),
        Missing.NAME: _("Name"),
        Missing.FACE: _("Face"),
        Missing.QUOTE: _("Quote"),
    }
    if key in set(Missing):
        return fixed[Missing(key)]
    field = persona.field(key)
    return field_title(key, field.label if field else "")


def short_title(key: str, persona: Persona) -> str:
    """The same, for a line that shows them all."""
    if key == CHECK:
        return _("Check")
    field = persona.field(key)
    if field is None or field.label or key not in set(FieldKey):
        title = part_title(key, persona)
        return title if len(title) <= MOST_OF_A_TITLE else title[: MOST_OF_A_TITLE - 1] + "…"
    return {
        FieldKey.DEMOGRAPHICS: _("Demographics"),
        FieldKey.PSYCHOGRAPHICS: _("Lifestyle"),
        FieldKey.SOCIOECONOMICS: _("Work"),
        FieldKey.FIRMOGRAPHICS: _("Company"),
        FieldKey.GOALS: _("Goals"),
        FieldKey.PAINS: _("Pains"),
        FieldKey.MOTIVATORS: _("Motivators"),
        FieldKey.CHANNELS: _("Channels"),
    }[FieldKey(key)]


def kind_label(kind: PersonaKind) -> str:
    """What a person reads for what a persona is for."""
    return {
        PersonaKind.PRIMARY: _("primary"),
        PersonaKind.SECONDARY: _("secondary"),
        PersonaKind.NEGATIVE: _("negative"),
    }[kind]


def persona_label(persona: Persona) -> str:
    """What lists and headings call a persona."""
    return clean_line(persona.name) or _("Persona without a name")


class BuilderStep(Vertical):
    """One part of the template: shown from the ground, changed through `do`."""

    DEFAULT_CSS = """
    BuilderStep { height: 100%; padding: 1 1 0 1; }
    BuilderStep .hint { color: $foreground 65%; padding: 0 1; height: auto; }
    """
    about = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.ground: Ground | None = None
        self.part = ""

    @property
    def persona(self) -> Persona:
        """The persona that is built."""
        assert self.ground is not None, "a step is shown before it is used"
        return self.ground.persona

    def show_ground(self, ground: Ground, part: str) -> None:
        """Show a part of the persona as it is now."""
        self.ground = ground
        self.part = part
        self.show()

    def show(self) -> None:
        """Show what the ground holds."""

    def take_focus(self) -> None:
        """Put the focus where work begins."""

    def leave(self) -> None:
        """Keep what is being typed."""

    def do(self, act: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do an act of the workflows on this study; a refusal is said as its sentence, and None comes back."""
        try:
            return act(self.session, *arguments, **options)
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False, timeout=10)
            return None

    def read_talk(self, place: TalkPlace) -> None:
        """On in the notes of a talk, at a line."""
        from persona_tui.tui.screens.interview_reading import ReadingScreen

        try:
            screen = ReadingScreen(self.session, place.interview, place.line)
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False)
            return
        self.app.push_screen(screen, self.came_back)

    def came_back(self, step: str | None) -> None:
        """Back from a talk: on to the step of the rail that was asked for, or the part as it is now."""
        if step:
            self.screen.go_out(step)  # type: ignore[attr-defined]
        else:
            self.screen.show_now()  # type: ignore[attr-defined]

    def go(self, by: int) -> None:
        """To the next part, or the one before."""
        self.screen.go_by(by)  # type: ignore[attr-defined]
