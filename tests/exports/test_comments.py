"""Comments in the margin of a document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from persona_tui.exports.word.comments import COMMENT_LOOK, Margin
from persona_tui.exports.word.document import Page, append, new_document, to_bytes
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.text import new_paragraph
from tests.exports.export_samples import CHANGED, HOSTILE
from tests.exports.word_reading import W, part, strict_reader

TITLE = Look(name="Title", size=20)


def _document(*comments: list[str], author: str = "Upright & Co.") -> bytes:
    document = new_document(
        language="en", title="T", author=author, changed=CHANGED, page=Page(), normal=Look(name="Normal", size=10),
        looks=[TITLE, COMMENT_LOOK],
    )  # fmt: skip
    margin = Margin(document, author=author, changed=CHANGED)
    for lines in comments:
        paragraph = new_paragraph("Title", "A claim")
        append(document, paragraph)
        margin.note(paragraph, lines)
    return to_bytes(document)


def test_a_comment_stands_on_the_text_and_says_what_it_was_given() -> None:
    document = _document(["3 of 5 say so", "Customer 1: “yes”"], ["another"])
    comments = part(document, "word/comments.xml")
    said = [["".join(p.itertext()) for p in comment.iter(f"{W}p")] for comment in comments.iter(f"{W}comment")]
    assert said == [["3 of 5 say so", "Customer 1: “yes”"], ["another"]]
    body = part(document)
    for sign in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert [each.get(f"{W}id") for each in body.iter(f"{W}{sign}")] == ["0", "1"]


def test_all_comments_are_of_the_studys_last_change_and_by_the_business() -> None:
    comments = list(part(_document(["a"], ["b"]), "word/comments.xml").iter(f"{W}comment"))
    assert {comment.get(f"{W}date") for comment in comments} == {"2026-11-20T14:02:11Z"}
    assert {(comment.get(f"{W}author"), comment.get(f"{W}initials")) for comment in comments} == {
        ("Upright & Co.", "UC")
    }
    assert datetime.fromisoformat("2026-11-20T14:02:11+00:00") == CHANGED.astimezone(UTC)


def test_nothing_to_say_leaves_no_comment() -> None:
    assert not list(part(_document([])).iter(f"{W}commentReference"))


def test_hostile_comments_are_text_and_a_strict_reader_finds_nothing_wrong(shared_tools: Path, tmp_path: Path) -> None:
    document = _document([HOSTILE, ""], author=HOSTILE)
    assert strict_reader(shared_tools, tmp_path)(document) == []
    assert "{{7*7}}" in "".join(part(document, "word/comments.xml").itertext())


def test_the_same_comments_give_the_same_bytes() -> None:
    assert _document(["a"], ["b"]) == _document(["a"], ["b"])
