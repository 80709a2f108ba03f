"""Documents as PDF: laid out by another program, of the study's last change and nothing else."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from persona_tui.workflows.documents import pdf

CHANGED = datetime(2026, 11, 20, 14, 2, 11, tzinfo=UTC)


def laid_out(monkeypatch: pytest.MonkeyPatch, stamp: str) -> tuple[bytes, dict[str, Any]]:
    """The PDF that is made where the program writes `stamp` as its date, and what it was started with."""
    asked: dict[str, Any] = {}

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        asked.update(options)
        folder = Path(command[command.index("--outdir") + 1])
        (folder / "0.pdf").write_bytes(f"<</CreationDate(D:{stamp})>>\nendobj\n".encode())
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(pdf, "office_program", lambda: "soffice")
    monkeypatch.setattr(subprocess, "run", run)
    return pdf.to_pdf({"Nora": b"PK"}, CHANGED)["Nora"], asked


def test_its_date_is_the_studys_last_change_whatever_the_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    for zone in (UTC, timezone(timedelta(hours=9))):
        changed = CHANGED.astimezone(zone)
        monkeypatch.setattr(f"{__name__}.CHANGED", changed)
        made, asked = laid_out(monkeypatch, "20261122094023Z'")
        assert b"/CreationDate(D:20261120140211Z) >>" in made
        assert asked["env"]["TZ"] == "UTC"


def test_a_date_of_another_zone_leaves_every_byte_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    made, _asked = laid_out(monkeypatch, "20261122094023+09'00'")
    assert made == b"<</CreationDate(D:20261120140211Z)      >>\nendobj\n"
