"""From a bank's TOML tables to its records, noting everything that is wrong on the way."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any, Literal, NamedTuple, TypeVar

from persona_tui.domain.attributes import Attribute, Care, Kind, Option
from persona_tui.domain.personas import FieldKey, Missing
from persona_tui.domain.questions import Audience, Phase, Question, QuestionBank, Section
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _

E = TypeVar("E", bound=StrEnum)

Level = Literal["error", "hint"]

FIELD_KEYS = (*(key.value for key in FieldKey), Missing.QUOTE.value)
"""What a question's `field` may be: the parts of the template that its answers speak to."""

CHOICES = (Kind.ONE_OF, Kind.SEVERAL_OF)

LONGEST_TALK = 24 * 60
"""In minutes."""

_LONGEST_QUOTED = 60
_KEY = re.compile(r"[a-z0-9][a-z0-9_]*")
_BANK_ENTRIES = ("key", "title", "language", "audience", "minutes", "about", "sections")
_SECTION_ENTRIES = ("key", "title", "minutes", "phase", "questions")
_QUESTION_ENTRIES = ("key", "text", "kind", "options", "probes", "attribute", "field", "care")
_CARES = tuple(Care)


class Finding(NamedTuple):
    """One thing to look at in a bank: an `error` keeps it from being used, a `hint` does not."""

    level: Level
    place: str
    sentence: str


class BankReading:
    """One bank being read: `bank()` gives the records, `findings` says what is wrong, in the order of the file."""

    def __init__(self, data: Mapping[str, Any], catalogue: Collection[Attribute]) -> None:
        self.data = data
        self.attributes = {attribute.key: attribute for attribute in catalogue}
        self.findings: list[Finding] = []

    def bank(self) -> QuestionBank:
        """The bank, as far as it can be read. It is to be used only when no finding is an error."""
        data, place = self.data, ""
        self._unknown_entries(data, _BANK_ENTRIES, place)
        title = self._text(data, "title", place, needed=True)
        key = self._text(data, "key", place, needed=True)
        language = self._text(data, "language", place, needed=True)
        audience = self._one_of(data, "audience", Audience, place) or Audience.PEOPLE
        minutes = self._minutes(data, place, needed=True)
        about = self._text(data, "about", place)
        sections = tuple(self._sections(data, place))
        self._whole(minutes, sections)
        return QuestionBank(
            key=key,
            title=title,
            language=language,
            audience=audience,
            minutes=minutes,
            about=about,
            sections=sections,
        )

    def _sections(self, data: Mapping[str, Any], place: str) -> Iterator[Section]:
        section_keys: set[str] = set()
        question_keys: set[str] = set()
        for number, table in enumerate(self._tables(data, "sections", place), 1):
            key = self._key(table, section_place(number), section_keys)
            here = section_place(number, key)
            self._unknown_entries(table, _SECTION_ENTRIES, here)
            yield Section(
                key=key,
                title=self._text(table, "title", here, needed=True),
                minutes=self._minutes(table, here),
                phase=self._one_of(table, "phase", Phase, here) or Phase.TOPIC,
                questions=tuple(
                    self._question(question, here, number, question_keys)
                    for number, question in enumerate(self._tables(table, "questions", here), 1)
                ),
            )

    def _question(self, table: Mapping[str, Any], section: str, number: int, keys: set[str]) -> Question:
        key = self._key(table, question_place(section, number), keys)
        place = question_place(section, number, key)
        self._unknown_entries(table, _QUESTION_ENTRIES, place)
        text = self._text(table, "text", place, needed=True)
        attribute = self._attribute(table, place)
        kind = self._one_of(table, "kind", Kind, place)
        if kind is None:
            kind = attribute.kind if attribute else Kind.TEXT
        elif attribute and kind not in (attribute.kind, Kind.TEXT):
            sentence = _("Its kind is {kind}, but {attribute} is {right}. Leave the kind out, or make it text.")
            self._error(place, sentence.format(kind=kind, attribute=attribute.key, right=attribute.kind))
        field = self._text(table, "field", place)
        if field and field not in FIELD_KEYS:
            self._not_known(place, "field", field, FIELD_KEYS)
        return Question(
            key=key,
            text=text,
            kind=kind,
            options=self._options(table, place, kind, attribute),
            probes=tuple(self._texts(table, "probes", place)),
            attribute=attribute.key if attribute else "",
            field=field,
            care=self._care(table, place, attribute),
        )

    def _attribute(self, table: Mapping[str, Any], place: str) -> Attribute | None:
        key = self._text(table, "attribute", place)
        if key and key not in self.attributes:
            self._not_known(place, "attribute", key, tuple(self.attributes), every=False)
        return self.attributes.get(key)

    def _options(
        self, table: Mapping[str, Any], place: str, kind: Kind, attribute: Attribute | None
    ) -> tuple[Option, ...]:
        """The question's own options, or those of its attribute."""
        if "options" not in table and attribute and kind is attribute.kind:
            return attribute.options
        keys: set[str] = set()
        options: list[Option] = []
        for number, option in enumerate(self._tables(table, "options", place), 1):
            here = _("{question}, option {number}").format(question=place, number=number)
            self._unknown_entries(option, ("key", "label"), here)
            key = self._key(option, here, keys)
            options.append(Option(key=key, label=self._text(option, "label", here, needed=True)))
            if key and kind in CHOICES and attribute and kind is attribute.kind:
                allowed = tuple(known.key for known in attribute.options)
                if key not in allowed:
                    self._not_known(here, "option", key, allowed)
        if kind in CHOICES and len(options) < 2:
            self._error(place, _("A question to choose from needs two options or more. Add them."))
        if kind not in CHOICES and options:
            sentence = _("It has options, but its kind is {kind}, so nobody will see them.")
            self._hint(place, sentence.format(kind=kind))
        return tuple(options)

    def _care(self, table: Mapping[str, Any], place: str, attribute: Attribute | None) -> Care:
        """The stricter of what the question says and what its attribute needs."""
        stated = self._one_of(table, "care", Care, place)
        if attribute is None:
            return stated or Care.NONE
        if stated is None:
            if attribute.care is Care.SPECIAL:
                sentence = _('{attribute} is a special fact, protected by law. Add care = "special".')
                self._error(place, sentence.format(attribute=attribute.key))
            elif attribute.care is Care.PERSONAL:
                sentence = _('{attribute} is a personal fact and is treated so. Add care = "personal" to show it.')
                self._hint(place, sentence.format(attribute=attribute.key))
            return attribute.care
        if _CARES.index(stated) < _CARES.index(attribute.care):
            sentence = _('{attribute} needs more care than "{stated}". Write care = "{right}".')
            self._error(place, sentence.format(attribute=attribute.key, stated=stated, right=attribute.care))
            return attribute.care
        return stated

    def _whole(self, minutes: int, sections: tuple[Section, ...]) -> None:
        """What only the whole bank shows: its minutes, its phases, whether it asks anything."""
        if not any(section.questions for section in sections):
            self._error("", _("It asks nothing. Add a section with a question."))
            return
        together = sum(section.minutes for section in sections)
        if together != minutes:
            sentence = _("The sections take {together} minutes together, but the bank says {minutes}.")
            self._hint("", sentence.format(together=together, minutes=minutes))
        phases = [section.phase for section in sections]
        if Phase.INTRODUCTION not in phases:
            self._hint("", _("No section is the introduction, where consent is asked for."))
        if Phase.WRAP_UP not in phases:
            self._hint("", _("No section wraps up: what was missed, may we come back, whom else to ask."))
        if phases != sorted(phases, key=tuple(Phase).index):
            self._hint("", _("The sections do not follow the order introduction, warm-up, topics, wrap-up, debrief."))

    # -- entries of a table

    def _text(self, table: Mapping[str, Any], name: str, place: str, *, needed: bool = False) -> str:
        value = table.get(name, "")
        if not isinstance(value, str):
            self._error(place, _("{name} must be a text in quotes.").format(name=name))
            return ""
        text = clean_line(value)
        if needed and not text:
            self._error(place, _("{name} is missing. Add it.").format(name=name))
        return text

    def _texts(self, table: Mapping[str, Any], name: str, place: str) -> Iterator[str]:
        values = table.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self._error(place, _('{name} must be a list of texts: ["one", "two"].').format(name=name))
            return
        for value in values:
            text = clean_line(value)
            if text:
                yield text
            else:
                self._hint(place, _("One of the {name} is empty.").format(name=name))

    def _tables(self, table: Mapping[str, Any], name: str, place: str) -> list[Mapping[str, Any]]:
        values = table.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            if name == "options":
                sentence = _('options must be a list like [{{ key = "yes", label = "Yes" }}].').format()
            else:
                sentence = _("{name} must be written as [[{name}]], once for each.").format(name=name)
            self._error(place, sentence)
            return []
        return values

    def _key(self, table: Mapping[str, Any], place: str, taken: set[str]) -> str:
        key = self._text(table, "key", place, needed=True)
        if not key:
            return ""
        if not _KEY.fullmatch(key):
            sentence = _("The key “{key}” may have small letters a–z, digits and underscores only.")
            self._error(place, sentence.format(key=_short(key)))
        elif key in taken:
            self._error(place, _("The key “{key}” stands here a second time. Give it another.").format(key=_short(key)))
        taken.add(key)
        return key

    def _one_of(self, table: Mapping[str, Any], name: str, known: type[E], place: str) -> E | None:
        text = self._text(table, name, place)
        if not text:
            return None
        values = {member.value: member for member in known}
        if text not in values:
            self._not_known(place, name, text, tuple(values))
        return values.get(text)

    def _minutes(self, table: Mapping[str, Any], place: str, *, needed: bool = False) -> int:
        value = table.get("minutes")
        if value is None:
            if needed:
                self._error(place, _("{name} is missing. Add it.").format(name="minutes"))
            return 0
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LONGEST_TALK:
            self._error(
                place, _("minutes must be a whole number, without quotes, up to {most}.").format(most=LONGEST_TALK)
            )
            return 0
        return value

    def _unknown_entries(self, table: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
        for name in table:
            if name not in known:
                sentence = _("“{name}” is not read here. {help}")
                self._hint(place, sentence.format(name=_short(clean_line(name)), help=_help(name, known)))

    def _not_known(self, place: str, name: str, value: str, known: tuple[str, ...], *, every: bool = True) -> None:
        sentence = _("The {name} “{value}” is not known. {help}")
        self._error(place, sentence.format(name=name, value=_short(value), help=_help(value, known, every=every)))

    def _error(self, place: str, sentence: str) -> None:
        self.findings.append(Finding("error", place, sentence))

    def _hint(self, place: str, sentence: str) -> None:
        self.findings.append(Finding("hint", place, sentence))


def section_place(number: int, key: str = "") -> str:
    """How a finding says which section of the file is meant."""
    place = _("section {number}").format(number=number)
    return f"{place} ({_short(key)})" if key else place


def question_place(section: str, number: int, key: str = "") -> str:
    """How a finding says which question of a section (as `section_place` names it) is meant."""
    place = _("{section}, question {number}").format(section=section, number=number)
    return f"{place} ({_short(key)})" if key else place


def _help(value: str, known: tuple[str, ...], *, every: bool = True) -> str:
    """Which word may have been meant, or which words there are."""
    close = difflib.get_close_matches(_short(value), known, n=1)
    if close:
        return _("Perhaps you mean “{word}”.").format(word=close[0])
    if every:
        return _("Use one of: {words}.").format(words=", ".join(known))
    return _("Use one of the catalogue's, or leave it out.")


def _short(value: str) -> str:
    """A value of the file as a sentence quotes it: somebody may have pasted a page there."""
    return value if len(value) <= _LONGEST_QUOTED else value[:_LONGEST_QUOTED] + "…"
