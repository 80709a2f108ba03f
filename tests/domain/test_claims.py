"""How a claim stands: counted from its evidence, each time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from persona_tui.domain.claims import Claim, Standing, StandingKind, standing
from persona_tui.domain.evidence import Evidence, TargetKind

PEOPLE = list("abcdefgh")


def says(person: str, about: str = "why", target: str = "1") -> Evidence:
    return Evidence(person=person, kind=TargetKind.LINE, target=target, about=about, exact="x")


def stand(
    evidence: str = "",
    against: str = "",
    *,
    members: str = "abcde",
    imagined: str = "",
    asked: str = "abcd",
    gone: str = "",
) -> Standing:
    claim = Claim(text="x", evidence=[says(p) for p in evidence], against=[says(p) for p in against])
    return standing(
        claim,
        members=set(members),
        real=set(PEOPLE) - set(imagined),
        asked={"why": set(asked)},
        counts=lambda item: item.person not in gone,
    )


def test_a_claim_on_nobody_is_an_assumption() -> None:
    found = stand()
    assert (found.kind, found.known, found.not_asked) == (StandingKind.ASSUMPTION, (), tuple("abcde"))


def test_one_voice_and_several_voices_are_told_apart_with_who_was_asked() -> None:
    assert stand("a").kind is StandingKind.ONE_VOICE
    several = stand("ab")
    assert (several.kind, several.voices) == (StandingKind.SEVERAL_VOICES, ("a", "b"))
    assert (several.known, several.not_asked) == (tuple("abcd"), ("e",))


def test_two_pieces_of_one_person_are_one_voice() -> None:
    claim = Claim(text="x", evidence=[says("a", target="1"), says("a", target="2")])
    found = standing(claim, members="ab", real=PEOPLE, asked={}, counts=lambda item: True)
    assert found.kind is StandingKind.ONE_VOICE


def test_the_imagined_are_never_voices_nor_asked() -> None:
    found = stand("ab", imagined="ae")
    assert (found.voices, found.known, found.not_asked) == (("b",), tuple("bcd"), ())


def test_voices_from_outside_the_persona_stand_beside() -> None:
    found = stand("agh", asked="abcdfgh")
    assert (found.voices, found.others, found.others_known) == (("a",), ("g", "h"), ("f", "g", "h"))


def test_those_against_are_known_and_no_voices() -> None:
    found = stand("a", "be", asked="")
    assert (found.voices, found.against, found.known) == (("a",), ("b", "e"), ("a", "b", "e"))


def test_evidence_that_no_longer_counts_is_no_voice_and_is_counted_as_lost() -> None:
    found = stand("ab", "c", gone="bc")
    assert (found.voices, found.against, found.lost) == (("a",), (), 2)


EVIDENCE = st.text(alphabet="abcdefgh", max_size=6)


@given(EVIDENCE, EVIDENCE, EVIDENCE, EVIDENCE, EVIDENCE, EVIDENCE)
def test_the_counts_always_hold_together(
    evidence: str, against: str, members: str, imagined: str, asked: str, gone: str
) -> None:
    found = stand(evidence, against, members=members, imagined=imagined, asked=asked, gone=gone)
    assert set(found.voices) | set(found.against) <= set(found.known)
    assert set(found.others) <= set(found.others_known)
    assert not set(found.known) & set(found.not_asked)
    assert set(found.known) | set(found.not_asked) == set(members) - set(imagined)
    everybody = {*found.known, *found.not_asked, *found.others_known}
    assert not everybody & set(imagined)
    assert 0 <= found.lost <= len(evidence) + len(against)
