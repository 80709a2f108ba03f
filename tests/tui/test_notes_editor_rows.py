"""A line of notes is who it is, however it is split, joined, cut, pasted, undone and done again."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from textual.document._document import Location, Selection
from textual.document._history import EditHistory

from persona_tui.domain.interviews import Interview, Line
from persona_tui.tui.widgets.notes_editor_document import Cut, NotesDocument, NotesEdit
from persona_tui.tui.widgets.notes_editor_rows import Row, ids_in, row_of
from persona_tui.workflows.notes import HeldLine, held_lines, lines_held

Ids = list[str]


class Notes:
    """Notes without a screen: what the editor does to its document, and what it remembers."""

    def __init__(self, text: str = "", at: int = 0) -> None:
        self._seconds = count(at)
        lines = text.split("\n") if text else []
        rows = [row_of(f"{place}", at) for place in range(len(lines))]
        self.document = NotesDocument(text, rows, lambda: next(self._seconds))
        self.selection = Selection()
        self.history = EditHistory(500, 60.0, 100)
        self.cut_rows: Cut | None = None

    def edit(self, edit: NotesEdit) -> None:
        stub: Any = self
        edit.do(stub)
        self.history.record(edit)
        self.history.checkpoint()

    def replace(self, text: str, start: Location, end: Location) -> None:
        self.edit(NotesEdit(text, start, end, False))

    def cut(self, start: Location, end: Location) -> None:
        rows = self.document.cut(start, end)
        text = self.document.get_text_range(*sorted((start, end)))
        self.edit(NotesEdit("", start, end, False, takes_ids=True))
        self.cut_rows = Cut(text, rows)

    def paste(self, place: Location) -> None:
        if self.cut_rows is not None:
            rows = self.document.pasted(self.cut_rows)
            self.edit(NotesEdit(self.cut_rows.text, place, place, False, carried=rows))

    def undo(self) -> None:
        stub: Any = self
        for edit in reversed(self.history._pop_undo() or []):
            edit.undo(stub)

    def redo(self) -> None:
        stub: Any = self
        for edit in self.history._pop_redo() or []:
            edit.do(stub, record_selection=False)

    @property
    def ids(self) -> Ids:
        return [row.id for row in self.document.rows]

    @property
    def rows(self) -> list[Row]:
        return self.document.rows

    @property
    def text(self) -> str:
        return self.document.text


def test_a_split_leaves_the_id_with_the_part_at_the_left() -> None:
    notes = Notes("my back hurt every evening")
    notes.replace("\n", (0, 12), (0, 12))
    assert notes.ids[0] == "0" and notes.ids[1] != "0"
    assert notes.rows[1].at is not None


def test_a_split_at_the_first_column_leaves_the_id_with_the_words() -> None:
    notes = Notes("my back hurt", at=7)
    notes.replace("\n", (0, 0), (0, 0))
    assert notes.ids[1] == "0" and notes.rows[1].at == 7 and notes.rows[0].at is None


def test_a_split_after_the_marks_leaves_the_id_with_the_words() -> None:
    notes = Notes('"- my back hurt')
    notes.replace("\n", (0, 3), (0, 3))
    assert notes.ids[1] == "0"


def test_a_join_keeps_the_upper_id_and_lists_the_lower_one() -> None:
    notes = Notes("my back hurt\nevery evening")
    notes.replace(" ", (0, 12), (1, 0))
    assert notes.text == "my back hurt every evening"
    assert notes.ids == ["0"] and notes.rows[0].joined == ("1",)


def test_a_line_joined_to_an_empty_one_stays_who_it_is() -> None:
    notes = Notes("\nmy back hurt")
    notes.replace("", (0, 0), (1, 0))
    assert notes.ids == ["1"]


def test_lines_joined_by_mistake_and_split_again_are_who_they_were() -> None:
    notes = Notes("my back hurt\nevery evening", at=3)
    notes.replace("", (0, 12), (1, 0))
    notes.replace("really ", (0, 3), (0, 3))
    notes.replace("\n", (0, 19), (0, 19))
    assert notes.text == "my really back hurt\nevery evening"
    assert notes.ids == ["0", "1"] and notes.rows[0].joined == ()


def test_a_line_cut_and_pasted_elsewhere_keeps_id_and_second_and_pasted_twice_is_another() -> None:
    notes = Notes("one\ntwo\nthree", at=5)
    notes.cut((0, 0), (1, 0))
    assert notes.ids == ["1", "2"]
    notes.paste((1, 0))
    assert notes.text == "two\none\nthree" and notes.ids == ["1", "0", "2"]
    assert notes.rows[1].at == 5
    notes.paste((2, 0))
    assert notes.text == "two\none\none\nthree"
    assert notes.ids[0::3] == ["1", "2"] and "0" in notes.ids and len(set(notes.ids)) == 4


def test_the_words_of_a_line_cut_without_its_break_take_the_id_with_them() -> None:
    notes = Notes("one\ntwo")
    notes.cut((0, 0), (0, 3))
    assert "0" not in notes.ids
    notes.paste((1, 3))
    assert notes.text == "\ntwoone" and notes.rows[1].joined == ("0",)


def test_a_piece_of_a_line_cut_and_pasted_is_a_line_of_its_own() -> None:
    notes = Notes("my back hurt\n")
    notes.cut((0, 7), (0, 12))
    notes.paste((1, 0))
    assert notes.ids[0] == "0" and notes.ids[1] != "0"


def test_what_was_cut_here_stands_under_another_question_as_who_it_was() -> None:
    here, there = Notes("one\ntwo", at=5), Notes("", at=90)
    here.cut((0, 0), (1, 0))
    there.cut_rows = here.cut_rows
    there.paste((0, 0))
    assert there.ids[0] == "0" and there.rows[0].at == 5


def test_a_line_begins_with_its_first_character() -> None:
    notes = Notes("", at=40)
    notes.replace("a", (0, 0), (0, 0))
    notes.replace("\n", (0, 1), (0, 1))
    assert [row.at for row in notes.rows] == [40, None]
    notes.replace("b", (1, 0), (1, 0))
    notes.replace("c", (1, 1), (1, 1))
    assert [row.at for row in notes.rows] == [40, 41]


def test_ids_joined_before_this_editor_was_opened_stay_with_the_line() -> None:
    document = NotesDocument("one two", [row_of("a", 1, ["b"])])
    document.replace_range((0, 3), (0, 4), "\n")
    assert [row.joined for row in document.rows] == [("b",), ()]
    document.replace_range((0, 3), (1, 0), "")
    assert document.rows[0].joined[-1] == "b"


def test_the_last_line_can_be_deleted_whole() -> None:
    notes = Notes("one\ntwo")
    notes.cut((1, 0), (2, 0))
    assert len(notes.rows) == notes.document.line_count and notes.ids[0] == "0" and "1" not in notes.ids
    notes.undo()
    assert notes.ids == ["0", "1"]


@pytest.mark.parametrize("typed", ["a\x0bb", "a\u2028b", "a\x85b", "a\x1cb", "a\r\nb", "\x00"])
def test_every_row_has_a_line_whatever_is_pasted(typed: str) -> None:
    notes = Notes("x\ny")
    notes.replace(typed, (0, 1), (1, 0))
    assert len(notes.rows) == notes.document.line_count


def test_what_is_held_comes_back_as_the_same_lines() -> None:
    lines = [Line(id="a", text="one", at=3, joined=["z"]), Line(id="b", text="- two", at=4)]
    assert lines_held(held_lines(lines), {line.id: line for line in lines}, set(), 9) == lines
    assert Interview(answers=[]).line("a") is None


def test_an_id_that_stands_under_another_question_gives_way() -> None:
    found = lines_held([HeldLine("a", "one", 2), HeldLine("b", "two", 3, ("c",))], {}, {"a", "c"}, 9)
    assert found[0].id not in ("a", "b") and found[0].at == 2
    assert (found[1].id, found[1].joined) == ("b", [])


WORDS = st.text(alphabet="ab c-\n", max_size=6)


class AnyEdits(RuleBasedStateMachine):
    """Two questions' notes under any edits. Each character is tagged with the line that it belongs to."""

    @initialize(one=WORDS, other=WORDS)
    def begin(self, one: str, other: str) -> None:
        self.notes = Notes(one)
        self.other = Notes()
        self.states: list[tuple[str, list[Row]]] = []
        self.undone: list[tuple[str, list[Row]]] = []

    def _places(self, data: st.DataObject) -> tuple[Location, Location]:
        lines = self.notes.document.lines
        rows = st.integers(0, len(lines) - 1)
        found = []
        for _end in range(2):
            row = data.draw(rows)
            found.append((row, data.draw(st.integers(0, len(lines[row])))))
        return min(found), max(found)

    def _remember(self) -> None:
        self.states.append((self.notes.text, list(self.notes.rows)))
        self.undone = []

    def _surviving(self, start: Location, end: Location) -> set[str]:
        """The lines that keep some of their words when this is replaced."""
        found = set()
        for number, row in enumerate(self.notes.rows):
            line = self.notes.document.lines[number]
            for place, piece in enumerate(row.pieces):
                stop = row.pieces[place + 1].start if place + 1 < len(row.pieces) else len(line)
                kept = "".join(
                    character
                    for column, character in enumerate(line[piece.start : stop], piece.start)
                    if not start <= (number, column) < end
                )
                if kept.strip(" -"):
                    found.add(piece.id)
        return found

    @rule(data=st.data(), text=WORDS)
    def replace(self, data: st.DataObject, text: str) -> None:
        start, end = self._places(data)
        if start == end and not text:
            return
        self._remember()
        surviving = self._surviving(start, end)
        self.notes.replace(text, start, end)
        assert surviving <= ids_in(self.notes.rows)

    @rule(data=st.data())
    def cut(self, data: st.DataObject) -> None:
        start, end = self._places(data)
        if start == end:
            return
        self._remember()
        surviving = self._surviving(start, end)
        before = ids_in(self.notes.rows)
        self.notes.cut(start, end)
        assert surviving <= ids_in(self.notes.rows)
        assert self.notes.cut_rows is not None
        carried = ids_in([row for row in self.notes.cut_rows.rows if row is not None])
        assert carried <= before and not carried & ids_in(self.notes.rows)

    @rule(data=st.data())
    def paste(self, data: st.DataObject) -> None:
        start, _end = self._places(data)
        if self.notes.cut_rows is None or not self.notes.cut_rows.text:
            return
        self._remember()
        carried = ids_in([row for row in self.notes.document.pasted(self.notes.cut_rows) if row is not None])
        surviving = self._surviving(start, start)
        self.notes.paste(start)
        assert surviving | carried <= ids_in(self.notes.rows)

    @precondition(lambda self: self.states)
    @rule()
    def undo(self) -> None:
        self.undone.append((self.notes.text, list(self.notes.rows)))
        text, rows = self.states.pop()
        self.notes.undo()
        assert (self.notes.text, self.notes.rows) == (text, rows)

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.states.append((self.notes.text, list(self.notes.rows)))
        text, rows = self.undone.pop()
        self.notes.redo()
        assert (self.notes.text, self.notes.rows) == (text, rows)

    @rule()
    def turn_to_the_other_question(self) -> None:
        self.other.cut_rows = self.notes.cut_rows
        if not set(self.other.ids) & set(self.notes.ids):
            self.notes, self.other = self.other, self.notes
            self.states, self.undone = [], []
            self.notes.history.clear()

    @invariant()
    def every_row_is_one_line_and_no_id_stands_twice(self) -> None:
        if not hasattr(self, "notes"):
            return
        rows = self.notes.rows
        assert len(rows) == self.notes.document.line_count
        every = [piece.id for row in rows for piece in row.pieces]
        assert len(every) == len(set(every))
        for row, line in zip(rows, self.notes.document.lines, strict=True):
            starts = [piece.start for piece in row.pieces]
            assert starts == sorted(set(starts)) and starts[0] == 0
            assert len(row.pieces) == 1 or starts[-1] < len(line)
            assert row.at is not None or not line.strip(" -")


AnyEdits.TestCase.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
test_any_edits = AnyEdits.TestCase
