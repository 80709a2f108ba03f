"""What claims are held against: who was asked what, whether evidence counts, and how well a claim stands on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from persona_tui.domain.attributes import Known, SourceKind, Value
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.claims import Claim, Standing, StandingKind, standing
from persona_tui.domain.consent import Consent, Scope, covers, latest_consent
from persona_tui.domain.evidence import Evidence, TargetKind, locate
from persona_tui.domain.interviews import OTHER_QUESTION, Interview, Line
from persona_tui.domain.marks import LineKind
from persona_tui.domain.personas import Persona, Quote
from persona_tui.domain.transcripts import Cue, Transcript, cue_id_of
from persona_tui.i18n import _, ngettext
from persona_tui.insights.contents import value_words
from persona_tui.insights.coverage import ValuesByCell, by_cell, current
from persona_tui.insights.view import StudyView

CHANNEL_ABOUT = "channel:"
"""What the `about` of evidence on a channel begins with; the channel's key follows."""


class Context:
    """What evidence is held against: the records, who is real, and who was asked what.

    `asked` has, for each question's key, attribute's key and "channel:<key>", the ids of the people who were asked
    or of whom it is known. `interviews` are those with their words, and `transcripts` theirs; words in others count
    as gone.
    """

    def __init__(
        self, view: StudyView, interviews: Iterable[Interview], transcripts: Iterable[Transcript] = ()
    ) -> None:
        self.view = view
        self.interviews = {interview.id: interview for interview in interviews}
        self.transcripts = {transcript.id: transcript for transcript in transcripts}
        self._cues: dict[str, dict[str, Cue]] = {}
        self.real = {person.id for person in view.real_people}
        self._consents = {consent.id: consent for consent in view.consents}
        self._latest = {person.id: latest_consent(person.id, view.consents) for person in view.people}
        self._uses = {use.id: use for use in view.channel_uses}
        self._talk_consents = {talk.id: talk.consent for talk in view.interviews}
        self._talk_consents |= {talk.id: talk.consent for talk in self.interviews.values()}
        self._values = {value.id: value for value in view.values if self.value_may_count(value)}
        self._cells = by_cell(self._values.values())
        self.asked = self._who_was_asked()

    def covers(self, consent_id: str, person: str, scope: Scope = Scope.NOTES) -> bool:
        """Whether a talk that rests on that consent may be used for `scope` as far as this person's words go.

        The consent must stand; where it is another person's, this one's own must stand too.
        """
        linked: Consent | None = self._consents.get(consent_id)
        if not covers(linked, scope):
            return False
        return (linked is not None and linked.person == person) or covers(self._latest.get(person), scope)

    def value_may_count(self, value: Value) -> bool:
        """Whether a value was not said in a talk that no consent covers."""
        if value.source_kind is not SourceKind.INTERVIEW:
            return True
        return self.covers(self._talk_consents.get(value.source, ""), value.person)

    @property
    def values(self) -> list[Value]:
        """The values that may count."""
        return list(self._values.values())

    @property
    def cells(self) -> ValuesByCell:
        """The values that may count, by person and attribute."""
        return self._cells

    def counts(self, evidence: Evidence) -> bool:
        """Whether a piece of evidence still holds: its words or value are there unchanged, and a consent covers them.

        What an interviewer made of it (`MY_READING`) is nobody's voice. A transcript is a recording written out: its
        words need a consent to recording too, and count for no more than the one who says them.
        """
        if evidence.kind is TargetKind.VALUE:
            value = self._values.get(evidence.target)
            if value is None or value.person != evidence.person:
                return False
            now = current(self._cells.get((value.person, value.attribute), ()))
            said = evidence.exact or value_words(value)
            return now is not None and now.known is Known.KNOWN and value_words(now) == said
        if evidence.kind is TargetKind.CHANNEL:
            use = self._uses.get(evidence.target)
            return use is not None and use.person == evidence.person and evidence.exact in ("", use_words(use))
        kind = self._kind_of_words(evidence)
        return kind is not None and kind is not LineKind.MY_READING

    def can_quote(self, evidence: Evidence) -> bool:
        """Whether the words may stand in a document as a quote."""
        return (
            self._kind_of_words(evidence) is LineKind.WORD_FOR_WORD
            and evidence.person in self.real
            and self.covers(self._talk_consents.get(evidence.container, ""), evidence.person, Scope.QUOTES)
        )

    def quote_counts(self, quote: Quote | None) -> bool:
        """Whether a persona's quote may still be shown: every piece of it."""
        return quote is not None and bool(quote.pieces) and all(self.can_quote(piece) for piece in quote.pieces)

    def claim_standing(self, claim: Claim, members: Collection[str]) -> Standing:
        """How well a claim of a persona built from `members` (ids) stands."""
        return standing(claim, members=members, real=self.real, asked=self.asked, counts=self.counts)

    def _kind_of_words(self, evidence: Evidence) -> LineKind | None:
        """Whose words they are, when they still stand where evidence points and may be used; None when not."""
        if evidence.kind is TargetKind.CUE:
            cue = self._cue(evidence)
            if cue is None:
                return None
            marked = next((passage for passage in cue.passages if passage.id == evidence.target), None)
            return marked.kind if marked is not None else LineKind.WORD_FOR_WORD
        line = self._line(evidence)
        return line.kind if line is not None else None

    def _cue(self, evidence: Evidence) -> Cue | None:
        """The cue that the words stand in, when they still do, are this person's, and may be used."""
        talk = self.interviews.get(evidence.container)
        transcript = self.transcripts.get(evidence.container)
        if talk is None or transcript is None or evidence.person not in talk.people:
            return None
        cues = self._cues.setdefault(transcript.id, {})
        if not cues:
            cues.update((cue.id, cue) for cue in transcript.cues)
        cue = cues.get(cue_id_of(evidence.target))
        if cue is None or cue.person != evidence.person:
            return None
        if locate(cue.text, evidence.exact, evidence.prefix, evidence.suffix) is None:
            return None
        return cue if self.covers(talk.consent, evidence.person, Scope.RECORDING) else None

    def _line(self, evidence: Evidence) -> Line | None:
        """The line that the words stand in, when they still do, are this person's, and may be used."""
        talk = self.interviews.get(evidence.container)
        if talk is None or evidence.person not in talk.people or not self.covers(talk.consent, evidence.person):
            return None
        found = talk.line(evidence.target)
        if found is None or locate(found[1].text, evidence.exact, evidence.prefix, evidence.suffix) is None:
            return None
        if found[1].speaker and found[1].speaker != evidence.person:
            return None
        return found[1]

    def _who_was_asked(self) -> dict[str, set[str]]:
        asked: dict[str, set[str]] = {}
        for talk in self.view.interviews:
            people = {person for person in talk.people if self.covers(talk.consent, person)}
            for question in talk.asked if people else ():
                if question != OTHER_QUESTION:
                    asked.setdefault(question, set()).update(people)
        for (person, attribute), cell in self._cells.items():
            value = current(cell)
            if value is not None and value.known is Known.KNOWN:
                asked.setdefault(attribute, set()).add(person)
        reached = {use.person for use in self.view.channel_uses}
        for use in self.view.channel_uses:
            asked[about_channel(use.channel)] = reached
        return asked


def context(view: StudyView, interviews: Iterable[Interview], transcripts: Iterable[Transcript] = ()) -> Context:
    """What evidence is held against; `interviews` must hold those of `interviews_behind` what is asked about, and
    `transcripts` theirs.
    """
    return Context(view, interviews, transcripts)


def about_channel(channel: str) -> str:
    """What evidence on a channel is about."""
    return f"{CHANNEL_ABOUT}{channel}"


def use_words(use: ChannelUse) -> str:
    """A channel's use in one fixed form: what evidence keeps, to see that it still holds."""
    return "; ".join(part for part in (use.channel, str(use.preferred) if use.preferred else "", use.how) if part)


def use_evidence(use: ChannelUse) -> Evidence:
    """The piece of evidence that points at a channel's use as it stands."""
    return Evidence(
        person=use.person,
        kind=TargetKind.CHANNEL,
        target=use.id,
        about=about_channel(use.channel),
        exact=use_words(use),
    )


def interviews_behind(view: StudyView, personas: Sequence[Persona]) -> set[str]:
    """The ids of the interviews that these personas rest on: those of their people, and those that claims point at."""
    members = {person for persona in personas for person in persona.people}
    wanted = {talk.id for talk in view.interviews if members & set(talk.people)}
    for persona in personas:
        claims = [claim for field in persona.fields for claim in field.claims]
        pieces = [item for claim in claims for item in (*claim.evidence, *claim.against)]
        pieces += persona.quote.pieces if persona.quote else []
        wanted |= {item.container for item in pieces if item.container}
    return wanted


def is_on_record(claim: Claim) -> bool:
    """Whether a claim rests on what is recorded of people alone, which nobody need have been asked for."""
    kinds = {item.kind for item in (*claim.evidence, *claim.against)}
    return bool(kinds) and kinds <= {TargetKind.VALUE, TargetKind.CHANNEL}


def standing_text(of: Standing, n_members: int = 0, *, on_record: bool = False) -> str:
    """How well a claim stands, in a few words: "4 of 5 asked say so; 1 against; 2 not asked; and 1 of 3 others"; of
    what is `on_record` "4 of 5 on record; 1 against; 2 not known".

    `n_members` is how many people the persona is built from; those who are imagined are named.
    """
    known = len(of.known)
    if of.kind is StandingKind.ASSUMPTION:
        parts = [_("assumption")]
    elif on_record:
        parts = [_("{n} of {m} on record").format(n=len(of.voices), m=known)]
    elif of.kind is StandingKind.ONE_VOICE:
        parts = [_("1 voice of {n} asked").format(n=known)]
    else:
        parts = [_("{n} of {m} asked say so").format(n=len(of.voices), m=known)]
    if of.against:
        parts.append(ngettext("{n} against", "{n} against", len(of.against)).format(n=len(of.against)))
    if of.kind is StandingKind.ASSUMPTION and known > len(of.against):
        asked = (
            ngettext("{n} on record", "{n} on record", known)
            if on_record
            else ngettext("{n} asked", "{n} asked", known)
        )
        parts.append(asked.format(n=known))
    if of.not_asked and of.kind is not StandingKind.ASSUMPTION:
        missing = (
            ngettext("{n} not known", "{n} not known", len(of.not_asked))
            if on_record
            else ngettext("{n} not asked", "{n} not asked", len(of.not_asked))
        )
        parts.append(missing.format(n=len(of.not_asked)))
    imagined = n_members - known - len(of.not_asked)
    if imagined > 0:
        parts.append(ngettext("{n} imagined", "{n} imagined", imagined).format(n=imagined))
    if of.others:
        parts.append(_("and {n} of {m} others").format(n=len(of.others), m=len(of.others_known)))
    if of.others_against:
        n = len(of.others_against)
        parts.append(ngettext("{n} other against", "{n} others against", n).format(n=n))
    if of.lost:
        parts.append(ngettext("{n} no longer counts", "{n} no longer count", of.lost).format(n=of.lost))
    return "; ".join(parts)
