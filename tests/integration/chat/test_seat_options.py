"""What is offered beside the one best proposal: several to choose from, parties apart, kept seats, a no."""

from typing import Any

import pytest

from lambdas.chat.conversation.needs import read_needs
from lambdas.chat.conversation.state import ConversationState, Need
from lambdas.chat.tools.base import ToolOutcome
from megaticket.errors import ErrorCode
from tests.integration.chat.theatre import AFTERNOON, EVENING, SUNDAY
from tests.integration.chat.tools import error_of, take, use
from tests.integration.chat.world import World

ROW_1, ROW_2, ROW_3 = ([f"1F-A-{row}-{n}" for n in range(1, 9)] for row in (1, 2, 3))


def seats(world: World, state: ConversationState | None = None, turn: str = "c1:1", **asked: Any) -> ToolOutcome:
    return use(
        world, "get_available_seats", {"scheduleId": AFTERNOON, **asked}, state or ConversationState(), turn=turn
    )


def test_several_options_share_no_seat_and_lie_open_together(world: World) -> None:
    outcome = seats(world, count=2, grade="R석", options=3)
    (action,) = outcome.actions
    assert (action.type, action.data["scheduleId"], len(action.data["options"])) == ("SEAT_OPTIONS", AFTERNOON, 3)
    offered = [seat["seatId"] for option in action.data["options"] for seat in option["seats"]]
    assert len(offered) == len(set(offered)) == 6
    assert outcome.state is not None
    told = [option["proposalId"] for option in outcome.result["options"]]
    assert [proposal.proposal_id for proposal in outcome.state.proposals] == told
    assert "proposal" not in outcome.result


@pytest.mark.parametrize("written", ["R석", "R", "r석"])
def test_a_grade_is_meant_however_it_is_written(world: World, written: str) -> None:
    offered = seats(world, count=2, grade=written).result["proposal"]
    assert {seat["grade"] for seat in offered["seats"]} == {"R석"}


def test_where_one_is_left_of_several_it_is_the_proposal(world: World) -> None:
    take(world, *ROW_1[1:], *ROW_2[:4])
    outcome = seats(world, count=4, grade="R석", options=3)
    assert outcome.result["proposal"]["adjacent"] is True
    assert [action.type for action in outcome.actions] == ["PROPOSAL"]


def test_a_party_that_is_split_is_told_so(world: World) -> None:
    take(world, ROW_1[1], *ROW_1[4:], *ROW_2[:2], *ROW_2[4:])
    outcome = seats(world, count=4, grade="R석")
    offered = outcome.result["proposal"]
    note = "4자리가 모두 나란하지 않고 2자리, 2자리로 나뉘어 있어요."
    assert (offered["adjacent"], offered["noteTexts"]) == (False, [note])
    assert outcome.must_say == (note,)
    assert outcome.actions[0].data["notes"] == [note]


@pytest.mark.parametrize(
    ("spoken", "needs", "kinds"),
    [
        ((), None, set()),
        ((), "휠체어석이요", set()),  # a model's invention: the person never spoke of it
        (("wheelchair",), None, set()),  # spoken of, and not wanted now
        (("wheelchair",), "휠체어석이요", {"휠체어석", "동반석"}),
    ],
)
def test_accessible_seats_are_for_whoever_asks(
    world: World, spoken: tuple[Need, ...], needs: str | None, kinds: set[str]
) -> None:
    asked = {"needs": needs} if needs else {}
    take(world, *ROW_3[4:], "2F-B-1-1")
    outcome = seats(world, ConversationState(needs=spoken), count=2, grade="S석", **asked)
    offered = outcome.result["proposal"]
    assert {seat["kind"] for seat in offered["seats"] if "kind" in seat} == kinds
    assert len(offered.get("noteTexts", ())) == len(kinds)


def test_a_restricted_view_is_said_aloud(world: World) -> None:
    take(world, *ROW_3[4:], *(f"2F-B-1-{n}" for n in range(1, 5)), "2F-B-2-1")
    assert error_of(seats(world, count=2, grade="S석")) == "SEAT_TAKEN"
    state = ConversationState(needs=("restricted_view",))
    outcome = seats(world, state, count=2, grade="S석", needs="시야제한석도 괜찮아요")
    labels = ["2층 B구역 2열 3번", "2층 B구역 2열 4번"]
    kept = [seat["label"] for seat in outcome.result["proposal"]["seats"] if seat.get("kind") == "시야제한석"]
    assert set(kept) <= set(labels)
    assert kept
    assert outcome.must_say == (f"{', '.join(kept)}은 시야제한석이에요. 무대가 일부 가려질 수 있어요.",)


@pytest.mark.parametrize(
    ("spoken", "passed", "kinds"),
    [
        ("시야제한석으로 두 장이요", "시야제한석", ["시야제한석", "시야제한석"]),
        ("시야제한석도 괜찮아요", "시야제한석으로 두 장이요", [None, None]),  # a model's invention
    ],
)
def test_whoever_asks_for_a_restricted_view_is_offered_no_other(
    world: World, spoken: str, passed: str, kinds: list[str | None]
) -> None:
    state = ConversationState(needs=read_needs(spoken))
    outcome = seats(world, state, count=2, grade="S석", needs=passed)
    assert [seat.get("kind") for seat in outcome.result["proposal"]["seats"]] == kinds
    last = ["2F-B-2-3", "2F-B-2-4"]
    take(world, *last)
    refused = seats(world, state, count=2, grade="S석", needs=passed)
    assert (refused.refusal is not None) == (kinds[0] is not None)


def test_nothing_left_is_an_honest_no_with_what_there_is_elsewhere(world: World) -> None:
    take(world, *ROW_1[1:], *ROW_2)
    outcome = seats(world, count=2, grade="R석")
    assert error_of(outcome) == "SEAT_TAKEN"
    assert outcome.result["alternatives"] == [
        {
            "scheduleId": EVENING,
            "grade": "R석",
            "alternativeText": "12월 5일 (토) 19:00 R석 나란한 2자리, 1매 90,000원",
        },
        {"scheduleId": AFTERNOON, "grade": "S석", "alternativeText": "같은 회차 S석 나란한 2자리, 1매 60,000원"},
    ]
    assert outcome.state is not None
    assert [schedule.schedule_id for schedule in outcome.state.offered] == [EVENING, AFTERNOON]
    assert [choice.label for choice in outcome.choices] == ["12월 5일 (토) 19:00", "S석"]
    assert "supportText" not in outcome.result


def test_where_there_is_nothing_at_all_the_support_is_named(world: World) -> None:
    state = ConversationState(performance_id="PX2")
    house = [*ROW_1, *ROW_2]
    take(world, *house, schedule=SUNDAY)
    take(world, *ROW_3[4:], "1F-A-3-4", *(f"2F-B-{row}-{n}" for row in (1, 2) for n in range(1, 5)), schedule=SUNDAY)
    outcome = use(world, "get_available_seats", {"scheduleId": SUNDAY, "count": 1}, state)
    assert error_of(outcome) == "SEAT_TAKEN"
    assert "alternatives" not in outcome.result
    assert outcome.result["supportText"] == "고객센터 02-555-0100 (09:00~18:00)"


def test_others_are_none_of_those_that_were_shown(world: World) -> None:
    state, shown = ConversationState(), set[str]()
    for _ in range(3):
        outcome = seats(world, state, count=2, grade="R석", otherThan=["P-of-long-ago"] if shown else [])
        offered = {seat["seatId"] for seat in outcome.actions[0].data["seats"]}
        assert shown.isdisjoint(offered)
        shown |= offered
        assert outcome.state is not None
        state = outcome.state


def test_a_sale_that_has_not_begun_says_when_it_does(world: World) -> None:
    outcome = seats(world, scheduleId="PX1-20261212-1400", count=2)
    assert outcome.refusal is not None
    assert outcome.refusal.code == ErrorCode.SALE_NOT_OPEN
    assert "12월 1일 (화) 10:00" in outcome.refusal.message
