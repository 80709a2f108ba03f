"""Studies that are built up stage by stage, to ask what comes next."""

from __future__ import annotations

from datetime import date

from persona_tui.domain.attributes import Attribute, Group, Kind, Option, Value
from persona_tui.domain.channels import ChannelReading, ChannelUse
from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import Answer, Interview, InterviewState, Line
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Face, FaceKind, Persona, Quote, template_fields
from persona_tui.domain.records import replace
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import InterviewSummary, summarise
from persona_tui.domain.variables import Pattern, Placement, Variable
from persona_tui.insights.view import StudyView

DAY = date(2026, 11, 21)
NAMES = ["Anna", "Bram", "Carl", "Dora", "Els", "Finn", "Gina", "Hans", "Ida", "Jan", "Kees", "Lies"]
TOWN = Attribute(
    key="town",
    label="Lives in",
    group=Group.GEOGRAPHIC,
    kind=Kind.ONE_OF,
    options=(Option(key="t", label="a town"), Option(key="c", label="a city")),
)
PICKED = [TOWN, *(Attribute(key=f"k{n}", label=f"Thing {n}", group=Group.PSYCHOGRAPHIC) for n in range(1, 6))]


def people(best: int, **more: Person) -> list[Person]:
    found = [Person(id=name.lower(), name=name, order=float(n)) for n, name in enumerate(NAMES[:best])]
    return found + list(more.values())


def imagined(*names: str) -> list[Person]:
    return [Person(id=name.lower(), name=name, imagined=True) for name in names]


def all_known(persons: list[Person], leave: int = 0) -> list[Value]:
    return [
        Value(person=person.id, attribute=attribute.key, content="t" if attribute is TOWN else "x")
        for person in persons
        for attribute in PICKED[leave:]
    ]


def consent(person: str, *scopes: Scope) -> Consent:
    return Consent(id=f"c-{person}", person=person, scopes=list(scopes or (Scope.NOTES, Scope.QUOTES)), given_on=DAY)


def talk(
    person: str, state: InterviewState = InterviewState.DONE, *, words: bool = True, agreed: bool = True
) -> InterviewSummary:
    answers = [Answer(question="why", lines=[Line(text="x")])] if words else []
    consent_id = f"c-{person}" if agreed else ""
    return summarise(Interview(people=[person], state=state, answers=answers, consent=consent_id))


def persona(name: str = "Kim", *, leave: str = "", of: tuple[str, ...] = ("anna",)) -> Persona:
    piece = Evidence(person="anna", kind=TargetKind.LINE, target="1", exact="x")
    full = Persona(
        name=name,
        people=list(of),
        finished_on=DAY,
        face=Face(kind=FaceKind.DRAWN, file="x.png"),
        quote=Quote(pieces=[piece]),
        fields=[
            replace(field, claims=[] if field.key == leave else [Claim(text="x")]) for field in template_fields(False)
        ],
    )
    emptied = {
        "name": {"name": " "},
        "face": {"face": None},
        "quote": {"quote": None},
        "people": {"people": []},
    }.get(leave, {})
    return replace(full, **emptied)


class Draft:
    """A study that is built up stage by stage."""

    def __init__(self, **study: object) -> None:
        self.study = replace(Study(business="Shop", purpose="why they buy"), **study)
        self.attributes = PICKED
        self.people = people(6)
        self.values: list[Value] = []
        self.consents: list[Consent] = []
        self.interviews: list[InterviewSummary] = []
        self.uses: list[ChannelUse] = []
        self.readings: list[ChannelReading] = []
        self.personas: list[Persona] = []
        self.variables: list[Variable] = []
        self.placements: list[Placement] = []
        self.patterns: list[Pattern] = []

    def talked(self, count: int = 6) -> Draft:
        self.values = all_known(self.people)
        self.consents = [consent(person.id) for person in self.people[:count]]
        self.interviews = [talk(person.id) for person in self.people[:count]]
        return self

    def reached(self) -> Draft:
        self.talked()
        self.uses = [ChannelUse(person="anna", channel="email")]
        return self

    def built(self, *personas: Persona) -> Draft:
        self.reached()
        self.personas = list(personas)
        return self

    def view(self) -> StudyView:
        return StudyView(
            study=self.study,
            attributes=self.attributes,
            people=self.people,
            values=self.values,
            consents=self.consents,
            interviews=self.interviews,
            channel_uses=self.uses,
            channel_readings=self.readings,
            personas=self.personas,
            variables=self.variables,
            placements=self.placements,
            patterns=self.patterns,
        )


def with_(draft: Draft, **changes: object) -> Draft:
    for name, value in changes.items():
        assert hasattr(draft, name)
        setattr(draft, name, value)
    return draft
