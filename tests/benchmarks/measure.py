"""What the benchmarks on a terminal share: programs on a pty, how long a frame takes, and a table of medians."""

from __future__ import annotations

import importlib.util
import os
import select
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
TTY_PROBE = PROJECT.parent / "shared" / "tools" / "tty_probe.py"

QUIET = 0.12
"""Seconds without a byte after which a frame is whole."""


def load_probe() -> Any:
    """The module that drives a program on a pty. Leaves with one sentence where it is not there."""
    spec = importlib.util.spec_from_file_location("tty_probe", TTY_PROBE)
    if spec is None or spec.loader is None or not TTY_PROBE.exists():
        raise SystemExit(f"{TTY_PROBE} is missing: put the shared folder beside the project to measure on a terminal.")
    probe = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(probe)
    except ModuleNotFoundError as missing:
        raise SystemExit(f"{missing.name} is missing: pip install -c constraints.txt -e '.[dev]'") from missing
    return probe


def child_environment(home: Path) -> dict[str, str]:
    """What a measured program is given: settings of its own, the project's code, and bytecode that it may keep."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PERSONA_TUI_HOME"] = str(home)
    found = os.environ.get("PYTHONPATH", "")
    return {"PYTHONPATH": os.pathsep.join(part for part in (str(PROJECT), found) if part)}


def seconds_to_texts(probe: Any, argv: Sequence[str], texts: Sequence[str], **terminal: Any) -> float:
    """Seconds from starting a program until every one of `texts` stands on its screen."""
    tty = probe.Tty(list(argv), **terminal)
    try:
        for text in texts:
            tty.wait(text, limit=60)
        return float(time.perf_counter() - tty.started)
    finally:
        tty.kill()


def _read(tty: Any) -> None:
    """Keep what has arrived. Leaves with the end of it where the program has ended."""
    try:
        tty.raw += os.read(tty.proc.fd, 65536)
    except OSError as ended:
        raise SystemExit("the program ended:\n" + tty.raw[-3000:].decode(errors="replace")) from ended


def frame_ms(tty: Any, key: bytes) -> float:
    """Milliseconds from a key until the last byte of what it draws; the bytes are not interpreted meanwhile.

    What an earlier key still draws is read first. Raises TimeoutError where nothing is drawn within five seconds.
    """
    while select.select([tty.proc.fd], [], [], QUIET)[0]:
        _read(tty)
    began = last = time.perf_counter()
    tty.proc.write(key)
    wait = 5.0
    while select.select([tty.proc.fd], [], [], wait)[0]:
        _read(tty)
        last = time.perf_counter()
        wait = QUIET
    if last == began:
        raise TimeoutError(f"nothing was drawn after {key!r}")
    return (last - began) * 1000


def median_of_ratios(ours: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios of each pair: what one round measured next to each other is held against each other."""
    return statistics.median(one / other for one, other in zip(ours, others, strict=True))


def print_table(times: Mapping[str, Sequence[float]], unit: str, ratios: Mapping[str, float]) -> None:
    """Median, least and most of each row, and its ratio where it has one."""
    width = max(map(len, times))
    print(f"{'':{width}}{'median':>10}{'least':>10}{'most':>10}{'ratio':>8}")
    for name, found in times.items():
        ratio = f"{ratios[name]:8.2f}" if name in ratios else ""
        print(f"{name:{width}}{statistics.median(found):10.1f}{min(found):10.1f}{max(found):10.1f}{ratio}")
    print(f"{unit}; {os.cpu_count()} cores, Python {sys.version.split()[0]}")
