"""Paying: to the provider's page and back, and whatever the provider says or does not say."""

import pytest

from tests.booking_model.fake_provider import Mood
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.reservations.box_office import BoxOffice, Visitor, refused

SEATS = ("1F-A-1-2", "1F-A-1-3")
TOTAL = 183_000
READABLE = set("23456789ACDEFGHJKLMNPQRTUVWXY")


@pytest.fixture
def hold_id(alice: Visitor) -> str:
    return alice.hold(AFTERNOON, *SEATS)


def test_a_payment_that_starts_gets_ten_minutes_once(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    office.pass_seconds(300)
    path = f"/reservations/{hold_id}/payment"

    started = alice.post(path)
    office.pass_seconds(60)
    again = alice.post(path)

    assert (started.status, started.body["state"], started.body["remainingSeconds"]) == (200, "PAYING", 600)
    assert (again.body["state"], again.body["expiresAt"]) == ("PAYING", started.body["expiresAt"])
    assert "reservationNumber" not in started.body


def test_an_abandoned_payment_gives_the_time_from_before_back(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    refused(alice.post(f"/reservations/{hold_id}/payment/abandon"), 400, "INVALID_REQUEST")
    before = alice.get(f"/reservations/{hold_id}").body
    office.pass_seconds(300)
    alice.post(f"/reservations/{hold_id}/payment")

    answer = alice.post(f"/reservations/{hold_id}/payment/abandon")

    assert answer.status == 200
    assert answer.body == before | {"remainingSeconds": 300}


def test_a_confirmed_payment_is_a_reservation(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    answer = alice.pay(hold_id)

    assert (answer.status, answer.body["state"]) == (200, "CONFIRMED")
    number = answer.body["reservationNumber"]
    assert len(number) == 10
    assert set(number) <= READABLE
    assert alice.get(f"/reservations/{hold_id}").body["reservationNumber"] == number
    assert office.seats(hold_id) == {"1#2": "SOLD", "1#3": "SOLD"}
    assert office.provider.kept(hold_id) == TOTAL


def test_confirming_again_answers_the_same_and_charges_once(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    first = alice.pay(hold_id)

    assert alice.confirm(hold_id, "key-1", TOTAL).body == first.body
    refused(alice.confirm(hold_id, "key-2", TOTAL), 409, "PAYMENT_IN_PROGRESS")
    assert office.provider.kept(hold_id) == TOTAL
    for change in ("release", "extend", "payment/abandon"):
        refused(alice.post(f"/reservations/{hold_id}/{change}"), 409, "HOLD_NOT_FOUND")


@pytest.mark.parametrize("amount", [0, 1, TOTAL - 1, TOTAL + 1, 10**30])
def test_a_wrong_amount_never_reaches_the_provider(
    alice: Visitor, hold_id: str, office: BoxOffice, amount: int
) -> None:
    refused(alice.pay(hold_id, amount=amount), 409, "AMOUNT_MISMATCH")

    assert office.provider.payments == {}
    assert office.stored(hold_id).state == "PAYING"
    assert alice.confirm(hold_id, "key-1", TOTAL).body["state"] == "CONFIRMED"


def test_a_declined_payment_can_be_tried_again(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    office.provider.mood = "decline"
    refused(alice.pay(hold_id), 409, "PAYMENT_DECLINED")
    assert alice.get(f"/reservations/{hold_id}").body["state"] == "PAYING"

    assert alice.confirm(hold_id, "key-2", TOTAL).body["state"] == "CONFIRMED"
    assert office.provider.kept(hold_id) == TOTAL


@pytest.mark.parametrize("mood", ["unheard", "unanswered"])
def test_a_payment_of_which_nothing_is_known_is_checked_and_keeps_its_seats(
    alice: Visitor, hold_id: str, office: BoxOffice, mood: Mood
) -> None:
    office.provider.mood = mood
    refused(alice.pay(hold_id), 409, "PAYMENT_IN_PROGRESS")

    assert alice.get(f"/reservations/{hold_id}").body["state"] == "APPROVING"
    for change in ("release", "extend", "payment", "payment/abandon"):
        refused(alice.post(f"/reservations/{hold_id}/{change}"), 409, "PAYMENT_IN_PROGRESS")
    refused(alice.post(f"/reservations/{hold_id}/cancel", {"refund": TOTAL}), 409, "PAYMENT_IN_PROGRESS")
    assert alice.confirm(hold_id, "key-1", TOTAL).body["state"] == "CONFIRMED"
    assert office.provider.kept(hold_id) == TOTAL


def test_a_payment_needs_a_start(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    refused(alice.confirm(hold_id, "key-1", TOTAL), 400, "INVALID_REQUEST")
    assert office.provider.payments == {}


@pytest.mark.parametrize(("late", "status"), [(659, 200), (660, 409)])
def test_a_minute_of_grace_belongs_to_the_payer(
    alice: Visitor, hold_id: str, office: BoxOffice, late: int, status: int
) -> None:
    alice.post(f"/reservations/{hold_id}/payment")
    office.pass_seconds(late)
    answer = alice.confirm(hold_id, "key-1", TOTAL)

    assert answer.status == status
    assert office.provider.kept(hold_id) == (TOTAL if status == 200 else 0)
    if status == 409:
        refused(answer, 409, "HOLD_EXPIRED")
