"""The talk against a bare Textual app: a key to its echo, the next question, large notes, and memory.

Run it from the project's folder: `python tests/benchmarks/bench_interview.py [--keys N] [--size COLUMNSxROWS]`.

The bare app has a Header, a TextArea and a Footer; its TextArea is as large as the editor of the talk and holds the
same lines. Ours is the app on a study of 1,000 interviews, at a talk. Both run at once on two ptys with the same
interpreter, and get their keys in turns, so that both meet the same weather. Timed is from the key until its own echo
is among the bytes that the program wrote; nothing is interpreted meanwhile. Keys come without pauses, so that notes are
kept and written while somebody types, and with pauses in which autosave runs. The promises: a median of at most 1.2 ×
and a 95th percentile of at most 1.5 × the bare app's; the next question, whole, in at most 1.3 × the cheapest update in
place that a bare app of the same looks does; memory of at most 1.5 × the bare app's. Large notes are
told, not promised.
"""

from __future__ import annotations

import argparse
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench_storage import an_interview
from measure import PROJECT, _read, child_environment, load_probe

MEDIAN, P95, NEXT, MEMORY = 1.2, 1.5, 1.3, 1.5
INTERVIEWS = 1000
BETWEEN_PARTS = 0.045
"""Seconds after which what is drawn is no longer an answer to the key."""

BARE_APP = """\
import sys
from pathlib import Path
from textual.app import App
from textual.binding import Binding
from textual.widgets import Footer, Header, TextArea
WIDTH, HEIGHT = map(int, sys.argv[1:3])
LINES = Path(sys.argv[3]).read_text()
class Bare(App):
    CSS = f"TextArea {{ width: {WIDTH}; height: {HEIGHT}; border: none; padding: 0; }}"
    BINDINGS = [("f5", "nothing", "Nothing"), ("f6", "nothing", "Nothing")]
    def compose(self):
        yield Header()
        yield TextArea(LINES, soft_wrap=True)
        yield Footer()
    def on_mount(self):
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
Bare().run()
"""

BARE_NEXT = """\
import sys
from textual.app import App
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Header, Static, TextArea
TEXTS = [
    ("What made you start looking for a desk, and when was that? ", [f"line {n} of one outline" for n in range(20)]),
    ("Where did you look first, and who else was involved in it? ", [f"row {n} of another list" for n in range(20)]),
]
class Next(App):
    CSS = \"\"\"
    .side { width: 30; height: 1fr; } #centre { width: 1fr; } TextArea { height: 16; border: none; }
    #question { height: 2; }
    \"\"\"
    BINDINGS = [Binding("ctrl+down", "next", "Next", priority=True)]
    place = 0
    def compose(self):
        yield Header()
        with Horizontal():
            yield Static("", classes="side", id="outline")
            with Vertical(id="centre"):
                yield Static(TEXTS[0][0], id="question")
                yield TextArea("")
            yield Static("", classes="side", id="probes")
        yield Footer()
    def on_mount(self):
        self.query_one(TextArea).focus()
    def action_next(self):
        self.place += 1
        question, outline = TEXTS[self.place % 2][0], "\\n".join(TEXTS[self.place % 2][1])
        with self.batch_update():
            self.query_one("#question").update(question, layout=False)
            self.query_one("#outline").update(outline, layout=False)
            self.query_one("#probes").update(outline[::-1], layout=False)
            self.query_one(TextArea).load_text("")
            self.query_one(TextArea).focus()
Next().run()
"""

WORDS = "my back hurt every single evening and the cheap one wobbled"
MARKS = ("", "- ", "+ ", '" ', '"- ', "? ", "= ")


def some_lines(count: int) -> str:
    """So many lines of notes."""
    return "\n".join(f"{MARKS[number % len(MARKS)]}{number} {WORDS}" for number in range(count))


def write_study(path: Path, notes: dict[str, str], interviews: int = INTERVIEWS) -> None:
    """A study of many interviews in which each of `notes`, by a customer's name, is the beginning of a talk."""
    from persona_tui.domain.consent import Scope
    from persona_tui.domain.records import replace
    from persona_tui.workflows.consents import record_consent
    from persona_tui.workflows.customers import add_customer
    from persona_tui.workflows.interviews import plan_interview, set_notes
    from persona_tui.workflows.studies import new_study
    from persona_tui.workflows.talks import bank_of

    session = new_study(path, business="Perch", purpose="why people buy")
    other = add_customer(session, "Zora")
    session.folder.put_many(
        replace(an_interview(number), people=[other.id]) for number in range(interviews - len(notes))
    )
    for name, text in notes.items():
        person = add_customer(session, name)
        record_consent(session, person.id, [Scope.NOTES], given_on=date(2026, 11, 1))
        talk = plan_interview(session, [person.id], "people-hour")
        if text:
            set_notes(session, talk.id, bank_of(talk)[0].questions[0], text, at=3)
    session.folder.flush()
    session.folder.interview_summaries()
    session.close()


OPEN_TALK = """\
import sys
from pathlib import Path
from persona_tui.tui.app import run
from persona_tui.tui.screens.interview import InterviewScreen
from persona_tui.tui.screens.study import StudyScreen
first_frame = StudyScreen._after_first_frame
def at(self):
    first_frame(self)
    session = self.session
    person = next(person for person in session.people() if person.name == sys.argv[2])
    talk = next(s for s in session.folder.interview_summaries() if person.id in s.people)
    screen = InterviewScreen(session, talk.id)
    self.app.push_screen(screen, None)
    self.set_timer(0.5, lambda: first(screen))
def first(screen):
    screen.show_question(screen.talk.guide.questions[0])
    screen.editor.focus()
    screen.set_timer(0.5, lambda: tell(screen))
def tell(screen):
    width, height = screen.editor.size
    Path(sys.argv[3]).write_text(f"{width} {height}")
StudyScreen._after_first_frame = at
run(Path(sys.argv[1]), "interviews")
"""


def start_ours(probe: Any, work: Path, study: Path, name: str, terminal: dict[str, Any]) -> tuple[Any, tuple[int, int]]:
    """The app at the first question of somebody's talk, and the size of its editor."""
    script, told = work / "ours.py", work / f"size-{name}"
    script.write_text(OPEN_TALK, encoding="utf-8")
    tty = probe.Tty([sys.executable, str(script), str(study), name, str(told)], **terminal)
    until = time.perf_counter() + 60
    while not told.exists():
        tty.pump(0.05)
        if time.perf_counter() > until or not tty.alive():
            raise SystemExit("the talk did not open:\n" + tty.text())
    tty.settle(quiet=1.0)
    width, height = map(int, told.read_text().split())
    return tty, (width, height)


def start_bare(probe: Any, work: Path, size: tuple[int, int], text: str, terminal: dict[str, Any]) -> Any:
    """The bare app with the same lines in a TextArea of that size."""
    script, lines = work / "bare.py", work / f"lines-{len(text)}"
    script.write_text(BARE_APP, encoding="utf-8")
    lines.write_text(text, encoding="utf-8")
    tty = probe.Tty([sys.executable, str(script), *map(str, size), str(lines)], **terminal)
    tty.wait("Nothing", limit=60)
    tty.settle(quiet=0.8)
    return tty


def drain(tty: Any) -> None:
    """Read what has come."""
    while select.select([tty.proc.fd], [], [], 0.0)[0]:
        _read(tty)


def echo_ms(tty: Any, letter: str) -> float:
    """Milliseconds from a letter until it is among the bytes that come back."""
    drain(tty)
    seen = len(tty.raw)
    began = time.perf_counter()
    tty.proc.write(letter.encode())
    while began + 5 > time.perf_counter():
        if select.select([tty.proc.fd], [], [], 0.5)[0]:
            _read(tty)
            if letter.encode() in tty.raw[seen:]:
                return (time.perf_counter() - began) * 1000
    raise TimeoutError(f"no echo of {letter!r}")


LETTERS = "ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚě"
"""Letters that stand nowhere else, so that a byte of an escape sequence is not taken for the echo."""


def echoes(ours: Any, bare: Any, keys: int, pause: Callable[[int], float]) -> tuple[list[float], list[float]]:
    """The times of both, in turns."""
    ours_times: list[float] = []
    bare_times: list[float] = []
    for tty in (bare, ours):
        # A row that comes to be by wrapping is not scrolled to in a bare TextArea: all letters go to short lines.
        tty.proc.write(b"\r")
        tty.settle(quiet=0.2, limit=1.0)
    for number in range(keys + 6):
        letter = LETTERS[number % len(LETTERS)]
        pairs = [(bare, bare_times), (ours, ours_times)]
        for tty, times in pairs if number % 2 else reversed(pairs):
            took = echo_ms(tty, letter)
            if number >= 6:
                times.append(took)
        if number % 12 == 11:
            for tty in (bare, ours):
                tty.proc.write(b"\r")
        until = time.perf_counter() + pause(number)
        while time.perf_counter() < until:
            for tty, _times in pairs:
                drain(tty)
            time.sleep(0.005)
    return ours_times, bare_times


def whole_ms(tty: Any, key: bytes) -> float:
    """Milliseconds from a key until the last byte of what it draws: a cursor that blinks later is not of it."""
    while select.select([tty.proc.fd], [], [], 0.06)[0]:
        _read(tty)
    began = last = time.perf_counter()
    tty.proc.write(key)
    wait = 5.0
    while select.select([tty.proc.fd], [], [], wait)[0]:
        _read(tty)
        last = time.perf_counter()
        wait = BETWEEN_PARTS
    return (last - began) * 1000


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def megabytes(tty: Any) -> tuple[float, float]:
    """The memory of a program: its part of what it shares with others (PSS), and all that it uses (RSS)."""
    found = {}
    for line in Path(f"/proc/{tty.proc.pid}/smaps_rollup").read_text().splitlines():
        name, _colon, value = line.partition(":")
        if name in ("Pss", "Rss"):
            found[name] = int(value.split()[0]) / 1024
    return found["Pss"], found["Rss"]


def next_questions(ours: Any, bare: Any, probe: Any) -> tuple[list[float], list[float]]:
    """The times of going to the next question, in turns; the first ones, which make what is not made yet, left out."""
    down, up = probe.key("ctrl+down"), probe.key("ctrl+up")
    one: list[float] = []
    other: list[float] = []
    for number in range(48):
        other.append(whole_ms(bare, down))
        one.append(whole_ms(ours, up if number // 12 % 2 else down))
    return one[4:], other[4:]


def main() -> int:
    """Print the figures; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=120)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    probe = load_probe()
    broken: list[str] = []

    def promise(what: str, ratio: float, most: float) -> str:
        if ratio > most:
            broken.append(f"{what} {ratio:.2f} > {most}")
        return f"{ratio:5.2f} (at most {most})"

    with tempfile.TemporaryDirectory(prefix="bench-interview-") as folder:
        work = Path(folder)
        terminal = {"cols": columns, "rows": rows, "env": child_environment(work / "home"), "cwd": str(work)}
        notes = {"Five": some_lines(5), "Many": some_lines(300), "Huge": some_lines(5000), "Empty": ""}
        write_study(work / "study", notes)
        print(f"{options.size}, {INTERVIEWS:,} interviews; milliseconds, ours / bare, ratio")
        for name, count in (("Five", 5), ("Many", 300)):
            ours, size = start_ours(probe, work, work / "study", name, terminal)
            bare = start_bare(probe, work, size, notes[name], terminal)
            try:
                for how, pause in (
                    ("typing on", lambda number: 0.06),
                    ("with pauses", lambda number: 0.06 if number % 8 else 1.2),
                ):
                    one, other = echoes(ours, bare, options.keys, pause)
                    what = f"echo, {count} lines, {how}"
                    print(
                        f"{what:32} median {statistics.median(one):6.1f} / {statistics.median(other):6.1f}"
                        f" {promise(what + ' median', statistics.median(one) / statistics.median(other), MEDIAN)}"
                        f"   95 % {p95(one):6.1f} / {p95(other):6.1f}"
                        f" {promise(what + ' 95 %', p95(one) / p95(other), P95)}"
                    )
                if name == "Many":
                    ours.settle(quiet=2.0, limit=3.0)
                    (pss, rss), (bare_pss, bare_rss) = megabytes(ours), megabytes(bare)
                    print(
                        f"{'memory, MB':32} {rss:.1f} / {bare_rss:.1f} {promise('memory', rss / bare_rss, MEMORY)}"
                        f"   its own part {pss:.1f} / {bare_pss:.1f} {pss / bare_pss:.2f}"
                    )
            finally:
                ours.kill()
                bare.kill()
        ours, size = start_ours(probe, work, work / "study", "Empty", terminal)
        (work / "next.py").write_text(BARE_NEXT, encoding="utf-8")
        bare = probe.Tty([sys.executable, str(work / "next.py")], **terminal)
        bare.wait("Next", limit=60)
        bare.settle(quiet=0.8)
        try:
            one, other = next_questions(ours, bare, probe)
            ratio = statistics.median(one) / statistics.median(other)
            print(
                f"{'next question, whole frame':32} median {statistics.median(one):6.1f} /"
                f" {statistics.median(other):6.1f} {promise('next question', ratio, NEXT)}"
            )
        finally:
            ours.kill()
            bare.kill()
        large(probe, work, notes["Huge"], terminal, options.keys // 2)
    print("kept" if not broken else "BROKEN: " + "; ".join(broken))
    return 1 if broken else 0


def large(probe: Any, work: Path, text: str, terminal: dict[str, Any], keys: int) -> None:
    """Tell how 5,000 lines and a paste of 20,000 characters feel."""
    ours, size = start_ours(probe, work, work / "study", "Huge", terminal)
    bare = start_bare(probe, work, size, text, terminal)
    try:
        one, other = echoes(ours, bare, keys, lambda number: 0.06 if number % 8 else 1.2)
        what = "echo, 5,000 lines, with pauses"
        print(
            f"{what:32} median {statistics.median(one):6.1f} / {statistics.median(other):6.1f}"
            f" {statistics.median(one) / statistics.median(other):5.2f}   95 % {p95(one):6.1f} / {p95(other):6.1f}"
        )
        enters = [(whole_ms(ours, b"\r"), whole_ms(bare, b"\r")) for _turn in range(6)]
        print(
            f"{'a new line among 5,000':32} median {statistics.median(a for a, _b in enters):6.1f} /"
            f" {statistics.median(b for _a, b in enters):6.1f}"
        )
        down, up = probe.key("ctrl+down"), probe.key("ctrl+up")
        moves = [(whole_ms(ours, down), whole_ms(ours, up)) for _turn in range(6)]
        print(
            f"{'leaving 5,000 lines, coming back':32} {statistics.median(a for a, _b in moves):6.1f},"
            f" {statistics.median(b for _a, b in moves):6.1f}"
        )
    finally:
        ours.kill()
        bare.kill()
    pasted = ((WORDS + " ") * 400)[:20_000]
    for what, content in (("one paragraph", pasted), ("in lines", pasted.replace("wobbled ", "wobbled\n"))):
        ours, size = start_ours(probe, work, work / "study", "Five", terminal)
        bare = start_bare(probe, work, size, some_lines(5), terminal)
        try:
            whole = f"\x1b[200~{content}\x1b[201~".encode()
            one, other = whole_ms(ours, whole), whole_ms(bare, whole)
            typed, bare_typed = echoes(ours, bare, 30, lambda number: 0.06 if number % 8 else 1.2)
            print(
                f"{'paste of 20,000, ' + what:32} {one:6.1f} / {other:6.1f}; then a key"
                f" {statistics.median(typed):6.1f} / {statistics.median(bare_typed):6.1f}"
            )
        finally:
            ours.kill()
            bare.kill()


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    sys.exit(main())
