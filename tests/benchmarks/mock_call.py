"""A call of ten minutes, played by a script in tmux: what was typed, when, and what of it is on the disk.

Run it from the project's folder: `python tests/benchmarks/mock_call.py [--size COLUMNSxROWS] [--minutes N] [FILE …]`.

The files are notes of real talks (by default the OpenTelemetry and the notebook notes in `../shared/data/interview/`).
Their lines are typed at eight characters a second into a talk with a made-up customer: each line with a mark, a new
question at each heading, now and then a mark put on with F8, a question passed over, and a line sent to the question
it answers. The program runs in tmux and gets nothing but keys. When the time is up it is left as a person leaves it.
Every line must then be on the disk once, under its question, word for word, with its marks, and with the second at
which it was begun, to within two seconds.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from measure import PROJECT

SHARED = PROJECT.parent / "shared" / "data" / "interview"
NOTES = ("otel-interview-outcome-2022.md", "notebooks-for-all-navigation-results.md")
A_SECOND = 8
"""Characters."""
OFF_BY = 2
"""Seconds by which a line's time may differ from that on our own watch."""
MARKS = ("", "- ", '"- ', "+ ", "! ", '"* ', "@ ", "= ", "-! ", "? ")


@dataclass
class Typed:
    """A line as it was typed."""

    text: str
    marks: str
    at: float
    extra: list[str] = field(default_factory=list)


class Tmux:
    """The program in a terminal of its own."""

    def __init__(self, cols: int, rows: int, command: str) -> None:
        self.name = f"mock-{os.getpid()}-{cols}x{rows}"
        self._run("new-session", "-d", "-s", self.name, "-x", str(cols), "-y", str(rows), command)

    def _run(self, *arguments: str) -> str:
        return subprocess.run(["tmux", *arguments], check=True, capture_output=True, text=True).stdout

    def key(self, name: str) -> None:
        """Press a key by tmux's name for it."""
        self._run("send-keys", "-t", self.name, name)

    def write(self, character: str) -> None:
        """Type one character. A bare semicolon would end tmux's command."""
        self._run("send-keys", "-l", "-t", self.name, "--", "\\;" if character == ";" else character)

    def screen(self) -> str:
        """What stands on the screen."""
        return self._run("capture-pane", "-p", "-t", self.name)

    def wait(self, words: str, limit: float = 30.0) -> None:
        """Wait until words stand on the screen. Raises TimeoutError."""
        until = time.monotonic() + limit
        while words not in self.screen():
            if time.monotonic() > until:
                raise TimeoutError(f"{words!r} never came:\n{self.screen()}")
            time.sleep(0.1)

    def is_there(self) -> bool:
        """Whether the program still runs."""
        return (
            subprocess.run(["tmux", "has-session", "-t", self.name], check=False, capture_output=True).returncode == 0
        )

    def end(self) -> None:
        """Close the terminal."""
        if self.is_there():
            self._run("kill-session", "-t", self.name)


def parts_of(files: list[Path]) -> list[list[str]]:
    """The lines of each headed part of the notes, without what Markdown adds at their beginning."""
    parts: list[list[str]] = [[]]
    for file in files:
        for raw in file.read_text(encoding="utf-8").splitlines():
            line = re.sub(r"^[\s>*+-]*(\d+\.\s+)?", "", raw).strip()
            if raw.startswith("#"):
                parts.append([])
            elif line and line[0] not in "-+!@*?=\"'|":
                parts[-1].append(re.sub(r"\s+", " ", line)[:240])
    return [part for part in parts if part]


def play(tmux: Tmux, parts: list[list[str]], until: float) -> list[list[Typed]]:
    """Type the notes until the time is up; what was typed, question by question."""
    began = time.monotonic()
    told: list[list[Typed]] = []
    number = 0
    for part in parts:
        typed: list[Typed] = []
        told.append(typed)
        for text in part:
            if time.monotonic() >= until:
                return told
            marks = MARKS[number % len(MARKS)]
            if typed:
                tmux.key("Enter")
            typed.append(Typed(text, marks.strip(), time.monotonic() - began))
            next_key = time.monotonic()
            for character in marks + text:
                tmux.write(character)
                next_key += 1 / A_SECOND
                time.sleep(max(0.0, next_key - time.monotonic()))
            if number % 7 == 3:
                tmux.key("F8")
                tmux.write("+")
                typed[-1].extra.append("goal")
            number += 1
        tmux.key("C-Down")
    return told


def on_disk(folder: Path, talk: str) -> list[list[tuple[str, set[str], str, int]]]:
    """The lines of each question that has any: text, marks, kind, second."""
    from persona_tui.workflows.studies import open_study

    session = open_study(folder)
    try:
        assert not session.folder.read_only and not session.folder.notices
        interview = session.interview(talk)
        assert interview is not None
        from persona_tui.workflows.talks import bank_of

        order = {question.key: at for at, question in enumerate(bank_of(interview)[0].questions)}
        answers = sorted((one for one in interview.answers if one.lines), key=lambda one: order.get(one.question, 999))
        return [
            [(line.text, {str(mark) for mark in line.marks}, str(line.kind), line.at) for line in one.lines]
            for one in answers
        ]
    finally:
        session.close()


def expected_marks(typed: Typed) -> tuple[set[str], str]:
    """The marks and the kind that a line must have."""
    from persona_tui.domain.marks import KIND_CHARACTERS, MARK_CHARACTERS, LineKind

    kind = next((KIND_CHARACTERS[c] for c in typed.marks if c in KIND_CHARACTERS), LineKind.OBSERVED)
    marks = {str(MARK_CHARACTERS[c]) for c in typed.marks if c in MARK_CHARACTERS}
    return marks ^ set(typed.extra), str(kind)


def main() -> int:
    """Play the call; 0 where nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--keep-screen", type=Path, help="write the last screens here")
    options = parser.parse_args()
    cols, rows = map(int, options.size.split("x"))
    files = options.files or [SHARED / name for name in NOTES]
    parts = parts_of(files)
    with tempfile.TemporaryDirectory() as scratch:
        folder, home = Path(scratch, "shop"), Path(scratch, "home")
        sys.path.insert(0, str(PROJECT))
        from tests.crash.typing_on_a_pty import make_study

        talk = make_study(folder)
        command = [sys.executable, "-m", "persona_tui", "open", str(folder), "--step", "interviews"]
        prefix = (
            f"env PYTHONPATH={shlex.quote(str(PROJECT))} PERSONA_TUI_HOME={shlex.quote(str(home))} COLORTERM=truecolor "
        )
        tmux = Tmux(cols, rows, prefix + shlex.join(command))
        try:
            tmux.wait("Anna")
            time.sleep(0.5)
            tmux.key("Enter")
            tmux.wait("- pain")
            time.sleep(0.3)
            # The talk's clock began with its screen: our watch is set by the first line that is kept.
            told = play(tmux, parts, time.monotonic() + options.minutes * 60)
            last = tmux.screen()
            tmux.key("C-q")
            for _try in range(100):
                if not tmux.is_there():
                    break
                time.sleep(0.1)
            left_by_itself = not tmux.is_there()
        finally:
            tmux.end()
        if options.keep_screen:
            options.keep_screen.write_text(last, encoding="utf-8")
        kept = on_disk(folder, talk)
    return judge(told, kept, options.size, left_by_itself)


def judge(
    told: list[list[Typed]], kept: list[list[tuple[str, set[str], str, int]]], size: str, left_by_itself: bool
) -> int:
    """Say what is on the disk of what was typed."""
    told = [part for part in told if part]
    flat_told = [(at, line) for at, part in enumerate(told) for line in part]
    flat_kept = [(at, line) for at, part in enumerate(kept) for line in part]
    words_wrong = [
        (a[1].text, b[1][0])
        for a, b in zip(flat_told, flat_kept, strict=False)
        if a[0] != b[0] or a[1].text.strip() != b[1][0].strip()
    ]
    marks_wrong = [
        (a[1].text, a[1].marks, b[1][1:3])
        for a, b in zip(flat_told, flat_kept, strict=False)
        if expected_marks(a[1]) != (b[1][1], b[1][2])
    ]
    offset = flat_kept[0][1][3] - flat_told[0][1].at if flat_kept else 0.0
    off = [abs(b[1][3] - a[1].at - offset) for a, b in zip(flat_told, flat_kept, strict=False)]
    characters = sum(len(line.text) for _at, line in flat_told)
    seconds = flat_told[-1][1].at - flat_told[0][1].at
    print(f"{size}: {len(flat_told)} lines, {characters} characters under {len(told)} questions in {seconds:.0f} s")
    print(f"  on the disk: {len(flat_kept)} lines under {len(kept)} questions; ended by its own key: {left_by_itself}")
    print(f"  words that differ: {len(words_wrong)}; marks that differ: {len(marks_wrong)}")
    print(f"  a line's second, against our watch: off by {max(off, default=0):.1f} s at most (may be {OFF_BY})")
    for wrong in [*words_wrong, *marks_wrong][:5]:
        print("   ", wrong)
    whole = len(flat_told) == len(flat_kept) and not words_wrong and not marks_wrong and left_by_itself
    return 0 if whole and max(off, default=0) <= OFF_BY else 1


if __name__ == "__main__":
    sys.exit(main())
