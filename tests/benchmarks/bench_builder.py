"""A key in the builder's evidence panel, with 100 interviews, against the cheapest update in place of a bare app.

Run it from the project's folder: `python tests/benchmarks/bench_builder.py [--keys N] [--size COLUMNSxROWS]`.

Ours is the app on a study of 100 customers with an interview each (100 interviews of ten lines), at the pains of a
persona that is built from all of them: the panel holds all lines that speak to them. The bare app has the same looks,
made as cheaply as can be: the sentences are one text and the lines in sight another; its key writes both anew with one
mark and one count changed, in place, and nothing is laid out. Both run at once on two ptys and get their keys in
turns, so that both meet the same weather. Timed is from the key until the last byte of the frame. Two keys are
measured: the one that moves the cursor to another line, and the one that attaches the line to the sentence or takes it
off, after which the sentence has another count. The promise: a median of at most 1.3 × the bare app's, for each of the
two.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench_interview import whole_ms
from measure import PROJECT, child_environment, load_probe, print_table

MOST_RATIO = 1.3
INTERVIEWS = 100
PAINS, OTHERS = 4, 6
"""Lines of each interview that speak to the pains, and that speak to something else."""
CLAIMS = 5

BARE_APP = """\
import sys
from textual.app import App
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Footer, Header, Static
CLAIMS = int(sys.argv[1])
class Bare(App):
    CSS = \"\"\"
    Static { width: 1fr; height: 1fr; } #next { height: 2; }
    \"\"\"
    BINDINGS = [Binding("space", "change", "Change", priority=True), ("f5", "nothing", "Nothing")]
    turn = 0
    def compose(self):
        yield Header()
        with Horizontal():
            yield Static(self.sentences(), id="left")
            yield Static(self.lines(), id="right")
        yield Static("what is next, and why", id="next")
        yield Footer()
    def sentences(self):
        said = "1 voice of 100 asked" if self.turn % 2 else "assumption of nobody"
        return "\\n".join(f"Sentence {n}\\n{said if n == 0 else '20 of 100 asked say so'}" for n in range(CLAIMS))
    def lines(self):
        mark = "✓" if self.turn % 2 else " "
        rows = range(self.size.height)
        return "\\n".join(f"{mark if n == 3 else ' '} Customer {n}  it wobbled at the table" for n in rows)
    def action_change(self):
        self.turn += 1
        with self.batch_update():
            self.query_one("#left").update(self.sentences(), layout=False)
            self.query_one("#right").update(self.lines(), layout=False)
Bare().run()
"""

OPEN_BUILDER = """\
import sys
from pathlib import Path
from persona_tui.tui.app import run
from persona_tui.tui.screens.persona_builder import PersonaScreen
from persona_tui.tui.screens.study import StudyScreen
first_frame = StudyScreen._after_first_frame
def at(self):
    first_frame(self)
    screen = PersonaScreen(self.session, self.session.personas()[0].id, "pains")
    self.app.push_screen(screen, None)
    self.set_timer(1.0, lambda: begin(screen))
def begin(screen):
    screen.step.action_to_evidence()
    screen.set_timer(0.5, lambda: Path(sys.argv[2]).write_text(str(len(screen.step.theirs.list.sources))))
StudyScreen._after_first_frame = at
run(Path(sys.argv[1]), "personas")
"""


def write_study(path: Path) -> None:
    """100 customers, each with a consent and an interview, and a persona that is built from all of them."""
    from persona_tui.domain.consent import Consent, Scope
    from persona_tui.domain.interviews import Answer, Interview, InterviewState, Line
    from persona_tui.domain.marks import LineKind, Mark
    from persona_tui.domain.people import Person
    from persona_tui.insights.voices import line_evidence
    from persona_tui.workflows.personas import add_claim, change_persona, new_persona
    from persona_tui.workflows.studies import new_study

    session = new_study(path, business="Perch", purpose="why people buy")
    people = [Person(name=f"Customer {number}", order=float(number)) for number in range(INTERVIEWS)]
    consents = [
        Consent(person=person.id, scopes=[Scope.NOTES, Scope.QUOTES], given_on=date(2026, 11, 1)) for person in people
    ]
    talks = []
    for number, (person, consent) in enumerate(zip(people, consents, strict=True)):
        pains = [
            Line(
                text=f"it wobbled {number} {n} at the table", at=60 * n, kind=LineKind.WORD_FOR_WORD, marks=[Mark.PAIN]
            )
            for n in range(PAINS)
        ]
        others = [Line(text=f"works at home {number} {n} mornings", at=600 + n) for n in range(OTHERS)]
        talks.append(
            Interview(
                people=[person.id],
                bank="people-hour",
                state=InterviewState.DONE,
                started_at=datetime(2026, 11, 2, tzinfo=UTC),
                elapsed=2400,
                consent=consent.id,
                answers=[
                    Answer(question="tried_before", asked_text="What had you tried before?", lines=pains),
                    Answer(question="other", asked_text="Other notes", lines=others),
                ],
            )
        )
    session.folder.put_many(people)
    session.folder.put_many(consents)
    session.folder.put_many(talks)
    persona = new_persona(session, [person.id for person in people])
    change_persona(session, persona.id, name="Lotte")
    for claim in range(CLAIMS):
        pieces = [line_evidence(talk, talk.answers[0], talk.answers[0].lines[0]) for talk in talks[claim::CLAIMS]]
        add_claim(session, persona.id, "pains", f"Sentence {claim}", pieces)
    session.close()


def start_ours(probe: Any, work: Path, study: Path, terminal: dict[str, Any]) -> tuple[Any, int]:
    """The app in the evidence panel, and how many lines stand there."""
    script, told = work / "ours.py", work / "told"
    script.write_text(OPEN_BUILDER, encoding="utf-8")
    tty = probe.Tty([sys.executable, str(script), str(study), str(told)], **terminal)
    until = time.perf_counter() + 60
    while not told.exists() or not told.read_text():
        tty.pump(0.05)
        if time.perf_counter() > until or not tty.alive():
            raise SystemExit("the builder did not open:\n" + tty.text())
    tty.settle(quiet=1.5)
    return tty, int(told.read_text())


def main() -> int:
    """Print the table; 1 where the promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    probe = load_probe()
    with tempfile.TemporaryDirectory(prefix="bench-builder-") as folder:
        work = Path(folder)
        terminal = {"cols": columns, "rows": rows, "env": child_environment(work / "home"), "cwd": str(work)}
        write_study(work / "study")
        ours, lines = start_ours(probe, work, work / "study", terminal)
        (work / "bare.py").write_text(BARE_APP, encoding="utf-8")
        bare = probe.Tty([sys.executable, str(work / "bare.py"), str(CLAIMS)], **terminal)
        bare.wait("Nothing", limit=60)
        bare.settle(quiet=0.8)
        times: dict[str, list[float]] = {"bare, changed in place": [], "to another line": [], "attached, taken off": []}
        try:
            for number in range(options.keys + 4):
                took = [
                    whole_ms(bare, b" "),
                    whole_ms(ours, probe.key("down" if number % 2 else "up")),
                    whole_ms(ours, b" "),
                ]
                if number >= 4:
                    for found, each in zip(times.values(), took, strict=True):
                        found.append(each)
                # What is kept and written after an act is over before the next key.
                time.sleep(0.6)
        finally:
            ours.kill()
            bare.kill()
    bare_times, *others = times.values()
    middle = statistics.median(bare_times)
    names = list(times)[1:]
    ratios = {name: statistics.median(found) / middle for name, found in zip(names, others, strict=True)}
    print(f"{INTERVIEWS} interviews, {lines} lines in the panel, {options.keys} keys in turns, {options.size}")
    print_table(times, "milliseconds; ratio: of the medians", ratios)
    kept = all(ratio <= MOST_RATIO for ratio in ratios.values())
    print(f"promised: at most {MOST_RATIO}: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    sys.exit(main())
