"""What every command has in common: commands that are imported when they are used, examples in the help, and errors
as one plain sentence with the right exit code.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from persona_tui.i18n import _

FAILED = 1
WRONG_USE = 2
INTERRUPTED = 130

Commands = Mapping[str, tuple[str, str]]
"""Name → where the command is ("module:object") and what the list of commands says of it, to be translated."""


class PlainCommand(click.Command):
    """A command whose help ends with examples."""

    def __init__(self, name: str | None, *, examples: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(name, **settings)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples."""
        _write_examples(self.examples, formatter)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used; the list of them needs none."""

    def __init__(
        self,
        name: str | None,
        *,
        commands: Commands,
        about: str,
        examples: Sequence[str] = (),
        callback: Callable[..., Any] | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(name, callback=callback, no_args_is_help=False, **settings)
        self._lazy = commands
        self._about = about
        self.examples = examples

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a person needs them."""
        return [*self._lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _colon, attribute = self._lazy[cmd_name][0].partition(":")
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was asked for; an unknown one names the closest."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            names = self.list_commands(ctx)
            near = get_close_matches(name, names, n=1)
            there = near[0] if near else ", ".join(names)
            sentence = (
                _("There is no command “{name}”: did you mean “{there}”?")
                if near
                else _("There is no command “{name}”. There are: {there}.")
            )
            raise click.UsageError(sentence.format(name=name, there=there), ctx)
        return super().resolve_command(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the group is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(self._about))

    def get_short_help_str(self, limit: int = 45) -> str:
        """What a list of commands says of the group."""
        return _(self._about)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any."""
        rows = [(name, _(about)) for name, (_place, about) in self._lazy.items()]
        rows += [
            (name, found.get_short_help_str(80))
            for name in super().list_commands(ctx)
            if (found := super(LazyGroup, self).get_command(ctx, name)) is not None
        ]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples."""
        _write_examples(self.examples, formatter)


class Program(LazyGroup):
    """The whole command line. Whatever goes wrong is one sentence on stderr; nobody sees a traceback."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A study's folder alone opens it; anything else is a command."""
        if self.get_command(ctx, args[0]) is None and _is_study(args[0]):
            args = ["open", *args]
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and leave with 0, 1 (failed), 2 (wrong use) or 130 (interrupted)."""
        _make_streams_safe()
        code = _guarded(
            lambda: super(Program, self).main(args, prog_name or "persona-tui", complete_var, False, **extra)
        )
        if standalone_mode:
            sys.exit(code)
        return code


def _is_study(path: str) -> bool:
    from persona_tui.workflows.studies import is_study

    return is_study(Path(path))


def command(name: str, *, examples: Sequence[str]) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with examples in its help."""
    return click.command(name, cls=PlainCommand, examples=examples)


def _write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    if examples:
        with formatter.section(_("Example") if len(examples) == 1 else _("Examples")):
            for example in examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


# --- what goes wrong -------------------------------------------------------------------------------------------


def _guarded(run: Callable[[], Any]) -> int:
    """Run, and turn whatever comes out into an exit code and at most one sentence, with where what is not saved is."""
    from persona_tui.domain.errors import PlainError

    try:
        _speak_the_persons_language()
        result = run()
        sys.stdout.flush()
        return result if isinstance(result, int) and not isinstance(result, bool) else 0
    except click.UsageError as error:
        complain(usage_sentence(error))
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        complain(error.format_message())
        return FAILED
    except PlainError as error:
        complain(error.sentence)
        return FAILED
    except BrokenPipeError:
        _let_go_of_stdout()
        return FAILED
    except OSError as error:
        complain(os_sentence(error))
        return FAILED
    except Exception as error:
        from persona_tui.cli.error_log import write_down

        complain(" ".join([write_down(), *getattr(error, "unsaved", ())]))
        return FAILED


def usage_sentence(error: click.UsageError) -> str:
    """What was wrong with what was typed, and where it is explained, on one line."""
    context = error.ctx
    said = " ".join(_what_is_wrong(error).split())
    if said and said[-1] not in ".?!":
        said += "."
    path = context.command_path if context is not None else "persona-tui"
    return f"{said} " + _("See: {command} --help").format(command=path)


def _what_is_wrong(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = get_close_matches(error.option_name, error.possibilities or (), n=1, cutoff=0.4)
        if near:
            return _("There is no option {option}: did you mean {near}?").format(option=error.option_name, near=near[0])
        return _("There is no option {option}.").format(option=error.option_name)
    if isinstance(error, click.MissingParameter):
        name = _parameter_name(error)
        return _("{name} is missing.").format(name=name)
    if isinstance(error, click.BadParameter):
        return _("{name}: {problem}").format(name=_parameter_name(error), problem=error.message)
    if error.message == "Missing command.":
        return _("Say which command you mean.")
    return error.message


def _parameter_name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or _("Something"))
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx or click.Context(click.Command("")))


def os_sentence(error: OSError) -> str:
    """What the system has against a file, plainly."""
    why = error.strerror or str(error) or type(error).__name__
    if error.filename is None:
        return _("The system refused: {why}.").format(why=why)
    return _("{path} could not be used: {why}.").format(path=error.filename, why=why)


def complain(sentence: str) -> None:
    """Say on stderr what is wrong."""
    try:
        sys.stderr.write(_set_for_reading(" ".join(sentence.split())) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def _set_for_reading(sentence: str) -> str:
    """A sentence broken between words in a terminal, which would break it within them; else one line, for scripts."""
    if not sys.stderr.isatty():
        return sentence
    width = max(20, shutil.get_terminal_size().columns)
    return textwrap.fill(sentence, width, break_long_words=False, break_on_hyphens=False)


def _make_streams_safe() -> None:
    """Let no character that the terminal's encoding lacks end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _speak_the_persons_language() -> None:
    from persona_tui.i18n import use_language
    from persona_tui.settings import load_settings

    use_language(load_settings().language)


def _let_go_of_stdout() -> None:
    """Whoever read our output is gone: nothing more is written, also not when Python ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
