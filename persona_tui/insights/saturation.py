"""How many new themes each interview brought, and whether another one is likely to pay.

After Guest, Bunce & Johnson, "How many interviews are enough? An experiment with data saturation and variability",
Field Methods 18(1), 2006, 59–82: most themes of a homogeneous group were there after six interviews, nearly all after
twelve. Two interviews in a row without a new theme as the mark to stop at is the run length of Guest, Namey & Chen,
"A simple method to assess and report thematic saturation in qualitative research", PLOS ONE 15(5), 2020, e0232076.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from persona_tui.domain.evidence import Evidence
from persona_tui.domain.interviews import Interview
from persona_tui.domain.marks import Mark
from persona_tui.domain.people import Fit
from persona_tui.domain.records import FixedPart
from persona_tui.domain.summaries import InterviewSummary, summarise
from persona_tui.domain.variables import Theme
from persona_tui.i18n import _, ngettext
from persona_tui.insights.view import StudyView

WITHOUT_A_NEW_ONE = 2
"""After so many interviews in a row that brought no new theme, another one is unlikely to pay."""
FEW_INTERVIEWS = 6
"""Below this many, what they have in common may yet be luck."""
_THEME_MARKS = (Mark.PAIN, Mark.GOAL, Mark.MOTIVATOR, Mark.CHANNEL)


class Brought(FixedPart, kw_only=True, frozen=True):
    """What one interview (an id) brought: `new` themes that no earlier one had, of the `themes` that it speaks to.

    `people` are the ids of those who were talked to. `is_sorted` is False while fewer than half of its marked lines
    stand in a theme: what it brought is not known yet.
    """

    interview: str
    people: tuple[str, ...] = ()
    new: int = 0
    themes: int = 0
    is_sorted: bool = True


class Saturation(FixedPart, kw_only=True, frozen=True):
    """What each interview brought, the first one first, and how many themes there are."""

    interviews: tuple[Brought, ...] = ()
    themes: int = 0

    @property
    def without_a_new_one(self) -> int:
        """How many interviews at the end, in a row, brought no new theme; none counts that is not sorted yet."""
        run = 0
        for brought in reversed(self.interviews):
            if brought.new or not brought.is_sorted:
                break
            run += 1
        return run

    @property
    def is_reached(self) -> bool:
        """Whether another interview is unlikely to bring a new theme."""
        return bool(self.themes) and self.without_a_new_one >= WITHOUT_A_NEW_ONE

    @property
    def sentence(self) -> str:
        """What it comes to, in plain words; "" while no interview says anything."""
        if not self.interviews:
            return ""
        if not self.themes:
            return _("No themes yet. Once lines are grouped, this says whether another interview is likely to pay.")
        unsorted = [brought for brought in self.interviews[-WITHOUT_A_NEW_ONE:] if not brought.is_sorted]
        if unsorted:
            n = len(unsorted)
            return ngettext(
                "Most lines of {n} of the last interviews are in no theme yet. Sort them, and this says whether "
                "another interview is likely to pay.",
                "Most lines of the last {n} interviews are in no theme yet. Sort them, and this says whether "
                "another interview is likely to pay.",
                n,
            ).format(n=n)
        run = self.without_a_new_one
        if run >= WITHOUT_A_NEW_ONE:
            parts = [_("The last {n} interviews brought no new theme: another is unlikely to pay.").format(n=run)]
            if len(self.interviews) < FEW_INTERVIEWS:
                parts.append(_("These are few, so take it with care."))
            return " ".join(parts)
        if run:
            return _("The last interview brought no new theme. If the next one brings none, more are unlikely to pay.")
        n = self.interviews[-1].new
        return ngettext(
            "The last interview brought {n} new theme: another is likely to pay.",
            "The last interview brought {n} new themes: another is likely to pay.",
            n,
        ).format(n=n)


def saturation(
    themes: Sequence[Theme],
    interviews: Iterable[Interview | InterviewSummary],
    counts: Callable[[Evidence], bool] | None = None,
) -> Saturation:
    """How many new themes each of the interviews brought, in the order in which they were held.

    `interviews` are those that count. `counts` says of a piece of evidence whether it still holds; without it, all of
    it does. A theme is new in the first interview of which a line stands in it; one without lines is no theme yet.
    """
    summaries = [talk if isinstance(talk, InterviewSummary) else summarise(talk) for talk in interviews]
    held = [[item for item in theme.evidence if counts is None or counts(item)] for theme in themes]
    seen: set[int] = set()
    found: list[Brought] = []
    for talk in sorted(summaries, key=lambda talk: (talk.started_at or talk.created, talk.id)):
        inside = {number for number, pieces in enumerate(held) if any(item.container == talk.id for item in pieces)}
        lines = {item.target for pieces in held for item in pieces if item.container == talk.id}
        marked = sum(talk.marks.get(mark.value, 0) for mark in _THEME_MARKS)
        found.append(
            Brought(
                interview=talk.id,
                people=tuple(talk.people),
                new=len(inside - seen),
                themes=len(inside),
                is_sorted=len(lines) * 2 >= marked,
            )
        )
        seen |= inside
    return Saturation(interviews=tuple(found), themes=len(seen))


def saturation_of(view: StudyView, counts: Callable[[Evidence], bool] | None = None) -> Saturation:
    """The same of a study: over the interviews that hold words, rest on a consent that stands, and were held with
    somebody real; those whom the business does not want are another group, and bring themes of their own.
    """
    real = {person.id for person in view.real_people if person.fit is not Fit.NO_FIT}
    talks = [
        talk
        for talk in view.interviews
        if talk.has_words and real & set(talk.people) and view.interview_counts(talk.consent)
    ]
    return saturation(view.themes, talks, counts)
