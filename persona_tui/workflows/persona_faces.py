"""A persona's face: a picture of the owner's, or a drawn portrait."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from persona_tui.domain.personas import Face, FaceKind, Persona
from persona_tui.domain.records import replace
from persona_tui.i18n import _
from persona_tui.workflows.lookups import the_persona
from persona_tui.workflows.session import Session

if TYPE_CHECKING:
    from persona_tui.faces.portraits import PortraitSettings


def set_picture(
    session: Session, persona_id: str, path: Path, agreed: bool = False, *, taken_in: bytes | None = None
) -> Persona:
    """Take a picture file in as the face; `agreed` says whether the person in it agreed to this use.

    `taken_in` is what `take_in_picture` made of the file, where that was done already. Raises PlainError
    (PictureError) for what is no usable picture, StudyError when it can't be kept.
    """
    from persona_tui.faces.pictures import take_in_picture

    persona = the_persona(session, persona_id)
    session.folder.require_writing()
    file = session.folder.save_face(taken_in if taken_in is not None else take_in_picture(path))
    return _put_face(session, persona, Face(kind=FaceKind.FILE, file=file, agreed=agreed))


def set_portrait(
    session: Session,
    persona_id: str,
    seed: int,
    settings: PortraitSettings | Mapping[str, str] | None = None,
    *,
    drawn: bytes | None = None,
) -> Persona:
    """Draw a portrait as the face: the same seed and settings give the same one. Raises PlainError, StudyError.

    `drawn` is what `draw_portrait` made of the same seed and settings, where that was done already.
    """
    from persona_tui.faces.portraits import PortraitSettings, draw_portrait, settings_from_mapping, to_mapping

    persona = the_persona(session, persona_id)
    session.folder.require_writing()
    wanted = settings if isinstance(settings, PortraitSettings) else settings_from_mapping(settings or {})
    file = session.folder.save_face(drawn if drawn is not None else draw_portrait(seed, wanted))
    return _put_face(
        session, persona, Face(kind=FaceKind.DRAWN, file=file, seed=seed, settings=to_mapping(wanted), agreed=False)
    )


def clear_face(session: Session, persona_id: str) -> Persona:
    """Leave the persona without a face; the picture's file stays, so that this can be undone."""
    return _put_face(session, the_persona(session, persona_id), None)


def _put_face(session: Session, persona: Persona, face: Face | None) -> Persona:
    if persona.face == face:
        return persona
    with session.act(_("Change the face")):
        return session.put(replace(persona, face=face))
