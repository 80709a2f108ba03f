"""Records and files that the storage tests work with."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from persona_tui.domain.interviews import Answer, Interview, Line
from persona_tui.storage.tiny import Tables, decode, encode


class MemoryFile:
    """A record file that is kept in memory, as bytes, like a real one."""

    def __init__(self) -> None:
        self.content: bytes | None = None
        self.signature: tuple[int, int, int] | None = None
        self.set_aside: list[Path] = []

    def read(self) -> Tables | None:
        return None if self.content is None else decode(self.content)

    def write(self, data: Tables) -> None:
        self.content = encode(copy.deepcopy(data))

    def remove(self) -> None:
        self.content = None


def an_interview(text: str = "my back hurt", **fields: Any) -> Interview:
    """An interview with one answer of one line."""
    answer = Answer(question="why", asked_text="Why?", lines=[Line(id="l1", text=text)])
    return Interview(**{"people": ["p1"], "answers": [answer], **fields})


def read_json(path: Path) -> Any:
    """What a file holds."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path: Path, content: Any) -> None:
    """Write a file as a person or another program would."""
    path.write_text(json.dumps(content), encoding="utf-8")
