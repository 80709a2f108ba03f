"""What changed in a persona since it was kept, its versions, and going back to one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.changes import Change, ClaimChange
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_dialogs import TypeWords
from persona_tui.tui.screens.persona_step import part_title, persona_label
from persona_tui.tui.screens.working_screen import WorkingScreen
from persona_tui.tui.widgets.frame import TopBar, step_commands
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows.persona_ground import Ground, ground_of, with_versions
from persona_tui.workflows.persona_versions import (
    before_and_after,
    change_label,
    changes_of,
    keep_version,
    reason_words,
    restore_version,
    shown_text,
    version_lines,
    version_title,
)
from persona_tui.workflows.session import Session

NARROW = 100
"""Columns below which the versions stand above what changed."""

VERSION_COMMANDS = (
    Command(
        "versions.read", "enter,r", "pane('read')", _("Read it"), _("The persona as it was then; again: what changed.")
    ),
    Command(
        "versions.restore",
        "b",
        "pane('restore')",
        _("Go back to it"),
        _("Take this version up again; what stands now is kept as a version, and Ctrl+Z undoes it."),
    ),
)
SCROLL_COMMANDS = (
    Command(
        "versions.down", "pagedown", "pane('scroll', 1)", _("Scroll"), _("On in what changed."), key_display="pgdn"
    ),
    Command("versions.up", "pageup", "pane('scroll', -1)", _("Scroll back"), show=False),
)
CHANGES_COMMANDS = (
    Command("versions.keep", "k", "keep_now", _("Keep a version"), _("Keep the persona as it stands now.")),
    Command("versions.undo", "ctrl+z", "undo", _("Undo"), _("Take the last change back."), show=False),
    Command("versions.redo", "ctrl+y", "redo", _("Redo"), _("Do what was undone again."), show=False),
    Command("versions.back", "escape,h", "back", _("Back"), _("Back to the persona."), key_display="esc"),
    *step_commands("versions.step"),
)


class VersionList(PaneKeys, KeptList):
    """The versions, the newest first."""

    BINDINGS = bindings((*VERSION_COMMANDS, *SCROLL_COMMANDS))


class ChangesScreen(WorkingScreen):
    """Versions, and beside them what became of each sentence since. It gives back the step to go to, or ""."""

    BINDINGS = bindings(CHANGES_COMMANDS)
    DEFAULT_CSS = """
    ChangesScreen TopBar { height: 1; background: $surface; }
    ChangesScreen TopBar #business { width: 1fr; text-style: bold; padding: 0 1; }
    ChangesScreen TopBar #save-state { width: auto; padding: 0 1; }
    ChangesScreen #since { height: 1fr; }
    ChangesScreen #versions-side { width: 38; height: 100%; padding: 1 1 0 1; }
    ChangesScreen #changes-side { width: 1fr; height: 100%; padding: 1 2 0 2; background: $surface;
        scrollbar-size-vertical: 1; }
    ChangesScreen #changes-side:focus { background-tint: $primary 6%; }
    ChangesScreen #changes-words { max-width: 92; }
    ChangesScreen #versions { margin-top: 1; }
    ChangesScreen.-narrow #since { layout: vertical; }
    ChangesScreen.-narrow #versions-side { width: 100%; height: auto; max-height: 7; padding: 0 1 1 1; }
    ChangesScreen.-narrow VersionList { height: auto; max-height: 5; }
    ChangesScreen.-narrow #changes-side { width: 100%; height: 1fr; }
    ChangesScreen.-narrow #versions { margin-top: 0; }
    """
    about = _(
        "A persona keeps its versions: one each time it is called finished, and when you keep one (k). Beside a "
        "version stands what became of each sentence since: whether it gained or lost voices, or turned, and why. "
        "Words of somebody who withdrew the consent are not repeated."
    )

    def __init__(self, session: Session, persona_id: str) -> None:
        super().__init__(session)
        self._persona_id = persona_id
        self._ground: Ground = with_versions(session, ground_of(session, persona_id))
        self._reading = False

    def compose(self) -> ComposeResult:
        yield TopBar("")
        with Horizontal(id="since"):
            with Vertical(id="versions-side"):
                yield Heading(_("Versions"))
                yield VersionList(id="versions")
            with VerticalScroll(id="changes-side"):
                yield Words(id="changes-words")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show it, at the newest version."""
        self.set_class(self.app.size.width < NARROW, "-narrow")
        self._show()
        if self.versions.highlighted is None:
            self.versions.action_first()
        self.versions.focus()

    def on_resize(self) -> None:
        """One above the other where there is little room."""
        self.set_class(self.size.width < NARROW, "-narrow")

    @property
    def versions(self) -> VersionList:
        """The versions."""
        return self.query_one("#versions", VersionList)

    # --- showing ---------------------------------------------------------------------------------------------

    def show_now(self) -> None:
        """Show the persona as it is at this moment."""
        super().show_now()
        try:
            self._ground = with_versions(self.session, ground_of(self.session, self._persona_id))
        except PlainError as problem:
            self.notify(problem.sentence, markup=False)
            self.dismiss("")
            return
        self._show()

    def _show(self) -> None:
        persona = self._ground.persona
        title = _("{name} · what changed").format(name=persona_label(persona))
        self.query_one(TopBar).show_business(title)
        entries = [
            Entry(str(place), styled(version_title(version)))
            for place, version in reversed(list(enumerate(persona.versions)))
        ]
        self.versions.show_entries(entries or [Entry("none", styled((_("none kept yet"), MUTED)))])
        self._show_words()

    @property
    def _place(self) -> int | None:
        key = self.versions.current_key
        known = key.isdigit() and int(key) < len(self._ground.persona.versions)
        return int(key) if known else None

    def _show_words(self) -> None:
        words, place = self.query_one("#changes-words", Words), self._place
        if place is None:
            if not self._ground.persona.versions:
                words.say(_nothing_kept())
            return
        if self._reading:
            words.say(_version_words(self._ground, place))
        else:
            words.say(_changes_words(self._ground, place))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another version."""
        event.stop()
        self._reading = False
        self._show_words()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: read it."""
        event.stop()
        self.action_read()

    # --- acts ------------------------------------------------------------------------------------------------

    def action_read(self) -> None:
        """The version itself, or what changed since."""
        self._reading = not self._reading
        self._show_words()
        self.query_one("#changes-side", VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, by: int) -> None:
        """On in what changed, or back."""
        side = self.query_one("#changes-side", VerticalScroll)
        (side.scroll_page_down if by > 0 else side.scroll_page_up)(animate=False)

    def action_restore(self) -> None:
        """Go back to the version."""
        place = self._place
        if place is None:
            return
        try:
            restore_version(self.session, self._persona_id, place)
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False)
            return
        self.notify(_("Taken up again. Ctrl+Z brings back what stood here."), markup=False)

    def action_keep_now(self) -> None:
        """Keep the persona as it stands."""

        def keep(why: str | None) -> None:
            if why is None:
                return
            before = len(self._ground.persona.versions)
            try:
                kept = keep_version(self.session, self._persona_id, why)
            except PlainError as problem:
                self.notify(problem.sentence, severity="warning", markup=False)
                return
            if len(kept.versions) == before:
                self.notify(_("Nothing changed since the last version: it is kept already."), markup=False)
            else:
                self.show_now()
                self.versions.move_to(str(len(kept.versions) - 1))

        self.app.push_screen(
            TypeWords(_("Keep a version"), _("Why? So that you find it again."), _("as it stands")), keep
        )

    def action_back(self) -> None:
        """Back."""
        self.dismiss("")

    def action_to_step(self, step: str) -> None:
        """To a step of the rail."""
        self.dismiss(step)


_STYLES = {
    Change.APPEARED: "$accent",
    Change.TURNED: "bold $warning",
    Change.GAINED: "bold $success",
    Change.LOST: "bold $warning",
    Change.ASKED: MUTED,
    Change.WENT: MUTED,
}
_MARKS = {
    Change.APPEARED: "+",
    Change.TURNED: "↕",
    Change.GAINED: "▲",
    Change.LOST: "▼",
    Change.ASKED: "·",
    Change.WENT: "–",
}


def _changes_words(ground: Ground, place: int) -> Content:
    changes = changes_of(ground, place)
    when = version_title(ground.persona.versions[place])
    lines = [styled((_("Since {version}").format(version=when), "bold")), styled("")]
    if not changes:
        lines.append(styled((_("No sentence changed. Every count stands as it stood then."), MUTED)))
        return Content("\n").join(lines)
    n = len(changes)
    lines.append(styled((ngettext("{n} sentence changed.", "{n} sentences changed.", n).format(n=n), MUTED)))
    part = ""
    for change in changes:
        if change.part != part:
            part = change.part
            lines += [styled(""), styled((part_title(part, ground.persona), "bold"))]
        lines += _change_lines(change, ground)
    return Content("\n").join(lines)


def _change_lines(change: ClaimChange, ground: Ground) -> list[Content]:
    text = (clean_line(shown_text(change)), "" if not change.hides_text else MUTED)
    lines = [
        styled((f"{_MARKS[change.change]} ", _STYLES[change.change]), text),
        styled((f"  {change_label(change)}", _STYLES[change.change]), (f"  {before_and_after(change)}", MUTED)),
    ]
    said = dict.fromkeys(reason_words(reason, ground.view) for reason in change.reasons)
    return lines + [styled((f"  {sentence}", MUTED)) for sentence in said]


def _version_words(ground: Ground, place: int) -> Content:
    version = ground.persona.versions[place]
    lines = [styled((version_title(version), MUTED)), styled("")]
    styles = {"heading": "bold", "muted": MUTED}
    lines += [styled((text, styles.get(style, ""))) for text, style in version_lines(ground, version)]
    return Content("\n").join(lines)


def _nothing_kept() -> str:
    return _(
        "No version is kept yet. One is kept when you call the persona finished (the last part, “Check”), or now with "
        "k. From then on you see here what each further talk changes: which sentences gained or lost voices, which "
        "turned, and why."
    )
