"""In words, before it is made: what the documents say that tell of a whole study, or are for the next talk."""

from __future__ import annotations

from textual.content import Content

from persona_tui.banks.reader import BankError, list_banks, load_bank
from persona_tui.domain.questions import QuestionBank
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import SheetContent
from persona_tui.exports.disclosure import Disclosure
from persona_tui.i18n import _, ngettext
from persona_tui.tui.screens.share_rows import Choice
from persona_tui.tui.widgets.words import MUTED, styled
from persona_tui.workflows import sharing
from persona_tui.workflows.session import Session

MOST_QUESTIONS = 40


def kind_words(session: Session, choice: Choice, bank: str, disclosure: Disclosure) -> Content:
    """What a document of that kind will say. `bank` is the key of the questions for a talk."""
    lines = [styled((choice.label, "bold $accent")), styled((choice.words, MUTED)), styled("")]
    if choice.key == "report":
        lines += _report(session)
    elif choice.key == "cards":
        cards = (sharing.sheet_to_share(session, persona.id, disclosure) for persona in session.personas())
        lines += [line for card in cards for line in _card(card)]
    elif choice.key in ("guide", "questionnaire"):
        lines += _questions(session, bank)
    else:
        lines.append(
            styled(
                _(
                    "You write a Word document of your own and put tags where a persona's parts are to stand, such as "
                    "{name}. The guide lists every tag, and is itself a document to begin from. Choose yours with l."
                ).format(name="{{ persona.name }}")
            )
        )
    return Content("\n").join(lines)


def banks_to_choose() -> list[tuple[str, str]]:
    """The banks that can be used: key and title, each once."""
    return list({info.key: clean_line(info.title) for info in list_banks() if not info.problem}.items())


def _report(session: Session) -> list[Content]:
    personas = session.personas()
    claims = sum(len(field.claims) for persona in personas for field in persona.shown_fields)
    talks = [talk for talk in session.view().interviews if talk.has_words]
    return [
        styled(part)
        for part in (
            _("What you wanted to find out, who was asked, and how."),
            ngettext("{n} persona side by side.", "{n} personas side by side.", len(personas)).format(n=len(personas)),
            ngettext(
                "{n} claim, with who said it and what speaks against it.",
                "{n} claims, each with who said it and what speaks against it.",
                claims,
            ).format(n=claims),
            ngettext("How far {n} interview carries.", "How far {n} interviews carry.", len(talks)).format(
                n=len(talks)
            ),
            _("At the end, everything that the sentences rest on."),
        )
    ]


def _card(card: SheetContent) -> list[Content]:
    lines = [styled((clean_line(card.name) or _("(no name yet)"), "bold"), "  ", clean_line(card.archetype))]
    if card.quote:
        lines.append(styled((f"“{clean_line(card.quote)}”", "italic")))
    return [*lines, styled("")]


def _questions(session: Session, wanted: str) -> list[Content]:
    bank = _bank(session, wanted)
    if bank is None:
        return [styled(_("Choose the questions with l."))]
    lines = [styled((clean_line(bank.title), "bold")), styled((_("Other questions: l"), MUTED))]
    for section in bank.sections:
        lines += [styled(""), styled((clean_line(section.title), "bold"))]
        lines += [styled(("· ", MUTED), clean_line(question.text)) for question in section.questions]
    return lines[: MOST_QUESTIONS + 2]


def _bank(session: Session, wanted: str) -> QuestionBank | None:
    try:
        return load_bank(wanted, session.study.bank_language) if wanted else None
    except BankError:
        return None
