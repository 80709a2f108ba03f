"""`persona-tui patterns`, on studies typed in and on real files that other people made."""

from __future__ import annotations

import csv
import json
import random
import re
import signal
from pathlib import Path

import pytest

from persona_tui.cli.commands.patterns import _stopping
from tests.cli.command_line import Run

SERVICES = (
    "OnlineSecurity",
    "OnlineBackup",
    "DeviceProtection",
    "TechSupport",
    "StreamingTV",
    "StreamingMovies",
)


def bring_in(run: Run, study: Path, file: Path, mapping: dict[str, str], relation: str = "customer") -> None:
    """Everybody in the list, with a column for each attribute that is asked for."""
    wishes = [part for column, attribute in mapping.items() for part in ("--map", f"{column}={attribute}")]
    done = run("import", "customers", file, "--into", study, "--best", "all", "--relation", relation, *wishes)
    assert done.exit_code == 0, done.stderr


def found(run: Run, study: Path, *options: object) -> dict[str, object]:
    """What it answers to a script."""
    done = run("patterns", study, "--json", *options)
    assert done.exit_code == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_a_study_in_which_nobody_stands_anywhere_is_told_what_to_do(run: Run, study: Path) -> None:
    done = run("patterns", study)
    assert done.exit_code == 0
    assert "place your customers" in " ".join(done.stdout.split())


def test_the_worked_example_says_who_belongs_together_and_how_often_luck_does(run: Run, tmp_path: Path) -> None:
    assert run("sample", tmp_path / "sample").exit_code == 0
    done = run("patterns", tmp_path / "sample", "--seed", 3, "--shuffles", 300)
    said = " ".join(done.stdout.split())
    assert "groups like this turn up by luck in" in said
    assert "This only tells whether luck could have made a group." in said
    assert "Held against 300 shuffles (seed 3)." in said
    assert "Furthest apart" in said
    assert "%" not in said


def test_it_only_reads_the_study(run: Run, tmp_path: Path) -> None:
    run("sample", tmp_path / "sample")
    before = (tmp_path / "sample" / "study.json").read_bytes()
    found(run, tmp_path / "sample", "--shuffles", 20)
    assert (tmp_path / "sample" / "study.json").read_bytes() == before


def test_a_script_gets_every_number_and_the_same_ones_again(run: Run, tmp_path: Path) -> None:
    run("sample", tmp_path / "sample")
    first = found(run, tmp_path / "sample", "--shuffles", 100)
    assert first == found(run, tmp_path / "sample", "--shuffles", 100)
    assert (first["shuffles"], first["seed"], first["crowd"]) == (100, 1, False)
    groups = first["groups"]
    assert isinstance(groups, list)
    for group in groups:
        assert 0 < group["chance_of_size"] <= group["chance"] <= 1
        assert group["beyond_luck"] == (group["chance"] <= 0.05)


def test_every_number_and_everybody_can_be_found_again_by_hand(run: Run, tmp_path: Path) -> None:
    run("sample", tmp_path / "example")
    answer = json.loads(run("patterns", tmp_path / "example", "--json").stdout)
    named = {person["id"] for person in (*answer["customers"], *answer["not_compared"])}
    placed = {person for each in answer["variables"] for band in each["bands"] for person in band["customers"]}
    assert placed <= named and [person["name"] for person in answer["not_compared"]] == ["Henk Bakker"]
    for group in answer["groups"]:
        assert len(group["shared"]) + len(group["splits"]) + len(group["unknown"]) == len(answer["counts"])
    [shared] = [group for group in answer["groups"] if len(group["customers"]) == 3 and group["also"]]
    shown = " ".join(run("patterns", tmp_path / "example").stdout.split())
    assert shown.count("counts once with one of these") == len(shared["also"]) == 1


def test_no_shuffles_are_wrong_use(run: Run, study: Path) -> None:
    assert run("patterns", study, "--shuffles", 0).exit_code == 2


def test_those_who_do_not_fit_are_looked_at_by_the_same_rules(run: Run, tmp_path: Path) -> None:
    run("sample", tmp_path / "sample")
    answer = found(run, tmp_path / "sample", "--no-fit", "--shuffles", 10)
    assert answer["negative"] is True
    assert run("patterns", tmp_path / "sample", "--no-fit").exit_code == 0


def test_a_survey_of_48_is_searched_and_explained(run: Run, study: Path, shared_data: Path) -> None:
    file = shared_data / "survey" / "googleforms-otel-docs-usability.csv"
    with file.open(encoding="utf-8-sig", newline="") as opened:
        columns = next(csv.reader(opened))
    names = {
        4: "Vendor",
        5: "Production",
        6: "Journey",
        10: "Visual aids",
        11: "Explains",
        12: "Installing",
        13: "Trouble",
    }
    mapping = {columns[place]: name for place, name in names.items()}
    for column in columns[14:28]:
        language = re.search(r"\[(.*)\]", column)
        assert language is not None
        mapping[column] = f"Docs for {language.group(1)}"
    bring_in(run, study, file, mapping, "respondent")
    answer = found(run, study, "--shuffles", 20)
    assert answer["crowd"] is True
    assert answer["from_attributes"] is True
    assert isinstance(answer["customers"], list)
    assert len(answer["customers"]) == 48
    apart = answer["furthest_apart"]
    assert isinstance(apart, dict)
    assert not set(apart["one"]) & set(apart["other"])
    assert 0 < apart["distance"] <= 1
    assert "they differ most on" in apart["text"]
    page = " ".join(run("patterns", study, "--shuffles", 20).stdout.split())
    assert "people around Person" in page
    assert "by luck in" in page


def test_of_ten_telephone_customers_it_names_the_columns_that_follow(
    run: Run, study: Path, tmp_path: Path, shared_data: Path
) -> None:
    with (shared_data / "crm" / "telco-customer-churn.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    # Ten drawn at random, of whom two or more have no internet.
    rng = random.Random(11)
    draws = (rng.sample(rows, 10) for _try in range(50))
    ten = next(drawn for drawn in draws if sum(row["InternetService"] == "No" for row in drawn) >= 2)
    file = tmp_path / "ten.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(ten)
    mapping = {name: name for name in SERVICES}
    mapping |= {
        "InternetService": "Kind of internet",
        "tenure": "Months",
        "MonthlyCharges": "Monthly",
        "TotalCharges": "Paid",
    }
    bring_in(run, study, file, mapping)
    answer = found(run, study, "--shuffles", 100)
    variables, follows = answer["variables"], answer["follows"]
    assert isinstance(variables, list)
    assert isinstance(follows, list)
    labels = {each["id"]: each["label"] for each in variables}
    same = {labels[each["variable"]] for each in follows if each["why"] == "same_answer"}
    assert same | {labels[of] for each in follows for of in each["of"]} >= set(SERVICES)
    products = [
        (labels[each["variable"]], {labels[of] for of in each["of"]}) for each in follows if each["why"] == "product"
    ]
    assert products == [("Paid", {"Months", "Monthly"})]
    page = " ".join(run("patterns", study, "--shuffles", 100).stdout.split())
    assert "“Paid” is about “Months” and “Monthly” multiplied" in page
    assert "“No internet service” says the same in" in page


def test_ctrl_c_asks_the_search_to_stop_and_a_second_time_ends_the_program() -> None:
    # A program begun in the background of a shell has none of it.
    of_the_shell = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with _stopping() as cancelled:
            assert not cancelled()
            signal.raise_signal(signal.SIGINT)
            assert cancelled()
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, of_the_shell)
