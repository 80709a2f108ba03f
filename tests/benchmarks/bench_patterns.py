"""The search for patterns: how often it takes luck for a pattern, what it finds of planted ones, and what it costs.

Run it from the project's folder: `python tests/benchmarks/bench_patterns.py [--studies N] [--shuffles N]
[--part calibration|planted|speed]`. It promises: pure noise, of independent variables, is called a pattern in at most
5 of 100 studies, within three of its binomial errors; 10 customers × 30 variables with 2,000 shuffles take less than
1 s. Named reference of speed: 2,000 shuffles of one 10 × 30 table alone, by NumPy's own permutation, nothing counted.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from math import sqrt
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from persona_tui.insights.mapping import Mapped  # noqa: E402
from persona_tui.insights.patterns import LUCK, Patterns, find_patterns  # noqa: E402
from tests.insights.pattern_studies import (  # noqa: E402
    asked_three_ways,
    noise,
    on_choices,
    on_lines,
    pairs_found,
    people,
    plant,
)

MOST_SECONDS = 1.0

Study = Callable[[random.Random], list[Mapped]]

NOISE: dict[str, tuple[int, Study]] = {
    "10 people × 20 lines": (10, lambda rng: on_lines(noise(rng, 10, 20), rng)),
    "8 people × 15 lines": (8, lambda rng: on_lines(noise(rng, 8, 15), rng)),
    "8 people × 15 lines, 3 of 10 places unknown": (8, lambda rng: on_lines(noise(rng, 8, 15, 0.3), rng)),
    "12 people × 30 lines, 1 of 10 places unknown": (12, lambda rng: on_lines(noise(rng, 12, 30, 0.1), rng)),
    "10 people × 20 choices of three": (10, lambda rng: on_choices(noise(rng, 10, 20))),
    "10 people × 20 choices of two": (10, lambda rng: on_choices(noise(rng, 10, 20, bands=2))),
}
THREE_WAYS: dict[str, tuple[int, Study]] = {
    "10 people × 8 traits, each asked three ways": (10, lambda rng: asked_three_ways(rng, 10, 8)),
    "the same, answers waver by a slot": (10, lambda rng: asked_three_ways(rng, 10, 8, 1)),
    "the same, answers waver by two slots": (10, lambda rng: asked_three_ways(rng, 10, 8, 2)),
}
PLANTED = (
    # people, variables, groups, size, shared
    (10, 20, 1, 3, 8),
    (10, 20, 1, 3, 10),
    (10, 20, 1, 3, 12),
    (10, 20, 1, 4, 8),
    (10, 20, 1, 4, 10),
    (10, 20, 1, 5, 8),
    (8, 15, 1, 4, 8),
    (12, 30, 1, 4, 12),
    (10, 20, 2, 4, 10),
    (10, 20, 2, 5, 10),
    (10, 20, 2, 5, 14),
)


def _false_alarm(kind: str, seed: int, shuffles: int) -> bool:
    n, study = (NOISE | THREE_WAYS)[kind]
    rng = random.Random(f"{kind} {seed}")
    return bool(find_patterns(study(rng), people(n), shuffles=shuffles, seed=seed).beyond_luck)


def _found(found: Patterns, waiting: bool) -> list[tuple[str, ...]]:
    groups = [each.people for each in found.leading if each.beyond_luck]
    return groups + ([each.people for each in found.waiting] if waiting else [])


def _planted(setting: tuple[int, int, int, int, int], seed: int, shuffles: int) -> tuple[float, ...]:
    n, variables, groups, size, shared = setting
    rng = random.Random(f"{setting} {seed}")
    study, among = noise(rng, n, variables), people(n)
    drawn = rng.sample(among, groups * size)
    wanted = [sorted(drawn[start : start + size]) for start in range(0, len(drawn), size)]
    for members in wanted:
        plant(rng, study, members, shared)
    found = find_patterns(on_lines(study, rng), among, shuffles=shuffles, seed=seed)
    first = sorted(found.candidates[0].people)
    recall, precision = pairs_found(wanted, _found(found, False))
    answered, _precision = pairs_found(wanted, _found(found, True))
    return float(first in wanted), float(bool(found.beyond_luck)), recall, precision, answered


def calibration(studies: int, shuffles: int) -> bool:
    """Print how often noise is called a pattern; whether the promise holds for independent variables."""
    most = LUCK + 3 * sqrt(LUCK * (1 - LUCK) / studies)
    kept = True
    print(f"False alarms in {studies:,} studies of pure noise, {shuffles:,} shuffles each (at most {most:.1%})")
    with ProcessPoolExecutor() as workers:
        for kind in (*NOISE, *THREE_WAYS):
            jobs = [workers.submit(_false_alarm, kind, seed, shuffles) for seed in range(studies)]
            rate = sum(job.result() for job in jobs) / studies
            kept &= kind in THREE_WAYS or rate <= most
            print(f"  {kind:50} {rate:6.1%} ± {sqrt(rate * (1 - rate) / studies):.1%}", flush=True)
    return kept


def planted(studies: int, shuffles: int) -> bool:
    """Print what is found of groups that were planted."""
    print(f"Planted groups, {studies:,} studies each, {shuffles:,} shuffles")
    print("  people × lines, groups of size sharing | ranked first | beyond luck | recall | precision | answered")
    with ProcessPoolExecutor() as workers:
        for setting in PLANTED:
            jobs = [workers.submit(_planted, setting, seed, shuffles) for seed in range(studies)]
            rows = [job.result() for job in jobs]
            means = "  ".join(f"{statistics.mean(column):6.2f}" for column in zip(*rows, strict=True))
            n, variables, groups, size, shared = setting
            print(f"  {n:2} × {variables:2}, {groups} of {size} sharing {shared:2}:  {means}", flush=True)
    return True


def speed(runs: int) -> bool:
    """Print what a search costs; whether 10 × 30 with 2,000 shuffles stay below a second."""
    import numpy as np

    def seconds(act: Callable[[], object]) -> float:
        begun = time.perf_counter()
        act()
        return time.perf_counter() - begun

    rng = random.Random(1)
    study, among = on_lines(noise(rng, 10, 30), rng), people(10)
    table = np.array([[each.bands[person] for person in among] for each in study])
    luck = np.random.default_rng(1)
    permute = lambda: [luck.permuted(np.tile(row, (2000, 1)), axis=1) for row in table]  # noqa: E731
    search = lambda: find_patterns(study, among, shuffles=2000)  # noqa: E731
    permute(), search()
    took: Sequence[tuple[float, float]] = [(seconds(search), seconds(permute)) for _run in range(runs)]
    ours, reference = (statistics.median(column) for column in zip(*took, strict=True))
    print(f"10 × 30, 2,000 shuffles: {ours:.3f} s; {ours / reference:.1f} × shuffling alone ({reference:.3f} s)")
    wide, many = on_lines(noise(rng, 16, 30), rng), people(16)
    print(f"16 × 30, 2,000 shuffles: {seconds(lambda: find_patterns(wide, many, shuffles=2000)):.2f} s")
    crowd, all_of_them = on_lines(noise(rng, 500, 40), rng), people(500)
    print(f"500 × 40, 200 shuffles: {seconds(lambda: find_patterns(crowd, all_of_them)):.1f} s")
    return ours < MOST_SECONDS


def main() -> int:
    """Run the parts that were asked for; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", type=int, default=1000)
    parser.add_argument("--shuffles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--part", choices=("calibration", "planted", "speed"))
    asked = parser.parse_args()
    kept = True
    if asked.part in (None, "speed"):
        kept &= speed(asked.runs)
    if asked.part in (None, "calibration"):
        kept &= calibration(asked.studies, asked.shuffles)
    if asked.part in (None, "planted"):
        kept &= planted(max(1, asked.studies // 5), asked.shuffles)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
