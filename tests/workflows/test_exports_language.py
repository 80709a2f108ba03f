"""Documents speak the study's language, whatever the screen's is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from persona_tui import i18n
from persona_tui.domain.records import replace
from persona_tui.i18n import _, speaking, use_language
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.exports import Wishes, export
from persona_tui.workflows.personas import add_claim, new_persona
from persona_tui.workflows.session import Session
from tests.exports.word_reading import paragraphs


@pytest.fixture
def dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A translation of a few words."""
    catalog = Catalog(locale="nl")
    catalog.add("Pain points", "Pijnpunten")
    catalog.add("Who was asked, and how", "Wie is er gevraagd, en hoe")
    compiled = BytesIO()
    write_mo(compiled, catalog)
    folder = tmp_path / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "persona_tui.mo").write_bytes(compiled.getvalue())
    monkeypatch.setattr(i18n, "LOCALE_FOLDER", tmp_path / "locale")


@pytest.mark.usefixtures("dutch")
def test_a_document_speaks_the_studys_language_and_the_screen_keeps_its_own(session: Session, tmp_path: Path) -> None:
    persona = new_persona(session, [add_customer(session, "Anna").id], "Nora")
    add_claim(session, persona.id, "pains", "Wants a desk that stands still")
    with session.act("Choose a language"):
        session.put(replace(session.study, document_language="nl"))
        session.put(replace(session.personas()[0], language="en"))
    report = export(session, tmp_path / "out", Wishes(kinds=("sheet", "report")))
    sheet, whole = (paragraphs(path.read_bytes()) for path in report.paths)
    assert "Pain points" in sheet and "Pijnpunten" not in sheet
    assert "Wie is er gevraagd, en hoe" in whole
    assert _("Pain points") == "Pain points"


@pytest.mark.usefixtures("dutch")
def test_another_thread_keeps_its_language() -> None:
    heard: list[str] = []
    with speaking("nl"):
        thread = Thread(target=lambda: heard.append(_("Pain points")))
        thread.start()
        thread.join()
        heard.append(_("Pain points"))
        with speaking("xx"):
            heard.append(_("Pain points"))
        with speaking(""):
            heard.append(_("Pain points"))
    use_language("")
    assert heard == ["Pain points", "Pijnpunten", "Pain points", "Pijnpunten"]
