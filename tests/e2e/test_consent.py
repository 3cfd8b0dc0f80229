"""Nothing is held without a clear yes to the one open proposal, and never twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.catalogue import House
from tests.e2e.client import Answer, Person
from tests.e2e.conftest import NewPerson
from tests.e2e.steps import assert_held, propose
from tests.e2e.tables import Tables


@pytest.mark.parametrize("words", ["네?", "응 아니야", "됐어요", "네 근데 수수료는요?"])
def test_what_is_no_plain_yes_holds_nothing(words: str, person: Person, house: House, tables: Tables) -> None:
    propose(person, house)
    before = tables.reservations
    answer = person.say(words)
    assert answer.error_codes == []
    assert answer.actions("HOLD_CREATED") == []
    assert tables.reservations == before


@pytest.mark.parametrize("by_button", [True, False], ids=["button", "words"])
def test_a_yes_after_the_proposal_expired_holds_nothing(
    by_button: bool, person: Person, house: House, tables: Tables
) -> None:
    proposed = propose(person, house)
    expire_proposals(person, tables)
    before = tables.reservations
    answer = person.press(proposed.consent) if by_button else person.say("네")
    assert answer.error_codes == []
    assert answer.actions("HOLD_CREATED") == []
    assert tables.reservations == before


def test_a_proposal_of_another_person_cannot_be_confirmed(
    person: Person, new_person: NewPerson, house: House, tables: Tables
) -> None:
    proposed = propose(person, house)
    before = tables.reservations
    assert new_person().press(proposed.consent).actions("HOLD_CREATED") == []
    assert tables.reservations == before


def test_a_yes_that_comes_with_other_seats_agrees_to_neither(person: Person, house: House, tables: Tables) -> None:
    propose(person, house)
    before = tables.reservations
    others = {"scheduleId": house.schedule_id, "seatIds": house.pick(2, skip=1)}
    assert person.say("이 좌석으로 할게요", selection=others).actions("HOLD_CREATED") == []
    assert tables.reservations == before


def test_a_button_pressed_twice_at_once_holds_once(person: Person, house: House, tables: Tables) -> None:
    consent = propose(person, house).consent
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(person.press, [consent, consent]))
    assert_held_once(answers, person, tables)


def test_a_button_pressed_again_afterwards_holds_once(person: Person, house: House, tables: Tables) -> None:
    consent = propose(person, house).consent
    assert_held_once([person.press(consent), person.press(consent)], person, tables)


def assert_held_once(answers: list[Answer], person: Person, tables: Tables) -> None:
    """One of the answers held, and one hold is stored."""
    created = [hold for answer in answers for hold in answer.actions("HOLD_CREATED")]
    assert len(created) == 1
    assert [hold["holdId"] for hold in tables.holds_of(person.sub)] == [created[0]["holdId"]]
    assert_held(tables, person, created[0])
    refused = [answer for answer in answers if answer.status != 200]
    assert all(answer.error_codes == ["TURN_IN_PROGRESS"] for answer in refused)


def expire_proposals(person: Person, tables: Tables) -> None:
    """Moves the end of the open proposals into the past: five minutes are too long for a test."""
    head = tables.head(person.conversation_id)
    proposals = head["state"]["proposals"]
    assert len(proposals) == 1
    expired = [proposal | {"expiresAt": 1} for proposal in proposals]
    tables.put("conversations", head | {"state": head["state"] | {"proposals": expired}})
