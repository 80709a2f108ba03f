"""`persona-tui evidence`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from persona_tui.cli.output import plain, say, say_json, say_wrapped
from persona_tui.cli.program import command
from persona_tui.i18n import _, ngettext


@command(
    "evidence",
    examples=(
        "persona-tui evidence my-shop --persona Lotte",
        "persona-tui evidence my-shop --persona Lotte --json",
    ),
)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--persona", required=True, metavar="NAME", help=_("Whose sentences."))
@click.option("--pseudonyms", is_flag=True, help=_("Call customers “Customer 3”, as documents do."))
@click.option("--json", "as_json", is_flag=True, help=_("For a script: one JSON document."))
def evidence(study: Path, persona: str, pseudonyms: bool, as_json: bool) -> None:
    """Say what every sentence of a persona rests on: who said what and when, what speaks against it, who was not asked.

    Customers are called what the study calls them, and their words stand here in full: it is for you alone.
    """
    from persona_tui.cli.opened import reading
    from persona_tui.workflows.evidence_document import evidence_document, persona_named

    with reading(study) as session:
        document = evidence_document(session, persona_named(session, persona).id, with_pseudonyms=pseudonyms)
    if as_json:
        say_json(document)
    else:
        _say_page(document)


def _say_page(document: dict[str, Any]) -> None:
    about = document["persona"]
    names = {person["id"]: person["name"] for person in document["people"]}
    say(plain(about["name"]) or _("Persona without a name"))
    if about["archetype"]:
        say_wrapped(plain(about["archetype"]))
    built = ", ".join(names[person] for person in about["customers"] if person in names)
    say_wrapped(plain(_("Built from {names}").format(names=built or _("nobody yet"))))
    part = ""
    for claim in document["claims"]:
        if claim["part"] != part:
            part = claim["part"]
            say()
            say(plain(claim["title"]))
        _say_claim(claim, names)
    quote = document["quote"]
    if quote is not None:
        say()
        say(_("Quote"))
        if not quote["may_be_shown"]:
            say_wrapped(_("Its words have changed, or no consent covers quoting them any more."), "  ")
        for piece in quote["words"]:
            _say_piece(piece, "·")
    if not document["claims"]:
        say()
        say(_("There are no sentences yet."))


def _say_claim(claim: dict[str, Any], names: dict[str, str]) -> None:
    say()
    say_wrapped(plain(claim["text"]), "    ", "  ◇ " if claim["standing"] == "assumption" else "  · ")
    say_wrapped(plain(claim["says"]), "    ")
    for mark, pieces in (("+", claim["words_for"]), ("×", claim["words_against"])):
        for piece in pieces:
            _say_piece(piece, mark)
    for conflict in claim["conflicts"]:
        sentence = _("{name}: {label} is {counted}, and {also} in another source ({source})").format(**conflict)
        say_wrapped(plain(sentence), "      ", "    ≠ ")
    told = (*claim["voices"], *claim["against"], *claim["others"], *claim["others_against"])
    silent = [each for each in claim["known"] if each not in told]
    others = [each for each in claim["others_known"] if each not in told]
    if claim["on_record"]:
        titles = (
            _("On record, but not for it: {names}"),
            _("Other customers on record: {names}"),
            _("Not known: {names}"),
        )
    else:
        titles = (
            _("Asked, and did not say so: {names}"),
            _("Other customers who were asked, and did not say so: {names}"),
            _("Not asked: {names}"),
        )
    for title, people in zip(titles, (silent, others, claim["not_asked"]), strict=True):
        if people:
            say_wrapped(plain(title.format(names=", ".join(names.get(each, "?") for each in people))), "    ")
    lost = claim["numbers"]["lost"]
    if lost:
        say_wrapped(ngettext("{n} piece no longer counts.", "{n} pieces no longer count.", lost).format(n=lost), "    ")


def _say_piece(piece: dict[str, Any], mark: str) -> None:
    from persona_tui.exports.wording import clock

    when = [piece["said_at"].date().isoformat()] if piece["said_at"] else []
    if piece["second"] is not None:
        when.append(clock(piece["second"]))
    who = piece["name"] if piece["whose"] == "member" else _("{name} (not in this persona)").format(name=piece["name"])
    words = piece["words"]
    shown = f"“{words}”" if words and piece["said_how"] == "word_for_word" else words or _("(not shown)")
    tail = f" – {piece['why_not']}" if piece["why_not"] else ""
    say_wrapped(plain(f"{', '.join([who, *when])}: {shown}{tail}"), "      ", f"    {mark} ")
