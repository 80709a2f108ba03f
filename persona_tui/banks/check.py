"""Everything that is wrong with a question bank, at once, for whoever writes one."""

from __future__ import annotations

from pathlib import Path

from persona_tui.banks.catalogue import load_catalogue
from persona_tui.banks.files import BankError, base_language, read_toml
from persona_tui.banks.findings import BankReading, Finding
from persona_tui.i18n import _

__all__ = ["Finding", "check_bank"]


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
    return sorted(findings, key=lambda finding: finding.level != "error")
