"""What saving and opening cost in a study with 1,000 interviews. Run: python tests/benchmarks/bench_storage.py

Saving one changed answer (put, flush, fsync) is held against the same update in stock TinyDB with everything in one
file, which does not fsync: medians of one run, taken in turns. The goal is a ratio of at most 0.1.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from tinydb import TinyDB, where

from persona_tui.domain.attributes import Value
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.people import Person
from persona_tui.domain.records import replace
from persona_tui.domain.study import Study
from persona_tui.storage.folder import SaveKind, StudyFolder
from persona_tui.storage.index import INDEX_FILE

GOAL = 0.1
ANSWERS = 20
LINES_PER_ANSWER = 2
PEOPLE = 50
VALUES_PER_PERSON = 12
WORDS = "the desk wobbles when I stand up after lunch and my back hurts every single evening so I bought a mat"


def an_interview(number: int) -> Interview:
    """A believable interview: 20 answers, 40 lines."""
    chance = random.Random(number)
    return Interview(
        id=f"{number:016x}",
        people=[f"{number % PEOPLE:04x}"],
        bank="people-full-hour",
        answers=[
            Answer(
                question=f"question-{place}",
                asked_text=f"What made you start looking for number {place}?",
                lines=[
                    Line(text=" ".join(chance.choices(WORDS.split(), k=12)), at=place * 60 + line)
                    for line in range(LINES_PER_ANSWER)
                ],
            )
            for place in range(ANSWERS)
        ],
    )


def make_study(path: Path, interviews: int) -> None:
    """A study of 50 people, 600 values, and as many interviews as asked for; with its index."""
    with StudyFolder.create(path, Study(business="Standing Desk Co.")) as folder:
        folder.put_many([Person(id=f"{number:04x}", name=f"Person {number}") for number in range(PEOPLE)])
        values = range(PEOPLE * VALUES_PER_PERSON)
        folder.put_many([Value(person=f"{n % PEOPLE:04x}", attribute=f"a{n // PEOPLE}", content=n) for n in values])
        folder.put_many([an_interview(number) for number in range(interviews)])
        folder.flush()
        folder.interview_summaries()


def make_tinydb(path: Path, interviews: int) -> TinyDB:
    """Stock TinyDB with the same interviews in one file."""
    database = TinyDB(path)
    database.table("interview").insert_multiple(
        msgspec.to_builtins(an_interview(number)) for number in range(interviews)
    )
    return database


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def changed(interview: Interview, times: int) -> Interview:
    """The interview with other words in one of its answers."""
    place = times % ANSWERS
    line = replace(interview.answers[place].lines[0], text=f"changed for the {times}. time")
    answer = replace(interview.answers[place], lines=[line, *interview.answers[place].lines[1:]])
    return replace(interview, answers=[*interview.answers[:place], answer, *interview.answers[place + 1 :]])


def bench_saving(work: Path, interviews: int, rounds: int) -> float:
    """Print both medians and their ratio; the ratio."""
    ours: list[float] = []
    puts: list[float] = []
    stock: list[float] = []
    wanted = f"{interviews // 2:016x}"
    table = make_tinydb(work / "tinydb.json", interviews).table("interview")
    with StudyFolder.open(work / "large") as folder:
        interview = folder.get(Interview, wanted)
        assert interview is not None
        for times in range(rounds):
            fresh = changed(interview, times)
            puts.append(seconds(lambda fresh=fresh: folder.put(fresh)))  # type: ignore[misc]
            ours.append(puts[-1] + seconds(folder.flush))
            assert folder.save_state.kind is SaveKind.SAVED
            answers = msgspec.to_builtins(fresh)["answers"]
            stock.append(seconds(lambda answers=answers: table.update({"answers": answers}, where("id") == wanted)))  # type: ignore[misc]
    ratio = statistics.median(ours) / statistics.median(stock)
    print(f"saving one changed answer with {interviews:,} interviews, median of {rounds}:")
    print(f"  study folder   {statistics.median(ours) * 1000:9.2f} ms  (fsync and all)")
    print(f"    of which put {statistics.median(puts) * 1000:9.2f} ms  (what a person who types waits for)")
    print(f"  stock TinyDB   {statistics.median(stock) * 1000:9.2f} ms  (one file, no fsync)")
    print(f"  ratio          {ratio:9.4f}     goal: at most {GOAL}")
    return ratio


def bench_opening(work: Path, interviews: int, rounds: int) -> None:
    """Print what opening and asking for every interview's counts takes."""

    def opened(path: Path, *, with_index: bool) -> tuple[float, float]:
        if not with_index:
            (path / INDEX_FILE).unlink(missing_ok=True)
        folder: list[StudyFolder] = []
        opening = seconds(lambda: folder.append(StudyFolder.open(path)))
        summaries = seconds(folder[0].interview_summaries)
        folder[0].close()
        return opening, summaries

    print(f"opening, median of {rounds}:")
    for name, path, with_index in (
        ("no interviews", work / "small", True),
        (f"{interviews:,} interviews", work / "large", True),
        (f"{interviews:,}, no index", work / "large", False),
    ):
        times = [opened(path, with_index=with_index) for _round in range(rounds)]
        opening, summaries = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
        print(f"  {name:24} open {opening:7.2f} ms   counts {summaries:7.2f} ms")


def bench_backups(work: Path) -> None:
    """Print what backing everything up takes, and asking again when nothing has changed."""
    with StudyFolder.open(work / "large") as folder:
        print(f"backing up all         {seconds(folder.back_up) * 1000:8.1f} ms")
        print(f"nothing to back up     {seconds(folder.back_up) * 1000:8.1f} ms")


def main() -> int:
    """Run all; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=11)
    wanted = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bench-storage-"))
    try:
        make_study(work / "small", 0)
        make_study(work / "large", wanted.interviews)
        bench_opening(work, wanted.interviews, wanted.rounds)
        ratio = bench_saving(work, wanted.interviews, wanted.rounds)
        bench_backups(work)
    finally:
        shutil.rmtree(work)
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main())
