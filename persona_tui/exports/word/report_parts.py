"""The chapters of the report."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.domain.claims import StandingKind
from persona_tui.exports.report_content import ReportClaim, ReportContent, ReportPersona
from persona_tui.exports.word.house import House
from persona_tui.exports.word.measure import ruler_of
from persona_tui.exports.word.pictures import logo_paragraph, round_picture_paragraph
from persona_tui.exports.word.report_flow import Flow
from persona_tui.exports.word.report_looks import WHO
from persona_tui.exports.word.report_tables import Tables
from persona_tui.exports.word.report_words import Box, Run, Words, words
from persona_tui.exports.word.text import word_line, word_text
from persona_tui.i18n import _, ngettext

_FACE = 92.0
_PANEL = 20.0
_MOST_PURPOSE = 320
_MOST_NAME = 120
_MOST_REFERENCES = 12
_LOGO = (150.0, 34.0)


class Chapter(NamedTuple):
    """A heading as the contents list it."""

    title: str
    bookmark: str
    level: int
    page: int


class Parts:
    """Writes the chapters of one report into a flow, and remembers where they begin."""

    def __init__(
        self,
        content: ReportContent,
        document: Document,
        flow: Flow,
        house: House,
        title: str,
        known: Sequence[Chapter],
    ) -> None:
        self._content = content
        self._document = document
        self._flow = flow
        self._house = house
        self._title = title
        self._known = known
        self._tables = Tables(content, flow, house)
        self._headings: list[tuple[str, str, int]] = []

    @property
    def chapters(self) -> list[Chapter]:
        """The headings that are written, with their pages."""
        pages = self._flow.pages
        return [Chapter(title, bookmark, level, pages[bookmark]) for title, bookmark, level in self._headings]

    # --- the cover ---------------------------------------------------------------------------------------------

    def cover(self) -> None:
        """The title on a field of colour, the study in numbers, the contents."""
        content, flow = self._content, self._flow
        purpose = word_text(content.purpose) or _("Who our customers are, and how we know")
        if len(purpose) > _MOST_PURPOSE:
            purpose = (purpose[:_MOST_PURPOSE].rpartition(" ")[0] or purpose[:_MOST_PURPOSE]) + " …"
        said = [words("Cover Kicker", word_line(content.business)[:_MOST_NAME] or _("Our customers"))]
        said += [words("Title", self._title), words("Subtitle", purpose)]
        dates = [_("Asked: {when}").format(when=content.asked) if content.asked else ""]
        dates.append(_("Look at it again on {day}").format(day=content.review) if content.review else "")
        if any(dates):
            said.append(words("Cover Small", "   ·   ".join(each for each in dates if each)))
        # LibreOffice puts an empty line before a table that begins a document.
        flow.say(words("Cover Gap", " "))
        logo = self._logo()
        if logo is not None:
            flow.put(logo, _LOGO[1] + 10)
        panel = Box(words=said, shade=self._house.accent, padding=(38.0, 40.0, 30.0, 30.0))
        description = _("The title, the purpose of the study, and when people were asked.")
        flow.table([flow.width], [[panel]], title=self._title, description=description)
        if content.facts:
            self._numbers()
        flow.hold(words("Contents", _("Contents")))
        known = self._known or [Chapter("…", "_", 1, 0)]
        entries = [(chapter.level, chapter.title, chapter.bookmark, chapter.page) for chapter in known]
        flow.contents(entries, 2 if flow.contents_height(entries) <= flow.room_below_held else 1)

    def _logo(self) -> BaseOxmlElement | None:
        if self._house.logo is None:
            return None
        description = word_line(self._house.logo_description) or _("Logo")
        return logo_paragraph(self._document, BytesIO(self._house.logo), _LOGO, description, "Face")

    def _numbers(self) -> None:
        facts = self._content.facts
        widths = [self._flow.width / len(facts)] * len(facts)
        row = [
            Box(words=[words("Number", n), words("Number Label", label)], padding=(16.0, 6.0, 0.0, 0.0))
            for n, label in facts
        ]
        self._flow.hold(words("Cover Gap", " "))
        self._flow.table(
            widths, [row], title=_("The study in numbers"), description=_("Each number with what it counts.")
        )

    # --- chapters ----------------------------------------------------------------------------------------------

    def study(self) -> None:
        """Who was asked, and how."""
        content, flow = self._content, self._flow
        self._chapter(_("The study"), _("Who was asked, and how"), "study")
        if len(content.purpose) > _MOST_PURPOSE:
            flow.say(words("Lead", word_text(content.purpose)))
        flow.say(*(words("List Bullet", sentence) for sentence in content.how))
        self._section(_("How to read the counts"), "reading")
        flow.say(
            words(
                "Body",
                _("Every claim says how many people it rests on. Percentages of so few would say more than is known."),
            ),
            _explained(_("4 of 5"), _("Four say so, of five of whom it is known. Several voices carry it.")),
            _explained(_("1 of 5"), _("One voice is an anecdote: worth a question in the next talk.")),
            _explained(_("◇ assumed"), _("Nobody has said so. It is what we believe, and it may be wrong.")),
            _explained(_("1 against"), _("Somebody's words speak against it; they stand beside it in the evidence.")),
        )
        if content.personas:
            self._tables.counts()
        if content.people:
            self._section(_("Everybody in the study"), "people")
            self._tables.people()

    def side_by_side(self) -> None:
        """The personas beside each other, what sets them apart first."""
        content = self._content
        if not content.personas:
            return
        self._chapter(_("The personas"), _("Side by side"), "side_by_side")
        self._tables.glance(self._document)
        if content.lines:
            self._section(_("On which side they stand"), "lines")
            self._tables.lines()
        if content.differing:
            self._section(_("Where they differ"), "differing")
            self._tables.compared(content.differing, _("What differs, most of all first"))
        self._section(_("What they want, and what stops them"), "wants")
        self._tables.wants()
        if content.channels is not None:
            self._section(_("Where to reach them"), "channels")
            self._tables.channels(content.channels)
        told = [row for row in content.alike if row.in_words]
        if told:
            self._section(_("What else is known of them"), "told")
            self._tables.compared(told, _("On record in words, which can't be counted against each other"))
        alike = [row for row in content.alike if not row.in_words]
        if alike:
            self._section(_("What hardly sets them apart"), "alike")
            self._tables.compared(alike, _("What is much the same, or known of few"))

    def persona(self, number: int) -> None:
        """A persona: who it is, then its claims and how they stand."""
        persona = self._content.personas[number]
        kicker = _("Persona {number} of {count}").format(number=number + 1, count=len(self._content.personas))
        self._chapter(kicker, word_line(persona.name)[:_MOST_NAME], f"persona_{number + 1}")
        self._panel(persona)
        self._with_care(persona)
        if persona.claims:
            self._flow.hold(words("Cover Gap", " "))
            self._tables.claims(persona)
        else:
            self._flow.say(words("Body", _("Nothing is known yet.")))

    def _panel(self, persona: ReportPersona) -> None:
        sheet, flow = persona.sheet, self._flow
        said: list[Words] = []
        if sheet.archetype:
            said.append(words("Persona Line", word_line(sheet.archetype)))
        if sheet.quote:
            said.append(words("Quote", _("“{words}”").format(words=word_text(sheet.quote))))
            said.append(words("Quote Credit", "– " + sheet.quote_credit))
        facts = [
            (_("What they share:"), sheet.reason),
            (_("Built from:"), ", ".join(persona.people)),
            (_("Rests on:"), sheet.rests_on),
            (_("To be looked at again on:"), persona.review),
        ]
        said += [
            Words(look="Fact", runs=[Run(f"{label} ", "Strong"), Run(word_line(fact))]) for label, fact in facts if fact
        ]
        face = None
        if sheet.face_png is not None:
            description = word_line(sheet.face_description) or _("Picture that stands for this persona")
            face = round_picture_paragraph(self._document, sheet.face_png, _FACE, description, "FacePanel")
        padding = (_PANEL - 4, _PANEL, _PANEL - 6, _PANEL)
        if face is None:
            flow.table(
                [flow.width],
                [[Box(words=said, shade=self._house.tint, padding=padding)]],
                title=persona.name,
                description=_("Who the persona is, in short."),
            )
            return
        left = _FACE + 2 * _PANEL + 8
        picture = Box(
            elements=[face],
            height=_FACE + 6,
            words=[words("Face Note", sheet.face_note)] if sheet.face_note else [],
            shade=self._house.tint,
            padding=(_PANEL - 4, 0.0, _PANEL - 6, _PANEL),
            middle=True,
        )
        text = Box(words=said, shade=self._house.tint, padding=padding, middle=True)
        flow.table(
            [left, flow.width - left],
            [[picture, text]],
            title=persona.name,
            description=_("On the left the persona's picture, on the right who it is, in short."),
        )

    def _with_care(self, persona: ReportPersona) -> None:
        """Which claims to read with care, as references."""
        against = [claim for claim in persona.claims if claim.claim.against]
        assumed = [claim for claim in persona.claims if claim.claim.kind is StandingKind.ASSUMPTION]
        runs: list[Run] = []
        for label, claims in ((_("Spoken against:"), against), (_("Assumed:"), assumed)):
            if claims:
                runs += [Run("     ")] if runs else []
                runs.append(Run(f"{label} ", "Strong"))
                for place, claim in enumerate(claims[:_MOST_REFERENCES]):
                    runs += [Run(", ")] if place else []
                    runs.append(Run(claim.number, "", claim.bookmark))
                more = len(claims) - _MOST_REFERENCES
                if more > 0:
                    runs.append(Run(", " + ngettext("… {n} more", "… {n} more", more).format(n=more)))
        if runs:
            self._flow.say(Words(look="After Table", runs=runs))

    def contradictions(self) -> None:
        """What speaks against claims."""
        claims = [claim for claim in self._claims() if claim.claim.against]
        self._chapter(_("Read with care"), _("What contradicts"), "contradictions")
        if not claims:
            self._flow.say(
                words("Body", _("Nothing that anybody said speaks against a claim. Ask for it in the next talk."))
            )
            return
        self._flow.say(
            words(
                "Body",
                _("Where people do not agree, there may be two kinds of customers, or a claim that is too broad."),
            )
        )
        self._tables.contradictions(claims)

    def assumptions(self) -> None:
        """What nobody has said."""
        claims = [claim for claim in self._claims() if claim.claim.kind is StandingKind.ASSUMPTION]
        self._chapter(_("Read with care"), _("What is assumed"), "assumptions", fresh=False)
        if not claims:
            self._flow.say(words("Body", _("Every claim rests on what somebody said, or on what is recorded of them.")))
            return
        n = len(claims)
        text = ngettext(
            "{n} claim rests on nobody's words yet. Ask about it before leaning on it.",
            "{n} claims rest on nobody's words yet. Ask about them before leaning on them.",
            n,
        )
        self._flow.hold(words("Body", text.format(n=n)))
        self._tables.assumptions(claims)

    def reach(self) -> None:
        """How far the sample carries."""
        self._chapter(_("Read with care"), _("How far this carries"), "reach", fresh=False)
        for part in self._content.reach:
            self._flow.hold(words("Heading 3", part.title))
            self._flow.say(words("Body", part.text))

    def evidence(self) -> None:
        """Who said what, claim by claim."""
        personas = [persona for persona in self._content.personas if persona.claims]
        if not personas:
            return
        self._chapter(_("Appendix"), _("Who said what"), "evidence")
        self._flow.say(
            words(
                "Body",
                _(
                    "Each claim with what it rests on: who said it, when in the talk, and the words. In quotation "
                    "marks: word for word."
                ),
            )
        )
        for number, persona in enumerate(personas, start=1):
            self._section(word_line(persona.name)[:_MOST_NAME], f"evidence_{number}")
            for claim in persona.claims:
                self._evidence_of(claim)

    def _evidence_of(self, claim: ReportClaim) -> None:
        flow = self._flow
        head = Words(
            look="Evidence Claim",
            runs=[
                Run(claim.number),
                Run("\t" + word_text(claim.claim.text).replace("\n", " ")),
                Run("   " + claim.claim.stands, "Aside"),
            ],
            bookmark=claim.bookmark,
        )
        flow.hold(head)
        if not claim.claim.evidence:
            flow.say(words("Said On", _("Nobody has said so yet.")))
        for item in claim.claim.evidence:
            ruler = ruler_of(self._house.text_font)
            who = ruler.shorten(word_line(item.who), 1, WHO * 0.6, 9.5)
            when = ruler.shorten(word_line(item.when), 1, WHO - 12 - ruler.width(who, 9.5), 8.5)
            runs = [Run(who), Run(f"  {when}" if when else "", "Aside"), Run("\t")]
            if item.against:
                runs.append(Run(_("Against:") + " ", "Against"))
            runs.append(Run(word_text(item.said) or _("(words not shown)"), "" if item.words else "Aside"))
            if item.about:
                runs.append(Run("  " + word_line(item.about), "Aside"))
            flow.say(Words(look="Said", runs=runs))

    def left_out(self) -> None:
        """What is not in the report."""
        self._chapter(_("Appendix"), _("What is left out"), "left_out", fresh=False)
        self._flow.say(
            words(
                "Body",
                _(
                    "Customers are called by numbers, unless they agreed to being named. Words stand here as far as a "
                    "consent covers them. What is personal stands here only where it was asked for by name."
                ),
            )
        )
        for sentence in self._content.left_out:
            self._flow.say(words("List Bullet", sentence))
        if not self._content.left_out:
            self._flow.say(words("Body", _("Nothing else was left out.")))

    # --- headings ----------------------------------------------------------------------------------------------

    def _claims(self) -> list[ReportClaim]:
        return [claim for persona in self._content.personas for claim in persona.claims]

    def _chapter(self, kicker: str, title: str, bookmark: str, *, fresh: bool = True) -> None:
        """Begin a chapter: on a page of its own, or where there is room below another one."""
        flow = self._flow
        if fresh:
            flow.new_page()
        else:
            flow.need(170)
            if flow.below_something:
                flow.hold(words("Chapter Rule", " "))
        flow.hold(words("Kicker", kicker), words("Heading 1", title, bookmark=bookmark))
        self._headings.append((title, bookmark, 1))

    def _section(self, title: str, bookmark: str) -> None:
        self._flow.hold(words("Heading 2", title, bookmark=bookmark))
        self._headings.append((title, bookmark, 2))


def _explained(sign: str, meaning: str) -> Words:
    return Words(look="List Bullet", runs=[Run(sign, "Strong"), Run("  " + meaning)])
