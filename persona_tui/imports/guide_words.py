"""What the words of an interview guide say: what asks, what is a choice, how many minutes, which part of the hour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from persona_tui.domain.attributes import Kind
from persona_tui.domain.questions import Phase

_MOST_BRACKETS = 3
"""How many pairs of brackets may stand behind a question mark."""
LONGEST_TALK = 24 * 60
"""In minutes."""

_LEAD = (
    r"(?:(?:please|now|first(?:ly)?|next|then|so|and|finally|lastly|great|okay|ok|thanks|to start|let's start|also|"
    r"just|maybe|perhaps)[,.:]?\s+)*"
)
_PROMPT = re.compile(
    _LEAD + r"(?:(?:tell|walk|show|take|talk|give|help) (?:me|us)\b|describe\b|explain (?:how|what|why|to (?:me|us))\b|"
    r"think (?:of|about|back)\b|share (?:your|an?|some|with)\b|imagine\b|picture\b|complete the\b|summari[sz]e\b|"
    r"name (?:one|two|three|an?|the|some)\b|list (?:the|your|some|three)\b|say more\b|"
    r"please (?:complain|return|go|open|try)\b|"
    r"i(?:'d| would) (?:like|love) (?:to (?:hear|know|learn|understand)|you to)\b|i(?:'m| am) (?:curious|interested)\b|"
    r"vertel|beschrijf|neem me|laat (?:me|eens)|kerro|kuvaile|näytä|fortell|beskriv|vis meg|ta meg)",
    re.IGNORECASE,
)
_TO_ASK = re.compile(
    r"(?:if [\w ]{1,30}, )?(?:ask|inquire|enquire|vraag|kysy|spør)\b(?! (?:yourself|open))", re.IGNORECASE
)
_QUOTED_ASK = re.compile(r"(?:ask|say|question)\s*:?\s*[\"“]([^\"“”]+[?？.…])[\"”]\.?", re.IGNORECASE)
_OUTER_QUOTES = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_REGIONS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^“”]*”|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"[.!?…？]+[\"”’)]*(?:\s+\(x*)?(?=\s+[^\sa-z(])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|ca|no|mr|mrs|ms|dr|st|bijv|bv|esim|f\.eks|[A-Z]))\.$", re.IGNORECASE
)
_LABEL = re.compile(r"((?:[\w/&'-]+ ){0,3}[\w/&'-]+)\s*:\s*(\S.*)", re.DOTALL)
_QUESTION_LABEL = re.compile(r"(?:q|question|vraag|kysymys|spørsmål)\s*\d{0,3}\s*[.:)]\s*(?=\S)", re.IGNORECASE)
_PROBE_LABEL = re.compile(
    r"\b(?:probes?|probing|follow[- ]?ups?|prompts?|dig deeper|doorvragen|jatkokysymy\w+|oppfølging\w*)\b",
    re.IGNORECASE,
)
_ASK_LABEL = re.compile(
    r"\b(?:questions?|ask|opening|opener|script|say|permission|vragen|kysymykset|spørsmål)\b", re.IGNORECASE
)
_OWN_LABEL = re.compile(
    r"\b(?:listen(?:ing)? for|look for|goals?|objectives?|tips?|notes?|remember|remind(?:er)?s?|avoid|outcomes?|why|"
    r"materials?|purpose|internal)\b",
    re.IGNORECASE,
)
_BLANK_FOR_NOTES = re.compile(
    r"(?:notes?|comments?|remarks?|answers?|observations?)(?: (?:on|about|for|from)\b[^?:.]{0,80})?"
    r"(?:\s*:[ _.]*|[ _.]*_)?",
    re.IGNORECASE,
)
_OWN_TITLE = re.compile(
    r"\b(?:details|overview|purpose|objectives?|goals|logistics|materials|instructions|notes|tips|resources|references|"
    r"acknowledge?ments|days? before|contributors|checklist|setup|before the session|day of)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:this|that|these|those|it|they|them)\b", re.IGNORECASE)

_SPAN = r"(?<!\d)(?P<low>\d{1,3})(?:\s*(?:-|–|—|/|to|or|tot)\s*~?\s*(?P<high>\d{1,3}))?"
_MINUTES = rf"{_SPAN}[\s-]*(?:'|′|min(?:s|\.|ute\w*|uut\w*|utt\w*)?)(?!\w)"
_HOURS = r"(?P<hours>\d(?:[.,]\d{1,2})?)[\s-]*(?:h|hrs?|hours?|uur|tunti\w*|timer?)(?!\w)"
_TIME = re.compile(rf"(?:{_MINUTES})|(?:{_HOURS})|(?P<half>half an hour)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_AT_END = re.compile(
    rf"\s*[-–—:,|·]\s*(?:~|≈|ca\.?|about|approx\.?|max\.?|up to)?\s*(?:{_TIME.pattern})\s*$", re.IGNORECASE
)
_AT_START = re.compile(rf"^\s*(?:~|≈)?\s*(?:{_TIME.pattern})\s*[-–—:|·]\s*(?=\S)", re.IGNORECASE)
_CLOCK = re.compile(r"\s*[(\[]\s*\d{1,2}:\d\d\s*[-–—]\s*\d{1,2}:\d\d\s*[)\]]")
_SPENDING = re.compile(
    rf"\b(?:spend|set aside|allow|allocate|allot|reserve)\s+(?:about\s+|up to\s+)?(?:{_MINUTES})", re.IGNORECASE
)
_ONLY_TIME = re.compile(
    rf"[(\[]?(?:(?:time|duration|length|timing|minutes)\s*:\s*)?(?:~|≈|about|approx\.?)?\s*(?:{_TIME.pattern})\s*[)\]]?\.?",
    re.IGNORECASE,
)

_YES_NO = {"y": "Yes", "yes": "Yes", "n": "No", "no": "No"}
_RATHER_NOT = re.compile(r"(?:i(?:'d| would) )?(?:rather|prefer) not(?: to)?\b.*", re.IGNORECASE)
_ADJACENT = re.compile(r"(?:\[([^\[\]]{1,40})\]\s*){2,}|(?:\(([^\s()]{1,12})\)\s*){2,}")
_INSIDE = re.compile(r"\[([^\[\]]+)\]|\(([^()]+)\)")
_YES_OR_NO = re.compile(r"\s*[(\[]\s*(y|yes)\s*[/|]\s*(n|no)\s*[)\]]", re.IGNORECASE)
_MARKER = re.compile(r"\((?: |x)?\)|(?<=\s)[○◯]|^[○◯]|\[ ?\]|(?<=\s)[☐□▢]|^[☐□▢]")

_PHASES = (
    (
        Phase.DEBRIEF,
        r"\bdebrief|\bpost[- ]?(?:interview|call|session|talk|conversation)\b|\bafterwards\b|\bnabespreking|"
        r"\bafter the (?:interview|call|session|talk)|\bnoter etter",
    ),
    (
        Phase.WARM_UP,
        r"\bwarm(?:ing)?[- ]?up|\bice[- ]?breaker|\bbackground\b|\babout you\b|\bparticipant (?:intro|background)|"
        r"\bgetting to know|\bcontext setting\b|\bopwarm|\blämmittely|\boppvarming",
    ),
    (
        Phase.INTRODUCTION,
        r"^\W*(?:the )?(?:intro\b|introduc|welcome|housekeeping|opening\b|consent\b|before (?:you|we) (?:start|begin)|"
        r"preamble|pre[- ]?interview|preparation|setup|set-up|logistics|kick[- ]?off|inleiding|kennismaking|"
        r"toestemming|johdanto|esittely|innledning|samtykke|velkommen)|\bconsent$|\blogistics$|\bintroductions?$|\bpreparation$|"
        r"\band consent\b",
    ),
    (
        Phase.WRAP_UP,
        r"\bwrap(?:ping)?[- ]?(?:it[- ]?)?up|\bclosing$|\bcloser?$|^\W*(?:the )?(?:conclu|thanks?\b|end\b|ending|"
        r"goodbye|clos(?:e|ing|ure)\b(?! (?:a|the|sales?|deals?|orders?)\b)|"
        r"final (?:questions|thoughts|words)|last questions|next steps|turn the tables|"
        r"afsluit|afronding|lopetus|lopuksi|avslutning)",
    ),
)
_PHASE_PATTERNS = tuple((phase, re.compile(pattern, re.IGNORECASE)) for phase, pattern in _PHASES)


class Minutes(NamedTuple):
    """How long something takes: the longer figure where there are two, and how it was written."""

    minutes: int
    written: str
    two_figures: bool


class Choices(NamedTuple):
    """What is left of a text once its choices are taken out, the choices, and how many may be chosen."""

    text: str
    labels: tuple[str, ...]
    kind: Kind


def straight(text: str) -> str:
    """The text with typewriter apostrophes, for comparing."""
    return text.replace("’", "'").replace("‘", "'")


def slug(text: str, sign: str = "_", words: int = 6) -> str:
    """The first words of a text in small letters a-z and digits; "" where it has none."""
    bare = unicodedata.normalize("NFKD", straight(text).replace("'", "")).encode("ascii", "ignore").decode().lower()
    return sign.join(re.findall(r"[a-z0-9]+", bare)[:words])[:60].strip(sign)


def phase_of(title: str) -> Phase:
    """Which part of the hour a heading names; a topic where it names none."""
    return next((phase for phase, pattern in _PHASE_PATTERNS if pattern.search(title)), Phase.TOPIC)


def split_minutes(heading: str) -> tuple[str, Minutes | None]:
    """A heading without the minutes that it states, and those."""
    heading = _CLOCK.sub("", heading).rstrip(": ") or heading
    for brackets in _IN_BRACKETS.finditer(heading):
        time = _TIME.search(brackets[1])
        if time is not None:
            return _rest(heading, brackets.span()), _minutes(time)
    for pattern in (_AT_END, _AT_START):
        place = pattern.search(heading)
        if place is not None:
            return _rest(heading, place.span()), _minutes(place)
    return heading, None


def minutes_in_text(text: str) -> Minutes | None:
    """The minutes that an instruction gives a section: "Spend 5 minutes …", or nothing but a duration."""
    found = _ONLY_TIME.fullmatch(text) or _SPENDING.search(text)
    return _minutes(found) if found is not None else None


def _rest(heading: str, span: tuple[int, int]) -> str:
    rest = " ".join((heading[: span[0]] + " " + heading[span[1] :]).split()).strip(" -–—:,|")
    return rest or heading


def _minutes(found: re.Match[str]) -> Minutes | None:
    parts = found.groupdict()
    if parts.get("low"):
        figures = [int(parts["low"]), int(parts["high"] or 0)]
    elif parts.get("hours"):
        figures = [round(float(parts["hours"].replace(",", ".")) * 60)]
    else:
        figures = [30]
    if not 0 < max(figures) <= LONGEST_TALK:
        return None
    return Minutes(max(figures), found[0].strip(" ()[]-–—:,|"), len(figures) == 2 and figures[1] > 0)


def sentences(text: str) -> list[str]:
    """The sentences of a text; brackets and quotes are never cut, and stay with what they follow."""

    def cover(region: re.Match[str]) -> str:
        inside = region[0]
        ends = inside[-1] in '"”' and len(inside) > 2 and inside[-2] in ".!?…"
        return inside[0] + "x" * (len(inside) - 2) + (inside[-2] if ends else "x")

    covered = _REGIONS.sub(cover, text)
    found, start = [], 0
    for end in _SENTENCE_END.finditer(covered):
        piece = text[start : end.end()].strip()
        if _ABBREVIATION.search(piece):
            continue
        found.append(piece)
        start = end.end()
    rest = text[start:].strip()
    return [piece for piece in (*found, rest) if piece]


def is_question(sentence: str) -> bool:
    """Whether it ends in a question mark, brackets behind it and quotes around it aside."""
    bare = sentence.strip()
    for _bracket in range(_MOST_BRACKETS):
        opening = {")": "(", "]": "["}.get(bare[-1:])
        start = bare.rfind(opening) if opening else -1
        if start < 0:
            break
        bare = bare[:start].rstrip()
    return bare.rstrip("\"”’'*_ .)").endswith(("?", "？"))


def is_prompt(sentence: str) -> bool:
    """Whether it asks somebody to tell or show something, without a question mark."""
    return _PROMPT.match(straight(sentence)) is not None


def asks(sentence: str) -> bool:
    """Whether the other person is to answer it."""
    return is_question(sentence) or is_prompt(sentence)


def tells_to_ask(text: str) -> bool:
    """Whether it tells the interviewer to ask something: "Ask them whom else to talk to"."""
    return _TO_ASK.match(text) is not None


def points_back(sentence: str) -> bool:
    """Whether it says "this" or "that", and so needs what stands before it."""
    return _POINTS_BACK.search(sentence) is not None


def spoken(text: str) -> str:
    """The words to say: without "Q3:", without quotes around all of it, without "Ask:" before a quoted question."""
    text = text.strip()
    label = _QUESTION_LABEL.match(text)
    text = text[label.end() :] if label is not None else text
    quoted = _QUOTED_ASK.fullmatch(text) or _OUTER_QUOTES.fullmatch(text)
    return quoted[1].strip() if quoted is not None else text


def split_label(text: str) -> tuple[str, str]:
    """A label that says what follows it ("Follow-up: …", "Opening question: …") and that; ("", text) without one."""
    found = _LABEL.fullmatch(text)
    if found is None or is_question(found[1]) or not (_PROBE_LABEL.search(found[1]) or _ASK_LABEL.search(found[1])):
        return "", text
    return found[1], found[2]


def is_probe_label(label: str) -> bool:
    """Whether what follows are follow-up questions."""
    return _PROBE_LABEL.search(label) is not None and not re.search(r"\b(?:opening|main|story)\b", label, re.IGNORECASE)


def is_own_label(label: str) -> bool:
    """Whether what follows is for the interviewer alone: "Listen for"."""
    return _OWN_LABEL.search(label) is not None and _ASK_LABEL.search(label) is None


def is_own_title(title: str) -> bool:
    """Whether a list below that heading is for the interviewer alone, where it asks nothing."""
    return _OWN_TITLE.search(title) is not None


def is_blank_for_notes(text: str) -> bool:
    """Whether it is only room for notes: "Notes on how they did it:"."""
    return _BLANK_FOR_NOTES.fullmatch(text) is not None


def split_choices(text: str, language: str = "en") -> Choices:
    """Take the choices out of a line: "[Y][N]", "(Y) (N)", "(yes/no)", "( ) a ( ) b", "[ ] a [ ] b"."""
    either = _YES_OR_NO.search(text)
    if either is not None:
        return Choices(_without(text, either.span()), _labels(either.groups(), language), Kind.ONE_OF)
    adjacent = _ADJACENT.search(text)
    if adjacent is not None and not _MARKER.fullmatch(adjacent[0].split("]")[0].strip() + "]"):
        inside = [one or other for one, other in _INSIDE.findall(adjacent[0])]
        labels = _labels(inside, language)
        if len(labels) > 1:
            return Choices(_without(text, adjacent.span()), labels, Kind.ONE_OF)
    marks = list(_MARKER.finditer(text))
    if len(marks) > 1:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        labels = _labels([text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)], language)
        several = marks[0][0][0] in "[☐□▢"
        if len(labels) > 1:
            return Choices(text[: marks[0].start()].strip(), labels, Kind.SEVERAL_OF if several else Kind.ONE_OF)
    return Choices(text, (), Kind.TEXT)


def offered(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels that a question can offer: each once, without "rather not say", which every question offers."""
    clean = (label.strip(" ,;/|") for label in labels)
    return tuple(dict.fromkeys(label for label in clean if label and not _RATHER_NOT.fullmatch(straight(label))))


def _labels(written: Sequence[str], language: str) -> tuple[str, ...]:
    english = language == "en"
    return offered([_YES_NO.get(label.strip().casefold(), label) if english else label for label in written])


def _without(text: str, span: tuple[int, int]) -> str:
    return " ".join((text[: span[0]] + " " + text[span[1] :]).split())
