"""How documents say dates, lengths and people: the same words in each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from persona_tui.domain.consent import Consent, Scope, covers, latest_consent
from persona_tui.domain.interviews import is_day_alone
from persona_tui.domain.people import Person, Relation, in_order
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import N_, _, ngettext

ASSUMPTION_MARK = "◇"

_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)

_MOST_NAMED = 12
_FEWEST_IN_A_RUN = 3

_PSEUDONYMS = {
    Relation.CUSTOMER: N_("Customer {number}"),
    Relation.PROSPECT: N_("Prospect {number}"),
    Relation.EMPLOYEE: N_("Employee {number}"),
    Relation.RESPONDENT: N_("Respondent {number}"),
}


def day(when: date) -> str:
    """2026-11-02 → "2 Nov 2026"; of a moment, its day."""
    return _("{day} {month} {year}").format(day=when.day, month=_(_MONTHS[when.month - 1]), year=when.year)


def span(days: Iterable[date]) -> str:
    """The first and last of some days: "2 Nov – 14 Nov 2026"; a single day as itself; "" for none."""
    found = sorted({when.date() if isinstance(when, datetime) else when for when in days})
    if not found:
        return ""
    first, last = found[0], found[-1]
    if first == last:
        return day(first)
    if first.year != last.year:
        return _("{first} – {last}").format(first=day(first), last=day(last))
    short = _("{day} {month}").format(day=first.day, month=_(_MONTHS[first.month - 1]))
    return _("{first} – {last}").format(first=short, last=day(last))


def moment(when: datetime) -> str:
    """ "2 Nov 2026, 14:30", as it stands in the record; the day alone where no time is known."""
    if is_day_alone(when):
        return day(when)
    return _("{day}, {time}").format(day=day(when), time=f"{when:%H:%M}")


def length(seconds: int) -> str:
    """2520 → "42 minutes"; "" where nothing was timed."""
    if seconds <= 0:
        return ""
    minutes = max(1, round(seconds / 60))
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


def clock(seconds: int) -> str:
    """723 → "12:03"; past an hour "1:02:03"."""
    hours, rest = divmod(max(0, seconds), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60:02}:{rest % 60:02}"


def pseudonyms(people: Sequence[Person]) -> dict[str, str]:
    """What each person is called in documents, by id: "Customer 3", by the place in the study."""
    return {
        person.id: _(_PSEUDONYMS[person.relation]).format(number=number)
        for number, person in enumerate(in_order(people), start=1)
    }


def called(person_id: str, people: Sequence[Person], consents: Sequence[Consent], *, names: bool) -> str:
    """What a document calls a person: by name only where `names` are wanted and the person's consent covers it."""
    person = next((person for person in people if person.id == person_id), None)
    if person is None:
        return _("Somebody")
    if names and clean_line(person.name) and covers(latest_consent(person_id, consents), Scope.NAME):
        return clean_line(person.name)
    return pseudonyms(people)[person_id]


def called_in_runs(
    ids: Sequence[str], people: Sequence[Person], consents: Sequence[Consent], *, names: bool
) -> list[str]:
    """What a document calls people (ids); of many, those whose numbers follow each other are one: "Customer 3 –
    Customer 40".
    """
    shown = [called(each, people, consents, names=names) for each in ids]
    if len(ids) <= _MOST_NAMED:
        return shown
    numbers = {person.id: number for number, person in enumerate(in_order(people), start=1)}
    numbered = pseudonyms(people)
    runs: list[list[int]] = []
    for place, each in enumerate(ids):
        before = ids[place - 1] if place else ""
        is_next = before in numbers and numbers.get(each) == numbers[before] + 1
        if runs and is_next and shown[place] == numbered[each] and shown[place - 1] == numbered[before]:
            runs[-1].append(place)
        else:
            runs.append([place])
    said: list[str] = []
    for run in runs:
        if len(run) < _FEWEST_IN_A_RUN:
            said += [shown[place] for place in run]
        else:
            said.append(_("{first} – {last}").format(first=shown[run[0]], last=shown[run[-1]]))
    return said


def assumptions_marked() -> str:
    """ "assumptions are marked ◇"."""
    return _("assumptions are marked {mark}").format(mark=ASSUMPTION_MARK)


def count_people(people: Sequence[Person]) -> str:
    """ "7 customers", or "7 people" where they are not customers all."""
    n = len(people)
    if all(person.relation is Relation.CUSTOMER for person in people):
        return ngettext("{n} customer", "{n} customers", n).format(n=n)
    return ngettext("{n} person", "{n} people", n).format(n=n)


def count_interviews(n: int) -> str:
    """ "5 interviews"."""
    return ngettext("{n} interview", "{n} interviews", n).format(n=n)
