"""The owner's own template: read and looked through before anything is written."""

from __future__ import annotations

from pathlib import Path

from persona_tui.domain.errors import PlainError
from persona_tui.i18n import _

_LARGEST = 60_000_000


def read_template(path: Path) -> bytes:
    """The template in a file, once nothing is wrong with it: fill it with `exports.word.template.fill_template`, saying
    that it is checked. Raises PlainError: no such file, no Word document, no tag in it, or tags that are not known,
    each with its place.
    """
    from persona_tui.exports.word.template import check_template

    try:
        if path.stat().st_size > _LARGEST:
            raise PlainError(_("{file} is far too large for a template.").format(file=path.name))
        template = path.read_bytes()
    except FileNotFoundError as error:
        raise PlainError(_("There is no template {path}.").format(path=path)) from error
    except OSError as error:
        raise PlainError(_("{path} cannot be read ({why}).").format(path=path, why=error.strerror or error)) from error
    problems = check_template(template)
    if problems:
        raise PlainError(
            _("{name} can't be used as a template. {problems}").format(name=path.name, problems=" ".join(problems))
        )
    return template
