"""Where customers are found, and what the business's own figures say of each channel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from persona_tui.domain.channels import Channel, ChannelReading, ChannelUse
from persona_tui.domain.errors import PlainError
from persona_tui.domain.personas import FieldKey
from persona_tui.domain.records import replace
from persona_tui.domain.texts import clean_line, clean_text
from persona_tui.i18n import _
from persona_tui.insights.channel_words import channel_hint, channel_label
from persona_tui.insights.voices import Voice, voices_for
from persona_tui.workflows.lookups import only_known, real_changes, the_person, transcripts_of
from persona_tui.workflows.session import Session
from persona_tui.workflows.talks import questions_of

__all__ = [
    "Use",
    "add_reading",
    "change_reading",
    "channel_hint",
    "channel_key",
    "channel_label",
    "channels_of_study",
    "clear_channel_uses",
    "remove_channel_use",
    "remove_reading",
    "said_of_channels",
    "set_channel_use",
    "set_channel_uses",
    "uses_of",
]


class Use(NamedTuple):
    """How somebody uses a channel: 1 for the first choice, 2 for the second, 0 for used; and how, in words."""

    preferred: int = 0
    how: str = ""


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
    found: dict[str, str] = {channel.value: channel.value for channel in Channel}
    for key in named:
        found.setdefault(key.casefold(), key)
    return list(found.values())


def uses_of(session: Session, person_id: str) -> list[ChannelUse]:
    """The channels that somebody uses: the first choice, the next, then the others as they came."""
    uses = [use for use in session.folder.all(ChannelUse) if use.person == person_id]
    return sorted(uses, key=lambda use: (use.preferred or 99, use.created, use.id))


def said_of_channels(session: Session, person_id: str) -> list[Voice]:
    """What somebody said of channels in talks that count: lines marked so, and answers to questions about them."""
    talks = session.interviews_of({person_id})
    voices = voices_for(
        FieldKey.CHANNELS,
        [person_id],
        session.view(),
        talks,
        questions_of(talks),
        transcripts=transcripts_of(session, talks),
    )
    return [voice for voice in voices if voice.interview and voice.counts]


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


def set_channel_uses(session: Session, person_id: str, wanted: Mapping[str, Use | None]) -> None:
    """Record several channels of somebody as one act; None takes the channel's entry away, others stay as they are.

    Raises PlainError for two first or two second choices.
    """
    person = the_person(session, person_id)
    keyed = {channel_key(channel): use for channel, use in wanted.items()}
    for place, sentence in (
        (1, _("Only one channel can be the first choice: {one} or {other}?")),
        (2, _("Only one channel can be the second choice: {one} or {other}?")),
    ):
        named = [channel_label(key) for key, use in keyed.items() if use is not None and use.preferred == place]
        if len(named) > 1:
            raise PlainError(sentence.format(one=named[0], other=named[1]))
    earlier = {use.channel.casefold(): use for use in uses_of(session, person_id)}
    with session.act(_("Channels of {name}").format(name=person.name)):
        for key, use in keyed.items():
            old = earlier.get(key.casefold())
            if use is None:
                if old is not None:
                    session.remove(old)
                continue
            changes = {"preferred": max(use.preferred, 0), "how": clean_text(use.how).strip()}
            if old is None or real_changes(old, changes):
                session.put(replace(old or ChannelUse(person=person_id, channel=key), **changes))


def clear_channel_uses(session: Session, person_id: str) -> int:
    """Take away all channels of somebody; how many there were."""
    person = the_person(session, person_id)
    uses = uses_of(session, person_id)
    with session.act(_("Clear the channels of {name}").format(name=person.name)):
        for use in uses:
            session.remove(use)
    return len(uses)


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


def remove_reading(session: Session, reading_id: str) -> ChannelReading | None:
    """Take a reading away; the one that was there. Harmless when it is gone."""
    reading = session.folder.get(ChannelReading, reading_id)
    if reading is not None:
        with session.act(_("Remove what {channel} says").format(channel=channel_label(reading.channel))):
            session.remove(reading)
    return reading


def _says(written: str) -> str:
    cleaned = clean_text(written).strip()
    if not cleaned:
        raise PlainError(_("Write what the figures say, like “4 of 10 open the newsletter”."))
    return cleaned
