"""Which layout a persona's sheet has where none is named; what a card and a persona's page hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from persona_tui.domain.personas import PersonaKind
from persona_tui.workflows.exports import Wishes, export
from persona_tui.workflows.house_style import set_house
from persona_tui.workflows.personas import set_kind
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from tests.exports.word_reading import paragraphs


@pytest.fixture
def example(worked_example: Path) -> Iterator[Session]:
    """The worked example, whose first persona is one that the business does not want."""
    opened = open_study(worked_example)
    set_kind(opened, opened.personas()[0].id, PersonaKind.NEGATIVE)
    yield opened
    opened.close()


def test_a_negative_persona_is_laid_out_as_not_a_fit_unless_told_otherwise(example: Session, tmp_path: Path) -> None:
    usual = export(example, tmp_path / "usual", Wishes(kinds=("sheet",))).paths
    told = export(example, tmp_path / "told", Wishes(kinds=("sheet",), layout="simple")).paths
    assert ["When they call" in paragraphs(path.read_bytes()) for path in usual] == [True, False]
    assert ["When they call" in paragraphs(path.read_bytes()) for path in told] == [False, False]


def test_a_wide_font_makes_headings_smaller_and_cuts_none(example: Session, tmp_path: Path) -> None:
    set_house(example, heading_font="Georgia", text_font="Verdana")
    wishes = Wishes(kinds=("sheet",), layout="simple", landscape=True)
    for path in export(example, tmp_path / "wide", wishes).paths:
        assert "Lifestyle and values" in paragraphs(path.read_bytes())
