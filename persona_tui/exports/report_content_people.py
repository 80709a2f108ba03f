"""Who was asked, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

import msgspec

from persona_tui.domain.consent import Consent
from persona_tui.domain.people import Fit, Person, Reason, Relation
from persona_tui.domain.personas import Persona
from persona_tui.domain.summaries import InterviewSummary
from persona_tui.domain.texts import clean_line
from persona_tui.exports.disclosure import Disclosure
from persona_tui.exports.wording import ASSUMPTION_MARK, called, called_in_runs, day, length
from persona_tui.i18n import _, ngettext
from persona_tui.insights.grounds import Context
from persona_tui.insights.pattern_words import in_a_row
from persona_tui.insights.view import StudyView

_MOST_PEOPLE = 40
"""So many have a line each in the list of everybody."""


class ReportPerson(msgspec.Struct, kw_only=True, frozen=True):
    """Somebody in the study: what they are called, why they are in it, the talks with them, their personas."""

    who: str
    why: str = ""
    talked: str = ""
    personas: str = ""
    imagined: bool = False


def people_of(
    view: StudyView, ground: Context, personas: Sequence[Persona], disclosure: Disclosure
) -> list[ReportPerson]:
    """Everybody, in the order in which they are numbered. Of very many, those of whom the same is said are one."""
    of_each = [
        (
            person.id,
            ReportPerson(
                who=called(person.id, view.people, view.consents, names=disclosure.naming),
                why=_why(person, disclosure),
                talked=_talked(person, ground),
                personas=", ".join(clean_line(each.name) for each in personas if person.id in each.people),
                imagined=person.imagined,
            ),
        )
        for person in view.people
    ]
    if len(of_each) <= _MOST_PEOPLE:
        return [told for _id, told in of_each]
    found: list[ReportPerson] = []
    for alike, group in groupby(of_each, key=lambda each: msgspec.structs.replace(each[1], who="")):
        ids = [person for person, _told in group]
        names = called_in_runs(ids, view.people, view.consents, names=disclosure.naming)
        found += [msgspec.structs.replace(alike, who=who) for who in names]
    return found


def how_asked(view: StudyView, ground: Context, bank_titles: Mapping[str, str]) -> list[str]:
    """How people were chosen and asked, in sentences."""
    talks = talks_that_count(ground)
    best = [person for person in view.real_people if person.fit is Fit.BEST and person.relation is Relation.CUSTOMER]
    no_fit = [person for person in view.real_people if person.fit is Fit.NO_FIT]
    imagined = [person for person in view.people if person.imagined]
    said: list[str] = []
    if best:
        text = ngettext(
            "{n} best customer was chosen: one of those who get the most out of what we sell.",
            "{n} best customers were chosen: those who get the most out of what we sell.",
            len(best),
        )
        said.append(text.format(n=len(best)))
    if no_fit:
        text = ngettext(
            "{n} who does not fit was looked at, too: it shows where not to spend time.",
            "{n} who do not fit were looked at, too: it shows where not to spend time.",
            len(no_fit),
        )
        said.append(text.format(n=len(no_fit)))
    if talks:
        timed = [talk for talk in talks if talk.elapsed]
        minutes = round(sum(talk.elapsed for talk in timed) / 60)
        banks = dict.fromkeys(clean_line(bank_titles.get(talk.bank, talk.bank)) for talk in talks if talk.bank)
        guides = in_a_row([_("“{label}”").format(label=bank) for bank in banks])
        text = ngettext("{n} talk was held", "{n} talks were held", len(talks)).format(n=len(talks))
        if minutes and len(timed) == len(talks):
            text += ", " + ngettext("{n} minute in all", "{n} minutes in all", minutes).format(n=minutes)
        elif minutes:
            spent = ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
            text += ", " + _("{minutes} in the {n} whose length is known").format(minutes=spent, n=len(timed))
        said.append(
            f"{text}; " + _("the questions were those of {guides}.").format(guides=guides) if guides else f"{text}."
        )
        said.append(
            _when_they_agreed(ground, talks)
            + " "
            + _(
                "What was said is kept word for word where it is in quotation marks, and apart from what the "
                "interviewer made of it."
            )
        )
    else:
        said.append(_("Nobody has been interviewed yet."))
    if imagined:
        text = ngettext(
            "{n} customer is imagined ({mark}): an assumption, never a voice.",
            "{n} customers are imagined ({mark}): assumptions, never voices.",
            len(imagined),
        )
        said.append(text.format(n=len(imagined), mark=ASSUMPTION_MARK))
    return said


def talks_that_count(ground: Context) -> list[InterviewSummary]:
    """The talks with words that a consent covers, the oldest first."""
    talks = [
        talk
        for talk in ground.view.interviews
        if talk.has_words and any(ground.covers(talk.consent, person) for person in talk.people)
    ]
    return sorted(talks, key=lambda talk: (talk.started_at or talk.created, talk.id))


def _when_they_agreed(ground: Context, talks: Sequence[InterviewSummary]) -> str:
    """Whether consent came before the first note, as far as the days on record tell."""
    consents = {consent.id: consent for consent in ground.view.consents}
    linked = [(talk, consents[talk.consent]) for talk in talks if talk.consent in consents]
    late = {
        person
        for talk, consent in linked
        if talk.started_at is not None and _is_after(consent, talk.started_at.date())
        for person in talk.people
        if ground.covers(talk.consent, person)
    }
    if late:
        return ngettext(
            "Everybody whose words stand here agreed, {n} of them after the talk.",
            "Everybody whose words stand here agreed, {n} of them after their talks.",
            len(late),
        ).format(n=len(late))
    if any(talk.started_at is None for talk, _consent in linked):
        return _("Everybody whose words stand here agreed.")
    return _("Everybody whose words stand here agreed before the first note.")


def _is_after(consent: Consent, held: date) -> bool:
    """Whether a consent came after a day. A consent's day is the owner's, a talk's that of UTC: one of the day that
    follows, which was on record on the talk's day already, was given far east and not after it.
    """
    days = (consent.given_on - held).days
    return days > 1 or (days == 1 and consent.created.date() > held)


def _why(person: Person, disclosure: Disclosure) -> str:
    reasons = {
        Reason.LONGEST: _("with us longest"),
        Reason.REFERRED: _("referred others"),
        Reason.CASE_STUDY: _("in a case study"),
        Reason.ENTHUSIAST: _("most enthusiastic"),
        Reason.OTHER: _("another reason"),
    }
    fits = {Fit.BEST: _("best customer"), Fit.OTHER: _("other customer"), Fit.NO_FIT: _("does not fit")}
    relations = {
        Relation.PROSPECT: _("prospect"),
        Relation.EMPLOYEE: _("employee"),
        Relation.RESPONDENT: _("answered a survey"),
    }
    parts = [relations.get(person.relation) or fits[person.fit], *(reasons[reason] for reason in person.reasons)]
    return ", ".join(parts)


def _talked(person: Person, ground: Context) -> str:
    if person.imagined:
        return _("imagined")
    shown = []
    for talk in talks_that_count(ground):
        if person.id in talk.people and ground.covers(talk.consent, person.id):
            parts = [day(talk.started_at) if talk.started_at else "", length(talk.elapsed)]
            shown.append(", ".join(part for part in parts if part) or _("yes"))
    if not shown and any(talk.has_words and person.id in talk.people for talk in ground.view.interviews):
        return _("left out: no consent")
    return "; ".join(shown) or _("not yet")
