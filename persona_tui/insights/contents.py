"""What somebody typed about a customer as a value, and a value as somebody reads it. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from persona_tui.domain.attributes import Attribute, Content, Kind, Option, Value
from persona_tui.domain.errors import PlainError
from persona_tui.domain.texts import clean_text
from persona_tui.i18n import _

MONEY = frozenset({"spent_so_far", "yearly_revenue", "household_income"})
"""Keys of the attributes that are amounts in the study's currency."""
DEFAULT_STEPS = 5
_CURRENCIES = "€$£¥₩₹₺₽₴₪₫"
_SPACES = re.compile(r"[\s'’  ]+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_AGE, _OLDEST = "age", 125
"""The attribute that holds years of age, and the most that anybody reaches: more is a slip of the keys."""
_OLDEST_YEAR = 1800


class Shape(Protocol):
    """What an attribute and a question have in common: the shape of what is said."""

    @property
    def kind(self) -> Kind: ...
    @property
    def options(self) -> tuple[Option, ...]: ...


def parse_content(shape: Shape, text: str) -> Content:
    """What was typed for an attribute or a question, in its kind. Raises PlainError with what is expected there."""
    typed = clean_text(text).strip()
    if not typed:
        raise PlainError(_("Nothing is written here. Write an answer, or choose “unknown”."))
    if shape.kind is Kind.TEXT:
        return typed
    if shape.kind is Kind.ONE_OF:
        return _choice(shape.options, typed)
    if shape.kind is Kind.SEVERAL_OF:
        return _choices(shape.options, typed)
    if shape.kind is Kind.SCALE:
        return _checked_number(shape, _scale_step(shape, typed))
    return _checked_number(shape, _number(typed, _unit_of(shape), of_year=shape.kind is Kind.YEAR))


def check_content(shape: Shape, content: Content) -> Content:
    """The content in the shape's kind: what was typed is read, what is a value already is checked.

    Raises PlainError with what is expected there.
    """
    if content is None:
        raise PlainError(_("Nothing is written here. Write an answer, or choose “unknown”."))
    if isinstance(content, list):
        if shape.kind is Kind.SEVERAL_OF:
            return _in_order(shape.options, [_choice(shape.options, part) for part in content])
        return parse_content(shape, ", ".join(content))
    if isinstance(content, str):
        return parse_content(shape, content)
    if shape.kind in (Kind.NUMBER, Kind.YEAR, Kind.SCALE):
        return _checked_number(shape, float(content))
    return parse_content(shape, plain_number(float(content)))


def show_content(attribute: Attribute, content: Content, currency: str = "") -> str:
    """The content as a person reads it: options by their labels, numbers with their unit or the study's currency."""
    if content is None:
        return ""
    if isinstance(content, list):
        return ", ".join(attribute.option_label(key) for key in content)
    if isinstance(content, str):
        shown = attribute.option_label(content) if attribute.options else content
        return f"{shown} {currency}".strip() if attribute.key in MONEY and shown else shown
    if attribute.kind is Kind.YEAR:
        return plain_number(content)
    if attribute.kind is Kind.SCALE:
        return _show_step(attribute, content)
    unit = currency if attribute.key in MONEY else attribute.unit
    return f"{grouped_number(content)} {unit}".strip()


def content_words(content: Content) -> str:
    """The content in one fixed form, whatever the language: what evidence keeps, to see that it still holds."""
    if content is None:
        return ""
    if isinstance(content, list):
        return "; ".join(content)
    return content if isinstance(content, str) else plain_number(content)


def value_words(value: Value) -> str:
    """The value's content in its fixed form."""
    return content_words(value.content)


def plain_number(number: float) -> str:
    """34.0 → "34", 34.5 → "34.5"."""
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(float(number))


def grouped_number(number: float) -> str:
    """12000.0 → "12,000"; up to four digits stand together."""
    text = plain_number(number)
    if abs(number) < 10_000 or "e" in text:
        return text
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _show_step(attribute: Attribute, step: float) -> str:
    shown = _("{step} of {steps}").format(step=plain_number(step), steps=attribute.steps)
    end = {1.0: attribute.low, float(attribute.steps): attribute.high}.get(float(step), "")
    return f"{shown} ({end})" if end else shown


def _unit_of(shape: Shape) -> str:
    return shape.unit if isinstance(shape, Attribute) else ""


def _steps_of(shape: Shape) -> int:
    return shape.steps if isinstance(shape, Attribute) else DEFAULT_STEPS


def _ends_of(shape: Shape) -> tuple[str, str]:
    return (shape.low, shape.high) if isinstance(shape, Attribute) else ("", "")


def _scale_step(shape: Shape, typed: str) -> float:
    low, high = _ends_of(shape)
    if low and typed.casefold() == low.casefold():
        return 1.0
    if high and typed.casefold() == high.casefold():
        return float(_steps_of(shape))
    head = re.match(r"\d+", typed)
    return _number(head.group() if head and " " in typed else typed, "")


def _number(typed: str, unit: str, *, of_year: bool = False) -> float:
    bare = typed.strip(_CURRENCIES + " ")
    found = re.fullmatch(r"(?:[^\W\d_]{1,3}\s+)?(-?[\d\s.,'’  ]*\d)\s*(.*)", bare)
    if found is None or found.group(2).casefold() not in {"", unit.casefold()} | {_word(bare)}:
        raise PlainError(_year_wanted() if of_year else _number_wanted(unit))
    digits = _SPACES.sub("", found.group(1))
    plain = _with_decimal_point(digits, typed)
    if not _NUMBER.fullmatch(plain) or len(plain) > 40:
        raise PlainError(_year_wanted() if of_year else _number_wanted(unit))
    return float(plain)


def _word(bare: str) -> str:
    """The currency's code at the end of an amount ("EUR"), if it is one."""
    found = re.search(r"[A-Z]{3}$", bare)
    return found.group().casefold() if found else ""


def _with_decimal_point(digits: str, typed: str) -> str:
    last = max(digits.rfind("."), digits.rfind(","))
    if last == -1:
        return digits
    mark, whole, rest = digits[last], digits[:last], digits[last + 1 :]
    other = "," if mark == "." else "."
    if other in whole:
        return whole.replace(other, "").replace(mark, "") + "." + rest
    if mark in whole:
        groups = digits.lstrip("-").split(mark)
        return digits.replace(mark, "") if all(len(group) == 3 for group in groups[1:]) else "?"
    if len(rest) == 3 and whole.lstrip("-") not in ("", "0") and len(whole.lstrip("-")) <= 3:
        raise PlainError(
            _("“{typed}” can be read in two ways. Write {thousands} or {decimals}.").format(
                typed=typed, thousands=whole + rest, decimals=f"{whole}{mark}{rest.rstrip('0') or '0'}"
            )
        )
    return f"{whole or '0'}.{rest}"


def _checked_number(shape: Shape, number: float) -> float:
    if not math.isfinite(number):
        raise PlainError(_number_wanted(_unit_of(shape)))
    if shape.kind is Kind.YEAR and not (number.is_integer() and _OLDEST_YEAR <= number <= date.today().year + 10):
        raise PlainError(_year_wanted())
    if getattr(shape, "key", "") == _AGE and not 0 <= number <= _OLDEST:
        raise PlainError(_("An age from 0 to {oldest} is expected.").format(oldest=_OLDEST))
    if shape.kind is Kind.SCALE and not (number.is_integer() and 1 <= number <= _steps_of(shape)):
        low, high = _ends_of(shape)
        raise PlainError(
            _("A whole number from 1 ({low}) to {steps} ({high}) is expected.").format(
                low=low, steps=_steps_of(shape), high=high
            )
            if low and high
            else _("A whole number from 1 to {steps} is expected.").format(steps=_steps_of(shape))
        )
    return number


def _number_wanted(unit: str) -> str:
    if unit:
        return _("A number is expected ({unit}), like 12.").format(unit=unit)
    return _("A number is expected, like 12.")


def _year_wanted() -> str:
    return _("A year is expected, like 1987.")


def _choice(options: Sequence[Option], typed: str) -> str:
    wanted = typed.strip().casefold()
    for option in options:
        if wanted in (option.key.casefold(), option.label.casefold()):
            return option.key
    beginning = [option.key for option in options if wanted and option.label.casefold().startswith(wanted)]
    if len(beginning) == 1:
        return beginning[0]
    raise PlainError(
        _("“{typed}” is none of the answers. They are: {labels}.").format(
            typed=typed, labels="; ".join(option.label for option in options)
        )
    )


def _choices(options: Sequence[Option], typed: str) -> list[str]:
    for parts in ([typed], re.split(r"[;\n]", typed), re.split(r"[;,\n]", typed)):
        try:
            return _in_order(options, [_choice(options, part) for part in parts if part.strip()])
        except PlainError:
            continue
    for part in re.split(r"[;,\n]", typed):
        _choice(options, part)
    raise PlainError(_("None of the answers was named."))


def _in_order(options: Sequence[Option], keys: Iterable[str]) -> list[str]:
    named = set(keys)
    if not named:
        raise PlainError(_("Nothing is chosen here. Choose an answer, or “unknown”."))
    return [option.key for option in options if option.key in named]
