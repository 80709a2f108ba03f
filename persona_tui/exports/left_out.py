"""What a document says of that which it leaves out, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from persona_tui.domain.attributes import Attribute, Care
from persona_tui.domain.questions import Question
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext


def left_out_for_care(
    keys: Sequence[str], attributes: Mapping[str, Attribute], questions: Mapping[str, Question]
) -> list[str]:
    """A sentence for each thing that is too personal to show unasked; `keys` has one for each claim."""
    sentences: list[str] = []
    for key in dict.fromkeys(keys):
        n = keys.count(key)
        attribute = attributes.get(questions[key].attribute if key in questions else key)
        if attribute is None:
            text = ngettext(
                "{n} claim rests on a personal question and is left out.",
                "{n} claims rest on a personal question and are left out.",
                n,
            )
        elif attribute.care is Care.SPECIAL:
            text = ngettext(
                "{n} claim about “{label}” is left out: it is specially protected.",
                "{n} claims about “{label}” are left out: it is specially protected.",
                n,
            )
        else:
            text = ngettext(
                "{n} claim about “{label}” is left out: it is personal.",
                "{n} claims about “{label}” are left out: it is personal.",
                n,
            )
        sentences.append(text.format(n=n, label=clean_line(attribute.label) if attribute else ""))
    return sentences


def also_left_out(repeating: int, lost_quote: str, no_face_yet: bool) -> list[str]:
    """A sentence on the claims, so many, that repeat words which may not be shown, on a quote that is not shown for
    that reason ("lost", "quotes", "sharing"; "" for none), and on a picture that nobody agreed to yet.
    """
    sentences: list[str] = []
    if repeating:
        text = ngettext(
            "{n} claim is left out: it repeats words that may not stand here.",
            "{n} claims are left out: they repeat words that may not stand here.",
            repeating,
        )
        sentences.append(text.format(n=repeating))
    why_no_quote = {
        "lost": _("The quote is left out: its words have changed, or no consent covers quoting them any more."),
        "quotes": _("The quote is left out: this document shows nobody's words."),
        "sharing": _("The quote is left out: its words may not be shared outside the business."),
    }
    if lost_quote:
        sentences.append(why_no_quote.get(lost_quote, why_no_quote["lost"]))
    if no_face_yet:
        sentences.append(_("The picture is left out: the person in it has not agreed to this use yet."))
    return sentences


def held_back_sentences(held_back: Mapping[str, int]) -> list[str]:
    """What a document that shows evidence says of words that it does not show."""
    sentences: list[str] = []
    if held_back.get("quotes"):
        sentences.append(_("Nobody's words are shown: who said something and when stands in their place."))
    if n := held_back.get("consent", 0):
        text = ngettext(
            "{n} passage is not shown word for word: no consent covers quoting it.",
            "{n} passages are not shown word for word: no consent covers quoting them.",
            n,
        )
        sentences.append(text.format(n=n))
    if n := held_back.get("sharing", 0):
        text = ngettext(
            "{n} passage is not shown: whoever said it has not agreed to sharing outside the business.",
            "{n} passages are not shown: those who said them have not agreed to sharing outside the business.",
            n,
        )
        sentences.append(text.format(n=n))
    return sentences
