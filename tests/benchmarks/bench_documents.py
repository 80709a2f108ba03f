"""How long sheets take, against plain python-docx, and whether many of them cost no more each than few.

Run it from the project's folder: `python tests/benchmarks/bench_documents.py [--runs N] [--personas N]`.

A sheet of the worked example in each layout is held against python-docx writing the same number of paragraphs, as many
tables of as many rows and columns, and the same picture, into its own template. Then the worked example with many
personas is exported in one call, in a process of its own each time. The promises: a sheet takes at most 1.5 x plain
python-docx; twice as many personas take at most 2.3 x the time, and at most 1.1 x the memory.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))
MOST_RATIO = 1.5
MOST_GROWTH = 2.3
MOST_MEMORY = 1.1

MANY = """
import json, resource, sys, time
from pathlib import Path
from persona_tui.domain.records import replace
from persona_tui.workflows.documents.wishes import Wishes
from persona_tui.workflows.exports import export
from persona_tui.workflows.sample import write_sample
from persona_tui.workflows.studies import open_study

folder, count = Path(sys.argv[1]), int(sys.argv[2])
write_sample(folder / "study")
session = open_study(folder / "study")
known = session.personas()
with session.act("Many personas"):
    for number in range(len(known), count):
        like = known[number % len(known)]
        session.put(replace(like, id=f"{number:016x}", name=f"{like.name} {number}"))
heard = []
began = time.process_time()
report = export(session, folder / "out", Wishes(kinds=("sheet",)), progress=lambda *told: heard.append(told))
seconds = time.process_time() - began
assert len(report.paths) == count, report
session.close()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, peak, len(heard)]))
"""


def main() -> int:
    """Measure, print, and say by the exit code whether the promises hold."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--personas", type=int, default=100)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["PERSONA_TUI_HOME"] = scratch
        held = _one_sheet(wanted.runs)
        return 0 if _many(Path(scratch), wanted.personas) and held else 1


def _one_sheet(runs: int) -> bool:
    from persona_tui.exports.word.layouts import Layout
    from persona_tui.exports.word.sheet import write_sheet
    from tests.exports.export_samples import sheet, small_picture
    from tests.exports.word_reading import W, paragraphs, part

    content = sheet(face_png=small_picture(512, 512))
    print(f"{'layout':12} {'ours, ms':>9} {'plain, ms':>9} {'ratio':>6}")
    held = True
    for layout in Layout:
        document = write_sheet(content, layout=layout)
        texts = paragraphs(document)
        tables = [
            (len(table.findall(f"{W}tr")), len(table.findall(f"{W}tblGrid/{W}gridCol")))
            for table in part(document).iter(f"{W}tbl")
        ]
        ours, plain = _in_turns(
            runs,
            lambda layout=layout: write_sheet(content, layout=layout),
            lambda texts=texts, tables=tables: _plain(texts, tables, content.face_png or b""),
        )
        ratio = ours / plain
        held = held and ratio <= MOST_RATIO
        print(f"{layout.value:12} {ours * 1000:9.1f} {plain * 1000:9.1f} {ratio:6.2f}")
    return held


def _plain(texts: list[str], tables: list[tuple[int, int]], picture: bytes) -> bytes:
    """The same number of paragraphs, tables and pictures, as one writes them with python-docx."""
    import docx

    document = docx.Document()
    document.add_picture(io.BytesIO(picture))
    for rows, columns in tables:
        document.add_table(rows=rows, cols=columns)
    for text in texts:
        document.add_paragraph("".join(letter for letter in text if letter.isprintable()))
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def _in_turns(runs: int, ours: Callable[[], bytes], plain: Callable[[], bytes]) -> tuple[float, float]:
    """The median seconds of processor time of each, after a round that is not counted."""
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(runs + 1):
        for times, make in zip(spent, (ours, plain), strict=True):
            began = time.process_time()
            make()
            if number:
                times.append(time.process_time() - began)
    return statistics.median(spent[0]), statistics.median(spent[1])


def _many(scratch: Path, most: int) -> bool:
    print(f"\n{'personas':>8} {'seconds':>8} {'each, ms':>9} {'peak, MiB':>10}")
    measured = []
    for count in (most // 4, most // 2, most):
        folder = scratch / str(count)
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", MANY, str(folder), str(count)],
            check=True,
            capture_output=True,
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
        )
        seconds, peak, heard = json.loads(done.stdout.splitlines()[-1])
        assert heard >= count, "progress was not told"
        measured.append((seconds, peak))
        print(f"{count:8} {seconds:8.2f} {seconds / count * 1000:9.1f} {peak:10.1f}")
    (half_seconds, half_peak), (seconds, peak) = measured[1:]
    return seconds <= half_seconds * MOST_GROWTH and peak <= half_peak * MOST_MEMORY


if __name__ == "__main__":
    raise SystemExit(main())
