"""How far a study carries: what its numbers mean, and what they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from persona_tui.domain.personas import Persona
from persona_tui.domain.texts import clean_line
from persona_tui.exports.disclosure import Disclosure
from persona_tui.exports.report_content_people import talks_that_count
from persona_tui.exports.wording import called, count_people, day
from persona_tui.i18n import _
from persona_tui.insights.grounds import Context
from persona_tui.insights.loudness import loudest, loudness_text, pieces_by_person
from persona_tui.insights.saturation import saturation_of
from persona_tui.insights.view import StudyView


class ReachPart(msgspec.Struct, kw_only=True, frozen=True):
    """One thing to know before leaning on the report."""

    title: str
    text: str


def reach_of(
    view: StudyView,
    ground: Context,
    personas: Sequence[Persona],
    disclosure: Disclosure,
    luck: Sequence[str] = (),
    together: Mapping[str, tuple[int, int]] | None = None,
) -> list[ReachPart]:
    """What limits the study, in the order of weight. `luck` and `together` are those of `report_content`."""
    talks = talks_that_count(ground)
    asked = {person for talk in talks for person in talk.people if person in ground.real}
    asked = {person for person in asked if any(ground.covers(talk.consent, person) for talk in talks)}
    n = len(view.real_people)
    parts = [
        ReachPart(
            title=_("Whom it speaks of"),
            text=_(
                "{asked} of {people} were asked. Nobody was drawn by lot, so they are no random sample: counts such as "
                "“5 of 7” say how many of those asked said so, and nothing about all customers. No percentages stand "
                "here for that reason."
            ).format(asked=len(asked), people=count_people(view.real_people))
            if n
            else _("Nobody real is in the study yet: everything here is imagined."),
        ),
        ReachPart(
            title=_("What “known” means"),
            text=_(
                "The second number of “4 of 5” counts those of whom it is known: they were asked, or a value is on "
                "record. The others were not asked. Their silence is no answer."
            ),
        ),
    ]
    sentence = saturation_of(view, ground.counts).sentence if view.themes else ""
    unknown = _(
        "What was said was not sorted into themes, so it is not known whether another talk would bring new ones."
    )
    if talks:
        parts.append(ReachPart(title=_("Whether more talks would pay"), text=sentence or unknown))
    parts += _patterns(view, personas, together or {})
    if luck:
        parts.append(ReachPart(title=_("Whether luck could have made them"), text=" ".join(luck)))
    loud = [said for persona in personas if (said := _loud(persona, view, ground, disclosure))]
    nobody = _("No single customer gave more than half of the evidence of a persona.")
    parts.append(ReachPart(title=_("Whether somebody is too loud"), text=" ".join(loud) or nobody))
    looked = review_of(view, personas)
    parts.append(
        ReachPart(
            title=_("How long it holds"),
            text=_("Markets move. Look at the personas again on {day}.").format(day=looked)
            if looked
            else _("Markets move. No day is set yet for looking at the personas again: once a year is usual."),
        )
    )
    return parts


def review_of(view: StudyView, personas: Sequence[Persona]) -> str:
    """The day on which to look again: the study's, or the first of the personas'; "" where none is set."""
    days = [view.study.review_on] if view.study.review_on else [each.review_on for each in personas if each.review_on]
    return day(min(each for each in days if each)) if days else ""


def _loud(persona: Persona, view: StudyView, ground: Context, disclosure: Disclosure) -> str:
    """Who gave more than half of what a persona rests on; "" where nobody did, or it rests on nothing."""
    given = pieces_by_person(persona, ground)
    if not given or given.most_common(1)[0][1] * 2 <= given.total():
        return ""
    person, pieces = given.most_common(1)[0]
    who = called(person, view.people, view.consents, names=disclosure.naming)
    found = loudest(persona, ground)
    if found is not None:
        said = loudness_text(found, who)
    elif len(given) == 1:
        said = _("All that this rests on is from {who}.").format(who=who)
    else:
        said = _("{who} gave {n} of the {m} pieces of evidence that this rests on, which are few.").format(
            who=who, n=pieces, m=given.total()
        )
    return _("{name}: {said}").format(name=clean_line(persona.name) or clean_line(persona.archetype), said=said)


def _patterns(view: StudyView, personas: Sequence[Persona], together: Mapping[str, tuple[int, int]]) -> list[ReachPart]:
    """Why these people stand together."""
    patterns = {pattern.id: pattern for pattern in view.patterns}
    said: list[str] = []
    for persona in personas:
        pattern = patterns.get(persona.pattern)
        reason = clean_line(persona.reason) or (clean_line(pattern.reason) if pattern is not None else "")
        name = clean_line(persona.name) or clean_line(persona.archetype)
        if pattern is not None:
            shared, things = together.get(persona.id, (0, 0))
            text = _("{name} was made from a group of people who stand together.").format(name=name)
            if shared:
                text = _("{name} was made from people who stand together on {shared} of {things} things.").format(
                    name=name, shared=shared, things=things
                )
            said.append(f"{text} " + _("The reason: {reason}.").format(reason=reason.rstrip(".")) if reason else text)
        elif reason:
            said.append(
                _("{name} was put together by hand. The reason: {reason}.").format(name=name, reason=reason.rstrip("."))
            )
        else:
            said.append(_("{name} has no reason yet, so the group may be luck.").format(name=name))
    if not said:
        return []
    said.append(
        _(
            "People always share something by luck. A group is worth a persona when there is a reason for it, and best "
            "when it has three people or more."
        )
    )
    return [ReachPart(title=_("Why these groups"), text=" ".join(said))]
