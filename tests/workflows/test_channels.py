from __future__ import annotations

from datetime import date

import pytest

from persona_tui.domain.channels import ChannelReading, ChannelUse
from persona_tui.domain.errors import PlainError
from persona_tui.workflows.channels import (
    add_reading,
    change_reading,
    channel_key,
    channel_label,
    channels_of_study,
    remove_channel_use,
    remove_reading,
    set_channel_use,
)
from persona_tui.workflows.customers import add_customer
from persona_tui.workflows.session import Session

DAY = date(2026, 11, 2)


@pytest.fixture
def anna(session: Session) -> str:
    return add_customer(session, "Anna").id


def choices(session: Session, person: str) -> dict[str, int]:
    return {use.channel: use.preferred for use in session.folder.all(ChannelUse) if use.person == person}


def test_a_channel_goes_by_its_key_its_label_or_own_words() -> None:
    assert [channel_key(written) for written in ("email", "E-mail", "in PERSON", " Trade fair ")] == [
        "email",
        "email",
        "in_person",
        "Trade fair",
    ]
    assert (channel_label("email"), channel_label("Trade fair")) == ("E-mail", "Trade fair")
    with pytest.raises(PlainError):
        channel_key(" ")


def test_there_is_one_entry_for_a_person_and_a_channel(session: Session, anna: str) -> None:
    first = set_channel_use(session, anna, "email", 1, "newsletter")
    again = set_channel_use(session, anna, "E-mail", 2, " reads\nit late ", source="mail list")
    assert again.id == first.id
    assert (again.preferred, again.how, again.source) == (2, "reads\nit late", "mail list")
    assert set_channel_use(session, anna, "trade fair").id == set_channel_use(session, anna, "Trade Fair").id
    assert len(session.folder.all(ChannelUse)) == 2


def test_nobody_has_two_first_choices(session: Session, anna: str) -> None:
    bram = add_customer(session, "Bram").id
    for channel, place in (("email", 1), ("phone", 2), ("web", 0)):
        set_channel_use(session, anna, channel, place)
    set_channel_use(session, bram, "email", 1)
    set_channel_use(session, anna, "social", 1)
    assert choices(session, anna) == {"social": 1, "email": 2, "phone": 3, "web": 0}
    assert choices(session, bram) == {"email": 1}
    session.undo()
    assert choices(session, anna) == {"email": 1, "phone": 2, "web": 0}


def test_saying_the_same_again_is_no_act(session: Session, anna: str) -> None:
    set_channel_use(session, anna, "email", 1)
    before = session.folder.all(ChannelUse)
    set_channel_use(session, anna, "email", 1)
    assert session.folder.all(ChannelUse) == before


def test_an_entry_is_removed_and_comes_back(session: Session, anna: str) -> None:
    use = set_channel_use(session, anna, "email", 1)
    remove_channel_use(session, use.id)
    remove_channel_use(session, use.id)
    assert choices(session, anna) == {}
    session.undo()
    assert choices(session, anna) == {"email": 1}


def test_what_the_figures_say_is_kept_with_source_and_day(session: Session) -> None:
    reading = add_reading(session, "E-mail", " 4 of 10 open\nthe newsletter ", source="Mail tool", read_on=DAY)
    assert (reading.channel, reading.says) == ("email", "4 of 10 open\nthe newsletter")
    changed = change_reading(session, reading.id, channel="Trade fair", says="9 came", read_on=date(2026, 11, 3))
    assert (changed.channel, changed.says, changed.source) == ("Trade fair", "9 came", "Mail tool")
    assert channels_of_study(session) == ["email", "web", "social", "phone", "in_person", "Trade fair"]
    remove_reading(session, reading.id)
    assert session.folder.all(ChannelReading) == []
    session.undo()
    assert session.folder.all(ChannelReading)[0].says == "9 came"


def test_figures_that_say_nothing_are_refused(session: Session) -> None:
    with pytest.raises(PlainError):
        add_reading(session, "email", "  ", read_on=DAY)
    with pytest.raises(PlainError):
        change_reading(session, "gone", says="x")
    with pytest.raises(TypeError):
        change_reading(session, "gone", id="x")
