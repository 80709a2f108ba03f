"""Adjusting a drawn portrait: a form made from what can be set, with the face as it becomes."""

from __future__ import annotations

from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal
from textual.widgets import Select

from persona_tui.i18n import _
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.face import FaceView
from persona_tui.tui.widgets.words import FieldLabel, Words

PREVIEW_PIXELS = 192


class PortraitForm(Dialog[dict[str, str]]):
    """The settings of a portrait; what is “any” is chosen by chance, and stays as it is."""

    DEFAULT_CSS = """
    PortraitForm > #dialog { width: 96; }
    PortraitForm #portrait-form { height: auto; }
    PortraitForm FaceView { width: 24; height: 12; margin: 1 2 0 1; }
    PortraitForm Grid { grid-size: 2; grid-columns: 23 1fr; grid-rows: 1; height: auto; margin-top: 1; }
    PortraitForm Grid FieldLabel { margin: 0; }
    PortraitForm Select { height: 1; }
    PortraitForm Select > SelectCurrent { background: $panel; padding: 0 1; }
    PortraitForm Select.-textual-compact:focus > SelectCurrent { background: $primary 35%; }
    PortraitForm .hint { color: $foreground 65%; height: auto; padding: 0 1; }
    """
    accept_label = _("Take it")

    def __init__(self, seed: int, settings: Mapping[str, str]) -> None:
        super().__init__(_("Adjust the portrait"))
        self._seed = seed
        self._settings = dict(settings)

    def compose_form(self) -> ComposeResult:
        from persona_tui.faces.portraits import adjustable

        yield Words(_("What you leave at “any” stays as chance chose it."), classes="hint")
        with Horizontal(id="portrait-form"):
            yield FaceView()
            with Grid():
                for item in adjustable():
                    chosen = self._settings.get(item.key, "")
                    keys = {key for key, _label in item.choices}
                    yield FieldLabel(item.label)
                    yield Select(
                        [(label, key) for key, label in item.choices],
                        value=chosen if chosen in keys else "",
                        allow_blank=False,
                        id=f"setting-{item.key}",
                        compact=True,
                    )

    def on_mount(self) -> None:
        """Show the face as it is."""
        self.query(Select).first().focus()
        self._draw(self.result())

    def on_select_changed(self, event: Select.Changed) -> None:
        """Draw it with the other choice."""
        event.stop()
        self._draw(self.result())

    @work(thread=True, exclusive=True, group="portrait", exit_on_error=False)
    def _draw(self, settings: dict[str, str]) -> None:
        from persona_tui.faces.portraits import draw_portrait, settings_from_mapping

        png = draw_portrait(self._seed, settings_from_mapping(settings), PREVIEW_PIXELS)
        self.app.call_from_thread(self._show, settings, png)

    def _show(self, settings: dict[str, str], png: bytes) -> None:
        if self.is_attached and settings == self.result():
            self.query_one(FaceView).show_png(png)

    def result(self) -> dict[str, str]:
        """What is set; what chance chooses is left out."""
        chosen = {(select.id or "").removeprefix("setting-"): str(select.value) for select in self.query(Select)}
        return {key: value for key, value in chosen.items() if value}
