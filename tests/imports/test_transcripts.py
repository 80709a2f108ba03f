"""Transcripts of other programs: every word and every name comes over, whatever is wrong with the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui.domain.errors import PlainError
from persona_tui.imports.transcripts import ReadCue, day_in_name, is_transcript, parse_transcript, read_transcript

ZOOM = """WEBVTT

1
00:00:03.120 --> 00:00:05.550
Anna Jansen (she/her): Well: it wobbled,
every single day

2
00:00:05.600 --> 00:00:07.000
Bram van den Berg: Why?
"""
SRT = """1
00:00:01,000 --> 00:00:02,500
Bram: hi {\\an8}<i>there</i>

2
00:00:03,500 --> 00:00:04,000
<font color="#fff">no name</font> here
"""
TEAMS = """\ufeffWEBVTT

NOTE Confidence: 0.69

ef04c7c2-a59e-463f-9d27-b5b1259d6777/12-0
00:00:03.300 --> 00:00:06.870
<v Anna Jansen>I never set it up.</v>

ef04c7c2-a59e-463f-9d27-b5b1259d6777/13-0
00:00:07.300 --> 00:00:08.870
<v Me>Why?</v>
"""


def read(text: str, *, carry_on: bool = False) -> list[tuple[str, str]]:
    return [(cue.speaker, cue.text) for cue in parse_transcript(text, carry_on=carry_on).cues]


def test_zoom_names_come_from_before_the_words() -> None:
    found = parse_transcript(ZOOM)
    assert found.cues == [
        ReadCue(3.12, 5.55, "Anna Jansen (she/her)", "Well: it wobbled, every single day"),
        ReadCue(5.6, 7.0, "Bram van den Berg", "Why?"),
    ]


def test_teams_names_come_from_voice_tags_and_comments_are_no_words() -> None:
    assert read(TEAMS) == [("Anna Jansen", "I never set it up."), ("Me", "Why?")]


def test_srt_has_commas_in_its_times_and_tags_that_are_no_words() -> None:
    assert parse_transcript(SRT).cues == [
        ReadCue(1.0, 2.5, "Bram", "hi there"),
        ReadCue(3.5, 4.0, "", "no name here"),
    ]


def test_nested_tags_go_and_each_voice_in_a_cue_is_its_own() -> None:
    text = (
        "WEBVTT\n\n00:03.000 --> 00:04.000\n"
        "<v.loud Anna Jansen>Hi <i>you <b>there</b></i> &amp; <00:00:03.500><c.x>you</c></v> "
        "<v Bram>3 &lt; 4 <laughs>\n"
    )
    assert read(text) == [("Anna Jansen", "Hi you there & you"), ("Bram", "3 < 4 <laughs>")]


def test_names_above_the_cues_are_read() -> None:
    text = 'WEBVTT\n\n1 "Anna Jansen" (405)\n00:00:03.000 --> 00:00:04.000\nfirst\n'
    assert read(text) == [("Anna Jansen", "first")]


@pytest.mark.parametrize(
    ("times", "start", "end"),
    [
        ("00:01:03.000 --> 00:01:04.500", 63.0, 64.5),
        ("01:03.000 --> 01:04.500 align:start position:0%", 63.0, 64.5),
        ("1:01:03,5 --> 1:01:04", 3663.5, 3664.0),
        ("00:00:xx.000 --> 00:00:02.000", None, 2.0),
        ("00:00:02.000 --> ", 2.0, None),
        ("00:00:03.000 -> 00:00:04.000", 3.0, 4.0),
        ("00:00:03.000-->00:00:04.000", 3.0, 4.0),
    ],
)
def test_a_time_that_cannot_be_read_costs_no_word(times: str, start: float | None, end: float | None) -> None:
    found = parse_transcript(
        f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nfirst\n\n{times}\nsecond\n\n00:09.000 --> 00:10.000\nx\n"
    )
    assert found.cues[1] == ReadCue(start, end, "", "second")
    assert found.unreadable_times == (start is None) + (end is None)


@pytest.mark.parametrize(
    "text",
    [
        ZOOM.replace("\n", "\r\n"),
        "\ufeff" + ZOOM,
        ZOOM.removeprefix("WEBVTT\n\n"),
        ZOOM.replace("WEBVTT", "WEBVTT - Recorded by Zoom\nKind: captions"),
        ZOOM.replace("every single day\n\n2", "every single day\n2"),
    ],
    ids=["CRLF", "byte order mark", "no header", "more in the header", "no blank line"],
)
def test_what_surrounds_the_cues_does_not_matter(text: str) -> None:
    assert parse_transcript(text).cues == parse_transcript(ZOOM).cues


def test_words_after_a_blank_line_in_a_cue_stay_with_it() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nfirst\n\nstill first\n\n00:03.000 --> 00:04.000\nA --> B\n"
    assert read(text) == [("", "first still first"), ("", "A --> B")]


def test_overlapping_cues_stay_as_the_file_has_them() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:09.000\nAnna: one\n\n00:02.000 --> 00:03.000\nBram: two\n"
    assert [(cue.start, cue.end, cue.speaker) for cue in parse_transcript(text).cues] == [
        (1.0, 9.0, "Anna"),
        (2.0, 3.0, "Bram"),
    ]


def test_a_colon_alone_makes_no_name() -> None:
    text = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n}.500\n{words}\n\n"
        for n, words in enumerate(["So the thing is: it wobbled", "Anyway: yes", "at 10:30", "no", "http://x: y"])
    )
    assert {speaker for speaker, _text in read(text)} == {""}


def test_a_known_name_is_a_name_however_it_is_written() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nanna: hi\n\n00:03.000 --> 00:04.000\nyes\n\n00:05.000 --> 00:06.000\nno\n"
    )
    assert parse_transcript(text, names=["Anna"]).cues[0].speaker == "anna"


def test_who_was_named_last_speaks_on_only_when_that_is_asked_for() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnna: hi\n\n00:03.000 --> 00:04.000\nyes\n"
    assert [speaker for speaker, _text in read(text)] == ["Anna", ""]
    assert [speaker for speaker, _text in read(text, carry_on=True)] == ["Anna", "Anna"]


def test_markdown_with_bold_names_keeps_what_nobody_is_named_for_apart() -> None:
    text = (
        "# A talk\n\nPublished today\n\n## The talk\n\n**Anna**: It **wobbled**.\n\nThank you all.\n\n"
        "**Bram:** Yes.\nTruly.\n\n## The same once more\n\nIt wobbled. Yes.\n"
    )
    found = parse_transcript(text)
    assert read(text) == [("Anna", "It wobbled."), ("", "Thank you all."), ("Bram", "Yes. Truly.")]
    assert found.left_out == ["A talk", "The same once more"]
    assert "“A talk”" in found.said[-1]


def test_plain_text_with_names_and_times_is_read() -> None:
    assert parse_transcript("Anna Jansen  0:03\nHello there\nand more\n\nBram  1:05\nyes: ok\n").cues == [
        ReadCue(3.0, None, "Anna Jansen", "Hello there and more"),
        ReadCue(65.0, None, "Bram", "yes: ok"),
    ]
    assert parse_transcript("[00:01:02] Anna: hi\n[00:01:05] Bram: yes\n").cues[1] == ReadCue(65.0, None, "Bram", "yes")
    assert parse_transcript("[Anna] 10:01:02\nHello\n\n[Bram] 10:01:08\nYes\n").speakers == ["Anna", "Bram"]
    assert read("Q: why?\nA: because\n") == [("Q", "why?"), ("A", "because")]


def test_what_is_no_transcript_says_so(tmp_path: Path) -> None:
    files = {
        "letter.txt": b"Dear all,\nI was there.\nSee you",
        "empty.vtt": b" \n",
        "talk.docx": b"PK\x03\x04xxx",
        "sound.mp3": b"ID3\x03\x00",
        "zeros.vtt": b"WEBVTT\0\0",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(PlainError, match=name):
            read_transcript(tmp_path / name)
    for name in ("", "missing.vtt"):
        with pytest.raises(PlainError):
            read_transcript(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_other_programs_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "talk.srt"
    path.write_bytes("1\n00:00:01,000 --> 00:00:02,000\nZoë: één\n".encode(encoding))
    found = read_transcript(path)
    assert (found.cues[0].speaker, found.cues[0].text) == ("Zoë", "één")
    assert any("Windows" in sentence for sentence in found.said) is (encoding == "cp1252")


def test_the_day_stands_in_the_names_that_programs_give() -> None:
    assert day_in_name("GMT20261102-130000_Recording.transcript.vtt") == date(2026, 11, 2)
    assert day_in_name("Talk-20261102_140000-Meeting Recording.vtt") == date(2026, 11, 2)
    assert day_in_name("2026-11-02 Anna.srt") == date(2026, 11, 2)
    assert day_in_name("2026-02-30 Anna.srt") is None
    assert day_in_name("anna 12345678901.srt") is None


def test_a_real_teams_file_keeps_every_word(shared_data: Path) -> None:
    found = read_transcript(shared_data / "interview" / "teams-autocaption.vtt")
    assert len(found.cues) == 13
    assert found.cues[4] == ReadCue(24.67, 28.778, "", "But now my headphones or what the boy, I could it still yeah")
    assert found.unreadable_times == 0 and not found.speakers


def test_a_text_in_which_people_take_turns_is_a_transcript_and_notes_with_labels_are_not(tmp_path: Path) -> None:
    turns = "# Talk\n\n" + "**Anna:** And then?\n\n**Bram:** I bought one.\n\n" * 3
    files = {
        "talk.md": (turns, True),
        "plain.txt": (turns.replace("*", ""), True),
        "notes.md": ("## Why?\n- **Pain:** slow\n- **Goal:** fast\n- he laughed\n- and left\n" * 3, False),
        "asked.md": ("**Why?**\nIt was slow\n\n**When?**\nIn May\n" * 4, False),
        "labels.md": ("**Pain:** slow\n\n**Goal:** fast\n\nhe laughed\n\n" * 3, False),
        "asked.txt": ("Q: Why?\nA: It was slow\nQ: When?\nA: In May\n" * 3, False),
        "once.txt": ("Who: Anna\nWhere: at home\nShe said: it was slow\nShe said: too slow\n", False),
    }
    for name, (text, is_one) in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert is_transcript(tmp_path / name) is is_one, name


def test_of_the_real_texts_the_panel_alone_is_a_transcript(shared_data: Path) -> None:
    found = [path.name for path in sorted(shared_data.glob("*/*.md")) if is_transcript(path)]
    assert found == ["otel-collector-feedback-panel.md"]


def test_a_real_panel_keeps_its_speakers_apart(shared_data: Path) -> None:
    found = read_transcript(shared_data / "interview" / "otel-collector-feedback-panel.md")
    assert found.speakers == ["Iris", "Adriana", "Juraj", "Greg", "Joel"]
    assert (len(found.cues), sum(cue.speaker == "Iris" for cue in found.cues)) == (50, 6)
    assert "Raw YouTube Transcript" in found.left_out


def test_a_talk_of_two_hours_is_read_whole() -> None:
    cues = "".join(
        f"{n}\n{n * 2 // 3600:02}:{n * 2 // 60 % 60:02}:{n * 2 % 60:02}.000 --> {n * 2 // 3600:02}:59:59.000\n"
        f"{'Anna' if n % 2 else 'Bram'}: sentence {n}\n\n"
        for n in range(3000)
    )
    found = parse_transcript("WEBVTT\n\n" + cues)
    assert len(found.cues) == 3000
    assert found.cues[-1].text == "sentence 2999" and set(found.speakers) == {"Anna", "Bram"}


@settings(deadline=None)
@given(st.text(max_size=300))
def test_nothing_that_is_thrown_at_it_breaks_it(text: str) -> None:
    parse_transcript(text)
    parse_transcript(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n\n00:03.000 --> 00:04.000\nend")


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abc XY.,?!", min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=8))
def test_no_word_is_lost(pieces: list[str]) -> None:
    text = "WEBVTT\n\n" + "".join(f"00:0{n}.000 --> 00:0{n}.500\n{piece}\n\n" for n, piece in enumerate(pieces))
    assert [found for _name, found in read(text)] == [" ".join(piece.split()) for piece in pieces]
