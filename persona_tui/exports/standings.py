"""How well a persona's claims stand, for documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from persona_tui.domain.attributes import Known
from persona_tui.domain.claims import Claim, Standing, standing
from persona_tui.domain.evidence import Evidence, TargetKind, locate
from persona_tui.domain.interviews import Interview
from persona_tui.insights.contents import value_words
from persona_tui.insights.view import StudyView


def standings(
    view: StudyView, interviews: Sequence[Interview], members: Collection[str]
) -> Callable[[Claim], Standing]:
    """A function that gives the standing of any claim about a persona built from `members`."""
    counting = {interview.id: interview for interview in interviews if view.interview_counts(interview.consent)}
    values = {value.id: value for value in view.values if not value.set_aside and value.known is Known.KNOWN}
    uses = {use.id for use in view.channel_uses}
    asked: dict[str, set[str]] = {}
    for value in values.values():
        asked.setdefault(value.attribute, set()).add(value.person)
    for use in view.channel_uses:
        asked.setdefault(use.channel, set()).add(use.person)
    for talk in counting.values():
        for answer in talk.answers:
            if answer.is_answered:
                asked.setdefault(answer.question, set()).update(talk.people)

    def counts(item: Evidence) -> bool:
        if item.kind is TargetKind.VALUE:
            value = values.get(item.target)
            return value is not None and (not item.exact or value_words(value) == item.exact)
        if item.kind is TargetKind.CHANNEL:
            return item.target in uses
        talk = counting.get(item.container)
        found = talk.line(item.target) if talk else None
        return found is not None and locate(found[1].text, item.exact, item.prefix, item.suffix) is not None

    real = {person.id for person in view.real_people}
    return lambda claim: standing(claim, members=members, real=real, asked=asked, counts=counts)
