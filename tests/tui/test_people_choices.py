"""Whom a persona may be built from, row by row."""

from __future__ import annotations

from rich.cells import cell_len

from persona_tui.domain.records import replace
from persona_tui.tui.screens.persona_people import people_choices
from tests.insights.study_drafts import Draft

ROOM = 66
"""Columns of a row in the dialog at 80 columns."""


def test_a_long_name_makes_no_other_row_longer_and_wide_letters_keep_the_columns() -> None:
    draft = Draft()
    names = ["Hungry Owl All-Night Grocers of the Old Harbour", "Ann", "株式会社サンプル"]
    draft.people = [replace(person, name=name) for person, name in zip(draft.people, names, strict=False)]
    rows = [words.plain for _key, words in people_choices(draft.view())]
    facts = [cell_len(row[: row.index("best")]) for row in rows[1:]]
    assert all(cell_len(row) <= ROOM for row in rows[1:]) and len(set(facts)) == 1
    assert rows[0].startswith(names[0]), "it is not cut either"
