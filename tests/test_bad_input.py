"""What nobody wishes to be given: each gets a plain sentence, none ends the program, no visible character is lost.

From the command line to the document; what each room does with bad input is tested there.
"""

from __future__ import annotations

import csv
import json
import struct
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from persona_tui.cli.main import program
from persona_tui.domain.attributes import Kind
from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_text
from persona_tui.insights.voices import line_evidence
from persona_tui.workflows.attributes import add_own_attribute, set_value
from persona_tui.workflows.interviews import notes_text, question_of, set_notes
from persona_tui.workflows.persona_faces import set_picture
from persona_tui.workflows.personas import add_claim, change_persona, new_persona
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from tests.exports.word_reading import paragraphs, strict_reader

NAMES = [
    "[/red]",
    "{{x}}",
    "{name} %s %(x)s {0}",
    'see [/ and [b=1, "3"] {x} [/red]',
    "👩\u200d👩\u200d👧 & Söns 🏳️\u200d🌈",
    "שלום עולם",
    "شركة المكاتب 2026",
    "<w:t>&amp;</w:t>",
    "=cmd|'/C calc'!A1",
    "..",
    "CON",
    "-rf",
    "z͎͗ͣḁ̵̑l̉̃g̐o",
    "\u202eback\u202c",
]
CONTROLS = "It\x07 wobbles\x0bbadly \x1b[31mred\x1b[0m \x7f and \x85 then \u2028 on"
LONG = "wobble " * 14_285 + "wobbl"
"""100,000 characters."""


def _run(*parts: object) -> Result:
    return CliRunner().invoke(program, [str(part) for part in parts])


def _ok(*parts: object) -> str:
    result = _run(*parts)
    assert result.exit_code == 0, result.stderr
    assert "Traceback" not in result.output
    return result.stdout


def _refused(*parts: object) -> str:
    """The one sentence with which a command was refused."""
    result = _run(*parts)
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1 and "Traceback" not in result.output and "Error" not in result.stderr
    assert "went wrong" not in result.stderr
    return result.stderr.strip()


def _shown(study: Path) -> dict[str, list[dict[str, str]]]:
    shown: dict[str, list[dict[str, str]]] = json.loads(_ok("show", study, "--json"))
    return shown


def _study(path: Path, *names: str, business: str = "Desk & Co") -> Path:
    """A study with customers from a list."""
    _ok("new", path, "--business", business, "--sells-to", "people")
    listed = path.parent / "customers.csv"
    with listed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name", "city"], *([name, name] for name in names)])
    if names:
        _ok("import", "customers", listed, "--into", path, "--name", "name", "--best", "all")
    return path


def _notes(study: Path, customer: str, text: str) -> None:
    file = study.parent / "notes.md"
    file.write_bytes(text.encode())
    consent = ("--consent", "notes,quotes", "--consent-date", "2026-11-02")
    _ok("import", "interview", file, "--into", study, "--customer", customer, "--marks", *consent)


def _documents(study: Path) -> dict[str, bytes]:
    written = json.loads(_ok("export", study, "--to", study.parent / "out", "--json"))["written"]
    return {Path(path).name: Path(path).read_bytes() for path in written}


def _words(document: bytes) -> str:
    return "\n".join(paragraphs(document))


# --- texts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_any_name_comes_through_from_a_list_to_the_documents(name: str, tmp_path: Path) -> None:
    study = _study(tmp_path / "study", name, "Bram", business=name)
    shown = _shown(study)
    assert (shown["business"], [person["name"] for person in shown["customers"]]) == (name, [name, "Bram"])
    assert name in _ok("show", study)
    _notes(study, name, f'## What about {name}?\n"- {name} wobbles\n')
    with_persona = open_study(study)
    try:
        persona = _persona(with_persona, name)
    finally:
        with_persona.close()
    documents = _documents(study)
    assert len(documents) == 4
    sheet, report, cards, notes = (_words(document) for document in documents.values())
    assert f"{name} wobbles" in notes and f"{name} wobbles" in report
    assert all(name in words and f"{name} is a pain" in words for words in (sheet, report, cards))
    assert _shown(study)["personas"][0]["id"] == persona
    assert json.loads(_ok("check", study, "--json"))["problems"] == []


def _persona(session: Session, name: str) -> str:
    people = [person.id for person in session.people()]
    persona = new_persona(session, people, "Nora")
    change_persona(session, persona.id, archetype=name, reason=name)
    interview = session.interviews_of()[0]
    answer = next(answer for answer in interview.answers if answer.lines)
    add_claim(session, persona.id, "pains", f"{name} is a pain", [line_evidence(interview, answer, answer.lines[0])])
    return persona.id


@pytest.mark.parametrize("name", NAMES)
def test_what_is_put_into_a_study_comes_out_of_it(name: str, tmp_path: Path) -> None:
    study = _study(tmp_path / "study", "Anna")
    session = open_study(study)
    anna = session.people()[0].id
    own = add_own_attribute(session, name, Kind.ONE_OF, (name, "other"))
    set_value(session, anna, own.key, name)
    set_value(session, anna, "lifestyle", name)
    session.close()
    session = open_study(study, write=False)
    assert [value.content for value in session.view().values if value.attribute == "lifestyle"] == [name]
    assert [attribute.label for attribute in session.study.own_attributes] == [name]
    assert session.study.own_attributes[0].options[0].label == name
    session.close()


def test_control_characters_in_notes_are_shown_as_their_symbols(tmp_path: Path, shared_tools: Path) -> None:
    study = _study(tmp_path / "study", "Anna")
    _notes(study, "Anna", f"## What hurts?\n{CONTROLS}\n")
    session = open_study(study)
    interview = session.interviews_of()[0]
    answer = next(answer for answer in interview.answers if answer.lines)
    set_notes(session, interview.id, question_of(answer), f"pasted {CONTROLS}\n{notes_text(answer)}", at=9)
    lines = [line.text for each in session.interviews_of() for answer in each.answers for line in answer.lines]
    session.close()
    document = next(iter(_documents(study).values()))
    for text in (_words(document), "\n".join(lines)):
        assert "It␇ wobbles" in text and "badly ␛[31mred␛[0m ␡ and" in text
        assert not any(ord(letter) < 0x20 and letter not in "\n\t" for letter in text)
    assert strict_reader(shared_tools, tmp_path)(document) == []


def test_an_answer_of_100_000_characters_is_kept_and_written_whole(tmp_path: Path) -> None:
    study = _study(tmp_path / "study", "Anna")
    assert len(LONG) == 100_000
    _notes(study, "Anna", f"## What hurts?\n{LONG}\n")
    _ok("show", study)
    session = open_study(study, write=False)
    words = [line.text for answer in session.interviews_of()[0].answers for line in answer.lines]
    session.close()
    assert "".join(words) == LONG
    assert LONG in _words(next(iter(_documents(study).values())))


def test_a_claim_of_100_000_characters_leaves_the_sheet_a_sheet(tmp_path: Path, shared_tools: Path) -> None:
    study = _study(tmp_path / "study", "Anna")
    session = open_study(study)
    persona = new_persona(session, [session.people()[0].id], "Nora")
    add_claim(session, persona.id, "pains", LONG)
    session.close()
    sheet = _documents(study)["Nora.docx"]
    assert "wobble wobble" in _words(sheet)
    assert strict_reader(shared_tools, tmp_path)(sheet) == []


def test_a_terminal_is_not_steered_by_a_name(tmp_path: Path) -> None:
    study = _study(tmp_path / "study", "An\x1b[2Jna\x07", business="De\x1bsk")
    said = _ok("show", study)
    assert "An␛[2Jna␇" in said and "De␛sk" in said and "\x1b" not in said


# --- pictures --------------------------------------------------------------------------------------------------


def _huge_png(path: Path) -> Path:
    """A PNG that says it is 20,000 × 20,000, small on the disk."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(bytes(20_000 // 8 + 1) * 20_000, 1)
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize("kind", ["text", "huge"])
def test_a_picture_that_is_none_or_too_large_leaves_the_persona_and_the_sheet(kind: str, tmp_path: Path) -> None:
    study = _study(tmp_path / "study", "Anna")
    picture = tmp_path / "face.png"
    if kind == "text":
        picture.write_text("my face\n" * 100, encoding="utf-8")
    else:
        _huge_png(picture)
    session = open_study(study)
    persona = new_persona(session, [session.people()[0].id], "Nora")
    with pytest.raises(PlainError) as refused:
        set_picture(session, persona.id, picture)
    kept = session.persona(persona.id)
    session.close()
    assert "face.png" in refused.value.sentence and refused.value.sentence.endswith(".")
    assert kept is not None and kept.face is None
    assert "Nora.docx" in _documents(study)


# --- folders ---------------------------------------------------------------------------------------------------


@pytest.fixture
def example(worked_example: Path) -> Path:
    return worked_example


def _nobody_may_write(monkeypatch: pytest.MonkeyPatch, *parts: Path) -> None:
    """Whatever is written below one of `parts` is refused by the system, as for somebody who is not root."""
    import os

    real_open, real_mkdir, real_replace = os.open, os.mkdir, os.replace
    places = tuple(str(part) for part in parts)

    def refuse(path: object) -> None:
        if isinstance(path, str | os.PathLike) and os.fspath(path).startswith(places):
            raise PermissionError(13, "Permission denied", os.fspath(path))

    def opens(path: object, flags: int, *more: object, **named: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            refuse(path)
        return real_open(path, flags, *more, **named)  # type: ignore[arg-type]

    def makes(path: object, *more: object, **named: object) -> None:
        refuse(path)
        real_mkdir(path, *more, **named)  # type: ignore[arg-type]

    def replaces(source: object, target: object, *more: object, **named: object) -> None:
        refuse(target)
        real_replace(source, target, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", opens)
    monkeypatch.setattr(os, "mkdir", makes)
    monkeypatch.setattr(os, "replace", replaces)


def test_a_folder_that_may_not_be_written_is_read_and_nothing_more(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in example.rglob("*.json")}
    listed = tmp_path / "customers.csv"
    listed.write_text("name\nBram\n", encoding="utf-8")
    _nobody_may_write(monkeypatch, example, tmp_path / "closed")
    assert len(_shown(example)["customers"]) > 0
    assert "may not be written" in _refused("import", "customers", listed, "--into", example)
    assert str(tmp_path / "closed") in _refused("new", tmp_path / "closed", "--business", "B", "--sells-to", "people")
    assert "closed" in _refused("export", example, "--to", tmp_path / "closed" / "out")
    assert len(json.loads(_ok("export", example, "--to", tmp_path / "out", "--json"))["written"]) > 0
    assert {path: path.read_bytes() for path in example.rglob("*.json")} == before


def test_a_study_of_a_newer_version_is_shown_and_not_changed(example: Path, tmp_path: Path) -> None:
    path = example / "study.json"
    content = json.loads(path.read_bytes())
    content["meta"]["file"]["schema"] = "9.0"
    path.write_text(json.dumps(content), encoding="utf-8")
    before = path.read_bytes()
    listed = tmp_path / "customers.csv"
    listed.write_text("name\nBram\n", encoding="utf-8")
    assert len(_shown(example)["customers"]) > 0
    assert "newer version" in _refused("import", "customers", listed, "--into", example)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kept", [0.0, 0.02, 0.5, 0.999])
@pytest.mark.parametrize("what", ["study.json", "interviews", "personas"])
def test_a_half_written_file_costs_nothing_else(what: str, kept: float, example: Path, tmp_path: Path) -> None:
    path = example / what
    path = path if path.is_file() else sorted(path.glob("*.json"))[0]
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    files = (other for other in example.rglob("*.json") if other != path and ".cache" not in other.parts)
    untouched = {other: other.read_bytes() for other in files}
    for command in (("show", example), ("check", example), ("export", example, "--to", tmp_path / "out")):
        result = _run(*command)
        assert result.exit_code in (0, 1), result.output
        assert "Traceback" not in result.output and "went wrong" not in result.stderr
        assert all(sentence.endswith(".") for sentence in result.stderr.splitlines())
        assert result.exit_code == 0 or result.output
    _run("check", example, "--repair")
    _ok("show", example)
    assert {other: other.read_bytes() for other in untouched if ".cache" not in other.parts} == {
        other: before for other, before in untouched.items() if ".cache" not in other.parts
    }
    aside = [other.read_bytes() for other in example.rglob("*") if other.is_file()]
    assert any(content[: int(len(content) * kept)] == each for each in aside)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\r\n\r", "\x85", "\u2029", "\t"])
def test_cleaning_leaves_every_visible_character(text: str) -> None:
    cleaned = clean_text(f"one {text} two")
    assert cleaned.startswith("one ") and cleaned.endswith(" two")
    cleaned.encode("utf-8")
