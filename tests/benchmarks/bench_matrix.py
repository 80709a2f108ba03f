"""Moving about in the matrix of 50 customers × 40 attributes against a bare Textual DataTable of the same size.

Run it from the project's folder: `python tests/benchmarks/bench_matrix.py [--moves N] [--size COLUMNSxROWS]`.

Both run on a pty and take turns, key by key. Timed is what a person waits for: from a key until the last byte of what
it draws has arrived. Ours is the whole app, with the rail, the line that says what is next and the panel that follows
the cursor; the other is a DataTable and nothing else. The promise: over all moves ours takes at most 1.5 × the table's
time, in the median and at the 95th percentile.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
TTY_PROBE = PROJECT.parent / "shared" / "tools" / "tty_probe.py"
PEOPLE, ATTRIBUTES = 50, 40
MOST_RATIO = 1.5
QUIET = 0.12
"""Seconds without a byte after which a frame is whole."""

OURS = """
import sys
from pathlib import Path
from persona_tui.tui.app import run
run(Path(sys.argv[1]), "attributes")
"""

BARE = """
import sys
from textual.app import App
from textual.widgets import DataTable
class Bare(App):
    def compose(self):
        yield DataTable(fixed_columns=1)
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Customer", *(f"Attribute {n}" for n in range(int(sys.argv[2]))))
        for row in range(int(sys.argv[1])):
            cells = [f"value {row} {n}" if (row + n) % 3 else "·" for n in range(int(sys.argv[2]))]
            table.add_row(f"Customer {row}", *cells)
        table.focus()
Bare().run()
"""

Times = dict[str, list[float]]

MOVES = {
    "a row down": "down",
    "a column on": "right",
    "a page down": "pagedown",
    "a page up": "pageup",
    "to the last column": "end",
    "to the first column": "home",
}


def write_study(path: Path) -> None:
    """A study with 50 customers, 40 attributes of its own among them, two thirds of the cells known."""
    from persona_tui.domain.attributes import Value
    from persona_tui.domain.records import replace
    from persona_tui.workflows.attributes import add_own_attribute
    from persona_tui.workflows.customers import add_customer
    from persona_tui.workflows.studies import new_study

    session = new_study(path, business="Benchmark", purpose="How it scrolls")
    with session.act("fill"):
        session.put(replace(session.study, picked=[]))
        attributes = [add_own_attribute(session, f"Attribute {n}") for n in range(ATTRIBUTES)]
        people = [add_customer(session, f"Customer {n}") for n in range(PEOPLE)]
        session.put_all(
            [
                Value(person=person.id, attribute=attribute.key, content=f"value {row} {column}")
                for row, person in enumerate(people)
                for column, attribute in enumerate(attributes)
                if (row + column) % 3
            ]
        )
    session.close()


def frame_ms(tty: Any, key: bytes) -> float:
    """Milliseconds from a key until the last byte of what it draws; the bytes are not interpreted meanwhile."""
    began = last = time.perf_counter()
    tty.proc.write(key)
    while True:
        ready, _, _ = select.select([tty.proc.fd], [], [], QUIET)
        if not ready:
            return (last - began) * 1000
        os.read(tty.proc.fd, 65536)
        last = time.perf_counter()


def measure(probe: Any, programs: list[list[str]], moves: int, size: tuple[int, int], home: Path) -> list[Times]:
    """Every move's times in each program; they are ready when "Customer 1" stands on their screens."""
    env = {"PERSONA_TUI_HOME": str(home), "PYTHONPATH": str(PROJECT), "TEXTUAL_ANIMATIONS": "none"}
    ttys = [probe.Tty([sys.executable, "-c", *argv], cols=size[0], rows=size[1], env=env) for argv in programs]
    try:
        for tty in ttys:
            tty.wait("Customer 1")
            tty.settle(quiet=1.0)
        found: list[Times] = [{name: [] for name in MOVES} for _tty in ttys]
        for _round in range(moves):
            for name, key in MOVES.items():
                for tty, times in zip(ttys, found, strict=True):
                    times[name].append(frame_ms(tty, probe.key(key)))
        return found
    finally:
        for tty in ttys:
            tty.kill()


def main() -> int:
    """Print both and the ratio; 1 where the promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moves", type=int, default=15, help="rounds of the six moves")
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    spec = importlib.util.spec_from_file_location("tty_probe", TTY_PROBE)
    if spec is None or spec.loader is None or not TTY_PROBE.exists():
        print(f"{TTY_PROBE} is missing", file=sys.stderr)
        return 2
    probe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(probe)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PERSONA_TUI_HOME"] = str(Path(folder) / "home")
        study = Path(folder) / "study"
        write_study(study)
        size, home = (columns, rows), Path(folder) / "home"
        programs = [[OURS, str(study)], [BARE, str(PEOPLE), str(ATTRIBUTES)]]
        ours, bare = measure(probe, programs, options.moves, size, home)
    print(f"{PEOPLE} customers × {ATTRIBUTES} attributes, {options.size}, median ms from a key to its whole frame")
    print(f"{'':22}{'ours':>8}{'table':>8}{'ratio':>8}")
    for name in MOVES:
        one, other = statistics.median(ours[name]), statistics.median(bare[name])
        print(f"{name:22}{one:8.1f}{other:8.1f}{one / other:8.2f}")
    both = [sorted(time_ms for times in found.values() for time_ms in times) for found in (ours, bare)]
    kept = True
    for name, part in (("all moves, median", 0.5), ("95th percentile", 0.95)):
        one, other = (times[int(len(times) * part)] for times in both)
        kept = kept and one / other <= MOST_RATIO
        print(f"{name:22}{one:8.1f}{other:8.1f}{one / other:8.2f}  (at most {MOST_RATIO})")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    raise SystemExit(main())
