"""From step to step on the rail, against switching between two bare Textual screens that hold a table.

Run it from the project's folder: `python tests/benchmarks/bench_steps.py [--rounds N] [--size COLUMNSxROWS]`.

Both programs run at once on two ptys and get their keys in turns, so that both meet the same weather. Ours is the app
on the worked example: F3, F2, F4, F2, … so that every step is come to from the customers step, and that from every
other. The bare app has two screens, with tables as large as the list of customers and as the matrix of attributes,
switched with the same keys. Timed is what a person waits for: from the key until the last byte of the frame. The first
round, in which each step is made, is shown apart: it is held against nothing. The promise: a median of at most 1.5 ×
the bare app's, over all steps.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from measure import PROJECT, child_environment, frame_ms, load_probe, print_table

MOST_RATIO = 1.5
BARE = "two bare screens"

BARE_APP = """\
import sys
from textual.app import App
from textual.screen import Screen
from textual.widgets import DataTable
ROWS, LIST, MATRIX = map(int, sys.argv[1:])
class Table(Screen):
    def __init__(self, title, columns):
        super().__init__()
        self.columns = columns
        self.title = title
    def compose(self):
        yield DataTable(cursor_type="row")
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns(self.title, *(f"Column {n}" for n in range(self.columns - 1)))
        for row in range(ROWS):
            table.add_row(f"Customer {row}", *(f"value {row} {n}" for n in range(self.columns - 1)))
        table.focus()
class Bare(App):
    BINDINGS = [("f2", "switch_screen('list')", "List"), ("f3", "switch_screen('matrix')", "Matrix")]
    def on_mount(self):
        self.install_screen(Table("List", LIST), "list")
        self.install_screen(Table("Matrix", MATRIX), "matrix")
        self.push_screen("list")
Bare().run()
"""


def write_study(path: Path) -> tuple[str, int, int]:
    """The worked example; its last customer's name, how many customers there are, and how many attributes."""
    from persona_tui.workflows.sample import write_sample
    from persona_tui.workflows.studies import open_study

    write_sample(path)
    session = open_study(path, write=False)
    people, attributes = session.people(), session.picked()
    session.close()
    return people[-1].name, len(people), len(attributes)


def known_steps() -> dict[str, str]:
    """The steps other than the first, and their keys."""
    from persona_tui.tui.screens.study import PANES
    from persona_tui.tui.widgets.frame import STEP_KEYS

    return {step: STEP_KEYS[step] for step, (module, _name) in PANES.items() if find_spec(module)}


def start(probe: Any, argv: list[str], text: str, **terminal: Any) -> Any:
    """A program on a pty, once `text` stands on its screen and nothing moves any more."""
    tty = probe.Tty([sys.executable, *argv], **terminal)
    tty.wait(text, limit=60)
    tty.settle(quiet=0.8)
    return tty


def main() -> int:
    """Print the table; 1 where the promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    probe = load_probe()
    with tempfile.TemporaryDirectory(prefix="bench-steps-") as folder:
        work = Path(folder)
        terminal = {"cols": columns, "rows": rows, "env": child_environment(work / "home"), "cwd": str(work)}
        last_name, people, attributes = write_study(work / "example")
        (work / "bare_app.py").write_text(BARE_APP, encoding="utf-8")
        sizes = [str(people), "4", str(attributes + 1)]
        keys = known_steps()
        first_key = keys.pop("customers")
        open_it = ["-m", "persona_tui", "open", str(work / "example"), "--step", "customers"]
        times: dict[str, list[float]] = {BARE: []} | {step: [] for step in ("customers", *keys)}
        first: dict[str, float] = {}
        started = []
        try:
            started.append(bare := start(probe, [str(work / "bare_app.py"), *sizes], "Customer 0", **terminal))
            started.append(ours := start(probe, open_it, last_name, **terminal))
            for turn in range(options.rounds + 1):
                for step, key in keys.items():
                    for name, ours_key, bare_key in ((step, key, "f3"), ("customers", first_key, "f2")):
                        bare_took = frame_ms(bare, probe.key(bare_key))
                        took = frame_ms(ours, probe.key(ours_key))
                        if turn:
                            times[BARE].append(bare_took)
                            times[name].append(took)
                        else:
                            first.setdefault(name, took)
        finally:
            for tty in started:
                tty.kill()
    middle = statistics.median(times[BARE])
    ratios = {step: statistics.median(found) / middle for step, found in times.items() if step != BARE}
    everything = [took for step, found in times.items() if step != BARE for took in found]
    ratio = statistics.median(everything) / middle
    print(f"from a key to its whole frame, {options.rounds} rounds in turns, {options.size}")
    print_table(times, "milliseconds; ratio: of the medians", ratios)
    print("the first time: " + ", ".join(f"{step} {took:.0f} ms" for step, took in first.items() if step in keys))
    kept = ratio <= MOST_RATIO
    print(f"all steps: ratio {ratio:.2f}, promised: at most {MOST_RATIO}: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    sys.exit(main())
