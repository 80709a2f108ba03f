"""The matrix: drawn by lines, moved about in, clicked on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult

from persona_tui.insights.coverage import Cell
from persona_tui.tui.widgets.matrix import Matrix
from persona_tui.tui.widgets.matrix_lines import (
    HEADER_LINES,
    Look,
    MatrixCell,
    MatrixColumn,
    MatrixLines,
    MatrixRow,
    fitted,
    two_lines,
)
from tests.tui.conftest import HOSTILE


def make(rows: int, columns: int, gap: tuple[int, int] | None = None) -> tuple[list[MatrixColumn], list[MatrixRow]]:
    """Everything known save one."""
    return (
        [MatrixColumn(f"c{n}", f"Column {n}") for n in range(columns)],
        [
            MatrixRow(
                f"r{row}",
                f"Row {row}",
                "1 of 2",
                tuple(
                    MatrixCell(Cell.EMPTY if (row, column) == gap else Cell.KNOWN, f"v{row}-{column}")
                    for column in range(columns)
                ),
            )
            for row in range(rows)
        ],
    )


class MatrixApp(App[None]):
    """A matrix and nothing else."""

    def compose(self) -> ComposeResult:
        yield Matrix()

    def on_mount(self) -> None:
        self.query_one(Matrix).focus()


def text_of(matrix: Matrix) -> list[str]:
    return [matrix.render_line(y).text for y in range(matrix.size.height)]


async def test_the_far_corner_comes_into_view_with_its_name_and_label() -> None:
    app = MatrixApp()
    async with app.run_test(size=(80, 24)) as pilot:
        matrix = app.query_one(Matrix)
        matrix.set_cells(*make(50, 40))
        await pilot.pause()
        await pilot.press("end", "ctrl+end")
        await pilot.pause()
        assert matrix.here == ("r49", "c39")
        lines = text_of(matrix)
        assert "▾Column" in lines[0] and "39" in lines[1]
        assert any(line.startswith("▸Row 49") and "▸v49-39" in line for line in lines)
        await pilot.press("home", "pageup")
        await pilot.pause()
        assert matrix.here[1] == "c0" and "▸v" in "".join(text_of(matrix))
        assert len(matrix.children) == 0


async def test_the_next_gap_is_found_along_the_row_and_round_again() -> None:
    app = MatrixApp()
    async with app.run_test(size=(80, 24)) as pilot:
        matrix = app.query_one(Matrix)
        matrix.set_cells(*make(6, 5, gap=(1, 2)))
        await pilot.pause()
        assert matrix.next_gap() and matrix.here == ("r1", "c2")
        matrix.move_to("r4", "c1")
        assert matrix.next_gap() and matrix.here == ("r1", "c2")
        assert matrix.first_gap_of("r1") and not matrix.first_gap_of("r2")
        matrix.set_cells(*make(6, 5))
        assert not matrix.next_gap()


async def test_the_cursor_stays_on_its_person_when_rows_change_and_survives_an_empty_matrix() -> None:
    app = MatrixApp()
    async with app.run_test(size=(80, 24)) as pilot:
        matrix = app.query_one(Matrix)
        columns, rows = make(6, 5)
        matrix.set_cells(columns, rows)
        matrix.move_to("r3", "c2")
        matrix.set_cells(
            columns[1:], rows[2:4][::-1] and [MatrixRow(r.key, r.name, r.count, r.cells[1:]) for r in rows[2:]]
        )
        assert matrix.here == ("r3", "c2")
        matrix.set_cells([], [])
        await pilot.press("down", "enter", "7", "end")
        assert matrix.here == ("", "") and not matrix.next_gap()
        matrix.set_cells(columns, rows)
        assert matrix.here[0] in {row.key for row in rows}


async def test_a_click_takes_the_cursor_to_the_cell() -> None:
    app = MatrixApp()
    async with app.run_test(size=(80, 24)) as pilot:
        matrix = app.query_one(Matrix)
        matrix.set_cells(*make(6, 5))
        await pilot.pause()
        line = next(y for y, text in enumerate(text_of(matrix)) if "v2-3" in text)
        await pilot.click(Matrix, offset=(text_of(matrix)[line].index("v2-3"), line))
        assert matrix.here == ("r2", "c3")
        await pilot.click(Matrix, offset=(2, HEADER_LINES))
        assert matrix.here == ("r0", "c3")


async def test_a_double_click_asks_for_the_form() -> None:
    chosen: list[tuple[str, str]] = []

    class Listening(MatrixApp):
        def on_matrix_chosen(self, event: Matrix.Chosen) -> None:
            chosen.append((event.person, event.attribute))

    app = Listening()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(Matrix).set_cells(*make(3, 3))
        await pilot.pause()
        await pilot.click(Matrix, offset=(22, HEADER_LINES + 1), times=2)
        await pilot.pause()
        assert len(chosen) == 1 and chosen[0][0] == "r1"


@given(
    st.lists(st.text(), min_size=1, max_size=4),
    st.text(),
    st.integers(min_value=20, max_value=120),
    st.booleans(),
    st.integers(min_value=0, max_value=30),
)
def test_every_line_is_as_wide_as_the_screen_whatever_it_says(
    texts: list[str], label: str, width: int, marks_only: bool, offset: int
) -> None:
    columns = [MatrixColumn(str(n), label) for n in range(len(texts))]
    states = list(Cell)
    cells = tuple(MatrixCell(states[n % len(states)], text.replace("\n", " ")) for n, text in enumerate(texts))
    rows = [MatrixRow("a", HOSTILE + texts[0], "3 of 12", cells)]
    lines = MatrixLines(columns, rows, width, marks_only)
    for line in range(HEADER_LINES + 1):
        drawn = lines.line(line, Look(offset, width, 0, len(texts) - 1, True), lambda _name: Style.null())
        assert drawn.cell_length == width


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_text_is_fitted_to_its_columns(text: str, width: int) -> None:
    assert cell_len(fitted(text, width)) == width


def test_a_label_breaks_between_words() -> None:
    assert two_lines("What makes them decide", 10) == ("What makes", "them decide")
    assert two_lines("Age", 10) == ("Age", "")
