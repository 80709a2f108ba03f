"""Which lines stand on the wall, what is proposed of them, and what a theme counts."""

from __future__ import annotations

from datetime import date

from persona_tui.domain.consent import Consent, Scope
from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.domain.marks import LineKind, Mark
from persona_tui.domain.people import Person
from persona_tui.domain.records import replace
from persona_tui.domain.study import Study
from persona_tui.domain.summaries import summarise
from persona_tui.domain.transcripts import Cue, Transcript, passage_of
from persona_tui.domain.variables import Theme
from persona_tui.insights.alike import pairs_alike
from persona_tui.insights.grounds import Context
from persona_tui.insights.themes import (
    MarkedLine,
    WhyNot,
    loose_lines,
    marked_lines,
    matches,
    proposals,
    theme_count,
    themes_seen,
)
from persona_tui.insights.view import StudyView

DAY = date(2026, 11, 2)
RECORDED = [Scope.NOTES, Scope.QUOTES, Scope.RECORDING]


def talk(person: str, *lines: Line) -> Interview:
    return Interview(
        id=f"t-{person}",
        people=[person],
        consent=f"c-{person}",
        answers=[Answer(question="why", asked_text="Why?", lines=list(lines))],
    )


def line(text: str, *marks: Mark, kind: LineKind = LineKind.OBSERVED) -> Line:
    return Line(id=text, text=text, marks=list(marks), kind=kind)


def ground(*talks: Interview, themes: list[Theme] | None = None, transcripts: tuple[Transcript, ...] = ()) -> Context:
    people = [person for item in talks for person in item.people]
    view = StudyView(
        study=Study(business="Shop"),
        people=[Person(id=person, name=person.upper()) for person in people],
        consents=[Consent(id=f"c-{p}", person=p, scopes=RECORDED, given_on=DAY) for p in people],
        interviews=[summarise(item) for item in talks],
        themes=themes or [],
    )
    return Context(view, talks, transcripts)


def on_wall(within: Context) -> list[MarkedLine]:
    return marked_lines([person.id for person in within.view.people], within)


PAIN, GOAL = Mark.PAIN, Mark.GOAL


def test_only_pains_goals_motivators_and_channels_stand_on_the_wall_each_line_once() -> None:
    within = ground(
        talk("a", line("hurts", PAIN, GOAL), line("worth quoting", Mark.QUOTE), line("plain"), line("  ", PAIN))
    )
    (found,) = on_wall(within)
    assert (found.text, found.fields) == ("hurts", ("pains", "goals"))


def test_a_marked_passage_of_a_transcript_is_a_line_like_any_other() -> None:
    cue = Cue(id="q", person="a", text="well, my back hurt and so on")
    cue.passages.append(passage_of(cue, 6, 18, LineKind.WORD_FOR_WORD, [PAIN]))
    transcript = Transcript(id="t-a", cues=[cue])
    within = ground(talk("a"), transcripts=(transcript,))
    (found,) = on_wall(within)
    assert (found.text, found.kind, found.counts) == ("my back hurt", LineKind.WORD_FOR_WORD, True)
    theme = Theme(name="Hurts", field="pains", evidence=[found.evidence])
    again = ground(talk("a"), themes=[theme], transcripts=(transcript,))
    (seen,) = themes_seen(["a"], again)
    assert theme_count(seen) == "1 of 1 customer asked, 1 line"
    assert loose_lines(on_wall(again), [seen]) == []


def test_words_that_were_changed_are_shown_as_gone_and_count_no_more() -> None:
    before = talk("a", line("hurts badly", PAIN))
    (found,) = on_wall(ground(before))
    theme = Theme(name="Hurts", field="pains", evidence=[found.evidence])
    answer = before.answers[0]
    after = replace(before, answers=[replace(answer, lines=[replace(answer.lines[0], text="fine now")])])
    (seen,) = themes_seen(["a"], ground(after, themes=[theme]))
    assert seen.lines[0].why_not is WhyNot.GONE
    assert theme_count(seen) == "1 line that counts nowhere"
    (seen,) = themes_seen(["a"], ground(themes=[theme]))
    assert (seen.lines[0].text, seen.lines[0].counts) == ("hurts badly", False)


def test_a_theme_without_lines_and_one_of_others_say_so() -> None:
    one, other = talk("a", line("hurts", PAIN)), talk("b", line("hurts too", PAIN))
    lines = on_wall(ground(one, other))
    themes = [
        Theme(id="1", name="Empty", field="pains", order=1),
        Theme(id="2", name="Theirs", field="pains", order=2, evidence=[lines[1].evidence]),
    ]
    empty, theirs = themes_seen(["a"], ground(one, other, themes=themes))
    assert theme_count(empty) == "no lines yet"
    assert theme_count(theirs) == "none of these customers; and 1 other"


def test_lines_of_different_kinds_are_not_proposed_for_one_theme() -> None:
    within = ground(talk("a", line("the bill surprises me", PAIN)), talk("b", line("the bill surprises me", GOAL)))
    lines = on_wall(within)
    likeness = pairs_alike({each.key: each.text for each in lines})
    assert likeness and proposals(lines, [], likeness) == []


def test_a_line_that_is_like_a_theme_is_proposed_for_that_and_no_new_one() -> None:
    talks = [talk(person, line("the bill surprises me", PAIN)) for person in "abc"]
    lines = on_wall(ground(*talks))
    likeness = pairs_alike({each.key: each.text for each in lines})
    (new,) = proposals(lines, [], likeness)
    assert (len(new.lines), new.theme) == (3, "")
    theme = Theme(id="x", name="Bills", field="pains", evidence=[lines[0].evidence])
    within = ground(*talks, themes=[theme])
    seen = themes_seen("abc", within)
    found = proposals(loose_lines(lines, seen), seen, likeness)
    assert [(len(each.lines), each.theme) for each in found] == [(1, "x"), (1, "x")]
    assert proposals(loose_lines(lines, seen), seen, likeness, "goals") == []


def test_a_search_takes_every_word_from_the_line_or_the_name() -> None:
    (found,) = on_wall(ground(talk("a", line("The Bill surprises me", PAIN))))
    assert matches(found, "Anna Smit", "bill ANNA")
    assert not matches(found, "Anna Smit", "bill bo")
    assert matches(found, "[/red]", "[/red]")
