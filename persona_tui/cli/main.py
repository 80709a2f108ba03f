"""The command `persona-tui`: what it offers, and where each part of it is."""

from __future__ import annotations

import click

from persona_tui import __version__
from persona_tui.cli.program import LazyGroup, Program
from persona_tui.i18n import N_

COMMANDS = {
    "open": ("persona_tui.cli.commands.open_study:open_study", N_("Open a study in the app.")),
    "new": ("persona_tui.cli.commands.new:new", N_("Make a new study.")),
    "sample": ("persona_tui.cli.commands.sample:sample", N_("Write the worked example, to look around in.")),
    "import": (
        "persona_tui.cli.main:import_",
        N_("Bring in a list of customers, notes or the transcript of an interview, or a form that was filled in."),
    ),
    "interview": (
        "persona_tui.cli.commands.interview:interview",
        N_("Talk with a customer, question by question; also without the full screen."),
    ),
    "show": ("persona_tui.cli.commands.show:show", N_("Say where a study stands, and what to do next.")),
    "evidence": ("persona_tui.cli.commands.evidence:evidence", N_("Say what every sentence of a persona rests on.")),
    "export": ("persona_tui.cli.commands.export:export", N_("Write personas and notes as Word documents.")),
    "house": ("persona_tui.cli.commands.house:house", N_("Set your logo, colours and fonts for all documents.")),
    "forget": ("persona_tui.cli.commands.forget:forget", N_("Take a customer out of a study for good.")),
    "patterns": (
        "persona_tui.cli.commands.patterns:patterns",
        N_("Say who belongs together, and how often luck alone makes such groups."),
    ),
    "check": ("persona_tui.cli.commands.check:check", N_("Say whether everything in a study is whole.")),
    "banks": ("persona_tui.cli.commands.banks:banks", N_("List, check and read question banks.")),
}
IMPORT_COMMANDS = {
    "customers": (
        "persona_tui.cli.commands.import_customers:import_customers",
        N_("Take the best customers from a list (CSV)."),
    ),
    "interview": (
        "persona_tui.cli.commands.import_interview:import_interview",
        N_("Read the notes of an interview (text or Markdown)."),
    ),
    "transcript": (
        "persona_tui.cli.commands.import_transcript:import_transcript",
        N_("Read what was said in an interview, word for word (WebVTT, SRT, text or Markdown)."),
    ),
    "answers": (
        "persona_tui.cli.commands.import_answers:import_answers",
        N_("Read the form that a customer filled in and sent back (Word)."),
    ),
}

import_ = LazyGroup(
    "import",
    commands=IMPORT_COMMANDS,
    about=COMMANDS["import"][1],
    examples=("persona-tui import customers customers.csv --into my-shop --rank spent --best 8",),
)


def _home() -> None:
    """Open the home screen: without a command, that is what is wanted."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        from persona_tui.cli.terminal import open_app

        open_app(None)


program = Program(
    "persona-tui",
    commands=COMMANDS,
    about=N_("From your best customers to personas that colleagues can trust. Without a command: the home screen."),
    examples=("persona-tui", "persona-tui new my-shop --business 'Desk & Co' --sells-to people"),
    callback=_home,
    invoke_without_command=True,
)
program = click.version_option(__version__, prog_name="persona-tui", message="%(prog)s %(version)s")(program)


def main() -> None:
    """Run the command line and leave with its exit code."""
    program.main(prog_name="persona-tui")
