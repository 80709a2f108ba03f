"""A question that somebody is about to ask, looked at as a colleague would."""

from __future__ import annotations

from persona_tui.banks.lint import lint_question
from persona_tui.workflows.session import Session


def lint_asked(session: Session, text: str) -> list[str]:
    """What is to be said against a question added on the spot, one sentence each, in the language of the study's
    questions; nothing where there are no rules for that language. Quick enough for every key.
    """
    return [finding.sentence for finding in lint_question(text, language=session.study.bank_language)]
