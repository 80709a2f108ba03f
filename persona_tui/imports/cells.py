"""What one cell of a list says: nothing, a number, or a date. Cells are text, as people and programs typed it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime

BLANK_TEXTS = frozenset({"", "null", "n/a", "#n/a", "nan", "none", "-", "–", "—"})
"""Texts that stand for nothing, in lower case and without space around them."""

_CURRENCY = "[$€£¥₹₽₩₺₴฿₫¢]"
_NUMBER = re.compile(
    rf"""\s*(?P<open>\()?\s*
    (?:(?:[^\W\d_]{{1,3}}\.?\s+|[^\W\d_]{{0,3}}{_CURRENCY})\s*)?
    (?P<sign>[+\-−])?\s*{_CURRENCY}?\s*
    (?P<body>\d[\d.,'’ \u00a0\u202f\u2009]*|[.,]\d+(?:[eE][+\-]?\d+)?)
    (?P<exponent>[eE][+\-]?\d+)?
    (?P<close>\))?
    \s*(?P<tail>(?:[%‰]|{_CURRENCY}|[^\W\d_])[^\d]{{0,40}}|[.,][-–—]+)?\s*""",
    re.VERBOSE,
)
_TIMES = {"k": 1e3, "K": 1e3, "M": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6}
_DAY = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?\s*")
_SPACES = str.maketrans("", "", "'’ \u00a0\u202f\u2009")


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: no visible character, or a text such as NULL or n/a that stands for nothing."""
    return text.strip().casefold() in BLANK_TEXTS


def parse_number(text: str, decimal: str = ".") -> float | None:
    """The number in a text such as "1,889.50", "1.889,50", "€ 1.200", "34 years" or "(12)"; None if there is none.

    `decimal` is the column's decimal mark and settles what a text alone leaves open: "1.200" and "1,200".
    """
    match = _NUMBER.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    tail = match["tail"] or ""
    # 400.- and 1.250,-- say themselves which mark stands before the cents.
    plain = _without_groups(match["body"].rstrip(), tail[0] if tail[:1] in (".", ",") else decimal)
    if plain is None:
        return None
    value = float(plain + (match["exponent"] or ""))
    tail = tail.rstrip(" .")
    value *= _TIMES.get(tail.split(" ")[0], 1.0) if tail else 1.0
    if not math.isfinite(value):
        return None
    return -value if match["open"] or match["sign"] in ("-", "−") else value


def _groups_of_three(text: str, mark: str) -> bool:
    """Whether `mark` cuts the digits as thousands are cut: 1 to 3, then always 3."""
    first, *rest = text.split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)


def _without_groups(body: str, decimal: str) -> str | None:
    """The digits with a point as the only mark, ready for float; None where the marks make no number."""
    body = body.rstrip(".,")
    spaced = re.split(r"['’ \u00a0\u202f\u2009]", body)
    if len(spaced) > 1:
        whole = re.split("[.,]", spaced[-1])[0]
        if not (1 <= len(spaced[0]) <= 3 and all(len(g) == 3 for g in spaced[1:-1]) and len(whole) == 3):
            return None
        body = body.translate(_SPACES)
    points, commas = body.count("."), body.count(",")
    if not commas and points <= 1:
        return body.replace(".", "") if points and decimal == "," and _may_be_thousands(body, ".") else body
    if points and commas:
        mark, group = (".", ",") if body.rfind(".") > body.rfind(",") else (",", ".")
        whole, _, rest = body.rpartition(mark)
        if mark in whole or not _groups_of_three(whole, group):
            return None
        return whole.replace(group, "") + "." + rest
    mark = "," if commas else "."
    if max(points, commas) > 1 or (mark != decimal and _may_be_thousands(body, mark)):
        return body.replace(mark, "") if _groups_of_three(body, mark) else None
    return body.replace(mark, ".")


def _may_be_thousands(body: str, mark: str) -> bool:
    """Whether one mark could cut thousands: "1.200" could, "0.200", "12.5" and "1889.500" could not."""
    whole, _, rest = body.partition(mark)
    return len(rest) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"


def decimal_mark(texts: Iterable[str]) -> str:
    """The decimal mark of a column, "." or ",", told by the cells that leave no doubt; "." when none does."""
    leaning = 0
    for text in texts:
        match = _NUMBER.fullmatch(text)
        if match is None:
            continue
        body = match["body"].rstrip().rstrip(".,")
        points, commas = body.count("."), body.count(",")
        tail = (match["tail"] or "")[:1]
        if tail in (".", ","):
            leaning += 1 if tail == "," else -1
        elif points and commas:
            leaning += 1 if body.rfind(",") > body.rfind(".") else -1
        elif points > 1 or commas > 1:
            leaning += 1 if points > 1 else -1
        elif commas and not _may_be_thousands(body, ","):
            leaning += 1
        elif points and not _may_be_thousands(body, "."):
            leaning -= 1
    return "," if leaning > 0 else "."


def parse_date(text: str, *, month_first: bool = False) -> datetime | None:
    """The moment in a text such as "2024-07-01T11:54:49+00:00", "1.7.2024" or "01/07/2024 14:30"; None if none.

    A date without a zone is taken as UTC: only the order of dates matters here.
    """
    text = text.strip()
    if "-" in text:
        try:
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except ValueError:
            pass
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    day, month = (second, first) if month_first and match[2] == "/" else (first, second)
    clock = (int(match[5] or 0), int(match[6] or 0), int(match[7] or 0))
    try:
        return datetime(year, month, day, *clock, tzinfo=UTC)
    except ValueError:
        return None


def months_come_first(texts: Iterable[str]) -> bool:
    """Whether dates such as 01/07/2024 put the month first: told by a day above 12 in second place."""
    for text in texts:
        match = _DAY.fullmatch(text)
        if match is not None and match[2] == "/":
            if int(match[1]) > 12:
                return False
            if int(match[3]) > 12:
                return True
    return False
