"""Every text that a person reads can be translated, and the template for translators holds them all.

The template, persona_tui/locale/persona_tui.pot, is made anew by the command in EXTRACT, from the project's folder.
"""

from __future__ import annotations

import ast
import json
import os
import re
import string
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import persona_tui
from persona_tui.banks.catalogue import load_catalogue
from persona_tui.paths import banks_folder

PACKAGE = Path(persona_tui.__file__).parent
TEMPLATE = PACKAGE / "locale" / "persona_tui.pot"
EXTRACT = (
    "pybabel extract --no-wrap --sort-by-file --add-location=file --project=persona-tui "
    "--copyright-holder='the authors of persona-tui' -o persona_tui/locale/persona_tui.pot persona_tui"
)
MARKERS = {"_", "N_", "ngettext"}

Message = tuple[str, ...]
"""A text as it stands in the code, or its forms for one and for many."""


def _as_message(found: str | tuple[str, ...] | list[str]) -> Message:
    return (found,) if isinstance(found, str) else tuple(found)


def _once(messages: set[Message]) -> frozenset[Message]:
    """A text that is also the one of a one-and-many is an entry with it."""
    first_of_two = {message[0] for message in messages if len(message) > 1}
    return frozenset(message for message in messages if len(message) > 1 or message[0] not in first_of_two)


@cache
def _extracted() -> frozenset[Message]:
    """What babel finds in the code now."""
    return _once({_as_message(found[2]) for found in extract_from_dir(PACKAGE)})


@cache
def _calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every call that marks a text, with the place where it stands."""
    return tuple(
        (f"{path.relative_to(PACKAGE.parent)}:{node.lineno}", node)
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS
    )


def _texts(call: ast.Call) -> Message:
    """The texts of a call that are written there; () where they come from a variable."""
    wanted = call.args[:2] if isinstance(call.func, ast.Name) and call.func.id == "ngettext" else call.args[:1]
    return tuple(part.value for part in wanted if isinstance(part, ast.Constant) and isinstance(part.value, str))


def _placeholders(text: str) -> set[str]:
    return {field for _literal, field, _spec, _conversion in string.Formatter().parse(text) if field is not None}


def test_the_template_for_translators_holds_every_text_in_the_code() -> None:
    with TEMPLATE.open("rb") as file:
        template = _once({_as_message(message.id) for message in read_po(file) if message.id})
    missing, too_many = _extracted() - template, template - _extracted()
    assert not missing and not too_many, f"run: {EXTRACT}\nmissing: {sorted(missing)}\nnot there any more: {too_many}"


def test_no_marked_text_hides_where_it_is_not_found() -> None:
    """Such as inside the braces of an f-string, where not every version of Python shows it to the extractor."""
    found = _extracted() | {message[:1] for message in _extracted()}
    missed = {place: texts for place, call in _calls() if (texts := _texts(call)) and texts not in found}
    assert not missed


def test_a_text_is_marked_before_anything_is_laid_into_it() -> None:
    def is_made(node: ast.AST) -> bool:
        if isinstance(node, ast.IfExp):
            return is_made(node.body) or is_made(node.orelse)
        is_format = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        return is_format or isinstance(node, ast.JoinedStr | ast.BinOp)

    assert [place for place, call in _calls() if any(map(is_made, call.args[:2]))] == []


def test_what_is_laid_into_a_text_has_a_name_that_a_translator_can_move() -> None:
    unnamed = {
        place: text
        for place, call in _calls()
        for text in _texts(call)
        if "{" in text and any(not field or field[0].isdigit() for field in _placeholders(text))
    }
    assert not unnamed


def test_a_text_for_one_and_for_many_hold_the_same() -> None:
    """Save that the one may go without the number."""
    different = {
        place: texts
        for place, call in _calls()
        if len(texts := _texts(call)) == 2
        and not _placeholders(texts[1]) - {"n", "count", "number"} <= _placeholders(texts[0]) <= _placeholders(texts[1])
    }
    assert not different


def test_a_text_is_given_what_it_asks_for() -> None:
    wrong = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"):
                continue
            inner = node.func.value
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in MARKERS:
                texts = _texts(inner)
                given = {keyword.arg for keyword in node.keywords}
                asked = {re.split(r"[.\[]", field)[0] for text in texts for field in _placeholders(text)}
                if texts and None not in given and asked != given:
                    wrong[f"{path.name}:{node.lineno}"] = (sorted(asked), sorted(map(str, given)))
    assert not wrong


# --- a language that nobody speaks -----------------------------------------------------------------------------

_LETTERS = str.maketrans(string.ascii_letters, "ȧƀċḋėḟġḣıȷķŀṁṅȯṗɋṙṡṫŭṽẇẋẏżȦƁĊḊĖḞĠḢİɈĶĿṀṄȮṖɊṘṠṪŬṼẆẊẎŻ")


def _foreign(text: str) -> str:
    """The text in other letters; what is laid into it stays."""
    return "".join(part if part.startswith("{") else part.translate(_LETTERS) for part in re.split(r"(\{.*?\})", text))


@pytest.fixture(scope="module")
def other_language(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of translations into the language "qps", every text in letters that no English text has."""
    folder = tmp_path_factory.mktemp("locale")
    catalogue = Catalog(project="persona-tui")
    for message in _extracted():
        foreign = tuple(map(_foreign, message))
        catalogue.add(message if len(message) > 1 else message[0], foreign if len(foreign) > 1 else foreign[0])
    (folder / "qps" / "LC_MESSAGES").mkdir(parents=True)
    with (folder / "qps" / "LC_MESSAGES" / "persona_tui.mo").open("wb") as file:
        write_mo(file, catalogue)
    return folder


SCREENS = """
import asyncio, json, sys
from pathlib import Path
from persona_tui import i18n
i18n.LOCALE_FOLDER = Path(sys.argv[1])
i18n.use_language("qps")
from persona_tui.tui.app import PersonaApp
from persona_tui.workflows.studies import new_study
from persona_tui.workflows.customers import add_customer

def shown(app):
    lines = app.screen._compositor.render_strips()
    return "\\n".join("".join(segment.text for segment in strip) for strip in lines)

async def main():
    screens = {}
    session = new_study(Path(sys.argv[2]), business="Ќ1", purpose="Ќ2")
    for name in ("Ќ3", "Ќ4"):
        add_customer(session, name)
    session.close()
    app = PersonaApp(None)
    async with app.run_test(size=(200, 60), notifications=True) as pilot:
        await pilot.pause()
        screens["home"] = shown(app)
    app = PersonaApp(Path(sys.argv[2]), "customers")
    async with app.run_test(size=(200, 60), notifications=True) as pilot:
        await pilot.pause()
        for step, key in zip(sys.argv[3:], ("f2", "f3", "f4", "f5", "f6", "f7")):
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
            screens[step] = shown(app)
        await pilot.press("f2", "f1")
        await pilot.pause()
        screens["help"] = shown(app)
        await pilot.press("escape", "f9")
        await pilot.pause()
        screens["settings"] = shown(app)
    print(json.dumps(screens))

asyncio.run(main())
"""

STEPS = ("customers", "attributes", "interviews", "channels", "personas", "share")
KEYS = {
    "persona-tui",
    "del",
    "tab",
    "enter",
    "esc",
    "escape",
    "shift",
    "ctrl",
    "space",
    "home",
    "end",
    "EUR",
    "CSV",
    "Ctrl",
}
KEYS |= {"alt", "Ctrl", "upper", "backspace", "delete", "pgup", "pgdn", "pageup", "pagedown"}


def _words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z][A-Za-z-]+", text))


def _data_on(screen: str) -> set[str]:
    """The words of the data on a screen: attributes, and where banks are shown, what they say."""
    labels = " ".join(attribute.label for attribute in load_catalogue())
    if screen not in ("attributes", "interviews"):
        return _words(labels)
    return {word for file in banks_folder().glob("*/en.toml") for word in _words(file.read_text(encoding="utf-8"))}


def test_every_word_on_the_screens_is_translated(other_language: Path, own_settings: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCREENS, str(other_language), str(tmp_path / "study"), *STEPS],
        capture_output=True, encoding="utf-8", timeout=120, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    screens = json.loads(done.stdout)
    assert _foreign("Recent studies").split()[0] in screens["home"] or _foreign("New study") in screens["home"]
    assert _foreign("Type a customer's name and press Enter") in screens["customers"]
    english = {name: sorted(_words(text) - KEYS - _data_on(name)) for name, text in screens.items()}
    assert english == {name: [] for name in screens}
