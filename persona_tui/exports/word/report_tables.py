"""The tables of the report."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document

from persona_tui.domain.claims import StandingKind
from persona_tui.domain.personas import FieldKey
from persona_tui.exports.content import SheetClaim, field_title, margin_lines
from persona_tui.exports.evidence_content import ShownEvidence
from persona_tui.exports.report_content import ReportClaim, ReportContent, ReportPart, ReportPersona
from persona_tui.exports.report_content_compare import Channels, ComparedRow
from persona_tui.exports.word import charts
from persona_tui.exports.word.house import House
from persona_tui.exports.word.pictures import round_picture_paragraph
from persona_tui.exports.word.report_flow import Flow
from persona_tui.exports.word.report_words import Box, Run, Words, words
from persona_tui.exports.word.text import word_line, word_text
from persona_tui.i18n import _, ngettext

_SIDE = 4
"""So many personas stand beside each other in one table."""
_NUMBER = 30.0
_PART = 94.0
"""Columns of the claims: wide enough for "Lifestyle and values", and for what speaks for and against."""
_CLAIM_NUMBER = 30.0
_STANDING = 108.0
_AT_THE_EDGE = (4.0, 0.0, 4.0, 0.0)
_MOST_WANTS = 3
_MOST_VOICES = 4
_SMALL_FACE = 54.0
_WANTS = (FieldKey.GOALS, FieldKey.PAINS, FieldKey.MOTIVATORS)


class Tables:
    """Writes the tables of one report into a flow."""

    def __init__(self, content: ReportContent, flow: Flow, house: House) -> None:
        self._content = content
        self._flow = flow
        self._house = house

    # --- the study ---------------------------------------------------------------------------------------------

    def counts(self) -> None:
        """What each persona's claims rest on."""
        self._flow.hold(
            self._flow.caption(_("Table"), _("What the claims rest on: ■ several voices, ▣ one voice, ◇ nobody yet"))
        )
        width = self._flow.width
        rows = [
            charts.counts_row(word_line(each.name), number, (each.several, each.one, each.assumed), self._house)
            for number, each in enumerate(self._content.personas)
        ]
        self._flow.table(
            [width * 0.24, width * 0.42, width * 0.34],
            rows,
            title=_("What the claims rest on"),
            description=_("For each persona a sign for each claim, and the same in words."),
            first_column=True,
        )

    def people(self) -> None:
        """Everybody, and what they are to the study."""
        self._flow.hold(self._flow.caption(_("Table"), _("Who is in the study")))
        width = self._flow.width
        rows = [
            [
                self._cell(
                    "Cell Strong" if not each.imagined else "Cell", f"{each.who} ◇" if each.imagined else each.who
                ),
                self._cell("Cell", each.why),
                self._cell("Cell", each.talked),
                self._cell("Cell", each.personas or "–"),
            ]
            for each in self._content.people
        ]
        self._flow.table(
            [width * 0.2, width * 0.33, width * 0.27, width * 0.2],
            rows,
            head=self._head(_("Who"), _("Why they are in it"), _("Talked"), _("Persona")),
            title=_("Who is in the study"),
            description=_("Each person with why they are in the study, when they were talked to, and their persona."),
            first_column=True,
        )

    # --- side by side ------------------------------------------------------------------------------------------

    def glance(self, document: Document) -> None:
        """The personas with their faces."""
        for first, personas in self._chunks():
            widths = [self._flow.width / len(personas)] * len(personas)
            row = []
            for number, each in enumerate(personas, start=first):
                face = None
                if each.sheet.face_png is not None:
                    description = word_line(each.sheet.face_description) or _("Picture that stands for this persona")
                    face = round_picture_paragraph(document, each.sheet.face_png, _SMALL_FACE, description, "Face")
                said = [Words(look="Glance Name", runs=[charts.mark_of(number), Run(" " + word_line(each.name))])]
                if each.sheet.archetype:
                    said.append(words("Cell", word_line(each.sheet.archetype)))
                said.append(words("Cell Small", _kind(each)))
                row.append(
                    Box(
                        elements=[face] if face is not None else [],
                        height=_SMALL_FACE + 4 if face is not None else 0.0,
                        words=said,
                        shade=self._house.tint,
                        padding=(12.0, 12.0, 12.0, 14.0),
                    )
                )
            self._flow.table(
                widths,
                [row],
                title=_("The personas"),
                description=_("Each persona with its picture, name and situation."),
            )
            if first + len(personas) < len(self._content.personas):
                self._flow.say(words("Cover Gap", " "))
        self._flow.say(words("After Table", _("The signs stand for the personas in the tables of this chapter.")))

    def lines(self) -> None:
        """Where people stand between two poles."""
        names = [word_line(each.name) for each in self._content.personas]
        self._flow.hold(
            words("Body", _("Each sign is a customer. Only who stands left or right of whom counts, not how far."))
        )
        self._flow.hold(
            self._flow.caption(_("Table"), _("Where customers stand, what sets the personas furthest apart first"))
        )
        self._flow.hold(Words(look="Legend", runs=charts.legend(names)))
        self._flow.table(
            charts.spread_widths(self._flow.width),
            [charts.spread_row(line, self._house) for line in self._content.lines],
            title=_("Where customers stand"),
            description=_(
                "A line each between the words on the left and on the right, with 13 places; a sign in a place is a "
                "customer of that persona."
            ),
        )

    def compared(self, rows: Sequence[ComparedRow], title: str) -> None:
        """What is known of each persona's people."""
        for first, personas in self._chunks():
            self._flow.hold(self._flow.caption(_("Table"), title))
            made = [
                [self._cell("Cell Strong", row.label)]
                + [self._cell("Cell", cell) for cell in row.cells[first : first + len(personas)]]
                for row in rows
            ]
            self._flow.table(
                self._side_widths(len(personas)),
                made,
                head=self._persona_head(first, personas),
                title=title,
                description=_("A row for each thing that is known, a column for each persona."),
                first_column=True,
            )

    def wants(self) -> None:
        """The first goals, pain points and motivators of each."""
        for first, personas in self._chunks():
            self._flow.hold(self._flow.caption(_("Table"), _("What each of them wants, and what stops them")))
            rows = []
            for key in _WANTS:
                title = field_title(key)
                row = [self._cell("Cell Strong", title)]
                row += [Box(words=self._first_claims(each, title), rule=self._house.rule) for each in personas]
                rows.append(row)
            self._flow.table(
                self._side_widths(len(personas)),
                rows,
                head=self._persona_head(first, personas),
                title=_("What each of them wants, and what stops them"),
                description=_("A row for goals, pain points and motivators, a column for each persona."),
                first_column=True,
            )

    def channels(self, channels: Channels) -> None:
        """Which channels their people use."""
        for first, personas in self._chunks():
            self._flow.hold(self._flow.caption(_("Table"), _("Channels: ● prefers it, ○ uses it")))
            part = slice(first, first + len(personas))
            rows = []
            for row in channels.rows:
                boxes = charts.channel_row(row, channels.known, self._house)
                rows.append([boxes[0], *boxes[1:][part]])
            self._flow.table(
                self._side_widths(len(personas)),
                rows,
                head=self._persona_head(first, personas),
                title=_("Channels"),
                description=_("A row for each channel, a column for each persona: how many prefer it, or use it."),
                first_column=True,
            )

    # --- claims ------------------------------------------------------------------------------------------------

    def claims(self, persona: ReportPersona) -> None:
        """A persona, part by part: each claim with its number and how well it stands."""
        rows = [row for part in persona.parts for row in self._part_rows(part)]
        self._flow.table(
            [_PART, _CLAIM_NUMBER, self._flow.width - _PART - _CLAIM_NUMBER - _STANDING, _STANDING],
            rows,
            head=[
                *self._head(_("About"), "", _("Claim")),
                Box(
                    words=[words("Column Head Right", _("How it stands"))],
                    rule=self._house.accent,
                    padding=_AT_THE_EDGE,
                ),
            ],
            title=_("{persona}, claim by claim").format(persona=word_line(persona.name)),
            description=_("Each claim with its number, by which the appendix has it, and how well it stands."),
            first_column=True,
        )

    def _part_rows(self, part: ReportPart) -> list[list[Box]]:
        rule = self._house.rule
        last = len(part.claims) - 1
        return [
            [
                Box(
                    words=[] if place else [words("Part", word_line(part.title))],
                    rule=rule if place == last else "",
                    padding=(3.5, 6.0, 3.5, 0.0),
                ),
                Box(
                    words=[Words(look="Claim Number", runs=[Run(claim.number, "", claim.bookmark)])],
                    rule=rule,
                    padding=(3.5, 1.0, 3.5, 0.0),
                ),
                Box(
                    words=[words("Claim", word_text(claim.claim.text), comment=margin_lines(claim.claim))],
                    rule=rule,
                    padding=(3.5, 4.0, 3.5, 0.0),
                ),
                Box(words=_standing(claim.claim), rule=rule, padding=(3.5, 0.0, 3.5, 0.0)),
            ]
            for place, claim in enumerate(part.claims)
        ]

    def contradictions(self, claims: Sequence[ReportClaim]) -> None:
        """What speaks for a claim, and what against it."""
        self._flow.hold(self._flow.caption(_("Table"), _("What speaks for a claim, and what against it")))
        width = self._flow.width - _NUMBER
        rows = [
            [
                self._reference(claim),
                self._cell("Cell", claim.claim.text),
                Box(words=_voices(claim.claim.evidence, False), rule=self._house.rule),
                Box(words=_voices(claim.claim.evidence, True), rule=self._house.rule),
            ]
            for claim in claims
        ]
        self._flow.table(
            [_NUMBER, width * 0.28, width * 0.36, width * 0.36],
            rows,
            head=self._head("", _("Claim"), _("Says so"), _("Speaks against it")),
            title=_("What contradicts"),
            description=_("Each claim that somebody's words speak against, with what was said on both sides."),
            first_column=True,
        )

    def assumptions(self, claims: Sequence[ReportClaim]) -> None:
        """What rests on nobody."""
        self._flow.hold(self._flow.caption(_("Table"), _("What nobody has said yet")))
        owners = {claim.number: each for each in self._content.personas for claim in each.claims}
        width = self._flow.width - _NUMBER
        rows = [
            [
                self._reference(claim),
                self._cell("Cell", claim.claim.text),
                self._cell("Cell", owners[claim.number].name),
            ]
            for claim in claims
        ]
        self._flow.table(
            [_NUMBER, width * 0.72, width * 0.28],
            rows,
            head=self._head("", _("Claim"), _("Persona")),
            title=_("What is assumed"),
            description=_("Each claim that rests on nobody's words, and its persona."),
            first_column=True,
        )

    # --- cells -------------------------------------------------------------------------------------------------

    def _cell(self, look: str, text: str) -> Box:
        return Box(words=[words(look, word_text(text).strip() or "–")], rule=self._house.rule)

    def _reference(self, claim: ReportClaim) -> Box:
        return Box(
            words=[Words(look="Cell Small", runs=[Run(claim.number, "", claim.bookmark)])], rule=self._house.rule
        )

    def _head(self, *titles: str) -> list[Box]:
        return [Box(words=[words("Column Head", title or " ")], rule=self._house.accent) for title in titles]

    def _persona_head(self, first: int, personas: Sequence[ReportPersona]) -> list[Box]:
        boxes = self._head("")
        for number, each in enumerate(personas, start=first):
            runs = [charts.mark_of(number), Run(" " + word_line(each.name))]
            boxes.append(Box(words=[Words(look="Column Head", runs=runs)], rule=self._house.accent))
        return boxes

    def _chunks(self) -> list[tuple[int, Sequence[ReportPersona]]]:
        """The personas, as many at a time as stand beside each other."""
        personas = self._content.personas
        tables = -(-len(personas) // _SIDE) or 1
        each = -(-len(personas) // tables) or 1
        return [(first, personas[first : first + each]) for first in range(0, len(personas), each)]

    def _side_widths(self, columns: int) -> list[float]:
        label = self._flow.width * (0.24 if columns < 3 else 0.18)
        return [label, *([(self._flow.width - label) / columns] * columns)]

    def _first_claims(self, persona: ReportPersona, title: str) -> list[Words]:
        part = next((part for part in persona.parts if part.title == title), None)
        if part is None:
            return [words("Cell Small", _("Nothing known yet"))]
        shown: list[Words] = []
        for claim in part.claims[:_MOST_WANTS]:
            style = "Assumption" if claim.claim.kind is StandingKind.ASSUMPTION else "Aside"
            runs = [
                Run(word_text(claim.claim.text).replace("\n", " ")),
                Run("  " + claim.claim.standing.replace(" ", "\u00a0"), style),
            ]
            shown.append(Words(look="Cell Item", runs=runs))
        more = len(part.claims) - _MOST_WANTS
        if more > 0:
            shown.append(words("Cell Small", ngettext("… {n} more", "… {n} more", more).format(n=more)))
        return shown


def _kind(persona: ReportPersona) -> str:
    kinds = {"primary": _("Primary persona"), "secondary": _("Secondary persona"), "negative": _("Not a fit")}
    n = len(persona.people)
    people = ngettext("{n} customer", "{n} customers", n).format(n=n)
    if persona.sheet.imagined:
        people = ngettext("{n} imagined customer", "{n} imagined customers", n).format(n=n)
    return f"{kinds.get(persona.sheet.kind, persona.sheet.kind)}  ·  {people}"


def _standing(claim: SheetClaim) -> list[Words]:
    """Dots, and the count in words."""
    if claim.kind is StandingKind.ASSUMPTION:
        runs = [Run(_("◇ assumed"), "Assumption")]
    else:
        dots = charts.dots(claim)
        runs = [Run(dots + "  ", "First")] if dots else []
        runs.append(Run(claim.standing.replace(" ", "\u00a0")))
    if claim.against:
        text = ngettext("{n} against", "{n} against", claim.against).format(n=claim.against)
        runs += [Run("  · "), Run(text.replace(" ", "\u00a0"), "Against")]
    return [Words(look="Claim Standing", runs=runs)]


def _voices(evidence: Sequence[ShownEvidence], against: bool) -> list[Words]:
    """Some of the voices on one side, and how many more there are."""
    items = [item for item in evidence if item.against is against]
    if not items:
        return [words("Cell Small", _("Nobody"))]
    shown = [
        Words(
            look="Cell Item",
            runs=[
                Run(f"{item.who}: ", "Strong"),
                Run(word_text(item.said).replace("\n", " ") or _("(words not shown)")),
            ],
        )
        for item in items[:_MOST_VOICES]
    ]
    more = len(items) - _MOST_VOICES
    if more > 0:
        shown.append(words("Cell Small", ngettext("… {n} more", "… {n} more", more).format(n=more)))
    return shown
