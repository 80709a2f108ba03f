"""Every text a person reads goes through here: gettext, with the language of the settings or the system."""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

DOMAIN = "persona_tui"
LOCALE_FOLDER = Path(__file__).with_name("locale")

_translation: _gettext.NullTranslations = _gettext.NullTranslations()
_for_now: ContextVar[_gettext.NullTranslations | None] = ContextVar("language for now", default=None)


def use_language(language: str = "") -> None:
    """Speak `language` (a code such as "nl"), or the system's when empty; English where there is no translation."""
    global _translation
    wanted = [language] if language else None
    if wanted is None and not any(os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")):
        _translation = _gettext.NullTranslations()
        return
    _translation = _gettext.translation(DOMAIN, LOCALE_FOLDER, languages=wanted, fallback=True)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language inside, in this thread alone: a document has its own, whatever the screen's is."""
    if not language:
        yield
        return
    token = _for_now.set(_gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[language], fallback=True))
    try:
        yield
    finally:
        _for_now.reset(token)


def _(text: str) -> str:
    """The text in the person's language."""
    return (_for_now.get() or _translation).gettext(text)


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a text that fits the number `n`."""
    return (_for_now.get() or _translation).ngettext(one, many, n)


def N_(text: str) -> str:  # noqa: N802 - the customary name: marks a text for translation, translates it later
    """Mark a text for the translators; it is translated where it is shown, with `_`."""
    return text
