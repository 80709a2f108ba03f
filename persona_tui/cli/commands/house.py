"""`persona-tui house`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from persona_tui.cli.output import plain, say, say_json, say_table, say_wrapped
from persona_tui.cli.program import command
from persona_tui.i18n import _

if TYPE_CHECKING:
    from persona_tui.workflows.house_style import HouseReport


@command("house", examples=("persona-tui house my-shop --logo logo.png --colour '#1B4B9A' --font Georgia",))
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--logo",
    type=click.Path(path_type=Path),
    help=_("Your logo: a JPEG, PNG or WEBP. What its file tells beside the picture stays out."),
)
@click.option("--no-logo", is_flag=True, help=_("Documents without a logo."))
@click.option("--colour", metavar="DIGITS", help=_("Your main colour, six digits such as #1B6B66; '' for ours."))
@click.option("--second-colour", metavar="DIGITS", help=_("The second colour: who is not a fit, what speaks against."))
@click.option("--heading-font", metavar="NAME", help=_("The font of names and headings; '' for that of the text."))
@click.option("--font", metavar="NAME", help=_("The font of the text; '' for ours."))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def house(
    study: Path,
    logo: Path | None,
    no_logo: bool,
    colour: str | None,
    second_colour: str | None,
    heading_font: str | None,
    font: str | None,
    as_json: bool,
) -> int:
    """Say how the documents of the study in the folder STUDY look, and change it.

    A colour that is too light to read is made darker in documents, and that is said; without an option nothing changes.
    """
    from persona_tui.cli.opened import reading, writing
    from persona_tui.workflows.house_style import HouseReport, house_notes, set_house

    if logo is not None and no_logo:
        raise click.UsageError(_("--logo and --no-logo contradict each other"), click.get_current_context())
    changes = (logo, colour, second_colour, heading_font, font)
    if no_logo or any(change is not None for change in changes):
        with writing(study, "persona-tui house") as session:
            report = set_house(
                session,
                logo=logo,
                without_logo=no_logo,
                main_colour=colour,
                second_colour=second_colour,
                heading_font=heading_font,
                text_font=font,
            )
    else:
        with reading(study) as session:
            report = HouseReport(session.study.house, tuple(house_notes(session.study.house)))
    if as_json:
        style = {name: getattr(report.style, name) for name in report.style.__struct_fields__ if name != "extra"}
        say_json({"house": style, "notes": list(report.sentences)})
    else:
        _say(report)
    return 0


def _say(report: HouseReport) -> None:
    style = report.style
    ours = _("as persona-tui has it")
    say_table(
        [
            (_("Logo"), _("yes") if style.logo else _("none")),
            (_("Colour"), f"#{style.main_colour}" if style.main_colour else ours),
            (_("Second colour"), f"#{style.second_colour}" if style.second_colour else ours),
            (_("Font of headings"), plain(style.heading_font or style.text_font) or ours),
            (_("Font"), plain(style.text_font) or ours),
        ]
    )
    if report.sentences:
        say()
    for sentence in report.sentences:
        say_wrapped(plain(sentence))
