"""Age ratings, of a performance and of a grade: told before seats are offered to somebody who is too young for them."""

import pytest

from lambdas.chat.conversation.state import ConversationState
from megaticket.korean.counts import read_party
from tests.integration.chat.test_seat_options import seats
from tests.integration.chat.theatre import SUNDAY
from tests.integration.chat.tools import use
from tests.integration.chat.world import World
from tests.unit.chat.scripted import calls, says, tool_use

NINE = ConversationState(ages=read_party("저랑 9살 딸").ages)
"""On Sunday R석 is for people of 14 years on, the performance for those of 8."""


def test_somebody_too_young_is_told_of_before_any_seat_is_offered(world: World) -> None:
    state = ConversationState(ages=(7,))
    first = seats(world, state, count=2)
    assert first.actions == ()
    assert first.result["ageText"] == "8세 이상"
    assert "7세" in first.result["ageNotice"]
    assert first.must_say == (first.result["ageNotice"],)
    assert first.state is not None
    assert seats(world, first.state, count=2).actions == (), "not in the same turn, however often a model asks"
    assert seats(world, first.state, turn="c1:2", count=2).result["proposal"]


def test_somebody_old_enough_needs_no_word(world: World) -> None:
    assert seats(world, ConversationState(ages=(8,)), count=2).result["proposal"]


@pytest.mark.parametrize(
    "asked",
    [
        {"grade": "R석"},
        {"budget": "제일 좋은 자리"},
        {"seats": "1층 A구역 1열 5번이랑 6번"},
        {},  # the best of any grade
    ],
)
def test_a_grade_may_be_for_older_people_than_the_performance(world: World, asked: dict[str, str]) -> None:
    first = seats(world, NINE, scheduleId=SUNDAY, count=2, **asked)
    notice = "R석 관람 연령: 14세 이상. 말씀하신 9세 손님은 입장하지 못할 수 있어요."
    assert (first.actions, first.result["ageNotice"], first.must_say) == ((), notice, (notice,))
    assert first.state is not None
    assert first.state.proposals == ()
    assert seats(world, first.state, scheduleId=SUNDAY, count=2, **asked).actions == ()
    assert seats(world, first.state, turn="c1:2", scheduleId=SUNDAY, count=2, **asked).result["proposal"]


def test_other_grades_of_it_need_no_word(world: World) -> None:
    assert seats(world, NINE, scheduleId=SUNDAY, count=2, grade="S석").result["proposal"]


def test_whoever_was_told_of_one_rating_is_told_of_a_higher_one(world: World) -> None:
    both = ConversationState(ages=(7, 9))
    first = seats(world, both, scheduleId=SUNDAY, count=2, grade="S석")
    assert "이 공연의 관람 연령: 8세 이상. 말씀하신 7세" in first.result["ageNotice"]
    assert first.state is not None
    second = seats(world, first.state, turn="c1:2", scheduleId=SUNDAY, count=2, grade="R석")
    assert "R석 관람 연령: 14세 이상. 말씀하신 7세, 9세" in second.result["ageNotice"]
    assert second.actions == ()


def test_seats_of_it_that_are_picked_come_with_the_notice(world: World) -> None:
    world.script(says("네, 따님과 오시는군요."))
    told = world.turn("저랑 9살 딸이에요")
    world.script(says("이 좌석으로 선점할까요?"))
    picked = {"scheduleId": SUNDAY, "seatIds": ["1F-A-1-5", "1F-A-1-6"]}
    played = world.turn("이 자리요", told.conversation_id, selection=picked)
    assert "R석 관람 연령: 14세 이상" in played.text


@pytest.mark.parametrize(
    ("text", "holds"),
    [("R석은 14세 이상이에요.", True), ("S석은 14세 이상이에요.", False), ("14세 이상이에요.", False)],
)
def test_the_rating_of_a_grade_may_be_said_of_it(world: World, text: str, holds: bool) -> None:
    world.script(calls(tool_use("get_seat_grades", {"performanceId": "PX2"})), says(text), says("확인해 볼게요."))
    assert (text in world.turn("고래의 정원 등급 알려줘").text) == holds


def test_grades_are_listed_with_a_rating_of_their_own(world: World) -> None:
    rows = use(world, "get_seat_grades", {"performanceId": "PX2"}).result["grades"]
    assert [row.get("ageText") for row in rows] == ["14세 이상", None]
