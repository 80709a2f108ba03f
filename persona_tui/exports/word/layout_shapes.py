"""The five layouts: which parts stand where, and what carries the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.personas import FieldKey, PersonaKind
from persona_tui.exports.content import SheetClaim, SheetContent, SheetSection, field_title
from persona_tui.exports.word import fit
from persona_tui.exports.word.layout_page import main_width
from persona_tui.exports.word.layout_parts import Sheet
from persona_tui.exports.word.layout_plan import INSET, Composition, Head, PartsRow, Place, WordsRow
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.text import word_line
from persona_tui.i18n import _, ngettext

_FACTS = (FieldKey.DEMOGRAPHICS, FieldKey.PSYCHOGRAPHICS, FieldKey.SOCIOECONOMICS, FieldKey.FIRMOGRAPHICS)
_CORE = (FieldKey.GOALS, FieldKey.PAINS, FieldKey.MOTIVATORS)
_MOST_REST = 12
_MOST_IN_A_ROW = 4
_USUAL_IN_A_ROW = 3


def simple(sheet: Sheet) -> Composition:
    """Every part: facts on a tint, then goals, pains and motivators, then channels and the owner's own parts."""
    facts, core, rest = _grouped(sheet.content)
    across = 2 if len(facts) == _MOST_IN_A_ROW and not _titles_fit(sheet, facts) else _MOST_IN_A_ROW
    lies = sheet.page.lies
    fact_rows = [
        PartsRow(
            places=[
                Place(sections=[each], shade="" if lies else sheet.house.tint, ruled=lies)
                for each in facts[at : at + across]
            ]
        )
        for at in range(0, len(facts), across)
    ]
    rows = [
        *fact_rows,
        PartsRow(places=[Place(sections=[each], ruled=True) for each in core]),
        *(PartsRow(places=[Place(sections=[each], ruled=True) for each in row]) for row in _in_rows(rest)),
    ]
    head = Head(face=112.0 if lies else 124.0, shade=sheet.house.tint if lies else "")
    if lies:
        head = msgspec.structs.replace(head, names=_SIDE_NAMES, quotes=_SIDE_QUOTES)
    return Composition(head=head, rows=_filled(rows), measures=_measures(sheet, largest=12.5))


def one_pager(sheet: Sheet) -> Composition:
    """A large face, name and quote, three lists, and air."""
    _facts, core, _rest = _grouped(sheet.content)
    shown = {section.key for section in core}
    other = [word_line(each.title) for each in sheet.content.sections if each.key not in shown and each.claims]
    lies = sheet.page.lies
    head = Head(
        face=168.0 if lies else 196.0,
        names=(40.0, 36.0, 34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0)
        if lies
        else (52.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0),
        archetypes=(15.0, 14.0, 13.0) if lies else (18.0, 17.0, 16.0, 15.0, 14.0),
        quote=False,
        reason=False,
        shade=sheet.house.tint if lies else "",
        side=0.34,
        middle=True,
    )
    width = main_width(sheet, head) - 2 * INSET
    said = sheet.quote(width, (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0), most=5, prefer=3)
    rows: list[PartsRow | WordsRow] = []
    if said:
        rows.append(WordsRow(words=said, above=18.0, below=22.0))
    if core:
        rows.append(PartsRow(places=[Place(sections=[each], ruled=True) for each in core]))
    foot = _("The report also tells: {parts}.").format(parts=", ".join(other)) if other else ""
    measures = _measures(sheet, largest=15.0, heading=14.0)
    return Composition(head=head, rows=rows, measures=measures, between=14.0, foot=[foot])


def business(sheet: Sheet) -> Composition:
    """The company first, as facts; then what they want, then who is on the phone and how to reach them."""
    facts, core, rest = _grouped(sheet.content)
    house = sheet.house
    company = [each for each in facts if each.key == FieldKey.FIRMOGRAPHICS] or [
        SheetSection(key=FieldKey.FIRMOGRAPHICS, title=field_title(FieldKey.FIRMOGRAPHICS))
    ]
    person = [each for each in facts if each.key != FieldKey.FIRMOGRAPHICS]
    channels = [_named(each, _("How to reach them")) for each in rest if each.key == FieldKey.CHANNELS]
    own = [each for each in rest if each.key != FieldKey.CHANNELS]
    lies = sheet.page.lies
    head = Head(
        face=104.0 if lies else 96.0,
        names=_SIDE_NAMES if lies else (34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0),
        archetypes=(12.5,) if lies else (14.0, 13.0),
        quotes=_SIDE_QUOTES if lies else (14.0, 13.0, 12.0, 11.0),
        shade=house.accent,
        dark=True,
        face_right=True,
        side=0.28,
    )
    together = [_together(person, FieldKey.DEMOGRAPHICS, _("Who is on the phone"))] if person else []
    rows = [
        PartsRow(places=_in_columns(company[0], house.tint)),
        PartsRow(places=[Place(sections=[each], ruled=True) for each in core]),
        PartsRow(places=[Place(sections=[each], ruled=True) for each in [*together, *channels]]),
        *(PartsRow(places=[Place(sections=[each], ruled=True) for each in row]) for row in _in_rows(own)),
    ]
    return Composition(head=head, rows=_filled(rows), measures=_measures(sheet, largest=12.5))


def five_boxes(sheet: Sheet) -> Composition:
    """Five boxes of attributes, and a sixth, dark, for the verdict on what was found."""
    facts, core, rest = _grouped(sheet.content)
    by_key = {each.key: each for each in (*facts, *core, *rest)}
    who = [each for each in facts if each.key != FieldKey.PSYCHOGRAPHICS]
    own = [each for each in rest if each.key != FieldKey.CHANNELS]
    boxes = [
        _together(who, FieldKey.DEMOGRAPHICS, _("Who they are")),
        _one(by_key, FieldKey.PSYCHOGRAPHICS),
        _together(
            [by_key[key] for key in (FieldKey.GOALS, FieldKey.MOTIVATORS) if key in by_key],
            FieldKey.GOALS,
            _("What they want"),
        ),
        _one(by_key, FieldKey.PAINS),
        _together(
            [*([by_key[FieldKey.CHANNELS]] if FieldKey.CHANNELS in by_key else []), *own],
            FieldKey.CHANNELS,
            _("How they reach us"),
        ),
    ]
    places = [Place(sections=[box], shade=sheet.house.tint, numeral=str(number)) for number, box in enumerate(boxes, 1)]
    places.append(Place(sections=[_verdict(sheet.content)], shade=sheet.house.accent, dark=True, bullets=False))
    lies = sheet.page.lies
    across = 3 if lies else 2
    rows = [PartsRow(places=places[at : at + across], gap=10.0) for at in range(0, 6, across)]
    head = Head(
        face=96.0,
        names=_SIDE_NAMES if lies else (34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0),
        quotes=_SIDE_QUOTES if lies else (15.0, 14.0, 13.0, 12.0, 11.0),
        reason=False,
        side=0.24,
    )
    measures = _measures(sheet, largest=12.5, heading=14.0, growth=1.2)
    return Composition(head=head, rows=rows, measures=measures, rests_on=False)


def not_a_fit(sheet: Sheet) -> Composition:
    """Why not, how to tell, what they look for, and what to do when they call."""
    content, house, lies = sheet.content, sheet.house, sheet.page.lies
    facts, core, rest = _grouped(content)
    by_key = {each.key: each for each in core}
    negative = content.kind == PersonaKind.NEGATIVE.value
    head = Head(
        face=104.0,
        names=_SIDE_NAMES if lies else (36.0, 34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0),
        quotes=_SIDE_QUOTES if lies else (15.0, 14.0, 13.0, 12.0, 11.0),
        reason=False,
        shade=house.tint,
        side=0.28,
    )
    look = Look(name="Why", colour=house.ink)
    why = sheet.say(
        look,
        content.reason or _("Not written down yet."),
        main_width(sheet, head) - 2 * INSET,
        (19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0),
        4,
        lead=_("Why not:") if negative else _("What they share:"),
        prefer=3,
    )
    tell = _together(facts, FieldKey.DEMOGRAPHICS, _("How to recognise them"))
    seek = _together(
        [by_key[key] for key in (FieldKey.GOALS, FieldKey.MOTIVATORS) if key in by_key],
        FieldKey.GOALS,
        _("What they look for"),
    )
    stuck = _named(_one(by_key, FieldKey.PAINS), _("What goes wrong") if negative else _("Where we lose them"))
    reach = [_named(each, _("Where they turn up")) for each in rest if each.key == FieldKey.CHANNELS]
    own = [each for each in rest if each.key != FieldKey.CHANNELS]
    rows: list[PartsRow | WordsRow] = [WordsRow(words=[why] if why else [], above=12.0, below=10.0)]
    rows += _filled(
        [
            PartsRow(places=[Place(sections=[each], ruled=True) for each in (tell, seek)]),
            PartsRow(places=[Place(sections=[each], ruled=True) for each in (stuck, *reach)]),
            *(PartsRow(places=[Place(sections=[each], ruled=True) for each in row]) for row in _in_rows(own)),
            PartsRow(
                places=[
                    Place(sections=[_when_they_call(negative=negative)], shade=house.accent, dark=True, bullets=False)
                ]
            ),
        ]
    )
    return Composition(head=head, rows=rows, measures=_measures(sheet, largest=12.5))


_SIDE_NAMES = (30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
_SIDE_QUOTES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0)


def _measures(sheet: Sheet, *, largest: float, heading: float = 12.5, growth: float = 0.06) -> fit.Measures:
    return fit.Measures(
        largest=largest, heading=heading, heading_line=round(heading * 1.3), growth=growth, ruler=sheet.ruler
    )


def _grouped(content: SheetContent) -> tuple[list[SheetSection], list[SheetSection], list[SheetSection]]:
    """Facts; goals, pains and motivators; channels and own parts, no more than a page has room for."""
    by_key = {section.key: section for section in content.sections}
    facts = [by_key[key] for key in _FACTS if key in by_key]
    core = [by_key[key] for key in _CORE if key in by_key]
    rest = [section for section in content.sections if section.key not in (*_FACTS, *_CORE)]
    rest.sort(key=lambda section: section.key != FieldKey.CHANNELS)
    if len(rest) > _MOST_REST:
        rest = [*rest[: _MOST_REST - 1], fit.joined(rest[_MOST_REST - 1 :])]
    return facts, core, rest


def _in_rows(sections: Sequence[SheetSection]) -> list[Sequence[SheetSection]]:
    """Three in a row; four where that saves a row."""
    across = _USUAL_IN_A_ROW if len(sections) <= 2 * _USUAL_IN_A_ROW else _MOST_IN_A_ROW
    if len(sections) == _MOST_IN_A_ROW:
        across = 2
    return [sections[at : at + across] for at in range(0, len(sections), across)]


def _titles_fit(sheet: Sheet, sections: Sequence[SheetSection]) -> bool:
    """Whether the titles can stand side by side without becoming small."""
    room = main_width(sheet, Head()) / len(sections) - 2 * INSET
    return all(sheet.heading_ruler.width(word_line(each.title), 11.0, bold=True) <= room for each in sections)


def _filled(rows: Iterable[PartsRow]) -> list[PartsRow]:
    return [row for row in rows if row.places]


def _one(by_key: dict[str, SheetSection], key: FieldKey) -> SheetSection:
    return by_key.get(key) or SheetSection(key=key, title=field_title(key))


def _named(section: SheetSection, title: str) -> SheetSection:
    return msgspec.structs.replace(section, title=title)


def _together(sections: Sequence[SheetSection], key: FieldKey, title: str) -> SheetSection:
    """The claims of several parts under one title."""
    return SheetSection(key=key, title=title, claims=[claim for each in sections for claim in each.claims])


def _in_columns(section: SheetSection, shade: str) -> list[Place]:
    """A part's claims side by side: up to three columns below one title."""
    claims = section.claims
    across = min(3, max(1, len(claims)))
    each, over = divmod(len(claims), across)
    starts = [at * each + min(at, over) for at in range(across + 1)]
    return [
        Place(
            sections=[
                SheetSection(
                    key=section.key,
                    title=section.title if at == 0 else " ",
                    claims=claims[starts[at] : starts[at + 1]],
                )
            ],
            shade=shade,
            bullets=False,
            strong=True,
        )
        for at in range(across)
    ]


def _verdict(content: SheetContent) -> SheetSection:
    """What the findings are worth: what they rest on, how the claims stand, what contradicts them, the reason."""
    claims = [claim for section in content.sections for claim in section.claims]
    several = sum(claim.kind is StandingKind.SEVERAL_VOICES for claim in claims)
    assumed = sum(claim.kind is StandingKind.ASSUMPTION for claim in claims)
    single = len(claims) - several - assumed
    against = [claim for claim in claims if claim.against]
    said = [content.rests_on]
    if claims:
        parts = [
            ngettext("{n} by several voices", "{n} by several voices", several).format(n=several) if several else "",
            ngettext("{n} by one voice", "{n} by one voice", single).format(n=single) if single else "",
            ngettext("{n} assumed", "{n} assumed", assumed).format(n=assumed) if assumed else "",
        ]
        said.append(
            ngettext("{n} claim: {parts}.", "{n} claims: {parts}.", len(claims)).format(
                n=len(claims), parts=", ".join(part for part in parts if part)
            )
        )
        said.append(
            ngettext("Somebody is against {n} of them.", "Somebody is against {n} of them.", len(against)).format(
                n=len(against)
            )
            if against
            else _("Nobody said anything against them.")
        )
    if content.reason:
        said.append(_("What they share:") + " " + content.reason)
    return SheetSection(
        key="verdict", title=_("The verdict"), claims=[_plain(text) for text in said if word_line(text)]
    )


def _when_they_call(*, negative: bool) -> SheetSection:
    steps = (
        [
            _("Ask which problem they want to solve, before you tell what you sell."),
            _("Say in one sentence that you are not the right choice, and why."),
            _("Send them to somebody who is: keep two names beside the phone."),
            _("Count the calls: if many come, your message attracts the wrong people."),
        ]
        if negative
        else [
            _("Ask what they have tried already, and what went wrong with it."),
            _("Compare them with this page: if less than half of it is so, this is somebody else."),
            _("Say what you cannot do for them before they find out."),
        ]
    )
    return SheetSection(
        key="call",
        title=_("When they call"),
        claims=[_plain(f"{number}.  {step}") for number, step in enumerate(steps, 1)],
    )


def _plain(text: str) -> SheetClaim:
    return SheetClaim(text=word_line(text), standing="")
