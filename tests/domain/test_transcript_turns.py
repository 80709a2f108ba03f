"""Cues merged for reading, and passages that are found again."""

from __future__ import annotations

from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.records import replace
from persona_tui.domain.transcripts import Cue, Transcript, passage_of, place_of_passage, turns


def test_what_one_speaker_says_in_a_row_reads_as_one_turn_and_stays_separate_cues() -> None:
    cues = [
        Cue(id="1", start=1, end=2, speaker="Anna", text="it wobbled"),
        Cue(id="2", start=2, end=4, speaker="Anna", text="badly"),
        Cue(id="3", start=4, end=5, speaker="Bram", text="why"),
    ]
    found = turns(cues)
    assert [(turn.speaker, turn.text, turn.start, turn.end) for turn in found] == [
        ("Anna", "it wobbled badly", 1, 4),
        ("Bram", "why", 4, 5),
    ]
    assert [cue.id for turn in found for cue in turn.cues] == ["1", "2", "3"]


def test_cues_that_name_nobody_are_not_taken_for_one_persons() -> None:
    assert len(turns([Cue(text="one"), Cue(text="two")])) == 2


def test_words_of_a_turn_are_found_in_its_cues() -> None:
    turn = turns([Cue(id="1", speaker="A", text="it wobbled"), Cue(id="2", speaker="A", text="badly")])[0]
    assert turn.text[3:16] == "wobbled badly"
    assert turn.spans(3, 16) == [("1", 3, 10), ("2", 0, 5)]
    assert turn.spans(0, 2) == [("1", 0, 2)]
    assert turn.spans(10, 11) == []


def test_a_passage_is_found_after_an_edit_around_it_and_its_cue_by_its_id() -> None:
    cue = Cue(id="abc", text="it wobbled badly")
    passage = passage_of(cue, 3, 10, LineKind.WORD_FOR_WORD, [Mark.PAIN])
    assert (passage.exact, passage.prefix, passage.suffix) == ("wobbled", "it ", " badly")
    assert place_of_passage(replace(cue, text="well, it wobbled"), passage) == (9, 16)
    assert place_of_passage(replace(cue, text="it shook"), passage) is None
    transcript = Transcript(cues=[Cue(), replace(cue, passages=[passage])])
    assert transcript.cue(passage.id) is transcript.cue("abc") is transcript.cues[1]
    assert transcript.passage(passage.id) == (transcript.cues[1], passage)
    assert transcript.passage("abc.zzz") is None and transcript.cue("x.y") is None


def test_a_transcript_knows_its_speakers_and_its_length() -> None:
    transcript = Transcript(
        cues=[Cue(start=1, end=9.5, speaker="A"), Cue(start=2, end=3, speaker="B", person="b"), Cue(text="x")]
    )
    assert (transcript.speakers, transcript.seconds) == ({"A": "", "B": "b"}, 9)
