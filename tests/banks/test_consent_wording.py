"""What is read aloud before the first note, and the message that asks for an interview."""

from __future__ import annotations

from persona_tui.banks.consent_wording import (
    ASK_TEXT_PLACES,
    fill_ask_text,
    load_consent_wording,
    words_to_read_aloud,
)
from persona_tui.domain.consent import Scope

WORDING = load_consent_wording()


def test_there_is_a_sentence_for_each_scope() -> None:
    assert list(WORDING.scopes) == [scope.value for scope in Scope]
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in WORDING.scopes.values())


def test_the_closing_says_that_consent_can_be_withdrawn() -> None:
    assert "withdraw at any time" in WORDING.closing


def test_only_the_scopes_asked_for_are_read_aloud_between_introduction_and_closing() -> None:
    read = words_to_read_aloud(WORDING, [Scope.QUOTES, Scope.NOTES]).split("\n\n")
    assert read == [WORDING.introduction, WORDING.scopes["notes"], WORDING.scopes["quotes"], WORDING.closing]


def test_the_message_holds_every_place_and_no_other() -> None:
    places = {place: "{" + place + "}" for place in ASK_TEXT_PLACES}
    assert all(place in WORDING.ask_text for place in places.values())
    assert "{" not in WORDING.ask_text.format(**dict.fromkeys(places, ""))


def test_braces_and_markup_in_a_name_stay_what_they_are() -> None:
    message = fill_ask_text(WORDING, customer="{business} [/red]", business="{{x}}", interviewer="Ann \\1", minutes=45)
    assert message.startswith("Hello {business} [/red],")
    assert "{{x}}" in message and "Ann \\1" in message and "45 minutes" in message


def test_a_language_without_a_wording_gets_the_english_one() -> None:
    assert load_consent_wording("xx") == WORDING
