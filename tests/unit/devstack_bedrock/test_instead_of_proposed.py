"""Whoever wants other seats than those proposed is not asked for these again: the next yes would hold them."""

from typing import Any

import pytest

from lambdas.chat.conversation.asking import asks_to_hold
from tests.unit.devstack_bedrock.product import Product


@pytest.fixture
def offered(product: Product) -> Product:
    """A conversation in which two seats of grade A are proposed, as pp-3."""
    product.say("은하정거장 토요일 저녁 A석 2장이요")
    assert list(product.theatre.proposals) == ["pp-3"]
    return product


def searches(product: Product) -> list[dict[str, Any]]:
    """The inputs of the searches for seats of the last turn."""
    return [dict(call.input) for call in product.calls if call.name == "get_available_seats"]


@pytest.mark.parametrize(
    "words",
    ["더 앞으로요", "맨 뒷줄은 없나요", "복도쪽이 좋은데", "무대에서 너무 멀어요", "다른 블록으로요", "2층으로 옮길래요",
     "왼쪽 자리요", "떨어져 앉아도 괜찮아요", "여기 안 보이지 않나"],
)  # fmt: skip
def test_a_wish_for_a_place_looks_for_others_and_says_that_it_cannot_choose(offered: Product, words: str) -> None:
    answer = offered.say(words)
    assert searches(offered) == [{"scheduleId": "sc-3", "count": 2, "grade": "A석", "otherThan": ["pp-3"]}]
    assert "골라서 찾지는 못해요" in answer
    assert "1층 나블록 4열 1번" in answer


@pytest.mark.parametrize("words", ["두 장 B석 맨 앞줄로요", "가운데 쪽 B석 두 장이요"])
def test_a_place_that_no_tool_can_search_by_is_told_at_once(product: Product, words: str) -> None:
    product.say("은하 정거장 토요일 저녁이요")
    assert "골라서 찾지는 못해요" in product.say(words)


@pytest.mark.parametrize("words", ["좀 더 싼 자리로요", "더 저렴한 표 있나요", "한 등급 아래는요?"])
def test_cheaper_seats_are_of_the_next_grade_below(offered: Product, words: str) -> None:
    answer = offered.say(words)
    assert searches(offered) == [{"scheduleId": "sc-3", "count": 2, "grade": "B석"}]
    assert asks_to_hold(answer)


def test_where_nothing_is_cheaper_nobody_is_led_to_the_seats_that_are_too_dear(product: Product) -> None:
    product.say("은하정거장 토요일 저녁 B석 2장이요")
    answer = product.say("더 싼 좌석은요?")
    assert "보다 저렴한 등급이 없어요" in answer
    assert searches(product) == []
    assert not asks_to_hold(answer)


@pytest.mark.parametrize(("words", "seats"), [("맨 처음 거로 할래요", "3열"), ("먼저 보여준 자리가 나아요", "4열")])
def test_seats_that_were_shown_before_are_asked_for_by_their_names(offered: Product, words: str, seats: str) -> None:
    for row in ("4", "5"):
        offered.theatre.tools["get_available_seats"] = lambda row=row, **_: made(offered, row)
        offered.say("다른 자리요")
    offered.say(words)
    assert seats in searches(offered)[0]["seats"]
    assert searches(offered)[0]["count"] == 2


def made(product: Product, row: str) -> dict[str, Any]:
    """A proposal of two seats in this row, the only one that is open."""
    product.theatre.proposals.clear()
    result = product.theatre.seats("sc-3", 2)
    labels = [f"1층 나블록 {row}열 {number}번" for number in (1, 2)]
    result["proposal"]["proposalId"] = f"pp-{row}"
    result["proposal"]["seats"] = [{"label": label, "grade": "A석"} for label in labels]
    known = product.theatre.proposals.popitem()[1]
    product.theatre.proposals[f"pp-{row}"] = known | {"proposalId": f"pp-{row}", "seatLabels": labels}
    return result


def test_without_other_seats_before_it_is_said_so(offered: Product) -> None:
    assert "먼저 보여 드린 다른 좌석은 없어요" in offered.say("아까 거로 해줘")
    assert offered.calls == []


@pytest.mark.parametrize("words", ["주차는 되나요?", "배우가 누구예요?", "수수료 있어요?"])
def test_an_answer_in_between_names_the_seats_and_the_total_again(offered: Product, words: str) -> None:
    answer = offered.say(words)
    assert "1층 나블록 3열 1번, 1층 나블록 3열 2번" in answer
    assert "161,000원" in answer
    assert asks_to_hold(answer)


def test_seats_for_those_held_are_asked_about_as_an_exchange(product: Product) -> None:
    for words in ("은하정거장 토요일 저녁 A석 2장이요", "네"):
        product.say(words)
    product.theatre.holds["hd-5"]["scheduleId"] = "sc-3"
    product.say("자리 바꿔줘")
    assert "지금 선점하신 좌석과 맞바꿀까요?" in product.say("주차는 되나요?")
