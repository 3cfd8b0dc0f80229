"""A model's call against what the person said: the server's own reading wins, and where it has none the call counts."""

from typing import Any

import pytest

from lambdas.chat.conversation.said import Said, SaidDates
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.tools.base import ToolOutcome
from megaticket.korean.dates import When, read_when
from tests.integration.chat.theatre import AFTERNOON, EVENING, NOT_YET_SOLD, NOW
from tests.integration.chat.tools import error_of, use
from tests.integration.chat.world import World
from tests.unit.chat.scripted import calls, says, tool_use


def dates(words: str) -> SaidDates:
    when = read_when(words, NOW.date())
    assert isinstance(when, When)
    return SaidDates.of(when)


def seats(world: World, said: Said, **passed: Any) -> ToolOutcome:
    call = {"scheduleId": AFTERNOON, "count": 2, **passed}
    return use(world, "get_available_seats", call, ConversationState(said=said))


def listed(world: World, said: Said, when: str) -> list[str]:
    call = {"performanceId": "PX1", "when": when}
    result = use(world, "get_performance_schedules", call, ConversationState(said=said)).result
    return [row["scheduleId"] for row in result["schedules"]]


@pytest.mark.parametrize(
    ("said", "passed", "offered"),
    [
        (Said(), {"count": 3, "grade": "S석"}, (3, "S석", AFTERNOON)),
        (Said(count=2), {"count": 3, "grade": "S석"}, (2, "S석", AFTERNOON)),
        (Said(grade="R석"), {"grade": "S석"}, (2, "R석", AFTERNOON)),
        (Said(grade="R석"), {"budget": "7만원 이하"}, (2, "R석", AFTERNOON)),
        (Said(grade="R석"), {}, (2, "R석", AFTERNOON)),
        (Said(count=1, grade="S석"), {"count": 4, "grade": "R석"}, (1, "S석", AFTERNOON)),
        (Said(dates=dates("12월 5일 저녁")), {"grade": "S석"}, (2, "S석", EVENING)),
        (Said(dates=dates("12월 5일")), {"grade": "S석"}, (2, "S석", AFTERNOON)),
        (Said(dates=dates("12월 25일")), {"grade": "S석"}, (2, "S석", AFTERNOON)),  # nothing plays then
    ],
)
def test_seats_are_what_the_person_said(
    world: World, said: Said, passed: dict[str, Any], offered: tuple[int, str, str]
) -> None:
    outcome = seats(world, said, **passed)
    found = outcome.result["proposal"]["seats"]
    assert (len(found), found[0]["grade"], outcome.result["scheduleId"]) == offered
    is_as_passed = (passed.get("count", 2), passed.get("grade"), AFTERNOON) == offered
    assert ("readText" in outcome.result) != is_as_passed


def test_of_several_dates_that_were_meant_none_is_guessed(world: World) -> None:
    said = Said(dates=dates("12월 5일"))
    assert error_of(seats(world, said, scheduleId=NOT_YET_SOLD)) == "DATE_UNCLEAR"
    chosen = ConversationState(said=said, schedule_id=EVENING)
    call = {"scheduleId": NOT_YET_SOLD, "count": 2}
    assert use(world, "get_available_seats", call, chosen).result["scheduleId"] == EVENING


def test_exact_seats_are_as_many_as_were_said(world: World) -> None:
    assert error_of(seats(world, Said(count=2), seats="A구역 2열 2~4번")) == "INVALID_REQUEST"
    assert len(seats(world, Said(count=3), seats="A구역 2열 2~4번").result["proposal"]["seats"]) == 3


@pytest.mark.parametrize(
    ("said", "passed", "found"),
    [
        ("12월 5일 저녁", "12월 6일 저녁", [EVENING]),
        ("12월 5일 저녁", "12월 5일 낮", [EVENING]),
        ("12월 5일 저녁", "12월", [EVENING]),
        ("12월 5일", "12월 5일 저녁", [EVENING]),
        ("12월 5일", "그날", [AFTERNOON, EVENING]),
        ("12월", "12월 12일", [NOT_YET_SOLD]),
        (None, "12월 12일", [NOT_YET_SOLD]),
    ],
)
def test_dates_are_those_that_the_person_said(world: World, said: str | None, passed: str, found: list[str]) -> None:
    assert listed(world, Said(dates=dates(said) if said else None), passed) == found


def test_dates_that_the_person_has_to_say_again_are_not_guessed(world: World) -> None:
    state = ConversationState(said=Said(unclear="12월 5일 (토)이라 요일이 맞지 않아요."))
    outcome = use(world, "get_performance_schedules", {"performanceId": "PX1", "when": "12월 5일"}, state)
    assert error_of(outcome) == "DATE_UNCLEAR"


@pytest.mark.parametrize(
    ("said", "passed", "left"),
    [
        (Said(count=5, grade="S석"), {}, Said(grade="S석")),
        (Said(count=2, dates=dates("12월 12일")), {"scheduleId": NOT_YET_SOLD}, Said(count=2)),
    ],
)
def test_what_cannot_be_had_binds_nobody(world: World, said: Said, passed: dict[str, Any], left: Said) -> None:
    outcome = seats(world, said, **passed)
    assert outcome.refusal is not None
    assert outcome.state is not None
    assert outcome.state.said == left


def test_a_day_on_which_nothing_is_sold_binds_nobody(world: World) -> None:
    call = {"performanceId": "PX1", "when": "12월 25일"}
    outcome = use(world, "get_performance_schedules", call, ConversationState(said=Said(dates=dates("12월 25일"))))
    assert outcome.result["alternatives"]
    assert outcome.state is not None
    assert outcome.state.said.dates is None


def test_a_model_that_mishears_holds_what_was_said(world: World) -> None:
    asked = [
        tool_use("get_performance_schedules", {"performanceId": "PX1", "when": "12월 6일 낮"}),
        tool_use("get_available_seats", {"scheduleId": EVENING, "count": 3, "grade": "R석"}),
    ]
    world.script(*map(calls, asked), says("이 좌석으로 선점할까요?"))
    played = world.turn("은하 정거장 12월 5일 낮 S석 2장이요")
    proposal = played.action("PROPOSAL")
    assert (proposal["scheduleId"], [seat["grade"] for seat in proposal["seats"]]) == (AFTERNOON, ["S석", "S석"])


def test_seats_picked_on_the_map_say_how_many_and_for_when(world: World) -> None:
    picked = {"scheduleId": EVENING, "seatIds": ["1F-A-2-3", "1F-A-2-4"]}
    world.script(says("이 좌석으로 선점할까요?"))
    shown = world.turn("은하 정거장 12월 5일 낮 세 장 여기요", selection=picked)
    other = tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 4, "grade": "R석"})
    world.script(calls(other), says("이 좌석으로 선점할까요?"))
    proposal = world.turn("좀 더 가운데는 없을까요?", shown.conversation_id).action("PROPOSAL")
    assert (proposal["scheduleId"], len(proposal["seats"])) == (EVENING, 2)


def test_the_same_number_again_is_no_answer_to_who_does_not_come(world: World) -> None:
    state = ConversationState(said=Said(fewer=True), count=3)
    call = {"scheduleId": AFTERNOON, "grade": "S석"}
    assert error_of(use(world, "get_available_seats", {**call, "count": 3}, state)) == "INVALID_REQUEST"
    assert len(use(world, "get_available_seats", {**call, "count": 2}, state).result["proposal"]["seats"]) == 2
