"""What a module brings along when it is imported: the core stays light, and each library stays in its room."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import persona_tui

PACKAGE = Path(persona_tui.__file__).parent
HEAVY = ("textual", "textual_image", "rich", "docx", "PIL", "polars", "python_avatars", "resvg_py", "numpy")
OF_STORAGE = ("tinydb", "filelock")
ROOMS_WITHOUT_STORAGE = ("domain", "insights", "banks", "imports", "exports", "faces")
ROOMS = (*ROOMS_WITHOUT_STORAGE, "storage", "workflows", "cli")
LEAVES = ("i18n", "paths", "settings")
WORD = ("persona_tui.exports.word.", "persona_tui.imports.word_form")
"""These alone may bring python-docx."""


def modules_under(*parts: str) -> list[str]:
    """Every module of these rooms or leaves by its full name, save those that make and read Word documents."""
    names: list[str] = []
    for part in parts:
        names.append(f"persona_tui.{part}")
        folder = PACKAGE / part
        if folder.is_dir():
            names += [found.name for found in pkgutil.walk_packages([str(folder)], f"persona_tui.{part}.")]
    return [name for name in names if not name.startswith(WORD) and not name.endswith("__main__")]


def brought_along(modules: list[str], watched: tuple[str, ...]) -> dict[str, list[str]]:
    """Which of the `watched` libraries a fresh interpreter holds after importing, by the module that brought them."""
    program = (
        "import importlib, json, sys\n"
        "modules, watched = json.loads(sys.argv[1])\n"
        "found = {}\n"
        "for module in modules:\n"
        "    importlib.import_module(module)\n"
        "    new = [name for name in watched if name in sys.modules and not any(name in f for f in found.values())]\n"
        "    if new: found[module] = new\n"
        "print(json.dumps(found))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps([modules, watched])],
        capture_output=True,
        text=True,
        cwd=PACKAGE.parent,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_nothing_outside_the_screens_and_word_brings_a_heavy_library() -> None:
    modules = modules_under(*ROOMS, *LEAVES)
    assert len(modules) > 40
    assert brought_along(modules, HEAVY) == {}


@pytest.mark.parametrize("room", ROOMS_WITHOUT_STORAGE)
def test_a_room_other_than_storage_knows_neither_its_database_nor_its_lock(room: str) -> None:
    assert brought_along(modules_under(room), (*HEAVY, *OF_STORAGE, "persona_tui.storage", "click")) == {}


@pytest.mark.parametrize("room", ["storage", "workflows", "cli"])
def test_a_room_imported_alone_brings_no_heavy_library(room: str) -> None:
    assert brought_along(modules_under(room), HEAVY) == {}


def test_the_leaves_know_no_room() -> None:
    rooms = tuple(f"persona_tui.{room}" for room in (*ROOMS, "tui"))
    assert brought_along(modules_under(*LEAVES), (*HEAVY, *OF_STORAGE, "platformdirs", *rooms)) == {}


def test_the_domain_knows_msgspec_and_the_standard_library_alone() -> None:
    rooms = tuple(f"persona_tui.{room}" for room in (*ROOMS, "tui", "settings", "paths") if room != "domain")
    assert brought_along(modules_under("domain"), ("platformdirs", "click", *rooms)) == {}
