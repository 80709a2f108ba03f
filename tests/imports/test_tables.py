"""Files become tables: every cell as it was written, or one plain sentence."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persona_tui.domain.errors import PlainError
from persona_tui.imports import tables
from persona_tui.imports.tables import Table, TableError, is_blank, read_table


@pytest.fixture
def write(tmp_path: Path) -> Iterator[object]:
    def make(content: bytes | str, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture(params=["kept", "plain", "streamed"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every way a table can be read, which for big files depends on their size."""
    if request.param == "plain":
        monkeypatch.setattr(tables, "FAST_FROM", 0)
    elif request.param == "streamed":
        monkeypatch.setattr(tables, "KEPT_UP_TO", 0)
    return str(request.param)


def everything(table: Table) -> list[list[str]]:
    return table.rows(range(table.height))


def by_columns(table: Table) -> list[list[str]]:
    return [list(row) for row in table.frame(table.columns).iter_rows()]


def test_cells_come_back_as_they_stand_in_the_file(write, way):
    table = read_table(write("name,city\nÅsa,Luleå\n[/red],{{x}}\n\u202eabc,😀 x\n"))
    assert table.columns == ["name", "city"]
    assert table.height == 3
    assert table.plain == (way == "plain")
    assert everything(table) == [["Åsa", "Luleå"], ["[/red]", "{{x}}"], ["\u202eabc", "😀 x"]]
    assert by_columns(table) == everything(table)
    assert table.rows([2, 0], ["city"]) == [["😀 x"], ["Luleå"]]
    assert table.sample(1) == [["Åsa", "Luleå"]]
    assert table.name == "list.csv"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_itself(write, way, mark):
    table = read_table(write(f'name{mark}"a,b;c|d"{mark}sum\nAnna{mark}"x{mark}y"{mark}1\nBram{mark}2{mark}3\n'))
    assert table.delimiter == mark
    assert table.columns == ["name", "a,b;c|d", "sum"]
    assert everything(table) == by_columns(table) == [["Anna", f"x{mark}y", "1"], ["Bram", "2", "3"]]


def test_decimal_commas_do_not_pass_for_delimiters(write):
    assert read_table(write("naam;bedrag\nAnna;1,5\nBram;2,5\n")).columns == ["naam", "bedrag"]


def test_a_list_of_one_column_keeps_its_commas(write, way):
    table = read_table(write("customer\nJansen, Anna\nde Wit, Bram\n"))
    assert everything(table) == by_columns(table) == [["Jansen, Anna"], ["de Wit, Bram"]]


def test_a_line_that_names_the_delimiter_is_obeyed_and_no_header(write, way):
    table = read_table(write("sep=;\r\nname;city\r\nAnna;Oslo\r\n"))
    assert (table.columns, everything(table), by_columns(table)) == (
        ["name", "city"],
        [["Anna", "Oslo"]],
        [["Anna", "Oslo"]],
    )


def test_a_byte_order_mark_is_no_part_of_the_first_name(write, way):
    table = read_table(write(b'\xef\xbb\xbf"name",city\nAnna,Oslo\n'))
    assert table.columns == ["name", "city"]
    assert everything(table) == by_columns(table) == [["Anna", "Oslo"]]


def test_line_ends_inside_quotes_belong_to_the_cell(write, way):
    table = read_table(write('name,note\r\nAnna,"one\ntwo ""three"""\r\n"Bram\r\nde Wit",x\r\n'))
    assert everything(table) == by_columns(table) == [["Anna", 'one\ntwo "three"'], ["Bram\r\nde Wit", "x"]]


def test_a_quotation_mark_inside_a_cell_is_a_character(write, way):
    table = read_table(write('name,desk\nAnna,5" high\nBram,"7"\nCleo,a "b" c\n'))
    assert everything(table) == by_columns(table) == [["Anna", '5" high'], ["Bram", "7"], ["Cleo", 'a "b" c']]


def test_a_quotation_mark_that_nothing_closes_is_told_with_its_line(write, way):
    with pytest.raises(TableError, match=r"line 3, a quotation mark opens that nothing closes"):
        everything(read_table(write('name,city\nAnna,Oslo\n"Bram,Bergen\nCleo,Bodø\n')))


def test_ragged_rows_lose_no_cell(write, way):
    table = read_table(write("name,city\nAnna\nBram,Oslo,extra\nCleo,Bergen,\n"))
    assert table.columns == ["name", "city", "Column 3"]
    assert everything(table) == by_columns(table)
    assert everything(table) == [["Anna", "", ""], ["Bram", "Oslo", "extra"], ["Cleo", "Bergen", ""]]


def test_blank_and_repeated_headers_get_names_of_their_own(write, way):
    table = read_table(write("name,,name,name (2),\n1,2,3,4,5\n"))
    assert table.columns == ["name", "Column 2", "name (3)", "name (2)", "Column 5"]
    assert everything(table) == by_columns(table) == [["1", "2", "3", "4", "5"]]


def test_blank_rows_at_the_end_are_no_customers_and_those_between_stay(write, way):
    table = read_table(write("\n\nname,city\nAnna,Oslo\n\nBram,Oslo\n,\n\n\r\n , \n"))
    assert everything(table) == by_columns(table) == [["Anna", "Oslo"], ["", ""], ["Bram", "Oslo"]]


def test_null_bytes_stay_in_their_cells(write, way):
    table = read_table(write("name,city\nAn\0na,Oslo\n"))
    assert everything(table) == by_columns(table) == [["An\0na", "Oslo"]]


def test_lines_that_end_as_on_an_old_mac_are_lines(write, way):
    table = read_table(write("name,city\rAnna,Oslo\rBram,Bergen\r"))
    assert everything(table) == by_columns(table) == [["Anna", "Oslo"], ["Bram", "Bergen"]]


def test_a_header_alone_is_a_table_of_no_rows(write, way):
    table = read_table(write("name,city\n"))
    assert (table.columns, table.height, everything(table)) == (["name", "city"], 0, [])


def test_a_file_name_with_wildcards_means_itself(write, way):
    write("a,b\n9,9\n", "x1.csv")
    assert by_columns(read_table(write("a,b\n1,2\n", "x[12].csv"))) == [["1", "2"]]


def test_a_cell_of_a_hundred_thousand_characters_is_read_whole(write, way):
    text = "x" * 300_000
    table = read_table(write(f"name,note\nAnna,{text}\nBram,y\n"))
    assert everything(table) == by_columns(table) == [["Anna", text], ["Bram", "y"]]


def test_rows_and_columns_that_are_not_there_are_refused(write, way):
    table = read_table(write("a,b\n1,2\n"))
    with pytest.raises(IndexError):
        table.rows([1])
    with pytest.raises(KeyError):
        table.rows([0], ["c"])
    with pytest.raises(KeyError):
        table.frame(["c"])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "is empty"),
        ("name\nAnna\nJosé\n".encode("mac_roman"), r'letters in .*line 3, cannot be read.*File, Save as.*"CSV UTF-8"'),
        (b"PK\x03\x04rest", 'spreadsheet.*save the sheet as "CSV UTF-8"'),
        (b"\x89PNG\r\n\x1a\n", "is no list"),
        (b"\n<!DOCTYPE html><table>", 'web page.*"Export" and choose CSV'),
        (b"{\\rtf1\\ansi name,town\nAnna,Delft\n}", 'another program.*"Export" and choose CSV'),
        (b'[{"name": "Anna"}]', "another program's data"),
    ],
)
def test_a_file_that_is_no_text_table_gets_one_plain_sentence(write, content, sentence):
    with pytest.raises(TableError, match=sentence) as caught:
        read_table(write(content, "customers {x}.csv"))
    assert "customers {x}.csv" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, PlainError)


def test_the_line_of_a_wrong_byte_is_right_far_into_a_file(write):
    rows = b"name,city\n" + "Åsa,Luleå\n".encode() * 60_000
    with pytest.raises(TableError, match=r"line 60,002, cannot be read"):
        read_table(write(rows + b"x,\xff\n"))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_list_in_the_letters_of_another_program_is_read_and_a_guess_is_told(write, way, encoding):
    table = read_table(write('sep=;\r\nname;city\r\nMüller;Köln\r\n"a\nb";Århus\r\n'.encode(encoding)))
    assert everything(table) == by_columns(table) == [["Müller", "Köln"], ["a\nb", "Århus"]]
    assert [("“Müller”" in note, "CSV UTF-8" in note) for note in table.notes] == [(True, True)] * (
        encoding == "cp1252"
    )


def test_windows_letters_far_into_a_list_are_read_too(write):
    table = read_table(write(b"name,city\n" + b"Anna,Oslo\n" * 60_000 + "Zoë,Sète\n".encode("cp1252")))
    assert (table.height, table.rows([60_000])) == (60_001, [["Zoë", "Sète"]])


@pytest.mark.parametrize("above", ["Kunden 2026\n\n", "Kunden 2026,,\n", "Kunden 2026\r\nof 1 May\r\n,,\r\n"])
def test_a_title_above_the_names_of_the_columns_is_passed_over_and_told(write, way, above):
    table = read_table(write(above + "name,city,spent\nAnna,Oslo,5\nBo,Bergen,6\n"))
    assert (table.columns, everything(table)) == (
        ["name", "city", "spent"],
        [["Anna", "Oslo", "5"], ["Bo", "Bergen", "6"]],
    )
    assert everything(table) == by_columns(table)
    assert "passed over: “Kunden 2026”" in table.notes[0]


@pytest.mark.parametrize(
    "text",
    ["name\nJansen, Anna, Dr\nBakker, Bo, Dr\n", "name,,\nAnna,1,\nBo,2,x\n", "name;city\nA,b,c;Oslo\nD,e,f;Rome\n"],
)
def test_names_of_columns_are_not_taken_for_a_title(write, text):
    table = read_table(write(text))
    assert (table.columns[0], table.height, table.notes) == ("name", 2, ())


@pytest.mark.parametrize("first", ["Anna,anna@desk.example,5", "Anna,Oslo,€ 12.50", "Anna,01.02.2020,x", "7,8,9"])
def test_a_list_without_names_of_columns_is_refused_as_its_first_customer_would_be_lost(write, first):
    with pytest.raises(TableError, match=r"reads like a customer.*write a line above it"):
        read_table(write(f"{first}\n{first}\n"))


@pytest.mark.parametrize("header", ["name,2024,2025", "name,01.02.2020,01.03.2020", "name,1.1 Age,Spent (€)", ",1,2"])
def test_years_days_and_amounts_may_be_names_of_columns(write, header):
    assert read_table(write(f"{header}\nAnna,5.5,70\n")).height == 1


def test_a_missing_file_and_a_folder_get_a_plain_sentence(tmp_path):
    with pytest.raises(TableError, match=r'There is no file "nowhere.csv"'):
        read_table(tmp_path / "nowhere.csv")
    with pytest.raises(TableError, match="is a folder"):
        read_table(tmp_path)
    with pytest.raises(TableError, match="could not be read"):
        read_table(tmp_path / "a\0b")


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs modes")
def test_a_file_that_may_not_be_read_gets_a_plain_sentence(write):
    path = write("a,b\n1,2\n")
    path.chmod(0)
    with pytest.raises(TableError, match="You may not read"):
        read_table(path)


def test_a_file_that_the_system_refuses_gets_a_plain_sentence(write, monkeypatch):
    path = write("a,b\n1,2\n")

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(TableError, match="You may not read"):
        read_table(path)


@pytest.mark.parametrize(
    "text", ["", " ", "\t", "NULL", "null", "N/A", "n/a", "NaN", "nan", "none", "None", "-", " - "]
)
def test_texts_that_stand_for_nothing_are_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "no", "[/red]", "--", "null set", "NA"])
def test_other_texts_are_not_blank(text):
    assert not is_blank(text)


CELL = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["", '"', '""', ",", ";", "\n", "\r\n", "\r", "\0", "a,b", 'x"y', "\x01", "\u2028", "\x85", "\ufeff", " "]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.data(),
    width=st.integers(1, 4),
    mark=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_table_of_text_is_read_back_equal(tmp_path, way, data, width, mark, end, quoting):
    rows = data.draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=6))
    if any("\r" in cell for row in rows for cell in row):
        quoting = csv.QUOTE_ALL  # Python 3.11 writes a lone return without quotes, where it ends a row.
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=mark, lineterminator=end, quoting=quoting)
        writer.writerows([[f"c{at}" for at in range(width)], *rows])
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    table = read_table(path, delimiter=mark)
    assert everything(table) == rows
    assert by_columns(table) == rows
    assert table.sample(3) == rows[:3]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet='ab",;\n\r \0é', max_size=40))
def test_any_text_at_all_gives_the_same_rows_every_way(tmp_path, monkeypatch, text):
    path = tmp_path / "any.csv"
    path.write_bytes(text.encode())
    seen = []
    for fast, kept in ((1 << 20, 1 << 20), (0, 1 << 20), (1 << 20, 0)):
        monkeypatch.setattr(tables, "FAST_FROM", fast)
        monkeypatch.setattr(tables, "KEPT_UP_TO", kept)
        try:
            table = read_table(path)
            seen.append((table.columns, everything(table), by_columns(table) if table.columns else []))
        except TableError as error:
            seen.append(str(error))
    assert seen[0] == seen[1] == seen[2]


def test_every_real_list_can_be_read(shared_data, way):
    for path in sorted(shared_data.glob("*/*.csv")):
        table = read_table(path)
        assert table.height > 0, path
        assert len(set(table.columns)) == len(table.columns)
        assert everything(table) == by_columns(table)


def test_an_excel_file_is_told_to_be_saved_as_csv(shared_data):
    with pytest.raises(TableError, match="CSV UTF-8"):
        read_table(shared_data / "survey" / "xlsform-all-types.xlsx")
