"""The notes of an interview as a document to read and to file."""

from __future__ import annotations

import msgspec
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.domain.marks import LineKind
from persona_tui.exports.interview_content import NotesContent, NotesLine, NotesQuestion
from persona_tui.exports.word.document import Page, append, new_document, to_bytes
from persona_tui.exports.word.fields import FOOT_SIZE, add_footer
from persona_tui.exports.word.grid import Cell, add_row, new_grid
from persona_tui.exports.word.house import PLAIN, House
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.measure import shorten
from persona_tui.exports.word.papers import Paper, sheet_page
from persona_tui.exports.word.text import add_run, direction_back, new_paragraph, word_line
from persona_tui.i18n import _

_SIDE, _TOP, _BOTTOM = 70.9, 62.4, 68.0
_TIME = 46.0
_LABEL = 0.24
_SIZE = 10.5
_TITLE_SIZE = 26.0
_TITLE_LINES = 3
_MOST_LETTERS = 1000

_NORMAL = Look(name="Normal", size=_SIZE, line=0)


def _looks(page: Page, house: House) -> tuple[Look, ...]:
    return (
        Look(name="Kicker", size=8.5, bold=True, colour=house.accent, capitals=True, tracking=0.7, line=12, after=4),
        Look(name="Title", size=_TITLE_SIZE, bold=True, after=12),
        Look(name="Label", size=9.5, colour=house.grey),
        Look(name="Heading 1", size=12, bold=True, before=13, after=4, level=1, keep_next=True, keep_lines=True),
        Look(
            name="Part",
            size=10,
            bold=True,
            colour=house.accent,
            capitals=True,
            tracking=0.7,
            before=26,
            rule_top=house.rule,
            keep_next=True,
        ),
        Look(name="Choice", size=_SIZE, left=_TIME, after=3, keep_lines=True),
        Look(name="Note", size=_SIZE, left=_TIME, hanging=_TIME, tab=_TIME, after=3),
        Look(name="Caption", size=9, colour=house.grey, left=_TIME, after=3),
        Look(name="Foreword", size=9.5, colour=house.grey, before=8, after=4),
        Look(name="Footer", size=FOOT_SIZE, colour=house.grey, right_tab=page.text_width, rule_top=house.rule),
        Look(name="Time", of_text=True, size=9, colour=house.grey),
        Look(name="Mark", of_text=True, size=8.5, bold=True, colour=house.accent),
        Look(name="Aside", of_text=True, size=9, colour=house.grey),
        Look(name="Strong", of_text=True, bold=True),
    )


def write_notes(content: NotesContent, *, paper: Paper = Paper.A4, house: House = PLAIN) -> bytes:
    """The notes as a .docx file: what is known of the talk, then question by question, then the debrief."""
    page = msgspec.structs.replace(sheet_page(paper), left=_SIDE, right=_SIDE, top=_TOP, bottom=_BOTTOM)
    document = new_document(
        language=content.language,
        title=content.title,
        author=content.interviewer or content.business,
        changed=content.updated,
        page=page,
        normal=_NORMAL,
        looks=_looks(page, house),
        house=house,
    )
    if content.business:
        append(document, new_paragraph("Kicker", word_line(content.business)))
    append(document, new_paragraph("Title", _title(content, page)))
    facts = _facts(content, page, house)
    if facts is not None:
        append(document, facts)
    for sentence in content.left_out:
        append(document, new_paragraph("Foreword", sentence))
    in_debrief = False
    for question in content.questions:
        if question.is_debrief and not in_debrief:
            append(document, new_paragraph("Part", _("Afterwards: the debrief")))
        in_debrief = question.is_debrief
        _add_question(document, question)
    if not content.questions:
        append(document, new_paragraph("Foreword", _("Nothing has been noted yet.")))
    add_footer(document, _title(content, page), page.text_width)
    return to_bytes(document)


def _title(content: NotesContent, page: Page) -> str:
    title = word_line(content.title)[:_MOST_LETTERS] or _("Interview")
    return shorten(title, _TITLE_LINES, page.text_width, _TITLE_SIZE, bold=True)


def _facts(content: NotesContent, page: Page, house: House) -> BaseOxmlElement | None:
    facts = [
        (_("Talked to"), ", ".join(content.who)),
        (_("When"), content.when),
        (_("How long"), content.how_long),
        (_("Interviewer"), content.interviewer),
        (_("Notes taken by"), content.note_taker),
        (_("Questions"), content.bank),
        (_("Consent"), content.consent),
    ]
    facts = [(label, said) for label, said in facts if said.strip()]
    if not facts:
        return None
    widths = [page.text_width * _LABEL, page.text_width * (1 - _LABEL)]
    description = _("What is known about the talk: on the left what it is, on the right what it was.")
    grid = new_grid(widths, caption=_("The talk"), description=description, first_column=True)
    for label, said in facts:
        padding = (2.0, 6.0, 2.0, 0.0)
        cells = [
            Cell(paragraphs=[new_paragraph("Label", label)], padding=padding, rule_below=house.rule),
            Cell(paragraphs=[new_paragraph("Normal", word_line(said))], padding=padding, rule_below=house.rule),
        ]
        add_row(grid, widths, cells)
    return grid


def _add_question(document: Document, question: NotesQuestion) -> None:
    append(document, new_paragraph("Heading1", word_line(question.text)))
    if question.choice:
        paragraph = new_paragraph("Choice")
        add_run(paragraph, _("Answer:") + " ", "Aside")
        add_run(paragraph, word_line(question.choice), "Strong")
        append(document, paragraph)
    if question.skipped:
        append(document, new_paragraph("Caption", _("Skipped: {why}").format(why=word_line(question.skipped))))
    if question.left_out:
        append(document, new_paragraph("Caption", question.left_out))
    for line in question.lines:
        append(document, _line(line))


def _line(line: NotesLine) -> BaseOxmlElement:
    """Time, who spoke, the words (in quotation marks where they are word for word), and what they are about."""
    paragraph = new_paragraph("Note")
    add_run(paragraph, f"{line.at}\t", "Time")
    if line.speaker:
        add_run(paragraph, f"{word_line(line.speaker)}: ", "Strong")
    if line.kind is LineKind.MY_READING:
        add_run(paragraph, _("My reading:") + " ", "Aside")
    said = _("“{words}”").format(words=line.text) if line.kind is LineKind.WORD_FOR_WORD else line.text
    add_run(paragraph, said)
    if line.marks:
        add_run(paragraph, "  " + direction_back(said) + " · ".join(line.marks), "Mark")
    return paragraph
