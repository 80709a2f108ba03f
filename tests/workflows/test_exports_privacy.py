"""What nobody agreed to show stands in no part of any document, whatever is asked for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from persona_tui.exports.disclosure import Disclosure
from persona_tui.workflows.documents.kinds import KINDS
from persona_tui.workflows.exports import Wishes, export
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from tests.cli.command_line import in_a_process
from tests.workflows.guarded_studies import PEOPLE, guarded_study

KEYS = tuple(PEOPLE)
NAMES = {key: name for key, (name, _scopes) in PEOPLE.items()}
NEVER = [
    "secretcamera", "secretnote", "secretreason", "gonequote", "goneseen", "gonereading", "silentquote", "silentseen",
    "silentreading", "unquotedquote", "unquotedspoke", "bothnobody", *(f"{key}faith" for key in KEYS),
    *(f"{key}creed" for key in KEYS), *(f"{key}belief" for key in KEYS), *(f"{key}claim" for key in KEYS),
    *(NAMES[key] for key in KEYS if key != "open"),
]  # fmt: skip
"""What may stand in no document, unless it is asked for by name."""
OUTSIDE = ["insidequote", "insideseen", "insidereading", "insidespoke", "insidecue", "Harrowgate", "Zwartgoud", "Oort"]
OUTSIDE += [f"{key}hobby" for key in KEYS if key not in ("open", "unquoted")]
OUTSIDE += [part for name in NAMES.values() for part in name.split()]
ASKED: dict[str, tuple[Disclosure, list[str]]] = {
    "careful": (Disclosure(), [*NEVER, *NAMES.values()]),
    "names": (Disclosure(names=True), NEVER),
    "no quotes": (Disclosure(quotes=False), [*NEVER, *(f"{key}quote" for key in KEYS), "insidecue", "insidespoke"]),
    "redact": (Disclosure(redact=True), [*NEVER, *OUTSIDE]),
    "redact, names": (Disclosure(redact=True, names=True, quotes=False), [*NEVER, *OUTSIDE, "openquote"]),
}
EVERYTHING = tuple(kind.key for kind in KINDS)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("guarded") / "study"
    guarded_study(folder).close()
    opened = open_study(folder, write=False)
    yield opened
    opened.close()


def _said(document: bytes, name: str) -> dict[str, str]:
    """Each part of a document, its name and its own file name, as it stands there and as it is read."""
    parts = {"file name": name}
    with zipfile.ZipFile(BytesIO(document)) as package:
        for part in package.namelist():
            raw = package.read(part).decode("utf-8", errors="replace")
            words = re.sub(r"</w:p>|<w:(br|tab)/>", " ", raw)
            parts[part] = f"{part} {raw} {re.sub('<[^>]*>', '', words)}".casefold()
    return parts


def _found(words: list[str], parts: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (part, word)
        for part, said in parts.items()
        for word in words
        if word.casefold() in said and re.search(rf"(?<![^\W_]){re.escape(word.casefold())}(?![^\W_])", said)
    ]


@pytest.mark.parametrize("asked", ASKED)
def test_no_part_of_a_document_holds_what_may_not_stand_there(guarded: Session, asked: str, tmp_path: Path) -> None:
    disclosure, hidden = ASKED[asked]
    wishes = Wishes(kinds=EVERYTHING, bank="people-hour", comments=True, disclosure=disclosure)
    report = export(guarded, tmp_path, wishes)
    assert len(report.paths) >= 6
    found = [each for path in report.paths for each in _found(hidden, _said(path.read_bytes(), path.name))]
    assert found == []


def test_what_may_stand_there_does(guarded: Session, tmp_path: Path) -> None:
    """The search above finds what there is."""
    said: dict[str, str] = {}
    for asked, (disclosure, _hidden) in ASKED.items():
        report = export(guarded, tmp_path / asked, Wishes(comments=True, disclosure=disclosure))
        said[asked] = " ".join(" ".join(_said(path.read_bytes(), path.name).values()) for path in report.paths)
    for word in ("openquote", "insidequote", "insidecue", "insidespoke", "unquotedseen", "openhobby", "insidehobby"):
        assert word in said["careful"], word
    assert "wilhelmina frost" in said["names"] and "wilhelmina frost" not in said["careful"]
    assert "openquote" in said["redact"] and "openhobby" in said["redact"]
    assert "why customer 2 of harrowgate buys" in said["careful"]


def test_an_attribute_is_shown_when_it_is_asked_for_by_name(guarded: Session, tmp_path: Path) -> None:
    wishes = Wishes(kinds=("report",), disclosure=Disclosure(with_attributes=frozenset({"faith"})))
    parts = _said(export(guarded, tmp_path, wishes).paths[0].read_bytes(), "")
    assert _found(["opencreed", "openclaim"], parts)
    assert not _found(["silentbelief", "gonebelief"], parts)


def test_a_persona_called_like_a_customer_is_named_to_the_owner(guarded: Session, tmp_path: Path) -> None:
    said = export(guarded, tmp_path, Wishes(kinds=("sheet",))).said
    assert [sentence for sentence in said if "“Ursula” is called like a customer" in sentence]


def test_what_was_left_out_is_said_in_numbers_and_without_the_words(guarded: Session, tmp_path: Path) -> None:
    report = export(guarded, tmp_path, Wishes(kinds=("sheet", "notes"), personas=("Lamp Lottie",)))
    told = " ".join(report.left_out)
    assert _found([word for word in NEVER if word not in NAMES.values()], {"told": told.casefold()}) == []
    assert "10 claims about “Faith” are left out" in told
    assert "The interview with Ursula Vane is left out: the consent was withdrawn." in told
    assert "The interview with Yorick Plumtree is left out: no consent to notes is recorded." in told


def test_the_command_line_tells_no_words_either(guarded: Session, tmp_path: Path) -> None:
    done = in_a_process("export", guarded.path, "--to", tmp_path / "out", "--redact", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    names = {Path(path).name for path in told["written"]}
    assert not _found([*NEVER, *OUTSIDE], {"names": " ".join(names).casefold()})
    words = [word for word in NEVER if word not in NAMES.values()]
    assert not _found(words, {"out": (done.stdout + done.stderr).decode().casefold()})


def test_a_template_of_the_owners_keeps_the_promise_in_its_odd_corners(guarded: Session, tmp_path: Path) -> None:
    from tests.workflows.odd_templates import odd_template

    path = tmp_path / "mine.docx"
    path.write_bytes(odd_template(["Ursula", "Frost", "Zwartgoud", "Harrowgate"]))
    wishes = Wishes(kinds=("sheet",), template=path, disclosure=Disclosure(redact=True))
    made = export(guarded, tmp_path / "out", wishes).paths
    assert made
    for each in made:
        assert _found([*NEVER, *OUTSIDE], _said(each.read_bytes(), each.name)) == []
        import docx

        docx.Document(str(each))


@pytest.mark.skipif(shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="needs LibreOffice")
def test_a_pdf_tells_no_more(guarded: Session, tmp_path: Path) -> None:
    wishes = Wishes(kinds=("sheet", "report"), comments=True, pdf=True, disclosure=Disclosure(redact=True))
    pdfs = [path for path in export(guarded, tmp_path, wishes).paths if path.suffix == ".pdf"]
    assert len(pdfs) == 3
    for path in pdfs:
        for tool in (["pdftotext", str(path), "-"], ["pdfinfo", str(path)]):
            told = subprocess.run(tool, capture_output=True, check=True).stdout.decode()
            assert _found([*NEVER, *OUTSIDE], {"pdf": told.casefold()}) == []
