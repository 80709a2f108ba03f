"""Transcripts beside the notes: whose words they are, what is marked in them, and what counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Scope
from persona_tui.domain.errors import PlainError
from persona_tui.domain.evidence import TargetKind
from persona_tui.domain.interviews import InterviewState
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.people import Person
from persona_tui.domain.personas import FieldKey
from persona_tui.domain.transcripts import Transcript, Turn, turns
from persona_tui.insights.voices import QUOTE, Context, Voice, context, voices_for
from persona_tui.storage.check import check_study
from persona_tui.workflows.consents import consent_of, record_consent, withdraw_consent
from persona_tui.workflows.customers import add_customer, remove_customer
from persona_tui.workflows.interviews import finish_interview, plan_interview, remove_interview, start_interview
from persona_tui.workflows.lookups import transcripts_of
from persona_tui.workflows.persona_quotes import set_quote, why_not_quotable
from persona_tui.workflows.personas import add_claim, ground_of, new_persona
from persona_tui.workflows.session import Session
from persona_tui.workflows.speaker_names import guess_speaker
from persona_tui.workflows.studies import open_study
from persona_tui.workflows.transcripts import (
    TranscriptReport,
    assign_cues,
    assign_speaker,
    change_passage,
    import_transcript,
    mark_passage,
    pass_on,
    remove_transcript,
    transcript_of,
    unmark_passage,
)

DAY = date(2026, 11, 2)
VTT = """WEBVTT

00:00:03.000 --> 00:00:05.000
Anna Jansen: The cheap one wobbled badly

00:00:05.000 --> 00:00:06.000
Kim: Why did you keep it

00:00:06.000 --> 00:00:09.000
Anna Jansen: I had no money then
"""
AGREED = (Scope.NOTES, Scope.QUOTES, Scope.RECORDING)

Import = Callable[..., TranscriptReport]


@pytest.fixture
def anna(session: Session) -> Person:
    return add_customer(session, "Anna Jansen")


@pytest.fixture
def bring(session: Session, tmp_path: Path) -> Import:
    """Import a text as the transcript of a talk with Anna."""

    def write(text: str = VTT, name: str = "call.vtt", customer: str = "Anna", **options: object) -> TranscriptReport:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return import_transcript(session, path, customer=customer, **{"day": DAY, **options})  # type: ignore[arg-type]

    return write


@pytest.fixture
def talk(session: Session, anna: Person, bring: Import) -> TranscriptReport:
    """A transcript whose words Anna agreed to have recorded and quoted."""
    return bring(consent_scopes=AGREED, consent_date=DAY)


def ground(session: Session) -> Context:
    talks = session.interviews_of()
    return context(session.view(), talks, transcripts_of(session, talks))


def voices(session: Session, person: Person, field: str = FieldKey.PAINS) -> list[Voice]:
    return voices_for(field, [person.id], session.view(), session.interviews_of(), within=ground(session))


# --- bringing it in


def test_a_transcript_makes_a_talk_that_is_done_and_knows_whose_words_are_whose(
    session: Session, anna: Person, talk: TranscriptReport
) -> None:
    assert (talk.interview.state, talk.interview.elapsed) == (InterviewState.DONE, 9)
    assert (talk.is_new_talk, talk.updated, talk.counts) == (True, False, True)
    assert [cue.person for cue in talk.transcript.cues] == [anna.id, "", anna.id]
    assert talk.voices == {"Anna Jansen": anna} and talk.unknown == ("Kim",)
    assert session.view().interviews[0].has_words
    assert session.undo() and session.interviews_of() == [] and session.folder.all(Transcript) == []
    assert session.redo() and transcript_of(session, talk.interview.id) is not None


def test_a_transcript_stands_beside_the_notes_of_the_same_day(session: Session, anna: Person, bring: Import) -> None:
    noted = plan_interview(session, [anna.id], "people-hour")
    start_interview(session, noted.id, datetime(2026, 11, 2, 12, tzinfo=UTC))
    finish_interview(session, noted.id, datetime(2026, 11, 2, 13, tzinfo=UTC))
    assert bring(day=date(2026, 10, 1), name="other.vtt").interview.id != noted.id
    report = bring()
    assert (report.interview.id, report.is_new_talk, report.interview.elapsed) == (noted.id, False, 3600)
    assert bring(name="second.vtt").interview.id != noted.id


def test_the_day_is_the_one_in_the_name_or_of_the_file(session: Session, anna: Person, bring: Import) -> None:
    first = bring(name="GMT20261005-130000_Recording.vtt", day=None)
    assert first.interview.started_at is not None and first.interview.started_at.date() == date(2026, 10, 5)
    assert not any("--date" in sentence for sentence in first.said)
    assert any("--date" in sentence for sentence in bring(name="unnamed.vtt", day=None).said)
    moved = bring(name="unnamed.vtt")
    assert moved.interview.started_at is not None and moved.interview.started_at.date() == DAY


def test_the_same_file_again_updates_and_keeps_cues_marks_and_who_speaks(
    session: Session, anna: Person, bring: Import, talk: TranscriptReport
) -> None:
    first, _middle, last = talk.transcript.cues
    kept = mark_passage(session, talk.interview.id, first.id, 4, 22, [Mark.PAIN])
    mark_passage(session, talk.interview.id, last.id)
    again = bring()
    assert again.updated and again.transcript == transcript_of(session, talk.interview.id)
    assert [cue.id for cue in again.transcript.cues] == [cue.id for cue in talk.transcript.cues]
    changed = bring(VTT.replace("I had no money then", "I was poor").replace("badly", "a lot"))
    assert changed.transcript.cues[0].passages == [kept]
    assert changed.transcript.cues[2].passages == []
    assert any("1 marked passage" in sentence for sentence in changed.said)


def test_a_new_cue_does_not_take_the_place_of_another(session: Session, bring: Import, talk: TranscriptReport) -> None:
    more = VTT.replace("WEBVTT\n", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nKim: Good morning\n")
    ids = [cue.id for cue in bring(more).transcript.cues]
    assert ids[1:] == [cue.id for cue in talk.transcript.cues]


def test_two_equal_cues_stay_two(session: Session, anna: Person, bring: Import) -> None:
    text = VTT + "\n00:00:10.000 --> 00:00:11.000\nAnna Jansen: I had no money then\n"
    first = bring(text)
    assert len({cue.id for cue in first.transcript.cues}) == 4
    assert [cue.id for cue in bring(text).transcript.cues] == [cue.id for cue in first.transcript.cues]


def test_speakers_can_be_told_and_others_take_part(session: Session, anna: Person, bring: Import) -> None:
    bram = add_customer(session, "Bram Jansen")
    report = bring(VTT.replace("Anna Jansen", "Guest 1"), speakers=["Guest 1", "Kim=Bram Jansen"])
    assert [cue.person for cue in report.transcript.cues] == [anna.id, bram.id, anna.id]
    assert report.interview.people == [anna.id, bram.id]
    corrected = bring(VTT.replace("Anna Jansen", "Guest 1"), speakers=["Kim"])
    assert [cue.person for cue in corrected.transcript.cues] == ["", anna.id, ""]


def test_beside_the_interviewer_the_other_one_of_two_is_the_customer(
    session: Session, anna: Person, bring: Import
) -> None:
    text = VTT.replace("Anna Jansen", "iPhone van A")
    assert bring(text).voices == {}
    report = bring(text, interviewer="Kim")
    assert report.voices == {"iPhone van A": anna} and report.interview.interviewer == "Kim"


def test_an_unknown_speaker_stays_a_speaker_and_another_customer_is_only_hinted_at(
    session: Session, anna: Person, bring: Import
) -> None:
    add_customer(session, "Kim de Vries")
    report = bring()
    assert report.unknown == ("Kim",)
    assert any("Kim de Vries" in sentence for sentence in report.said)


def test_whose_words_they_are_can_be_said_later_and_undone(session: Session, anna: Person, bring: Import) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nit wobbled\n\n00:03.000 --> 00:04.000\nwhy\n"
    report = bring(text)
    first = report.transcript.cues[0]
    assert [cue.person for cue in assign_cues(session, report.interview.id, [first.id], anna.id).cues] == [anna.id, ""]
    assert [cue.person for cue in bring(text).transcript.cues] == [anna.id, ""]
    bram = add_customer(session, "Bram")
    assign_cues(session, report.interview.id, [report.transcript.cues[1].id], bram.id)
    changed = session.interview(report.interview.id)
    assert changed is not None and changed.people == [anna.id, bram.id]
    session.undo()
    undone = session.interview(report.interview.id)
    assert undone is not None and undone.people == [anna.id]
    with pytest.raises(PlainError):
        assign_speaker(session, report.interview.id, "Nobody", anna.id)


def test_words_pass_from_one_on_the_call_to_the_next_and_to_nobody(
    session: Session, anna: Person, bring: Import
) -> None:
    named = bring(VTT + "\n00:00:12.000 --> 00:00:13.000\nand then\n")
    talk_id, bram = named.interview.id, add_customer(session, "Bram")
    assign_speaker(session, talk_id, "Kim", bram.id)

    def people() -> list[str]:
        transcript = transcript_of(session, talk_id)
        return [cue.person for cue in transcript.cues] if transcript is not None else []

    def said(place: int) -> Turn:
        transcript = transcript_of(session, talk_id)
        assert transcript is not None
        return turns(transcript.cues)[place]

    assert people() == [anna.id, bram.id, anna.id, ""]
    pass_on(session, talk_id, said(0))
    assert people() == [bram.id, bram.id, bram.id, ""]
    pass_on(session, talk_id, said(1))
    pass_on(session, talk_id, said(3))
    assert people() == [bram.id, "", bram.id, anna.id]


def test_refusals_say_what_to_do_and_change_nothing(session: Session, anna: Person, bring: Import) -> None:
    for options, says in (
        ({"customer": "Zed"}, "Nobody is called"),
        ({"speakers": ["Zed=Anna"]}, "Kim"),
        ({"speakers": ["=Anna"]}, "names no speaker"),
        ({"consent_scopes": AGREED}, "two parts"),
        ({"text": "Dear all"}, "no transcript"),
    ):
        with pytest.raises(PlainError, match=says):
            bring(**options)
    assert session.interviews_of() == []


@pytest.mark.parametrize(
    ("customer", "names", "found"),
    [
        ("Anna Jansen", ["Anna Jansen", "Anna"], "Anna Jansen"),
        ("Anna Jansen", ["Jansen, Anna", "Kim"], "Jansen, Anna"),
        ("Anna Jansen", ["Anna J.", "Kim"], "Anna J."),
        ("Anna Jansen", ["Anna Jansen (Guest)", "Kim"], "Anna Jansen (Guest)"),
        ("Anna Jansen", ["anna", "Kim"], "anna"),
        ("Zoë", ["Zoe Smit", "Kim"], "Zoe Smit"),
        ("Anna Jansen", ["Anna P.", "Kim"], ""),
        ("Anna", ["Anna P.", "Anna J."], ""),
        ("Anna Jansen", ["Jansen", "Kim"], ""),
        ("Anna", [], ""),
    ],
)
def test_a_name_is_guessed_only_where_one_fits(customer: str, names: list[str], found: str) -> None:
    assert guess_speaker(customer, names) == found


# --- marking


def test_a_marked_passage_is_a_voice_just_as_a_line_is(session: Session, anna: Person, talk: TranscriptReport) -> None:
    cue = talk.transcript.cues[0]
    passage = mark_passage(session, talk.interview.id, cue.id, 4, 99, [Mark.PAIN])
    (voice,) = voices(session, anna)
    assert (voice.text, voice.at, voice.kind, voice.question) == (
        "cheap one wobbled badly",
        3,
        LineKind.WORD_FOR_WORD,
        "",
    )
    assert (voice.counts, voice.can_quote, voice.evidence.kind) == (True, True, TargetKind.CUE)
    assert voice.target == passage.id and voice.person == anna.id
    assert [each.target for each in voices(session, anna, QUOTE)] == [passage.id]
    assert voices(session, anna, FieldKey.GOALS) == []


def test_marking_can_be_changed_taken_back_and_undone(session: Session, anna: Person, talk: TranscriptReport) -> None:
    cue = talk.transcript.cues[0]
    one = mark_passage(session, talk.interview.id, cue.id, 0, 9, [Mark.PAIN])
    same = mark_passage(session, talk.interview.id, cue.id, 0, 10, [Mark.GOAL, Mark.QUOTE])
    assert (same.id, same.exact, same.marks) == (one.id, "The cheap", [Mark.GOAL, Mark.QUOTE])
    other = mark_passage(session, talk.interview.id, cue.id, 10)
    assert session.view().interviews[0].marks == {"goal": 1, "quote": 1}
    change_passage(session, talk.interview.id, one.id, marks=[], kind=LineKind.OBSERVED)
    unmark_passage(session, talk.interview.id, other.id)
    kept = transcript_of(session, talk.interview.id)
    assert kept is not None and [(p.id, p.marks, p.kind) for p in kept.cues[0].passages] == [
        (one.id, [], LineKind.OBSERVED)
    ]
    session.undo()
    undone = transcript_of(session, talk.interview.id)
    assert undone is not None and len(undone.cues[0].passages) == 2
    for act in (
        lambda: mark_passage(session, talk.interview.id, cue.id, 3, 4),
        lambda: mark_passage(session, talk.interview.id, "gone"),
        lambda: mark_passage(session, talk.interview.id, cue.id, marks=list(Mark)),
        lambda: unmark_passage(session, talk.interview.id, "gone.1"),
        lambda: mark_passage(session, "gone", cue.id),
    ):
        with pytest.raises(PlainError):
            act()


def test_a_passage_of_an_unknown_speaker_is_nobodys_voice(
    session: Session, anna: Person, talk: TranscriptReport
) -> None:
    mark_passage(session, talk.interview.id, talk.transcript.cues[1].id, marks=[Mark.PAIN])
    assert voices(session, anna) == []
    assign_speaker(session, talk.interview.id, "Kim", anna.id)
    assert [voice.counts for voice in voices(session, anna)] == [True]


@pytest.mark.parametrize("scopes", [None, (Scope.NOTES, Scope.QUOTES)], ids=["none", "no recording"])
def test_without_consent_to_recording_its_words_count_nowhere(
    session: Session, anna: Person, bring: Import, scopes: tuple[Scope, ...] | None
) -> None:
    report = bring(consent_scopes=scopes, consent_date=DAY if scopes else None)
    assert not report.counts and any("counts nowhere" in s or "count nowhere" in s for s in report.said)
    mark_passage(session, report.interview.id, report.transcript.cues[0].id, marks=[Mark.PAIN])
    (voice,) = voices(session, anna)
    assert (voice.counts, voice.can_quote) == (False, False)
    assert why_not_quotable(session, voice.evidence)
    record_consent(session, anna.id, AGREED, given_on=date(2026, 11, 3))
    (voice,) = voices(session, anna)
    assert (voice.counts, voice.can_quote) == (True, True)


def test_recording_without_quotes_counts_and_is_not_quoted(session: Session, anna: Person, bring: Import) -> None:
    report = bring(consent_scopes=(Scope.NOTES, Scope.RECORDING), consent_date=DAY)
    mark_passage(session, report.interview.id, report.transcript.cues[0].id, marks=[Mark.PAIN])
    (voice,) = voices(session, anna)
    assert (voice.counts, voice.can_quote) == (True, False)
    assert "quoted" in why_not_quotable(session, voice.evidence)


def test_a_claim_and_a_quote_rest_on_a_passage_until_the_consent_is_withdrawn(
    session: Session, anna: Person, bring: Import, talk: TranscriptReport
) -> None:
    persona = new_persona(session, people=[anna.id])
    mark_passage(session, talk.interview.id, talk.transcript.cues[0].id, marks=[Mark.PAIN])
    (voice,) = voices(session, anna)
    claim = add_claim(session, persona.id, FieldKey.PAINS, "It wobbles", [voice.evidence])
    set_quote(session, persona.id, [voice.evidence])

    def standing(of: Claim) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        found = ground_of(session, [persona.id]).claim_standing(of, [anna.id])
        return found.voices, found.known, found.lost

    assert standing(claim) == ((anna.id,), (anna.id,), 0)
    unmark_passage(session, talk.interview.id, voice.target)
    assert standing(claim)[2] == 0
    session.undo()
    bring(VTT.replace("wobbled", "shook"))
    assert standing(claim) == ((), (), 1)
    session.undo()
    assert standing(claim)[2] == 0
    consent = consent_of(session, anna.id)
    assert consent is not None
    withdraw_consent(session, consent.id, DAY)
    assert standing(claim) == ((), (), 1)
    kept = session.persona(persona.id)
    assert kept is not None and not ground_of(session, [persona.id]).quote_counts(kept.quote)


def test_what_somebody_else_says_is_not_taken_for_theirs(
    session: Session, anna: Person, talk: TranscriptReport
) -> None:
    mark_passage(session, talk.interview.id, talk.transcript.cues[0].id, marks=[Mark.PAIN])
    (voice,) = voices(session, anna)
    assign_speaker(session, talk.interview.id, "Anna Jansen", "")
    assert not ground(session).counts(voice.evidence)
    assert why_not_quotable(session, voice.evidence)


# --- taking it away


def test_who_is_removed_leaves_no_words_in_a_transcript_with_others(
    session: Session, anna: Person, bring: Import
) -> None:
    bram = add_customer(session, "Bram")
    report = bring(VTT.replace("Kim", "Bram"), speakers=["Bram=Bram"])
    remove_customer(session, anna.id)
    kept = transcript_of(session, report.interview.id)
    assert kept is not None and [(cue.speaker, cue.person) for cue in kept.cues] == [("Bram", bram.id)]
    remove_customer(session, bram.id)
    session.folder.flush()
    assert session.folder.all(Transcript) == []
    assert list((session.path / "interviews").glob("*.json")) == []
    session.undo()
    assert transcript_of(session, report.interview.id) == kept or len(session.folder.all(Transcript)) == 1


def test_a_talk_goes_with_its_transcript_and_a_transcript_alone(session: Session, talk: TranscriptReport) -> None:
    remove_transcript(session, talk.interview.id)
    assert session.interview(talk.interview.id) is not None
    assert not session.view().interviews[0].has_words
    session.undo()
    remove_interview(session, talk.interview.id)
    session.folder.flush()
    assert list((session.path / "interviews").glob("*.json")) == []


# --- on the disk


def test_it_is_in_the_interviews_own_file_and_read_back(session: Session, talk: TranscriptReport) -> None:
    mark_passage(session, talk.interview.id, talk.transcript.cues[0].id, 4, 9, [Mark.PAIN])
    kept = transcript_of(session, talk.interview.id)
    summary = session.view().interviews
    session.close()
    assert [path.stem for path in (session.path / "interviews").iterdir()] == [talk.interview.id]
    again = open_study(session.path, write=False)
    assert transcript_of(again, talk.interview.id) == kept
    assert again.view().interviews == summary
    assert check_study(session.path) == []


def test_evidence_on_words_that_are_gone_is_reported(
    session: Session, anna: Person, bring: Import, talk: TranscriptReport
) -> None:
    persona = new_persona(session, people=[anna.id])
    mark_passage(session, talk.interview.id, talk.transcript.cues[0].id, marks=[Mark.PAIN])
    (voice,) = voices(session, anna)
    add_claim(session, persona.id, FieldKey.PAINS, "It wobbles", [voice.evidence])
    session.folder.flush()
    assert check_study(session.path) == []
    bring(VTT.replace("wobbled", "shook"))
    session.folder.flush()
    assert any("rests on is gone" in problem.sentence for problem in check_study(session.path))


def test_real_transcripts_come_in(session: Session, anna: Person, shared_data: Path) -> None:
    iris = add_customer(session, "Iris")
    panel = import_transcript(session, shared_data / "interview" / "otel-collector-feedback-panel.md", customer="Iris")
    assert sum(cue.person == iris.id for cue in panel.transcript.cues) == 6
    teams = import_transcript(session, shared_data / "interview" / "teams-autocaption.vtt", customer="Anna")
    assert (len(teams.transcript.cues), teams.interview.elapsed, teams.voices) == (13, 65, {})
