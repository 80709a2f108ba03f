"""`persona-tui interview` and `persona-tui import transcript`, as they are typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from persona_tui.cli.main import program
from persona_tui.domain.interviews import InterviewState
from persona_tui.workflows.studies import open_study
from persona_tui.workflows.transcripts import transcript_of
from tests.cli.command_line import Run

VTT = "WEBVTT\n\n00:03.000 --> 00:05.000\nAnna J.: it wobbled\n\n00:05.000 --> 00:06.000\nKim: why\n"


@pytest.fixture
def shop(run: Run, study: Path, customers: Path) -> Path:
    """A study with customers."""
    run("import", "customers", customers, "--into", study)
    return study


def typed(shop: Path, text: str, *parts: str) -> Result:
    arguments = ["interview", str(shop), "--customer", "Anna", "--plain", *parts]
    return CliRunner().invoke(program, arguments, input=text)


def noted(shop: Path) -> list[str]:
    session = open_study(shop, write=False)
    return [line.text for talk in session.interviews_of() for answer in talk.answers for line in answer.lines]


def test_a_talk_is_held_through_a_pipe(shop: Path) -> None:
    result = typed(shop, '- it wobbled\n\n"my back\n/done\n', "--consent", "notes,quotes")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Talk with Anna: A customer, a full hour.\n")
    assert "Question 1 of" in result.stdout and "The talk with Anna is over" in result.stdout
    assert result.stdout.splitlines()[-1] == "Saved."
    assert noted(shop) == ["it wobbled", "my back"]


def test_the_consent_is_asked_when_it_is_not_given(shop: Path) -> None:
    result = typed(shop, "ab\nit wobbled\n")
    assert result.exit_code == 0
    assert "Read aloud" in result.stdout and "Anna agreed to: notes, quotes." in result.stdout
    assert noted(shop) == ["it wobbled"]


def test_a_talk_that_does_not_begin_leaves_with_1(shop: Path) -> None:
    for text in ("", "no\n", "just a note\n"):
        result = typed(shop, text)
        assert result.exit_code == 1 and "has not begun" in result.stdout
    assert noted(shop) == []


def test_a_last_line_without_a_line_break_counts_and_the_talk_goes_on_later(shop: Path) -> None:
    assert "The same command goes on" in typed(shop, "one", "--consent", "notes").stdout
    assert "Question 2 of" in typed(shop, "two").stdout
    assert noted(shop) == ["one", "two"]
    assert open_study(shop, write=False).interviews_of()[0].state is InterviewState.STARTED


@pytest.mark.parametrize(
    ("parts", "code", "says"),
    [
        (("--customer", "Zed", "--plain"), 1, "Nobody is called"),
        (("--customer", "Anna", "--plain", "--bank", "x"), 1, "x"),
        (("--customer", "Anna", "--plain", "--consent", "x"), 2, "notes, quotes"),
        (("--customer", "Anna", "--plain", "--consent-date", "2026-11-02"), 2, "--consent"),
        (("--customer", "Anna"), 2, "needs a terminal"),
        (("--plain",), 2, "--customer is missing"),
    ],
)
def test_what_is_wrong_is_one_sentence(run: Run, shop: Path, parts: tuple[str, ...], code: int, says: str) -> None:
    result = run("interview", shop, *parts)
    assert result.exit_code == code and says in result.stderr and result.stderr.count("\n") == 1
    assert open_study(shop, write=False).interviews_of() == []


def _program(shop: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "persona_tui", "interview", str(shop), "--customer", "Anna", "--plain"]
    return subprocess.Popen(
        [*command, "--consent", "notes"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": ""},
    )


def _until(process: subprocess.Popen[bytes], words: bytes) -> bytes:
    assert process.stdout is not None
    said = b""
    while words not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    return said


def test_as_a_program_it_answers_line_by_line_without_steering_the_terminal(shop: Path) -> None:
    with _program(shop) as process:
        assert process.stdin is not None
        said = _until(process, b"Question 1 of")
        process.stdin.write("- het wiebelde één keer\n".encode())
        process.stdin.flush()
        said += _until(process, b"Saved.")
        assert noted(shop) == ["het wiebelde één keer"]
        process.stdin.write(b"not utf-8: \xff\n/time\n")
        process.stdin.flush()
        said += _until(process, b"of talk")
        process.stdin.close()
        rest = process.stdout.read() if process.stdout is not None else b""
    assert process.returncode == 0 and rest.splitlines()[-1] == b"Saved."
    assert b"\x1b" not in said + rest
    assert len(noted(shop)) == 2


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_saves_and_lets_the_talk_be_taken_up_again(shop: Path, name: str) -> None:
    number = getattr(signal, name)
    with _program(shop) as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        process.stdin.write(b"it wobbled\n")
        process.stdin.flush()
        _until(process, b"Saved.")
        process.send_signal(number)
        rest, complaint = process.stdout.read(), process.stderr.read()
    assert (process.returncode, complaint) == (128 + number, b"")
    assert rest.splitlines()[-1] == b"Saved." and b"goes on with this talk" in rest
    talk = open_study(shop, write=False).interviews_of()[0]
    assert (noted(shop), talk.clock_since, talk.state) == (["it wobbled"], None, InterviewState.STARTED)


def test_somebody_else_at_work_is_named(run: Run, shop: Path) -> None:
    held = open_study(shop, program="the app")
    try:
        result = run("interview", shop, "--customer", "Anna", "--plain")
    finally:
        held.close()
    assert result.exit_code == 1 and "the app" in result.stderr


def test_a_transcript_comes_in_and_says_what_is_missing(run: Run, shop: Path, tmp_path: Path) -> None:
    path = tmp_path / "call-2026-11-02.vtt"
    path.write_text(VTT, encoding="utf-8")
    first = run("import", "transcript", path, "--into", shop, "--customer", "Anna", "--speaker", "Anna J.=Anna")
    assert first.exit_code == 0, first.stderr
    assert "of 2026-11-02 now" in first.stdout and "“Anna J.” is Anna." in first.stdout
    assert "--consent notes,quotes,recording" in first.stdout
    again = run(
        "import", "transcript", path, "--into", shop, "--customer", "Anna",
        "--consent", "notes,quotes,recording", "--consent-date", "2026-11-02",
    )  # fmt: skip
    assert "was updated" in again.stdout and "--consent" not in again.stdout
    session = open_study(shop, write=False)
    (talk,) = session.interviews_of()
    transcript = transcript_of(session, talk.id)
    assert transcript is not None and [cue.person for cue in transcript.cues] == [talk.people[0], ""]


def test_a_transcript_is_refused_in_one_sentence(run: Run, shop: Path, tmp_path: Path) -> None:
    path = tmp_path / "call.vtt"
    path.write_text(VTT, encoding="utf-8")
    base = ("import", "transcript", path, "--into", shop, "--customer", "Anna")
    for parts, code, says in (
        (("--speaker", "Zed=Anna"), 1, "Anna J., Kim"),
        (("--consent", "notes"), 2, "belong together"),
        (("--date", "yesterday"), 2, "2026-11-02"),
    ):
        result = run(*base, *parts)
        assert result.exit_code == code and says in result.stderr and result.stderr.count("\n") == 1
    assert run("import", "transcript", tmp_path / "none.vtt", "--into", shop, "--customer", "Anna").exit_code == 1
