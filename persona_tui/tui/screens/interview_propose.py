"""What to ask next, and why: the questions that fill what is unknown. They are proposed; nothing changes places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.interview_guide import Proposal, ProposalReason
from persona_tui.tui.widgets.dialog import Dialog
from persona_tui.tui.widgets.marked_list import MarkedList
from persona_tui.tui.widgets.words import MUTED, Words, styled

MOST_LINES = 3
"""Lines of the map that are named for one question."""


def why_words(proposal: Proposal, names: Mapping[str, str]) -> str:
    """Why a question is proposed, in one sentence; `names` are those of the people, by id."""
    whom = _(" and ").join(clean_line(names.get(person, "?")) for person in proposal.people)
    if proposal.reason is ProposalReason.STANDS:
        named = clean_line("; ".join(proposal.lines[:MOST_LINES]))
        more = len(proposal.lines) - MOST_LINES
        if more > 0:
            named = ngettext("{named}; and {n} more", "{named}; and {n} more", more).format(named=named, n=more)
        return _("It says where {names} stands: {lines}").format(names=whom, lines=named)
    label = clean_line(proposal.attribute.label) if proposal.attribute is not None else ""
    if proposal.reason is ProposalReason.NOTED:
        sentence = _("In your notes of {names}, the short answer is not filled in: {label}")
    elif proposal.is_new:
        sentence = _("Unknown of {names}, and in no question of this guide: {label}")
    else:
        sentence = _("Unknown of {names}: {label}")
    return sentence.format(label=label, names=whom)


class ProposeDialog(Dialog[Proposal]):
    """The questions that would fill a gap, the best first."""

    DEFAULT_CSS = """
    ProposeDialog OptionList { height: auto; max-height: 14; margin-top: 1; }
    ProposeDialog .option-list--option { padding: 0 1; }
    ProposeDialog #nothing { padding: 0 1; margin-top: 1; }
    """
    accept_label = _("Ask this")
    about = _(
        "Questions that would tell what you do not know yet of this customer. It is a proposal: the order of your "
        "questions stays as it is, and you may ask anything at any time."
    )

    def __init__(self, found: Sequence[Proposal], names: Mapping[str, str]) -> None:
        super().__init__(_("What to ask to fill the gaps"))
        self._found = found
        self._names = names

    def compose_form(self) -> ComposeResult:
        if not self._found:
            yield Words(
                _("Nothing you picked is unknown of them. What is worth knowing of a customer you choose on F3."),
                id="nothing",
            )
            return
        yield MarkedList(*(Option(self._words(one)) for one in self._found), id="proposals")

    def _words(self, proposal: Proposal) -> Content:
        glyph = "+ " if proposal.is_new else "· "
        return styled(
            (glyph, "bold $text-accent"),
            (clean_line(proposal.question.text), "bold"),
            (f"\n  {why_words(proposal, self._names)}", MUTED),
        )

    def on_mount(self) -> None:
        """At the best."""
        (self.query_one("#proposals") if self._found else self.query_one("#dialog-accept")).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click, or Enter."""
        event.stop()
        self.action_accept()

    def result(self) -> Proposal | None:
        """The one that is highlighted."""
        if not self._found:
            return None
        place = self.query_one("#proposals", OptionList).highlighted
        return self._found[place] if place is not None else None
