"""Finding banks, reading them, and what is said of those that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui import paths
from persona_tui.banks.check import Finding, check_bank
from persona_tui.banks.reader import BankError, list_banks, load_bank, read_bank
from persona_tui.domain.attributes import Care, Kind
from persona_tui.domain.questions import QuestionBank
from persona_tui.domain.texts import clean_line

WHOLE = """
key = "mine"
title = "Mine"
language = "en"
minutes = 10

[[sections]]
key = "start"
title = "Start"
minutes = 5
phase = "introduction"

[[sections.questions]]
key = "first"
text = "What happened?"
EXTRA

[[sections]]
key = "end"
title = "End"
minutes = 5
phase = "wrap_up"
"""


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def with_extra(folder: Path, extra: str) -> Path:
    return written(folder, WHOLE.replace("EXTRA", extra))


def errors(path: Path) -> list[str]:
    return [finding.sentence for finding in check_bank(path) if finding.level == "error"]


# -- what is read


def test_a_small_bank_is_read_and_nothing_is_said_against_it(tmp_path: Path) -> None:
    path = with_extra(tmp_path, 'probes = ["When?", "Who else?"]\nfield = "pains"')
    bank = read_bank(path)
    assert [question.key for question in bank.questions] == ["first"]
    assert bank.questions[0].probes == ("When?", "Who else?")
    assert check_bank(path) == []


def test_a_question_without_a_kind_takes_kind_options_and_care_of_its_attribute(tmp_path: Path) -> None:
    question = read_bank(with_extra(tmp_path, 'attribute = "household_income"')).questions[0]
    assert (question.kind, len(question.options), question.care) == (Kind.ONE_OF, 6, Care.PERSONAL)


def test_a_question_may_offer_some_of_its_attributes_options(tmp_path: Path) -> None:
    extra = (
        'attribute = "employment"\n'
        'options = [{ key = "retired", label = "On a pension" }, { key = "full_time", label = "Working" }]'
    )
    question = read_bank(with_extra(tmp_path, extra)).questions[0]
    assert [option.label for option in question.options] == ["On a pension", "Working"]


def test_an_open_question_may_speak_to_an_attribute_that_is_chosen(tmp_path: Path) -> None:
    path = with_extra(tmp_path, 'attribute = "employment"\nkind = "text"')
    assert read_bank(path).questions[0].options == ()
    assert check_bank(path) == []


def test_texts_over_several_lines_and_with_control_characters_become_one_safe_line(tmp_path: Path) -> None:
    path = written(
        tmp_path, WHOLE.replace('"What happened?"', '"""\nWhat\nhappened\\u001b[0m?"""').replace("EXTRA", "")
    )
    assert read_bank(path).questions[0].text == "What happened␛[0m?"


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("EXTRA", "").encode())
    assert read_bank(path).key == "mine"


# -- what is wrong


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ('kind = "oneof"', "Perhaps you mean “one_of”"),
        ('kind = "zzz"', "Use one of: text, number"),
        ("kind = 3", "kind must be a text in quotes"),
        ('kind = "one_of"', "two options or more"),
        ('kind = "one_of"\noptions = [{ key = "a", label = "A" }]', "two options or more"),
        (
            'kind = "one_of"\noptions = [{ key = "a", label = "A" }, { key = "a", label = "B" }]',
            "“a” stands here a second time",
        ),
        ('kind = "one_of"\noptions = [{ key = "a" }, { key = "b", label = "B" }]', "label is missing"),
        ('options = ["yes", "no"]', "options must be a list like"),
        ('attribute = "ocupation"', "Perhaps you mean “occupation”"),
        ('attribute = "age"\nkind = "one_of"', "Leave the kind out"),
        (
            'attribute = "employment"\noptions = [{ key = "retired", label = "A" }, { key = "boss", label = "B" }]',
            "The option “boss” is not known",
        ),
        ('field = "dreams"', "The field “dreams” is not known"),
        ('care = "lots"', "The care “lots” is not known"),
        ('attribute = "religion"', 'Add care = "special"'),
        ('attribute = "religion"\ncare = "personal"', 'Write care = "special"'),
        ('probes = "When?"', "probes must be a list of texts"),
        ("probes = [1]", "probes must be a list of texts"),
        ('[[sections.questions]]\nkey = "first"\ntext = "Again?"', "“first” stands here a second time"),
        ('[[sections.questions]]\nkey = "second"', "text is missing"),
        ('[[sections.questions]]\ntext = "No key?"', "key is missing"),
        ('[[sections.questions]]\nkey = "Has Blanks"\ntext = "Why?"', "small letters"),
    ],
)
def test_a_wrong_question_is_named_with_its_place(tmp_path: Path, extra: str, words: str) -> None:
    path = with_extra(tmp_path, extra)
    assert [sentence for sentence in errors(path) if words in sentence]
    with pytest.raises(BankError) as caught:
        read_bank(path)
    assert caught.value.file == path
    assert "section 1 (start), question" in caught.value.place
    assert str(caught.value).startswith("mine.toml, section 1")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("minutes = 10", "", "minutes is missing"),
        ("minutes = 10", 'minutes = "10"', "minutes must be a whole number"),
        ("minutes = 10", "minutes = true", "minutes must be a whole number"),
        ("minutes = 10", "minutes = -10", "minutes must be a whole number"),
        ('title = "Mine"', 'title = " "', "title is missing"),
        ('language = "en"', "", "language is missing"),
        ('key = "end"', 'key = "start"', "“start” stands here a second time"),
        ('phase = "wrap_up"', 'phase = "wrapup"', "Perhaps you mean “wrap_up”"),
        ('title = "Mine"', 'title = "Mine"\naudience = "cats"', "The audience “cats” is not known"),
    ],
)
def test_a_wrong_bank_or_section_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = written(tmp_path, WHOLE.replace("EXTRA", "").replace(old, new))
    assert [sentence for sentence in errors(path) if words in sentence]
    with pytest.raises(BankError, match="mine"):
        read_bank(path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("minutes = 10", "minutes = 12", "The sections take 10 minutes together, but the bank says 12"),
        ("EXTRA", 'probe = ["When?"]', "Perhaps you mean “probes”"),
        ("EXTRA", 'probes = [" "]', "One of the probes is empty"),
        ("EXTRA", 'options = [{ key = "a", label = "A" }]', "nobody will see them"),
        ("EXTRA", 'attribute = "gender"', "is a personal fact"),
        ('phase = "wrap_up"', "", "No section wraps up"),
        ('phase = "introduction"', "", "No section is the introduction"),
        ('phase = "introduction"', 'phase = "debrief"', "do not follow the order"),
        ('key = "mine"', 'key = "other"', "will know it by its place: mine"),
    ],
)
def test_what_can_be_used_all_the_same_is_a_hint(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = written(tmp_path, WHOLE.replace(old, new).replace("EXTRA", ""))
    findings = check_bank(path)
    assert [finding for finding in findings if words in finding.sentence]
    assert {finding.level for finding in findings} == {"hint"}
    assert isinstance(read_bank(path), QuestionBank)


def test_a_file_named_after_another_language_is_a_hint(tmp_path: Path) -> None:
    path = written(tmp_path, WHOLE.replace("EXTRA", ""), "mine/nl.toml")
    assert check_bank(path) == [Finding("hint", "", "The file is named nl.toml, but its language is en.")]


def test_everything_wrong_is_said_at_once_errors_first(tmp_path: Path) -> None:
    text = WHOLE.replace("EXTRA", 'kind = "zzz"\nfield = "zzz"').replace("minutes = 10", "minutes = 11")
    findings = check_bank(written(tmp_path, text.replace('title = "End"', "")))
    assert [finding.level for finding in findings] == ["error", "error", "error", "hint"]


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b'key = "mine"\ntitle = \n', "line 2", "not correct TOML"),
        (b'key = "mine', "at the end", "not correct TOML"),
        (b'key = "mine"\ntitle = "caf\xe9"\n', "line 2", "not in UTF-8"),
        (b"minutes = " + b"9" * 5000, "", "makes no sense"),
        (b"a = " + b"[" * 100_000, "", "makes no sense"),
        (b"", "", "title is missing"),
        (b"x" * 500_001, "", "too large"),
        (b"sections = 3\nkey='a'\ntitle='b'\nlanguage='en'\nminutes=3", "", "[[sections]]"),
    ],
)
def test_a_file_that_is_no_bank_gets_a_plain_sentence(tmp_path: Path, data: bytes, place: str, words: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(BankError) as caught:
        read_bank(path)
    assert caught.value.place == place
    assert words in caught.value.sentence
    assert check_bank(path)[0][:2] == ("error", place)


def test_a_missing_file_a_folder_and_an_impossible_name_get_a_plain_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path, tmp_path / "a\0b.toml", tmp_path / ("x" * 5000)):
        with pytest.raises(BankError):
            read_bank(path)
        assert check_bank(path)[0].level == "error"


def test_a_page_pasted_into_a_key_or_a_value_is_quoted_in_short(tmp_path: Path) -> None:
    page = "so much text " * 8000
    for extra in (f'attribute = "{page}"', f'"{page}" = 1\nkind = "zzz"', f'kind = "{page}"'):
        path = with_extra(tmp_path, extra)
        assert all(len(finding.sentence) < 400 for finding in check_bank(path))
        with pytest.raises(BankError):
            read_bank(path)


# -- where banks are found


def test_a_persons_own_bank_is_listed_and_goes_before_the_shipped_one(own_settings: Path) -> None:
    own = paths.own_banks_folder()
    written(own, WHOLE.replace("EXTRA", ""), "mine.toml")
    shipped = (paths.banks_folder() / "people-hour" / "en.toml").read_text(encoding="utf-8")
    written(own, shipped.replace("A customer, a full hour", "As I do it"), "people-hour/en.toml")
    titles = {info.key: info.title for info in list_banks()}
    assert titles["mine"] == "Mine"
    assert titles["people-hour"] == "As I do it"
    assert len(titles) == 9
    assert load_bank("people-hour").title == "As I do it"


def test_an_extra_folder_goes_before_everything(tmp_path: Path) -> None:
    written(tmp_path, WHOLE.replace("EXTRA", ""), "people-hour.toml")
    assert load_bank("people-hour", extra=[tmp_path]).title == "Mine"
    assert load_bank("people-hour", extra=[tmp_path]).key == "people-hour"
    assert load_bank("people-hour").title == "A customer, a full hour"


def test_a_language_that_is_missing_falls_back_to_english_then_to_any(tmp_path: Path) -> None:
    written(tmp_path, WHOLE.replace("EXTRA", "").replace('"Mine"', '"Mijn"'), "mine/nl.toml")
    assert load_bank("mine", "fi", extra=[tmp_path]).title == "Mijn"
    written(tmp_path, WHOLE.replace("EXTRA", ""), "mine/en.toml")
    assert load_bank("mine", "fi", extra=[tmp_path]).title == "Mine"
    assert load_bank("mine", "nl_BE", extra=[tmp_path]).title == "Mijn"


def test_a_broken_bank_is_listed_with_its_problem_and_hides_no_other(tmp_path: Path) -> None:
    path = written(tmp_path, "key = ", "broken.toml")
    infos = {info.key: info for info in list_banks(extra=[tmp_path])}
    assert "not correct TOML" in infos["broken"].problem
    assert len(infos) == 9
    path.write_text(WHOLE.replace("EXTRA", ""), encoding="utf-8")
    assert not {info.key: info.problem for info in list_banks(extra=[tmp_path])}["broken"]


@pytest.mark.parametrize("key", ["nothing", "", "../people-hour", "people-hour/en", "attributes", "a\0b", "[/red]"])
def test_an_unknown_bank_gets_a_sentence_that_names_those_there_are(key: str) -> None:
    with pytest.raises(BankError, match="people-hour"):
        load_bank(key)


def test_a_file_without_a_bank_beside_the_banks_is_not_one(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello", encoding="utf-8")
    (tmp_path / ".hidden.toml").write_text("", encoding="utf-8")
    assert len(list_banks(extra=[tmp_path, tmp_path / "missing"])) == 8


# -- anything at all

QUESTION_ENTRIES = ["key", "text", "kind", "options", "probes", "attribute", "field", "care", "label"]
BANK_ENTRIES = ["title", "language", "audience", "minutes", "about", "sections", "phase", "questions", "odd"]
names = st.sampled_from(QUESTION_ENTRIES + BANK_ENTRIES)
words = st.sampled_from(["en", "people", "one_of", "scale", "topic", "first", "age", "religion", "special", "pains"])
texts = st.one_of(words, st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))
scalars = st.one_of(
    texts.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'),
    st.integers().map(str),
    st.sampled_from(["true", "nan", "-inf", "1979-05-27", "07:32:00", "1979-05-27T00:32:00+23:59", "[]", "{}"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: "[" + ", ".join(parts) + "]"),
        st.dictionaries(names, inner, max_size=4).map(
            lambda table: "{ " + ", ".join(f"{name} = {value}" for name, value in table.items()) + " }"
        ),
    ),
    max_leaves=8,
)
entries = st.dictionaries(names, values, max_size=6).map(
    lambda table: "\n".join(f"{name} = {value}" for name, value in table.items())
)
blocks = st.lists(
    st.tuples(st.sampled_from(["[[sections]]", "[[sections.questions]]", "[sections]", "[options]"]), entries),
    max_size=5,
)
toml_like = st.tuples(entries, blocks).map(
    lambda parts: "\n".join([parts[0], *(f"{head}\n{body}" for head, body in parts[1])])
)


@pytest.fixture(scope="module")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "mine.toml"


def reads_or_says_why(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    findings = check_bank(path)
    try:
        bank = read_bank(path)
    except BankError as error:
        assert str(error) == clean_line(str(error))
        assert len(str(error)) < 1000
        assert any(finding.level == "error" for finding in findings)
    else:
        assert bank.questions
        assert all(finding.level == "hint" for finding in findings)


@given(data=st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused_with_a_sentence(one_file: Path, data: bytes) -> None:
    reads_or_says_why(one_file, data)


@given(text=toml_like)
@settings(max_examples=150, deadline=None)
def test_any_toml_is_read_or_refused_with_a_sentence(one_file: Path, text: str) -> None:
    reads_or_says_why(one_file, text.encode())


@given(
    start=st.integers(0, 7000), length=st.integers(0, 60), put=st.one_of(st.binary(max_size=20), texts.map(str.encode))
)
@settings(max_examples=60, deadline=None)
def test_a_shipped_bank_with_a_slip_of_the_hand_is_read_or_refused_with_a_sentence(
    one_file: Path, start: int, length: int, put: bytes
) -> None:
    whole = (paths.banks_folder() / "people-hour" / "en.toml").read_bytes()
    reads_or_says_why(one_file, whole[:start] + put + whole[start + length :])


def test_a_guide_in_markdown_that_is_checked_as_a_bank_is_told_how_it_becomes_one(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text("# Guide\n- Why?\n", encoding="utf-8")
    found = check_bank(tmp_path / "guide.md")
    assert ["banks import" in finding.sentence for finding in found] == [True]
