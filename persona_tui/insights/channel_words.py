"""What a channel is called."""

from __future__ import annotations

from persona_tui.domain.channels import Channel
from persona_tui.i18n import N_, _

_LABELS = {
    Channel.EMAIL: N_("E-mail"),
    Channel.WEB: N_("Web site"),
    Channel.SOCIAL: N_("Social media"),
    Channel.PHONE: N_("Phone"),
    Channel.IN_PERSON: N_("In person"),
}


def channel_label(key: str) -> str:
    """What a person reads for a channel; the study's own stand under their own words."""
    try:
        return _(_LABELS[Channel(key)])
    except ValueError:
        return key
