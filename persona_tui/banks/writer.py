"""Writing a question bank as the TOML that `reader` reads."""

from __future__ import annotations

from collections.abc import Iterator

from persona_tui.domain.attributes import Care, Kind, Option
from persona_tui.domain.questions import Phase, Question, QuestionBank, Section

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_TABLE = {code: f"\\u{code:04x}" for code in (*range(0x20), 0x7F)}
_TABLE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TABLE |= {ord(character): escape for character, escape in _ESCAPES.items()}


def toml_string(text: str) -> str:
    """A text as TOML's basic string, in quotes. Halves of characters, which no file can hold, become `�`."""
    return f'"{text.translate(_TABLE)}"'


def bank_toml(bank: QuestionBank) -> str:
    """The whole bank as TOML, ending in a line break."""
    return "\n".join(_bank_lines(bank)) + "\n"


def _bank_lines(bank: QuestionBank) -> Iterator[str]:
    yield f"key = {toml_string(bank.key)}"
    yield f"title = {toml_string(bank.title)}"
    yield f"language = {toml_string(bank.language)}"
    yield f"audience = {toml_string(bank.audience.value)}"
    yield f"minutes = {bank.minutes}"
    if bank.about:
        yield f"about = {toml_string(bank.about)}"
    for section in bank.sections:
        yield from _section_lines(section)


def _section_lines(section: Section) -> Iterator[str]:
    yield ""
    yield "[[sections]]"
    yield f"key = {toml_string(section.key)}"
    yield f"title = {toml_string(section.title)}"
    yield f"minutes = {section.minutes}"
    if section.phase is not Phase.TOPIC:
        yield f"phase = {toml_string(section.phase.value)}"
    for question in section.questions:
        yield from _question_lines(question)


def _question_lines(question: Question) -> Iterator[str]:
    yield ""
    yield "[[sections.questions]]"
    yield f"key = {toml_string(question.key)}"
    yield f"text = {toml_string(question.text)}"
    if question.probes:
        yield "probes = ["
        yield from (f"    {toml_string(probe)}," for probe in question.probes)
        yield "]"
    if question.field:
        yield f"field = {toml_string(question.field)}"
    if question.attribute:
        yield f"attribute = {toml_string(question.attribute)}"
    if question.kind is not Kind.TEXT or question.attribute:
        yield f"kind = {toml_string(question.kind.value)}"
    if question.care is not Care.NONE:
        yield f"care = {toml_string(question.care.value)}"
    if question.options:
        yield "options = ["
        yield from (f"    {_option(option)}," for option in question.options)
        yield "]"


def _option(option: Option) -> str:
    return f"{{ key = {toml_string(option.key)}, label = {toml_string(option.label)} }}"
