"""What to do next once there are personas to build, to share and to look at again. See `advice`."""

from __future__ import annotations

from datetime import date

from persona_tui.domain.consent import Scope
from persona_tui.domain.people import Fit
from persona_tui.domain.personas import CUT, FieldKey, Missing, Persona, is_complete, is_finished, what_is_missing
from persona_tui.i18n import N_, _
from persona_tui.insights.coherence import typed_texts
from persona_tui.insights.distances import Distances
from persona_tui.insights.guide import FEWEST_PERSONAS, Advice, StepKey, core_people, is_guess, names_of, talked_to
from persona_tui.insights.map_advice import from_pattern, other_group
from persona_tui.insights.view import StudyView

CHECK = "check"
"""Where a persona is checked, finished and looked at again: behind its last part, and no part of the template."""

# --- personas --------------------------------------------------------------------------------------------------


def first_persona(view: StudyView, shared: bool, today: date) -> Advice | None:
    if view.personas:
        return None
    pair = Distances(view.attributes, view.values).furthest_pair([person.id for person in core_people(view)])
    if pair is None:
        what = _("Begin your first persona.")
    else:
        what = _("Begin your first persona, with {name} and those who are like {name}.").format(
            name=names_of(view, pair[:1])
        )
    return Advice(
        StepKey.PERSONAS,
        what,
        _("Start with two personas, from the two best customers that lie furthest apart."),
        person=pair[0] if pair else "",
    )


def is_quote_lost(view: StudyView, persona: Persona) -> bool:
    """Whether no consent covers the words of a persona's quote any more."""
    said_in = {piece.container for piece in persona.quote.pieces} if persona.quote is not None else set()
    talks = (talk for talk in view.interviews if talk.id in said_in)
    return any(not view.interview_counts(talk.consent, Scope.QUOTES) for talk in talks)


def quote_lost(view: StudyView, shared: bool, today: date) -> Advice | None:
    """Another quote, where no consent covers the words of a persona's any more."""
    for persona in view.personas:
        if is_quote_lost(view, persona):
            return Advice(
                StepKey.PERSONAS,
                _("Choose another quote for {name}.").format(name=_called(persona)),
                _("No consent covers those words any more, so they stand in no document."),
                persona=persona.id,
                part=Missing.QUOTE.value,
            )
    return None


def words_cut_out(view: StudyView, shared: bool, today: date) -> Advice | None:
    """Other words, where those of somebody who was forgotten were cut out of a persona."""
    for persona in view.personas:
        part = next((part for part, _claim, text in typed_texts(persona) if CUT in text), "")
        if part:
            return Advice(
                StepKey.PERSONAS,
                _("Say in words of your own what “{cut}” left out of {name}.").format(cut=CUT, name=_called(persona)),
                _("Words of somebody who was forgotten stood there."),
                persona=persona.id,
                part=part,
            )
    return None


def next_part(view: StudyView, shared: bool, today: date) -> Advice | None:
    for persona in view.personas:
        missing = what_is_missing(persona)
        if missing:
            return advice_on_part(view, persona, missing[0])
    return None


def to_be_finished(view: StudyView, shared: bool, today: date) -> Advice | None:
    unfinished = (persona for persona in view.personas if is_complete(persona) and not is_finished(persona))
    return next((advice_to_finish(persona) for persona in unfinished), None)


def advice_to_finish(persona: Persona) -> Advice:
    """To check a persona whose parts are all filled, and to call it finished."""
    return Advice(
        StepKey.PERSONAS,
        _("Check and finish {name}.").format(name=_called(persona)),
        _("The last part shows what does not hold together yet; finished, it is kept with a day to look at it again."),
        persona=persona.id,
    )


def advice_on_part(view: StudyView, persona: Persona, part: str) -> Advice:
    """To fill in one part of a persona (a key of `Missing`, or of a field), and why."""
    what, why = _part(view, persona, part)
    return Advice(StepKey.PERSONAS, what.format(name=_called(persona)), why, persona=persona.id)


_PARTS: dict[str, tuple[str, str]] = {
    Missing.PEOPLE: (
        N_("Choose which customers {name} is built from."),
        N_("Without them nothing that you write can rest on anybody."),
    ),
    Missing.NAME: (
        N_("Give the persona a name."),
        N_("Colleagues remember somebody with a name; it is never a customer’s own."),
    ),
    Missing.FACE: (N_("Give {name} a face."), N_("A face is remembered. A drawn one stands for nobody in particular.")),
    Missing.QUOTE: (
        N_("Choose a quote for {name}."),
        N_("One sentence in a customer’s own words says more than a paragraph about them."),
    ),
    FieldKey.DEMOGRAPHICS: (
        N_("Say who {name} is: age, family, where from."),
        N_("What you know of these customers stands beside the field, ready to take over."),
    ),
    FieldKey.PSYCHOGRAPHICS: (
        N_("Say how {name} lives: what matters, what they do, what they value."),
        N_("This is what tells your customers apart, more than their age."),
    ),
    FieldKey.SOCIOECONOMICS: (
        N_("Say what {name} does for a living, and how they are off."),
        N_("It shows what they can spend, and when they have time."),
    ),
    FieldKey.FIRMOGRAPHICS: (
        N_("Say what kind of business {name} works for."),
        N_("Industry and size show which businesses are worth approaching."),
    ),
    FieldKey.GOALS: (
        N_("Say what {name} wants to reach."),
        N_("People buy what brings them nearer to a goal of theirs."),
    ),
    FieldKey.PAINS: (N_("Say what stands in {name}’s way."), N_("What hurts is what people look for help with.")),
    FieldKey.MOTIVATORS: (N_("Say what moves {name} to buy."), N_("It shows what to say first, and what not to.")),
    FieldKey.CHANNELS: (N_("Say where {name} is found."), N_("A message helps only where it is read.")),
}


def _part(view: StudyView, persona: Persona, part: str) -> tuple[str, str]:
    if part == Missing.QUOTE and not _somebody_to_quote(view, persona):
        return (
            _("Ask one of {name}’s customers whether you may quote them."),
            _("A quote needs a talk and a yes to being quoted; none of these customers has given both yet."),
        )
    if part in _PARTS:
        what, why = _PARTS[part]
        return _(what), _(why)
    field = persona.field(part)
    label = (field.label if field else "").replace("{", "{{").replace("}", "}}")
    return (
        _("Fill in “{label}” for {name}, or remove it.").replace("{label}", label),
        _("You added it yourself; empty it only takes space."),
    )


def _somebody_to_quote(view: StudyView, persona: Persona) -> bool:
    members = set(persona.people)
    return any(
        members & set(talk.people) and talk.has_words and view.interview_counts(talk.consent, Scope.QUOTES)
        for talk in view.interviews
    )


def second_persona(view: StudyView, shared: bool, today: date) -> Advice | None:
    if len(view.personas) >= FEWEST_PERSONAS:
        return None
    grouped = from_pattern(view) or other_group(view)
    if grouped is not None:
        return grouped
    first = set(view.personas[0].people) if view.personas else set()
    talked = talked_to(view)
    others = [person.id for person in core_people(view) if person.id not in first]
    others = [person for person in others if person in talked] or others
    far = Distances(view.attributes, view.values).furthest_from(first, others) or (others[0] if others else "")
    name = _called(view.personas[0]) if view.personas else ""
    what = (
        _("Begin a second persona, with {person}.").format(person=names_of(view, [far]))
        if far
        else _("Begin a second persona, as different from {name} as you can.").format(name=name)
    )
    why = (
        _("{person} lies furthest from {name}; others will turn up between the two.").format(
            person=names_of(view, [far]), name=name
        )
        if far
        else _("With one persona alone everybody seems to be like it.")
    )
    return Advice(StepKey.PERSONAS, what, why, person=far)


def _called(persona: Persona) -> str:
    return persona.name.strip() or _("the persona")


# --- sharing and reviewing -------------------------------------------------------------------------------------


def review_due(view: StudyView, shared: bool, today: date) -> Advice | None:
    days = [(p.review_on, p) for p in view.personas if p.review_on is not None and p.review_on <= today]
    if days:
        persona = min(days, key=lambda item: item[0])[1]
        return Advice(
            StepKey.PERSONAS,
            _("Review {name}: does it still hold?").format(name=_called(persona)),
            _("The day you chose for it has come. Markets move, and personas age with them."),
            persona=persona.id,
            part=CHECK,
        )
    if view.personas and view.study.review_on is not None and view.study.review_on <= today:
        return Advice(
            StepKey.PERSONAS,
            _("Review your personas: do they still hold?"),
            _("The day you chose for it has come. Markets move, and personas age with them."),
        )
    return None


def share(view: StudyView, shared: bool, today: date) -> Advice | None:
    if shared:
        return None
    return Advice(
        StepKey.SHARE,
        _("Make the documents, and share them."),
        _("A persona helps when everybody who meets customers has it: sales, service, partners."),
    )


def guess_again(view: StudyView, shared: bool, today: date) -> Advice | None:
    return talk_to_real_people(view) if is_guess(view) else None


def choose_review(view: StudyView, shared: bool, today: date) -> Advice | None:
    if view.study.review_on is not None or any(persona.review_on is not None for persona in view.personas):
        return None
    return Advice(
        StepKey.SHARE,
        _("Choose a day to review your personas, a year from now, say."),
        _("Markets move; without a day, nobody looks again."),
    )


def rest(view: StudyView) -> Advice:
    days = [persona.review_on for persona in view.personas if persona.review_on is not None]
    if view.study.review_on is not None:
        days.append(view.study.review_on)
    if not any(person.fit is Fit.NO_FIT for person in view.people):
        return Advice(
            StepKey.CUSTOMERS,
            _("Add somebody who does not fit, and ask them why."),
            _("Your personas are complete; who is not one of them shows where not to spend your time."),
        )
    when = min(days, default=None)
    what = (
        _("Nothing is due before the review on {day}.").format(day=when.isoformat()) if when else _("Nothing is due.")
    )
    return Advice(
        StepKey.PERSONAS,
        what,
        _("Every persona is complete. Talk to a new customer now and then, and see whether they fit one."),
    )


def talk_to_real_people(view: StudyView) -> Advice:
    like = next((person for person in view.people if person.imagined), None)
    return Advice(
        StepKey.CUSTOMERS,
        _("Find somebody real who is like {name}, and add them as a prospect.").format(name=like.name if like else "?"),
        _("So far everything is an assumption. One talk with a real person tells more than ten guesses."),
        person=like.id if like else "",
    )
