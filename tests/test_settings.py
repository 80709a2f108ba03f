"""A person's settings are kept between sessions, and never stand in the way."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from persona_tui.settings import (
    MOST_RECENT,
    RecentStudy,
    Settings,
    change_settings,
    load_settings,
    recent_studies,
    remember_study,
    save_settings,
    step_of,
)


def test_without_a_file_everything_is_as_the_program_chooses(own_settings: Path) -> None:
    assert load_settings() == Settings()
    assert list(own_settings.iterdir()) == []


def test_what_is_saved_comes_back() -> None:
    chosen = Settings(
        theme="[/red] dark",
        language="nl",
        keymap={"interview.next": "ctrl+down,f9"},
        recent=[
            RecentStudy(path="/a b/ø", business="Bj{x}rk", opened_at=datetime(2026, 11, 2, tzinfo=UTC), step="share")
        ],
    )
    assert save_settings(chosen)
    assert load_settings() == chosen


def test_the_file_is_the_owners_alone_and_no_leftover_stays(own_settings: Path) -> None:
    save_settings(Settings(theme="dark"))
    save_settings(Settings(theme="light"))
    assert [file.name for file in own_settings.iterdir()] == ["settings.json"]
    if os.name == "posix":
        assert (own_settings / "settings.json").stat().st_mode & 0o777 == 0o600


def test_a_change_leaves_what_was_kept_meanwhile(tmp_path: Path) -> None:
    remember_study(tmp_path, "Shop")
    assert change_settings(theme="dark")
    assert (load_settings().theme, len(load_settings().recent)) == ("dark", 1)


@pytest.mark.parametrize("content", [b"{", b"", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_broken_file_counts_as_not_set_and_is_kept_aside(own_settings: Path, content: bytes) -> None:
    (own_settings / "settings.json").write_bytes(content)
    assert load_settings() == Settings()
    assert (own_settings / "settings.broken.json").read_bytes() == content
    assert save_settings(Settings(theme="dark"))
    assert load_settings().theme == "dark"


def test_one_broken_setting_leaves_the_others(own_settings: Path) -> None:
    (own_settings / "settings.json").write_bytes(b'\xef\xbb\xbf{"theme": 5, "language": "nl", "recent": [{"step": 1}]}')
    assert load_settings() == Settings(language="nl")
    assert b'"theme": 5' in (own_settings / "settings.broken.json").read_bytes()


def test_what_a_newer_version_keeps_there_stays(own_settings: Path) -> None:
    (own_settings / "settings.json").write_text('{"theme": "dark", "voice": {"on": true}}')
    save_settings(Settings(theme="light"))
    assert msgspec.json.decode((own_settings / "settings.json").read_bytes())["voice"] == {"on": True}


def test_settings_that_cannot_be_kept_stop_nothing(
    own_settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_settings / "settings.json").mkdir()
    assert load_settings() == Settings()
    assert not save_settings(Settings(theme="dark"))
    assert not remember_study(tmp_path, "Shop")
    assert [file.name for file in own_settings.iterdir()] == ["settings.json"]
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("PERSONA_TUI_HOME", str(blocked / "settings"))
    assert load_settings() == Settings()
    assert not save_settings(Settings(theme="dark"))
    assert step_of(tmp_path) == ""


def test_a_path_that_cannot_be_written_down_is_not_remembered() -> None:
    assert not remember_study("/tmp/\udcff", "Shop")
    assert load_settings().recent == []


def test_the_last_opened_study_stands_first_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        remember_study(tmp_path / name, name.title())
    monkeypatch.chdir(tmp_path)
    remember_study("one", "One & Co", "personas")
    assert [(Path(study.path).name, study.business) for study in recent_studies()] == [
        ("one", "One & Co"),
        ("two", "Two"),
    ]
    assert all(Path(study.path).is_absolute() for study in recent_studies())


def test_no_more_than_twelve_studies_are_remembered(tmp_path: Path) -> None:
    for number in range(MOST_RECENT + 3):
        remember_study(tmp_path / f"{number}", "Shop")
    recent = load_settings().recent
    assert len(recent) == MOST_RECENT == 12
    assert Path(recent[0].path).name == str(MOST_RECENT + 2)


def test_the_step_a_study_was_left_on_is_known_when_it_is_opened_again(tmp_path: Path) -> None:
    assert step_of(tmp_path) == ""
    remember_study(tmp_path, "Shop", "interviews")
    remember_study(tmp_path, "Shop")
    assert step_of(str(tmp_path / ".." / tmp_path.name)) == "interviews"


def test_a_study_that_is_gone_is_not_offered_and_comes_back_with_its_folder(tmp_path: Path) -> None:
    remember_study(tmp_path / "gone", "Gone")
    remember_study(tmp_path, "Here")
    assert [study.business for study in recent_studies()] == ["Here"]
    assert [study.business for study in load_settings().recent] == ["Here", "Gone"]
    (tmp_path / "gone").mkdir()
    assert [study.business for study in recent_studies()] == ["Here", "Gone"]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | st.from_regex(rb'\{"(theme|recent|keymap)": [0-9\[\]{}"a:]{0,12}\}', fullmatch=True))
def test_whatever_the_file_holds_the_program_starts(own_settings: Path, content: bytes) -> None:
    (own_settings / "settings.json").write_bytes(content)
    assert isinstance(load_settings(), Settings)
