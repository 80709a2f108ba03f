"""What a report says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from persona_tui.domain.attributes import Attribute, Group, Kind
from persona_tui.domain.channels import ChannelUse
from persona_tui.domain.claims import Claim
from persona_tui.domain.consent import Scope
from persona_tui.domain.summaries import summarise
from persona_tui.domain.variables import Pattern, Placement, Variable
from persona_tui.exports.content import margin_lines, sheet_content
from persona_tui.exports.disclosure import CAREFUL, Disclosure
from persona_tui.exports.report_content_people import how_asked, people_of
from persona_tui.exports.report_content_reach import reach_of
from persona_tui.exports.wording import called_in_runs
from persona_tui.insights.grounds import context
from tests.exports.export_samples import (
    ANNA,
    ATTRIBUTES,
    BACK,
    BRAM,
    EARLY,
    INCOME,
    INCOMES,
    consent,
    is_so,
    person,
    persona,
    said,
    value,
    view,
)
from tests.exports.report_samples import report

TOWN = Attribute(key="town_or_country", label="Town or country", group=Group.GEOGRAPHIC)
WHO = Attribute(key="hours", label="Hours a day", group=Group.OWN, kind=Kind.NUMBER)
SHARING = (Scope.NOTES, Scope.QUOTES, Scope.SHARING)


def _all_words(disclosure: Disclosure, **changes: object) -> str:
    return msgspec.json.encode(_without_pictures(report(disclosure, view(**changes)))).decode()


def _without_pictures(content: object) -> object:
    personas = [
        msgspec.structs.replace(each, sheet=msgspec.structs.replace(each.sheet, face_png=None))
        for each in content.personas  # type: ignore[attr-defined]
    ]
    return msgspec.structs.replace(content, personas=personas)  # type: ignore[type-var]


def test_it_counts_what_the_study_rests_on() -> None:
    content = report()
    assert content.facts == [
        ("4", "customers"), ("2", "interviews"), ("2", "personas"), ("4", "claims"), ("1", "of them assumed"),
    ]  # fmt: skip
    assert content.asked == "2 Nov – 14 Nov 2026"
    assert [each.who for each in content.people] == ["Customer 1", "Customer 2", "Customer 3", "Customer 4"]
    assert content.people[0].talked == "2 Nov 2026, 42 minutes" and content.people[3].talked == "not yet"


def test_claims_have_numbers_and_their_evidence_says_who_and_when() -> None:
    [kim, max_] = report().personas
    assert [claim.number for claim in kim.claims] == ["1.1", "1.2", "1.3"]
    assert [claim.number for claim in max_.claims] == ["2.1"]
    hurts = kim.claims[1].claim
    assert [(item.who, item.when, item.words, item.against) for item in hurts.evidence] == [
        ("Customer 1", "2 Nov 2026, 11:52", BACK, False),
        ("Customer 2", "14 Nov 2026, 01:00", "wobbles when typing", True),
    ]
    assert margin_lines(hurts)[1:] == [
        f"Customer 1, 2 Nov 2026, 11:52: “{BACK}”",
        "Against: Customer 2, 14 Nov 2026, 01:00: wobbles when typing",
    ]
    assert margin_lines(kim.claims[2].claim) == ["An assumption: nobody has said so yet."]


def test_what_somebody_outside_the_persona_says_against_it_is_counted_and_said() -> None:
    bold = Claim(id="c9", text="Nothing wobbles", evidence=[said(BRAM, "l4")], against=[said(ANNA, "l2")])
    of_bram = msgspec.structs.replace(persona(pains=[bold]), people=["bram"], quote=None)
    sheet = sheet_content(view(), of_bram, [ANNA, BRAM], attributes_by_key=ATTRIBUTES)
    [claim] = [claim for section in sheet.sections for claim in section.claims]
    assert claim.standing == "1 of 1" and claim.against == 1
    assert claim.stands.endswith("; 1 other against")


def test_without_quotes_who_and_when_stay() -> None:
    said = _all_words(Disclosure(quotes=False))
    assert BACK not in said and "wobbles when typing" not in said
    assert "2 Nov 2026, 11:52" in said and "Nobody's words are shown" in said


def test_outside_the_business_only_those_speak_who_agreed_to_that() -> None:
    nobody = _all_words(Disclosure(redact=True))
    assert BACK not in nobody and "wobbles when typing" not in nobody
    anna = _all_words(Disclosure(redact=True), consents=[consent("anna", *SHARING), consent("bram")])
    assert BACK in anna and "wobbles when typing" not in anna
    assert "agreed to sharing outside" in anna


def test_a_claim_that_repeats_words_which_may_not_stand_is_left_out() -> None:
    from persona_tui.domain.claims import Claim
    from persona_tui.exports.content import sheet_content
    from tests.exports.export_samples import ANNA, ATTRIBUTES, persona, said

    repeats = Claim(id="c", text=f"She says: {BACK.upper()}", evidence=[said(ANNA, "l1")])
    for disclosure, shown in ((Disclosure(), 1), (Disclosure(quotes=False), 0)):
        content = sheet_content(
            view(), persona(pains=[repeats]), [ANNA], attributes_by_key=ATTRIBUTES, disclosure=disclosure
        )
        assert sum(len(section.claims) for section in content.sections) == shown
    assert any("repeats words" in sentence for sentence in content.left_out)


def test_what_differs_stands_first_and_what_is_personal_nowhere() -> None:
    values = [INCOMES, value("anna", "town_or_country", "town"), value("dora", "town_or_country", "city")]
    values += [value("anna", "hours", "8"), value("dora", "hours", "8")]
    known = view(values=values, attributes=[INCOME, WHO, TOWN])
    content = report(Disclosure(), known)
    labels = [row.label for row in (*content.differing, *content.alike)]
    assert [row.label for row in content.alike if row.in_words] == ["Town or country"]
    assert "Household income" not in labels and set(labels) == {"Town or country", "Hours a day"}
    asked = report(Disclosure(with_attributes=frozenset({"income"})), known)
    assert "Household income" in [row.label for row in (*asked.differing, *asked.alike)]
    assert is_so(INCOMES).about == "income"


def test_people_stand_on_lines_and_what_sets_the_personas_apart_comes_first() -> None:
    same = Variable(id="v1", low="buys on price", high="buys on trust", created=EARLY, updated=EARLY)
    apart = Variable(id="v2", low="asks", high="reads", created=EARLY, updated=EARLY, order=1.0)
    places = [("anna", "v1", 5), ("dora", "v1", 5), ("anna", "v2", 1), ("cleo", "v2", 2), ("dora", "v2", 12)]
    placements = [
        Placement(id=f"{who}{what}", person=who, variable=what, slot=slot, created=EARLY, updated=EARLY)
        for who, what, slot in places
    ]
    content = report(Disclosure(), view(variables=[same, apart], placements=placements))
    assert [line.low for line in content.lines] == ["asks", "buys on price"]
    assert content.lines[0].places == [[1, 2], [12]]


def test_channels_count_who_prefers_and_who_uses() -> None:
    uses = [
        ChannelUse(id=f"u{number}", person=who, channel=channel, preferred=rank, created=EARLY, updated=EARLY)
        for number, (who, channel, rank) in enumerate(
            [("anna", "phone", 1), ("cleo", "phone", 2), ("dora", "email", 1), ("bram", "email", 0)]
        )
    ]
    channels = report(Disclosure(), view(channel_uses=uses)).channels
    assert channels is not None and channels.known == [3, 2]
    assert [(row.label, row.first, row.used) for row in channels.rows] == [
        ("E-mail", [0, 1], [1, 1]), ("Phone", [1, 0], [1, 0]),
    ]  # fmt: skip


def test_it_says_how_far_it_carries() -> None:
    titles = {part.title: part.text for part in report().reach}
    assert titles["Whom it speaks of"].startswith("2 of 4 customers were asked.")
    assert "no random sample" in titles["Whom it speaks of"]
    assert "put together by hand" in titles["Why these groups"]
    assert titles["Whether somebody is too loud"].startswith("Kitchen-table Kim: Customer 1 gave 2 of the 3 pieces")
    nobody = report(Disclosure(), view(people=[], interviews=[])).reach[0]
    assert "imagined" in nobody.text


def test_who_gave_more_than_half_of_little_evidence_is_named_too() -> None:
    ground = context(view(), [ANNA, BRAM])
    hers, mixed = Claim(text="Hurts", evidence=[said(ANNA, "l1")]), Claim(text="So", evidence=[said(BRAM, "l4")])
    alone = msgspec.structs.replace(persona(pains=[hers]), name="Alone Al")
    loud = msgspec.structs.replace(
        persona(pains=[hers, mixed, Claim(text="Too", evidence=[said(ANNA, "l2")])]), name="Loud Lou"
    )
    told = {part.title: part.text for part in reach_of(view(), ground, [alone, loud], CAREFUL)}
    assert told["Whether somebody is too loud"] == (
        "Alone Al: All that this rests on is from Customer 1. "
        "Loud Lou: Customer 1 gave 2 of the 3 pieces of evidence that this rests on, which are few."
    )
    even = persona(pains=[hers, mixed])
    told = {part.title: part.text for part in reach_of(view(), ground, [even], CAREFUL)}
    assert "no single customer" in told["Whether somebody is too loud"].casefold()


def test_it_says_of_a_group_what_is_true_of_it_now() -> None:
    group = Pattern(id="g", people=["anna", "bram"], variables=["gone", "moved", "there"], reason="both are in a hurry")
    kept = msgspec.structs.replace(persona(), pattern="g", reason="")
    shown = view(patterns=[group])
    ground = context(shown, [])
    now = {part.title: part.text for part in reach_of(shown, ground, [kept], CAREFUL, together={kept.id: (4, 12)})}
    assert "stand together on 4 of 12 things. The reason: both are in a hurry." in now["Why these groups"]
    unknown = {part.title: part.text for part in reach_of(shown, ground, [kept], CAREFUL)}
    assert "3" not in unknown["Why these groups"]


def test_when_people_agreed_is_said_as_the_days_on_record_have_it() -> None:
    early = how_asked(view(), context(view(), [ANNA, BRAM]), {})
    assert any(
        sentence.startswith("Everybody whose words stand here agreed before the first note.") for sentence in early
    )
    later = msgspec.structs.replace(consent("anna"), given_on=date(2026, 11, 20))
    after = view(consents=[later, consent("bram")])
    late = how_asked(after, context(after, [ANNA, BRAM]), {})
    assert any(
        sentence.startswith("Everybody whose words stand here agreed, 1 of them after the talk.") for sentence in late
    )


def test_who_agreed_after_several_talks_is_one_and_who_agreed_far_east_did_so_before() -> None:
    again = msgspec.structs.replace(ANNA, id="again")
    next_day = msgspec.structs.replace(consent("anna"), given_on=date(2026, 11, 3))
    for recorded, told in ((2, "agreed before the first note."), (4, "agreed, 1 of them after the talk.")):
        given = msgspec.structs.replace(next_day, created=datetime(2026, 11, recorded, 21, tzinfo=UTC))
        known = view(ANNA, again, BRAM, consents=[given, consent("bram")])
        said_of_it = " ".join(how_asked(known, context(known, [ANNA, again, BRAM]), {}))
        assert f"Everybody whose words stand here {told}" in said_of_it


def test_minutes_are_of_the_talks_whose_length_is_known() -> None:
    untimed = [summarise(ANNA), summarise(msgspec.structs.replace(BRAM, elapsed=0))]
    shown = view(interviews=untimed)
    assert any(
        "2 talks were held, 42 minutes in the 1 whose" in said for said in how_asked(shown, context(shown, []), {})
    )


def test_who_was_talked_to_without_a_consent_is_not_called_still_to_be_talked_to() -> None:
    content = report(of=view(consents=[consent("anna")]))
    talked = {each.who: each.talked for each in content.people}
    assert talked["Customer 2"] == "left out: no consent" and talked["Customer 3"] == "not yet"
    assert "1 interview is left out: no consent covers it." in content.left_out


def test_of_very_many_people_those_of_whom_the_same_is_to_be_said_share_a_line() -> None:
    crowd = [person(f"p{number:03}", number) for number in range(1, 61)]
    known = view(people=[*crowd[:29], msgspec.structs.replace(crowd[29], id="anna"), *crowd[30:]])
    told = people_of(known, context(known, [ANNA]), [], CAREFUL)
    assert [each.who for each in told] == ["Customer 1 – Customer 29", "Customer 30", "Customer 31 – Customer 60"]
    assert told[1].talked == "2 Nov 2026, 42 minutes" and told[2].talked == "not yet"


def test_many_people_of_a_persona_are_named_in_runs_and_few_one_by_one() -> None:
    crowd = [person(f"p{number:03}", number) for number in range(1, 21)]
    keys = [each.id for each in crowd]
    some = [*keys[:10], keys[12], keys[13], *keys[15:]]
    assert called_in_runs(some, crowd, [], names=False) == [
        "Customer 1 – Customer 10", "Customer 13", "Customer 14", "Customer 16 – Customer 20",
    ]  # fmt: skip
    assert called_in_runs(keys[:3], crowd, [], names=False) == ["Customer 1", "Customer 2", "Customer 3"]
    named = [consent(keys[4], Scope.NOTES, Scope.NAME)]
    assert called_in_runs(keys, crowd, named, names=True) == [
        "Customer 1 – Customer 4", crowd[4].name, "Customer 6 – Customer 20",
    ]  # fmt: skip


def test_what_several_say_alike_in_words_is_counted() -> None:
    hobbies = {"anna": "Choir", "bram": "choir", "dora": "Chess"}
    values = [value(key, "hobby", hobby) for key, hobby in hobbies.items()]
    known = view(values=values, attributes=[Attribute(key="hobby", label="Hobby", group=Group.OWN)])
    [row] = [*report(of=known).differing, *report(of=known).alike]
    assert row.cells == ["Choir: 2 of 2", "choir; Chess"]
