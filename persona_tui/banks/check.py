"""Everything that is wrong with a question bank, at once, for whoever writes one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.files import BankError, base_language, read_toml
from persona_tui.banks.findings import BankReading, Finding, question_place, section_place
from persona_tui.banks.lint import LintFinding, lint_question, lint_rules
from persona_tui.domain.questions import QuestionBank
from persona_tui.i18n import _

__all__ = ["Finding", "check_bank"]

LONGEST_SHOWN = 60
"""Characters of a question that a hint quotes."""


def check_bank(path: Path) -> list[Finding]:
    """What is wrong with the bank in a file, errors first; empty when nothing is. Raises nothing for a bad file."""
    try:
        data = read_toml(path)
    except BankError as error:
        return [Finding("error", error.place, error.what)]
    language = path.stem if path.stem == base_language(path.stem) else ""
    reading = BankReading(data, load_catalogue(language or "en"))
    bank = reading.bank()
    findings = reading.findings
    if language and bank.language and bank.language != language:
        sentence = _("The file is named {name}, but its language is {language}.")
        findings.append(Finding("hint", "", sentence.format(name=path.name, language=bank.language)))
    key = path.parent.name if language else path.stem
    if bank.key and bank.key != key:
        sentence = _("Its key is {key}, but the program will know it by its place: {place}.")
        findings.append(Finding("hint", "", sentence.format(key=bank.key, place=key)))
    findings += _put_questions(bank)
    return sorted(findings, key=lambda finding: finding.level != "error")


def _put_questions(bank: QuestionBank) -> Iterator[Finding]:
    """What is to be said against the way in which the questions are put; the first hint of a rule has an example."""
    examples = {rule.key: (rule.before, rule.after) for rule in lint_rules(bank.language)}
    for section_number, section in enumerate(bank.sections, 1):
        for number, question in enumerate(section.questions, 1):
            place = question_place(section_place(section_number, section.key), number, question.key)
            asked = [(place, question.text, False)]
            asked += [
                (_("{question}, follow-up {number}").format(question=place, number=probe_number), probe, True)
                for probe_number, probe in enumerate(question.probes, 1)
            ]
            for here, text, probe in asked:
                for found in lint_question(
                    text, kind=question.kind, language=bank.language, phase=section.phase, probe=probe
                ):
                    yield Finding("hint", here, _said(text, found, examples.pop(found.rule, None)))


def _said(text: str, found: LintFinding, example: tuple[str, str] | None) -> str:
    """A lint finding as a sentence, with the words that it is about."""
    start, end = found.place
    words = text[start:end].strip(" ,.;:")
    if len(words) > LONGEST_SHOWN:
        words = words[:LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"
    elif words.count(" ") > 2 and text[end:].strip(' ?.!…"”)'):
        words += " …"
    sentence = _("“{words}”: {sentence}").format(words=words, sentence=found.sentence)
    if example is None:
        return sentence
    before, after = example
    return f"{sentence} " + _("For example “{after}” in place of “{before}”").format(after=after, before=before)
