"""Cancelling a reservation: what it costs, and the money that goes back."""

from datetime import datetime

import pytest

from megaticket.clock import KST
from tests.integration.chat.theatre import EVENING
from tests.integration.reservations.box_office import BoxOffice, Visitor, refused

SEATS = ("1F-A-1-2", "1F-A-1-3")
TOTAL, BOOKING_FEE = 183_000, 3_000


@pytest.fixture
def hold_id(alice: Visitor) -> str:
    """A reservation."""
    made = alice.hold(EVENING, *SEATS)
    assert alice.pay(made).status == 200
    return made


def test_within_the_free_days_everything_comes_back(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    quote = alice.get(f"/reservations/{hold_id}/cancellation")
    assert (quote.status, quote.body) == (200, {"fee": 0, "refund": TOTAL, "deadlineText": "12월 4일 (금) 17:00"})

    answer = alice.post(f"/reservations/{hold_id}/cancel", {"refund": TOTAL})

    assert (answer.status, answer.body["state"], answer.body["refund"]) == (200, "CANCELLED", TOTAL)
    assert answer.body["reservationNumber"]
    assert office.seats(hold_id) == {}
    assert office.settle() == {"unsettled": 0, "refundsDue": 0}
    assert office.provider.kept(hold_id) == 0


def test_a_quote_that_has_changed_cancels_nothing(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    path = f"/reservations/{hold_id}"
    quoted = alice.get(f"{path}/cancellation").body["refund"]
    office.now = datetime(2026, 12, 1, 0, 0, tzinfo=KST)  # eight days after booking: the booking fee stays

    refused(alice.post(f"{path}/cancel", {"refund": quoted}), 409, "QUOTE_CHANGED")
    assert alice.get(path).body["state"] == "CONFIRMED"
    quote = alice.get(f"{path}/cancellation").body
    assert (quote["fee"], quote["refund"]) == (0, TOTAL - BOOKING_FEE)
    assert alice.post(f"{path}/cancel", {"refund": TOTAL - BOOKING_FEE}).body["state"] == "CANCELLED"
    office.settle()
    assert office.provider.kept(hold_id) == BOOKING_FEE


def test_cancelling_again_answers_the_same(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    path = f"/reservations/{hold_id}/cancel"
    first = alice.post(path, {"refund": TOTAL})

    assert alice.post(path, {"refund": TOTAL}).body == first.body
    refused(alice.post(path, {"refund": TOTAL - 1}), 409, "HOLD_NOT_FOUND")
    refused(alice.get(f"/reservations/{hold_id}/cancellation"), 409, "HOLD_NOT_FOUND")
    office.settle()
    office.settle()
    assert (office.provider.kept(hold_id), office.provider.refunds_asked) == (0, 1)


def test_after_the_deadline_nothing_is_cancelled(alice: Visitor, hold_id: str, office: BoxOffice) -> None:
    office.now = datetime(2026, 12, 4, 17, 0, tzinfo=KST)

    refused(alice.get(f"/reservations/{hold_id}/cancellation"), 409, "CANCEL_CLOSED")
    refused(alice.post(f"/reservations/{hold_id}/cancel", {"refund": 0}), 409, "CANCEL_CLOSED")
    assert office.seats(hold_id) == {"1#2": "SOLD", "1#3": "SOLD"}


def test_only_a_reservation_can_be_cancelled(alice: Visitor) -> None:
    held = alice.hold(EVENING, *SEATS)

    refused(alice.get(f"/reservations/{held}/cancellation"), 409, "HOLD_NOT_FOUND")
    refused(alice.post(f"/reservations/{held}/cancel", {"refund": TOTAL}), 409, "HOLD_NOT_FOUND")
