"""What several commands ask for in the same words: what somebody agreed to, and a day."""

from __future__ import annotations

from datetime import date

import click

from persona_tui.domain.consent import Scope
from persona_tui.i18n import _


def scopes(ctx: click.Context, param: click.Parameter, value: str | None) -> list[Scope] | None:
    """What somebody agreed to: one or more of the scopes, with commas between."""
    if value is None:
        return None
    found: list[Scope] = []
    for part in value.split(","):
        try:
            found.append(Scope(part.strip().casefold()))
        except ValueError:
            known = ", ".join(scope.value for scope in Scope)
            sentence = _("“{part}” is none of: {known}").format(part=part.strip(), known=known)
            raise click.BadParameter(sentence, ctx, param) from None
    return found


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A day written as 2026-11-02."""
    try:
        return date.fromisoformat(value.strip()) if value is not None else None
    except ValueError:
        sentence = _("“{value}” is no day: write it as 2026-11-02").format(value=value)
        raise click.BadParameter(sentence, ctx, param) from None
