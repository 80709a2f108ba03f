"""Small lists and a small catalogue for the tests of importing customers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from persona_tui.domain.attributes import Attribute, Care, Group, Kind, Option
from persona_tui.imports.columns import ColumnGuess, Why, guess_columns
from persona_tui.imports.customers import ImportPlan
from persona_tui.imports.tables import Table, read_table


def attribute(key: str, kind: Kind = Kind.TEXT, *aliases: str, **more: object) -> Attribute:
    label = str(more.pop("label", key.replace("_", " ").capitalize()))
    return Attribute(key=key, label=label, group=Group.OWN, kind=kind, aliases=aliases, **more)  # type: ignore[arg-type]


YES_NO = (Option(key="yes", label="Yes"), Option(key="no", label="No"))
CATALOGUE = (
    attribute("gender", Kind.ONE_OF, "sex", options=(Option(key="f", label="Female"), Option(key="m", label="Male"))),
    attribute("children", Kind.ONE_OF, "dependents", options=YES_NO),
    attribute("months", Kind.NUMBER, "tenure", label="Months as a customer"),
    attribute("town", Kind.TEXT, "city", "stad"),
    attribute("country"),
    attribute("occupation", Kind.TEXT, "contact title", "title"),
    attribute("religion", Kind.TEXT, care=Care.SPECIAL),
    attribute("employees", Kind.NUMBER, sells_to="businesses"),
)


def table_of(folder: Path, columns: Sequence[str], *rows: Sequence[str]) -> Table:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return read_table(path, delimiter=",")


def guess(table: Table, sells_to: str = "people") -> ColumnGuess:
    return guess_columns(table, CATALOGUE, sells_to=sells_to)


def why(guessed: ColumnGuess) -> dict[str, Why]:
    return {part.what: part.reason for part in guessed.left_out}


def sentences(plan: ImportPlan) -> list[str]:
    return [part.sentence for part in plan.left_out]
