"""Who said what, whether it counts, and how a claim stands on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from persona_tui.domain.attributes import Attribute, SourceKind, Value
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.claims import Claim, Standing
from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.evidence import Evidence
from persona_tui.domain.interviews import OTHER_QUESTION, Answer, Interview, Line
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.people import Person
from persona_tui.domain.personas import Persona, PersonaField, Quote
from persona_tui.domain.questions import Question
from persona_tui.domain.records import replace
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import summarise
from persona_tui.insights.tallies import value_evidence
from persona_tui.insights.view import StudyView
from persona_tui.insights.voices import (
    QUOTE,
    Context,
    Voice,
    context,
    interviews_behind,
    line_evidence,
    spreads_for,
    standing_text,
    use_evidence,
    use_text,
    voices_for,
)

By = Callable[[str], Attribute]
DAY = date(2026, 11, 2)
PEOPLE = [Person(id=letter, name=letter.upper()) for letter in "abcde"] + [Person(id="i", name="I", imagined=True)]


def agreed(person: str, *scopes: Scope, withdrawn: date | None = None) -> Consent:
    return Consent(
        id=f"consent-{person}",
        person=person,
        scopes=list(scopes or (Scope.NOTES, Scope.QUOTES)),
        given_on=DAY,
        withdrawn_on=withdrawn,
    )


def line(text: str, *marks: Mark, kind: LineKind = LineKind.OBSERVED, speaker: str = "") -> Line:
    return Line(text=text, marks=list(marks), kind=kind, speaker=speaker)


def talk(people: str, *lines: Line, question: str = "why", field: str = "motivators", consent: str = "") -> Interview:
    answer = Answer(question=question, asked_text=f"{question}?", field=field, lines=list(lines))
    return Interview(
        id=f"talk-{people}",
        people=list(people),
        bank="short",
        consent=consent or f"consent-{people[0]}",
        answers=[answer],
    )


def seen(
    *talks: Interview,
    consents: list[Consent] | None = None,
    values: list[Value] | None = None,
    uses: list[ChannelUse] | None = None,
    attributes: list[Attribute] | None = None,
    personas: list[Persona] | None = None,
) -> StudyView:
    return StudyView(
        study=Study(business="Shop"),
        attributes=attributes or [],
        people=PEOPLE,
        values=values or [],
        consents=[agreed(person.id) for person in PEOPLE] if consents is None else consents,
        interviews=[summarise(item) for item in talks],
        channel_uses=uses or [],
        personas=personas or [],
    )


def words(item: Interview, number: int = 0, start: int = 0, end: int | None = None) -> Evidence:
    answer = item.answers[0]
    return line_evidence(item, answer, answer.lines[number], start, end)


def stand(view: StudyView, talks: list[Interview], *evidence: Evidence, members: str = "abc") -> Standing:
    return context(view, talks).claim_standing(Claim(text="x", evidence=list(evidence)), list(members))


# --- what counts


def test_words_count_while_they_stand_in_the_notes_under_a_consent() -> None:
    anna = talk("a", line("it wobbled badly"))
    piece = words(anna, 0, 3, 10)
    assert (piece.exact, piece.about) == ("wobbled", "why")
    assert context(seen(anna), [anna]).counts(piece)


def test_words_are_found_again_after_an_edit_and_gone_when_they_are_gone() -> None:
    anna = talk("a", line("it wobbled badly"))
    piece = words(anna, 0, 3, 10)

    def edited(text: str) -> bool:
        old = anna.answers[0]
        fresh = replace(anna, answers=[replace(old, lines=[replace(old.lines[0], text=text)])])
        return context(seen(fresh), [fresh]).counts(piece)

    assert edited("at first it wobbled, badly")
    assert not edited("it shook badly")
    assert not context(seen(anna), [replace(anna, answers=[])]).counts(piece)
    assert not context(seen(anna), []).counts(piece)


@pytest.mark.parametrize(
    "consents",
    [[], [agreed("a", withdrawn=DAY)], [agreed("a", Scope.QUOTES)]],
    ids=["none", "withdrawn", "not to notes"],
)
def test_without_a_standing_consent_words_and_what_they_told_count_nowhere(
    attribute: By, consents: list[Consent]
) -> None:
    anna = talk("a", line("it wobbled"))
    value = Value(person="a", attribute="age", content=34.0, source_kind=SourceKind.INTERVIEW, source=anna.id)
    view = seen(anna, consents=consents, values=[value], attributes=[attribute("age")])
    ground = context(view, [anna])
    assert not ground.counts(words(anna))
    assert not ground.counts(value_evidence(value))
    assert ground.asked == {}
    assert stand(view, [anna], words(anna)).lost == 1
    (voice,) = voices_for("motivators", ["a"], view, [anna])
    assert (voice.counts, voice.can_quote) == (False, False)
    assert voices_for("demographics", ["a"], view, [anna]) == []


def test_a_withdrawn_consent_takes_the_words_out_of_every_claim_and_the_rest_stands() -> None:
    talks = [talk(person, line("it wobbled")) for person in "abc"]
    pieces = [words(item) for item in talks]
    assert stand(seen(*talks), talks, *pieces).voices == ("a", "b", "c")
    without = seen(*talks, consents=[agreed("a"), agreed("b", withdrawn=DAY), agreed("c")])
    found = stand(without, talks, *pieces)
    assert (found.voices, found.known, found.not_asked, found.lost) == (("a", "c"), ("a", "c"), ("b",), 1)


def test_the_imagined_are_never_voices() -> None:
    talks = [talk("i", line("it wobbled")), talk("a", line("it wobbled"))]
    found = stand(seen(*talks), talks, *(words(item) for item in talks), members="ai")
    assert (found.voices, found.known, found.not_asked) == (("a",), ("a",), ())
    (voice,) = voices_for("motivators", ["i"], seen(*talks), talks)
    assert not voice.counts


def test_what_the_interviewer_made_of_it_is_nobodys_voice() -> None:
    anna = talk("a", line("she is cross", kind=LineKind.MY_READING), line("it wobbled"))
    view = seen(anna)
    assert not context(view, [anna]).counts(words(anna))
    assert [(v.text, v.counts) for v in voices_for("motivators", ["a"], view, [anna])] == [
        ("it wobbled", True),
        ("she is cross", False),
    ]


def test_in_a_talk_of_two_each_ones_words_need_their_own_consent() -> None:
    both = talk("ab", line("it wobbled"), line("it was cheap", speaker="b"))
    of_anna, of_bram = words(both), words(both, 1)
    assert (of_anna.person, of_bram.person) == ("a", "b")
    ground = context(seen(both), [both])
    assert ground.counts(of_anna) and ground.counts(of_bram)
    ground = context(seen(both, consents=[agreed("a"), agreed("b", withdrawn=DAY)]), [both])
    assert ground.counts(of_anna) and not ground.counts(of_bram)
    assert ground.asked == {"why": {"a"}}
    ground = context(seen(both, consents=[agreed("b")]), [both])
    assert not ground.counts(of_anna) and not ground.counts(of_bram)


def test_words_of_somebody_who_was_not_there_count_nowhere() -> None:
    anna = talk("a", line("it wobbled"))
    assert not context(seen(anna), [anna]).counts(msgspec.structs.replace(words(anna), person="b"))


def test_a_value_counts_until_it_is_changed_set_aside_or_outdone() -> None:
    value = Value(person="a", attribute="town", content="t")
    piece = value_evidence(value)
    assert context(seen(values=[value]), []).counts(piece)
    for other in (
        [replace(value, content="c")],
        [replace(value, set_aside=True)],
        [replace(value, person="b")],
        [value, Value(person="a", attribute="town", content="c", as_of=value.as_of.replace(year=2099))],
        [],
    ):
        assert not context(seen(values=other), []).counts(piece)
    same_again = Value(person="a", attribute="town", content="t", as_of=value.as_of.replace(year=2099))
    assert context(seen(values=[value, same_again]), []).counts(piece)


def test_a_channel_counts_until_it_is_changed() -> None:
    use = ChannelUse(person="a", channel="email", preferred=1, how="at night")
    piece = use_evidence(use)
    assert context(seen(uses=[use]), []).counts(piece)
    for other in (replace(use, preferred=2), replace(use, how="never"), replace(use, person="b")):
        assert not context(seen(uses=[other]), []).counts(piece)
    assert not context(seen(), []).counts(piece)


def test_words_can_be_quoted_word_for_word_and_by_leave_alone() -> None:
    anna = talk("a", line("it wobbled", kind=LineKind.WORD_FOR_WORD), line("she sighed"))
    ground = context(seen(anna), [anna])
    assert ground.can_quote(words(anna)) and not ground.can_quote(words(anna, 1))
    assert ground.quote_counts(Quote(pieces=[words(anna)]))
    assert not ground.quote_counts(Quote(pieces=[words(anna), words(anna, 1)]))
    assert not ground.quote_counts(Quote()) and not ground.quote_counts(None)
    notes_only = context(seen(anna, consents=[agreed("a", Scope.NOTES)]), [anna])
    assert not notes_only.can_quote(words(anna)) and notes_only.counts(words(anna))


# --- who was asked


def test_asked_are_those_who_answered_or_of_whom_it_is_known(attribute: By) -> None:
    anna, bram = talk("a", line("it wobbled")), talk("b", line(" "))
    other = talk("c", line("it rains"), question=OTHER_QUESTION)
    values = [Value(person="d", attribute="age", content=34.0)]
    uses = [ChannelUse(person="d", channel="email"), ChannelUse(person="e", channel="phone")]
    asked = context(seen(anna, bram, other, values=values, uses=uses), []).asked
    assert asked == {
        "why": {"a"},
        "age": {"d"},
        "channel:email": {"d", "e"},
        "channel:phone": {"d", "e"},
    }


def test_a_claim_counts_voices_among_those_asked_and_names_the_others() -> None:
    talks = [talk(person, line("it wobbled")) for person in "abde"]
    found = stand(seen(*talks), talks, words(talks[0]), words(talks[2]))
    assert (found.voices, found.known, found.not_asked) == (("a",), ("a", "b"), ("c",))
    assert (found.others, found.others_known) == (("d",), ("d", "e"))


@pytest.mark.parametrize(
    ("found", "members", "text"),
    [
        (Standing(), 0, "assumption"),
        (Standing(not_asked=("a", "b")), 2, "assumption"),
        (Standing(known=("a",), not_asked=("b",)), 2, "assumption; 1 asked"),
        (
            Standing(voices=("a", "b"), known=("a", "b"), others_against=("e",)),
            2,
            "2 of 2 asked say so; 1 other against",
        ),
        (Standing(voices=("a",), known=tuple("abcde")), 5, "1 voice of 5 asked"),
        (
            Standing(
                voices=tuple("abcd"),
                known=tuple("abcde"),
                against=("e",),
                not_asked=("f", "g"),
                others=("h",),
                others_known=tuple("hij"),
            ),
            7,
            "4 of 5 asked say so; 1 against; 2 not asked; and 1 of 3 others",
        ),
        (Standing(known=("a",), against=("a",)), 1, "assumption; 1 against"),
        (Standing(voices=("a",), known=("a",), lost=2), 3, "1 voice of 1 asked; 2 imagined; 2 no longer count"),
    ],
)
def test_a_standing_reads_as_plain_counts(found: Standing, members: int, text: str) -> None:
    assert standing_text(found, members) == text


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (Standing(voices=("a", "b"), known=tuple("abc"), against=("c",), not_asked=("d",)),
         "2 of 3 on record; 1 against; 1 not known"),
        (Standing(voices=("a",), known=tuple("ab")), "1 of 2 on record"),
        (Standing(known=("a",), lost=1), "assumption; 1 on record; 1 no longer counts"),
    ],
)  # fmt: skip
def test_nobody_is_called_asked_of_whom_it_is_on_record(found: Standing, text: str) -> None:
    assert standing_text(found, on_record=True) == text


# --- what speaks to a field


def shown(found: list[Voice]) -> list[str]:
    return [voice.text for voice in found]


def test_marks_decide_which_field_a_line_speaks_to_and_else_its_question() -> None:
    anna = talk(
        "a",
        line("plain"),
        line("hurts", Mark.PAIN),
        line("both", Mark.GOAL, Mark.PAIN),
        line("mails", Mark.CHANNEL),
        line("nice", Mark.QUOTE),
        line("later", Mark.COME_BACK),
        line("  "),
    )
    view = seen(anna)

    def of(key: str) -> list[str]:
        return shown(voices_for(key, ["a"], view, [anna]))

    assert of("pains") == ["hurts", "both"]
    assert of("goals") == ["both"]
    assert of("channels") == ["mails"]
    assert of("motivators") == ["plain", "nice", "later"]
    assert of(QUOTE) == ["nice"]
    assert of("demographics") == []


def test_the_quote_has_the_marked_lines_and_then_every_other_word_for_word() -> None:
    anna = talk(
        "a",
        line("said", kind=LineKind.WORD_FOR_WORD),
        line("chosen", Mark.QUOTE, kind=LineKind.WORD_FOR_WORD),
        line("noted"),
    )
    found = voices_for(QUOTE, ["a"], seen(anna), [anna])
    assert [(voice.text, voice.can_quote) for voice in found] == [("chosen", True), ("said", True)]


def test_a_voice_is_ready_to_attach() -> None:
    anna = talk("a", line("it wobbled", Mark.PAIN, kind=LineKind.WORD_FOR_WORD))
    (voice,) = voices_for("pains", ["a"], seen(anna), [anna])
    assert (voice.person, voice.interview, voice.question, voice.question_text) == ("a", anna.id, "why", "why?")
    assert (voice.kind, voice.marks, voice.counts, voice.can_quote) == (
        LineKind.WORD_FOR_WORD,
        (Mark.PAIN,),
        True,
        True,
    )
    assert stand(seen(anna), [anna], voice.evidence).voices == ("a",)


def test_only_the_personas_own_people_are_heard() -> None:
    talks = [
        talk("a", line("mine")),
        talk("b", line("not mine")),
        talk("ac", line("ours"), line("theirs", speaker="c")),
    ]
    assert shown(voices_for("motivators", ["a"], seen(*talks), talks)) == ["mine", "ours"]


def test_a_banks_question_says_which_field_it_speaks_to_where_the_answer_does_not() -> None:
    anna = talk("a", line("it wobbled"), field="")
    bare = replace(anna, answers=[replace(anna.answers[0], asked_text="")])
    questions = {("short", "why"): Question(key="why", text="Why then?", field="pains")}
    (voice,) = voices_for("pains", ["a"], seen(bare), [bare], questions)
    assert voice.question_text == "Why then?"
    assert voices_for("pains", ["a"], seen(bare), [bare]) == []


def test_a_field_of_ones_own_hears_what_speaks_to_no_other() -> None:
    anna = talk("a", line("two dogs"), line("hurts", Mark.PAIN), question=OTHER_QUESTION, field="")
    anna = replace(anna, answers=[replace(anna.answers[0], asked_text="")])
    (voice,) = voices_for("my-field", ["a"], seen(anna), [anna])
    assert (voice.text, voice.question_text, voice.evidence.about) == ("two dogs", "Other notes", "")


@pytest.mark.parametrize(
    ("field", "keys"),
    [
        ("demographics", ["town", "age"]),
        ("psychographics", ["tools", "own_1"]),
        ("socioeconomics", ["work"]),
        ("firmographics", []),
        ("my-field", ["tools", "own_1"]),
        ("pains", []),
    ],
)
def test_values_speak_to_the_field_of_their_group(attribute: By, field: str, keys: list[str]) -> None:
    contents = {"town": "t", "age": 34.0, "tools": ["p"], "own_1": "a dog", "work": "nurse"}
    view = seen(
        values=[Value(person="a", attribute=key, content=content) for key, content in contents.items()],
        attributes=[attribute(key) for key in contents],
    )
    found = voices_for(field, ["a", "b"], view, [])
    assert [voice.question for voice in found] == keys
    assert all(voice.counts and voice.kind is None and not voice.interview for voice in found)
    assert [item.attribute.key for item in spreads_for(field, ["a", "b"], view, Context(view, []))] == keys


def test_spreads_are_over_real_people_unless_there_are_none(attribute: By) -> None:
    values = [Value(person=person, attribute="age", content=age) for person, age in (("a", 30.0), ("i", 90.0))]
    view = seen(values=values, attributes=[attribute("age")])
    ground = Context(view, [])
    assert spreads_for("demographics", ["a", "i"], view, ground)[0].text == "30 years"
    assert spreads_for("demographics", ["i"], view, ground)[0].text == "90 years"


def test_channels_that_people_use_speak_to_the_channels_field() -> None:
    uses = [
        ChannelUse(person="a", channel="email", preferred=1, how="at night"),
        ChannelUse(person="b", channel="Trade fair"),
        ChannelUse(person="c", channel="email"),
    ]
    found = voices_for("channels", ["a", "b"], seen(uses=uses), [])
    assert shown(found) == ["Trade fair", "E-mail, first choice: at night"]
    assert all(voice.counts for voice in found)
    assert use_text(ChannelUse(person="a", channel="web", preferred=3)) == "Web site, choice 3"


def test_a_persona_rests_on_the_talks_of_its_people_and_those_its_claims_point_at() -> None:
    talks = [talk(person, line("it wobbled")) for person in "abcd"]
    persona = Persona(
        people=["a"],
        fields=[PersonaField(key="pains", claims=[Claim(text="x", against=[words(talks[1])])])],
        quote=Quote(pieces=[words(talks[2])]),
    )
    assert interviews_behind(seen(*talks), [persona]) == {"talk-a", "talk-b", "talk-c"}
    assert interviews_behind(seen(*talks), []) == set()
