"""What documents are made from: the records of one study, and what somebody wants of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property

from persona_tui.banks.reader import BankError, load_bank
from persona_tui.domain.attributes import Attribute, Care
from persona_tui.domain.errors import PlainError
from persona_tui.domain.interviews import Interview
from persona_tui.domain.personas import FaceKind, Persona
from persona_tui.domain.questions import Question, QuestionBank
from persona_tui.domain.texts import clean_line
from persona_tui.exports.content import SheetContent, last_change, sheet_content
from persona_tui.exports.files import safe_file_name
from persona_tui.exports.pictures import without_metadata
from persona_tui.exports.redaction import Redactor, pseudonymiser_of, redacted, redactor_of
from persona_tui.exports.word.house import House, resolve_house
from persona_tui.exports.word.papers import Orientation, Page, sheet_page
from persona_tui.i18n import _
from persona_tui.insights.grounds import interviews_behind
from persona_tui.insights.view import StudyView
from persona_tui.workflows.documents.wishes import ALL, Wishes
from persona_tui.workflows.lookups import transcripts_of
from persona_tui.workflows.session import Session

_CARES = tuple(Care)


class Source:
    """One study, read for one run of documents."""

    def __init__(self, session: Session, wishes: Wishes) -> None:
        self.session = session
        self.wishes = wishes
        self.view: StudyView = session.view()
        self.attributes: dict[str, Attribute] = {attribute.key: attribute for attribute in session.catalogue()}
        self._banks: dict[tuple[str, str], QuestionBank | None] = {}

    @property
    def language(self) -> str:
        """The language that documents of the whole study are in."""
        return self.view.study.document_language

    @cached_property
    def changed(self) -> datetime:
        """The study's last change: the only date that its documents carry."""
        return last_change(self.view)

    @cached_property
    def redactor(self) -> Redactor | None:
        """What takes names, companies and places out, where that is wanted."""
        if not self.wishes.disclosure.redact:
            return None
        talks = self.session.interviews_of()
        staff = [name for talk in talks for name in (talk.interviewer, talk.note_taker)]
        return redactor_of(self.view, self.session.catalogue(), dict.fromkeys(staff))

    @cached_property
    def naming(self) -> Redactor:
        """What takes names out that may not stand in a text; in a document that is not redacted it puts pseudonyms."""
        return self.redactor or pseudonymiser_of(self.view, naming=self.wishes.disclosure.naming)

    @property
    def warnings(self) -> list[str]:
        """Sentences on personas that bear a customer's name, which pseudonyms do not hide."""
        if self.redactor is not None or not {"sheet", "report", "cards", ALL} & set(self.wishes.kinds):
            return []
        people = [clean_line(person.name).casefold() for person in self.view.real_people]
        taken = {*people, *(name.split()[0] for name in people if name)}
        warning = _(
            "The persona “{name}” is called like a customer. Give it another name before you send its documents."
        )
        return [
            warning.format(name=persona_label(persona))
            for persona in self.personas
            if clean_line(persona.name).casefold() in taken
        ]

    # --- whom and what they are about --------------------------------------------------------------------------

    @cached_property
    def personas(self) -> list[Persona]:
        """The personas that are wanted. Raises PlainError for one that there is not."""
        known = self.session.personas()
        if self.wishes.personas is None:
            return known
        found: list[Persona] = []
        for text in self.wishes.personas:
            persona = _persona(known, text)
            if persona not in found:
                found.append(persona)
        return found

    @cached_property
    def talks(self) -> list[Interview]:
        """The interviews that are wanted, with their words."""
        if self.wishes.talks is not None:
            return self.session.interviews_by_id(dict.fromkeys(self.wishes.talks))
        if self.wishes.personas is None:
            return self.session.interviews_of()
        return self.session.interviews_of({person for persona in self.personas for person in persona.people})

    def talks_behind(self, personas: Iterable[Persona]) -> list[Interview]:
        """The interviews that these personas rest on, the oldest first."""
        talks = self.session.interviews_by_id(interviews_behind(self.view, list(personas)))
        return sorted(talks, key=lambda talk: (talk.started_at or talk.created, talk.id))

    def bank_of(self, talk: Interview) -> QuestionBank | None:
        """The bank a talk went along, where it can be read."""
        place = talk.bank, talk.bank_language
        if place not in self._banks:
            try:
                self._banks[place] = load_bank(*place)
            except BankError:
                self._banks[place] = None
        return self._banks[place]

    def questions_of(self, talks: Iterable[Interview]) -> Mapping[str, Question]:
        """The questions that were asked in these talks, by their keys; of several with one key, the most personal."""
        found: dict[str, Question] = {}
        banks = {(talk.bank, talk.bank_language): self.bank_of(talk) for talk in talks}
        for bank in banks.values():
            for question in bank.questions if bank is not None else ():
                known = found.get(question.key)
                if known is None or self._care(question) >= self._care(known):
                    found[question.key] = question
        return found

    def _care(self, question: Question) -> int:
        attribute = self.attributes.get(question.attribute)
        return max(_CARES.index(question.care), _CARES.index(attribute.care) if attribute is not None else 0)

    def bank(self) -> QuestionBank:
        """The bank that is wanted. Raises PlainError where none is named, or it cannot be read."""
        if not self.wishes.bank:
            raise PlainError(_("Say which question bank: --bank, and its name as “persona-tui banks” lists it."))
        try:
            return load_bank(self.wishes.bank, self.view.study.bank_language)
        except BankError as problem:
            raise PlainError(str(problem)) from problem

    # --- what stands in them -----------------------------------------------------------------------------------

    def sheet(self, persona: Persona) -> SheetContent:
        """What the sheet of a persona says; its `left_out` and `held_back` hold everything that is not shown."""
        talks = self.talks_behind([persona])
        face, problems = self.face(persona)
        content = sheet_content(
            self.view,
            persona,
            talks,
            attributes_by_key=self.attributes,
            face_png=face,
            disclosure=self.wishes.disclosure,
            questions=self.questions_of(talks),
            transcripts=transcripts_of(self.session, talks),
        )
        content.left_out.extend(problems)
        return redacted(content, self.naming)

    @cached_property
    def all_sheets(self) -> list[SheetContent]:
        """The sheets of all personas that are wanted."""
        return [self.sheet(persona) for persona in self.personas]

    def face(self, persona: Persona) -> tuple[bytes | None, list[str]]:
        """A persona's picture without what cameras and programs write into it, and what is to be said of it."""
        if persona.face is None:
            return None, []
        if self.wishes.disclosure.redact and persona.face.kind is FaceKind.FILE:
            sentence = _("The picture of {name} is left out: somebody could be known by it.")
            return None, [sentence.format(name=persona_label(persona))]
        path = self.session.folder.face_path(persona.face.file)
        if path is not None:
            with suppress(OSError):
                return without_metadata(path.read_bytes()), []
        return None, [_("The picture of {name} is left out: its file is gone.").format(name=persona_label(persona))]

    @cached_property
    def house(self) -> House:
        """How the business's documents look; a logo that cannot be read is left out."""
        style, logo = self.view.study.house, None
        path = self.session.folder.face_path(style.logo) if style.logo else None
        if path is not None:
            with suppress(OSError):
                logo = without_metadata(path.read_bytes())
        return resolve_house(style, logo=logo, business=self.business)

    @property
    def page(self) -> Page:
        """The page that sheets and cards are laid out on."""
        across = Orientation.LANDSCAPE if self.wishes.landscape else Orientation.PORTRAIT
        return sheet_page(self.wishes.paper, across)

    @property
    def business(self) -> str:
        """What the business is called, where it may be."""
        name = self.view.study.business
        return self.redactor.text(name) if self.redactor else name

    def file_name(self, text: str, fallback: str) -> str:
        """A file's name without its ending; nothing stands in it that a redacted document leaves out."""
        return safe_file_name(self.redactor.text(text) if self.redactor else text, fallback)


def persona_label(persona: Persona) -> str:
    """What lists call a persona."""
    return clean_line(persona.name) or clean_line(persona.archetype) or _("Persona")


def _persona(known: list[Persona], text: str) -> Persona:
    wanted = clean_line(text).casefold()
    if not known:
        raise PlainError(_("There are no personas yet. Make one on the personas step."))
    by_id = [persona for persona in known if persona.id == text.strip()]
    by_name = [persona for persona in known if wanted and clean_line(persona.name).casefold() == wanted]
    beginning = [persona for persona in known if wanted and clean_line(persona.name).casefold().startswith(wanted)]
    for found in (by_id, by_name, beginning):
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(f"{persona_label(persona)} ({persona.id})" for persona in found[:5])
            raise PlainError(
                _("Several personas are called “{name}”: {ids}. Give the id of one.").format(
                    name=clean_line(text), ids=ids
                )
            )
    names = {persona_label(persona).casefold(): persona_label(persona) for persona in known}
    close = [names[name] for name in get_close_matches(wanted, names, n=3, cutoff=0.5)] or list(names.values())[:5]
    raise PlainError(
        _("No persona is called “{name}”. There are: {names}.").format(name=clean_line(text), names=", ".join(close))
    )
