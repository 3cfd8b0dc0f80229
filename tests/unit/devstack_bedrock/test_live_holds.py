"""More time and other seats for seats that are held."""

import pytest

from tests.unit.devstack_bedrock.product import Product
from tests.unit.devstack_bedrock.theatre import refusal


@pytest.fixture
def holder(product: Product) -> Product:
    """A person who holds two seats of grade A, whose proposal was pp-3."""
    for words in ("은하정거장 토요일 저녁 A석 2장이요", "네"):
        product.say(words)
    assert list(product.theatre.holds) == ["hd-5"]
    return product


@pytest.mark.parametrize(
    "words", ["시간 좀 늘려줘", "연장해 주세요", "10분만 더", "시간이 부족해요", "선점 시간 더 주세요"]
)
def test_more_time_is_asked_for_and_told(holder: Product, words: str) -> None:
    assert "16:50까지" in holder.say(words)
    assert [(call.name, dict(call.input)) for call in holder.calls] == [("extend_hold", {"holdId": "hd-5"})]


def test_a_limit_of_extensions_is_told(holder: Product) -> None:
    holder.theatre.refuse["extend_hold"] = refusal("EXTEND_LIMIT", "더 늘릴 수 없어요.")
    answer = holder.say("10분만 더")
    assert "더 늘릴 수 없어요." in answer
    assert "16:40까지" in answer


@pytest.mark.parametrize("words", ["연장해 주세요", "몇분 남았어?", "결제 시간이 얼마나 남았나요"])
def test_without_a_hold_there_is_no_time_to_tell_or_extend(product: Product, words: str) -> None:
    assert "아직 선점하신 좌석이 없어요" in product.say(words)
    assert product.calls == []


def test_a_tool_that_is_not_offered_is_not_called(holder: Product) -> None:
    holder.fields = {name: fields for name, fields in holder.fields.items() if name != "extend_hold"}
    holder.say("연장해 주세요")
    assert holder.calls == []


def test_the_time_that_is_left_is_told(holder: Product) -> None:
    assert "16:40까지" in holder.say("얼마나 남았어?")
    assert holder.calls == []


@pytest.mark.parametrize(
    "words",
    ["자리 바꿔줘", "다른 좌석으로 바꿀래", "자리 좀 바꿔 주세요", "취소하고 다른 자리로", "자리가 맘에 안들어 바꿔줘"],
)
def test_seats_are_exchanged_and_never_released_first(holder: Product, words: str) -> None:
    assert "맞바꿀까요?" in holder.say(words)
    assert [(call.name, dict(call.input)) for call in holder.calls] == [
        ("get_available_seats", {"scheduleId": "sc-3", "count": 2, "grade": "A석", "otherThan": ["pp-3"]})
    ]
    assert "선점하지 않을게요" in holder.say("ㄴㄴ")
    answer = holder.say("네")
    assert holder.names() == ["hold_seats"]
    assert "좌석을 바꿨어요" in answer
    assert "16:40까지" in answer


def test_an_exchange_may_be_for_more_seats_of_another_grade(holder: Product) -> None:
    holder.say("B석 3장으로 자리 바꿔줘")
    assert dict(holder.calls[-1].input)["count"] == 3
    assert dict(holder.calls[-1].input)["grade"] == "B석"


@pytest.mark.parametrize(("words", "count"), [("한장 더 추가할 수 있어?", 3), ("친구가 온대요 두 장 더 잡아줘", 4)])
def test_more_seats_than_are_held_are_an_exchange(holder: Product, words: str, count: int) -> None:
    assert "맞바꿀까요?" in holder.say(words)
    assert dict(holder.calls[-1].input)["count"] == count


def test_the_date_of_a_hold_is_known_from_the_list_of_dates(product: Product) -> None:
    product.theatre.holds["hd-5"] = {
        "holdId": "hd-5",
        "performanceTitle": "은하 정거장",
        "startsAtText": "1월 9일 (토) 14:00",
        "seatLabels": ["2층 가열 1번"],
    }
    product.say("자리 바꿔줘")
    assert product.calls == [], "no tool told which date it is"
    product.say("뮤지컬 보여줘")
    product.say("은하 정거장 토요일")
    product.say("자리 바꿔줘")
    assert dict(product.calls[-1].input) == {"scheduleId": "sc-2", "count": 1}


@pytest.mark.parametrize(("words", "hold"), [("2번이요", "hd-6"), ("은하 정거장", "hd-5")])
def test_of_several_holds_the_named_one_is_meant(holder: Product, words: str, hold: str) -> None:
    holder.theatre.holds["hd-6"] = {**holder.theatre.holds["hd-5"], "holdId": "hd-6", "performanceTitle": "고래의 노래"}
    assert "여러 건" in holder.say("연장해 주세요")
    assert holder.calls == []
    assert "16:50까지" in holder.say(words)
    assert dict(holder.calls[-1].input) == {"holdId": hold}


@pytest.mark.parametrize("words", ["하나 더 예매할래요", "예매 한 건 더 하려고요", "또 다른 예매도 하고 싶어요"])
def test_another_booking_asks_for_its_performance(holder: Product, words: str) -> None:
    assert "어떤 공연이 마음에 드세요?" in holder.say(words)
    assert "get_available_seats" not in holder.names()


@pytest.mark.parametrize("words", ["하나 더 예매할래요 고래의 노래 토요일 저녁 두 명", "고래의 노래로 한 장 더 잡아줘"])
def test_another_title_is_no_exchange(holder: Product, words: str) -> None:
    holder.say("뭐 하나요?")
    assert "맞바꿀까요?" not in holder.say(words)
    assert {call.input.get("performanceId") for call in holder.calls} == {"px-13"}


@pytest.mark.parametrize("words", ["넵", "응", "좋아요!"])
def test_a_yes_behind_a_hold_begins_no_booking(holder: Product, words: str) -> None:
    assert "[결제 완료하러 가기](/pay/hd-5)" in holder.say(words)
    assert holder.calls == []


def test_with_another_booking_under_way_a_yes_leads_back_to_it(holder: Product) -> None:
    holder.context = {"performance": {"performanceId": "px-13", "title": "고래의 노래"}}
    assert "어느 날짜" in holder.say("음...")
