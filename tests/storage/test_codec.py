"""What a newer program wrote beyond what this one knows stays in the file."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui.domain.attributes import Attribute, Group, Option
from persona_tui.domain.claims import Claim
from persona_tui.domain.evidence import Evidence, TargetKind
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.personas import Face, FaceKind, Persona, PersonaField
from persona_tui.domain.records import replace
from persona_tui.domain.study import Study
from persona_tui.storage.codec import holds_more, plain, to_document
from persona_tui.storage.drawer import Drawer
from tests.storage.study_files import MemoryFile, an_interview

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
UNKNOWN = st.dictionaries(st.text("abc", max_size=4).map("later_{}".format), JSON, max_size=3)


@settings(deadline=None, max_examples=60)
@given(st.lists(UNKNOWN, min_size=5, max_size=5), st.text(max_size=20))
def test_random_unknown_fields_of_an_interview_and_its_parts_survive_an_edit(
    unknown: list[dict[str, Any]], text: str
) -> None:
    record = an_interview(id="abc")
    record.answers.append(Answer(question="when", lines=[Line(id="l2", text="in May"), Line(id="l3", text="or June")]))
    document = plain(record)
    document.update(unknown[0])
    document["answers"][0].update(unknown[1])
    document["answers"][0]["lines"][0].update(unknown[2])
    document["answers"][1].update(unknown[3])
    document["answers"][1]["lines"][1].update(unknown[4])
    file = MemoryFile()
    file.write({"meta": {"file": {"schema": "1.9"}}, "interview": {"abc": document}, "later": {"x": {"y": 1}}})
    drawer = Drawer(Path("abc.json"), {"interview": Interview}, holds_one=True, file=file)
    drawer.load()
    read = drawer.get(Interview, "abc")
    assert read is not None
    first, second = read.answers
    edited = replace(first, lines=[Line(id="l0", text="new"), replace(first.lines[0], text=text)])
    # The second answer loses a line and comes first.
    drawer.put(replace(read, answers=[replace(second, lines=second.lines[1:]), edited]))
    drawer.begin()
    drawer.save()

    tables = file.read()
    assert tables is not None
    assert tables["later"] == {"x": {"y": 1}}
    assert tables["meta"]["file"]["schema"] == "1.9"
    stored = tables["interview"]["abc"]
    when, why = stored["answers"]
    assert stored.items() >= unknown[0].items()
    assert why.items() >= unknown[1].items()
    assert why["lines"][1].items() >= unknown[2].items()
    assert why["lines"][1]["text"] == text
    assert why["lines"][0].keys() == plain(Line()).keys()
    assert when.items() >= unknown[3].items()
    assert [line["id"] for line in when["lines"]] == ["l3"]
    assert when["lines"][0].items() >= unknown[4].items()


def test_an_undone_removal_gives_back_what_this_program_does_not_know() -> None:
    document = plain(an_interview(id="abc"))
    document["answers"][0]["lines"][0]["later"] = "kept"
    file = MemoryFile()
    file.write({"interview": {"abc": document}})
    drawer = Drawer(Path("abc.json"), {"interview": Interview}, holds_one=True, file=file)
    drawer.load()
    before = drawer.get(Interview, "abc")
    assert before is not None
    for changed in (replace(before, answers=[]), before):
        drawer.put(changed)
        drawer.begin()
        drawer.save()
    tables = file.read()
    assert tables is not None
    assert tables["interview"]["abc"]["answers"][0]["lines"][0]["later"] == "kept"


def test_a_key_that_a_person_removed_from_a_mapping_is_gone() -> None:
    study = Study(id="s", business="Desks", special_purposes={"health": "to fit desks", "religion": "by mistake"})
    laid = to_document(replace(study, special_purposes={"health": "to fit desks"}), plain(study))
    assert laid["special_purposes"] == {"health": "to fit desks"}


def test_a_setting_taken_from_a_face_is_gone_and_what_a_newer_program_says_of_the_face_stays() -> None:
    persona = Persona(id="p", face=Face(kind=FaceKind.DRAWN, file="a.png", settings={"hair": "long", "hat": "red"}))
    stored = plain(persona)
    stored["face"]["later"] = 1
    face = Face(kind=FaceKind.DRAWN, file="b.png", settings={"hair": "long"})
    laid = to_document(replace(persona, face=face), stored)
    assert laid["face"] == {**plain(face), "later": 1}
    assert to_document(replace(persona, face=None), stored)["face"] is None


def test_own_attributes_and_their_options_keep_what_is_unknown_of_them_by_key() -> None:
    options = (Option(key="a", label="A"), Option(key="b", label="B"))
    study = Study(
        id="s", business="Desks", own_attributes=[Attribute(key="k", label="K", group=Group.OWN, options=options)]
    )
    stored = plain(study)
    stored["own_attributes"][0]["options"][1]["later"] = "b's"
    own = study.own_attributes[0]
    swapped = replace(study, own_attributes=[msgspec.structs.replace(own, options=options[::-1])])
    laid = to_document(swapped, stored)["own_attributes"][0]["options"]
    assert [option.get("later") for option in laid] == ["b's", None]


def test_evidence_keeps_what_is_unknown_of_it_when_another_piece_is_taken_away() -> None:
    def piece(person: str) -> Evidence:
        return Evidence(person=person, kind=TargetKind.LINE, target=f"of {person}", exact="words")

    claim = Claim(id="c", text="hurts", evidence=[piece("anna"), piece("bram"), piece("anna")])
    persona = Persona(id="p", fields=[PersonaField(key="pains", claims=[claim])])
    stored = plain(persona)
    for number, document in enumerate(stored["fields"][0]["claims"][0]["evidence"]):
        document["later"] = number
    fewer = replace(persona, fields=[PersonaField(key="pains", claims=[replace(claim, evidence=claim.evidence[1:])])])
    laid = to_document(fewer, stored)["fields"][0]["claims"][0]["evidence"]
    assert [document["person"] for document in laid] == ["bram", "anna"]
    assert laid[0]["later"] == 1
    assert "later" in laid[1]


def test_laying_a_record_over_its_document_changes_neither() -> None:
    record = an_interview(id="abc")
    stored = plain(record) | {"later": [1]}
    before = copy.deepcopy(stored)
    to_document(replace(record, bank="hour"), stored)
    assert stored == before
    assert record.bank == ""


def test_a_document_of_this_version_holds_nothing_more_and_one_of_another_shape_does() -> None:
    document = plain(an_interview(id="abc"))
    assert not holds_more(document, Interview)
    assert holds_more({**document, "later": 1}, Interview)
    assert holds_more({**document, "people": 7}, Interview)
