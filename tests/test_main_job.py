"""The one run that the program is for: from a list of customers to a persona in Word, on files that others made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from persona_tui.cli.main import program
from persona_tui.domain.attributes import Value
from persona_tui.domain.claims import StandingKind
from persona_tui.insights.grounds import context
from persona_tui.insights.tallies import proposed_claim, spread
from persona_tui.insights.voices import line_evidence
from persona_tui.workflows.personas import add_claim, attach, change_persona, new_persona, set_portrait
from persona_tui.workflows.session import Session
from persona_tui.workflows.studies import open_study


def _run(*parts: object) -> str:
    result = CliRunner().invoke(program, [str(part) for part in parts])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def _build_persona(study: Path) -> None:
    """What the personas step does, by the same acts: a persona of the eight best, with claims that rest on them."""
    session = open_study(study)
    try:
        persona = new_persona(session, [person.id for person in session.people()], "Nora")
        change_persona(session, persona.id, archetype="Stays for years, and sees to it that it works", reason="Stayed")
        for field, key in (("demographics", "months_as_customer"), ("socioeconomics", "contract")):
            attribute = session.attribute(key)
            assert attribute is not None
            claim = proposed_claim(spread(attribute, persona.people, session.folder.all(Value)))
            kept = add_claim(session, persona.id, field, claim.text, claim.evidence)
            for against in claim.against:
                attach(session, persona.id, kept.id, against, against=True)
        interview = session.interviews_of()[0]
        answer = next(answer for answer in interview.answers if answer.asked_text.startswith("Challenges"))
        line = next(line for line in answer.lines if line.text.startswith("Documentation is confusing"))
        add_claim(
            session, persona.id, "pains", "Loses the way in the documentation", [line_evidence(interview, answer, line)]
        )
        add_claim(session, persona.id, "goals", "Wants to see what happens, end to end")
        set_portrait(session, persona.id, 11)
        _claims_rest_on_customers(session)
    finally:
        session.close()


def _claims_rest_on_customers(session: Session) -> None:
    ground = context(session.view(), session.interviews_of())
    persona = session.personas()[0]
    standings = {
        field.key: ground.claim_standing(claim, persona.people)
        for field in persona.shown_fields
        for claim in field.claims
    }
    assert len(standings["demographics"].voices) == 8
    assert (standings["pains"].kind, len(standings["pains"].known)) == (StandingKind.ONE_VOICE, 1)
    assert standings["goals"].kind is StandingKind.ASSUMPTION


def test_from_a_real_list_to_a_persona_in_word(tmp_path: Path, shared_data: Path, shared_tools: Path) -> None:
    study, out = tmp_path / "telco", tmp_path / "documents"
    _run(
        "new", study, "--business", "Telco & Sons", "--sells-to", "people", "--purpose", "who stays for years, and why"
    )
    telco = shared_data / "crm" / "telco-customer-churn.csv"
    ranks = ("--name", "customerID", "--rank", "tenure", "--rank", "TotalCharges", "--best", "8")
    listed = json.loads(
        _run("import", "customers", telco, "--into", study, *ranks, "--map", "Contract=contract", "--json")
    )
    assert (listed["rows"], listed["added"]) == (7043, 8)
    first = listed["customers"][0]["name"]

    notes = shared_data / "interview" / "otel-interview-outcome-2022.md"
    consent = ("--consent", "notes,quotes", "--consent-date", "2026-11-02")
    said = _run("import", "interview", notes, "--into", study, "--customer", first, *consent)
    assert "count nowhere" not in said

    # What a person does on the personas step. The steps on the screens are driven here, by the pilot, when they stand.
    _build_persona(study)

    shown = json.loads(_run("show", study, "--json"))
    assert [step["state"] for step in shown["steps"] if step["key"] in ("customers", "personas")] == ["done", "started"]
    assert [(persona["name"], persona["complete"]) for persona in shown["personas"]] == [("Nora", False)]
    written = json.loads(_run("export", study, "--to", out, "--json"))["written"]
    assert [Path(path).name for path in written] == [
        "Nora.docx",
        "Report Telco & Sons.docx",
        "Cards Telco & Sons.docx",
        "Interview with Customer 1.docx",
    ]
    checked = subprocess.run(
        [sys.executable, str(shared_tools / "docx_check.py"), *written], capture_output=True, text=True, timeout=120
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Nora.docx: ok" in checked.stdout
    assert json.loads(_run("check", study, "--json"))["problems"] == []
