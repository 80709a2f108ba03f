"""A study in which everything that may not leave the house bears a word of its own, to search documents for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from persona_tui.domain.attributes import Attribute, Care, Group, Value
from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.evidence import Evidence, TargetKind, select
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.marks import LineKind
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Face, FaceKind, Persona, Quote, template_fields
from persona_tui.domain.records import replace
from persona_tui.domain.study import HouseStyle
from persona_tui.domain.transcripts import Cue, Transcript
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import new_study

WORDS, SEEN = LineKind.WORD_FOR_WORD, LineKind.OBSERVED
AT = datetime(2026, 11, 3, 10, tzinfo=UTC)
OPEN = (Scope.NOTES, Scope.QUOTES, Scope.NAME, Scope.SHARING, Scope.RECORDING)

PEOPLE: dict[str, tuple[str, tuple[Scope, ...] | None]] = {
    "open": ("Wilhelmina Frost", OPEN),
    "inside": ("Xanthe Quillfeather", (Scope.NOTES, Scope.QUOTES, Scope.RECORDING)),
    "unquoted": ("Zebedee Marrow", (Scope.NOTES, Scope.SHARING)),
    "silent": ("Yorick Plumtree", None),
    "gone": ("Ursula Vane", OPEN),
}
"""Who is in the study: the key is how much they agreed to; "gone" withdrew."""


def guarded_study(folder: Path) -> Session:
    """The study, open. What a talk of "open" holds word for word is "openquote …", observed "openseen …", and so on."""
    session = new_study(folder, business="Lumen Lamps", purpose="why Xanthe Quillfeather of Harrowgate buys lamps")
    with session.act("Fill the study"):
        session.put(
            replace(
                session.study,
                picked=["faith", "hobby", "town"],
                own_attributes=[
                    Attribute(key="faith", label="Faith", group=Group.OWN, care=Care.SPECIAL),
                    Attribute(key="hobby", label="Hobby", group=Group.OWN),
                    Attribute(key="town", label="Town", group=Group.OWN),
                ],
                special_purposes={"faith": "opening hours"},
                redact_words=["Zwartgoud"],
                house=HouseStyle(logo=session.folder.save_face(_photo(".png")), heading_font="Georgia"),
            )
        )
        for order, (key, (name, scopes)) in enumerate(PEOPLE.items(), start=1):
            session.put(Person(id=key, name=name, order=float(order), note="secretnote", reason_note="secretreason"))
            for attribute, content in (("faith", f"{key}faith"), ("hobby", f"{key}hobby"), ("town", "Harrowgate")):
                session.put(Value(id=f"{key}-{attribute}", person=key, attribute=attribute, content=content, as_of=AT))
            if scopes is not None:
                given = Consent(id=f"yes-{key}", person=key, scopes=list(scopes), given_on=date(2026, 11, 2))
                if key == "gone":
                    given = replace(given, withdrawn_on=date(2026, 11, 9))
                session.put(replace(given, recorded_by="Sabine Oort"))
            session.put(_talk(key))
        both = Interview(
            id="talk-both",
            people=["open", "inside", "unquoted"],
            consent="yes-open",
            started_at=AT,
            bank="people-hour",
            answers=[
                Answer(
                    question="first_moment",
                    asked_text="What happened?",
                    lines=[
                        Line(id="both1", text="bothnobody said this aloud to me", kind=WORDS),
                        Line(id="both2", text="unquotedspoke these words to me", kind=WORDS, speaker="unquoted"),
                        Line(id="both3", text="insidespoke these words to me", kind=WORDS, speaker="inside"),
                    ],
                )
            ],
        )
        session.put(both)
        session.put(
            Transcript(
                id="talk-inside",
                source="Xanthe Quillfeather.vtt",
                cues=[
                    Cue(
                        id="cue1",
                        start=12.0,
                        person="inside",
                        speaker="Xanthe",
                        text="insidecue is what I said to them",
                    )
                ],
            )
        )
        _personas(session, both)
    return session


def _talk(key: str) -> Interview:
    name = PEOPLE[key][0]
    return Interview(
        id=f"talk-{key}",
        people=[key],
        consent=f"yes-{key}",
        started_at=AT,
        bank="people-hour",
        elapsed=900,
        interviewer="Sabine Oort",
        source=f"{name}.docx",
        answers=[
            Answer(
                question="first_moment",
                asked_text="What happened?",
                lines=[
                    Line(id=f"{key}1", text=f"{key}quote is what I told them", kind=WORDS, at=61),
                    Line(id=f"{key}2", text=f"{key}seen by the one who wrote this for {name} in HARROWGATE", at=70),
                    Line(id=f"{key}3", text=f"{key}reading of what was meant", kind=LineKind.MY_READING, at=80),
                ],
            ),
            Answer(
                question="faith", asked_text="What do you believe?", lines=[Line(id=f"{key}4", text=f"{key}belief")]
            ),
        ],
    )


def line(talk: Interview, line_id: str, person: str = "") -> Evidence:
    found = talk.line(line_id)
    assert found is not None
    exact, prefix, suffix = select(found[1].text)
    return Evidence(
        person=person or talk.people[0],
        kind=TargetKind.LINE,
        target=line_id,
        container=talk.id,
        about=found[0].question,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
    )


def _value(key: str, attribute: str) -> Evidence:
    return Evidence(
        person=key, kind=TargetKind.VALUE, target=f"{key}-{attribute}", about=attribute, exact=f"{key}{attribute}"
    )


def _personas(session: Session, both: Interview) -> None:
    claims: list[Claim] = []
    for key in PEOPLE:
        talk = _talk(key)
        claims += [
            Claim(text=f"Plain {key} claim", evidence=[line(talk, f"{key}1"), line(talk, f"{key}2")]),
            Claim(text=f"They say: {key}quote is what I told them", evidence=[line(talk, f"{key}1")]),
            Claim(text=f"Seen: {key}seen by the one who wrote this", evidence=[line(talk, f"{key}2")]),
            Claim(text=f"Believes {key}claim", evidence=[line(talk, f"{key}4")]),
            Claim(text=f"Faith is {key}creed", evidence=[_value(key, "faith")]),
            Claim(text=f"Hobby of {key}", evidence=[_value(key, "hobby")], against=[line(talk, f"{key}1")]),
        ]
    cue = "insidecue is what I said to them"
    claims.append(
        Claim(
            text="Said in a recording",
            evidence=[
                Evidence(person="inside", kind=TargetKind.CUE, target="cue1", container="talk-inside", exact=cue)
            ],
        )
    )
    claims.append(Claim(text="Of both", evidence=[line(both, "both1"), line(both, "both2", "unquoted")]))
    claims.append(Claim(text="Zebedee Marrow of Zwartgoud, z.marrow@zwartgoud.example, lives in Harrowgate"))
    fields = template_fields(sells_to_businesses=False)
    fields[3].claims = claims
    photo = session.folder.save_face(_photo(".jpg"))
    session.put(
        Persona(
            id="first",
            name="Lamp Lottie",
            archetype="Like Xanthe Quillfeather",
            people=list(PEOPLE),
            fields=fields,
            reason="They all know Yorick Plumtree",
            quote=Quote(pieces=[line(_talk("inside"), "inside1")]),
            face=Face(kind=FaceKind.FILE, file=photo, agreed=True),
        )
    )
    session.put(
        Persona(
            id="second",
            name="Ursula",
            people=["unquoted"],
            quote=Quote(pieces=[line(both, "both1")]),
            fields=template_fields(sells_to_businesses=False),
            order=2.0,
            face=Face(kind=FaceKind.FILE, file=photo, agreed=False),
        )
    )


def _photo(ending: str) -> bytes:
    """A picture that says who took it, and where."""
    from PIL import Image, PngImagePlugin

    image, file = Image.new("RGB", (48, 48), "#885533"), BytesIO()
    if ending == ".png":
        told = PngImagePlugin.PngInfo()
        told.add_text("Author", "secretcamera")
        image.save(file, "PNG", pnginfo=told)
    else:
        exif = Image.Exif()
        exif[0x010E] = exif[0x013B] = "secretcamera"
        image.save(file, "JPEG", exif=exif, comment=b"secretcamera")
    return file.getvalue()
