"""Keys that work where a list has the focus, for acts of the pane that the list stands in."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.dom import DOMNode


class PaneKeys:
    """Mixed into a list: the action `pane('remove', 1)` is `action_remove(1)` of the nearest ancestor that has it."""

    async def action_pane(self, name: str, *arguments: object) -> None:
        """Run an act of the pane or screen that this list stands in."""
        ancestors: Iterable[DOMNode] = getattr(self, "ancestors", ())
        for node in ancestors:
            act = getattr(node, f"action_{name}", None)
            if act is not None:
                result = act(*arguments)
                if inspect.isawaitable(result):
                    await result
                return
