"""What the owner's own template may hold: a guide to the tags that is a template itself, to try and to change.

The guide stands between `{%p if guide %}` and `{%p endif %}`, and `guide` is never true: used as a template, the
document gives the example alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from persona_tui.domain.texts import clean_line
from persona_tui.exports.word.document import append, new_document, to_bytes
from persona_tui.exports.word.grid import Cell, add_row, new_grid
from persona_tui.exports.word.guide_parts import (
    PAGE,
    add_footer,
    common_looks,
    keep_with_next,
    normal_look,
    panel,
    title_paragraph,
)
from persona_tui.exports.word.house import PLAIN, House
from persona_tui.exports.word.looks import Look
from persona_tui.exports.word.text import add_run, new_paragraph
from persona_tui.i18n import _

_TAG_SHARE = 0.44
_MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""The date of a guide that belongs to no study."""
Row = tuple[str, str]


def template_guide(
    *, language: str = "en", business: str = "", changed: datetime = _MADE, house: House | None = None
) -> bytes:
    """The guide as a .docx file."""
    looks = house or PLAIN
    document = new_document(
        language=language,
        title=_("Your own template: the tags"),
        author=clean_line(business),
        changed=changed,
        page=PAGE,
        normal=normal_look(),
        looks=[*common_looks(looks), *_looks(looks)],
        house=looks,
    )
    guide = _Guide(document, looks)
    guide.add_guide()
    guide.add_example()
    _add_header(document)
    add_footer(document, "{{ persona.name }} · {{ study.changed }}")
    return to_bytes(document)


class _Guide:
    """The guide being written."""

    def __init__(self, document: Document, house: House) -> None:
        self._document = document
        self._house = house

    def add_guide(self) -> None:
        """What the tags are, between the two lines that keep it out of documents."""
        self._add(self._tag_line("{%p if guide %}"))
        self._add(new_paragraph("Kicker", _("Guide to tags")))
        self._add(title_paragraph(_("Your own template")))
        self._add(
            new_paragraph(
                "Lead",
                _(
                    "Make a document in Word that looks as your documents look. Where something of a persona is to "
                    "stand, write a tag: two braces with a name between. Then say which document it is when you export:"
                ),
            )
        )
        self._add(
            new_paragraph("Command", "persona-tui export my-shop --to documents --what sheet --template mine.docx")
        )
        self._add(
            new_paragraph(
                "Lead",
                _(
                    "A tag takes the look of its first brace: make that bold, and what comes is bold. Before anything "
                    "is written every tag is looked at; one that is not known is named with its place. The last page "
                    "is an example that works: this document is a template, too, and leaves the guide out of what it "
                    "makes."
                ),
            )
        )
        self._add(self._promise())
        self._part(_("One persona"), _persona_rows())
        self._part(_("Lists"), _list_rows(), lead=_list_lead())
        self._part(_("In a claim"), _claim_rows())
        self._part(_("All personas, and the study"), _study_rows())
        self._part(_("Only where there is something"), _condition_rows(), lead=_condition_lead())
        self._add(self._tag_line("{%p endif %}"))

    def add_example(self) -> None:
        """A template: header, picture, conditions, loops over paragraphs and over rows."""
        first = new_paragraph("Kicker", "{{ study.business }}")
        for properties in first.iterchildren(qn("w:pPr")):
            properties.insert(1, parse_xml(f"<w:pageBreakBefore {nsdecls('w')}/>"))
        self._add(first)
        self._add(self._head())
        for line in (
            "{%p if persona.quote %}",
            ("Words", "“{{ persona.quote }}”"),
            ("Small", "{{ persona.quote_credit }}"),
            "{%p endif %}",
            "{%p for part in persona.sections %}",
            "{%p if part.claims %}",
            ("Heading2", "{{ part.title }}"),
            "{%p for claim in part.claims %}",
        ):
            self._add(self._tag_line(line) if isinstance(line, str) else new_paragraph(*line))
        claim = new_paragraph("ListBullet")
        add_run(claim, "{{ claim.text }}")
        add_run(claim, "  {{ claim.standing }}", "Aside")
        self._add(claim)
        for line in ("{%p endfor %}", "{%p endif %}", "{%p endfor %}"):
            self._add(self._tag_line(line))
        self._add(new_paragraph("Heading2", _("What they want, and how sure that is")))
        self._add(self._example_table())
        self._add(
            new_paragraph("Rests", "{{ persona.rests_on }}{% if persona.review %} · {{ persona.review }}{% endif %}")
        )

    # --- the guide -------------------------------------------------------------------------------------------

    def _promise(self) -> BaseOxmlElement:
        lines = [
            new_paragraph("PanelHeading", _("What never goes into a document")),
            new_paragraph(
                "Panel",
                _(
                    "Tags give what a sheet gives: nobody's words without consent, nothing personal that was not asked "
                    "for, no name that was not agreed to. What a customer wrote is text: a tag in it is not obeyed."
                ),
            ),
        ]
        return panel(
            PAGE.text_width,
            [lines],
            self._house,
            caption=_("What never goes into a document"),
            description=_("What tags leave out, whatever the template asks for."),
        )

    def _part(self, title: str, rows: Sequence[Row], lead: str = "") -> None:
        self._add(new_paragraph("Heading1", title))
        if lead:
            paragraph = new_paragraph("Lead", lead)
            keep_with_next(paragraph)
            self._add(paragraph)
        widths = [PAGE.text_width * _TAG_SHARE, PAGE.text_width * (1 - _TAG_SHARE)]
        grid = new_grid(
            widths,
            caption=title,
            description=_("On the left what you write, on the right what comes."),
            first_column=True,
        )
        for tag, what in rows:
            padding = (4.0, 8.0, 4.0, 0.0)
            tags = [new_paragraph("Tag", line) for line in tag.split("\n")]
            cells = [
                Cell(paragraphs=tags, padding=padding, rule_below=self._house.rule),
                Cell(paragraphs=[new_paragraph("Normal", what)], padding=padding, rule_below=self._house.rule),
            ]
            add_row(grid, widths, cells)
        self._add(grid)

    @staticmethod
    def _tag_line(tag: str) -> BaseOxmlElement:
        return new_paragraph("TagLine", tag)

    # --- the example -----------------------------------------------------------------------------------------

    def _head(self) -> BaseOxmlElement:
        widths = [PAGE.text_width * 0.74, PAGE.text_width * 0.26]
        grid = new_grid(
            widths, caption=_("Who this is"), description=_("On the left the name, on the right the picture.")
        )
        text = [
            new_paragraph("Title", "{{ persona.name }}"),
            new_paragraph("Subtitle", "{{ persona.archetype }}"),
            new_paragraph("Normal", "{{ persona.reason }}"),
        ]
        face = [new_paragraph("Normal", "{{ persona.face }}"), new_paragraph("Small", "{{ persona.face_note }}")]
        add_row(grid, widths, [Cell(paragraphs=text, padding=(0.0, 14.0, 6.0, 0.0)), Cell(paragraphs=face)])
        return grid

    def _example_table(self) -> BaseOxmlElement:
        widths = [PAGE.text_width * 0.62, PAGE.text_width * 0.38]
        grid = new_grid(
            widths, caption=_("Goals"), description=_("Each goal, and beside it how many said so."), first_column=True
        )
        padding = (3.0, 8.0, 3.0, 0.0)
        rule = self._house.rule

        def row(left: str, right: str, style: str = "Normal") -> None:
            cells = [
                Cell(paragraphs=[new_paragraph(style, text)], padding=padding, rule_below=rule)
                for text in (left, right)
            ]
            add_row(grid, widths, cells)

        row(_("Goal"), _("Standing"), "Label")
        row("{%tr for goal in persona.goals %}", "", "TagLine")
        row("{{ goal.text }}", "{{ goal.stands }}")
        row("{%tr endfor %}", "", "TagLine")
        return grid

    def _add(self, element: BaseOxmlElement) -> None:
        append(self._document, element)


def _add_header(document: Document) -> None:
    header = document.sections[0].header
    header.is_linked_to_previous = False
    element = header._element
    for child in list(element):
        element.remove(child)
    element.append(new_paragraph("Header", "{{ study.business }} · {{ persona.name }}"))


def _persona_rows() -> list[Row]:
    return [
        ("{{ persona.name }}", _("The name.")),
        ("{{ persona.archetype }}", _("What the persona is called for: “just moved house”.")),
        ("{{ persona.kind }}", _("Primary, secondary, or negative: somebody you do not want as a customer.")),
        ("{{ persona.face }}", _("The picture, 35 mm wide; face_small is 20 mm, face_large 60 mm.")),
        ("{{ persona.face_note }}", _("Says that a portrait is drawn, and no customer.")),
        ("{{ persona.quote }}\n{{ persona.quote_credit }}", _("The quote, and who said it.")),
        ("{{ persona.reason }}", _("Why these customers belong together.")),
        ("{{ persona.rests_on }}", _("How many customers and interviews it rests on.")),
        ("{{ persona.review }}", _("When to look at it again.")),
    ]


def _list_lead() -> str:
    return _(
        "A list is gone through: what stands between the two lines comes once for each thing in it. A tag with a p "
        "behind its first sign stands in a paragraph of its own, and leaves none behind. Rows of a table repeat with "
        "tr in its place, in rows of their own above and below: the table at the end of the example does so."
    )


def _list_rows() -> list[Row]:
    names = "demographics, psychographics, socioeconomics, firmographics, goals, pains, motivators, channels"
    return [
        (
            "{%p for claim in persona.goals %}\n{{ claim.text }}\n{%p endfor %}",
            _("Every goal. The other lists: {names}.").format(names=names),
        ),
        (
            "{%p for part in persona.sections %}\n{{ part.title }}\n{%p for claim in part.claims %}\n{{ claim.text }}\n"
            "{%p endfor %}\n{%p endfor %}",
            _("All parts of the persona in their order, your own among them, each with its title and claims."),
        ),
    ]


def _claim_rows() -> list[Row]:
    loop = "{%p for claim in persona.pains %}\n"
    end = "\n{%p endfor %}"
    return [
        (
            f"{loop}{{{{ claim.standing }}}}\n{{{{ claim.stands }}}}\n{{{{ claim.against }}}}{end}",
            _(
                "How it stands, in short (“5 of 7”, or ◇ for an assumption) and in a sentence; and how many people "
                "say otherwise."
            ),
        ),
        (
            f"{loop}{{%p for each in claim.evidence %}}\n{{{{ each.who }}}}, {{{{ each.when }}}}: {{{{ each.words }}}}"
            f"\n{{%p endfor %}}{end}",
            _("What it rests on: who said it, when, about what ({about}), and the words where they may stand.").format(
                about="each.about"
            ),
        ),
    ]


def _study_rows() -> list[Row]:
    return [
        (
            "{%p for one in personas %}\n{{ loop.index }}. {{ one.name }}\n{%p endfor %}",
            _(
                "Every persona of the study, not this one alone, each with its number in the loop. A template that "
                "names no persona alone is written once."
            ),
        ),
        ("{{ study.business }}", _("Your business.")),
        ("{{ study.changed }}", _("The day of the study's last change.")),
        ("{{ study.logo }}", _("Your logo, 30 mm wide, where the study has one.")),
    ]


def _condition_lead() -> str:
    return _("A condition keeps words out where there would be nothing to say.")


def _condition_rows() -> list[Row]:
    return [
        ("{%p if persona.quote %}\n“{{ persona.quote }}”\n{%p endif %}", _("The quote with its marks, or nothing.")),
        (
            "{%p if persona.imagined %}\n{{ persona.name }}\n{%p else %}\n{{ persona.rests_on }}\n{%p endif %}",
            _("One thing or the other: is this persona imagined?"),
        ),
        (
            "{%p for claim in persona.goals if not claim.is_assumption %}\n{{ claim.text }}\n{%p endfor %}",
            _("Only what somebody said."),
        ),
    ]


def _looks(house: House) -> list[Look]:
    return [
        Look(name="Tag", size=9.5, colour=house.accent, font="Consolas", after=1),
        Look(name="Tag Line", size=8, colour=house.grey, font="Consolas", before=1, after=1),
        Look(name="Command", size=9.5, font="Consolas", before=2, after=8, left=10, rule_left=house.accent),
        Look(name="Label", size=9.5, bold=True, colour=house.grey),
        Look(name="Words", size=14, italic=True, colour=house.accent, before=6, after=3, keep_next=True),
        Look(name="Rests", size=9, colour=house.grey, before=9),
        Look(name="Header", size=8.5, colour=house.grey),
    ]
