"""What the person wants to spend: it decides the grade, and how an amount was read is said."""

import pytest

from lambdas.chat.conversation.state import ConversationState
from tests.integration.chat.test_results_read_out import result
from tests.integration.chat.test_seat_options import ROW_3, seats
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.tools import take
from tests.integration.chat.world import World
from tests.unit.chat.scripted import calls, says, tool_use


@pytest.mark.parametrize(
    ("words", "grade", "offered"),
    [
        ("7만원 이하로", None, "S석"),
        ("7만원 이하로", "R석", "S석"),  # a model's guess does not go beyond what the person said
        ("제일 싼 거요", "R석", "S석"),
        ("제일 좋은 자리", None, "R석"),
        ("10만원 이하", None, "R석"),
        ("10만원 이하", "S석", "S석"),
        ("둘이 합쳐 13만원까지", None, "S석"),
        ("예산 19만원이에요", None, "R석"),
        ("예산은 13만원 정도요", None, "S석"),
        ("예산은 인당 9만원이요", None, "R석"),
    ],
)
def test_the_persons_budget_decides_the_grade(world: World, words: str, grade: str | None, offered: str) -> None:
    asked = {"grade": grade} if grade else {}
    outcome = seats(world, ConversationState(budget_words=words), count=2, **asked)
    assert {seat["grade"] for seat in outcome.result["proposal"]["seats"]} == {offered}
    assert outcome.result["budgetText"]


def test_a_cheaper_grade_that_is_gone_gives_way_within_the_budget(world: World) -> None:
    take(world, *ROW_3[4:], *(f"2F-B-{row}-{n}" for row in (1, 2) for n in range(1, 5)))
    outcome = seats(world, ConversationState(budget_words="제일 싼 거"), count=2)
    assert {seat["grade"] for seat in outcome.result["proposal"]["seats"]} == {"R석"}


def test_a_budget_that_nothing_fits_is_told_with_the_nearest_grade(world: World) -> None:
    outcome = seats(world, count=2, budget="3만원 이하")
    assert outcome.refusal is not None
    assert "S석 60,000원" in outcome.refusal.message
    assert outcome.actions == ()


@pytest.mark.parametrize(
    ("words", "notice"),
    [
        ("두 장 7만원 이하로", "1매당 70,000원 이하로 찾아보았어요."),
        ("6만원대 두 장", "1매당 60,000원 이상 69,999원 이하로 찾아보았어요."),
        ("8만원 이상 자리 둘이요", "1매당 80,000원 이상으로 찾아보았어요."),
        ("한 장에 7만원 이하", None),
        ("둘이 합쳐 13만원까지", None),
        ("예산 13만원이에요", None),
        ("제일 싼 거요", None),
    ],
)
def test_whoever_did_not_say_what_an_amount_is_for_is_told_how_it_was_read(
    world: World, words: str, notice: str | None
) -> None:
    outcome = seats(world, ConversationState(budget_words=words), count=2)
    assert outcome.must_say == ((notice,) if notice else ())
    assert outcome.result["proposal"]
    assert notice in {None, outcome.result["budgetText"]}


def test_a_search_in_vain_says_what_it_looked_for(world: World) -> None:
    take(world, *ROW_3[4:], *(f"2F-B-{row}-{n}" for row in (1, 2) for n in range(1, 5)))
    outcome = seats(world, ConversationState(budget_words="7만원 이하로"), count=2)
    assert outcome.refusal is not None
    assert outcome.must_say == ("1매당 70,000원 이하로 찾아보았어요.",)


def test_where_nothing_fits_an_amount_for_all_the_nearest_is_told_for_all(world: World) -> None:
    outcome = seats(world, ConversationState(budget_words="예산 9만원이요"), count=3)
    assert outcome.refusal is not None
    assert "수수료까지 모두 합쳐 90,000원 이하" in outcome.refusal.message
    assert "S석 3매에 수수료까지 모두 184,500원" in outcome.refusal.message


@pytest.mark.parametrize("said", ["", "1매당 100,000원 이하로 찾아보았어요. "])
def test_the_answer_says_once_how_an_amount_was_read(world: World, said: str) -> None:
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "R석"}
    world.script(calls(tool_use("get_available_seats", asked)), says(f"{said}이 좌석으로 선점할까요?"))
    played = world.turn("12월 5일 2시 두 장 10만원 이하로요")
    notice = result(world)["budgetText"]
    assert played.text.count(notice) == 1
    assert world.model.answers == []
    world.script(calls(tool_use("hold_seats", {"proposalId": played.action("PROPOSAL")["proposalId"]})), says("네."))
    assert world.turn("네", played.conversation_id).action("HOLD_CREATED")["holdId"]
