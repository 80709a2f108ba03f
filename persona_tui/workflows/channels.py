"""Where customers are found, and what the business's own figures say of each channel."""

from __future__ import annotations

from datetime import date
from typing import Any

from persona_tui.domain.channels import Channel, ChannelReading, ChannelUse
from persona_tui.domain.errors import PlainError
from persona_tui.domain.records import replace
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.i18n import _
from persona_tui.insights.channel_words import channel_label
from persona_tui.workflows.lookups import only_known, real_changes, the_person
from persona_tui.workflows.session import Session

__all__ = [
    "add_reading",
    "change_reading",
    "channel_key",
    "channel_label",
    "channels_of_study",
    "remove_channel_use",
    "remove_reading",
    "set_channel_use",
]


def channel_key(written: str) -> str:
    """The key of a channel that was named by its key, its label, or own words. Raises PlainError for nothing."""
    words = clean_line(written)
    if not words:
        raise PlainError(_("Name the channel: e-mail, phone, a fair, a magazine …"))
    for channel in Channel:
        if words.casefold() in (channel.value, channel_label(channel.value).casefold()):
            return channel.value
    return words


def channels_of_study(session: Session) -> list[str]:
    """The keys of every channel: the five that each study has, then the study's own as they came."""
    folder = session.folder
    named = [use.channel for use in folder.all(ChannelUse)]
    named += [reading.channel for reading in folder.all(ChannelReading)]
    return list(dict.fromkeys([*(channel.value for channel in Channel), *named]))


def set_channel_use(
    session: Session, person_id: str, channel: str, preferred: int = 0, how: str = "", source: str = ""
) -> ChannelUse:
    """Record that somebody uses a channel, and how; one entry per person and channel.

    `preferred` is 1 for the first choice, 2 for the second, 0 for used; nobody has two first choices: the earlier
    one becomes the next. Raises PlainError.
    """
    person = the_person(session, person_id)
    key = channel_key(channel)
    uses = [use for use in session.folder.all(ChannelUse) if use.person == person_id]
    earlier = next((use for use in uses if use.channel.casefold() == key.casefold()), None)
    changes = {"preferred": max(preferred, 0), "how": clean_text(how).strip(), "source": clean_line(source)}
    if earlier is not None and not real_changes(earlier, changes):
        return earlier
    fresh = earlier or ChannelUse(person=person_id, channel=key)
    with session.act(_("{channel}: {name}").format(channel=channel_label(key), name=person.name)):
        kept = session.put(replace(fresh, **changes))
        taken = kept
        others = sorted((use for use in uses if use.id != kept.id and use.preferred), key=lambda use: use.preferred)
        for other in others:
            if taken.preferred and other.preferred == taken.preferred:
                taken = session.put(replace(other, preferred=other.preferred + 1))
    return kept


def remove_channel_use(session: Session, use_id: str) -> None:
    """Take an entry away. Harmless when it is gone."""
    use = session.folder.get(ChannelUse, use_id)
    if use is not None:
        with session.act(_("Remove {channel}").format(channel=channel_label(use.channel))):
            session.remove(use)


def add_reading(session: Session, channel: str, says: str, *, source: str = "", read_on: date) -> ChannelReading:
    """Keep what the figures of a channel say, in plain words. Raises PlainError when nothing is said."""
    reading = ChannelReading(channel=channel_key(channel), says=_says(says), source=clean_line(source), read_on=read_on)
    with session.act(_("Add what {channel} says").format(channel=channel_label(reading.channel))):
        return session.put(reading)


def change_reading(session: Session, reading_id: str, **changes: Any) -> ChannelReading:
    """Change a reading's channel, says, source or read_on. Raises PlainError."""
    only_known(changes, frozenset({"channel", "says", "source", "read_on"}))
    reading = session.folder.get(ChannelReading, reading_id)
    if reading is None:
        raise PlainError(_("This entry is no longer in the study."))
    if "channel" in changes:
        changes["channel"] = channel_key(changes["channel"])
    if "says" in changes:
        changes["says"] = _says(changes["says"])
    if "source" in changes:
        changes["source"] = clean_line(changes["source"])
    wanted = real_changes(reading, changes)
    if not wanted:
        return reading
    with session.act(_("Change what {channel} says").format(channel=channel_label(reading.channel))):
        return session.put(replace(reading, **wanted))


def remove_reading(session: Session, reading_id: str) -> None:
    """Take a reading away. Harmless when it is gone."""
    reading = session.folder.get(ChannelReading, reading_id)
    if reading is not None:
        with session.act(_("Remove what {channel} says").format(channel=channel_label(reading.channel))):
            session.remove(reading)


def _says(written: str) -> str:
    cleaned = clean_text(written).strip()
    if not cleaned:
        raise PlainError(_("Write what the figures say, like “4 of 10 open the newsletter”."))
    return cleaned
