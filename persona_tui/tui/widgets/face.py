"""A persona's face in the terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _
from persona_tui.tui.terminal_pictures import load_picture_widget, picture_way
from persona_tui.tui.widgets.words import Words

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = {"kitty": 512, "sixel": 384, "blocks": 320}
"""The longer edge that a picture is scaled to before the terminal gets it."""


class FaceView(Container):
    """Shows PNG bytes; the library and the picture are loaded on a thread, and the last picture stays meanwhile."""

    DEFAULT_CSS = """
    FaceView { width: 26; height: 13; }
    FaceView > .picture { width: 100%; height: 100%; }
    FaceView > #no-picture { width: 100%; height: 100%; content-align: center middle; color: $foreground 65%;
        background: $panel; text-align: center; padding: 0 2; }
    """

    def __init__(self, empty: str = "", **options: Any) -> None:
        super().__init__(**options)
        self._empty = empty
        self._shown: bytes | None = None
        self._drawn_for = (0, 0)

    def compose(self) -> ComposeResult:
        yield Words(self._empty, id="no-picture")

    def show_png(self, png: bytes | None) -> None:
        """Show a picture, or none."""
        if png == self._shown and png is not None:
            return
        self._shown = png
        if png is None:
            self._say(self._empty)
        else:
            self._load(png, self._cells())

    def on_resize(self) -> None:
        """Half blocks are made for the room there is."""
        before = self._drawn_for
        if self._cells() != before and self._shown is not None:
            self._load(self._shown, self._drawn_for)

    def _cells(self) -> tuple[int, int]:
        """Half blocks across and down."""
        self._drawn_for = (max(2, self.size.width), max(2, 2 * self.size.height))
        return self._drawn_for

    @work(thread=True, exclusive=True, group="face", exit_on_error=False)
    def _load(self, png: bytes, cells: tuple[int, int]) -> None:
        way = picture_way()
        try:
            from PIL import Image

            make = load_picture_widget(way)
            from persona_tui.faces.pictures import square_crop

            with Image.open(io.BytesIO(square_crop(png, MOST_PIXELS[way]))) as opened:
                picture = opened.convert("RGB")
            if way == "blocks":
                picture = picture.resize(cells, Image.Resampling.BOX)
        except (OSError, ValueError, ImportError, PlainError):
            self.app.call_from_thread(self._say, _("This picture can't be shown here."))
            return
        self.app.call_from_thread(self._put, png, make, picture)

    def _put(self, png: bytes, make: Any, picture: Picture) -> None:
        """Show the picture, unless another one was asked for meanwhile."""
        if png != self._shown or not self.is_attached:
            return
        self.query_one("#no-picture").display = False
        image = next(iter(self.query(".picture")), None)
        if image is None:
            made: Widget = make(picture, classes="picture")
            self.mount(made)
        else:
            image.display = True
            image.image = picture  # type: ignore[attr-defined]

    def _say(self, sentence: str) -> None:
        for image in self.query(".picture"):
            image.display = False
        words = self.query_one("#no-picture", Words)
        words.say(sentence)
        words.display = True
