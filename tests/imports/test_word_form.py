"""Forms that come back: from Word, through LibreOffice, and from elsewhere."""

from __future__ import annotations

import zipfile
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persona_tui.banks import form_fields as names
from persona_tui.banks.catalogue import load_catalogue
from persona_tui.domain.attributes import Attribute, Care, Group, Kind, Option
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_text
from persona_tui.imports.word_form import FilledForm, read_form
from tests.imports.filled_forms import (
    empty_form,
    filled_in_word,
    saved_by_libreoffice,
    with_paragraphs,
    with_part,
    without_tags,
)

TOLD = "My back hurt ☹ <w:p> {{7*7}} שלום\nand the chair “wobbled” é"
DEVICES = Attribute(
    key="own_devices",
    label="Devices",
    group=Group.OWN,
    kind=Kind.SEVERAL_OF,
    options=(Option(key="o1", label="Laptop"), Option(key="o2", label="Phone"), Option(key="o3", label="Tablet")),
)
DEVICES_KEY = "own-about-own_devices"


def picked() -> list[Attribute]:
    known = {attribute.key: attribute for attribute in load_catalogue()}
    return [known[key] for key in ("age", "gender", "nationality", "comfort_with_technology")] + [DEVICES]


def filling() -> dict[str, str | bool]:
    return {
        names.scope_name(Scope.NOTES): True,
        names.scope_name(Scope.QUOTES): True,
        names.NAME: "Anna Žagar",
        names.DAY: "2026-11-03",
        names.field_name("first_moment"): TOLD,
        names.field_name("own-about-age"): "43",
        names.field_name("own-about-gender"): "Woman",
        names.field_name("own-about-comfort_with_technology"): "4",
        names.option_name("own-about-nationality", names.NOT_SAID): True,
        names.option_name(DEVICES_KEY, "o1"): True,
        names.option_name(DEVICES_KEY, "o3"): True,
    }


@cache
def form() -> bytes:
    return empty_form(attributes=picked())


@cache
def filled() -> bytes:
    whole = filled_in_word(form(), filling())
    return with_paragraphs(whole, names.field_name("tried_before"), ["A cheap one.", "It wobbled."])


def read(tmp_path: Path, document: bytes, name: str = "form.docx") -> FilledForm:
    path = tmp_path / name
    path.write_bytes(document)
    return read_form(path)


def expect_all(read: FilledForm) -> None:
    assert read.code.bank == "people-hour" and read.code.language == "en"
    assert read.lines(names.NAME) == ("Anna Žagar",)
    assert read.lines(names.DAY) == ("2026-11-03",)
    assert read.lines(names.field_name("first_moment")) == tuple(TOLD.split("\n"))
    assert read.lines(names.field_name("tried_before")) == ("A cheap one.", "It wobbled.")
    assert read.lines(names.field_name("own-about-age")) == ("43",)
    gender = read.fields[names.field_name("own-about-gender")]
    assert gender.choice == "female" or gender.text == "Woman"
    ticked = {name for name, field in read.fields.items() if field.ticked}
    assert ticked == {name for name, done in filling().items() if done is True}
    empty = {name for name, field in read.fields.items() if field.ticked is None and not field.lines}
    assert names.field_name("search_path") in empty, "words that invite to write are no answer"
    assert read.outside == ()
    asked = "What had you tried before you got in touch with us?"
    assert read.said[names.words_name("tried_before")] == asked


def test_a_form_as_word_saves_it_is_read_back_whole(tmp_path: Path) -> None:
    expect_all(read(tmp_path, filled()))


def test_nothing_rests_on_the_tags_that_libreoffice_drops(tmp_path: Path) -> None:
    expect_all(read(tmp_path, without_tags(filled())))


def test_a_form_saved_by_libreoffice_as_word_or_by_way_of_odt_is_read_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(filled())
    empty = tmp_path / "empty.docx"
    empty.write_bytes(form())
    straight = saved_by_libreoffice([path, empty], "docx", tmp_path / "word")
    texts = saved_by_libreoffice([path, empty], "odt", tmp_path / "odt")
    back = saved_by_libreoffice(texts, "docx", tmp_path / "back")
    for filled_one, empty_one in (straight, back):
        expect_all(read_form(filled_one))
        nothing = read_form(empty_one)
        assert not [
            field for field in nothing.fields.values() if field.ticked or (field.ticked is None and field.lines)
        ]
    # What LibreOffice saved can be filled in with Word afterwards.
    again = read_form(straight[1])
    assert set(again.fields) == set(read_form(path).fields)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\u2028☒{<&"), max_size=80))
def test_whatever_somebody_writes_comes_back_line_by_line(tmp_path: Path, typed: str) -> None:
    name = names.field_name("first_moment")
    found = read(tmp_path, filled_in_word(form(), {name: typed}))
    expected = tuple(line.strip() for line in clean_text(typed).split("\n") if line.strip())
    assert found.lines(name) == expected
    assert found.fields[name].ticked is None and found.outside == ()


def test_an_empty_form_has_no_answers(tmp_path: Path) -> None:
    found = read(tmp_path, form())
    assert not any(field.ticked for field in found.fields.values())
    assert not any(field.lines for field in found.fields.values() if field.ticked is None)


def test_a_field_that_was_written_in_and_cleared_again_is_empty(tmp_path: Path) -> None:
    name = names.field_name("first_moment")
    found = read(tmp_path, filled_in_word(form(), {name: ""}))
    assert found.lines(name) == ()


def test_what_libreoffice_goes_on_calling_empty_is_an_answer_where_it_is_not_the_hint(tmp_path: Path) -> None:
    text = _text(form())
    start = text.index(f'"{names.field_name("first_moment")}')
    place = text.index("Write here", start)
    text = text[:place] + "It hurt" + text[place + len("Write here") :]
    # What is typed right behind a text of ours takes its style on.
    hint = '<w:rPr><w:rStyle w:val="Hint"/></w:rPr><w:t>Write your name</w:t>'
    assert hint in text
    text = text.replace(hint, '<w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>Anna</w:t>')
    found = read(tmp_path, with_part(form(), "word/document.xml", text.encode()))
    assert found.lines(names.NAME) == ("Anna",)
    assert found.lines(names.field_name("first_moment")) == ("It hurt",)
    assert found.lines(names.field_name("tried_before")) == ()


def test_what_word_shows_in_a_field_that_was_cleared_is_no_answer(tmp_path: Path) -> None:
    """Word puts words of its own there, in its own language."""
    text = _text(form())
    start = text.index(f'"{names.field_name("first_moment")}')
    flag, place = text.index("<w:showingPlcHdr/>", start), text.index("Write here", start)
    own = '<w:placeholder><w:docPart w:val="DefaultPlaceholder_-1854013440"/></w:placeholder><w:showingPlcHdr/>'
    words = "Klik of tik om tekst in te voeren."
    text = (
        text[:flag] + own + text[flag + len("<w:showingPlcHdr/>") : place] + words + text[place + len("Write here") :]
    )
    found = read(tmp_path, with_part(form(), "word/document.xml", text.encode()))
    assert found.lines(names.field_name("first_moment")) == ()


def test_a_day_picked_from_the_calendar_is_known_whatever_it_looks_like(tmp_path: Path) -> None:
    document = filled_in_word(form(), {names.DAY: "3. marraskuuta"})
    text = _text(document).replace("<w:date>", '<w:date w:fullDate="2026-11-03T00:00:00Z">')
    found = read(tmp_path, with_part(document, "word/document.xml", text.encode()))
    assert found.fields[names.DAY].day == date(2026, 11, 3)


def test_words_outside_the_fields_are_found_with_what_stands_before_them(tmp_path: Path) -> None:
    text = _text(filled())
    end = text.index(names.field_name("first_moment"))
    end = text.index("</w:p>", end) + len("</w:p>")
    typed = "<w:p><w:r><w:t>PS: see you</w:t></w:r></w:p>"
    found = read(tmp_path, with_part(filled(), "word/document.xml", (text[:end] + typed + text[end:]).encode()))
    assert [(each.near, each.text) for each in found.outside] == [(names.field_name("first_moment"), "PS: see you")]


def test_what_was_deleted_under_tracked_changes_is_gone_and_what_was_inserted_counts(tmp_path: Path) -> None:
    text = _text(filled_in_word(form(), {names.NAME: "NAME"}))
    tracked = (
        '<w:del w:id="900" w:author="a"><w:r><w:delText>Old</w:delText></w:r></w:del>'
        '<w:ins w:id="901" w:author="a"><w:r><w:t>Anna</w:t></w:r></w:ins>'
    )
    run = '<w:r><w:t xml:space="preserve">NAME</w:t></w:r>'
    assert run in text
    found = read(tmp_path, with_part(form(), "word/document.xml", text.replace(run, tracked).encode()))
    assert found.lines(names.NAME) == ("Anna",)


def test_a_form_without_controls_is_read_by_its_bookmarks_alone(tmp_path: Path) -> None:
    """Some programs keep the words and the bookmarks, and turn every control into plain text."""
    import re

    text = _text(filled())
    text = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", text, flags=re.S)
    text = re.sub(r"</?w:sdt(Content)?>", "", text)
    expect_all(read(tmp_path, with_part(filled(), "word/document.xml", text.encode())))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Word document"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"hello", "no Word document"),
        (b"", "no Word document"),
        (b"PK\x03\x04 broken", "no Word document"),
    ],
)
def test_other_files_are_refused_with_what_they_are(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(PlainError, match=says):
        read(tmp_path, content)


def test_a_missing_file_and_an_opendocument_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(PlainError, match="There is no file"):
        read_form(tmp_path / "none.docx")
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    with pytest.raises(PlainError, match="save it as a Word document"):
        read(tmp_path, package.getvalue())


def test_a_word_document_that_is_no_form_is_refused(shared_data: Path) -> None:
    for path in sorted((shared_data / "docx").glob("*.docx")):
        with pytest.raises(PlainError, match="not a form of this program"):
            read_form(path)


def test_a_form_without_its_fields_is_refused(tmp_path: Path) -> None:
    import re

    text = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", _text(without_tags(filled())))
    with pytest.raises(PlainError, match="has lost its fields"):
        read(tmp_path, with_part(filled(), "word/document.xml", text.encode()))


def test_broken_xml_in_a_form_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(PlainError, match="damaged"):
        read(tmp_path, with_part(filled(), "word/document.xml", b"<w:document"))


def test_a_form_that_was_damaged_on_its_way_is_said_plainly(tmp_path: Path) -> None:
    whole = filled()
    start = whole.index(b"word/document.xml") + len(b"word/document.xml")
    with pytest.raises(PlainError, match="damaged"):
        read(tmp_path, whole[:start] + b"\xff" * 10 + whole[start + 10 :])


def test_names_of_fields_fit_into_word_and_never_meet() -> None:
    long = "q" * 90
    made = [
        names.field_name(long),
        names.field_name(long + "x"),
        names.option_name(long, long),
        names.words_name("A-b"),
    ]
    made += [
        names.with_hint(names.field_name(long), "Write here"),
        names.option_name("a", "bc"),
        names.option_name("ab", "c"),
        names.label_name("a", "bc"),
    ]
    assert len(set(made)) == len(made)
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() and name[0].isalpha() for name in made)


def test_special_questions_stand_in_a_form_only_when_they_are_turned_on(tmp_path: Path) -> None:
    religion = next(attribute for attribute in load_catalogue() if attribute.key == "religion")
    assert religion.care is Care.SPECIAL
    name = names.field_name("own-about-religion")
    assert name not in read(tmp_path, empty_form(attributes=[religion])).fields
    found = read(tmp_path, empty_form(attributes=[religion], special=["religion"]))
    assert name in found.fields and names.option_name("own-about-religion", names.NOT_SAID) in found.fields


def _text(document: bytes) -> str:
    with zipfile.ZipFile(BytesIO(document)) as package:
        return package.read("word/document.xml").decode()
