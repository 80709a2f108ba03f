"""The line below the rail: one thing to do next, and why, in words for a shop owner.

The rules stand in the order in which they are asked; the first that has something to say is heard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from persona_tui.domain.attributes import Attribute
from persona_tui.domain.interviews import InterviewState
from persona_tui.domain.people import FEWEST_BEST, MOST_BEST, Fit, Person, real_best
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.i18n import _, ngettext
from persona_tui.insights import persona_advice as after
from persona_tui.insights.coverage import coverage
from persona_tui.insights.distances import Distances
from persona_tui.insights.guide import Advice, StepKey, core_people, is_guess, names_of, talked_to
from persona_tui.insights.map_advice import map_out
from persona_tui.insights.view import StudyView

FEWEST_ATTRIBUTES = 5
MOST_ATTRIBUTES = 20
_NAMED_GAPS = 3

Rule = Callable[[StudyView, bool, date], Advice | None]


def advise(view: StudyView, *, shared: bool = False, today: date | None = None) -> Advice:
    """The one thing to do next, and why."""
    day = today or date.today()
    for rule in _RULES:
        found = rule(view, shared, day)
        if found is not None:
            return found
    return after.rest(view)


# --- what is left half done ------------------------------------------------------------------------------------


def _open_talk(view: StudyView, shared: bool, today: date) -> Advice | None:
    for talk in view.interviews:
        if talk.state is InterviewState.STARTED:
            return Advice(
                StepKey.INTERVIEWS,
                _("Go on with the talk with {names}, or finish it.").format(names=names_of(view, talk.people)),
                _("It was started and is not finished."),
                person=_first(talk),
            )
    return None


def _missing_consent(view: StudyView, shared: bool, today: date) -> Advice | None:
    imagined = {person.id for person in view.people if person.imagined}
    for talk in view.interviews:
        if talk.has_words and view.consent(talk.consent) is None and not imagined.issuperset(talk.people):
            return Advice(
                StepKey.INTERVIEWS,
                _("Record what {names} agreed to.").format(names=names_of(view, talk.people)),
                _("What was noted of that talk counts nowhere and stands in no document until then."),
                person=_first(talk),
            )
    return None


# --- customers -------------------------------------------------------------------------------------------------


def _nobody(view: StudyView, shared: bool, today: date) -> Advice | None:
    if view.people:
        return None
    if view.study.start_up:
        return Advice(
            StepKey.CUSTOMERS,
            _("Imagine a customer: whom would you help most?"),
            _("Without customers one starts from a guess. It stays marked as an assumption, everywhere."),
        )
    return Advice(
        StepKey.CUSTOMERS,
        _("Add your best customers, or import your list."),
        _(
            "Ask yourself: who has been with us longest? Who referred us to others? Whom did we show as an example? "
            "Who is so enthusiastic that they bring others?"
        ),
    )


def _few_best(view: StudyView, shared: bool, today: date) -> Advice | None:
    if is_guess(view) or view.interviews or view.personas:
        return None
    count = len(real_best(view.people))
    if count == 0 and view.study.start_up:
        return None
    if count == 0:
        return Advice(
            StepKey.CUSTOMERS,
            _("Say which customers are your best."),
            _("A persona is made from the five to ten who get most out of what you sell."),
        )
    if count < FEWEST_BEST:
        more = FEWEST_BEST - count
        return Advice(
            StepKey.CUSTOMERS,
            ngettext("Add {n} more of your best customers.", "Add {n} more of your best customers.", more).format(
                n=more
            ),
            ngettext(
                "You have {n}. What five to ten have in common is seldom chance.",
                "You have {n}. What five to ten have in common is seldom chance.",
                count,
            ).format(n=count),
        )
    if count > MOST_BEST:
        return Advice(
            StepKey.CUSTOMERS,
            _("Keep the ten best of your {n}, and mark the others as “other”.").format(n=count),
            _("Five to ten are enough to see what they share; more takes longer and blurs the picture."),
        )
    return None


def _one_guess(view: StudyView, shared: bool, today: date) -> Advice | None:
    guesses = [person for person in view.people if person.imagined]
    if not is_guess(view) or len(guesses) != 1 or view.personas:
        return None
    return Advice(
        StepKey.CUSTOMERS,
        _("Imagine a second customer, as different from {name} as you can.").format(name=guesses[0].name),
        _("Two that lie far apart show what they share, and what only one of them needs."),
    )


def _meet_somebody(view: StudyView, shared: bool, today: date) -> Advice | None:
    if not is_guess(view) or view.personas:
        return None
    return after.talk_to_real_people(view)


# --- attributes ------------------------------------------------------------------------------------------------


def _no_purpose(view: StudyView, shared: bool, today: date) -> Advice | None:
    if view.study.purpose.strip() or view.personas:
        return None
    return Advice(
        StepKey.ATTRIBUTES,
        _("Say what you want to find out."),
        _("That decides what is worth knowing of your customers. The rest only makes a persona too narrow."),
    )


def _number_of_attributes(view: StudyView, shared: bool, today: date) -> Advice | None:
    count = len(view.attributes)
    if count == 0:
        return Advice(
            StepKey.ATTRIBUTES,
            _("Choose what you want to know of every customer."),
            _("About twelve things are proposed for what you want to find out; take those that matter."),
        )
    if view.interviews or view.personas:
        return None
    if count < FEWEST_ATTRIBUTES:
        return Advice(
            StepKey.ATTRIBUTES,
            ngettext(
                "Choose more to know of every customer: {n} thing is picked.",
                "Choose more to know of every customer: {n} things are picked.",
                count,
            ).format(n=count),
            _("With so few, your customers can hardly be told apart. About twelve is a good number."),
        )
    if count > MOST_ATTRIBUTES:
        return Advice(
            StepKey.ATTRIBUTES,
            _("Leave some out: {n} things are picked.").format(n=count),
            _("Nobody answers that many, and too many traits make a persona fit one customer alone."),
        )
    return None


# --- interviews ------------------------------------------------------------------------------------------------


def _talks(view: StudyView, shared: bool, today: date) -> Advice | None:
    """A planned talk, or the next one to plan, until enough of the best were asked or there is a persona."""
    if view.personas:
        return None
    planned = _planned_talk(view, shared, today)
    if planned is not None:
        return planned
    talked = talked_to(view)
    asked = {person for talk in view.interviews if talk.has_words for person in talk.people}
    people = [person for person in core_people(view) if not person.imagined]
    waiting = [person for person in people if person.id not in asked]
    enough = len([person for person in people if person.id in asked]) >= min(FEWEST_BEST, len(people))
    if waiting and not enough:
        return _talk_to(view, waiting, talked, _("Plan a talk with {name}."))
    return None


def _planned_talk(view: StudyView, shared: bool, today: date) -> Advice | None:
    asked = {person for talk in view.interviews if talk.has_words for person in talk.people}
    planned = {person for talk in view.interviews if talk.state is InterviewState.PLANNED for person in talk.people}
    coming = [person for person in view.real_people if person.id in planned - asked]
    return _talk_to(view, coming, talked_to(view), _("Talk to {name}.")) if coming else None


def _talk_to(view: StudyView, people: Sequence[Person], talked: set[str], what: str) -> Advice:
    """The one of whom least is known; of equals the one furthest from those who were talked to."""
    found = coverage(people, view.attributes, view.values)
    most = max(len(known.gaps) for known in found)
    tied = [known for known in found if len(known.gaps) == most]
    chosen = tied[0]
    why = _("{name} has not been asked yet.").format(name=chosen.person.name)
    if len(tied) > 1 or not chosen.gaps:
        others = talked or {person.id for person in core_people(view)}
        far = Distances(view.attributes, view.values).furthest_from(others, [known.person.id for known in tied])
        if far is not None:
            chosen = next(known for known in tied if known.person.id == far)
            why = _("{name} lies furthest from the others, so can tell most that is new.").format(
                name=chosen.person.name
            )
    if chosen.gaps:
        why = _("Not known yet: {gaps}.").format(gaps=_some(chosen.gaps))
    return Advice(
        StepKey.INTERVIEWS,
        what.format(name=chosen.person.name),
        why,
        person=chosen.person.id,
        attribute=chosen.gaps[0].key if chosen.gaps else "",
    )


def _misfit(view: StudyView, shared: bool, today: date) -> Advice | None:
    misfits = [person for person in view.real_people if person.fit is Fit.NO_FIT]
    asked = {person for talk in view.interviews if talk.has_words for person in talk.people}
    if not misfits or any(person.id in asked for person in misfits) or view.personas:
        return None
    return Advice(
        StepKey.INTERVIEWS,
        _("Talk to {name}, who does not fit.").format(name=misfits[0].name),
        _("Somebody who does not fit shows where not to spend your time."),
        person=misfits[0].id,
    )


def _gaps(view: StudyView, shared: bool, today: date) -> Advice | None:
    if view.personas:
        return None
    recorded = {(value.person, value.attribute) for value in view.values}
    most: list[Attribute] = []
    person: Person | None = None
    for known in coverage(_whose_gaps_matter(view), view.attributes, view.values):
        gaps = [gap for gap in known.gaps if (known.person.id, gap.key) not in recorded]
        if len(gaps) > len(most):
            most, person = gaps, known.person
    if person is None or len(most) * 2 <= len(view.attributes):
        return None
    return Advice(
        StepKey.ATTRIBUTES,
        _("Ask {name} what is not known yet: {gaps}.").format(name=person.name, gaps=_some(most)),
        _("Less than half of what you picked is known of {name}.").format(name=person.name),
        person=person.id,
        attribute=most[0].key,
    )


def _whose_gaps_matter(view: StudyView) -> list[Person]:
    """Where enough were talked to, those who were: nobody else holds the first persona up."""
    people = [person for person in core_people(view) if not person.imagined]
    talked = [person for person in people if person.id in talked_to(view)]
    return talked if len(talked) >= min(FEWEST_BEST, len(people)) else people


# --- channels --------------------------------------------------------------------------------------------------


def _no_channels(view: StudyView, shared: bool, today: date) -> Advice | None:
    if view.channel_uses or view.personas:
        return None
    people = core_people(view)
    return Advice(
        StepKey.CHANNELS,
        _("Note where your customers are found, {name} first.").format(name=people[0].name)
        if people
        else _("Note where your customers are found."),
        _("A persona says how to reach people: by e-mail, on the web, by phone, in person."),
        person=people[0].id if people else "",
    )


# --- words ----------------------------------------------------------------------------------------------------


def _first(talk: InterviewSummary) -> str:
    return talk.people[0] if talk.people else ""


def _some(gaps: Sequence[Attribute]) -> str:
    named = ", ".join(attribute.label for attribute in gaps[:_NAMED_GAPS])
    more = len(gaps) - _NAMED_GAPS
    if more <= 0:
        return named
    return ngettext("{named} and {n} more", "{named} and {n} more", more).format(named=named, n=more)


_RULES: tuple[Rule, ...] = (
    _nobody,
    _open_talk,
    _missing_consent,
    _few_best,
    _one_guess,
    _no_purpose,
    _number_of_attributes,
    _meet_somebody,
    _talks,
    _misfit,
    _gaps,
    _no_channels,
    map_out,
    after.first_persona,
    after.quote_lost,
    after.words_cut_out,
    after.next_part,
    after.to_be_finished,
    after.second_persona,
    _planned_talk,
    after.review_due,
    after.share,
    after.guess_again,
    after.choose_review,
)
