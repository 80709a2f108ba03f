from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import Evidence, TargetKind, select
from persona_tui.domain.personas import FaceKind, FieldKey, PersonaKind, is_complete, what_is_missing
from persona_tui.domain.questions import Question
from persona_tui.storage.errors import StudyReadOnlyError
from persona_tui.workflows import interviews, personas
from persona_tui.workflows.consents import record_consent, withdraw_consent
from persona_tui.workflows.customers import add_customer, change_customer
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import change_study, open_study

WHY = Question(key="why", text="Why?", field="motivators")
DAY = date(2026, 11, 2)


@pytest.fixture
def anna(session: Session) -> str:
    return add_customer(session, "Anna Smit").id


@pytest.fixture
def kim(session: Session, anna: str) -> str:
    return personas.new_persona(session, [anna], "Kim").id


def words_of(session: Session, person: str, typed: str, exact: str = "", *, scopes: tuple[Scope, ...]) -> Evidence:
    """Evidence on the words of the first line of a new talk, under a consent to `scopes`."""
    if scopes:
        record_consent(session, person, scopes, given_on=DAY)
    talk = interviews.plan_interview(session, [person], "people-hour")
    line = interviews.set_notes(session, talk.id, WHY, typed, at=4).lines[0]
    start = line.text.index(exact) if exact else 0
    said, before, after = select(line.text, start, start + len(exact) if exact else None)
    return Evidence(
        person=person,
        kind=TargetKind.LINE,
        target=line.id,
        container=talk.id,
        about="why",
        exact=said,
        prefix=before,
        suffix=after,
    )


BOTH = (Scope.NOTES, Scope.QUOTES)

# --- the persona


def test_a_new_persona_has_the_template_and_firmographics_for_businesses_alone(session: Session, anna: str) -> None:
    first = personas.new_persona(session, [anna, anna], " Kim ")
    assert (first.name, first.people) == ("Kim", [anna])
    assert FieldKey.FIRMOGRAPHICS not in [field.key for field in first.fields]
    change_study(session, sells_to="both", document_language="nl")
    second = personas.new_persona(session)
    assert [field.key for field in second.fields] == list(FieldKey)
    assert second.language == "nl"
    assert [persona.id for persona in session.personas()] == [first.id, second.id]


@pytest.mark.parametrize("name", ["Anna", "ANNA SMIT", " anna "])
def test_a_persona_never_has_a_customers_own_name(session: Session, kim: str, name: str) -> None:
    with pytest.raises(PlainError, match="customers"):
        personas.new_persona(session, name=name)
    with pytest.raises(PlainError):
        personas.change_persona(session, kim, name=name)
    assert session.personas()[0].name == "Kim"


def test_a_persona_may_have_a_name_that_only_begins_like_a_customers(session: Session, kim: str) -> None:
    assert personas.change_persona(session, kim, name="Annabel").name == "Annabel"


def test_a_persona_is_described_and_taken_back(session: Session, anna: str, kim: str) -> None:
    changed = personas.change_persona(
        session,
        kim,
        archetype=" The sore back\n",
        kind=PersonaKind.SECONDARY,
        people=[],
        reason="they sit all day",
        review_on=date(2027, 11, 1),
    )
    assert (changed.archetype, changed.kind, changed.people) == ("The sore back", PersonaKind.SECONDARY, [])
    session.undo()
    assert session.personas()[0].people == [anna]
    with pytest.raises(PlainError):
        personas.change_persona(session, kim, people=["gone"])
    with pytest.raises(TypeError):
        personas.change_persona(session, kim, fields=[])


def test_personas_move_and_are_removed_with_undo(session: Session, kim: str) -> None:
    second = personas.new_persona(session, name="Lou")
    personas.move_persona(session, second.id, -1)
    assert [persona.name for persona in session.personas()] == ["Lou", "Kim"]
    personas.remove_persona(session, kim)
    assert [persona.name for persona in session.personas()] == ["Lou"]
    session.undo()
    assert [persona.name for persona in session.personas()] == ["Lou", "Kim"]


# --- claims


def claims(session: Session, kim: str, key: str) -> list[str]:
    persona = session.persona(kim)
    field = persona.field(key) if persona else None
    return [claim.text for claim in field.claims] if field else []


def test_claims_are_added_reworded_moved_and_removed(session: Session, kim: str) -> None:
    first = personas.add_claim(session, kim, "pains", " Back hurts\nevery evening ")
    second = personas.add_claim(session, kim, "pains", "Desk wobbles")
    assert claims(session, kim, "pains") == ["Back hurts every evening", "Desk wobbles"]
    personas.edit_claim(session, kim, second.id, "The desk wobbles")
    personas.move_claim(session, kim, second.id, -1)
    assert claims(session, kim, "pains") == ["The desk wobbles", "Back hurts every evening"]
    personas.move_claim(session, kim, first.id, to_field="goals")
    assert (claims(session, kim, "pains"), claims(session, kim, "goals")) == (
        ["The desk wobbles"],
        ["Back hurts every evening"],
    )
    personas.remove_claim(session, kim, second.id)
    assert claims(session, kim, "pains") == []
    for _act in range(5):
        session.undo()
    assert claims(session, kim, "pains") == ["Back hurts every evening"]


def test_an_empty_claim_or_one_for_no_field_is_refused(session: Session, kim: str) -> None:
    with pytest.raises(PlainError):
        personas.add_claim(session, kim, "pains", "  ")
    with pytest.raises(PlainError):
        personas.add_claim(session, kim, "shoes", "Big")
    with pytest.raises(PlainError):
        personas.edit_claim(session, kim, "gone", "x")


def test_evidence_stands_on_one_side_of_a_claim_and_once(session: Session, anna: str, kim: str) -> None:
    piece = words_of(session, anna, "it wobbled", scopes=BOTH)
    claim = personas.add_claim(session, kim, "pains", "Wobbles", [piece, piece])
    assert claim.evidence == [piece]
    assert personas.attach(session, kim, claim.id, piece) == claim
    turned = personas.attach(session, kim, claim.id, piece, against=True)
    assert (turned.evidence, turned.against) == ([], [piece])
    off = personas.detach(session, kim, claim.id, piece)
    assert (off.evidence, off.against) == ([], [])
    session.undo()
    ground = personas.ground_of(session, [kim])
    field = session.personas()[0].field("pains")
    assert field is not None
    assert ground.claim_standing(field.claims[0], [anna]).against == (anna,)


# --- fields


def test_fields_are_added_renamed_left_out_and_brought_back(session: Session, kim: str) -> None:
    own = personas.add_field(session, kim, " Pets ")
    personas.add_claim(session, kim, own.key, "Two dogs")
    personas.rename_field(session, kim, own.key, "Animals")
    personas.remove_field(session, kim, own.key)
    persona = session.personas()[0]
    assert own.key not in [field.key for field in persona.shown_fields]
    personas.restore_field(session, kim, own.key)
    field = session.personas()[0].field(own.key)
    assert field is not None
    assert (field.label, claims(session, kim, own.key)) == ("Animals", ["Two dogs"])
    with pytest.raises(PlainError):
        personas.add_field(session, kim, " ")
    with pytest.raises(PlainError):
        personas.restore_field(session, kim, "gone")


def test_a_claim_for_a_field_that_was_left_out_brings_it_back(session: Session, kim: str) -> None:
    personas.remove_field(session, kim, "goals")
    personas.add_claim(session, kim, "goals", "Stand more")
    assert "goals" in [field.key for field in session.personas()[0].shown_fields]


def test_a_field_that_the_template_lacked_comes_in_its_place(session: Session, kim: str) -> None:
    personas.add_field(session, kim, "Pets")
    persona = personas.restore_field(session, kim, FieldKey.FIRMOGRAPHICS)
    assert [field.key for field in persona.fields][:-1] == list(FieldKey)


# --- the quote


def test_a_quote_is_a_customers_exact_words_with_cuts(session: Session, anna: str, kim: str) -> None:
    piece = words_of(session, anna, '"my back hurt every single evening', "my back hurt", scopes=BOTH)
    other = words_of(session, anna, '"I wanted to stand', scopes=())
    persona = personas.set_quote(session, kim, [piece, other])
    assert persona.quote is not None
    assert persona.quote.text == "my back hurt […] I wanted to stand"
    assert personas.ground_of(session).quote_counts(persona.quote)
    assert personas.clear_quote(session, kim).quote is None
    session.undo()
    assert session.personas()[0].quote == persona.quote


@pytest.mark.parametrize(
    ("typed", "exact", "scopes", "why"),
    [
        ("my back hurt", "", BOTH, "word for word"),
        ("= her back hurts", "", BOTH, "word for word"),
        ('"my back hurt', "", (), "no consent"),
        ('"my back hurt', "", (Scope.NOTES,), "not agreed to be quoted"),
        ('"my unhappy back', "happy", BOTH, "cut in half"),
        ('"my back hurt', " ", BOTH, "not the words"),
    ],
)
def test_what_may_not_be_quoted_is_refused_with_the_reason(
    session: Session, anna: str, kim: str, typed: str, exact: str, scopes: tuple[Scope, ...], why: str
) -> None:
    piece = words_of(session, anna, typed, exact, scopes=scopes)
    with pytest.raises(PlainError, match=why):
        personas.set_quote(session, kim, [piece])
    assert session.personas()[0].quote is None


def test_words_that_were_changed_or_are_gone_cannot_be_quoted(session: Session, anna: str, kim: str) -> None:
    piece = words_of(session, anna, '"my back hurt', scopes=BOTH)
    interviews.set_notes(session, piece.container, WHY, '"my neck hurt', at=9)
    with pytest.raises(PlainError, match="not the words"):
        personas.set_quote(session, kim, [piece])
    interviews.remove_interview(session, piece.container)
    with pytest.raises(PlainError, match="no longer"):
        personas.set_quote(session, kim, [piece])
    with pytest.raises(PlainError):
        personas.set_quote(session, kim, [])


def test_the_imagined_and_those_who_were_not_there_cannot_be_quoted(session: Session, anna: str, kim: str) -> None:
    piece = words_of(session, anna, '"my back hurt', scopes=BOTH)
    bram = add_customer(session, "Bram").id
    with pytest.raises(PlainError, match="not in this talk"):
        personas.set_quote(
            session,
            kim,
            [Evidence(person=bram, kind=piece.kind, target=piece.target, container=piece.container, exact=piece.exact)],
        )
    change_customer(session, anna, imagined=True)
    with pytest.raises(PlainError, match="imagined"):
        personas.set_quote(session, kim, [piece])


def test_a_withdrawn_consent_takes_the_quote_out(session: Session, anna: str, kim: str) -> None:
    piece = words_of(session, anna, '"my back hurt', scopes=BOTH)
    persona = personas.set_quote(session, kim, [piece])
    interview = session.interview(piece.container)
    assert interview is not None
    withdraw_consent(session, interview.consent, DAY)
    assert not personas.ground_of(session, [kim]).quote_counts(persona.quote)
    with pytest.raises(PlainError, match="has withdrawn their consent"):
        personas.set_quote(session, kim, [piece, piece])


# --- the face


def test_a_drawn_face_is_kept_in_the_study_and_can_be_drawn_again(session: Session, kim: str) -> None:
    face = personas.set_portrait(session, kim, 7, {"glasses": "none", "looks": "woman"}).face
    assert face is not None
    assert (face.kind, face.seed, face.agreed) == (FaceKind.DRAWN, 7, False)
    path = session.folder.face_path(face.file)
    assert path is not None and path.read_bytes().startswith(b"\x89PNG")
    assert path.parent == session.path / "faces"
    again = personas.set_portrait(session, kim, 7, face.settings).face
    assert again == face
    assert personas.clear_face(session, kim).face is None
    session.undo()
    assert session.personas()[0].face == face
    assert session.folder.face_path(face.file) == path


def test_a_picture_of_the_owners_is_taken_in(session: Session, kim: str, tmp_path: Path) -> None:
    from PIL import Image

    held = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(held, "JPEG")
    (tmp_path / "me.jpg").write_bytes(held.getvalue())
    face = personas.set_picture(session, kim, tmp_path / "me.jpg", agreed=True).face
    assert face is not None
    assert (face.kind, face.agreed) == (FaceKind.FILE, True)
    assert session.folder.face_path(face.file) is not None


def test_a_file_that_is_no_picture_leaves_the_persona_as_it_was(session: Session, kim: str, tmp_path: Path) -> None:
    (tmp_path / "me.png").write_text("hello")
    with pytest.raises(PlainError):
        personas.set_picture(session, kim, tmp_path / "me.png", agreed=True)
    assert session.personas()[0].face is None


@pytest.mark.parametrize("name", ["../study.json", "", "/etc/passwd", "a" * 16, "0123456789abcdef.png/..", "..\\x.png"])
def test_a_face_is_looked_for_nowhere_but_among_the_faces(session: Session, name: str) -> None:
    assert session.folder.face_path(name) is None


def test_no_face_is_kept_in_a_study_that_may_only_be_read(session: Session, kim: str) -> None:
    session.folder.flush()
    reader = open_study(session.path, write=False)
    with pytest.raises(StudyReadOnlyError):
        personas.set_portrait(reader, kim, 7)
    reader.close()
    assert list((session.path / "faces").iterdir()) == []


def test_a_persona_is_complete_when_every_part_that_was_kept_is_filled(session: Session, anna: str, kim: str) -> None:
    personas.set_portrait(session, kim, 7)
    personas.set_quote(session, kim, [words_of(session, anna, '"my back hurt', scopes=BOTH)])
    personas.remove_field(session, kim, "socioeconomics")
    for key in ("demographics", "psychographics", "goals", "pains", "motivators"):
        personas.add_claim(session, kim, key, "Something")
    assert what_is_missing(session.personas()[0]) == ["channels"]
    personas.add_claim(session, kim, "channels", "Mail")
    assert is_complete(session.personas()[0])
