"""Giving seats back, and listing what one has."""

from collections.abc import Iterator
from typing import Any

import pytest

from megaticket.booking.models import Hold, HoldState
from megaticket.errors import ErrorCode, Refusal
from megaticket.regions import RegionControl
from tests.integration.booking.conftest import Theatre
from tests.unit.megaticket.stage import SCHEDULE_ID

LIMIT = ("USER#alice", f"SCHEDULE#{SCHEDULE_ID}")


def released(theatre: Theatre, user: str, hold_id: str) -> Hold:
    outcome = theatre.booking.release(user, hold_id)
    assert isinstance(outcome, Hold), outcome
    assert outcome.state == HoldState.RELEASED
    return outcome


def refused(theatre: Theatre, user: str, hold_id: str) -> ErrorCode:
    outcome = theatre.booking.release(user, hold_id)
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_release_gives_the_seats_and_the_limit_back(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2", "1-3")
    released(theatre, "alice", hold.hold_id)

    assert theatre.taken() == set()
    assert theatre.owner("1-2") is None
    assert "liveHoldId" not in theatre.rows()[LIMIT]
    assert theatre.booking.holds_of("alice")[0].state == HoldState.RELEASED
    theatre.held("bob", "1-2")
    theatre.held("alice", "1-3", request="request-2")


def test_releasing_again_is_as_good_as_once(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2")
    first = released(theatre, "alice", hold.hold_id)
    before = theatre.bytes()

    assert released(theatre, "alice", hold.hold_id) == first
    assert theatre.bytes() == before


def test_releasing_again_leaves_the_next_owners_seat(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2")
    released(theatre, "alice", hold.hold_id)
    bob = theatre.held("bob", "1-2")

    released(theatre, "alice", hold.hold_id)

    assert theatre.owner("1-2") == bob.hold_id


@pytest.mark.parametrize("user", ["bob", "", "ALICE"])
def test_another_persons_hold_is_as_good_as_none(theatre: Theatre, user: str) -> None:
    hold = theatre.held("alice", "1-2")
    before = theatre.bytes()

    assert refused(theatre, user, hold.hold_id) == ErrorCode.HOLD_NOT_FOUND
    assert theatre.bytes() == before


def test_a_hold_that_never_was_is_not_found(theatre: Theatre) -> None:
    assert refused(theatre, "alice", "H0") == ErrorCode.HOLD_NOT_FOUND


def test_an_ended_hold_gives_back_what_is_still_its_own(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2", "1-3")
    theatre.time.pass_by(606)
    bob = theatre.held("bob", "1-3")

    released(theatre, "alice", hold.hold_id)

    assert theatre.owner("1-2") is None
    assert theatre.owner("1-3") == bob.hold_id
    assert theatre.taken() == {"1-3"}


def test_releasing_an_old_hold_leaves_the_persons_new_one(theatre: Theatre) -> None:
    old = theatre.held("alice", "1-2")
    theatre.time.pass_by(606)
    new = theatre.held("alice", "1-5", request="request-2")

    released(theatre, "alice", old.hold_id)

    assert theatre.rows()[LIMIT]["liveHoldId"] == new.hold_id
    assert theatre.owner("1-5") == new.hold_id


def test_a_seat_taken_over_between_reading_and_writing_stays_the_new_owners(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2")
    theatre.time.pass_by(606)
    bobs: list[Hold] = []
    theatre.client.before = lambda: bobs.append(theatre.held("bob", "1-2"))

    theatre.booking.release("alice", hold.hold_id)

    assert theatre.owner("1-2") == bobs[0].hold_id
    assert theatre.taken() == {"1-2"}


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (HoldState.PAYING, ErrorCode.PAYMENT_IN_PROGRESS),
        (HoldState.APPROVING, ErrorCode.PAYMENT_IN_PROGRESS),
        (HoldState.CONFIRMED, ErrorCode.HOLD_NOT_FOUND),
        (HoldState.CANCELLED, ErrorCode.HOLD_NOT_FOUND),
    ],
)
def test_what_is_paid_or_being_paid_is_not_released(theatre: Theatre, state: HoldState, refusal: ErrorCode) -> None:
    hold = theatre.held("alice", "1-2")
    theatre.change((f"HOLD#{hold.hold_id}", "HOLD"), state=state.value)
    before = theatre.bytes()

    assert refused(theatre, "alice", hold.hold_id) == refusal
    assert theatre.bytes() == before


def test_a_region_that_stands_by_releases_nothing(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2")
    before = theatre.bytes()
    theatre.control = RegionControl("ap-northeast-1", role="dr")

    assert refused(theatre, "alice", hold.hold_id) == ErrorCode.REGION_STANDBY
    assert theatre.bytes() == before


def test_a_persons_holds_come_newest_first_and_nobody_elses(theatre: Theatre) -> None:
    first = theatre.held("alice", "1-2")
    theatre.held("bob", "1-5")
    theatre.time.pass_by(606)
    second = theatre.held("alice", "1-3", request="request-2")

    assert theatre.booking.holds_of("alice") == [second, first]
    assert theatre.booking.holds_of("nobody") == []


class LaggingIndex:
    """Queries of an index find nothing yet."""

    def __init__(self, theatre: Theatre) -> None:
        self._queries = theatre.database.get_paginator("query")
        theatre.client.get_paginator = lambda _: self  # type: ignore[attr-defined]

    def paginate(self, **query: Any) -> Iterator[Any]:
        yield from [{"Items": []}] if "IndexName" in query else self._queries.paginate(**query)


def test_a_hold_just_made_is_listed_though_the_index_lags(theatre: Theatre) -> None:
    hold = theatre.held("alice", "1-2")
    LaggingIndex(theatre)

    assert theatre.booking.holds_of("alice") == [hold]
    assert theatre.booking.holds_of("bob") == []
