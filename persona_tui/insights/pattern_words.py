"""What was found, in words for a shop owner: never percentages of seven people, and luck never passed for meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from persona_tui.i18n import _, ngettext
from persona_tui.insights.apart import Apart, Rest
from persona_tui.insights.contents import plain_number
from persona_tui.insights.follows import Follows, Why
from persona_tui.insights.mapping import Mapped, variable_label
from persona_tui.insights.patterns import Candidate, Patterns
from persona_tui.insights.view import StudyView

_NAMED = 8
_DIFFERENCES = 3


def only_luck() -> str:
    """The sentence that stands wherever luck is spoken of."""
    return _("This only tells whether luck could have made a group. What it means, and whether it matters, you judge.")


def how_it_was_weighed(found: Patterns) -> str:
    """With how many shuffles, and from which seed."""
    text = ngettext(
        "Held against {n} shuffle (seed {seed}).", "Held against {n} shuffles (seed {seed}).", found.shuffles
    )
    said = text.format(n=f"{found.shuffles:,}", seed=found.seed)
    stopped = _("It was stopped before the end: fewer shuffles say less.")
    return f"{said} {stopped}" if found.stopped else said


def luck_words(candidate: Candidate, found: Patterns) -> str:
    """How often luck brings a group like this: "groups like this turn up by luck in 2 of 100 shuffles"."""
    if not found.shuffles:
        return _("not held against luck")
    often = ceil(candidate.chance * 100 - 1e-9)
    if candidate.chance < 0.01:
        return _("groups like this turn up by luck in fewer than 1 of 100 shuffles")
    said = _("groups like this turn up by luck in {n} of 100 shuffles").format(n=often)
    return said if candidate.beyond_luck else _("{said}: it may well be luck").format(said=said)


def usual_luck(candidate: Candidate, found: Patterns) -> str:
    """How many things the best group of this size shares by luck; "" for the groups of a crowd, which differ in size,
    and where nothing was shuffled.
    """
    if candidate.luck is None or not found.shuffles:
        return ""
    size, mean = len(candidate.people), candidate.luck.mean
    return ngettext(
        "Luck alone brings the best group of {size} to about {n} thing.",
        "Luck alone brings the best group of {size} to about {n} things.",
        round(mean),
    ).format(size=size, n=round(mean))


def band_words(variable: Mapped, band: int) -> str:
    """Where a band lies, in the words of the poles or options, or the span of the numbers in it."""
    if variable.variable.is_choice:
        options = variable.variable.options
        return _("“{label}”").format(label=options[band].label) if band < len(options) else _("another answer")
    low, high = variable.variable.low, variable.variable.high
    if low and high:
        if not variable.cuts:
            return _("all in one place")
        if band == 0:
            return _("“{label}”").format(label=low)
        if band == len(variable.cuts):
            return _("“{label}”").format(label=high)
        return _("in between")
    amounts = [
        place.amount
        for person, place in variable.places.items()
        if place.amount is not None and variable.bands.get(person) == band
    ]
    if amounts:
        least, most = plain_number(min(amounts)), plain_number(max(amounts))
        return least if least == most else f"{least}–{most}"
    if not variable.cuts:
        return _("all in one place")
    return _("low") if band == 0 else _("high") if band == len(variable.cuts) else _("in between")


def people_words(people: Sequence[str], view: StudyView, most: int = _NAMED) -> str:
    """The names of people (ids): "Anna, Bram and Carla"; of many the first, and how many more there are."""
    names = {person.id: person.name for person in view.people}
    named = [names.get(person, "?") for person in people]
    if len(named) > most:
        return _("{names} and {n} more").format(names=", ".join(named[: most - 2]), n=f"{len(named) - most + 2:,}")
    return in_a_row(named)


def in_a_row(said: Sequence[str]) -> str:
    """Words in a row: “Anna, Bram and Carla”."""
    if len(said) < 2:
        return "".join(said)
    return _("{names} and {last}").format(names=", ".join(said[:-1]), last=said[-1])


def group_words(candidate: Candidate, view: StudyView, found: Patterns) -> str:
    """Who it is, and on how many things they stand together."""
    who = people_words(candidate.people, view)
    if candidate.middle:
        names = {person.id: person.name for person in view.people}
        return _("{n} people around {name}: most of them stand together on {shared} of {things} things").format(
            n=f"{len(candidate.people):,}",
            name=names.get(candidate.middle, "?"),
            shared=len(candidate.shared),
            things=len(found.units),
        )
    return _("{who}: together on {shared} of {things} things").format(
        who=who, shared=len(candidate.shared), things=len(found.units)
    )


def stands_words(variable: Mapped, band: int) -> str:
    """A variable and where somebody stands on it, in a phrase: of a line without a name, one pole and not the other."""
    low, high = variable.variable.low, variable.variable.high
    if variable.variable.is_choice or variable.variable.label or not (low and high) or not variable.cuts:
        return _("{label}: {where}").format(label=variable_label(variable.variable), where=band_words(variable, band))
    if band == 0:
        return _("{pole} (not: {other})").format(pole=low, other=high)
    if band == len(variable.cuts):
        return _("{pole} (not: {other})").format(pole=high, other=low)
    return _("between “{low}” and “{high}”").format(low=low, high=high)


def together_on(candidate: Candidate, variables: Sequence[Mapped]) -> list[str]:
    """What they share, each as a phrase: where they stand, or where most of a crowd's group do; of what counts once
    with something else that they share, that it does.
    """
    by_id = {each.id: each for each in variables}
    rows = []
    for variable in (*candidate.shared, *candidate.also):
        bands = [by_id[variable].bands[person] for person in candidate.people if person in by_id[variable].bands]
        band = max(sorted(set(bands)), key=bands.count, default=0)
        stands = stands_words(by_id[variable], band)
        if variable in candidate.also:
            stands = _("{stands}; counts once with one of these").format(stands=stands)
        rows.append(stands)
    return rows


def split_on(candidate: Candidate, variables: Sequence[Mapped], view: StudyView) -> list[tuple[str, str]]:
    """Where they split: (what it is called, who stands where)."""
    by_id = {each.id: each for each in variables}
    rows = []
    for variable in candidate.splits:
        mapped = by_id[variable]
        standing = {mapped.bands[person] for person in candidate.people if person in mapped.bands}
        said = [
            _("{who} {where}").format(
                who=people_words([each for each in candidate.people if mapped.bands.get(each) == band], view),
                where=band_words(mapped, band),
            )
            for band in sorted(standing)
        ]
        rows.append((variable_label(mapped.variable), "; ".join(said)))
    return rows


def follows_words(follows: Follows, variables: Sequence[Mapped], view: StudyView) -> str:
    """Why a variable does not count by itself, as a sentence."""
    return _follows_sentence([follows], variables, view)


def what_counts_once(found: Patterns, variables: Sequence[Mapped], view: StudyView) -> list[str]:
    """Why variables count once, a sentence for each reason; what has the same reason stands together."""
    alike: dict[tuple[Why, tuple[str, ...], str, bool], list[Follows]] = {}
    for follows in found.follows:
        together = follows.why in (Why.SAME_ANSWER, Why.ALL_ALIKE, Why.CONFIRMED)
        reason = follows.variable if not together else follows.answer
        alike.setdefault((follows.why, follows.of, reason, together), []).append(follows)
    return [_follows_sentence(group, variables, view) for group in alike.values()]


def _follows_sentence(group: Sequence[Follows], variables: Sequence[Mapped], view: StudyView) -> str:
    by_id = {each.id: each for each in variables}
    this = in_a_row([_quoted(by_id, follows.variable) for follows in group])
    that = in_a_row([_quoted(by_id, variable) for variable in group[0].of])
    who = people_words(group[0].people, view, 4)
    texts = {
        Why.CONFIRMED: _("You said: {this} → {that}. They count once."),
        Why.SAME_ORDER: _("{this} puts {n} customers in nearly the same order as {that}, or in the reverse."),
        Why.MUCH_ALIKE: _("{this} says much the same of {n} customers as {that}."),
        Why.SAME_GROUPS: _("{this} divides {n} customers exactly as {that} does."),
        Why.DETERMINED: _("{this} and {that}: whoever knows one of them knows the other, for {n} customers."),
        Why.PRODUCT: _("{this} is about {that} multiplied, for {n} customers."),
        Why.SAME_ANSWER: _("“{answer}” says the same in {this} as {that} does: it is about {who} each time."),
        Why.ALL_ALIKE: _("Nearly the same for all who are known: {this}, as well as {that}."),
    }
    n = max(follows.known for follows in group)
    return texts[group[0].why].format(this=this, that=that, n=n, answer=group[0].answer, who=who)


def count_once_words(found: Patterns) -> str:
    """That what follows counts once until the person says otherwise; "" where nothing does."""
    proposed = sum(not follows.confirmed for follows in found.follows)
    if not proposed:
        return ""
    return _(
        "These count once, so that one thing asked twice is not taken for two. If two of them are different things "
        "after all, say so, and each will count."
    )


def waiting_words(candidate: Candidate, found: Patterns, variables: Sequence[Mapped], view: StudyView) -> str:
    """Why a group is not called beyond luck yet, and what the person has to say first."""
    by_id = {each.id: each for each in variables}
    theirs = {*candidate.shared, *candidate.also}
    alike = [
        _("{this} and {that}").format(this=_quoted(by_id, item.variable), that=_quoted(by_id, item.of[0]))
        for item in found.follows
        if not item.sure and item.variable in theirs and item.of[0] in theirs
    ]
    first = _("{who} stand together on {n} things, if these are different things. Luck would seldom do that.").format(
        who=people_words(candidate.people, view), n=len(candidate.shared)
    )
    if not alike:
        return first
    then = _("Say first whether they are: {things}.").format(things="; ".join(alike[:_DIFFERENCES]))
    return f"{first} {then}"


def apart_words(apart: Apart, variables: Sequence[Mapped], view: StudyView) -> str:
    """The two that lie furthest apart and on what they differ; or what is missing and whom to ask what."""
    if apart.one is None or apart.other is None:
        return missing_words(apart, variables, view)
    by_id = {each.id: each for each in variables}
    said = [_difference_words(by_id[each.variable], each.one, each.other) for each in apart.differences[:_DIFFERENCES]]
    who = _("{one} lie furthest from {other}").format(
        one=people_words(apart.one.people, view, 5), other=people_words(apart.other.people, view, 5)
    )
    sentence = _("{who}: they differ most on {things}.").format(who=who, things="; ".join(said)) if said else f"{who}."
    return " ".join([sentence, surer_words(apart, variables, view)]).strip()


def surer_words(apart: Apart, variables: Sequence[Mapped], view: StudyView) -> str:
    """Whether the two furthest apart may be luck, and what would make it surer; "" where they are not known."""
    if apart.rest is None:
        return ""
    rests = {
        Rest.KEPT: _("Both are groups that you kept."),
        Rest.BEYOND_LUCK: _("Luck seldom makes groups like either of them."),
        Rest.ONE_BEYOND_LUCK: _("Luck seldom makes a group like one of them; the other may well be luck."),
        Rest.MAYBE_LUCK: _("Both may well be luck: see whether you can say why they belong together."),
    }
    said = [rests[apart.rest]]
    if apart.rest in (Rest.MAYBE_LUCK, Rest.ONE_BEYOND_LUCK) and apart.missing:
        said += [_("To be surer:"), *asks_words(apart, variables, view)[:1]]
    return " ".join(said)


def _difference_words(variable: Mapped, one: int, other: int) -> str:
    ours, theirs = band_words(variable, one), band_words(variable, other)
    if variable.variable.label:
        return _("“{label}” ({one} against {other})").format(label=variable.variable.label, one=ours, other=theirs)
    if _("in between") not in (ours, theirs):
        return _("{one} against {other}").format(one=ours, other=theirs)
    return _("“{label}” ({one} against {other})").format(
        label=variable_label(variable.variable), one=ours, other=theirs
    )


def missing_words(apart: Apart, variables: Sequence[Mapped], view: StudyView) -> str:
    """What is missing to tell who lies furthest apart, and whom to ask what."""
    first = ngettext(
        "Too little is known to tell who lies furthest apart: {n} customer who may fit was asked and is on the map.",
        "Too little is known to tell who lies furthest apart: {n} customers who may fit were asked and are on the map.",
        len(apart.asked),
    ).format(n=len(apart.asked))
    return " ".join([first, *asks_words(apart, variables, view)])


def asks_words(apart: Apart, variables: Sequence[Mapped], view: StudyView) -> list[str]:
    """Whom to ask about what, a sentence for each customer."""
    by_id = {each.id: each for each in variables}
    asks = []
    for ask in apart.missing:
        who = people_words([ask.person], view)
        what = ", ".join(_quoted(by_id, variable) for variable in ask.variables[:_DIFFERENCES])
        if ask.talk and what:
            asks.append(_("Talk to {who}, and ask about {what}.").format(who=who, what=what))
        elif ask.talk:
            asks.append(_("Talk to {who}.").format(who=who))
        else:
            asks.append(_("Ask {who} about {what}.").format(who=who, what=what))
    return asks


def _quoted(by_id: Mapping[str, Mapped], variable: str) -> str:
    return _("“{label}”").format(label=variable_label(by_id[variable].variable))
