"""When a save starts, and that one that fails is tried again."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persona_tui.storage import autosave
from persona_tui.storage.autosave import LONGEST_SECONDS, QUIET_SECONDS, RETRY_SECONDS, Autosaver, save_due

PATIENCE = 20
"""Seconds after which a test gives up; none waits that long when all is well."""


def test_nothing_is_due_when_nothing_has_changed() -> None:
    assert save_due(None, 5.0, 9.0) is None


def test_a_save_is_due_a_moment_after_the_last_key() -> None:
    assert save_due(10.0, 10.0, 0.0) == 10.0 + QUIET_SECONDS
    assert save_due(10.0, 10.9, 0.0) == 10.9 + QUIET_SECONDS


def test_typing_without_a_stop_is_saved_all_the_same() -> None:
    assert save_due(10.0, 11.4, 0.0) == 10.0 + LONGEST_SECONDS


def test_after_a_failure_nothing_is_tried_before_its_time_however_much_is_typed() -> None:
    assert save_due(10.0, 10.1, 12.5) == 12.5


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 1e6), st.floats(0, 100), st.floats(0, 1e6))
def test_a_save_is_never_due_before_the_last_change_unless_typing_goes_on_too_long(
    first: float, typing: float, not_before: float
) -> None:
    due = save_due(first, first + typing, not_before)
    assert due is not None
    assert due >= not_before
    assert due <= max(first + LONGEST_SECONDS, not_before)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QUIET_SECONDS", "LONGEST_SECONDS", "RETRY_SECONDS"):
        monkeypatch.setattr(autosave, name, 0.001)


def _saver(outcomes: list[Callable[[], bool]]) -> tuple[Autosaver, threading.Event, list[str]]:
    """A saver whose saves go as listed; an event for when the last one was made; the threads that saved."""
    done = threading.Event()
    threads: list[str] = []

    def save() -> bool:
        threads.append(threading.current_thread().name)
        outcome = outcomes[len(threads) - 1]
        if len(threads) == len(outcomes):
            done.set()
        return outcome()

    return Autosaver(save), done, threads


def test_a_change_is_saved_on_another_thread(quick: None) -> None:
    saver, done, threads = _saver([lambda: True])
    saver.changed()
    assert done.wait(PATIENCE)
    saver.stop()
    assert threads == ["autosave"]


def test_a_save_that_fails_is_tried_again_without_another_change(quick: None) -> None:
    saver, done, threads = _saver([lambda: False, lambda: False, lambda: True])
    saver.changed()
    assert done.wait(PATIENCE)
    saver.stop()
    assert len(threads) == 3


def test_a_save_that_breaks_unexpectedly_does_not_end_the_saving(quick: None) -> None:
    saver, done, _threads = _saver([lambda: 1 // 0 > 0, lambda: True])
    saver.changed()
    assert done.wait(PATIENCE)
    saver.stop()


def test_a_hurried_save_waits_neither_for_quiet_nor_for_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QUIET_SECONDS", "LONGEST_SECONDS", "RETRY_SECONDS"):
        monkeypatch.setattr(autosave, name, 1000.0)
    first, both = threading.Event(), threading.Event()
    calls: list[int] = []

    def save() -> bool:
        calls.append(1)
        (first if len(calls) == 1 else both).set()
        return len(calls) > 1

    saver = Autosaver(save)
    saver.changed()
    saver.hurry()
    assert first.wait(PATIENCE)
    saver.hurry()
    assert both.wait(PATIENCE)
    saver.stop()


def test_stopping_can_be_done_twice_and_nothing_is_saved_after_it(quick: None) -> None:
    saver, _done, threads = _saver([lambda: True])
    saver.stop()
    saver.changed()
    saver.stop()
    assert threads == []


def test_the_times_are_those_that_were_promised() -> None:
    assert (QUIET_SECONDS, LONGEST_SECONDS, RETRY_SECONDS) == (0.4, 1.5, 2.0)
