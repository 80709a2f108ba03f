"""The program is killed while somebody types, a thousand times: is the study whole, and how much typing was lost?

Run it from the project's folder: `python tests/benchmarks/bench_crash.py [--kills N] [--at-once N] [--seed N]`.

Each time the real program runs on a pty, at the notes of a talk; numbered words are typed in bursts, as a person types,
and it is killed with SIGKILL at a random moment. The study must open, be whole, and hold every word that stood on the
screen when that last said "saved". How much was lost is told in seconds: since when the first word that is not on the
disk had stood on the screen. The promises: nothing that was said to be saved is lost, and never more than 1.5 s.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import PROJECT, child_environment, load_probe

MOST_LOST = 1.5


def kill_often(kills: int, seed: int, longest: float) -> int:
    """Kill it so often, and print a line of each: said saved, on disk, typed, seconds lost, whole."""
    from tests.crash.typing_on_a_pty import make_study, type_and_kill

    probe, chance = load_probe(), random.Random(seed)
    for _kill in range(kills):
        with tempfile.TemporaryDirectory(prefix="bench-crash-") as folder:
            work = Path(folder)
            child_environment(work / "home")
            size = chance.choice(((120, 40), (80, 24)))
            left = type_and_kill(probe, work / "shop", work / "home", make_study(work / "shop"), chance, longest, *size)
        print(left.said_saved, left.on_disk, left.typed, f"{left.lost_seconds:.3f}", int(left.whole), flush=True)
    return 0


def main() -> int:
    """Print what was lost; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=4.0, help="seconds of typing at most")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        return kill_often(options.kills, options.seed, options.longest)
    share = -(-options.kills // options.at_once)
    running = [
        subprocess.Popen(
            [sys.executable, __file__, "--alone", "--kills", str(share), "--seed", str(options.seed * 1000 + number),
             "--longest", str(options.longest)],
            cwd=PROJECT, stdout=subprocess.PIPE, text=True,
        )
        for number in range(options.at_once)
    ]  # fmt: skip
    rows = [line.split() for program in running for line in program.communicate()[0].splitlines()]
    lost = sorted(float(row[3]) for row in rows)
    broken = [row for row in rows if row[4] != "1" or int(row[1]) < int(row[0])]
    said = sum(int(row[0]) > 0 for row in rows)
    print(f"{len(rows)} kills; {said} times the screen had said saved; {len(broken)} studies broken or short of that")
    if lost:
        print(
            f"typing lost, seconds: median {statistics.median(lost):.2f}, 95 % {lost[int(len(lost) * 0.95)]:.2f},"
            f" most {lost[-1]:.2f} (promised: at most {MOST_LOST})"
        )
    failed = any(program.returncode for program in running)
    kept = bool(lost) and not broken and not failed and lost[-1] <= MOST_LOST
    print("kept" if kept else "BROKEN")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    sys.exit(main())
