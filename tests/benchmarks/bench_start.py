"""From the command to the customers step, drawn with its customers, against an empty Textual app to its first text.

Run it from the project's folder: `python tests/benchmarks/bench_start.py [--runs N] [--size COLUMNSxROWS]`.

The empty app holds a Header, a TextArea and a Footer; both run on a pty with the same interpreter, in turns: the empty
app, the worked example, the worked example with 1,000 more interviews. A first round that is not counted compiles what
is not compiled yet. The promise: at most 1.5 × the empty app, also with 1,000 interviews; `--version`, `show` and
`export` never import Textual.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_storage import an_interview
from measure import PROJECT, child_environment, load_probe, median_of_ratios, print_table, seconds_to_texts

MOST_RATIO = 1.5
EMPTY, EXAMPLE, LARGE = "an empty Textual app", "the worked example", "with {count:,} interviews"

EMPTY_APP = """\
from textual.app import App
from textual.widgets import Footer, Header, TextArea
class Empty(App):
    def compose(self):
        yield Header()
        yield TextArea("ready to write")
        yield Footer()
Empty().run()
"""

LOADED = """\
import sys
from persona_tui.cli.main import program
try:
    program.main(sys.argv[1:])
except SystemExit as end:
    if end.code:
        raise
print(*sorted({"textual", "rich"} & set(sys.modules)), file=sys.stderr)
"""


def write_studies(example: Path, large: Path, interviews: int) -> list[str]:
    """The worked example, and the same with many more interviews and their index; the names of its customers."""
    from persona_tui.domain.records import replace
    from persona_tui.workflows.sample import write_sample
    from persona_tui.workflows.studies import open_study

    write_sample(example)
    shutil.copytree(example, large)
    session = open_study(large)
    people = [person.id for person in session.people()]
    names = [person.name for person in session.people()]
    session.folder.put_many(
        replace(an_interview(number), people=[people[number % len(people)]]) for number in range(interviews)
    )
    session.folder.flush()
    session.folder.interview_summaries()
    session.close()
    return names


def imports_of(*parts: str) -> str:
    """Which of the screens' libraries a command imports; "" for none."""
    result = subprocess.run(
        [sys.executable, "-c", LOADED, *parts],
        cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return result.stderr.strip()


def main() -> int:
    """Print the table; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    probe = load_probe()
    with tempfile.TemporaryDirectory(prefix="bench-start-") as folder:
        work = Path(folder)
        terminal = {"cols": columns, "rows": rows, "env": child_environment(work / "home"), "cwd": str(work)}
        names = write_studies(work / "example", work / "large", options.interviews)
        (work / "empty_app.py").write_text(EMPTY_APP, encoding="utf-8")
        ours = (sys.executable, "-m", "persona_tui", "open")
        large = LARGE.format(count=options.interviews)
        programs = {
            EMPTY: ((sys.executable, str(work / "empty_app.py")), ["ready to write"]),
            EXAMPLE: ((*ours, str(work / "example"), "--step", "customers"), names),
            large: ((*ours, str(work / "large"), "--step", "customers"), names),
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        for turn in range(options.runs + 1):
            for name, (argv, texts) in programs.items():
                took = seconds_to_texts(probe, argv, texts, **terminal)
                if turn:
                    times[name].append(took * 1000)
        documents = ("export", str(work / "example"), "--to", str(work / "documents"))
        commands = {"--version": ("--version",), "show": ("show", str(work / "example")), "export": documents}
        imported = {name: imports_of(*parts) for name, parts in commands.items()}
    ratios = {name: median_of_ratios(times[name], times[EMPTY]) for name in (EXAMPLE, large)}
    print(f"to the first text, {options.runs} rounds of each in turns, {options.size}")
    print_table(times, "milliseconds; ratio: median of the rounds' ratios", ratios)
    for name, found in imported.items():
        print(f"{name}: {f'imports {found}' if found else 'imports no screens'}")
    kept = all(ratio <= MOST_RATIO for ratio in ratios.values()) and not any(imported.values())
    print(f"promised: at most {MOST_RATIO}: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.path.insert(0, str(PROJECT))
    sys.exit(main())
