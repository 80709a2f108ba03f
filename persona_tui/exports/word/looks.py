"""The styles of our documents: what each is called in Word, and how it looks."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

import msgspec

from persona_tui.exports.word.house import PLAIN, House

FONT = "Calibri"
"""On every computer with Word; LibreOffice has Carlito for it, which takes the same room."""
COMPLEX_FONT = "Arial"
"""For Arabic and Hebrew, which Calibri has not."""

INK = PLAIN.ink
GREY = PLAIN.grey
ACCENT = PLAIN.accent
TINT = PLAIN.tint
RULE = PLAIN.rule

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Look(msgspec.Struct, kw_only=True, frozen=True):
    """One style. Sizes and distances are points; `line` is the exact height of a line, 0 for the font's own;
    `level` is the place in the outline, from 1; `rule_*` are colours of lines beside the text; `tab` is a stop from
    the left; `font` is "" for the document's own.
    """

    name: str
    of_text: bool = False
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    capitals: bool = False
    tracking: float = 0.0
    line: float = 0.0
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    hanging: float = 0.0
    tab: float = 0.0
    right_tab: float = 0.0
    level: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    bullet: bool = False
    rule_left: str = ""
    rule_top: str = ""
    rule_bottom: str = ""
    font: str = ""
    centred: bool = False
    to_the_right: bool = False
    new_page: bool = False

    @property
    def style_id(self) -> str:
        """The id that paragraphs and runs name it by."""
        return "".join(word.capitalize() for word in self.name.split())


def styles_xml(looks: Iterable[Look], normal: Look) -> str:
    """Every `w:style` of a document: Word's defaults, `normal` and `looks`."""
    parts = [
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{_paragraph(normal)}{_run(normal)}</w:style>",
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
    ]
    parts += [_style(look) for look in looks]
    return f'<w:styles xmlns:w="{_W}">{"".join(parts)}</w:styles>'


def defaults_xml(size: float, language: str, house: House = PLAIN) -> str:
    """The `w:docDefaults`: font, size and language of everything that says nothing else."""
    return (
        f'<w:docDefaults xmlns:w="{_W}"><w:rPrDefault><w:rPr>{_fonts(house.text_font)}'
        f'<w:color w:val="{house.ink}"/>{_size(size)}'
        f"<w:lang w:val={quoteattr(language)} w:eastAsia={quoteattr(language)} w:bidi={quoteattr(language)}/>"
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _style(look: Look) -> str:
    kind = "character" if look.of_text else "paragraph"
    built_in = look.name in _BUILT_IN
    head = (
        f'<w:style w:type="{kind}" w:styleId="{look.style_id}"'
        f"{'' if built_in else ' w:customStyle=' + quoteattr('1')}><w:name w:val={quoteattr(_word_name(look.name))}/>"
    )
    based = "" if look.of_text else '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    paragraph = "" if look.of_text else _paragraph(look)
    return f"{head}{based}<w:qFormat/>{paragraph}{_run(look)}</w:style>"


_LOWER = {"Heading 1", "Heading 2", "Heading 3", "TOC 1", "TOC 2", "Caption", "Footer"}
_BUILT_IN = {"Title", "Subtitle", "List Bullet", "Quote", "Strong", "Comment Text", *_LOWER}


def _word_name(name: str) -> str:
    """What Word calls a style of its own in the file."""
    if name == "Comment Text":
        return "annotation text"
    return name.lower() if name in _LOWER else name


def _paragraph(look: Look) -> str:
    twips = _twips
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'
        for side, colour, eighths, space in (
            ("top", look.rule_top, 4, 6),
            ("left", look.rule_left, 18, 9),
            ("bottom", look.rule_bottom, 6, 2),
        )
        if colour
    )
    line = f' w:line="{twips(look.line)}" w:lineRule="exact"' if look.line else ' w:line="240" w:lineRule="auto"'
    hanging = f' w:hanging="{twips(look.hanging)}"' if look.hanging else ""
    tabs = f'<w:tab w:val="left" w:pos="{twips(look.tab)}"/>' if look.tab else ""
    tabs += f'<w:tab w:val="right" w:pos="{twips(look.right_tab)}"/>' if look.right_tab else ""
    parts = [
        "<w:keepNext/>" if look.keep_next else "",
        "<w:keepLines/>" if look.keep_lines else "",
        "<w:pageBreakBefore/>" if look.new_page else "",
        '<w:numPr><w:numId w:val="1"/></w:numPr>' if look.bullet else "",
        f"<w:pBdr>{rules}</w:pBdr>" if rules else "",
        f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
        f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}"{line}/>',
        f'<w:ind w:left="{twips(look.left)}" w:right="{twips(look.right)}"{hanging}/>'
        if look.left or look.right or look.hanging
        else "",
        '<w:jc w:val="center"/>' if look.centred else "",
        '<w:jc w:val="right"/>' if look.to_the_right else "",
        f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else "",
    ]
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def _run(look: Look) -> str:
    parts = [
        _fonts(look.font) if look.font else "",
        "<w:b/><w:bCs/>" if look.bold else "",
        "<w:i/><w:iCs/>" if look.italic else "",
        "<w:caps/>" if look.capitals else "",
        f'<w:color w:val="{look.colour}"/>' if look.colour else "",
        f'<w:spacing w:val="{_twips(look.tracking)}"/>' if look.tracking else "",
        _size(look.size) if look.size else "",
    ]
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if any(parts) else ""


def _fonts(font: str) -> str:
    named = quoteattr(font)
    return f'<w:rFonts w:ascii={named} w:hAnsi={named} w:eastAsia={named} w:cs="{COMPLEX_FONT}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _twips(points: float) -> int:
    return round(points * 20)
