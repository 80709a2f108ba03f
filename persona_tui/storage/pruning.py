"""Taking somebody out of what files hold: pure functions on documents as they are stored, of any version.

Documents rather than records, so that backups, copies of other programs, the versions within personas and what a newer
version of the program wrote are treated alike.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from persona_tui.domain.personas import CUT
from persona_tui.storage.tiny import Tables
from persona_tui.storage.tombstones import TOMBSTONES
from persona_tui.storage.traces import RUN, Traces, contacts_in, runs_of, words_of

Document = dict[str, Any]

_OTHERS_TABLES = ("study", "people", "values", "consents", "channel_uses", "interview", "transcript", "placements")
"""What stands there of others is theirs, or the business's own, and no sentence about a persona."""
_WORD_FIELDS = ("text", "exact", "prefix", "suffix", "content", "note", "reason_note", "ranked", "how")
"""What holds words of, or on, a person."""


class Gone(msgspec.Struct, kw_only=True):
    """What goes: `ids` of people, the whole `talks` with nobody else, the lines and cues (`targets`) of other talks
    (`shared`), `consents`, and the patterns and themes (`groups`) that nothing is left of.
    """

    ids: list[str] = msgspec.field(default_factory=list)
    talks: list[str] = msgspec.field(default_factory=list)
    targets: list[str] = msgspec.field(default_factory=list)
    shared: list[str] = msgspec.field(default_factory=list)
    consents: list[str] = msgspec.field(default_factory=list)
    groups: list[str] = msgspec.field(default_factory=list)

    @property
    def named(self) -> set[str]:
        """What a file has to name for anything in it to go."""
        return {*self.ids, *self.talks, *self.shared, *self.consents, *self.groups}

    def __or__(self, other: Gone) -> Gone:
        """What either holds."""
        both = {
            name: list(dict.fromkeys([*getattr(self, name), *getattr(other, name)])) for name in self.__struct_fields__
        }
        return Gone(**both)


def gone_from(files: Sequence[Tables], ids: Collection[str]) -> Gone:
    """Everything that goes with these people, as all files together tell."""
    alone, kept = set[str](), set[str]()
    gone = Gone(ids=list(ids))
    for tables in files:
        for talk_id, talk in _table(tables, "interview"):
            if _is_alone(talk, ids):
                alone.add(talk_id)
                continue
            kept.add(talk_id)
            before = len(gone.targets)
            lines = [line for answer in _dicts(talk.get("answers")) for line in _dicts(answer.get("lines"))]
            for line in _theirs(lines, lambda line, talk=talk: _is_their_line(line, talk, ids)):  # type: ignore[misc]
                gone.targets += [line.get("id", ""), *line.get("joined", ())]
            transcript = tables.get("transcript", {}).get(talk_id)
            if isinstance(transcript, dict):
                for cue in _theirs(_dicts(transcript.get("cues")), _their_cues(transcript, talk, ids)):
                    gone.targets += [cue.get("id", ""), *(part.get("id", "") for part in _dicts(cue.get("passages")))]
            if len(gone.targets) > before:
                gone.shared.append(talk_id)
        gone.consents += [key for key, consent in _table(tables, "consents") if consent.get("person") in ids]
    gone.talks = sorted(alone - kept)
    gone.targets = [target for target in dict.fromkeys(gone.targets) if target]
    gone.groups = _emptied(files, gone)
    return gone


def _emptied(files: Iterable[Tables], gone: Gone) -> list[str]:
    """The patterns and themes that go from some file, and stay in none."""
    work = _Pruning(gone, {})
    went, stays = set[str](), set[str]()
    for tables in files:
        for key, pattern in _table(tables, "patterns"):
            (went if work.parts(pattern) else stays).add(key)
        for key, theme in _table(tables, "themes"):
            (went if work.empties(theme) else stays).add(key)
    return sorted(went - stays)


class Pruned(msgspec.Struct, kw_only=True):
    """What is left of a file's tables, and the parts that were taken out of them."""

    tables: Tables
    dropped: list[Any] = msgspec.field(default_factory=list)


def prune(tables: Tables, gone: Gone, consents: Mapping[str, str] | None = None) -> Pruned:
    """The tables without these people. `consents` has, for each person who stays, the consent that a talk of theirs
    can rest on in place of one that went.
    """
    written = msgspec.json.encode(tables)
    if not any(known.encode() in written for known in gone.named):
        return Pruned(tables=tables)
    work = _Pruning(gone, consents or {})
    left: Tables = {}
    for name, documents in tables.items():
        if name == TOMBSTONES:
            left[name] = documents
            continue
        left[name] = {}
        for key, document in documents.items():
            kept = work.document(name, key, document, tables)
            if kept is not None:
                left[name][key] = kept
    return Pruned(tables=left, dropped=work.dropped)


class _Pruning:
    def __init__(self, gone: Gone, consents: Mapping[str, str]) -> None:
        self.dropped: list[Any] = []
        self._ids, self._talks = set(gone.ids), set(gone.talks)
        self._targets = set(gone.targets)
        self._gone_consents = set(gone.consents)
        self._consents = consents
        self._names = self._ids | set(gone.groups)

    def document(self, table: str, key: str, document: Document, tables: Tables) -> Document | None:
        """A document of a table without them; None where it goes."""
        talk = tables.get("interview", {}).get(key, {}) if table == "transcript" else document
        went = (
            key in self._ids
            or self._is_gone(document)
            or (table in ("interview", "transcript") and (key in self._talks or _is_alone(talk, self._ids)))
            or (table == "patterns" and self.parts(document))
            or (table == "themes" and self.empties(document))
        )
        if went:
            self.dropped.append(document)
            return None
        if table == "interview" and self._ids & set(document.get("people", ())):
            document = self._talk(document)
        elif table == "transcript":
            is_theirs = _their_cues(document, talk, self._ids)
            document = {**document, "cues": self._left(document.get("cues"), is_theirs)}
        if table == "interview" and document.get("consent") in self._gone_consents:
            found = (self._consents.get(person, "") for person in document.get("people", ()))
            document = {**document, "consent": next((consent for consent in found if consent), "")}
        kept: Document = self._value(document)
        return kept

    def parts(self, pattern: Document) -> bool:
        """Whether fewer than two of a pattern's people are left."""
        people = set(pattern.get("people", ()))
        return bool(people & self._ids) and len(people - self._ids) < 2

    def empties(self, theme: Document) -> bool:
        """Whether everything that a theme rests on goes."""
        evidence = theme.get("evidence")
        return bool(evidence) and isinstance(evidence, list) and all(self._is_gone(piece) for piece in evidence)

    def _talk(self, talk: Document) -> Document:
        """A talk with others, without what this person said, and without what nobody is known to have said."""
        answers = []
        for answer in _dicts(talk.get("answers")):
            lines = self._left(answer.get("lines"), lambda line: _is_their_line(line, talk, self._ids))
            fresh = {**answer, "lines": lines}
            if answer.get("content") is not None or answer.get("known") is not None:
                self.dropped.append({"content": answer.get("content")})
                fresh |= {"content": None, "known": None}
            answers.append(fresh)
        return {**talk, "answers": answers}

    def _left(self, parts: Any, is_theirs: Callable[[Document], bool]) -> list[Any]:
        parts = _dicts(parts)
        self.dropped += [part for part in parts if is_theirs(part)]
        return [part for part in parts if not is_theirs(part)]

    def _value(self, value: Any) -> Any:
        """Any value without what names them or points at what is gone."""
        if isinstance(value, dict):
            kept: Document = {}
            for key, item in value.items():
                if key in self._ids:
                    self.dropped.append(item)
                    continue
                kept[key] = self._value(item)
                if isinstance(item, dict) and item.get("pieces") and not kept[key].get("pieces"):
                    kept[key] = None
            return kept
        if isinstance(value, list):
            self.dropped += [item for item in value if isinstance(item, dict) and self._is_gone(item)]
            return [self._value(item) for item in value if not self._is_gone(item)]
        return "" if isinstance(value, str) and value in self._names else value

    def _is_gone(self, value: Any) -> bool:
        if isinstance(value, str):
            return value in self._names or value in self._talks
        if not isinstance(value, dict):
            return False
        names = value.get("person"), value.get("speaker")
        if any(isinstance(name, str) and name in self._ids for name in names):
            return True
        is_evidence = isinstance(value.get("kind"), str) and isinstance(value.get("target"), str)
        return is_evidence and (value["target"] in self._targets or value.get("container") in self._talks)


# --- words ---------------------------------------------------------------------------------------------------


def words_in(value: Any, field: str = "", fields: Collection[str] = _WORD_FIELDS) -> Iterator[str]:
    """The texts in a part that are words of, or on, a person."""
    if isinstance(value, str):
        if field in fields:
            yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from words_in(item, key, fields)
    elif isinstance(value, list):
        for item in value:
            yield from words_in(item, field, fields)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a value, its keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)


def others_texts(tables: Tables) -> Iterator[str]:
    """What tables hold of others, once somebody was taken out: their words, and what the business says of itself.
    Not what was written about a persona: that may repeat anybody's words.
    """
    for name, documents in tables.items():
        if name in _OTHERS_TABLES:
            yield from texts_in(documents)
        elif name != TOMBSTONES:
            for part in _parts_with(documents, "person"):
                yield from texts_in(part)


def own_runs(dropped: Iterable[Any], others: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The runs of words in what was taken out that no one else's record holds."""
    found: set[tuple[str, ...]] = set()
    for part in dropped:
        for text in words_in(part):
            found |= runs_of(text)
    return found - others


def _parts_with(value: Any, key: str) -> Iterator[Document]:
    if isinstance(value, dict):
        if key in value:
            yield value
            return
        for item in value.values():
            yield from _parts_with(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _parts_with(item, key)


def cut_words(tables: Tables, traces: Traces) -> Tables:
    """The tables with everything cut out of their texts that somebody could be known by.

    A claim of which nothing is left goes; a persona that bore the name has none then.
    """
    if not traces.found_in(f" {CUT} ".join(texts_in(tables))) - {"id"}:
        return tables
    left: Tables = {}
    for name, documents in tables.items():
        left[name] = {key: _cut(document, traces) for key, document in documents.items()}
        if name == TOMBSTONES:
            left[name] = documents
        elif name == "persona":
            for persona in left[name].values():
                _name_nobody(persona)
    return left


def _name_nobody(persona: Document) -> None:
    """A persona whose name was cut out has none any more; neither had its versions."""
    for document in (persona, *(version.get("document") for version in _dicts(persona.get("versions")))):
        if isinstance(document, dict) and is_only_cuts(document.get("name")):
            document["name"] = ""


def is_only_cuts(text: Any) -> bool:
    """Whether nothing but cuts is left of a text."""
    return isinstance(text, str) and CUT in text and not any(c.isalnum() for c in text.replace(CUT, ""))


def _cut(value: Any, traces: Traces) -> Any:
    if isinstance(value, str):
        return traces.cut(value)
    if isinstance(value, dict):
        kept = {key: _cut(item, traces) for key, item in value.items()}
        if isinstance(value.get("redact_words"), list):
            kept["redact_words"] = [word for word in value["redact_words"] if _cut(word, traces) == word]
        return kept
    if isinstance(value, list):
        cut = [(_cut(item, traces), item) for item in value]
        return [new for new, old in cut if not (_is_claim(new) and new != old and is_only_cuts(new["text"]))]
    return value


def _is_claim(value: Any) -> bool:
    return isinstance(value, dict) and {"text", "evidence", "against"} <= value.keys()


# --- whose it is ---------------------------------------------------------------------------------------------


def _is_alone(talk: Document, ids: Collection[str]) -> bool:
    """Whether a talk was with these people and nobody else."""
    people = talk.get("people")
    return bool(people) and isinstance(people, list) and set(people) <= set(ids)


def _is_their_line(line: Document, talk: Document, ids: Collection[str]) -> bool:
    """A line of theirs; in a talk that they took part in, also one of which nobody noted who said it."""
    took_part = bool(set(ids) & set(talk.get("people", ())))
    return line.get("speaker") in ids or (took_part and not line.get("speaker"))


def _their_cues(transcript: Document, talk: Document, ids: Collection[str]) -> Callable[[Document], bool]:
    """Whose cues go: theirs, those that bear a name the file has for them, and those that may be theirs: of a speaker
    that is not named, or of any that nobody said who it is, where none of the names is theirs.
    """
    cues = _dicts(transcript.get("cues"))
    took_part = bool(set(ids) & set(talk.get("people", ())))
    labels = {cue.get("speaker") for cue in cues if cue.get("person") in ids and cue.get("speaker")}

    def is_theirs(cue: Document) -> bool:
        if cue.get("person"):
            return cue["person"] in ids
        speaker = cue.get("speaker")
        return speaker in labels or (took_part and (not speaker or not labels))

    return is_theirs


def _theirs(parts: Iterable[Document], is_theirs: Callable[[Document], bool]) -> list[Document]:
    return [part for part in parts if is_theirs(part)]


def _dicts(value: Any) -> list[Document]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _table(tables: Tables, name: str) -> list[tuple[str, Document]]:
    return list(tables.get(name, {}).items())


def contacts_of(dropped: Iterable[Any]) -> set[str]:
    """The e-mail addresses and telephone numbers in what was taken out."""
    fields = ("name", "source_key", *_WORD_FIELDS)
    return {contact for part in dropped for text in words_in(part, fields=fields) for contact in contacts_in(text)}


def short_runs(dropped: Iterable[Any], others: Iterable[str]) -> set[tuple[str, ...]]:
    """Whole texts of two or three words in what was taken out, that no one else's record holds."""
    found: set[tuple[str, ...]] = set()
    for part in dropped:
        for text in words_in(part):
            words = words_of(text)
            if 2 <= len(words) < RUN and CUT not in words:
                found.add(tuple(words))
    for text in others if found else ():
        found -= runs_of(text, 2) | runs_of(text, 3)
    return found
