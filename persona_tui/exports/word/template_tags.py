"""Which tags the owner's own template may hold, and where one stands that it may not.

A tag's meaning is a type: a text, a number, a yes or no, a picture, a part with tags of its own, or a list of such
parts. Tags are Jinja's; what a template says is walked through without running it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import msgspec

from persona_tui.i18n import _

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

TEXT, NUMBER, YES_NO, PICTURE, ANY = "text", "number", "yes or no", "picture", "any"
Type = str | dict[str, Any] | list[Any]

EVIDENCE: dict[str, Any] = {
    "who": TEXT,
    "words": TEXT,
    "when": TEXT,
    "about": TEXT,
    "against": YES_NO,
}
CLAIM: dict[str, Any] = {
    "text": TEXT,
    "standing": TEXT,
    "stands": TEXT,
    "against": NUMBER,
    "is_assumption": YES_NO,
    "evidence": [EVIDENCE],
}
SECTION: dict[str, Any] = {"title": TEXT, "claims": [CLAIM]}
CLAIM_LISTS = (
    "demographics",
    "psychographics",
    "socioeconomics",
    "firmographics",
    "goals",
    "pains",
    "motivators",
    "channels",
)
PERSONA: dict[str, Any] = {
    "name": TEXT,
    "archetype": TEXT,
    "kind": TEXT,
    "quote": TEXT,
    "quote_credit": TEXT,
    "face": PICTURE,
    "face_small": PICTURE,
    "face_large": PICTURE,
    "face_note": TEXT,
    **{key: [CLAIM] for key in CLAIM_LISTS},
    "sections": [SECTION],
    "reason": TEXT,
    "rests_on": TEXT,
    "review": TEXT,
    "imagined": YES_NO,
}
TAGS: dict[str, Any] = {
    "persona": PERSONA,
    "personas": [PERSONA],
    "study": {"business": TEXT, "changed": TEXT, "logo": PICTURE},
    "guide": YES_NO,
}
FILTERS = (
    *("abs", "batch", "capitalize", "count", "d", "default", "first", "int", "join", "last", "length", "list", "lower"),
    *("map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr", "slice"),
    *("sort", "string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount"),
)
"""What a tag may do with a value. None of them lets text pass for the document's own making."""
_SAME = frozenset({"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"})
_LOOP = {"index": NUMBER, "index0": NUMBER, "first": YES_NO, "last": YES_NO, "length": NUMBER, "revindex": NUMBER}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_BLOCK = re.compile(r"\{%-?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)")
_LONGEST_PLACE = 60


class Place(msgspec.Struct, kw_only=True, frozen=True):
    """One paragraph of a template: its text, and which part of the document it stands in."""

    text: str
    part: str = "body"
    in_table: bool = False

    @property
    def tags(self) -> list[str]:
        """The tags in it, in order."""
        return _TAG.findall(self.text)

    @property
    def said(self) -> str:
        """Where it is, as a person finds it."""
        text = " ".join(self.text.split())
        text = text if len(text) <= _LONGEST_PLACE else text[: _LONGEST_PLACE - 1].rstrip() + "…"
        sentence = {
            "header": _("in the header, at “{text}”"),
            "footer": _("in the footer, at “{text}”"),
            "footnotes": _("in a footnote, at “{text}”"),
        }.get(self.part) or (_("in a table, at “{text}”") if self.in_table else _("in the paragraph “{text}”"))
        return sentence.format(text=text)


# --- what can be seen without reading the tags -----------------------------------------------------------------


def no_tags(places: Iterable[Place]) -> str:
    """Why a document without our tags cannot be a template, and what it has instead."""
    text = "\n".join(place.text for place in places)
    braces = re.search(r"\{[#/^]?[A-Za-z_][\w. ]*\}", text)
    brackets = re.search(r"\[[A-Za-z][^\[\]\n]{0,40}\]", text)
    angles = re.search(r"«[^»\n]{1,40}»|<<[^<>\n]{1,40}>>", text)
    if braces:
        reason = _("It has tags of another program, such as {tag}: this program's have two braces.")
        return reason.format(tag=braces.group())
    if brackets:
        reason = _("It has places to fill in by hand, such as {tag}: a tag of this program has two braces.")
        return reason.format(tag=brackets.group())
    if angles:
        return _("It has fields of another program, such as {tag}: a tag of this program has two braces.").format(
            tag=angles.group()
        )
    return _("There is no tag in it.")


def shape_problems(places: Iterable[Place]) -> list[str]:
    """Tags that are not closed, loops and conditions without their end, and what would break the document."""
    problems: list[str] = []
    open_blocks: list[tuple[str, str, Place]] = []
    part = ""
    for place in places:
        if place.part != part:
            problems += [_unclosed(*block) for block in open_blocks]
            open_blocks, part = [], place.part
        rest = _TAG.sub("", place.text)
        begun = re.search(r"\{\{|\{%|\{#", rest)
        if begun:
            problems.append(
                _("A tag is begun with {sign} and not closed ({place}). Write it in one paragraph, to its end.").format(
                    sign=begun.group(), place=place.said
                )
            )
        for tag in place.tags:
            printed = re.match(r"\{\{-?\s*(r|p|tr|tc)\s+\w", tag)
            if printed:
                problems.append(
                    _("{tag} cannot be used: write it without “{letter}” ({place}).").format(
                        tag=tag, letter=printed[1], place=place.said
                    )
                )
            problems += _block(tag, place, open_blocks)
    return problems + [_unclosed(*block) for block in open_blocks]


def _block(tag: str, place: Place, open_blocks: list[tuple[str, str, Place]]) -> list[str]:
    found = _BLOCK.match(tag)
    if found is None:
        return []
    word = found[1]
    if word in ("for", "if"):
        open_blocks.append((word, tag, place))
    elif word in ("endfor", "endif", "else", "elif"):
        wanted = {"endfor": ("for",), "endif": ("if",), "elif": ("if",)}.get(word, ("for", "if"))
        if not open_blocks or open_blocks[-1][0] not in wanted:
            if word.startswith("end") and any(block[0] in wanted for block in open_blocks):
                problem = _unclosed(*open_blocks.pop())
                while open_blocks and open_blocks[-1][0] not in wanted:
                    problem = _unclosed(*open_blocks.pop())
                open_blocks.pop()
                return [problem]
            return [_("{tag} ends nothing that was begun ({place}).").format(tag=tag, place=place.said)]
        if word.startswith("end"):
            open_blocks.pop()
    return []


def _unclosed(word: str, tag: str, place: Place) -> str:
    end = re.sub(
        r"^(\{%-?\s*)((?:p|tr|tc|r)\s+)?.*$", lambda m: f"{{%{(m[2] or ' ').strip()} end{word} %}}", tag, flags=re.S
    )
    return _("{tag} is never closed: write {end} where it ends ({place}).").format(tag=tag, end=end, place=place.said)


# --- what the tags say -----------------------------------------------------------------------------------------


def tag_problems(environment: Environment, source: str, places: list[Place]) -> list[str]:
    """Names, filters and statements that this program does not know, each with its place. `source` is a part of the
    document as Jinja reads it. Raises jinja2.TemplateSyntaxError.
    """
    return _Walk(environment, places).problems_of(environment.parse(source))


class _Walk:
    """One way through what a template says."""

    def __init__(self, environment: Environment, places: list[Place]) -> None:
        self._environment = environment
        self._places = places
        self._problems: list[str] = []

    def problems_of(self, template: nodes.Template) -> list[str]:
        """What is wrong, once each."""
        self._body(template.body, dict(TAGS))
        return list(dict.fromkeys(self._problems))

    def _body(self, body: Iterable[nodes.Node], names: dict[str, Any]) -> None:
        for node in body:
            self._statement(node, names)

    def _statement(self, node: Any, names: dict[str, Any]) -> None:
        kind = type(node).__name__
        if kind == "Output":
            for part in node.nodes:
                self._printed(part, names)
        elif kind == "For":
            items = self._type(node.iter, names)
            inner = {**names, "loop": _LOOP}
            if isinstance(items, list):
                item: Type = items[0]
            else:
                item = ANY
                if items not in (ANY, None):
                    self._say(_("“{tag}” is no list, so there is nothing to go through"), _words(node.iter))
            if type(node.target).__name__ == "Name":
                inner[node.target.name] = item
            else:
                self._say(_("“{tag}” cannot be used in a loop: give it one name"), _words(node.iter))
            if node.test is not None:
                self._type(node.test, inner)
            self._body(node.body, inner)
            self._body(node.else_, names)
        elif kind == "If":
            self._type(node.test, names)
            for branch in (node.body, node.elif_, node.else_):
                self._body(branch, names)
        elif kind == "Assign" and type(node.target).__name__ == "Name":
            names[node.target.name] = self._type(node.node, names) or ANY
        elif kind == "TemplateData":
            return
        else:
            self._say(_("“{tag}” cannot be used here"), kind.lower())

    def _printed(self, node: Any, names: dict[str, Any]) -> None:
        if type(node).__name__ == "TemplateData":
            return
        found = self._type(node, names)
        words = _words(node)
        if isinstance(found, list):
            self._say_list(words)
        elif isinstance(found, dict):
            self._say(
                _("“{tag}” has parts: say which, such as {example}"), words, example=f"{words}.{next(iter(found))}"
            )

    def _type(self, node: Any, names: Mapping[str, Any]) -> Type | None:
        """What an expression gives; None where that was complained of."""
        kind = type(node).__name__
        if kind == "Name":
            if node.name in names:
                found: Type = names[node.name]
                return found
            self._unknown(node.name, names)
            return None
        if kind in ("Getattr", "Getitem"):
            return self._part(node, names)
        if kind == "Filter":
            return self._filtered(node, names)
        if kind == "Test":
            self._type(node.node, names)
            if node.name not in self._environment.tests:
                self._say(_("“is {tag}” is no question that a tag can ask"), node.name)
            return YES_NO
        if kind == "Call":
            self._say(_("“{tag}(…)” cannot be used: tags call nothing"), _words(node.node))
            return None
        for child in node.iter_child_nodes():
            self._type(child, names)
        return ANY

    def _part(self, node: Any, names: Mapping[str, Any]) -> Type | None:
        whole = self._type(node.node, names)
        if whole is None or whole == ANY:
            return whole
        key = node.attr if type(node).__name__ == "Getattr" else getattr(node.arg, "value", None)
        if isinstance(whole, dict) and key in whole:
            part: Type = whole[key]
            return part
        if isinstance(whole, list):
            if isinstance(key, int):
                item: Type = whole[0]
                return item
            self._say_list(_words(node.node))
            return None
        self._unknown(f"{_words(node.node)}.{key}", whole if isinstance(whole, dict) else {})
        return None

    def _filtered(self, node: Any, names: Mapping[str, Any]) -> Type | None:
        found = self._type(node.node, names) if node.node is not None else ANY
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self._type(argument, names)
        if node.name not in self._environment.filters:
            self._say(_("“|{tag}” is nothing that a tag can do"), node.name)
            return None
        if isinstance(found, list):
            if node.name in ("first", "last"):
                item: Type = found[0]
                return item
            return found if node.name in _SAME else ANY
        return found if found is None else ANY

    def _unknown(self, name: str, known: Mapping[str, Any]) -> None:
        before, _dot, last = name.rpartition(".")
        close = get_close_matches(last, known, n=2, cutoff=0.6)
        closest = ", ".join(f"{before}.{each}" if before else each for each in close)
        if closest:
            self._say(_("“{tag}” is no tag of this program. The closest: {closest}"), name, closest=closest)
        else:
            self._say(_("“{tag}” is no tag of this program"), name)

    def _say_list(self, words: str) -> None:
        begin, end = f"{{%p for item in {words} %}}", "{%p endfor %}"
        self._say(_("“{tag}” is a list: go through it, {begin} … {end}"), words, begin=begin, end=end)

    def _say(self, sentence: str, tag: str, **more: str) -> None:
        exact = re.compile(rf"(?<![\w.]){re.escape(tag)}(?![\w.])")
        last = re.compile(rf"\b{re.escape(tag.rpartition('.')[2])}\b")
        found = (each for wanted in (exact, last) for each in self._places if any(map(wanted.search, _flat(each.tags))))
        place = next(found, None)
        said = sentence.replace("{tag}", tag)
        for key, value in more.items():
            said = said.replace("{" + key + "}", value)
        self._problems.append(f"{said} ({place.said})." if place is not None else f"{said}.")


def _flat(tags: Iterable[str]) -> list[str]:
    return [re.sub(r"\s*\.\s*", ".", " ".join(tag.split())) for tag in tags]


def _words(node: Any) -> str:
    """An expression as somebody wrote it, as far as it is made of names."""
    kind = type(node).__name__
    if kind == "Name":
        return str(node.name)
    if kind == "Getattr":
        return f"{_words(node.node)}.{node.attr}"
    if kind in ("Getitem", "Filter", "Call", "Test"):
        return _words(node.node) if node.node is not None else ""
    return str(getattr(node, "value", "…"))
