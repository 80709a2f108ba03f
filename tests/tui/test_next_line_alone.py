"""From the worked example with its personas deleted to two finished personas, by the line below alone."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from persona_tui.domain.personas import FieldKey, Missing
from persona_tui.tui.app import PersonaApp
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.persona_claims import FieldStep
from persona_tui.tui.screens.persona_dialogs import TypeWords
from persona_tui.tui.screens.study import StudyScreen
from tests.tui.conftest import WIDE, session_of
from tests.tui.test_groups import give_reason, settle, without_personas

MOST_STEPS = 60
SPOKEN_TO_BY_A_QUOTE = (FieldKey.GOALS, FieldKey.PAINS, FieldKey.MOTIVATORS)


def _fill_in(screen: PersonaScreen, made: int) -> None:
    """What a newcomer does on a part: the nearest thing that is offered."""
    step = screen.step
    if screen.part == Missing.NAME:
        screen.query_one("#name", Input).value = ("Nora", "Milo")[made - 1]
    elif isinstance(step, FieldStep) and not step.claims:
        several = screen.part in SPOKEN_TO_BY_A_QUOTE
        for key in list(step.theirs.list.sources)[: 6 if several else 1]:
            step.theirs.list.move_to(key)
            step.theirs.action_new_from()


async def test_a_newcomer_reaches_two_finished_personas_by_following_the_next_line_alone(example_folder: Path) -> None:
    without_personas(example_folder)
    app = PersonaApp(example_folder, "customers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(app, pilot)
        session = session_of(app)
        for _step in range(MOST_STEPS):
            if len(session.personas()) == 2 and all(persona.finished_on for persona in session.personas()):
                break
            await pilot.press("ctrl+n")
            await settle(app, pilot)
            await _act(app, pilot)
        one, two = session.personas()
        assert one.finished_on and two.finished_on
        assert not set(one.people) & set(two.people) and one.pattern and two.pattern
        if isinstance(app.screen, PersonaScreen):
            await pilot.press("escape")
            await settle(app, pilot)
        assert isinstance(app.screen, StudyScreen)


async def _act(app: PersonaApp, pilot: Pilot[None]) -> None:
    screen = app.screen
    if isinstance(screen, TypeWords):
        await give_reason(app, pilot, "what they do follows from how they live")
    elif isinstance(screen, PersonaScreen):
        if screen.part == Missing.FACE:
            await pilot.press("s")
        elif screen.part == Missing.QUOTE:
            await pilot.press("enter")
        elif screen.part == "check":
            await pilot.press("f")
        else:
            _fill_in(screen, len(session_of(app).personas()))
        await settle(app, pilot)
