"""A program that is killed in the middle of writing leaves files that hold what it said was saved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLING = '''
"""Fork a writer, kill it in the middle of its writing, look at what it left; again and again."""
import json, os, random, signal, sys, time
from pathlib import Path
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.people import Person
from persona_tui.storage.folder import SaveKind, StudyFolder
from persona_tui.storage.drawer import Drawer
from persona_tui.storage.layout import INTERVIEW_TABLES, STUDY_TABLES

study = Path(sys.argv[1])
random.seed(int(sys.argv[2]))
BULK = [Line(id=f"l{n}", text="word " * 40) for n in range(60)]


def write_on(report):
    folder = StudyFolder.open(study)
    if folder.read_only:
        os.write(report, b"x\\n")
    number = int(folder.get(Person, "count").order)
    while True:
        number += 1
        folder.put(Person(id="count", name="Anna", order=number))
        answer = Answer(question="why", lines=[Line(id="n", text=str(number)), *BULK])
        folder.put(Interview(id="i1", people=["count"], answers=[answer]))
        if folder.flush().kind is SaveKind.SAVED:
            os.write(report, f"{number}\\n".encode())


results = []
for kill in range(15):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write_on(writing)
        finally:
            os._exit(1)
    os.close(writing)
    said = b""
    for _ in range(random.randint(1, 4)):
        said += os.read(reading, 4096)
    until = time.perf_counter() + random.random() * 0.004
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 4096):
        said += more
    os.close(reading)
    main = Drawer(study / "study.json", STUDY_TABLES)
    main.load()
    interview = Drawer(study / "interviews" / "i1.json", INTERVIEW_TABLES, holds_one=True)
    interview.load()
    results.append({
        "said": said.decode().split(),
        "person": main.get(Person, "count").order,
        "interview": int(interview.get(Interview, "i1").answers[0].lines[0].text),
        "leftovers": len(list(study.rglob("*.tmp"))),
    })
print(json.dumps(results))
'''


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_after_each_of_fifteen_kills_every_file_is_whole_and_holds_what_was_reported_saved(study_path: Path) -> None:
    from persona_tui.domain.people import Person
    from persona_tui.storage.folder import StudyFolder

    with StudyFolder.open(study_path) as folder:
        folder.put(Person(id="count", name="Anna"))
    script = study_path.parent / "killing.py"
    script.write_text(KILLING, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(study_path), "7"],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    assert len(results) == 15
    for result in results:
        assert "x" not in result["said"], "the lock of a killed program is free at once"
        reported = int(result["said"][-1])
        assert reported <= result["person"] <= reported + 1
        assert reported <= result["interview"] <= reported + 1
    with StudyFolder.open(study_path) as folder:
        folder.back_up()
        assert folder.notices == []
    assert list(study_path.rglob("*.tmp")) == []
