"""What a channel is called, and what to look at in its figures."""

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


_HINTS = {
    Channel.EMAIL: N_(
        "Look at how often they open, click or answer, and what gets it: newsletters, links to your blog, plain mail."
    ),
    Channel.WEB: N_(
        "Look at what they read and what they buy, and how they move through the site: from where to where."
    ),
    Channel.SOCIAL: N_("Look at which platforms they are on, and what they like to share and to comment on."),
    Channel.PHONE: N_("Look at who calls, when, and what for; and which calls end in an order."),
    Channel.IN_PERSON: N_(
        "Look at where you meet them: shop, fair, visit; what they ask there, and what they pick up."
    ),
}
_OWN_HINT = N_("Look at how many come that way, how often, and what they do next.")


def channel_hint(key: str) -> str:
    """What to look at in a channel's figures (METHOD A4)."""
    try:
        return _(_HINTS[Channel(key)])
    except ValueError:
        return _(_OWN_HINT)
