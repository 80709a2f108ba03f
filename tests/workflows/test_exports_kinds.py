"""Every kind of document, in every shape, as a strict reader sees it; and what may not stand in any of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest

from persona_tui.domain.attributes import Group, Kind, Value
from persona_tui.domain.errors import PlainError
from persona_tui.domain.records import replace
from persona_tui.exports.disclosure import Disclosure
from persona_tui.exports.word.layouts import Layout
from persona_tui.exports.word.papers import Paper
from persona_tui.workflows.attributes import add_own_attribute
from persona_tui.workflows.documents.kinds import KINDS
from persona_tui.workflows.exports import Wishes, export
from persona_tui.workflows.sample import write_sample
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study
from tests.exports.word_reading import paragraphs, strict_reader

DISCLOSURES = {
    "careful": Disclosure(),
    "named": Disclosure(names=True, with_attributes=frozenset({"household_income", "gender"})),
    "no words": Disclosure(quotes=False),
    "redacted": Disclosure(redact=True),
}
OF_A_BANK = "people-hour"


@pytest.fixture(scope="module")
def example(untouched_example: Path) -> Iterator[Session]:
    """The worked example, read only."""
    opened = open_study(untouched_example, write=False)
    yield opened
    opened.close()


def _read(paths: tuple[Path, ...]) -> list[bytes]:
    return [path.read_bytes() for path in paths]


@pytest.mark.parametrize("disclosure", DISCLOSURES)
@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_every_kind_is_read_strictly(
    example: Session, kind: str, disclosure: str, shared_tools: Path, tmp_path: Path
) -> None:
    wishes = Wishes(kinds=(kind,), bank=OF_A_BANK, disclosure=DISCLOSURES[disclosure], comments=True)
    report = export(example, tmp_path / "out", wishes)
    assert report.paths
    check = strict_reader(shared_tools, tmp_path)
    assert [wrong for document in _read(report.paths) for wrong in check(document)] == []


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_is_read_strictly(
    example: Session, layout: Layout, paper: Paper, landscape: bool, shared_tools: Path, tmp_path: Path
) -> None:
    wishes = Wishes(kinds=("sheet",), layout=layout.value, paper=paper, landscape=landscape, comments=landscape)
    report = export(example, tmp_path / "out", wishes)
    check = strict_reader(shared_tools, tmp_path)
    assert [wrong for document in _read(report.paths) for wrong in check(document)] == []


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_the_same_study_gives_the_same_bytes(example: Session, kind: str, tmp_path: Path) -> None:
    wishes = Wishes(kinds=(kind,), bank=OF_A_BANK, comments=True)
    once, again = (_read(export(example, tmp_path / place, wishes).paths) for place in ("once", "again"))
    assert once == again


def test_every_date_is_the_studys_last_change(example: Session, tmp_path: Path) -> None:
    report = export(example, tmp_path / "out", Wishes(kinds=("report",)))
    changed = max(record.updated for record in (example.study, *example.people(), *example.personas())).date()
    with zipfile.ZipFile(report.paths[0]) as package:
        core = package.read("docProps/core.xml").decode()
        assert {entry.date_time[:3] for entry in package.infolist()} == {(1980, 1, 1)}
    assert core.count(f"{changed:%Y-%m-%d}") == 2


# --- what was asked for ----------------------------------------------------------------------------------------


def test_a_kind_layout_or_bank_that_there_is_not_is_named(example: Session, tmp_path: Path) -> None:
    with pytest.raises(PlainError, match="sheet, report"):
        export(example, tmp_path / "out", Wishes(kinds=("poster",)))
    with pytest.raises(PlainError, match="five-boxes"):
        export(example, tmp_path / "out", Wishes(kinds=("sheet",), layout="round"))
    with pytest.raises(PlainError, match="which question bank"):
        export(example, tmp_path / "out", Wishes(kinds=("guide",)))
    with pytest.raises(PlainError, match="nowhere"):
        export(example, tmp_path / "out", Wishes(kinds=("guide",), bank="nowhere"))
    assert not (tmp_path / "out").exists()


def test_everything_is_what_tells_of_the_study(example: Session, tmp_path: Path) -> None:
    names = [path.name for path in export(example, tmp_path / "out").paths]
    assert names[:2] == ["Nora.docx", "Milo.docx"]
    assert names[2].startswith("Report") and names[3].startswith("Cards")
    assert len(names) == 10 and all(name.startswith("Interview") for name in names[4:])


def test_a_document_that_is_there_is_named_and_stays_or_is_replaced(example: Session, tmp_path: Path) -> None:
    wishes = Wishes(kinds=("sheet",), personas=("Nora",))
    first = export(example, tmp_path, wishes)
    assert first.said == ()
    second = export(example, tmp_path, wishes)
    assert (second.paths[0].name, second.said) == (
        "Nora (2).docx", ("“Nora.docx” was there already; the new document is “Nora (2).docx”.",)
    )  # fmt: skip
    first.paths[0].write_bytes(b"mine")
    third = export(example, tmp_path, replace_in(wishes))
    assert third.paths == first.paths and first.paths[0].read_bytes().startswith(b"PK")
    assert third.said == ("“Nora.docx” was replaced.",)


def replace_in(wishes: Wishes) -> Wishes:
    """The same wishes, writing over what is there."""
    import msgspec

    return msgspec.structs.replace(wishes, replace=True)


def test_a_document_open_in_another_program_stays_and_the_new_one_has_another_name(
    example: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    held = tmp_path / "Nora.docx"
    held.write_bytes(b"open in Word")
    move = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == held:
            raise PermissionError(13, "The process cannot access the file")
        move(source, target)

    monkeypatch.setattr("persona_tui.workflows.exports.os.replace", refuse)
    report = export(example, tmp_path, replace_in(Wishes(kinds=("sheet",), personas=("Nora",))))
    assert report.paths[0].name == "Nora (2).docx" and held.read_bytes() == b"open in Word"
    assert "open in another program" in report.said[0]
    assert not list(tmp_path.glob(".*"))


def test_without_an_office_program_the_word_documents_are_there_and_that_is_said(
    example: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("persona_tui.workflows.documents.pdf.office_program", lambda: None)
    report = export(example, tmp_path, Wishes(kinds=("sheet",), pdf=True))
    assert [path.suffix for path in report.paths] == [".docx", ".docx"]
    assert "LibreOffice is not installed" in report.said[0]


# --- what may stand nowhere ------------------------------------------------------------------------------------

WITHHELD = ["Zeewolde", "Projekt Tulp"]
SECRETS = ("Anna", "de Wit", "Bram", "Jansen", "Chiara", "Conti", "Okafor", "Lindqvist", "Sanne", "Boltwerk", "Utrecht",
           "Rotterdam", "Zeewolde", "Projekt Tulp")  # fmt: skip


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The worked example, with names, companies and places written into everything that holds words."""
    folder = tmp_path_factory.mktemp("telling") / "study"
    write_sample(folder)
    opened = open_study(folder)
    everything = "Anna de Wit of BOLTWERK in utrecht, Zeewolde: projekt  tulp, ANNA"
    with opened.act("Write names everywhere"):
        employer = add_own_attribute(opened, "Employer", kind=Kind.TEXT)
        anna = opened.people()[0]
        moment = datetime(2026, 11, 1, tzinfo=UTC)
        opened.put(Value(person=anna.id, attribute=employer.key, content="Boltwerk", as_of=moment))
        opened.put(
            replace(
                opened.study,
                purpose=everything,
                business="Perch of Boltwerk",
                redact_words=["Zeewolde", "Projekt Tulp"],
            )
        )
        for talk in opened.interviews_of():
            answers = []
            for answer in talk.answers:
                lines = [replace(line, text=f"{line.text} {everything}") for line in answer.lines]
                answers.append(replace(answer, lines=lines, asked_text=f"{answer.asked_text} {everything}"))
            opened.put(replace(talk, answers=answers))
        for persona in opened.personas():
            fields = [
                replace(field, label=everything if field.label else "", claims=[
                    replace(claim, text=f"{claim.text} {everything}") for claim in field.claims
                ])
                for field in persona.fields
            ]  # fmt: skip
            named = {"name": f"{persona.name} Jansen", "archetype": everything, "reason": everything}
            opened.put(replace(persona, fields=fields, **named))
    yield opened
    opened.close()


@pytest.mark.parametrize("kind", ["sheet", "report", "cards", "notes"])
def test_no_redacted_string_survives_anywhere_in_the_package(telling: Session, kind: str, tmp_path: Path) -> None:
    report = export(telling, tmp_path / "out", Wishes(kinds=(kind,), comments=True, disclosure=Disclosure(redact=True)))
    assert report.paths
    for path in report.paths:
        with zipfile.ZipFile(path) as package:
            parts = {path.name: path.name.encode(), **{name: package.read(name) for name in package.namelist()}}
        for name, content in parts.items():
            folded = content.lower() if name.endswith(".png") else " ".join(_words(content)).casefold().encode()
            for secret in SECRETS:
                assert f" {secret.casefold()} ".encode() not in b" " + folded + b" ", (path.name, name, secret)
    assert any("Others are not recognised" in sentence for sentence in report.said)


def _words(xml: bytes) -> list[str]:
    """The words of a part: its texts and the values of its attributes."""
    from lxml import etree

    try:
        root = etree.fromstring(xml)
    except etree.XMLSyntaxError:
        text = xml.decode(errors="replace")
    else:
        said = [" ".join([each.text or "", each.tail or "", *map(str, each.attrib.values())]) for each in root.iter()]
        text = " ".join(["".join(root.itertext()), *said])
    return "".join(c if c.isalnum() else " " for c in text).split()


def test_the_words_of_those_who_do_not_share_stay_inside(example: Session, tmp_path: Path) -> None:
    report = export(example, tmp_path / "out", Wishes(kinds=("notes",), disclosure=Disclosure(redact=True)))
    assert len(report.paths) == 3
    assert sum("sharing outside" in sentence for sentence in report.left_out) == 3
    inside = export(example, tmp_path / "in", Wishes(kinds=("notes",)))
    assert len(inside.paths) == 6


def test_without_quotes_no_line_stands_word_for_word(example: Session, tmp_path: Path) -> None:
    lines = [
        line.text
        for talk in example.interviews_of()
        for answer in talk.answers
        for line in answer.lines
        if line.kind == "word_for_word" and len(line.text.split()) > 3
    ]
    assert len(lines) > 10
    report = export(example, tmp_path / "out", Wishes(comments=True, disclosure=Disclosure(quotes=False)))
    for document in _read(report.paths):
        with zipfile.ZipFile(BytesIO(document)) as package:
            said = " ".join(" ".join(_words(package.read(name))) for name in package.namelist() if name.endswith("xml"))
        assert not [line for line in lines if " ".join(_words(line.encode())) in said]


def test_words_that_are_not_shown_are_spoken_of_only_where_words_would_stand(example: Session, tmp_path: Path) -> None:
    for kind, comments, told in (("sheet", False, 0), ("sheet", True, 2), ("cards", None, 0), ("report", None, 2)):
        wishes = Wishes(kinds=(kind,), comments=comments, disclosure=Disclosure(quotes=False))
        report = export(example, tmp_path / f"{kind} {comments}", wishes)
        assert sum("Nobody's words are shown" in sentence for sentence in report.left_out) == told
        assert any("The quote is left out" in sentence for sentence in report.left_out)


def test_the_group_of_own_attributes_is_what_redaction_looks_at(telling: Session) -> None:
    assert any(each.group is Group.OWN and each.label == "Employer" for each in telling.catalogue())
    assert telling.study.updated.date() >= date(2026, 1, 1)


def test_a_template_of_the_owners_is_redacted_in_all_of_its_parts(telling: Session, tmp_path: Path) -> None:
    template = docx.Document()
    template.core_properties.author = template.core_properties.comments = "Anna de Wit"
    template.add_heading("{{ persona.name }}", 0)
    paragraph = template.add_paragraph("Made for ")
    paragraph.add_run("Bolt").bold = True
    paragraph.add_run("werk in Utrecht")
    template.sections[0].footer.paragraphs[0].text = "Jansen"
    template.add_comment(paragraph.runs, "Ask Chiara", author="Bram Jansen", initials="BJ")
    template.save(str(tmp_path / "mine.docx"))
    wishes = Wishes(kinds=("sheet",), template=tmp_path / "mine.docx", disclosure=Disclosure(redact=True))
    report = export(telling, tmp_path / "out", wishes)
    assert len(report.paths) == 2
    for path in report.paths:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                folded = f" {' '.join(_words(package.read(name))).casefold()} "
                assert not [secret for secret in SECRETS if f" {secret.casefold()} " in folded], name


def _template(path: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_a_template_that_goes_through_all_personas_is_written_once(example: Session, tmp_path: Path) -> None:
    template = _template(
        tmp_path / "all.docx",
        "{{ study.business }}", "{%p for persona in personas %}", "{{ persona.name }}", "{%p endfor %}",
    )  # fmt: skip
    [path] = export(example, tmp_path / "out", Wishes(kinds=("sheet",), template=template)).paths
    business, *names = filter(None, (line.strip() for line in paragraphs(path.read_bytes())))
    assert names == [persona.name for persona in example.personas()] and len(names) > 1
    assert path.stem == docx.Document(str(path)).core_properties.title == f"Personas of {business}"


def test_a_template_that_names_one_persona_among_all_is_written_for_each(example: Session, tmp_path: Path) -> None:
    template = _template(
        tmp_path / "each.docx",
        "{%p for one in personas %}", "{% if one.name == persona.name %}{{ one.quote }}{% endif %}", "{%p endfor %}",
    )  # fmt: skip
    written = export(example, tmp_path / "out", Wishes(kinds=("sheet",), template=template)).paths
    assert len(written) == len(example.personas())
