"""Names to suggest for a persona: they fit its language and years of birth, and are no customer's own.

`question_banks/names/<language>.toml` holds a `language` and `[[bands]]` with `from` and `to` (years of birth) and
three lists of first names: `women`, `men`, `either`.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain, zip_longest

import msgspec

from persona_tui import paths
from persona_tui.banks.files import BankError, base_language, language_file, read_toml
from persona_tui.i18n import _


class NameBand(msgspec.Struct, frozen=True, rename={"first_year": "from", "last_year": "to"}):
    """First names that people born in these years (both included) often have."""

    first_year: int
    last_year: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    either: tuple[str, ...]

    def years_away(self, birth_year: int) -> int:
        """How far a year of birth lies outside the band; 0 inside."""
        return max(self.first_year - birth_year, birth_year - self.last_year, 0)


class _NameFile(msgspec.Struct, frozen=True):
    language: str
    bands: tuple[NameBand, ...]


def load_names(language: str = "en") -> tuple[NameBand, ...]:
    """The bands of names in that language, or in English, oldest first. Raises BankError."""
    return _load(base_language(language))


@lru_cache(maxsize=8)
def _load(language: str) -> tuple[NameBand, ...]:
    path = language_file(paths.banks_folder() / "names", language)
    data = read_toml(path)
    try:
        return msgspec.convert(data, _NameFile).bands
    except msgspec.ValidationError as error:
        raise BankError(
            path, _("The names are not written as they should be ({reason}).").format(reason=error)
        ) from error


def suggest_names(
    language: str, birth_year: int | None, taken: Collection[str], seed: int, count: int = 8
) -> list[str]:
    """Up to `count` first names for somebody born in `birth_year` (None: any year), the same for the same seed.

    None of them is a word of a name in `taken` (customers' names, other personas' names), whatever its capitals and
    accents. When the band has too few left, the nearest bands help out.
    """
    bands = load_names(language)
    if birth_year is None:
        pools: list[Sequence[NameBand]] = [bands]
    else:
        pools = [[band] for band in sorted(bands, key=lambda band: band.years_away(birth_year))]
    shuffle = random.Random(seed)
    forbidden = {word for name in taken for word in _words(name)}
    suggestions: list[str] = []
    for name in chain.from_iterable(_mixed(pool, shuffle) for pool in pools):
        if len(suggestions) >= count:
            break
        if name not in suggestions and forbidden.isdisjoint(_words(name)):
            suggestions.append(name)
    return suggestions


def _mixed(bands: Sequence[NameBand], shuffle: random.Random) -> Iterator[str]:
    """The bands' names in random order, so that any few of them hold names of all three lists."""
    lists = [
        [name for band in bands for name in band.women],
        [name for band in bands for name in band.men],
        [name for band in bands for name in band.either],
    ]
    for names in lists:
        shuffle.shuffle(names)
    for turn in zip_longest(*lists):
        few = [name for name in turn if name is not None]
        shuffle.shuffle(few)
        yield from few


def _words(name: str) -> set[str]:
    """The words of a name, and its parts between blanks, without capitals and accents."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter)
    )
    return {word for word in (*re.split(r"[\W\d_]+", bare), *bare.split()) if word}
