"""The catalogue of attributes, which of them a study is offered first, and which column of a list fills which.

`question_banks/attributes/<language>.toml` holds a `language` and `[[attributes]]` tables whose entries are the
fields of `persona_tui.domain.attributes.Attribute`. `aliases` are names of columns, compared without regard to
capitals and punctuation; `topics` are beginnings of words in a study's purpose (whole words up to three letters).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any

import msgspec

from persona_tui import paths
from persona_tui.banks.files import BankError, base_language, language_file, read_toml
from persona_tui.domain.attributes import Attribute, Care, Group
from persona_tui.i18n import _

NEEDS_HISTORY = frozenset(
    {"buys_what", "buys_how_often", "contract", "customer_since", "months_as_customer", "spent_so_far"}
)
"""What only a business with customers can know."""

_SHORT_TOPIC = 3


def load_catalogue(language: str = "en") -> tuple[Attribute, ...]:
    """The attributes in that language, or in English, in the order of the file. Raises BankError."""
    return _load(base_language(language))


@lru_cache(maxsize=8)
def _load(language: str) -> tuple[Attribute, ...]:
    path = language_file(paths.banks_folder() / "attributes", language)
    data: dict[str, Any] = read_toml(path)
    try:
        return msgspec.convert(data.get("attributes", []), tuple[Attribute, ...])
    except msgspec.ValidationError as error:
        sentence = _("An attribute is not written as it should be ({reason}).").format(reason=error)
        raise BankError(path, sentence) from error


def propose_attributes(
    catalogue: Sequence[Attribute],
    *,
    sells_to: str,
    purpose: str,
    start_up: bool = False,
    at_most: int = 12,
) -> list[str]:
    """Keys of the attributes to offer a study first, in the catalogue's order.

    Those common to every persona, and those whose topics occur in the purpose; when there are too many, the topics
    get up to half of the places and the common ones come from each group in turn. Never a special one; a personal
    one only when people buy for themselves; firmographics only when businesses buy; for a start-up nothing that
    needs a history with customers.
    """
    to_businesses = sells_to in ("businesses", "both")
    offered = [
        attribute
        for attribute in catalogue
        if attribute.care is not Care.SPECIAL
        and not (attribute.care is Care.PERSONAL and sells_to == "businesses")
        and (attribute.group is not Group.FIRMOGRAPHIC or to_businesses)
        and attribute.sells_to in ("", sells_to, *(("people", "businesses") if sells_to == "both" else ()))
        and not (start_up and attribute.key in NEEDS_HISTORY)
    ]
    hits = {attribute.key: topics_in(purpose, attribute.topics) for attribute in offered}
    on_topic = [attribute for attribute in offered if hits[attribute.key] and not attribute.core]
    on_topic.sort(key=lambda attribute: -hits[attribute.key])
    core = _from_each_group_in_turn(
        sorted((attribute for attribute in offered if attribute.core), key=lambda attribute: -hits[attribute.key])
    )
    places = max(at_most, 0)
    for_topics = min(len(on_topic), max(places // 2, places - len(core)))
    chosen = {attribute.key for attribute in chain(on_topic[:for_topics], core[: places - for_topics])}
    return [attribute.key for attribute in offered if attribute.key in chosen]


def topics_in(purpose: str, topics: Iterable[str]) -> int:
    """How many of the topics begin a word of the purpose."""
    text = purpose.casefold()
    return sum(1 for topic in topics if re.search(_topic_pattern(topic), text))


def _topic_pattern(topic: str) -> str:
    words = topic.strip().casefold()
    return rf"\b{re.escape(words)}" + (r"\b" if len(words) <= _SHORT_TOPIC else "")


def _from_each_group_in_turn(attributes: Iterable[Attribute]) -> list[Attribute]:
    by_group: dict[Group, list[Attribute]] = {group: [] for group in (Group.FIRMOGRAPHIC, *Group)}
    for attribute in attributes:
        by_group[attribute.group].append(attribute)
    rounds = zip_longest(*by_group.values())
    return [attribute for attribute in chain.from_iterable(rounds) if attribute is not None]
