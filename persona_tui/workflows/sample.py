"""The worked example: a complete study to look around in, the same each time it is written."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from persona_tui.banks.consent_wording import load_consent_wording, words_to_read_aloud
from persona_tui.banks.reader import load_bank
from persona_tui.domain.attributes import Known, Value
from persona_tui.domain.channels import ChannelReading, ChannelUse
from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind, select
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, InterviewState, Line
from persona_tui.domain.marks import read_marks
from persona_tui.domain.people import Fit, Person, Reason
from persona_tui.domain.personas import Persona, PersonaKind, Quote, template_fields
from persona_tui.domain.records import replace
from persona_tui.domain.variables import Pattern, Placement, Theme, Variable
from persona_tui.i18n import _
from persona_tui.insights.grounds import use_evidence
from persona_tui.insights.tallies import proposed_claim, spread, value_evidence
from persona_tui.workflows.channels import channel_key
from persona_tui.workflows.lookups import the_persona
from persona_tui.workflows.persona_faces import set_portrait
from persona_tui.workflows.persona_versions import keep_version
from persona_tui.workflows.session import SaveKind, Session
from persona_tui.workflows.studies import new_study
from persona_tui.workflows.variables import add_from_attribute, add_from_bank

EXAMPLE = Path(__file__).parent / "worked_example"
BEGUN = datetime.fromisoformat("2026-10-26T09:00:00+00:00")


def write_sample(path: Path, language: str = "en") -> None:
    """Write the worked example as a study into `path`, which must be missing or empty. Raises PlainError."""
    told = _read(language)
    session = new_study(path, **told["study"])
    try:
        with session.act(_("Write the worked example")):
            _Writer(session, told).write()
    finally:
        state = session.close()
    if state.kind is SaveKind.FAILED:
        raise PlainError(state.sentence)


def _read(language: str) -> dict[str, Any]:
    wanted = EXAMPLE / f"{language}.toml"
    return tomllib.loads((wanted if wanted.exists() else EXAMPLE / "en.toml").read_text(encoding="utf-8"))


def _id(*parts: str) -> str:
    """The same id each time, so that the example's documents are the same each time."""
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:16]


class _Writer:
    """Lays the example's records into a study, in the order in which an owner would have made them."""

    def __init__(self, session: Session, told: Mapping[str, Any]) -> None:
        self._session = session
        self._told = told
        self._lines: dict[str, list[tuple[Interview, Answer, Line]]] = {}

    def write(self) -> None:
        """Everything but the study's own record, which is there."""
        self._session.put_all([self._person(number, told) for number, told in enumerate(self._told["customers"])])
        self._session.put_all([value for told in self._told["customers"] for value in self._values(told)])
        for told in self._told["interviews"]:
            self._talk(told)
        self._session.put_all([self._use(told) for told in self._told["channels"]])
        self._session.put_all([self._reading(number, told) for number, told in enumerate(self._told["readings"])])
        for number, told in enumerate(self._told["variables"]):
            self._variable(number, told)
        self._session.put_all([self._theme(number, told) for number, told in enumerate(self._told["themes"])])
        for number, told in enumerate(self._told["personas"]):
            self._persona(number, told)

    def _person(self, number: int, told: Mapping[str, Any]) -> Person:
        return Person(
            id=_id("person", told["key"]),
            created=BEGUN + timedelta(minutes=number),
            name=told["name"],
            fit=Fit(told["fit"]),
            reasons=[Reason(reason) for reason in told.get("reasons", ())],
            reason_note=told.get("reason_note", ""),
            order=float(number + 1),
            language="en",
        )

    def _values(self, told: Mapping[str, Any]) -> list[Value]:
        return [
            Value(
                id=_id("value", told["key"], attribute),
                created=BEGUN,
                as_of=BEGUN,
                person=_id("person", told["key"]),
                attribute=attribute,
                content=float(content) if isinstance(content, int) else content,
            )
            for attribute, content in told.get("values", {}).items()
        ]

    def _talk(self, told: Mapping[str, Any]) -> None:
        person, began = _id("person", told["customer"]), told["on"]
        scopes = [Scope(scope) for scope in told["scopes"]]
        consent = self._session.put(
            Consent(
                id=_id("consent", told["customer"]),
                created=began,
                person=person,
                scopes=scopes,
                wording=words_to_read_aloud(load_consent_wording("en"), told["scopes"]),
                given_on=began.date(),
                how=told["how"],
                recorded_by=told["interviewer"],
            )
        )
        bank = load_bank(told["bank"])
        answers = []
        for key, typed in told["notes"].items():
            question = bank.question(key)
            lines = [self._line(told["customer"], key, text) for text in typed.strip().splitlines()]
            answers.append(
                Answer(
                    question=key,
                    asked_text=question.text if question else "",
                    field=question.field if question else "",
                    lines=lines,
                )
            )
            if question is None and key != OTHER_QUESTION:
                raise ValueError(f"the bank {told['bank']} has no question {key}")
        interview = self._session.put(
            Interview(
                id=_id("interview", told["customer"]),
                created=began,
                people=[person],
                bank=told["bank"],
                state=InterviewState.DONE,
                interviewer=told["interviewer"],
                started_at=began,
                elapsed=told["minutes"] * 60,
                consent=consent.id,
                answers=answers,
            )
        )
        self._lines[told["customer"]] = [(interview, answer, line) for answer in answers for line in answer.lines]

    @staticmethod
    def _line(customer: str, question: str, typed: str) -> Line:
        clock, _space, rest = typed.partition(" ")
        minutes, seconds = clock.split(":")
        kind, marks, text = read_marks(rest)
        at = int(minutes) * 60 + int(seconds)
        return Line(id=_id("line", customer, question, clock), text=text, at=at, kind=kind, marks=list(marks))

    def _use(self, told: Mapping[str, Any]) -> ChannelUse:
        return ChannelUse(
            id=_id("use", told["customer"], told["channel"]),
            created=BEGUN,
            person=_id("person", told["customer"]),
            channel=channel_key(told["channel"]),
            preferred=told.get("preferred", 0),
            how=told["how"],
        )

    @staticmethod
    def _reading(number: int, told: Mapping[str, Any]) -> ChannelReading:
        read_on: date = told["read_on"]
        return ChannelReading(
            id=_id("reading", str(number)),
            created=BEGUN,
            channel=told["channel"],
            says=told["says"],
            source=told["source"],
            read_on=read_on,
        )

    # --- what they stand apart on ----------------------------------------------------------------------------

    def _variable(self, number: int, told: Mapping[str, Any]) -> None:
        key = told.get("ready") or told["attribute"]
        made = (
            add_from_bank(self._session, [told["ready"]])[0]
            if "ready" in told
            else add_from_attribute(self._session, told["attribute"])
        )
        self._session.remove(made)
        began = BEGUN + timedelta(days=19, minutes=number)
        apart = [_id("variable", other) for other in told.get("apart", ())]
        variable = self._session.put(
            replace(made, id=_id("variable", key), created=began, order=float(number + 1), apart=apart)
        )
        people = [person["key"] for person in self._told["customers"] if person["key"] in told]
        self._session.put_all([self._placement(variable, customer, told[customer], began) for customer in people])

    def _placement(self, variable: Variable, customer: str, told: Any, began: datetime) -> Placement:
        place, words = ("", "") if told == "?" else told
        return Placement(
            id=_id("placement", variable.id, customer),
            created=began,
            person=_id("person", customer),
            variable=variable.id,
            slot=place if isinstance(place, int) else None,
            choice=place if isinstance(place, str) else "",
            known=Known.UNKNOWN if told == "?" else Known.KNOWN,
            evidence=[self._ground(customer, words)] if words else [],
        )

    def _ground(self, customer: str, told: str) -> Evidence:
        """What a place rests on: a value, a channel's use, or words."""
        kind, _colon, key = told.partition(":")
        if kind == "value":
            value = self._session.folder.get(Value, _id("value", customer, key))
            assert value is not None, f"{customer} has no {key}"
            return value_evidence(value)
        if kind == "channel":
            use = self._session.folder.get(ChannelUse, _id("use", customer, key))
            assert use is not None, f"{customer} does not use {key}"
            return use_evidence(use)
        return self._words(customer, told)

    def _theme(self, number: int, told: Mapping[str, Any]) -> Theme:
        return Theme(
            id=_id("theme", told["key"]),
            created=BEGUN + timedelta(days=19, hours=2, minutes=number),
            name=told["name"],
            field=told["field"],
            evidence=[self._words(customer, words) for customer, words in told["said"]],
            order=float(number + 1),
        )

    # --- personas --------------------------------------------------------------------------------------------

    def _persona(self, number: int, told: Mapping[str, Any]) -> None:
        people = [_id("person", key) for key in told["people"]]
        claims: dict[str, list[Claim]] = {}
        for field, attributes in told["attributes"].items():
            facts = [self._fact(told["key"], key, people, text) for key, text in attributes.items()]
            claims[field] = [fact for fact in facts if fact is not None]
        for place, claim in enumerate(told["claims"]):
            claims.setdefault(claim["field"], []).append(
                Claim(
                    id=_id("claim", told["key"], str(place)),
                    text=claim["text"],
                    evidence=[self._words(customer, words) for customer, words in claim.get("for", ())],
                    against=[self._words(customer, words) for customer, words in claim.get("against", ())],
                    theme=_id("theme", claim["theme"]) if "theme" in claim else "",
                )
            )
        quote = told["quote"]
        pattern = self._session.put(
            Pattern(
                id=_id("pattern", told["key"]),
                created=BEGUN + timedelta(days=20, minutes=number),
                people=people,
                variables=[_id("variable", key) for key in told["shared"]],
                reason=told["reason"],
                language="en",
            )
        )
        persona = self._session.put(
            Persona(
                id=_id("persona", told["key"]),
                created=BEGUN + timedelta(days=20, minutes=number),
                name=told["name"],
                archetype=told["archetype"],
                kind=PersonaKind(told["kind"]),
                people=people,
                reason=told["reason"],
                pattern=pattern.id,
                review_on=told["review_on"],
                quote=Quote(pieces=[self._words(quote["customer"], quote["words"])]),
                fields=[replace(field, claims=claims.get(field.key, [])) for field in template_fields(False)],
                order=float(number + 1),
            )
        )
        looks = {key: value for key, value in told["portrait"].items() if key != "seed"}
        set_portrait(self._session, persona.id, told["portrait"]["seed"], looks)
        self._keep(persona.id, told["finished_on"])

    def _keep(self, persona_id: str, finished_on: date) -> None:
        """The persona as its owner kept it on the day on which it was finished."""
        finished = self._session.put(replace(the_persona(self._session, persona_id), finished_on=finished_on))
        kept = keep_version(self._session, finished.id, _("finished"))
        at = datetime.combine(finished_on, BEGUN.timetz())
        self._session.put(replace(kept, versions=[replace(version, at=at) for version in kept.versions]))

    def _fact(self, persona: str, key: str, people: list[str], text: str) -> Claim | None:
        attribute = self._session.attribute(key)
        if attribute is None:
            return None
        found = spread(attribute, people, self._session.folder.all(Value), self._session.study.currency)
        proposed = proposed_claim(found)
        return Claim(
            id=_id("claim", persona, key),
            text=text or proposed.text,
            evidence=proposed.evidence,
            against=proposed.against,
        )

    def _words(self, customer: str, words: str) -> Evidence:
        for interview, answer, line in self._lines[customer]:
            start = line.text.find(words)
            if start != -1:
                exact, prefix, suffix = select(line.text, start, start + len(words))
                return Evidence(
                    person=_id("person", customer),
                    kind=TargetKind.LINE,
                    container=interview.id,
                    target=line.id,
                    about=answer.question,
                    exact=exact,
                    prefix=prefix,
                    suffix=suffix,
                )
        raise ValueError(f"{customer} does not say: {words}")
