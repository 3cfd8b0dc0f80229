"""Proposals of exact seats: adjacent, free, sold at the server's price, and never held."""

from datetime import datetime
from typing import Any

import pytest

from lambdas.chat.conversation.state import PROPOSAL_SECONDS, ConversationState
from lambdas.chat.tools.base import ToolOutcome
from megaticket.clock import KST, epoch
from tests.integration.chat.theatre import AFTERNOON, CLOSED, EVENING, NOT_YET_SOLD, PAST
from tests.integration.chat.tools import error_of, proposal, use
from tests.integration.chat.world import World


def ids(outcome: ToolOutcome) -> list[str]:
    """The seats of the one proposal that the page draws."""
    (action,) = outcome.actions
    assert action.type == "PROPOSAL"
    return [seat["seatId"] for seat in action.data["seats"]]


def test_a_proposal_is_told_and_drawn(world: World) -> None:
    outcome = use(world, "get_available_seats", {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"})
    offered = outcome.result["proposal"]
    labels = [seat["label"] for seat in offered["seats"]]
    assert outcome.result == {
        "scheduleId": AFTERNOON,
        "title": "은하 정거장",
        "startsAtText": "12월 5일 (토) 14:00",
        "proposal": {
            "proposalId": offered["proposalId"],
            "seats": [{"label": label, "grade": "S석", "priceText": "60,000원"} for label in labels],
            "adjacent": True,
            "subtotalText": "120,000원",
            "bookingFeeText": "3,000원",
            "totalText": "123,000원",
        },
    }
    assert labels[0].startswith("1층 A구역 3열 ")
    (action,) = outcome.actions
    assert action.type == "PROPOSAL"
    assert action.data["proposalId"] == offered["proposalId"]
    assert (action.data["subtotal"], action.data["bookingFee"], action.data["totalPrice"]) == (120_000, 3_000, 123_000)
    assert [seat["price"] for seat in action.data["seats"]] == [60_000, 60_000]


def test_the_proposal_is_the_only_open_one_and_lasts_five_minutes(world: World) -> None:
    outcome = use(world, "get_available_seats", {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"})
    state, now = outcome.state, epoch(world.clock())
    assert state is not None
    (open_one,) = state.open_proposals(now + PROPOSAL_SECONDS - 1)
    assert open_one.proposal_id == outcome.result["proposal"]["proposalId"]
    assert state.open_proposals(now + PROPOSAL_SECONDS) == ()
    assert (state.schedule_id, state.count, state.grade, state.performance_id) == (AFTERNOON, 2, "S석", "PX1")
    assert not outcome.wrote
    assert world.functions.commands == []


def test_seats_that_somebody_holds_are_not_offered_until_the_hold_is_over(world: World) -> None:
    asked = {"scheduleId": AFTERNOON, "count": 4, "grade": "R석"}
    first = ids(use(world, "get_available_seats", asked))
    world.hold(AFTERNOON, tuple(first), 4 * 91_500)
    second = ids(use(world, "get_available_seats", asked))
    assert set(first).isdisjoint(second)
    world.clock.pass_seconds(606)
    assert ids(use(world, "get_available_seats", asked)) == first


def test_blocked_and_accessible_seats_are_never_offered(world: World) -> None:
    asked = {"scheduleId": AFTERNOON, "count": 4, "grade": "R석"}
    offered = [ids(use(world, "get_available_seats", asked))]
    for total in range(3):
        offered.append(ids(use(world, "get_available_seats", asked)))
        world.hold(AFTERNOON, tuple(offered[-1]), 4 * 91_500, user=f"person-{total}")
    assert "1F-A-1-1" not in {seat for seats in offered for seat in seats}
    # Three of row 1's left block remain: an aisle and a blocked seat stand around them.
    outcome = use(world, "get_available_seats", asked)
    assert error_of(outcome) == "SEAT_TAKEN"


def test_other_seats_are_offered_on_request(world: World) -> None:
    first = use(world, "get_available_seats", {"scheduleId": AFTERNOON, "count": 2, "grade": "R석"})
    assert first.state is not None
    refused = first.result["proposal"]["proposalId"]
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "R석", "otherThan": [refused]}
    second = use(world, "get_available_seats", asked, first.state)
    assert set(ids(first)).isdisjoint(ids(second))


@pytest.mark.parametrize(
    ("seats", "ids_", "adjacent"),
    [
        ("A구역 2열 1번, 2번", ["1F-A-2-1", "1F-A-2-2"], True),
        ("1층 A구역 2열 1~3번이요", ["1F-A-2-1", "1F-A-2-2", "1F-A-2-3"], True),
        ("A구역 2열 4번 5번", ["1F-A-2-4", "1F-A-2-5"], False),  # an aisle lies between
        ("A구역 2열 1번이랑 3번", ["1F-A-2-1", "1F-A-2-3"], False),
        ("A구역 2열 1번, A구역 1열 2번", ["1F-A-2-1", "1F-A-1-2"], False),
        ("3열 1번", ["1F-A-3-1"], True),  # only one section has the row; an accessible seat, asked for by name
    ],
)
def test_exact_seats_are_proposed_as_written(world: World, seats: str, ids_: list[str], adjacent: bool) -> None:
    # The model's own count of them does not matter.
    outcome = use(world, "get_available_seats", {"scheduleId": AFTERNOON, "count": 1, "seats": seats})
    assert sorted(ids(outcome)) == sorted(ids_)
    assert outcome.result["proposal"]["adjacent"] is adjacent


@pytest.mark.parametrize("seats", ["2열 1번", "A구역 9열 1번", "앞쪽 아무 데나", "2~3열", "1번 2번"])
def test_seats_that_cannot_be_told_are_asked_for(world: World, seats: str) -> None:
    outcome = use(world, "get_available_seats", {"scheduleId": AFTERNOON, "count": 1, "seats": seats})
    assert error_of(outcome) == "SEAT_UNKNOWN"
    assert "알려 주세요" in outcome.result["error"]["message"]


def test_seats_of_two_grades_cost_what_each_costs(world: World) -> None:
    asked = {"scheduleId": AFTERNOON, "count": 2, "seats": "A구역 2열 1번, 2층 B구역 1열 1번"}
    outcome = use(world, "get_available_seats", asked)
    assert outcome.result["proposal"]["totalText"] == "153,000원"
    assert outcome.state is not None
    assert outcome.state.grade is None


@pytest.mark.parametrize(
    ("now", "notes"),
    [
        # PX1 on Saturday 5 December closes on Friday at 17:00
        (datetime(2026, 12, 4, 16, 44, tzinfo=KST), []),
        (datetime(2026, 12, 4, 16, 46, tzinfo=KST), [["12월 4일 (금) 17:00까지", "그 뒤에 결제하시면"]]),
        (datetime(2026, 12, 4, 17, 0, tzinfo=KST), [["12월 4일 (금) 17:00)이 지나서", "취소할 수 없어요"]]),
    ],
)
def test_what_cannot_be_cancelled_once_it_is_paid_is_told_so(
    world: World, now: datetime, notes: list[list[str]]
) -> None:
    world.clock.now = now
    outcome = use(world, "get_available_seats", {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"})
    told = outcome.result["proposal"].get("noteTexts", [])
    assert [all(word in note for word in words) for note, words in zip(told, notes, strict=True)] == [True] * len(notes)
    assert list(outcome.must_say) == told


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"scheduleId": AFTERNOON, "count": 5}, "LIMIT_EXCEEDED"),
        ({"scheduleId": AFTERNOON, "count": 1, "seats": "A구역 2열 1~5번"}, "LIMIT_EXCEEDED"),
        ({"scheduleId": AFTERNOON, "count": 1, "seats": "A구역 1열 1번"}, "SEAT_BLOCKED"),
        ({"scheduleId": AFTERNOON, "count": 1, "grade": "황금석"}, "INVALID_REQUEST"),
        ({"scheduleId": NOT_YET_SOLD, "count": 1}, "SALE_NOT_OPEN"),
        ({"scheduleId": CLOSED, "count": 1}, "SALE_CLOSED"),
        ({"scheduleId": PAST, "count": 1}, "SALE_CLOSED"),
        ({"scheduleId": "PX1-20991231-1400", "count": 1}, "INVALID_REQUEST"),
        ({"scheduleId": "junk", "count": 1}, "INVALID_REQUEST"),
    ],
)
def test_what_cannot_be_sold_is_refused_by_name(world: World, asked: dict[str, Any], code: str) -> None:
    outcome = use(world, "get_available_seats", asked)
    assert error_of(outcome) == code
    assert outcome.actions == ()


def test_taken_seats_asked_for_by_name_are_told_with_the_next_best(world: World) -> None:
    world.hold(AFTERNOON, ("1F-A-2-1",), 91_500)
    outcome = use(world, "get_available_seats", {"scheduleId": AFTERNOON, "count": 2, "seats": "A구역 2열 1~2번"})
    assert error_of(outcome) == "SEAT_TAKEN"
    assert outcome.result["error"]["seatIds"] == ["1F-A-2-1"]
    assert "1F-A-2-1" not in ids(outcome)
    assert outcome.state is not None
    assert [p.proposal_id for p in outcome.state.proposals] == [outcome.result["proposal"]["proposalId"]]


def test_a_hold_on_one_date_leaves_the_other_free(world: World) -> None:
    world.hold(AFTERNOON, ("1F-A-2-1",), 91_500)
    asked = {"scheduleId": EVENING, "count": 1, "seats": "A구역 2열 1번"}
    assert ids(use(world, "get_available_seats", asked)) == ["1F-A-2-1"]


def test_a_refusal_leaves_the_open_proposal(world: World) -> None:
    before = ConversationState(proposals=(proposal(),))
    after = use(world, "get_available_seats", {"scheduleId": AFTERNOON, "count": 5}, before).state
    assert after is not None
    assert after.proposals == before.proposals
