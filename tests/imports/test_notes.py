"""Interview notes become answers: what is a question, what is a line, and nothing that was written is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.attributes import Kind, Known, Option
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import OTHER_QUESTION, Answer
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.questions import Question, QuestionBank, Section
from persona_tui.imports.notes import ReadNotes, parse_notes, read_notes

DAY = "Take me back to the day you first thought you needed something like this: what was happening?"
SETTLED = "What settled it in the end?"
LIKED = "What do you like most about it?"
LAST_USE = "Tell me about the last time you used what you bought from us."


def a_question(key: str, text: str, kind: Kind = Kind.TEXT, *labels: str) -> Question:
    options = tuple(Option(key=label.lower(), label=label) for label in labels)
    return Question(key=key, text=text, kind=kind, options=options, field="goals")


BANK = QuestionBank(
    key="people",
    title="A customer",
    language="en",
    sections=(
        Section(
            key="topic",
            title="Topic",
            questions=(
                a_question("day", DAY),
                a_question("settled", SETTLED),
                a_question("liked", LIKED),
                a_question("last_use", LAST_USE),
                a_question("often", "How often do you use it?", Kind.ONE_OF, "Daily", "Weekly"),
                a_question("where", "Where do you use it?", Kind.SEVERAL_OF, "Home", "Office"),
            ),
        ),
    ),
)


def texts(answer: Answer) -> list[str]:
    return [line.text for line in answer.lines]


def asked(notes: ReadNotes) -> list[str]:
    return [answer.asked_text for answer in notes.answers]


def everything(notes: ReadNotes) -> str:
    lines = [text for answer in notes.answers for text in (answer.asked_text, *texts(answer))]
    return "\n".join([notes.title, *lines])


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


# --- what becomes a question -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        f"## {SETTLED}",
        SETTLED,
        f"**{SETTLED}**",
        f"- {SETTLED}",
        "### 3. WHAT settled it, in the end ?",
        "## Q3: What settled it in the end?",
        f"{SETTLED}\n---",
        "What setled it in the end?",
        "So what settled it in the end?",
    ],
)
def test_a_heading_or_a_line_that_asks_takes_its_place_under_the_banks_question(row: str) -> None:
    notes = parse_notes(f"{row}\nThe guarantee.", BANK)
    assert [answer.question for answer in notes.answers] == ["settled"]
    assert texts(notes.answers[0]) == ["The guarantee."]
    assert notes.answers[0].field == "goals"
    assert (notes.matched, notes.own, notes.lines) == (1, 0, 1)


def test_a_question_with_a_colon_inside_is_found_whole() -> None:
    notes = parse_notes(f"## {DAY}\nMy back hurt.", BANK)
    assert (notes.answers[0].question, texts(notes.answers[0])) == ("day", ["My back hurt."])


def test_a_long_question_without_a_question_mark_is_found_on_a_line_of_its_own() -> None:
    notes = parse_notes(f"{LAST_USE}\nThis morning.", BANK)
    assert (notes.answers[0].question, texts(notes.answers[0])) == ("last_use", ["This morning."])


@pytest.mark.parametrize("row", [f"{SETTLED} The price.", f"## {SETTLED} The price.", f"## {SETTLED}: The price."])
def test_what_stands_behind_the_question_mark_is_the_first_line(row: str) -> None:
    notes = parse_notes(row, BANK)
    assert (notes.answers[0].question, texts(notes.answers[0])) == ("settled", ["The price."])


@pytest.mark.parametrize(
    "row", ["What do you like least about it?", "What don't you like most about it?", "Who settled it in the end?"]
)
def test_a_question_that_differs_in_a_word_that_matters_is_another_question(row: str) -> None:
    notes = parse_notes(f"## {row}\nThe colour.", BANK)
    assert (notes.matched, notes.own) == (0, 1)
    assert asked(notes) == [row]


def test_the_same_words_win_over_words_that_are_only_close() -> None:
    notes = parse_notes(f"## What setled it in the end?\nfirst\n## {SETTLED}\nsecond", BANK)
    assert [answer.question == "settled" for answer in notes.answers] == [False, True]
    assert texts(notes.answers[1]) == ["second"]


def test_an_identical_question_that_comes_again_goes_on_where_it_stopped() -> None:
    notes = parse_notes(f"## {SETTLED}\nfirst\n## Who\nAnna\n## {SETTLED}\nsecond", BANK)
    assert [texts(answer) for answer in notes.answers] == [["first", "second"], ["Anna"]]


def test_a_heading_that_the_bank_does_not_know_becomes_a_question_of_its_own() -> None:
    notes = parse_notes("# A talk\n\n## Who:\nAn engineer\n\nChallenges\n----------\nTime\n\n**Wishes**:\nPeace", BANK)
    assert notes.title == "A talk"
    assert asked(notes) == ["Who", "Challenges", "Wishes"]
    assert [texts(answer) for answer in notes.answers] == [["An engineer"], ["Time"], ["Peace"]]
    keys = [answer.question for answer in notes.answers]
    assert len(set(keys)) == 3 and all(key.startswith("own-") for key in keys)
    assert "3 headings became questions of their own." in notes.said


def test_what_stands_under_no_heading_becomes_other_notes() -> None:
    notes = parse_notes("Called on Monday.\nSounds tired.\n\nWhy so?\n## Who\nAnna", BANK)
    assert notes.answers[0].question == OTHER_QUESTION
    assert notes.answers[0].asked_text == ""
    assert texts(notes.answers[0]) == ["Called on Monday.", "Sounds tired.", "Why so?"]
    assert "3 lines under no question became other notes." in notes.said
    assert "None of the questions of “A customer” was found in the notes." in notes.said


@pytest.mark.parametrize(
    ("heading", "name", "first"),
    [
        ("## Who: An engineer", "Who", ["An engineer"]),
        ("## Part 2: the purchase", "Part 2: the purchase", []),
        ("## Q2: Why a desk?", "Q2: Why a desk?", []),
        ("## At 10:30", "At 10:30", []),
        ("## Why ##", "Why", []),
        ('## <img src="x.png" alt="Logo" width="45"> June <b>2022</b>', "June 2022", []),
        ("## [The site](https://example.com) and **more**", "The site and more", []),
        ("## <img alt='' src=x>", "<img alt='' src=x>", []),
        ("## Fish &amp; chips, 1 < 2 <Anna>", "Fish & chips, 1 < 2 <Anna>", []),
    ],
)
def test_a_heading_is_reduced_to_its_words(heading: str, name: str, first: list[str]) -> None:
    notes = parse_notes(f"text\n{heading}", None)
    assert (asked(notes)[1], texts(notes.answers[1])) == (name, first)


def test_the_only_top_heading_is_the_title_and_keeps_what_stands_under_it() -> None:
    notes = parse_notes("# Results: a talk\nIntro\n## Who\nAnna", None)
    assert notes.title == "Results: a talk"
    assert asked(notes) == ["Results: a talk", "Who"]


def test_a_bold_word_inside_a_paragraph_is_no_heading() -> None:
    notes = parse_notes("He said\n**Never again**\nand left.\n**Anna**: hello\n**a** and **b**", None)
    assert [answer.question for answer in notes.answers] == [OTHER_QUESTION]


def test_plain_text_may_head_its_paragraphs_with_a_colon() -> None:
    notes = parse_notes("Anna, on the phone\n\nChallenges:\n- time\n\nWishes:\npeace", None)
    assert asked(notes) == ["", "Challenges", "Wishes"]


# --- what becomes a line -----------------------------------------------------------------------------------------


def test_bullets_carry_no_mark_unless_marks_are_asked_for() -> None:
    typed = "## Notes\n- it wobbled\n  * too loud\n+ stands\n-20 % today\n• dot"
    plain = parse_notes(typed, None).answers[0].lines
    assert [line.text for line in plain] == ["it wobbled", "too loud", "stands", "-20 % today", "dot"]
    assert not any(line.marks for line in plain)
    marked = parse_notes(typed, None, marks=True).answers[0].lines
    assert [line.marks for line in marked[:4]] == [[Mark.PAIN], [Mark.QUOTE], [Mark.GOAL], []]
    assert [line.text for line in marked[:4]] == ["it wobbled", "too loud", "stands", "-20 % today"]


def test_a_marked_line_is_no_question_of_the_bank() -> None:
    notes = parse_notes(f"? {SETTLED}", BANK, marks=True)
    assert notes.answers[0].question == OTHER_QUESTION
    assert notes.answers[0].lines[0].marks == [Mark.COME_BACK]


def test_a_quote_sign_makes_a_line_word_for_word_with_and_without_marks() -> None:
    typed = "> It wobbled.\n>\n> - never again\n>5 people\n> = he is tired\n“so far so great”"
    lines = parse_notes(typed, None).answers[0].lines
    kinds = [line.kind for line in lines]
    said, seen = LineKind.WORD_FOR_WORD, LineKind.OBSERVED
    assert kinds == [said, said, seen, said, seen]
    assert [line.text for line in lines] == [
        "It wobbled.",
        "never again",
        ">5 people",
        "= he is tired",
        "“so far so great”",
    ]
    marked = parse_notes(typed, None, marks=True).answers[0].lines
    assert (marked[1].kind, marked[1].marks) == (said, [Mark.PAIN])
    assert (marked[3].kind, marked[3].text) == (LineKind.MY_READING, "he is tired")


def test_a_list_that_counts_loses_its_numbers_and_a_date_keeps_them() -> None:
    typed = "1. time\n   - of others\n2. money\n3. words\n\n12. Mai war der Tag\n1. Juni auch"
    assert texts(parse_notes(typed, None).answers[0]) == [
        "time",
        "of others",
        "money",
        "words",
        "12. Mai war der Tag",
        "1. Juni auch",
    ]


def test_front_matter_and_code_are_kept_as_they_were_written() -> None:
    notes = parse_notes(
        '---\ntitle: "A guide"\nlayout: post\n---\n## Who\n```\n# no heading\n- no bullet\n```\nAnna', None
    )
    assert notes.title == "A guide"
    assert texts(notes.answers[0]) == ['title: "A guide"', "layout: post"]
    assert texts(notes.answers[1]) == ["```", "# no heading", "- no bullet", "```", "Anna"]


def test_a_fence_that_is_never_closed_does_not_swallow_the_headings() -> None:
    assert asked(parse_notes("```\n## Who\nAnna", None)) == ["", "Who"]


def test_control_characters_are_shown_and_odd_line_breaks_break_lines() -> None:
    notes = parse_notes("a\x00b\u2028c\x0bd\r\ne\rf", None)
    assert texts(notes.answers[0]) == ["a␀b", "c", "d", "e", "f"]


def test_a_hundred_thousand_characters_on_a_line_are_one_line() -> None:
    long = "wobble? " * 12_500
    for typed in (long, f"- {long}", "[" * 100_000, "**x" * 40_000, "# " + "<img " * 20_000 + "![" * 1_000):
        notes = parse_notes(f"## Who\n{typed}\n", BANK)
        assert len(everything(notes)) >= 99_000


# --- choices -----------------------------------------------------------------------------------------------------


def test_a_line_that_is_an_options_label_is_the_choice_and_the_rest_stays_notes() -> None:
    notes = parse_notes("## How often do you use it?\n- daily\nIn the morning.", BANK)
    answer = notes.answers[0]
    assert (answer.content, answer.known, texts(answer)) == ("daily", Known.KNOWN, ["In the morning."])
    assert parse_notes("How often do you use it? Weekly", BANK).answers[0].content == "weekly"


def test_several_labels_are_several_choices_where_several_may_be_chosen_and_no_guess_where_not() -> None:
    several = parse_notes("## Where do you use it?\n- Home\n- Office", BANK).answers[0]
    assert (several.content, several.lines) == (["home", "office"], [])
    unsure = parse_notes("## How often do you use it?\n- Daily\n- Weekly", BANK).answers[0]
    assert (unsure.content, unsure.known, texts(unsure)) == (None, None, ["Daily", "Weekly"])


def test_words_near_an_options_label_are_no_choice() -> None:
    answer = parse_notes("## How often do you use it?\nDaily, mostly", BANK).answers[0]
    assert (answer.known, texts(answer)) == (None, ["Daily, mostly"])


# --- nothing is lost ---------------------------------------------------------------------------------------------

WORD = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd")), min_size=1, max_size=8)
SENTENCE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
ROW = st.tuples(
    st.sampled_from(
        ["", "", "- ", "  * ", "+ ", "1. ", "2. ", "> ", "> - ", "# ", "## ", "#### ", "Q: ", '"', "\t", "    ", "| "]
    ),
    st.one_of(SENTENCE, st.sampled_from([SETTLED, LAST_USE, DAY, "Daily", "```", "---", "===", "", f"**{LIKED}**"])),
    st.sampled_from(["", "?", ":", ": and more", "? And more", " ##", "  "]),
).map("".join)


@given(st.lists(ROW, max_size=14), st.booleans())
def test_every_word_of_the_notes_stands_somewhere_in_the_answers(rows: list[str], marks: bool) -> None:
    typed = "\n".join(rows)
    notes = parse_notes(typed, BANK, marks=marks)
    shown = words(everything(notes)) | words(" ".join(str(answer.content) for answer in notes.answers).title())
    lost = {word for word in words(typed) if word not in shown}
    assert not {word for word in lost if not word.isdigit() and word not in ("Q", "Daily")}
    assert len({answer.question for answer in notes.answers}) == len(notes.answers)


@given(st.text(), st.booleans())
def test_any_text_at_all_becomes_notes(typed: str, marks: bool) -> None:
    notes = parse_notes(typed, BANK, marks=marks)
    assert notes.lines == sum(len(answer.lines) for answer in notes.answers)
    assert all(line.text.strip() and "\n" not in line.text for answer in notes.answers for line in answer.lines)


# --- files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_file_is_read_as_its_byte_order_mark_says(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes("## Où\nÇa allait, 👍".encode(encoding))
    notes = read_notes(file, None)
    assert (asked(notes), texts(notes.answers[0])) == (["Où"], ["Ça allait, 👍"])


def test_notes_in_windows_letters_are_read_and_a_word_shows_whether_they_are_right(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes("Elle allait au café, déjà".encode("cp1252"))
    notes = read_notes(file, None)
    assert texts(notes.answers[0]) == ["Elle allait au café, déjà"]
    assert "“café” is spelled right" in notes.said[-1]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.md", b"", "empty.md is empty"),
        ("blank.md", b"\n \n---\n", "blank.md holds no notes"),
        ("mac.txt", "Café déjà".encode("mac_roman"), "mac.txt cannot be read as text"),
        ("notes.docx", b"PK\x03\x04abc", "save it as plain text"),
        ("notes.pdf", b"%PDF-1.7 abc", "save it as plain text"),
        ("zeros.txt", b"Anna\0\0\0\0", "save it as plain text"),
    ],
)
def test_a_file_that_holds_no_notes_gets_a_plain_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PlainError, match=re.escape(sentence)):
        read_notes(tmp_path / name, BANK)


def test_a_folder_and_a_missing_file_get_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(PlainError, match="is a folder"):
        read_notes(tmp_path, None)
    with pytest.raises(PlainError, match="There is no file"):
        read_notes(tmp_path / "none.md", None)


def test_real_interview_notes_become_an_interview_whose_lists_are_no_pains(shared_data: Path) -> None:
    notes = read_notes(shared_data / "interview" / "otel-interview-outcome-2022.md", BANK)
    assert notes.title == "June 2022 End User Interview"
    assert asked(notes) == [
        "Who",
        "Stack/What they’re trying to Observe",
        "Their end vision for OTel",
        "Why OTel",
        "Challenges",
        "Positive notes",
        "Notes of Interest",
    ]
    assert [len(answer.lines) for answer in notes.answers] == [1, 13, 2, 2, 12, 1, 3]
    assert texts(notes.answers[1])[:3] == ["C", "C#", "C++"]
    assert not any(line.marks for answer in notes.answers for line in answer.lines)


def test_no_word_of_any_real_notes_is_lost(shared_data: Path) -> None:
    files = sorted(shared_data.glob("*/*.md"))
    assert files
    for file in files:
        typed = re.sub(r"^#.*(<img [^>]*>)", "#", file.read_text("utf-8"), flags=re.MULTILINE)
        typed = re.sub(r"^#.*\]\(.*\).*$", "", typed, flags=re.MULTILINE)
        for marks in (False, True):
            notes = read_notes(file, BANK, marks=marks)
            lost = words(typed) - words(everything(notes))
            assert not {word for word in lost if not word.isdigit()}, file.name
