"""The owner's own template: what it may hold, what is refused and why, and what comes out."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from docx.document import Document
from PIL import Image

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.errors import PlainError
from persona_tui.exports.content import SheetClaim, SheetContent, SheetSection
from persona_tui.exports.evidence_content import ShownEvidence
from persona_tui.exports.word.house import House
from persona_tui.exports.word.template import TemplateError, check_template, fill_template
from persona_tui.exports.word.template_guide import template_guide
from persona_tui.workflows.templates import read_template
from tests.exports.export_samples import HOSTILE
from tests.exports.word_reading import paragraphs, part, strict_reader

CHANGED = datetime(2026, 11, 20, 14, 2, 11, tzinfo=UTC)
SYMBOLS = "<w:p> {{7*7}} [/red] & ]]> 😀👩‍👧 e\u0301 שלום مرحبا ␀␇"


@cache
def picture() -> bytes:
    png = BytesIO()
    Image.new("RGB", (300, 400), (30, 120, 110)).save(png, "PNG")
    return png.getvalue()


def content(**changes: Any) -> SheetContent:
    sheet = SheetContent(
        language="en",
        business="Desk & Co <x>",
        name="Wobbly Wanda",
        archetype="Just moved house",
        kind="primary",
        quote="My back hurt {{7*7}} {_{ }_} {_% %_}\nevery evening",
        quote_credit="one of 7 customers asked",
        face_png=picture(),
        face_note="Drawn, not a customer",
        face_description='Portrait of "Wanda" & friends',
        sections=[
            SheetSection(
                key="goals",
                title="Goals",
                claims=[
                    SheetClaim(
                        text=HOSTILE,
                        standing="2 of 3",
                        kind=StandingKind.SEVERAL_VOICES,
                        stands="2 of 3 said so",
                        against=1,
                        evidence=[ShownEvidence(who="Customer 1", when="2 Nov 2026", words="ow", quoted=True)],
                    ),
                    SheetClaim(text="Stand up more often"),
                ],
            ),
            SheetSection(key="own", title="At home", claims=[SheetClaim(text="Has a cat")]),
        ],
        rests_on="7 customers, 5 interviews",
        reason="They all moved house",
        updated=CHANGED,
    )
    return msgspec.structs.replace(sheet, **changes)


def template(*texts: str, change: Callable[[Document], None] | None = None) -> bytes:
    """A document as an owner makes it, with these paragraphs; the first is its title."""
    document = docx.Document()
    for number, text in enumerate(texts):
        document.add_paragraph(text, style="Title" if number == 0 else None)
    document.core_properties.author = "Otto Owner"
    document.core_properties.comments = ""
    if change is not None:
        change(document)
    return saved(document)


def saved(document: Document) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def lines(document: bytes) -> list[str]:
    return [text for text in paragraphs(document) if text.strip()]


# --- a template of one's own -----------------------------------------------------------------------------------


def own_template() -> bytes:
    def more(document: Document) -> None:
        table = document.add_table(rows=4, cols=2)
        cells = [("Goal", "Standing"), ("{%tr for g in persona.goals %}", ""), ("{{ g.text }}", "{{ g.standing }}")]
        for row, texts in zip(table.rows, [*cells, ("{%tr endfor %}", "")], strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        bold = document.add_paragraph("Known as ")
        for piece in ("{{ per", "sona.arche", "type }}"):
            bold.add_run(piece).bold = True
        document.sections[0].header.paragraphs[
            0
        ].text = "{{ study.business }}: {{ persona.name }}{{ persona.face_small }}"
        document.sections[0].footer.paragraphs[0].text = "{{ study.changed }}"
        document.core_properties.subject = "{{ persona.name }} of {{ study.business }}"

    return template(
        "{{ persona.name }}",
        "{%p if persona.quote %}",
        "“{{ persona.quote }}” {{ persona.quote_credit }}",
        "{%p else %}",
        "Nobody said it yet",
        "{%p endif %}",
        "{{ persona.face }}",
        "{%p for part in persona.sections %}",
        "{{ part.title|upper }}",
        "{%p for claim in part.claims %}",
        "{{ loop.index }}. {{ claim.text }}{% if claim.is_assumption %} (assumed){% endif %}",
        "{%p for e in claim.evidence %}",
        "{{ e.who }}, {{ e.when }}: {{ e.words }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{% for one in personas %}{{ one.name }}{% if not loop.last %}, {% endif %}{% endfor %}",
        change=more,
    )


def test_loops_conditions_pictures_rows_and_headers_are_filled(shared_tools: Path, tmp_path: Path) -> None:
    assert check_template(own_template()) == []
    filled = fill_template(own_template(), content(), personas=[content(), content(name="Bram")])
    told = lines(filled)
    assert told[0] == "Wobbly Wanda"
    assert told[1] == "“My back hurt {{7*7}} {_{ }_} {_% %_}\nevery evening” one of 7 customers asked"
    assert "Nobody said it yet" not in told and "GOALS" in told and "AT HOME" in told
    assert "2. Stand up more often (assumed)" in told and "1. Has a cat (assumed)" in told
    assert "Customer 1, 2 Nov 2026: “ow”" in told
    assert "Wobbly Wanda, Bram" in told and "Known as Just moved house" in told
    hostile = next(text for text in told if text.startswith("1. <w:p>"))
    assert hostile.startswith(f"1. {SYMBOLS}\n\n\n")
    rows = docx.Document(BytesIO(filled)).tables[0].rows
    assert [row.cells[1].text for row in rows] == ["Standing", "2 of 3", "◇"]
    document = docx.Document(BytesIO(filled))
    assert document.sections[0].header.paragraphs[0].text.startswith("Desk & Co <x>: Wobbly Wanda")
    assert document.sections[0].footer.paragraphs[0].text == "20 Nov 2026"
    assert document.core_properties.subject == "Wobbly Wanda of Desk & Co <x>"
    described = [each.get("descr") for each in part(filled).iter("{*}docPr")]
    assert described == ['Portrait of "Wanda" & friends']
    with zipfile.ZipFile(BytesIO(filled)) as package:
        header = next(name for name in package.namelist() if name.startswith("word/header"))
        assert b"<w:drawing" in package.read(header)
    assert strict_reader(shared_tools, tmp_path)(filled) == []


def test_where_there_is_nothing_conditions_and_loops_leave_nothing_behind(shared_tools: Path, tmp_path: Path) -> None:
    filled = fill_template(own_template(), content(quote="", quote_credit="", face_png=None, sections=[]))
    told = lines(filled)
    assert "Nobody said it yet" in told and not part(filled).findall(".//{*}drawing")
    assert len(docx.Document(BytesIO(filled)).tables[0].rows) == 1
    assert strict_reader(shared_tools, tmp_path)(filled) == []


def test_a_table_whose_rows_all_went_is_gone_and_a_cell_keeps_a_paragraph(shared_tools: Path, tmp_path: Path) -> None:
    def tables(document: Document) -> None:
        rows = document.add_table(rows=3, cols=1)
        texts = ("{%tr for g in persona.pains %}", "{{ g.text }}", "{%tr endfor %}")
        for cell, text in zip(rows.columns[0].cells, texts, strict=True):
            cell.text = text
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "{%p if persona.imagined %}"
        cell.add_paragraph("imagined")
        cell.add_paragraph("{%p endif %}")

    filled = fill_template(template("{{ persona.name }}", change=tables), content())
    assert len(docx.Document(BytesIO(filled)).tables) == 1
    assert strict_reader(shared_tools, tmp_path)(filled) == []


def test_the_same_content_gives_the_same_bytes_and_no_date_but_the_studys_last_change() -> None:
    filled = fill_template(own_template(), content())
    assert filled == fill_template(own_template(), content())
    core = docx.Document(BytesIO(filled)).core_properties
    assert core.created == core.modified == CHANGED
    assert (core.title, core.author, core.last_modified_by) == ("Wobbly Wanda", "Otto Owner", "Otto Owner")


def test_a_logo_stands_where_its_tag_stands() -> None:
    house = House(logo=picture(), logo_description="Desk & Co")
    filled = fill_template(template("{{ persona.name }}{{ study.logo }}"), content(), house=house)
    assert [each.get("descr") for each in part(filled).iter("{*}docPr")] == ["Desk & Co"]
    assert lines(fill_template(template("{{ persona.name }}{{ study.logo }}"), content())) == ["Wobbly Wanda"]


def test_footnotes_and_text_of_the_owners_with_odd_signs_stay(shared_data: Path) -> None:
    document = docx.Document(shared_data / "docx" / "18f-solicitation-template.docx")
    document.paragraphs[3].add_run(" for {{ persona.name }}")
    filled = fill_template(saved(document), content())
    before = [text.replace("{{ persona.name }}", "Wobbly Wanda") for text in lines(saved(document))]
    assert lines(filled) == before


# --- what is refused -------------------------------------------------------------------------------------------

_LONG = "{%p for g in persona.goals %} is never closed: write {%p endfor %}"
REFUSED: list[tuple[tuple[str, ...], str]] = [
    (("{{ persona.salary }}",), "“persona.salary” is no tag of this program (in the paragraph “{{ persona.salary"),
    (("{{ persona.goal }}",), "The closest: persona.goals (in the paragraph"),
    (("{{ name }}",), "“name” is no tag of this program (in the paragraph “{{ name }}”)."),
    (("{{ person.name }}",), "“person” is no tag of this program. The closest: persona"),
    (("{{ persona.goals }}",), "“persona.goals” is a list: go through it, {%p for item in persona.goals %}"),
    (("{{ persona.goals.text }}",), "“persona.goals” is a list"),
    (("{{ persona }}",), "“persona” has parts: say which, such as persona.name"),
    (("{%p for g in persona.goals %}", "{{ g.colour }}", "{%p endfor %}"), "“g.colour” is no tag of this program"),
    (("{%p for g in persona.name %}", "x", "{%p endfor %}"), "“persona.name” is no list"),
    (("{%p for g in persona.goals %}", "{{ g.text }}"), _LONG),
    (("{% if persona.quote %}",), "is never closed: write {% endif %} where it ends"),
    (("{{ persona.name }}", "{%p endfor %}"), "{%p endfor %} ends nothing that was begun"),
    (("{% for g in persona.goals %}{% if g.text %}{% endfor %}",), "{% if g.text %} is never closed"),
    (("{{ persona.name",), "A tag is begun with {{ and not closed"),
    (("{{ persona.", "name }}"), "A tag is begun with {{ and not closed"),
    (("{{ persona.name + }}",), "A tag cannot be read (in the paragraph “{{ persona.name + }}”)"),
    (("{{ persona.name|safe }}",), "“|safe” is nothing that a tag can do"),
    (("{{ persona.name.upper() }}",), "“persona.name.upper(…)” cannot be used: tags call nothing"),
    (("{{ range(9) }}",), "“range(…)” cannot be used"),
    (("{{ persona.__class__ }}",), "“persona.__class__” is no tag"),
    (("{{r persona.name }}",), "cannot be used: write it without “r”"),
    (('{% include "/etc/passwd" %}',), "“include” cannot be used"),
    (("{% macro x() %}{% endmacro %}",), "“macro” cannot be used"),
    (("Nothing to see",), "There is no tag in it. Put tags such as {{ persona.name }}"),
    (("«Name»",), "It has fields of another program, such as «Name»"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "says"), REFUSED, ids=[texts[0] for texts, _says in REFUSED])
def test_what_cannot_be_filled_is_named_with_its_place(texts: tuple[str, ...], says: str) -> None:
    problems = check_template(template(*texts))
    assert problems and says in problems[0], problems
    with pytest.raises(TemplateError):
        fill_template(template(*texts), content())


def test_every_unknown_tag_is_named_with_the_part_it_stands_in() -> None:
    def everywhere(document: Document) -> None:
        document.add_table(rows=1, cols=1).cell(0, 0).text = "Age: {{ persona.age }}"
        document.sections[0].header.paragraphs[0].text = "Top {{ persona.top }}"
        document.sections[0].footer.paragraphs[0].text = "Foot {{ study.foot }}"

    problems = check_template(template("{{ persona.nam }}", change=everywhere))
    assert len(problems) == 4
    assert "(in the paragraph “{{ persona.nam }}”)" in problems[0]
    assert "(in a table, at “Age: {{ persona.age }}”)" in problems[1]
    assert any("(in the header, at “Top {{ persona.top }}”)" in each for each in problems)
    assert any("(in the footer, at “Foot {{ study.foot }}”)" in each for each in problems)


def test_a_loop_that_cuts_through_a_table_is_refused() -> None:
    def table(document: Document) -> None:
        document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ g.text }}{% endfor %}"

    (problem,) = check_template(template("{{ persona.name }}", "{% for g in persona.goals %}", change=table))
    assert "begins in one place of the document and ends in another" in problem


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("tag-example", "It has tags of another program, such as {last_name}: this program's have two braces."),
        ("tag-intelligent-loop-table", "It has tags of another program, such as {#clients}"),
        ("18f-solicitation-template", "It has places to fill in by hand, such as [Agency/State]"),
        ("par-known-styles", "There is no tag in it."),
    ],
)
def test_real_templates_of_others_are_refused_with_the_exact_reason(shared_data: Path, name: str, reason: str) -> None:
    path = shared_data / "docx" / f"{name}.docx"
    with pytest.raises(PlainError) as refused:
        read_template(path)
    assert f"{name}.docx can't be used as a template. {reason}" in str(refused.value)


@pytest.mark.parametrize("bad", [b"", b"hello", b"PK\x03\x04 x", b"%PDF-1.7"])
def test_a_file_that_is_no_word_document_is_said_to_be_none(bad: bytes, tmp_path: Path) -> None:
    assert check_template(bad) == ["The template is no Word document (.docx), or it is damaged."]
    with pytest.raises(PlainError, match="There is no template"):
        read_template(tmp_path / "none.docx")


def test_what_a_customer_wrote_is_never_obeyed() -> None:
    mine = "{{ 7*7 }} {% for x in personas %} {{ persona.name }} {%p if guide %}"
    sheet = content(
        name=mine, quote=mine, sections=[SheetSection(key="goals", title=mine, claims=[SheetClaim(text=mine)])]
    )
    filled = fill_template(own_template(), sheet)
    told = lines(filled)
    assert told[0] == mine and f"“{mine}” one of 7 customers asked" in told and "49" not in "".join(told)
    assert docx.Document(BytesIO(filled)).core_properties.title == mine


# --- the guide -------------------------------------------------------------------------------------------------


def test_the_guide_to_the_tags_is_a_template_that_gives_its_example_alone(shared_tools: Path, tmp_path: Path) -> None:
    guide = template_guide(business="Desk & Co", changed=CHANGED)
    check = strict_reader(shared_tools, tmp_path)
    assert check(guide) == [] and guide == template_guide(business="Desk & Co", changed=CHANGED)
    assert check_template(guide) == []
    filled = fill_template(guide, content())
    told = lines(filled)
    assert told[:2] == ["Desk & Co <x>", "Wobbly Wanda"] and not any("{%" in text for text in told)
    assert not any("Guide to tags" in text for text in told)
    assert check(filled) == []


def test_the_guide_names_every_tag_there_is() -> None:
    from persona_tui.exports.word.template_tags import CLAIM, EVIDENCE, PERSONA, TAGS

    text = "\n".join(paragraphs(template_guide()))
    for name in (*PERSONA, *CLAIM, *EVIDENCE, *TAGS["study"]):
        assert name in text, name


def test_a_template_is_read_only_when_one_is_used() -> None:
    """Jinja and docxtpl cost a fifth of a second, which no other document should pay."""
    import sys

    code = (
        "import sys, persona_tui.exports.word.sheet, persona_tui.workflows.templates\n"
        "import persona_tui.exports.word.template\n"
        "sys.exit(any(name in sys.modules for name in ('docxtpl', 'jinja2')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
