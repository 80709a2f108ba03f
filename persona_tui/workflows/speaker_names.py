"""Which of the names in a transcript is a customer: names as programs write them, against names in the study. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _

_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")


def split_speakers(written: Iterable[str]) -> dict[str, str]:
    """Name in the file → customer, from "Bram J.=Bram Jansen"; "" for a name alone, which is the customer talked to.

    Raises PlainError for no name.
    """
    found: dict[str, str] = {}
    for text in written:
        name, equals, customer = text.partition("=")
        if not clean_line(name) or (equals and not clean_line(customer)):
            raise PlainError(
                _("“{text}” names no speaker: write the name in the file, an equals sign and the customer.").format(
                    text=text
                )
            )
        found[clean_line(name)] = clean_line(customer)
    return found


def guess_speaker(customer: str, names: Sequence[str], interviewer: str = "") -> str:
    """The one of the names in a file that is the customer; "" where none or several could be.

    A name is alike when it is the same, in another order, shortened ("Bram J.", "Bram"), or with more behind it
    ("Bram Jansen (Guest)"). Where there are two and one is the interviewer, it is the other one.
    """
    for alike in (_same, _shortened):
        found = [name for name in names if alike(customer, name)]
        if len(found) == 1:
            return found[0]
        if found:
            return ""
    if interviewer and len(names) == 2:
        others = [name for name in names if not (_same(interviewer, name) or _shortened(interviewer, name))]
        return others[0] if len(others) == 1 else ""
    return ""


def _words(name: str) -> list[str]:
    bare = _IN_BRACKETS.sub("", name).casefold().replace("_", " ")
    plain = "".join(one for one in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(one))
    return [word for word in re.split(r"[\s,.]+", plain) if word]


def _same(customer: str, name: str) -> bool:
    """The same words, in whichever order."""
    return bool(_words(name)) and sorted(_words(customer)) == sorted(_words(name))


def _shortened(customer: str, name: str) -> bool:
    """The same first word, and every further word of the shorter one is, or begins, one of the longer."""
    one, other = _words(customer), _words(name)
    if not one or not other or one[0] != other[0]:
        return False
    short, long = sorted((one[1:], other[1:]), key=len)
    rest = list(long)
    for word in short:
        fitting = next((known for known in rest if known == word or (len(word) == 1 and known.startswith(word))), None)
        if fitting is None:
            fitting = next((known for known in rest if len(known) == 1 and word.startswith(known)), None)
        if fitting is None:
            return False
        rest.remove(fitting)
    return True
