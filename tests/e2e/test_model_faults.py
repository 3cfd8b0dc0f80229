"""What a person meets when the models fail, and what stays true of the bookings."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.e2e.bedrock import Bedrock
from tests.e2e.catalogue import House
from tests.e2e.client import Answer, Person
from tests.e2e.conftest import NewPerson
from tests.e2e.processes import Stack, running_chat
from tests.e2e.steps import assert_held, propose, seat_ids_of
from tests.e2e.tables import Tables

QUESTION = "무슨 공연이 있어요?"
STALL_SECONDS = 8
"""Shorter than the table's timeouts, far longer than the impatient chat's."""
IMPATIENT = {"claude-haiku-4-5": {"timeoutSeconds": 0.5}}


@dataclass(frozen=True)
class Undisturbed:
    """An answer without any fault. The models are deterministic: whoever asks the same gets the same."""

    answer: Answer

    @property
    def primary(self) -> str:
        return str(self.answer.done["model"])


@pytest.fixture
def undisturbed(new_person: NewPerson) -> Undisturbed:
    return Undisturbed(new_person().say(QUESTION))


@pytest.mark.parametrize("kind", ["throttle", "unavailable"])
def test_the_secondary_answers_where_the_primary_refuses(
    kind: str, person: Person, undisturbed: Undisturbed, bedrock: Bedrock
) -> None:
    bedrock.order(kind, model=undisturbed.primary, times=10)
    answer = person.say(QUESTION)
    assert answer.done["isFallback"] is True
    assert answer.done["model"] != undisturbed.primary
    assert answer.error_codes == []
    assert (answer.text, answer.choices) == (undisturbed.answer.text, undisturbed.answer.choices)


def test_a_person_books_with_the_secondary_alone(
    person: Person, house: House, undisturbed: Undisturbed, bedrock: Bedrock, tables: Tables
) -> None:
    bedrock.order("throttle", model=undisturbed.primary, times=100)
    person.say(f"{house.title} 예매하고 싶어요")
    person.say(house.starts_at_text)
    person.say("2명이요")
    proposed = person.say(f"{next(iter(house.prices))}석이요")
    held = person.say("네")
    assert held.done["isFallback"] is True
    assert seat_ids_of(held.action("HOLD_CREATED")) == seat_ids_of(proposed.action("PROPOSAL"))
    assert_held(tables, person, held.action("HOLD_CREATED"))


@pytest.mark.parametrize("kind", ["cut", "exception"])
def test_an_answer_that_breaks_off_is_voided_and_given_again(
    kind: str, person: Person, undisturbed: Undisturbed, bedrock: Bedrock
) -> None:
    bedrock.order(kind, at="text")
    answer = person.say(QUESTION)
    assert {"reason": "interrupted"} in answer.named("reset")
    assert answer.text == undisturbed.answer.text
    assert (answer.error_codes, bedrock.waiting) == ([], [])


@pytest.mark.parametrize("kind", ["empty", "bad_tool_json"])
def test_an_answer_that_makes_no_sense_leaves_the_conversation_usable(
    kind: str, person: Person, undisturbed: Undisturbed, bedrock: Bedrock
) -> None:
    bedrock.order(kind)
    answer = person.say(QUESTION)
    assert (answer.error_codes, bedrock.waiting) == ([], [])
    assert answer.text
    assert person.say(QUESTION).text == undisturbed.answer.text


def test_where_every_model_fails_the_person_is_told_and_can_go_on(
    person: Person, undisturbed: Undisturbed, bedrock: Bedrock
) -> None:
    bedrock.order("throttle", times=2)
    answer = person.say(QUESTION)
    assert answer.error_codes == ["MODEL_UNAVAILABLE"]
    assert (answer.done["stopReason"], answer.text) == ("error", "")
    assert person.conversation()["turns"][-1]["status"] == "failed"
    assert person.say(QUESTION).text == undisturbed.answer.text


def test_a_hold_stands_though_every_model_fails_afterwards(
    person: Person, house: House, bedrock: Bedrock, tables: Tables
) -> None:
    consent = propose(person, house).consent
    # Text comes only once the seats are held; the secondary thinks aloud in text, so it meets its fault there too.
    bedrock.order("exception", at="text", name="throttlingException", times=2)
    answer = person.press(consent)
    assert (answer.error_codes, bedrock.waiting) == (["MODEL_UNAVAILABLE"], [])
    hold = answer.action("HOLD_CREATED")
    assert_held(tables, person, hold)
    assert [held["holdId"] for held in person.conversation()["holds"]] == [hold["holdId"]]
    assert person.press(consent).actions("HOLD_CREATED") == []
    reservations = person.say("내 예약 보여 주세요").action("MY_RESERVATIONS")["reservations"]
    assert [reservation["holdId"] for reservation in reservations] == [hold["holdId"]]
    assert len(tables.holds_of(person.sub)) == 1


def test_a_secondary_that_takes_over_after_the_hold_does_not_hold_again(
    person: Person, house: House, bedrock: Bedrock, tables: Tables
) -> None:
    consent = propose(person, house).consent
    bedrock.order("exception", at="text", name="throttlingException")
    answer = person.press(consent)
    assert answer.done["isFallback"] is True
    assert_held(tables, person, answer.action("HOLD_CREATED"))
    assert len(tables.holds_of(person.sub)) == 1


@pytest.fixture
def impatient_chat(stack: Stack) -> Iterator[str]:
    log = stack.directory / "logs/impatient-chat.log"
    # A process for each test: its circuit opens.
    with running_chat(stack.env, log, BEDROCK_MODELS=json.dumps(IMPATIENT)) as (url, _):
        yield url


@pytest.mark.parametrize(
    ("at", "resets"), [("start", []), ("first_content", []), ("text", [{"reason": "interrupted"}])]
)
def test_a_silence_on_the_wire_reaches_the_secondary(
    at: str,
    resets: list[dict[str, str]],
    person: Person,
    undisturbed: Undisturbed,
    bedrock: Bedrock,
    impatient_chat: str,
) -> None:
    """The stalled answer would come to its right end, from the primary, if somebody waited for it."""
    bedrock.order("stall", at=at, model=undisturbed.primary, seconds=STALL_SECONDS)
    answer = person.say(QUESTION, at=impatient_chat)
    assert (answer.done["isFallback"], answer.error_codes, bedrock.waiting) == (True, [], [])
    assert [reset for reset in answer.named("reset") if reset["reason"] == "interrupted"] == resets
    assert answer.text == undisturbed.answer.text
