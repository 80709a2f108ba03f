"""Themes: lines that say the same, put under one name by hand, and made into a persona's sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from persona_tui.domain.claims import Claim
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.personas import Persona
from persona_tui.domain.records import replace
from persona_tui.domain.texts import clean_line
from persona_tui.domain.variables import Theme
from persona_tui.i18n import _, ngettext
from persona_tui.insights.alike import Pair, pairs_alike
from persona_tui.insights.grounds import Context, context
from persona_tui.insights.saturation import Saturation, saturation_of
from persona_tui.insights.themes import (
    THEME_FIELDS,
    MarkedLine,
    Proposal,
    ThemeSeen,
    lacking,
    loose_lines,
    marked_lines,
    proposals,
    themes_seen,
)
from persona_tui.insights.view import StudyView
from persona_tui.workflows.lookups import put_moved, the_persona, transcripts_of
from persona_tui.workflows.personas import add_claim, restore_field
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import questions_of

_dismissed: WeakKeyDictionary[Session, set[str]] = WeakKeyDictionary()
"""The proposals that were dismissed, for as long as the study is open."""


@dataclass(frozen=True)
class Board:
    """All that stands on the wall: the lines of a persona's people (of everybody, for no `persona`), and the themes."""

    view: StudyView
    context: Context
    persona: Persona | None
    people: Sequence[str]
    lines: Sequence[MarkedLine]
    themes: Sequence[ThemeSeen]
    unmarked: bool = False

    def name_of(self, person_id: str) -> str:
        """What somebody is called in the study."""
        return self._names.get(person_id) or _("somebody")

    @cached_property
    def _names(self) -> dict[str, str]:
        return {person.id: person.name for person in self.view.people}

    def theme(self, theme_id: str) -> ThemeSeen | None:
        """A theme by id, or None."""
        return next((seen for seen in self.themes if seen.id == theme_id), None)

    def line(self, key: str) -> MarkedLine | None:
        """A line by key, or None."""
        return next((line for line in self.lines if line.key == key), None)

    def loose(self, kind: str = "") -> list[MarkedLine]:
        """The lines that stand in no theme, of all kinds or of one."""
        return loose_lines(self.lines, self.themes, kind)

    def texts(self) -> dict[str, str]:
        """Every line that can be compared with others, by key: what `pairs_alike` takes."""
        held = {line.key: line.text for seen in self.themes for line in seen.lines if line.text}
        return held | {line.key: line.text for line in self.lines}

    @cached_property
    def saturation(self) -> Saturation:
        """How many new themes each interview of the study brought."""
        return saturation_of(self.view, self.context.counts)

    def claim_of(self, theme_id: str) -> Claim | None:
        """The persona's sentence that was made of a theme, or None."""
        return claim_of(self.persona, theme_id) if self.persona is not None else None

    def sentences(self, seen: ThemeSeen) -> list[tuple[Persona, Claim, int]]:
        """The sentences that were made of a theme (of this persona's, where there is one): whose each is, and how many
        of the theme's lines it does not know yet.
        """
        found = []
        for persona in [self.persona] if self.persona is not None else self.view.personas:
            claim = claim_of(persona, seen.id)
            if claim is not None:
                found.append((persona, claim, len(lacking(claim, seen, self.context))))
        return found

    def lacking(self, seen: ThemeSeen) -> list[Evidence]:
        """The lines of a theme that the persona's sentence of it does not know yet."""
        claim = self.claim_of(seen.id)
        return lacking(claim, seen, self.context) if claim is not None else []


def board_of(session: Session, persona_id: str = "", *, unmarked: bool = False) -> Board:
    """The wall as it stands now. Raises PlainError when the persona is gone."""
    persona = the_persona(session, persona_id) if persona_id else None
    view = session.view()
    people = list(persona.people) if persona is not None else [person.id for person in view.people]
    wanted = {talk.id for talk in view.interviews if persona is None or set(people) & set(talk.people)}
    wanted |= {item.container for theme in view.themes for item in theme.evidence}
    interviews = session.interviews_by_id(talk.id for talk in view.interviews if talk.id in wanted)
    questions = questions_of(interviews) if unmarked else {}
    within = context(view, interviews, transcripts_of(session, interviews))
    lines = marked_lines(people, within, questions, unmarked=unmarked)
    return Board(view, within, persona, people, lines, themes_seen(people, within), unmarked)


# --- themes ----------------------------------------------------------------------------------------------------


def the_theme(session: Session, theme_id: str) -> Theme:
    """A theme by id. Raises PlainError when it is gone."""
    found = session.folder.get(Theme, theme_id)
    if found is None:
        raise PlainError(_("This theme is no longer in the study."))
    return found


def theme_named(session: Session, name: str, kind: str) -> Theme | None:
    """The theme of a kind that bears that name, whatever its capitals; or None."""
    wanted = clean_line(name).casefold()
    return next((one for one in session.themes() if one.field == kind and one.name.casefold() == wanted), None)


def new_theme(session: Session, name: str, kind: str, lines: Iterable[Evidence] = ()) -> Theme:
    """Put lines under a new name; they leave the theme of that kind which they stood in.

    `kind` is one of `THEME_FIELDS`. Under a name that such a theme bears already, they join that one. Raises
    PlainError without a name.
    """
    called = _name(name)
    known = theme_named(session, called, kind)
    if known is not None:
        return add_lines(session, known.id, lines)
    if kind not in THEME_FIELDS:
        raise PlainError(_("A theme gathers pains, goals, motivators or channels. Choose one of these."))
    study = session.study
    order = max((theme.order for theme in session.themes()), default=0.0) + 1.0
    theme = Theme(name=called, field=kind, language=study.document_language, order=order)
    with session.act(_("Group under “{name}”").format(name=called)):
        session.put(theme)
        return add_lines(session, theme.id, lines)


def add_lines(session: Session, theme_id: str, lines: Iterable[Evidence]) -> Theme:
    """Put lines into a theme; they leave the theme of the same kind which they stood in."""
    theme = the_theme(session, theme_id)
    wanted = list(dict.fromkeys(lines))
    places = {_place(session, item) for item in wanted}
    held = {_place(session, item) for item in theme.evidence}
    fresh: dict[str, Evidence] = {}
    for item in wanted:
        if _place(session, item) not in held:
            fresh.setdefault(_place(session, item), item)
    with session.act(_("Put into “{name}”").format(name=theme.name)):
        for other in session.themes():
            if other.id != theme_id and other.field == theme.field:
                _keep(session, other, [item for item in other.evidence if _place(session, item) not in places])
        return _keep(session, theme, [*theme.evidence, *fresh.values()])


def take_out(session: Session, theme_id: str, lines: Iterable[Evidence]) -> Theme:
    """Take lines out of a theme; they are loose again."""
    theme = the_theme(session, theme_id)
    places = {_place(session, item) for item in lines}
    with session.act(_("Take out of “{name}”").format(name=theme.name)):
        return _keep(session, theme, [item for item in theme.evidence if _place(session, item) not in places])


def move_line(session: Session, theme_id: str, line: Evidence, into_id: str = "", name: str = "") -> Theme:
    """Move a line out of a theme into another one, or under a new name. Raises PlainError."""
    theme = the_theme(session, theme_id)
    with session.act(_("Move a line")):
        target = new_theme(session, name, theme.field) if not into_id else the_theme(session, into_id)
        if target.id != theme_id:
            take_out(session, theme_id, [line])
        return add_lines(session, target.id, [line])


def rename_theme(session: Session, theme_id: str, name: str) -> Theme:
    """Call a theme something else. Raises PlainError without a name, or where another one is called that."""
    theme = the_theme(session, theme_id)
    called = _name(name)
    other = theme_named(session, called, theme.field)
    if other is not None and other.id != theme_id:
        raise PlainError(
            _("There is a theme “{name}” already. To make the two one, move this one into it (m).").format(name=called)
        )
    if called == theme.name:
        return theme
    with session.act(_("Rename a theme")):
        return session.put(replace(theme, name=called))


def join_themes(session: Session, theme_id: str, into_id: str) -> Theme:
    """Put all lines of a theme into another one, and take the empty one away. Sentences made of it are the other's."""
    theme, into = the_theme(session, theme_id), the_theme(session, into_id)
    if theme.id == into.id:
        return into
    with session.act(_("Move “{name}” into “{other}”").format(name=theme.name, other=into.name)):
        joined = add_lines(session, into_id, theme.evidence)
        session.remove(theme)
        for persona in session.personas():
            if claim_of(persona, into_id) is None:
                _relink(session, persona, theme_id, into_id)
        return joined


def remove_theme(session: Session, theme_id: str) -> Theme:
    """Take a theme away; its lines are loose again, and sentences made of it stay. As it was."""
    theme = the_theme(session, theme_id)
    with session.act(_("Remove the theme “{name}”").format(name=theme.name)):
        session.remove(theme)
    return theme


def move_theme(session: Session, theme_id: str, by: int) -> Theme:
    """Move a theme up (negative) or down the list."""
    the_theme(session, theme_id)
    put_moved(session, session.themes(), theme_id, by, _("Move a theme"))
    return the_theme(session, theme_id)


# --- what may belong together ----------------------------------------------------------------------------------


def likeness_of(texts: Mapping[str, str]) -> dict[Pair, float]:
    """How alike lines (key → text) are. About a quarter of a second for 500 lines."""
    return pairs_alike(texts)


def proposals_for(session: Session, board: Board, likeness: Mapping[Pair, float], kind: str = "") -> list[Proposal]:
    """What may belong together and was not dismissed since the study was opened."""
    gone = _dismissed.get(session, set())
    return [each for each in proposals(board.loose(kind), board.themes, likeness, kind) if each.key not in gone]


def dismiss(session: Session, proposal: Proposal) -> None:
    """Propose this no more, for as long as the study is open."""
    _dismissed.setdefault(session, set()).add(proposal.key)


# --- themes and sentences --------------------------------------------------------------------------------------


def claim_of(persona: Persona, theme_id: str) -> Claim | None:
    """A persona's sentence that was made of a theme, or None."""
    claims = (claim for part in persona.fields for claim in part.claims)
    return next((claim for claim in claims if theme_id and claim.theme == theme_id), None)


def claim_from_theme(session: Session, persona_id: str, theme_id: str) -> Claim:
    """A sentence of a persona in a theme's words, resting on those of its lines that count; where there is one already,
    it is brought up to date. Raises PlainError.
    """
    theme = the_theme(session, theme_id)
    persona = the_persona(session, persona_id)
    board = board_of(session, persona_id)
    seen = board.theme(theme_id)
    assert seen is not None, "the board holds every theme"
    claim = claim_of(persona, theme_id)
    if claim is not None:
        return _update(session, persona_id, claim, board.lacking(seen))
    pieces = [line.evidence for line in seen.lines if line.counts]
    if not any(item.person in persona.people for item in pieces):
        raise PlainError(
            _("None of this persona’s customers says so, as far as it counts. Choose a theme that they speak to.")
        )
    with session.act(_("Make a sentence of “{name}”").format(name=theme.name)):
        if persona.field(theme.field) is None:
            restore_field(session, persona_id, theme.field)
        made = add_claim(session, persona_id, theme.field, theme.name, pieces)
        return _put(session, persona_id, replace(made, theme=theme_id))


def theme_from_claim(session: Session, persona_id: str, claim_id: str) -> Theme:
    """The theme that a sentence was made of, or a new one with its name and the words that it rests on.

    Raises PlainError.
    """
    persona = the_persona(session, persona_id)
    part, claim = next(
        ((part, claim) for part in persona.fields for claim in part.claims if claim.id == claim_id), (None, None)
    )
    if part is None or claim is None:
        raise PlainError(_("This sentence is no longer in the persona."))
    known = session.folder.get(Theme, claim.theme) if claim.theme else None
    if known is not None:
        return known
    words = [item for item in claim.evidence if item.kind in (TargetKind.LINE, TargetKind.CUE)]
    if part.key not in THEME_FIELDS:
        raise PlainError(_("A theme gathers pains, goals, motivators or channels. This sentence is none of these."))
    if not words:
        raise PlainError(_("Nobody’s words stand behind this sentence yet. Attach a line first."))
    with session.act(_("Make a theme of a sentence")):
        theme = new_theme(session, claim.text, part.key, words)
        _put(session, persona_id, replace(claim, theme=theme.id))
    return theme


def claim_news(added: int) -> str:
    """What a person reads when a sentence was brought up to date."""
    if not added:
        return _("The sentence holds all that counts of this theme.")
    return ngettext(
        "The sentence rests on {n} more line now.", "The sentence rests on {n} more lines now.", added
    ).format(n=added)


def _update(session: Session, persona_id: str, claim: Claim, fresh: Sequence[Evidence]) -> Claim:
    if not fresh:
        return claim
    with session.act(_("Bring a sentence up to date")):
        return _put(session, persona_id, replace(claim, evidence=[*claim.evidence, *fresh]))


def _put(session: Session, persona_id: str, claim: Claim) -> Claim:
    persona = the_persona(session, persona_id)
    fields = [
        replace(part, claims=[claim if known.id == claim.id else known for known in part.claims])
        for part in persona.fields
    ]
    session.put(replace(persona, fields=fields))
    return claim


def _relink(session: Session, persona: Persona, theme_id: str, into_id: str) -> None:
    claim = claim_of(persona, theme_id)
    if claim is not None:
        _put(session, persona.id, replace(claim, theme=into_id))


def _keep(session: Session, theme: Theme, evidence: list[Evidence]) -> Theme:
    return session.put(replace(theme, evidence=evidence)) if evidence != theme.evidence else theme


def _name(name: str) -> str:
    called = clean_line(name)
    if not called:
        raise PlainError(_("Give the theme a name: what do these lines say?"))
    return called


def _place(session: Session, item: Evidence) -> str:
    """Where a piece of evidence points now: a line that was joined to another one is where that one is."""
    talk = session.interview(item.container) if item.kind is TargetKind.LINE else None
    found = talk.line(item.target) if talk is not None else None
    return ":".join((item.kind.value, item.container, found[1].id if found is not None else item.target))
