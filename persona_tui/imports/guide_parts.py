"""The parts of an interview guide: what stands under each heading, and which of it asks something."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from persona_tui.domain.attributes import Kind
from persona_tui.domain.questions import Phase
from persona_tui.imports import guide_words as words
from persona_tui.imports.guide_blocks import LONGEST_BLOCK, Block, Sign
from persona_tui.imports.guide_words import Minutes
from persona_tui.imports.notes_pieces import BOLD_LEVEL

LONGEST_OPTION = 8
"""In words: a box of a check list under a question that is longer is no answer to choose."""
LONGEST_TOPIC = 12
"""In words: a longer item that asks nothing is an instruction."""
LONGEST_QUESTION = 1500
"""In characters."""
_EXCLAMATION = 2
"""In words: "Great." and "Thank you!" explain nothing."""
_SHORT = 6
"""In words: so short a question as "Is that okay?" needs all that stands before it."""


@dataclass
class AskedQuestion:
    """A question in the making. `followers` are the blocks below it that may be its follow-ups or its choices."""

    text: str
    probes: list[str] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    is_point: bool = False
    followers: list[Block] = field(default_factory=list)


@dataclass
class Part:
    """What stands under one heading."""

    title: str
    level: int
    minutes: Minutes | None = None
    parent: Part | None = None
    children: list[Part] = field(default_factory=list)
    questions: list[AskedQuestion] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def all_questions(self) -> list[AskedQuestion]:
        """Its questions and those of the headings below it."""
        return [*self.questions, *(question for child in self.children for question in child.all_questions())]

    def asks(self) -> bool:
        """Whether it, or a heading below it, asks anything."""
        return bool(self.questions) or any(child.asks() for child in self.children)


def read_parts(blocks: list[Block], language: str) -> tuple[str, list[Part]]:
    """The guide's title ("" without one) and its parts in their order, the first being what precedes all headings."""
    title, rest = _title(blocks)
    levels = [block.level for block in rest if 0 < block.level < BOLD_LEVEL and not words.is_question(block.text)]
    reading = _Reading(rest, language, bold_is_heading=not levels)
    return title, reading.parts()


def _title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The guide's own name: the first heading, when no other stands as high and others stand below it."""
    headings = [block for block in blocks if 0 < block.level < BOLD_LEVEL]
    if len(headings) < 2 or any(block.level <= headings[0].level for block in headings[1:]):
        return "", blocks
    return headings[0].text, [block for block in blocks if block is not headings[0]]


class _Reading:
    """Reads the blocks one by one: `now` is the part they fall into, `last` the question that lists below belong to."""

    def __init__(self, blocks: list[Block], language: str, *, bold_is_heading: bool) -> None:
        self.blocks = blocks
        self.language = language
        self.bold_is_heading = bold_is_heading
        self.now = Part("", 0)
        self.all = [self.now]
        self.last: AskedQuestion | None = None
        self.last_indent = -1
        self.last_run = 0
        self.takes_lists = False
        self.label = ""
        self.has_headings = any(block.level for block in blocks)
        self.asking_runs = {block.run for block in blocks if block.sign and words.asks(words.spoken(block.text))}

    def parts(self) -> list[Part]:
        """All parts, with the followers of each question settled."""
        for block in self.blocks:
            if block.level:
                self._heading(block)
            elif block.sign:
                self._item(block)
            else:
                self._paragraph(block)
        for part in self.all:
            for question in part.questions:
                _settle(question, self.language)
        return self.all

    def _heading(self, block: Block) -> None:
        self.label = ""
        if words.is_question(block.text) and (block.level > 1 or self.now.title):
            self._ask(words.spoken(block.text), indent=-1, takes_lists=True)
            return
        if block.level == BOLD_LEVEL and not self.bold_is_heading:
            self.label = block.text
            if not words.is_probe_label(block.text):
                self.last = None
            return
        title, minutes = words.split_minutes(block.text)
        parent = self.now
        while parent.parent is not None and parent.level >= block.level:
            parent = parent.parent
        above = parent if 0 < parent.level < block.level else None
        self.now = Part(title, block.level, minutes, above)
        self.all.append(self.now)
        if above is not None:
            above.children.append(self.now)
        self.last = None

    def _paragraph(self, block: Block) -> None:
        """A paragraph: what asks in it is taken out of what is said around it."""
        if len(block.text) > LONGEST_BLOCK:
            self._leave_out(block.text)
            self.last = None
            return
        label, text = words.split_label(block.text)
        if label and words.is_probe_label(label) and self.last is not None:
            self.last.probes += words.sentences(words.spoken(text))
            return
        if block.text.endswith(":") and words.is_probe_label(block.text):
            self.label = block.text
            return
        self.label = ""
        text = words.spoken(text)
        self._note_minutes(text)
        said = words.sentences(text)
        wholly = block.bold or bool(label) or text != block.text
        asking = [at for at, sentence in enumerate(said) if words.is_question(sentence)]
        prompts = len(said) <= 2 or wholly
        if not asking and prompts and said and words.is_prompt(said[0]):
            asking = [0]
        before_sections = not self.now.title and self.has_headings
        if not asking or (before_sections and not wholly):
            self._leave_out(text)
            self.last = None
            return
        first = asking[0]
        if wholly:
            self._ask(text, indent=-1, takes_lists=True)
            return
        begins = _beginning(said, first)
        later = [sentence for sentence in said[first + 1 :] if words.asks(sentence)]
        rest = [*said[:begins], *(sentence for sentence in said[first + 1 :] if not words.asks(sentence))]
        self._leave_out(" ".join(rest))
        self._ask(" ".join(said[begins : first + 1]), indent=-1, takes_lists=False)
        if self.last is not None:
            self.last.probes += later
            self.last_run = 0

    def _item(self, block: Block) -> None:
        if words.is_own_label(self.label):
            self._leave_out(block.text)
            return
        below = self.last is not None and (
            (block.indent > self.last_indent and self.last_indent >= 0 and block.run == self.last_run)
            or words.is_probe_label(self.label)
            or (self.takes_lists and self.last_run in (0, block.run) and self.last_indent < 0)
        )
        if not below and self.last is not None and self._answers_paragraph(block):
            below = True
        if below and self.last is not None:
            if words.is_blank_for_notes(block.text):
                self._leave_out(block.text)
            else:
                self.last.followers.append(block)
            if self.last_indent < 0:
                self.last_run = block.run
            return
        label, text = words.split_label(block.text)
        text = words.spoken(text)
        if label and words.is_probe_label(label) and self.last is not None:
            self.last.probes += words.sentences(text)
            return
        said = words.sentences(text)
        if words.is_blank_for_notes(text):
            self._leave_out(text)
            return
        choices = words.split_choices(text, self.language)
        asked = any(words.is_question(sentence) for sentence in said) or words.is_prompt(text)
        if asked or choices.labels or words.tells_to_ask(text):
            self._ask(text, indent=block.indent, run=block.run)
        elif block.sign is Sign.BOX or self._is_topic(block):
            self._ask(text, indent=block.indent, run=block.run)
            if self.last is not None:
                self.last.is_point = True
        else:
            self._leave_out(text)

    def _answers_paragraph(self, block: Block) -> bool:
        """Whether a list right below a question that stands as a paragraph belongs to it: none of it asks."""
        return self.last_indent < 0 and self.last_run in (0, block.run) and block.run not in self.asking_runs

    def _is_topic(self, block: Block) -> bool:
        """Whether an item that asks nothing names something to ask about."""
        text = block.text
        if text.startswith(("(", "[")) or text.endswith((".", "!", ":", ";", "…", "]")) or "://" in text:
            return False
        if len(text.split()) > LONGEST_TOPIC or (block.sign is Sign.NUMBER and block.run not in self.asking_runs):
            return False
        if not self.now.title:
            return not self.has_headings
        part: Part | None = self.now
        while part is not None:
            if words.is_own_title(part.title) or words.phase_of(part.title) is Phase.INTRODUCTION:
                return False
            part = part.parent
        return True

    def _ask(self, text: str, *, indent: int, takes_lists: bool = False, run: int = 0) -> None:
        """Add a question: all of the text but the later sentences that ask too, which become follow-ups."""
        choices = words.split_choices(text, self.language)
        said = words.sentences(choices.text)
        asking = [at for at, sentence in enumerate(said) if words.asks(sentence)]
        later = asking[1:] if asking and words.is_question(said[asking[0]]) else asking[1:2] and asking[1:]
        kept = " ".join(sentence for at, sentence in enumerate(said) if at not in later)
        if not kept:
            return
        if len(kept) > LONGEST_QUESTION:
            kept = kept[: LONGEST_QUESTION - 1].rstrip() + "…"
        self.last = AskedQuestion(kept, [said[at] for at in later], choices.labels, choices.kind)
        self.last_indent, self.last_run, self.takes_lists = indent, run, takes_lists
        self.now.questions.append(self.last)

    def _leave_out(self, text: str) -> None:
        if text.strip():
            self.now.left_out.append(text.strip())

    def _note_minutes(self, text: str) -> None:
        if self.now.title and self.now.minutes is None and not self.now.questions:
            self.now.minutes = words.minutes_in_text(text)


def _beginning(said: list[str], first: int) -> int:
    """Which sentence a question of a paragraph begins with, so that "this" and "that" in it are understood."""
    question = said[first]
    if not first or not words.points_back(question):
        return first
    begins = 0 if len(question.split()) <= _SHORT else first - 1
    return first if len(said[begins].split()) <= _EXCLAMATION and begins == first - 1 else begins


def _settle(question: AskedQuestion, language: str) -> None:
    """Turn what stands below a question into its choices and follow-ups."""
    followers = question.followers
    if not followers:
        return
    signs = Counter(block.sign for block in followers)
    top = min(block.indent for block in followers)
    plain = all(not words.asks(block.text) and len(block.text.split()) <= LONGEST_OPTION for block in followers)
    if not question.labels and len(followers) > 1 and plain and words.is_question(question.text.rstrip(": ")):
        for sign, kind in ((Sign.RADIO, Kind.ONE_OF), (Sign.BOX, Kind.SEVERAL_OF)):
            labels = words.offered([block.text for block in followers])
            if signs[sign] == len(followers) and len(labels) > 1:
                question.labels, question.kind = labels, kind
                return
    split = [(block, words.split_choices(block.text, language)) for block in followers]
    ticked = [choices for block, choices in split if choices.labels and block.indent == top]
    if not question.labels and len(ticked) > 1 and all(choices.text for choices in ticked):
        labels = words.offered([choices.text for choices in ticked])
        if len(labels) > 1:
            question.labels, question.kind = labels, Kind.SEVERAL_OF
            split = [(block, choices) for block, choices in split if not choices.labels or block.indent != top]
    elif not question.labels and len(ticked) == 1:
        question.labels, question.kind = ticked[0].labels, ticked[0].kind
    for _block, choices in split:
        label, text = words.split_label(choices.text)
        text = words.spoken(text if label else choices.text)
        if text:
            question.probes.append(text)
