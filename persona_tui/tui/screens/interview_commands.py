"""What can be done during a talk. All of it works while somebody types."""

from __future__ import annotations

from persona_tui.i18n import _
from persona_tui.tui.commands import Command
from persona_tui.tui.widgets.frame import step_commands

TALK_COMMANDS = (
    Command(
        "talk.next",
        "ctrl+down,alt+down",
        "step(1)",
        _("Next"),
        _("The next question; what you typed is kept."),
        priority=True,
        key_display="^↓",
    ),
    Command(
        "talk.previous",
        "ctrl+up,alt+up",
        "step(-1)",
        _("Previous"),
        _("The question before."),
        show=False,
        priority=True,
        key_display="^↑",
    ),
    Command(
        "talk.mark",
        "f8",
        "mark",
        _("Mark"),
        _("The next key is a mark for this line, such as - for a pain; again takes it off."),
        priority=True,
    ),
    Command(
        "talk.speaker",
        "ctrl+a",
        "speaker",
        _("Who speaks"),
        _("Another one on the call speaks: for this line or the lines selected, and for those that follow."),
        priority=True,
    ),
    Command(
        "talk.jump",
        "ctrl+g",
        "jump",
        _("Find or ask"),
        _("Find any question by a few letters, or ask one of your own."),
        priority=True,
    ),
    Command(
        "talk.finish",
        "f12",
        "finish",
        _("Finish"),
        _("The talk is over, or broke off; look back on it."),
        priority=True,
    ),
    Command(
        "talk.open",
        "ctrl+n",
        "open_one",
        _("Not asked"),
        _("To the next question that was not asked yet."),
        priority=True,
    ),
    Command(
        "talk.propose",
        "ctrl+f",
        "propose",
        _("Fill gaps"),
        _("Which questions would tell what you do not know of this customer yet, and why."),
        priority=True,
    ),
    Command(
        "talk.come_back",
        "ctrl+b",
        "come_back",
        _("To ?"),
        _("To the next line marked ? to come back to, under whatever question it stands."),
        priority=True,
    ),
    Command(
        "talk.skip", "ctrl+l", "skip", _("Skip"), _("Pass this question over, and say why in a word."), priority=True
    ),
    Command(
        "talk.send",
        "ctrl+e",
        "send",
        _("Send line"),
        _("Send this line, or the lines selected, to the question they answer; their time and marks go with them."),
        priority=True,
    ),
    Command("talk.back", "escape", "back", _("Back"), _("To the list of interviews; everything is kept.")),
    Command(
        "talk.outline",
        "ctrl+o",
        "fold('outline')",
        _("Outline"),
        _("Show or hide the list of questions."),
        priority=True,
    ),
    Command(
        "talk.probes",
        "ctrl+r",
        "fold('probes')",
        _("Probes"),
        _("Show or hide what to ask further, and what is still unknown."),
        priority=True,
    ),
    Command(
        "talk.clock", "ctrl+t", "clock", _("Stop the clock"), _("Let the clock stand, or go on."), False, priority=True
    ),
    Command(
        "talk.read",
        "alt+r",
        "read",
        _("Read through"),
        _("All notes of this talk in one view: search, mark, correct, and move lines."),
        show=False,
        priority=True,
    ),
    Command(
        "talk.consent",
        "f9",
        "consent",
        _("Consent"),
        _("What the customer agreed to: record it, change it, or withdraw it."),
        show=False,
        priority=True,
    ),
    Command("talk.keep", "ctrl+s", "keep", _("Keep"), _("Keep everything now; it happens by itself too."), show=False),
    Command("talk.undo", "ctrl+z", "undo", _("Undo"), _("Take the last answer back."), show=False),
    *step_commands("talk", "leave_for"),
)
