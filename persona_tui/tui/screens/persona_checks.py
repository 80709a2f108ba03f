"""The last part: whether the persona holds together, and calling it finished."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList

from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import is_finished
from persona_tui.domain.texts import clean_line
from persona_tui.i18n import _, ngettext
from persona_tui.insights.coherence import Finding, Severity
from persona_tui.tui.commands import Command, bindings
from persona_tui.tui.screens.persona_step import BuilderStep, part_title, persona_label
from persona_tui.tui.typed_dates import day_words, typed_day
from persona_tui.tui.widgets.kept_list import Entry, KeptList
from persona_tui.tui.widgets.pane_keys import PaneKeys
from persona_tui.tui.widgets.words import MUTED, FieldLabel, Heading, Words, styled
from persona_tui.workflows import personas as acts
from persona_tui.workflows.persona_finish import findings_of, finish, in_a_year, reopen
from persona_tui.workflows.persona_ground import Ground

FINDING_COMMANDS = (
    Command("checks.open", "enter", "select", _("Go there"), _("To the part, or the sentence, that this is about.")),
)
CHECK_COMMANDS = (
    Command(
        "checks.finish",
        "f",
        "finish",
        _("Finish"),
        _("Call the persona finished: it is kept as a version, and looked at again on the day below."),
    ),
    Command("checks.reopen", "u", "reopen", _("Work on it again"), _("It is no longer called finished."), show=False),
)


class FindingList(PaneKeys, KeptList):
    """What does not hold together; Enter goes there."""

    BINDINGS = bindings(FINDING_COMMANDS)


class CheckStep(BuilderStep):
    """What must be put right first, what to think about, and the word that it is finished."""

    BINDINGS = bindings(CHECK_COMMANDS)
    DEFAULT_CSS = """
    CheckStep #findings { height: 1fr; margin-top: 1; }
    CheckStep #checked { height: auto; }
    CheckStep #all-well { height: auto; padding: 0 1; margin-top: 1; max-width: 84; }
    CheckStep #finish-foot { dock: bottom; height: 4; padding: 1 1 0 1; }
    CheckStep #finish-foot Vertical { width: 26; height: auto; }
    CheckStep #finish-foot FieldLabel { margin-top: 0; }
    CheckStep #finish-acts { height: auto; width: 1fr; padding: 1 1 0 2; }
    CheckStep Button { margin-right: 2; }
    """
    about = _(
        "Before a persona is called finished: does it do or want something that no other persona does? Is its quote "
        "one of its own customers’, and does it speak to a goal, a pain or a motivator? Does the face have their age? "
        "Does every sentence rest on somebody, or say that it is an assumption? Is nobody’s real name left, and "
        "nothing personal without a purpose? What is marked ! must be put right; what is marked · is for you to judge. "
        "A finished persona is kept as a version, so that you see later what further talks change in it."
    )

    def compose(self) -> ComposeResult:
        yield Heading(_("Does it hold together?"), id="check-title")
        yield Words(id="checked", classes="hint")
        yield FindingList(id="findings")
        yield Words(id="all-well")
        with Horizontal(id="finish-foot"):
            with Vertical():
                yield FieldLabel(_("Look at it again on"))
                yield Input(id="review-again", placeholder=_("a day, a year from now, say"))
            with Horizontal(id="finish-acts"):
                yield Button(Content(_("Call it finished (f)")), id="do-finish", variant="primary")
                yield Button(Content(_("What changed (h)")), id="do-changes")

    def on_mount(self) -> None:
        """Nothing found yet."""
        self.findings: list[Finding] = []
        self._checked: Ground | None = None

    # --- showing ---------------------------------------------------------------------------------------------

    def show(self) -> None:
        """What was found."""
        assert self.ground is not None
        if self._checked is not self.ground:
            self._checked = self.ground
            self.findings = self.do(findings_of, self.persona.id, self.ground) or []
        persona, musts = self.persona, self.musts
        self.query_one("#check-title", Heading).update(
            styled(_("Does {name} hold together?").format(name=persona_label(persona)))
        )
        self.query_one("#checked", Words).say(self._summary())
        listed = self.query_one("#findings", FindingList)
        listed.show_entries([_entry(number, each, self) for number, each in enumerate(self.findings)])
        listed.display = bool(self.findings)
        if listed.highlighted is None and self.findings:
            listed.highlighted = 0
        self.query_one("#all-well", Words).display = not self.findings
        self.query_one("#all-well", Words).say(_all_well())
        button = self.query_one("#do-finish", Button)
        if musts and button.has_focus:
            listed.focus()
        button.disabled = bool(musts)
        button.label = Content(_("Keep it anew (f)") if is_finished(persona) else _("Call it finished (f)"))
        self.query_one("#do-changes", Button).display = bool(persona.versions)
        day = self.query_one("#review-again", Input)
        if not day.has_focus:
            day.value = (persona.review_on or in_a_year(date.today())).isoformat()
        self.refresh_bindings()

    @property
    def musts(self) -> list[Finding]:
        """What stands in the way."""
        return [each for each in self.findings if each.severity is Severity.MUST]

    def _summary(self) -> Content:
        musts, n = len(self.musts), len(self.findings)
        persona = self.persona
        parts: list[str | tuple[str, str]] = []
        if is_finished(persona) and persona.finished_on is not None:
            parts.append((_("✓ Finished on {day}.").format(day=day_words(persona.finished_on)), "bold $success"))
            parts.append(" ")
        if musts:
            sentence = ngettext("{n} thing must be put right first", "{n} things must be put right first", musts)
            parts.append((sentence.format(n=musts), "bold $warning"))
        if n - musts:
            sentence = ngettext("{n} thing to think about", "{n} things to think about", n - musts)
            parts.append(f"{'; ' if musts else ''}{sentence.format(n=n - musts)}")
        if not n:
            parts.append(_("Nothing stands in the way."))
        elif musts or n:
            parts.append(_(". Enter goes there."))
        return styled(*parts)

    def take_focus(self) -> None:
        """What was found; where it holds, the word that it is finished."""
        if self.findings and (self.musts or not is_finished(self.persona)):
            self.query_one("#findings").focus()
        else:
            self.query_one("#do-finish" if not self.musts else "#findings").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is finished is worked on again. To finish can be asked for at any time: a sentence says what
        stands in the way.
        """
        if self.ground is None:
            return False
        return self.persona.finished_on is not None if action == "reopen" else True

    # --- acts ------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Finding | None:
        key = self.query_one("#findings", FindingList).current_key
        return self.findings[int(key)] if key.isdigit() and int(key) < len(self.findings) else None

    @property
    def part_found(self) -> str:
        """The part that the chosen finding is about; "" for none."""
        return self._chosen.part if self._chosen is not None else ""

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """To what was found."""
        event.stop()
        if self._chosen is not None:
            await self.go_to(self._chosen)

    async def go_to(self, finding: Finding) -> None:
        """To the part that a finding is about, and to its sentence."""
        await self.screen.show_finding(finding)  # type: ignore[attr-defined]

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The same acts, by button."""
        event.stop()
        if event.button.id == "do-finish":
            self.action_finish()
        else:
            self.screen.action_changes()  # type: ignore[attr-defined]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the day is kept."""
        event.stop()
        self._keep_day()
        self.take_focus()

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Keep the day that was typed, where one had been chosen already."""
        event.stop()
        if self.ground is not None and self.persona.review_on is not None:
            self._keep_day()

    def _day(self) -> date | None:
        typed = self.query_one("#review-again", Input).value
        try:
            return typed_day(typed) if clean_line(typed) else None
        except PlainError as problem:
            self.notify(problem.sentence, severity="warning", markup=False)
            return None

    def _keep_day(self) -> None:
        day = self._day()
        if day is not None and day != self.persona.review_on:
            self.do(acts.change_persona, self.persona.id, review_on=day)

    def action_finish(self) -> None:
        """Call it finished."""
        was = is_finished(self.persona)
        day = self._day()
        done = self.do(finish, self.persona.id, review_on=day if day is not None and day > date.today() else None)
        if done is None:
            return
        sentence = _("{name} is kept as a version.") if was else _("{name} is finished, and kept as a version.")
        again = day_words(done.review_on) if done.review_on is not None else ""
        self.notify(
            sentence.format(name=persona_label(done)) + " " + _("Look at it again on {day}.").format(day=again),
            markup=False,
        )

    def action_reopen(self) -> None:
        """It is not finished after all."""
        self.do(reopen, self.persona.id)


def _all_well() -> str:
    return _(
        "It does something that no other persona does, its quote is one of its own customers’ and speaks to what they "
        "want, every sentence rests on somebody or says that it is an assumption, and nobody’s name is left in it."
    )


def _entry(number: int, finding: Finding, step: CheckStep) -> Entry:
    must = finding.severity is Severity.MUST
    title = part_title(finding.part, step.persona)
    return Entry(
        str(number),
        styled((title, "bold"), "\n", (finding.sentence, "" if must else MUTED)),
        lead=styled(("! " if must else "· ", "bold $warning" if must else MUTED)),
    )
