"""A small study to write documents of: a maker of desk stands, three customers, two talks, one persona."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import msgspec

from persona_tui.domain.attributes import Attribute, Care, Group, Value
from persona_tui.domain.claims import Claim, StandingKind
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.evidence import Evidence, TargetKind, select
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Face, FaceKind, Persona, Quote, template_fields
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import summarise
from persona_tui.exports.content import SheetClaim, SheetContent, SheetSection
from persona_tui.insights.view import StudyView

EARLY = datetime(2026, 11, 1, 9, tzinfo=UTC)
CHANGED = datetime(2026, 11, 20, 14, 2, 11, tzinfo=UTC)
HOSTILE = "<w:p> {{7*7}} [/red] & ]]> 😀👩‍👧 e\u0301 שלום مرحبا \x00\x07\x0b\u2028\x85 \ufffe \ud800 " + "w" * 60

INCOME = Attribute(key="income", label="Household income", group=Group.SOCIOECONOMIC, care=Care.PERSONAL)
FAITH = Attribute(key="faith", label="Religion", group=Group.DEMOGRAPHIC, care=Care.SPECIAL)
AGE = Attribute(key="age", label="Age", group=Group.DEMOGRAPHIC)
ATTRIBUTES = {attribute.key: attribute for attribute in (INCOME, FAITH, AGE)}

BACK = "My back hurt every single evening, and I told nobody."


def person(key: str, order: float, **changes: object) -> Person:
    return msgspec.structs.replace(
        Person(id=key, name=key.title(), order=order, created=EARLY, updated=EARLY), **changes
    )


def consent(key: str, *scopes: Scope) -> Consent:
    return Consent(
        id=f"yes-{key}",
        person=key,
        scopes=list(scopes or (Scope.NOTES, Scope.QUOTES)),
        given_on=date(2026, 11, 2),
        how="on the phone",
        created=EARLY,
        updated=EARLY,
    )


def talk(key: str, day: int, *lines: Line) -> Interview:
    return Interview(
        id=f"talk-{key}",
        people=[key],
        consent=f"yes-{key}",
        started_at=datetime(2026, 11, day, 14, 30, tzinfo=UTC),
        elapsed=2520,
        bank="people-hour",
        interviewer="Noor",
        created=EARLY,
        updated=EARLY,
        answers=[Answer(question="first_moment", asked_text="What made you start looking?", lines=list(lines))],
    )


ANNA = talk(
    "anna",
    2,
    Line(id="l1", text=BACK, at=712, kind=LineKind.WORD_FOR_WORD, marks=[Mark.PAIN, Mark.QUOTE]),
    Line(id="l2", text="a cheap one wobbled", at=723, marks=[Mark.PAIN]),
    Line(id="l3", text="wants to stand, not to own a gadget", at=740, kind=LineKind.MY_READING, marks=[Mark.GOAL]),
)
BRAM = talk("bram", 14, Line(id="l4", text="wobbles when typing", at=60, marks=[Mark.PAIN]))


def said(interview: Interview, line_id: str, start: int = 0, end: int | None = None) -> Evidence:
    found = interview.line(line_id)
    assert found is not None
    exact, prefix, suffix = select(found[1].text, start, end)
    return Evidence(
        person=interview.people[0],
        kind=TargetKind.LINE,
        target=line_id,
        container=interview.id,
        about="first_moment",
        exact=exact,
        prefix=prefix,
        suffix=suffix,
    )


def value(person_id: str, attribute: str, content: str) -> Value:
    return Value(
        id=f"{person_id}-{attribute}",
        person=person_id,
        attribute=attribute,
        content=content,
        as_of=EARLY,
        created=EARLY,
        updated=EARLY,
    )


def is_so(of: Value) -> Evidence:
    return Evidence(person=of.person, kind=TargetKind.VALUE, target=of.id, about=of.attribute, exact=str(of.content))


INCOMES = value("anna", "income", "a lot")


def persona(**claims: list[Claim]) -> Persona:
    fields = template_fields(sells_to_businesses=False)
    for field in fields:
        field.claims = claims.get(field.key, [])
    return Persona(
        id="rita",
        name="Kitchen-table Kim",
        archetype="Works from home since the office closed",
        people=["anna", "bram", "cleo"],
        reason="They work at a table that is not theirs all day",
        face=Face(kind=FaceKind.DRAWN, file="kim.png"),
        quote=Quote(pieces=[said(ANNA, "l1", 0, 33)]),
        fields=fields,
        created=EARLY,
        updated=CHANGED,
    )


def view(*talks: Interview, **changes: object) -> StudyView:
    whole = StudyView(
        study=Study(id="s", business="Upright & Co.", created=EARLY, updated=EARLY),
        people=[person("anna", 1), person("bram", 2), person("cleo", 3), person("dora", 4)],
        values=[INCOMES],
        consents=[consent("anna"), consent("bram")],
        interviews=[summarise(each) for each in (talks or (ANNA, BRAM))],
    )
    return msgspec.structs.replace(whole, **changes)


def small_picture(width: int = 64, height: int = 64) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), "#f2ddd4")
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width * 3 // 4, height * 3 // 4), fill="#1b6b66")
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def claims(*texts: str, standing: str = "3 of 5", against: int = 0) -> list[SheetClaim]:
    kind = StandingKind.SEVERAL_VOICES if standing != "◇" else StandingKind.ASSUMPTION
    return [SheetClaim(text=text, standing=standing, kind=kind, against=against) for text in texts]


TITLES = {
    "demographics": "Demographics",
    "psychographics": "Lifestyle and values",
    "socioeconomics": "Work and means",
    "goals": "Goals",
    "pains": "Pain points",
    "motivators": "Motivators",
    "channels": "Channels",
}


def sheet(in_each: list[SheetClaim] | None = None, **changes: object) -> SheetContent:
    usual = claims("Gets through a working day without pain", "Cheap stands wobble when typing", against=1)
    usual += claims("Can send it back within a month", standing="◇")
    content = SheetContent(
        language="en",
        business="Upright & Co.",
        name="Kitchen-table Kim",
        archetype="Works from home since the office closed, and pays for it with her back",
        kind="primary",
        quote="I stacked three cookbooks under my laptop and told everybody it was temporary.",
        quote_credit="one of 5 customers asked",
        face_png=small_picture(),
        face_note="Drawn, not a customer",
        face_description="Drawn portrait that stands for Kitchen-table Kim",
        sections=[
            SheetSection(key=key, title=title, claims=usual if in_each is None else in_each)
            for key, title in TITLES.items()
        ],
        rests_on="7 customers, 5 interviews, 2 Nov – 14 Nov 2026; assumptions are marked ◇",
        reason="They work at a table that is not theirs all day",
        updated=CHANGED,
    )
    return msgspec.structs.replace(content, **changes)
