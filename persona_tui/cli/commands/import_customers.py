"""`persona-tui import customers`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from persona_tui.cli.output import plain, say, say_json, say_table, say_wrapped
from persona_tui.cli.program import command
from persona_tui.domain.people import Relation
from persona_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from persona_tui.workflows.imports import CustomersPreview, ImportReport

_SHOWN = 20


def _how_many(ctx: click.Context, param: click.Parameter, value: str) -> int | None:
    """A number of customers from 1; None for all of them."""
    text = value.strip().casefold()
    if text == "all":
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) < 1:
        sentence = _("“{value}” is not a number of customers: write 8, or all")
        raise click.BadParameter(sentence.format(value=value), ctx, param)
    return int(text)


def _wishes(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """Column → attribute."""
    from persona_tui.domain.errors import PlainError
    from persona_tui.workflows.column_wishes import split_wish

    try:
        return dict(split_wish(text) for text in value)
    except PlainError as problem:
        raise click.BadParameter(problem.sentence, ctx, param) from problem


@command(
    "customers",
    examples=(
        "persona-tui import customers customers.csv --into my-shop --dry-run",
        "persona-tui import customers customers.csv --into my-shop --name 'first_name+last_name' --rank spent --best 8",
        "persona-tui import customers list.csv --into my-shop --rank orders --rank debt:low --map Since=customer_since",
    ),
)
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option("--into", "study", required=True, type=click.Path(path_type=Path), metavar="STUDY", help=_("The study."))
@click.option("--name", multiple=True, metavar="COLUMN", help=_("Whose words are the name; two joined by a plus."))
@click.option(
    "--rank",
    multiple=True,
    metavar="COLUMN[:low]",
    help=_("Who is best: the highest in this column, or the lowest. Several count alike."),
)
@click.option(
    "--best", metavar="N|all", callback=_how_many, default="8", show_default=True, help=_("How many to take.")
)
@click.option(
    "--relation",
    type=click.Choice([relation.value for relation in Relation]),
    default=Relation.CUSTOMER.value,
    show_default=True,
    help=_("What they are to you."),
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=ATTRIBUTE",
    callback=_wishes,
    help=_("Which attribute a column fills; a new name makes one of your own, “none” leaves it out."),
)
@click.option("--dry-run", is_flag=True, help=_("Show what would happen, and write nothing."))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def import_customers(
    file: Path,
    study: Path,
    name: tuple[str, ...],
    rank: tuple[str, ...],
    best: int | None,
    relation: str,
    mapping: dict[str, str],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take the best customers from the list in FILE: a CSV file, as a shop or a CRM saves it.

    What each column is for is guessed; --dry-run shows the guess. The same list again updates, and doubles nobody.
    """
    from persona_tui.cli.opened import reading, writing
    from persona_tui.workflows.imports import import_customers as write
    from persona_tui.workflows.imports import preview_customers

    opened = reading(study) if dry_run else writing(study, "persona-tui import")
    with opened as session:
        preview = preview_customers(
            file,
            session,
            name_columns=name,
            rank_by=rank,
            best=best,
            column_map=mapping,
            relation=Relation(relation),
        )
        report = None if dry_run else write(session, preview)
    if as_json:
        say_json(_document(preview, report))
    elif report is None:
        _say_preview(preview)
    else:
        _say_report(preview, report)


# --- for people ------------------------------------------------------------------------------------------------


def _say_preview(preview: CustomersPreview) -> None:
    total = preview.plan.total
    rows = ngettext("{n} row", "{n} rows", total).format(n=f"{total:,}")
    say(_("{name}: {rows}. Nothing was written.").format(name=plain(preview.source), rows=rows))
    say()
    guess = preview.guess
    new = {attribute.key for attribute in preview.new_attributes}
    names = " + ".join(guess.name_columns) or _("none: people become “Person 1”, “Person 2” …")
    say_table(
        [
            (_("Name"), names),
            (_("Told apart by"), guess.key_column or (names if guess.name_columns else _("everything in the row"))),
            (_("Ranked by"), _ranks(preview)),
        ],
        indent="",
    )
    if guess.column_map:
        say()
        say(_("Columns that become attributes"))
        say_table(
            [
                (column, "→", attribute.label, _("(new)") if attribute.key in new else f"({attribute.key})")
                for column, attribute in guess.column_map.items()
            ]
        )
    _say_people(preview)
    _say_left_out(preview)
    for note in preview.plan.notes:
        say_wrapped(note)


def _ranks(preview: CustomersPreview) -> str:
    if not preview.rank_by:
        return _("nothing: the list's own order stands")
    low, high = _("{column}, the lowest first"), _("{column}, the highest first")
    return "; ".join((low if rank.low else high).format(column=rank.column) for rank in preview.rank_by)


def _say_people(preview: CustomersPreview) -> None:
    say()
    count = len(preview.placed)
    say(ngettext("{n} customer would come in", "{n} customers would come in", count).format(n=f"{count:,}"))
    rows = [
        (
            f"{number}.",
            placed.name,
            placed.planned.reasons,
            "" if placed.person is None else _("in the study already: updated"),
        )
        for number, placed in enumerate(preview.placed[:_SHOWN], start=1)
    ]
    say_table(rows, right=(0,))
    if count > _SHOWN:
        say("  " + _("… and {n} more").format(n=f"{count - _SHOWN:,}"))


def _say_left_out(preview: CustomersPreview) -> None:
    """Grouped by reason: twenty columns that nobody knows take one line."""
    if not preview.plan.left_out:
        return
    say()
    say(_("Left out, and why"))
    by_reason: dict[str, list[str]] = {}
    for part in preview.plan.left_out:
        by_reason.setdefault(part.why, []).append(plain(part.what))
    for why, what in by_reason.items():
        say_wrapped(f"{', '.join(what)}: {plain(why)}", indent="    ", first="  - ")


def _say_report(preview: CustomersPreview, report: ImportReport) -> None:
    added = ngettext("{n} customer added", "{n} customers added", report.added).format(n=f"{report.added:,}")
    parts = [added, _("{n} updated").format(n=f"{report.updated:,}")]
    if report.unchanged:
        parts.append(_("{n} as they were").format(n=f"{report.unchanged:,}"))
    parts.append(ngettext("{n} fact recorded", "{n} facts recorded", report.values).format(n=f"{report.values:,}"))
    say(f"{plain(report.source)}: {', '.join(parts)}.")
    if report.attributes and report.values:
        say_wrapped(_("Filled: {labels}.").format(labels=", ".join(report.attributes)))
    for note in report.notes:
        say_wrapped(plain(note))
    _say_left_out(preview)


# --- for scripts -----------------------------------------------------------------------------------------------


def _document(preview: CustomersPreview, report: ImportReport | None) -> dict[str, object]:
    guess = preview.guess
    new = {attribute.key for attribute in preview.new_attributes}
    ids: Sequence[str] = (
        report.people if report is not None else [p.person.id if p.person else "" for p in preview.placed]
    )
    document: dict[str, object] = {
        "file": preview.source,
        "dry_run": report is None,
        "rows": preview.plan.total,
        "name_columns": list(guess.name_columns),
        "key_column": guess.key_column,
        "rank": [{"column": rank.column, "low": rank.low} for rank in preview.rank_by],
        "attributes": [
            {"column": column, "key": each.key, "label": each.label, "new": each.key in new}
            for column, each in guess.column_map.items()
        ],
        "customers": [
            {
                "id": person_id or None,
                "name": placed.name,
                "ranked": placed.planned.reasons,
                "new": placed.person is None,
                "values": dict(placed.planned.contents),
            }
            for placed, person_id in zip(preview.placed, ids, strict=True)
        ],
        "left_out": [
            {"what": part.what, "why": part.why, "count": part.count, "reason": part.reason.value}
            for part in preview.plan.left_out
        ],
        "notes": list(report.notes if report is not None else preview.plan.notes),
    }
    if report is not None:
        document |= {
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "values": report.values,
        }
    return document
