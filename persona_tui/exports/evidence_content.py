"""What a claim rests on, as a document may show it: who said it and when, and the words where they may stand."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

import msgspec

from persona_tui.domain.attributes import Attribute, Value
from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Scope, covers, latest_consent
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.marks import LineKind
from persona_tui.domain.questions import Question
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.domain.transcripts import cue_id_of
from persona_tui.exports.disclosure import Disclosure
from persona_tui.exports.wording import ASSUMPTION_MARK, called, clock, day
from persona_tui.i18n import _
from persona_tui.insights.channel_words import channel_label
from persona_tui.insights.contents import show_content
from persona_tui.insights.grounds import CHANNEL_ABOUT, Context
from persona_tui.insights.voices import use_text

_FEWEST_REPEATED = 4
"""So many words are a quote where they are all that was said."""
_MANY_IN_A_ROW = 6
"""So many of somebody's words in a row are a quote, whatever stands around them."""


class ShownEvidence(msgspec.Struct, kw_only=True, frozen=True):
    """One thing that speaks for a claim, or against it. `who` said it `when` ("2 Nov 2026, 11:52") to the question or
    on the attribute `about`; `words` is "" where they may not stand, `quoted` says that they are word for word.
    """

    who: str
    when: str = ""
    about: str = ""
    words: str = ""
    quoted: bool = False
    against: bool = False
    imagined: bool = False

    @property
    def said(self) -> str:
        """The words as they are shown, in quotation marks where they are somebody's own."""
        return _("“{words}”").format(words=self.words) if self.quoted and self.words else self.words


class Teller:
    """Shows evidence as a document may, and counts what it held back."""

    def __init__(
        self,
        ground: Context,
        disclosure: Disclosure,
        questions: Mapping[str, Question],
        attributes: Mapping[str, Attribute],
    ) -> None:
        self._ground = ground
        self._view = ground.view
        self._disclosure = disclosure
        self._questions = questions
        self._attributes = attributes
        self._latest = {person.id: latest_consent(person.id, self._view.consents) for person in self._view.people}
        self._values = {value.id: value for value in self._view.values}
        self._uses = {use.id: use for use in self._view.channel_uses}
        self._called: dict[str, str] = {}
        self.held_back: Counter[str] = Counter()

    def called(self, person: str) -> str:
        """What the document calls somebody."""
        if person not in self._called:
            names = self._disclosure.naming
            self._called[person] = called(person, self._view.people, self._view.consents, names=names)
        return self._called[person]

    def evidence(self, claim: Claim) -> list[ShownEvidence]:
        """What speaks for a claim and then what speaks against it, as far as it counts."""
        found = [self._shown(item, False) for item in claim.evidence if self._ground.counts(item)]
        return found + [self._shown(item, True) for item in claim.against if self._ground.counts(item)]

    def repeats_hidden_words(self, claim: Claim) -> bool:
        """Whether a claim's own text is a quote of somebody whose words may not stand here."""
        text = f" {_compared(claim.text)} "
        return any(
            _repeats(text, _compared(item.exact))
            for item in (*claim.evidence, *claim.against)
            if self._may_not_be_repeated(item)
        )

    def _may_not_be_repeated(self, item: Evidence) -> bool:
        """Outside the business, what was noted of a talk is somebody's words as well."""
        kind = self.kind_of_words(item)
        if self._is_without_consent(item) or (kind is not None and not self._may_leave(item)):
            return True
        return kind is LineKind.WORD_FOR_WORD and bool(self.why_no_words(item))

    def _is_without_consent(self, item: Evidence) -> bool:
        """Whether somebody has not agreed to notes of what they said there, or does so no longer."""
        if item.kind is TargetKind.VALUE:
            value = self._values.get(item.target)
            return value is not None and not self._ground.value_may_count(value)
        talk = self._ground.interviews.get(item.container)
        return talk is not None and not self._ground.covers(talk.consent, item.person)

    def why_no_words(self, item: Evidence) -> str:
        """Why somebody's words may not stand in the document: "quotes", "consent" or "sharing"; "" where they may.

        Values on record are facts and no quotes; outside the business they stay with those who agreed to sharing.
        """
        if not self._disclosure.quotes and item.kind in (TargetKind.LINE, TargetKind.CUE):
            return "quotes"
        if self.kind_of_words(item) is LineKind.WORD_FOR_WORD and not (
            self._ground.can_quote(item) and self._all_agreed(item, Scope.QUOTES)
        ):
            return "consent"
        return "" if self._may_leave(item) else "sharing"

    def _may_leave(self, item: Evidence) -> bool:
        """Whether a passage may be read outside the business, or the document is not for that."""
        if not self._disclosure.redact:
            return True
        return self.shares(item.person) and self._all_agreed(item, Scope.SHARING)

    def shares(self, person: str) -> bool:
        """Whether somebody's words may be shown outside the business."""
        return person not in self._ground.real or covers(self._latest.get(person), Scope.SHARING)

    def _all_agreed(self, item: Evidence, scope: Scope) -> bool:
        """Whether everybody agreed who can have said a line: all on the call, where no speaker is noted."""
        talk = self._ground.interviews.get(item.container)
        found = talk.line(item.target) if talk is not None and item.kind is TargetKind.LINE else None
        if talk is None or found is None or found[1].speaker:
            return True
        others = [person for person in talk.people if person != item.person and person in self._ground.real]
        return all(self._ground.covers(talk.consent, person, scope) for person in others)

    def kind_of_words(self, item: Evidence) -> LineKind | None:
        """Whether they are somebody's own words; None for what is no words."""
        if item.kind is TargetKind.LINE:
            talk = self._ground.interviews.get(item.container)
            found = talk.line(item.target) if talk is not None else None
            return found[1].kind if found is not None else None
        if item.kind is TargetKind.CUE:
            return LineKind.WORD_FOR_WORD
        return None

    def _shown(self, item: Evidence, against: bool) -> ShownEvidence:
        why_not = self.why_no_words(item)
        if why_not:
            self.held_back[why_not] += 1
        words = "" if why_not else self._words(item)
        return ShownEvidence(
            who=self._who(item.person),
            when=self._when(item),
            about=self._about(item),
            words=words,
            quoted=self.kind_of_words(item) is LineKind.WORD_FOR_WORD,
            against=against,
            imagined=item.person not in self._ground.real,
        )

    def _who(self, person: str) -> str:
        name = self.called(person)
        if person in self._ground.real:
            return name
        return _("{who} (imagined {mark})").format(who=name, mark=ASSUMPTION_MARK)

    def _words(self, item: Evidence) -> str:
        if item.kind is TargetKind.VALUE:
            value: Value | None = self._values.get(item.target)
            attribute = self._attributes.get(item.about)
            if value is not None and attribute is not None:
                return clean_line(show_content(attribute, value.content, self._view.study.currency))
        if item.kind is TargetKind.CHANNEL and item.target in self._uses:
            return clean_line(use_text(self._uses[item.target]))
        return clean_text(item.exact).strip()

    def _when(self, item: Evidence) -> str:
        talk = self._ground.interviews.get(item.container)
        if talk is None:
            value = self._values.get(item.target)
            return _("on record, {day}").format(day=day(value.as_of)) if value is not None else ""
        at = 0
        if item.kind is TargetKind.CUE:
            transcript = self._ground.transcripts.get(item.container)
            cues = {cue.id: cue for cue in transcript.cues} if transcript is not None else {}
            cue = cues.get(cue_id_of(item.target))
            at = int(cue.start or 0) if cue is not None else 0
        else:
            found = talk.line(item.target)
            at = found[1].at if found is not None else 0
        begun = day(talk.started_at) if talk.started_at is not None else ""
        return (
            _("{day}, {time}").format(day=begun, time=clock(at)) if begun and at else begun or (clock(at) if at else "")
        )

    def _about(self, item: Evidence) -> str:
        if item.about.startswith(CHANNEL_ABOUT):
            return channel_label(item.about.removeprefix(CHANNEL_ABOUT))
        if item.kind is TargetKind.VALUE:
            attribute = self._attributes.get(item.about)
            return clean_line(attribute.label) if attribute is not None else ""
        if item.kind is TargetKind.CUE:
            return _("Transcript")
        talk = self._ground.interviews.get(item.container)
        answer = talk.answer(item.about) if talk is not None else None
        if answer is not None and answer.asked_text:
            return clean_line(answer.asked_text)
        question = self._questions.get(item.about)
        return clean_line(question.text) if question is not None else ""


def _repeats(text: str, said: str) -> bool:
    """Whether a text (with a space around it) holds all that was said, or many words of it in a row."""
    words = said.split()
    if len(words) < _FEWEST_REPEATED:
        return False
    n = min(len(words), _MANY_IN_A_ROW)
    return any(f" {' '.join(words[at : at + n])} " in text for at in range(len(words) - n + 1))


def _compared(text: str) -> str:
    """Words alone, folded, a space between them."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())
