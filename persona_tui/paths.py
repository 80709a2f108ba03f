"""Where the program's own things live: its settings, and the data it ships."""

from __future__ import annotations

import os
from pathlib import Path

APP_NAME = "persona-tui"


def settings_folder() -> Path:
    """The folder of the person's settings: the platform's own, or PERSONA_TUI_HOME when set."""
    home = os.environ.get("PERSONA_TUI_HOME")
    if home:
        return Path(home)
    import platformdirs

    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))


def banks_folder() -> Path:
    """The folder of the question banks and the catalogue: inside an installed wheel, beside the package otherwise."""
    package = Path(__file__).parent
    installed = package / "question_banks"
    return installed if installed.is_dir() else package.parent / "question_banks"


def own_banks_folder() -> Path:
    """Where a person's own question banks are looked for."""
    return settings_folder() / "question_banks"


def studies_folder() -> Path:
    """Where a new study is proposed to live: the person's documents folder, or home."""
    import platformdirs

    documents = Path(platformdirs.user_documents_dir())
    return (documents if documents.is_dir() else Path.home()) / "personas"
