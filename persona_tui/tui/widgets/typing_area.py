"""A field of several lines in which whatever was typed can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from textual.document._edit import Edit
from textual.widgets import TextArea


class TypingArea(TextArea):
    """A text area that shows what was undone, or done again, only once it is whole.

    Textual measures the text while the cursor still stands where it was: a scrollbar that goes looks for the cursor,
    and where there are fewer lines than it was far down, the program ends. It also wraps too few lines where edits at
    several places go back at once.
    """

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        """Take edits back, the last first."""
        for edit in reversed(edits):
            edit.undo(self)
        self._after_batch(edits[:1])

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        """Do edits again that were taken back."""
        for edit in edits:
            edit.do(self, record_selection=False)
        self._after_batch(edits[-1:])

    def _after_batch(self, last_done: Sequence[Edit]) -> None:
        """Wrap the text anew and put the cursor where it belongs, then measure."""
        self.wrapped_document.wrap(self.wrap_width, self.indent_width)
        for edit in last_done:
            edit.after(self)
        self._build_highlight_map()
        self._line_cache.clear()
        self._refresh_size()
        self.post_message(self.Changed(self))
