"""The text of a filled form, piece by piece: which field each word stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import msgspec

from persona_tui.banks.form_fields import HINT_STYLE, hint_digest, is_field, is_ours, without_hint
from persona_tui.domain.texts import clean_text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORDS_HINT_STYLE = "PlaceholderText"
_TICKED = frozenset("☒☑✓✔✗✘⌧■●")
_BOXES = ("o_", "c_scope_")
_TYPED_TICKS = frozenset({"x", "v", "*"})
_NOT_TICKED = frozenset("☐□○◻")
_NO_TEXT = frozenset({"instrText", "delText", "pPr", "rPr", "sdtPr", "sectPr", "tblPr", "trPr", "tcPr"})


class FormField(msgspec.Struct, kw_only=True):
    """One field as it came back. `lines` are its paragraphs; empty where nothing was written, also where the words
    that invite to write still stand. `ticked` is None for what is no box; `choice` is the key of what was chosen from
    a list, where the file still says it, and `day` a day picked from a calendar.
    """

    name: str
    lines: tuple[str, ...] = ()
    ticked: bool | None = None
    choice: str = ""
    day: date | None = None

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


class TextOutside(msgspec.Struct, kw_only=True, frozen=True):
    """Words that stand in no field; `near` is the last field or text of ours before them ("" for none)."""

    near: str
    text: str


class _Control(msgspec.Struct, kw_only=True, eq=False):
    """A content control: what it says of itself, and the fields whose bookmarks begin in it. `is_hint` says that it
    calls itself empty, `is_words_own` that what it shows then is Word's own.
    """

    name: str = ""
    is_hint: bool = False
    is_words_own: bool = False
    checked: bool | None = None
    items: dict[str, str] | None = None
    last: str = ""
    day: str = ""
    inside: list[str] = msgspec.field(default_factory=list)

    @property
    def field(self) -> str:
        """The one field it belongs to, or ""."""
        return self.name or (self.inside[0] if len(set(self.inside)) == 1 else "")


class _Piece(msgspec.Struct, kw_only=True):
    """A text and where it stands; "\\n" ends a line or a paragraph. `inmost` is the control that it stands in."""

    text: str
    name: str
    near: str
    controls: tuple[_Control, ...]
    is_break: bool = False
    style: str = ""


class FormText:
    """One way through a document, from its first word to its last."""

    def __init__(self) -> None:
        self.field_names: set[str] = set()
        self._pieces: list[_Piece] = []
        self._open: list[tuple[str, str]] = []
        self._ends: set[str] = set()
        self._controls: list[_Control] = []
        self._near = ""
        self._style = ""
        self._seen: dict[str, list[_Control]] = {}
        self._hints: dict[str, str] = {}

    def through(self, document: ElementTree.Element) -> None:
        """Take in everything."""
        self._ends = {_value(end, "id") for end in document.iter(f"{_W}bookmarkEnd")}
        self._element(document)

    def _element(self, element: ElementTree.Element) -> None:
        tag = element.tag.rpartition("}")[2]
        if tag in _NO_TEXT:
            return
        if tag == "bookmarkStart":
            self._begin(_value(element, "id"), _value(element, "name"))
        elif tag == "bookmarkEnd":
            self._open = [each for each in self._open if each[0] != _value(element, "id")]
        elif tag == "sdt":
            self._control(element)
        elif tag == "r":
            self._style = _style(element)
            self._children(element)
            self._style = ""
        elif tag == "t":
            self._add(element.text or "")
        elif tag == "tab":
            self._add("\t")
        elif tag in ("br", "cr"):
            self._add("\n", is_break=True)
        elif tag == "noBreakHyphen":
            self._add("\u2011")
        elif tag == "sym":
            self._add("☒" if _value(element, "char").upper() in ("F0FE", "F0FD", "F078", "F053") else "☐")
        elif element.tag == f"{_MC}AlternateContent":
            for choice in element[:1]:
                self._children(choice)
        else:
            self._children(element)
            if tag == "p":
                self._add("\n", is_break=True)

    def _children(self, element: ElementTree.Element) -> None:
        for child in element:
            self._element(child)

    def _begin(self, number: str, name: str) -> None:
        if not is_ours(name):
            return
        name = self._own_name(name)
        # A bookmark that nothing ends holds until the next one of ours begins.
        self._open = [each for each in self._open if each[0] in self._ends and each[1] != name]
        self._open.append((number, name))
        self._near = name
        if is_field(name):
            self.field_names.add(name)
            self._seen.setdefault(name, [])
            if self._controls:
                self._controls[-1].inside.append(name)

    def _own_name(self, name: str) -> str:
        """A field's name without what stands behind it: the digest of its hint, which is remembered."""
        own, digest = without_hint(name)
        if digest:
            self._hints[own] = digest
        return own

    def _control(self, element: ElementTree.Element) -> None:
        control = _control(element.find(f"{_W}sdtPr"))
        control.name = self._own_name(control.name)
        if not control.name:
            fields = [name for _number, name in self._open if is_field(name)]
            control.name = fields[-1] if fields else ""
        else:
            self.field_names.add(control.name)
        if control.name:
            self._seen.setdefault(control.name, []).append(control)
        self._controls.append(control)
        content = element.find(f"{_W}sdtContent")
        if content is not None:
            self._children(content)
        self._controls.pop()

    def _add(self, text: str, *, is_break: bool = False) -> None:
        name = self._open[-1][1] if self._open else ""
        self._pieces.append(
            _Piece(
                text=text,
                name=name,
                near=self._near,
                controls=tuple(self._controls),
                is_break=is_break,
                style=self._style,
            )
        )

    # --- what was found --------------------------------------------------------------------------------------

    def text_of(self, name: str) -> str:
        """What stands inside a bookmark."""
        return "".join(piece.text for piece in self._pieces if piece.name == name).strip()

    def all_text(self) -> str:
        """Everything."""
        return "".join(piece.text for piece in self._pieces)

    def said(self) -> dict[str, str]:
        """The texts of ours."""
        names = {piece.name for piece in self._pieces if piece.name and not is_field(piece.name)}
        return {name: " ".join(self.text_of(name).split()) for name in names}

    def fields(self) -> dict[str, FormField]:
        """What stands in each field."""
        texts: dict[str, list[str]] = {name: [] for name in self.field_names}
        controls: dict[str, list[_Control]] = {name: list(self._seen.get(name, ())) for name in self.field_names}
        for piece in self._pieces:
            name = self._field_of(piece)
            if not name:
                continue
            inmost = piece.controls[-1] if piece.controls else None
            if inmost is not None and inmost.field == name and inmost not in controls[name]:
                controls[name].append(inmost)
            if not self._invites(piece, inmost, name):
                texts[name].append(piece.text)
        found = {name: "".join(pieces) for name, pieces in texts.items()}
        hints = self._hints
        answers = {name: "" if hint_digest(text) == hints.get(name) else text for name, text in found.items()}
        return {name: _field(name, answers[name], controls[name]) for name in self.field_names}

    def _invites(self, piece: _Piece, control: _Control | None, name: str) -> bool:
        """Whether words invite to write. Of a field whose hint is known that shows later: LibreOffice can go on calling
        a field empty that was written in; what Word itself puts into one that was cleared is known by its making.
        """
        if control is not None and control.is_hint:
            return control.is_words_own or piece.style == _WORDS_HINT_STYLE or name not in self._hints
        return control is None and piece.style == HINT_STYLE and name not in self._hints

    def outside(self) -> Iterator[TextOutside]:
        """The words that stand in no field and are none of ours, joined where they belong together."""
        near, words = "", ""
        for piece in self._pieces:
            if self._field_of(piece) or piece.name:
                if words.strip():
                    yield TextOutside(near=near, text=clean_text(words).strip())
                words = ""
                continue
            if not words.strip():
                near = piece.near
            words += piece.text
        if words.strip():
            yield TextOutside(near=near, text=clean_text(words).strip())

    def _field_of(self, piece: _Piece) -> str:
        """The field that a text stands in: its bookmark's, else the one of the control around it."""
        if piece.name:
            return piece.name if is_field(piece.name) else ""
        return next((control.field for control in reversed(piece.controls) if control.field in self.field_names), "")


def _control(properties: ElementTree.Element | None) -> _Control:
    control = _Control()
    for part in properties if properties is not None else ():
        tag = part.tag.rpartition("}")[2]
        if tag == "tag" and is_field(_value(part, "val")):
            control.name = _value(part, "val")
        elif tag == "showingPlcHdr":
            control.is_hint = _value(part, "val") not in ("0", "false", "off")
        elif tag == "placeholder":
            control.is_words_own = True
        elif tag == "checkbox":
            checked = part.find(f"{_W14}checked")
            state = checked.get(f"{_W14}val", "1") if checked is not None else "0"
            control.checked = state in ("1", "true", "on")
        elif tag in ("dropDownList", "comboBox"):
            rows = part.findall(f"{_W}listItem")
            control.items = {
                " ".join((_value(row, "displayText") or _value(row, "value")).split()): _value(row, "value")
                for row in rows
            }
            control.last = _value(part, "lastValue")
        elif tag == "date":
            control.day = _value(part, "fullDate")[:10]
    return control


def _field(name: str, text: str, controls: list[_Control]) -> FormField:
    lines = tuple(line.strip() for line in clean_text(text).split("\n") if line.strip())
    field = FormField(name=name, lines=lines)
    shown = " ".join(text.split())
    signs = set(shown)
    if name.startswith(_BOXES):
        said = next((control.checked for control in controls if control.checked is not None), False)
        typed = set(re.findall(r"\w+|\*", shown.casefold())) & _TYPED_TICKS
        field.ticked = bool(signs & _TICKED or typed) or (said and not signs & _NOT_TICKED)
    for control in controls:
        if not shown:
            continue
        if control.items is not None:
            field.choice = control.items.get(shown, "") or (
                control.last if control.last in control.items.values() else ""
            )
        if control.day:
            field.day = _day(control.day)
    return field


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _style(run: ElementTree.Element) -> str:
    style = run.find(f"{_W}rPr/{_W}rStyle")
    return _value(style, "val") if style is not None else ""


def _value(element: ElementTree.Element, name: str) -> str:
    return element.get(f"{_W}{name}", "")
