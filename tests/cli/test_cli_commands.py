"""What each command does, says and leaves behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from persona_tui import __version__, paths
from persona_tui.cli.main import COMMANDS, IMPORT_COMMANDS
from persona_tui.settings import recent_studies
from persona_tui.workflows.studies import open_study
from tests.cli.command_line import Run

HOSTILE = "see [/ and [b=1, “3”] {x} [/red]"


# --- help ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        *[(name,) for name in COMMANDS],
        *[("import", name) for name in IMPORT_COMMANDS],
        *[("banks", name) for name in ("list", "check", "show")],
        (),
    ],
)
def test_every_command_explains_itself_with_an_example(run: Run, parts: tuple[str, ...]) -> None:
    result = run(*parts, "--help")
    assert result.exit_code == 0
    assert "Usage: persona-tui" in result.stdout
    assert "Example" in result.stdout.split("Options:")[-1]
    assert "  persona-tui" in result.stdout.split("Example")[-1]
    assert all(len(line) <= 120 for line in result.stdout.splitlines())


def test_the_version_is_told(run: Run) -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"persona-tui {__version__}\n")


def test_the_folder_of_a_study_alone_opens_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("new", tmp_path / "shop", "--business", "Perch", "--sells-to", "people").exit_code == 0
    assert run(tmp_path / "shop").stderr == run("open", tmp_path / "shop").stderr
    assert run(tmp_path / "shop", "--step", "share").stderr == run("open", tmp_path / "shop").stderr
    assert "needs a terminal" in run(tmp_path / "shop").stderr
    assert "no command" in run(tmp_path / "empty").stderr


# --- new, sample, show -----------------------------------------------------------------------------------------


def test_a_new_study_is_made_with_attributes_proposed_and_remembered(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "my shop"
    result = run("new", path, "--business", HOSTILE, "--sells-to", "both", "--currency", "NOK", "--start-up")
    assert result.exit_code == 0, result.stderr
    assert "persona-tui open" in result.stdout
    session = open_study(path, write=False)
    study = session.study
    session.close()
    assert (study.business, study.sells_to, study.currency, study.start_up) == (HOSTILE, "both", "NOK", True)
    assert study.picked
    assert [recent.business for recent in recent_studies()] == [HOSTILE]


def test_the_worked_example_is_written_and_shown(run: Run, tmp_path: Path) -> None:
    assert run("sample", tmp_path / "example").exit_code == 0
    shown = run("show", tmp_path / "example")
    assert shown.exit_code == 0, shown.stderr
    assert "Next: " in shown.stdout and "✓  Personas" in shown.stdout
    document = json.loads(run("show", tmp_path / "example", "--json").stdout)
    assert [persona["complete"] for persona in document["personas"]] == [True, True]
    assert len(document["customers"]) == 8 and len(document["interviews"]) == 6


def test_show_as_json_has_the_promised_shape(run: Run, study: Path, customers: Path) -> None:
    run("import", "customers", customers, "--into", study, "--rank", "spent", "--best", "2")
    result = run("show", study, "--json")
    assert result.exit_code == 0 and result.stderr == ""
    document = json.loads(result.stdout_bytes.decode("utf-8"))
    assert document["business"] == "Desk & Co"
    assert isinstance(document["next"], str) and document["next"]
    assert [step["key"] for step in document["steps"]] == [
        "customers", "attributes", "interviews", "channels", "personas", "share",
    ]  # fmt: skip
    assert {step["state"] for step in document["steps"]} <= {"empty", "started", "done"}
    assert [(each["name"], each["relation"], each["fit"]) for each in document["customers"]] == [
        ("Anna", "customer", "best"),
        ("Çınar", "customer", "best"),
    ]
    assert all(each["id"] for each in document["customers"])
    assert document["interviews"] == [] and document["personas"] == []


def test_a_persons_text_cannot_steer_the_terminal(run: Run, study: Path) -> None:
    raw = (study / "study.json").read_text(encoding="utf-8")
    (study / "study.json").write_text(raw.replace("Desk & Co", "Desk \\u001b[2J Co"), encoding="utf-8")
    result = run("show", study)
    assert "\x1b" not in result.stdout and "Desk ␛[2J Co" in result.stdout


# --- import ----------------------------------------------------------------------------------------------------


def test_a_dry_run_shows_the_guess_and_writes_nothing(run: Run, study: Path, customers: Path) -> None:
    before = (study / "study.json").read_bytes()
    result = run("import", "customers", customers, "--into", study, "--rank", "spent", "--best", "2", "--dry-run")
    assert result.exit_code == 0, result.stderr
    assert "Nothing was written" in result.stdout
    for words in ("Anna", "spent 900", "Çınar", "Gender", "not among the best 2", "1 customer: no spent"):
        assert words in result.stdout
    assert "Bram" not in result.stdout
    assert (study / "study.json").read_bytes() == before


def test_a_dry_run_as_json_says_the_same(run: Run, study: Path, customers: Path) -> None:
    result = run(
        "import", "customers", customers, "--into", study, "--map", "city=Home town", "--rank", "spent:low",
        "--best", "1", "--dry-run", "--json",
    )  # fmt: skip
    document = json.loads(result.stdout)
    assert document["dry_run"] is True and document["rows"] == 4
    assert document["rank"] == [{"column": "spent", "low": True}]
    assert [(each["name"], each["new"], each["id"]) for each in document["customers"]] == [("Bram", True, None)]
    assert [each["new"] for each in document["attributes"] if each["column"] == "city"] == [True]
    assert {part["reason"] for part in document["left_out"]} >= {"not_best", "no_rank"}


def test_importing_twice_adds_once(run: Run, study: Path, customers: Path) -> None:
    first = run("import", "customers", customers, "--into", study, "--best", "all")
    assert "4 customers added" in first.stdout
    again = run("import", "customers", customers, "--into", study, "--best", "all", "--json")
    document = json.loads(again.stdout)
    assert (document["added"], document["updated"], document["unchanged"]) == (0, 0, 4)
    assert len(json.loads(run("show", study, "--json").stdout)["customers"]) == 4


def test_notes_are_imported_and_without_consent_it_says_what_to_do(
    run: Run, study: Path, customers: Path, notes: Path
) -> None:
    run("import", "customers", customers, "--into", study)
    result = run("import", "interview", notes, "--into", study, "--customer", "Anna")
    assert result.exit_code == 0, result.stderr
    assert "count nowhere" in result.stdout and "--consent" in result.stdout
    again = run(
        "import", "interview", notes, "--into", study, "--customer", "Anna",
        "--consent", "notes,quotes", "--consent-date", "2026-11-02",
    )  # fmt: skip
    assert "updated" in again.stdout and "count nowhere" not in again.stdout
    interviews = json.loads(run("show", study, "--json").stdout)["interviews"]
    assert [(talk["consent"], talk["lines"], talk["state"]) for talk in interviews] == [(True, 2, "done")]


def test_the_real_list_of_a_phone_company_gives_its_eight_best(run: Run, study: Path, shared_data: Path) -> None:
    result = run(
        "import", "customers", shared_data / "crm" / "telco-customer-churn.csv", "--into", study,
        "--name", "customerID", "--rank", "tenure", "--rank", "TotalCharges", "--best", "8", "--json",
    )  # fmt: skip
    document = json.loads(result.stdout)
    assert (document["rows"], document["added"]) == (7043, 8)
    assert {each["values"]["months_as_customer"] for each in document["customers"]} == {72.0}
    assert document["customers"][0]["ranked"] == "tenure 72, TotalCharges 8684.8"
    assert [part["count"] for part in document["left_out"] if part["reason"] == "no_rank"] == [11]


def test_the_real_list_of_businesses_keeps_accents_and_knows_null(run: Run, tmp_path: Path, shared_data: Path) -> None:
    study = tmp_path / "foods"
    run("new", study, "--business", "Northwind", "--sells-to", "businesses")
    path = shared_data / "crm" / "northwind-customers.csv"
    document = json.loads(run("import", "customers", path, "--into", study, "--best", "all", "--json").stdout)
    names = [each["name"] for each in document["customers"]]
    assert document["added"] == 91 and "Antonio Moreno Taquería" in names
    assert not any(value == "NULL" for each in document["customers"] for value in each["values"].values())


# --- export, check, banks --------------------------------------------------------------------------------------


def test_documents_are_written_and_their_paths_printed(run: Run, tmp_path: Path) -> None:
    run("sample", tmp_path / "example")
    result = run("export", tmp_path / "example", "--to", tmp_path / "out", "--what", "sheet", "--persona", "nora")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{tmp_path / 'out' / 'Nora.docx'}\n"
    document = json.loads(run("export", tmp_path / "example", "--to", tmp_path / "out", "--json").stdout)
    assert len(document["written"]) == 10 and all(Path(path).is_file() for path in document["written"])
    assert isinstance(document["left_out"], list)
    steps = json.loads(run("show", tmp_path / "example", "--json").stdout)["steps"]
    assert steps[-1]["state"] == "done"


def test_an_export_of_nothing_says_so(run: Run, study: Path, tmp_path: Path) -> None:
    result = run("export", study, "--to", tmp_path / "out", "--what", "sheet")
    assert result.exit_code == 1 and "no personas yet" in result.stderr and result.stdout == ""


def test_a_whole_study_is_said_to_be_whole(run: Run, study: Path) -> None:
    result = run("check", study)
    assert result.exit_code == 0 and "is whole" in result.stdout
    document = json.loads(run("check", study, "--json").stdout)
    assert document["whole"] is True and document["problems"] == []


def test_a_broken_study_is_said_to_be_broken_and_mended(run: Run, tmp_path: Path) -> None:
    study = tmp_path / "example"
    run("sample", study)
    broken = next((study / "interviews").glob("*.json"))
    broken.write_text("{half", encoding="utf-8")
    result = run("check", study)
    assert result.exit_code == 1 and "broken" in result.stdout and "--repair" in result.stdout
    assert json.loads(run("check", study, "--json").stdout)["whole"] is False
    assert "mended" in run("check", study, "--repair").stdout
    assert run("check", study).exit_code == 0


def test_the_banks_are_listed_with_and_without_the_word(run: Run) -> None:
    assert run("banks").stdout == run("banks", "list").stdout
    found = json.loads(run("banks", "list", "--json").stdout)
    assert {"people-hour", "businesses-quarter"} <= {bank["key"] for bank in found}
    assert all(bank["problem"] == "" for bank in found)


def test_a_bank_is_shown_question_by_question(run: Run) -> None:
    result = run("banks", "show", "people-hour")
    assert result.exit_code == 0
    assert result.stdout.count("?") > 20


def test_a_bank_is_checked(run: Run, tmp_path: Path) -> None:
    good = paths.banks_folder() / "people-hour" / "en.toml"
    assert run("banks", "check", good).exit_code == 0
    bad = tmp_path / "mine.toml"
    bad.write_text('key = "mine"\ntitel = "Mine"\n', encoding="utf-8")
    result = run("banks", "check", bad)
    assert result.exit_code == 1 and "title" in result.stdout
    assert json.loads(run("banks", "check", bad, "--json").stdout)["usable"] is False


def test_a_bank_of_ones_own_is_listed_used_and_when_broken_explained(
    run: Run, study: Path, customers: Path, notes: Path
) -> None:
    own = paths.own_banks_folder()
    own.mkdir(parents=True)
    shipped = (paths.banks_folder() / "people-quarter" / "en.toml").read_text(encoding="utf-8")
    (own / "mine.toml").write_text(shipped.replace("people-quarter", "mine"), encoding="utf-8")
    (own / "broken.toml").write_text("= what", encoding="utf-8")
    listed = run("banks")
    assert "mine" in listed.stdout and "not correct TOML" in listed.stdout
    run("import", "customers", customers, "--into", study)
    result = run("import", "interview", notes, "--into", study, "--customer", "Anna", "--bank", "mine")
    assert result.exit_code == 0, result.stderr
