"""Where words were said: the line among its neighbours."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from persona_tui.domain.attributes import Value
from persona_tui.domain.evidence import Evidence, TargetKind, locate
from persona_tui.domain.interviews import Answer, Interview
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _
from persona_tui.insights.contents import show_content
from persona_tui.insights.voices import use_text
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.typed_dates import day_words
from persona_tui.tui.widgets.evidence_list import said
from persona_tui.tui.widgets.keys_line import KeysLine
from persona_tui.tui.widgets.words import MUTED, Heading, Words, styled
from persona_tui.workflows.persona_ground import Ground

LINES_AROUND = 4
"""Lines of an answer that are shown before and after the line that is meant."""

WORDS_COMMANDS = (
    Command("words.read", "enter,r", "read", _("In the talk"), _("Read on there, in the notes of the talk.")),
    Command("words.close", "escape,w", "close", _("Close"), _("Back to where you were.")),
)


class TalkPlace(NamedTuple):
    """A place in a talk: its id, and that of a line or of words of its transcript."""

    interview: str
    line: str


class WordsDialog(ModalScreen[TalkPlace]):
    """Words to read. It gives back the place in the talk where the person wants to read on, or nothing."""

    BINDINGS = bindings(WORDS_COMMANDS)
    DEFAULT_CSS = """
    WordsDialog { align: center middle; background: $background 70%; }
    WordsDialog > VerticalScroll { width: 84; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        padding: 1 2; scrollbar-size-vertical: 1; }
    WordsDialog Words { margin-top: 1; padding: 0 1; }
    """

    def __init__(self, title: str, words: Content, place: TalkPlace | None = None) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._place = place

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Heading(self._title)
            yield Words(self._words)
        yield KeysLine()

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was said in no talk is read on in none."""
        return self._place is not None if action == "read" else True

    def action_read(self) -> None:
        """On to the talk."""
        self.dismiss(self._place)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)


def place_in_talk(evidence: Evidence) -> TalkPlace | None:
    """Where words were said; None for what is recorded."""
    return TalkPlace(evidence.container, evidence.target) if evidence.container else None


def words_around(ground: Ground, evidence: Evidence) -> Content:
    """A piece of evidence where it stands."""
    if evidence.kind is TargetKind.VALUE:
        return _value_words(ground, evidence)
    if evidence.kind is TargetKind.CHANNEL:
        use = next((use for use in ground.view.channel_uses if use.id == evidence.target), None)
        shown = clean_line(use_text(use)) if use is not None else _("This is no longer in the study.")
        return styled((clean_line(ground.name_of(evidence.person)), "bold"), "\n", shown)
    talk = next((talk for talk in ground.interviews if talk.id == evidence.container), None)
    if talk is not None and not ground.context.covers(talk.consent, evidence.person):
        sentence = _("No consent covers what was said here, so it is not shown.")
        return styled((clean_line(ground.name_of(evidence.person)), "bold"), "\n", (sentence, "$warning"))
    if evidence.kind is TargetKind.CUE:
        return _cue_words(ground, evidence, talk)
    found = talk.line(evidence.target) if talk is not None else None
    if talk is None or found is None:
        return _gone(ground, evidence)
    return _line_words(ground, evidence, talk, found[0])


def _line_words(ground: Ground, evidence: Evidence, talk: Interview, answer: Answer) -> Content:
    when = f", {day_words(talk.started_at.astimezone().date())}" if talk.started_at is not None else ""
    lines = [
        styled((clean_line(ground.name_of(evidence.person)), "bold"), (when, MUTED)),
        styled((clean_line(answer.asked_text), MUTED)),
    ]
    place = next(
        (n for n, line in enumerate(answer.lines) if line.id == evidence.target or evidence.target in line.joined), 0
    )
    shown = answer.lines[max(0, place - LINES_AROUND) : place + LINES_AROUND + 1]
    for line in shown:
        clock = f"{line.at // 60:02}:{line.at % 60:02}" if line.at else "     "
        if line is not answer.lines[place]:
            lines.append(styled((f"  {clock}  {said(line.text, line.kind)}", MUTED)))
            continue
        if locate(line.text, evidence.exact, evidence.prefix, evidence.suffix) is None:
            lines.append(_gone(ground, evidence))
        lines.append(styled(("▸ ", "$accent"), (f"{clock}  ", MUTED), (said(line.text, line.kind), "bold")))
    return Content("\n").join(lines)


def _cue_words(ground: Ground, evidence: Evidence, talk: Interview | None) -> Content:
    transcript = ground.context.transcripts.get(evidence.container)
    cue = transcript.cue(evidence.target) if transcript is not None else None
    if talk is None or transcript is None or cue is None:
        return _gone(ground, evidence)
    when = f", {day_words(talk.started_at.astimezone().date())}" if talk.started_at is not None else ""
    lines = [
        styled((clean_line(ground.name_of(evidence.person)), "bold"), (when, MUTED)),
        styled((_("Transcript"), MUTED)),
    ]
    place = transcript.cues.index(cue)
    for other in transcript.cues[max(0, place - LINES_AROUND) : place + LINES_AROUND + 1]:
        second = int(other.start or 0)
        clock = f"{second // 60:02}:{second % 60:02}" if other.start is not None else "     "
        who = f"{clean_line(other.speaker)}: " if other.speaker else ""
        if other is not cue:
            lines.append(styled((f"  {clock}  {who}{clean_line(other.text)}", MUTED)))
            continue
        if locate(cue.text, evidence.exact, evidence.prefix, evidence.suffix) is None:
            lines.append(_gone(ground, evidence))
        lines.append(styled(("▸ ", "$accent"), (f"{clock}  {who}", MUTED), (clean_line(cue.text), "bold")))
    return Content("\n").join(lines)


def _value_words(ground: Ground, evidence: Evidence) -> Content:
    value = next((value for value in ground.view.values if value.id == evidence.target), None)
    attribute = next((known for known in ground.view.attributes if known.key == evidence.about), None)
    if value is None or attribute is None:
        return _gone(ground, evidence)
    shown = clean_line(show_content(attribute, value.content, ground.view.study.currency))
    return styled(
        (clean_line(ground.name_of(evidence.person)), "bold"),
        "\n",
        (f"{clean_line(attribute.label)}: ", MUTED),
        shown,
        (_source_words(value), MUTED),
    )


def _source_words(value: Value) -> str:
    """The file that a value came from, on a line of its own."""
    if "." not in value.source:
        return ""
    source = _("from {source}").format(source=clean_line(value.source))
    return f"\n{source}"


def _gone(ground: Ground, evidence: Evidence) -> Content:
    return styled(
        (clean_line(ground.name_of(evidence.person)), "bold"),
        "\n",
        (_("These words have changed, or are gone: “{words}”").format(words=clean_line(evidence.exact)), "$warning"),
    )
