"""Reports to write: of the small study, with nothing in them, with far too much, with hostile text."""

from __future__ import annotations

from typing import Any

import msgspec

from persona_tui.domain.claims import Claim
from persona_tui.domain.personas import Persona
from persona_tui.exports.content import sheet_content
from persona_tui.exports.disclosure import CAREFUL, Disclosure
from persona_tui.exports.report_content import ReportContent, report_content
from persona_tui.insights.view import StudyView
from tests.exports.export_samples import (
    ANNA,
    ATTRIBUTES,
    BRAM,
    CHANGED,
    HOSTILE,
    persona,
    said,
    small_picture,
    view,
)

WOBBLES = Claim(id="c1", text="Cheap stands wobble", evidence=[said(ANNA, "l2"), said(BRAM, "l4")])
HURTS = Claim(id="c2", text="Hurts at the end of the day", evidence=[said(ANNA, "l1")], against=[said(BRAM, "l4")])
GUESS = Claim(id="c3", text="Can send it back within a month")


def two_personas() -> list[Persona]:
    first = persona(pains=[WOBBLES, HURTS], motivators=[GUESS])
    other = msgspec.structs.replace(
        persona(pains=[WOBBLES]), id="max", name="Moving Max", people=["bram", "dora"], quote=None
    )
    return [first, other]


def report(disclosure: Disclosure = CAREFUL, of: StudyView | None = None) -> ReportContent:
    shown = of or view()
    personas = two_personas()
    talks = [ANNA, BRAM]
    sheets = [
        sheet_content(shown, each, talks, attributes_by_key=ATTRIBUTES, disclosure=disclosure, face_png=small_picture())
        for each in personas
    ]
    return report_content(
        shown, personas, sheets, talks, attributes_by_key=ATTRIBUTES, questions={}, disclosure=disclosure
    )


def made_of(content: Any, text: str) -> Any:
    """The same content with `text` in the place of every text that people wrote."""
    if isinstance(content, str):
        return text if type(content) is str else content
    if isinstance(content, list):
        return [made_of(each, text) for each in content]
    if isinstance(content, tuple) and not hasattr(content, "_fields"):
        return tuple(made_of(each, text) for each in content)
    if isinstance(content, msgspec.Struct):
        kept = {"bookmark", "number", "kind", "standing", "language", "key"}
        names = [name for name in content.__struct_fields__ if name not in kept]
        return msgspec.structs.replace(content, **{name: made_of(getattr(content, name), text) for name in names})
    return content


def long_report() -> ReportContent:
    content = report()
    [first, *_rest] = content.personas
    parts = [
        msgspec.structs.replace(
            part,
            claims=[
                msgspec.structs.replace(
                    claim,
                    number=f"{number}.{place}",
                    bookmark=f"claim_{number}_{place}",
                    claim=msgspec.structs.replace(claim.claim, evidence=claim.claim.evidence * 3),
                )
                for place, claim in enumerate(part.claims * 16, start=1 + 100 * at)
            ],
        )
        for number in range(1, 4)
        for at, part in enumerate(first.parts)
    ]
    size = len(first.parts)
    personas = [msgspec.structs.replace(first, parts=parts[at * size : (at + 1) * size]) for at in range(3)]
    words = "It wobbled when I typed, and I told nobody for a year. " * 120
    personas[0].parts[0].claims[0].claim.evidence[0] = msgspec.structs.replace(
        personas[0].parts[0].claims[0].claim.evidence[0], words=words
    )
    return msgspec.structs.replace(
        content, personas=personas, people=content.people * 25, left_out=["Something is left out."] * 60
    )


REPORTS: dict[str, ReportContent] = {
    "usual": report(),
    "empty": ReportContent(language="en", business="", updated=CHANGED),
    "hostile": made_of(report(), HOSTILE),
    "endless words": made_of(report(), "x" * 300),
    "long": long_report(),
}
