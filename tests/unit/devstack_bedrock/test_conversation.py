"""Whole conversations with a fake product, whose data the model has never seen."""

import re
from typing import Any

import pytest

from lambdas.chat.conversation.asking import asks_to_hold
from tests.unit.devstack_bedrock.product import Product
from tests.unit.devstack_bedrock.theatre import refusal

IDENTIFIER = re.compile(r"(?:px|sc|pp|vn|Z)-\d|hd-5(?!\))")


def said(product: Product, *messages: str) -> str:
    """The last answer to several messages. No id is ever shown."""
    answers = [product.say(message) for message in messages]
    assert not [answer for answer in answers if IDENTIFIER.search(answer)]
    return answers[-1]


def last_input(product: Product) -> dict[str, Any]:
    """The input of the last tool call of the last turn."""
    return dict(product.calls[-1].input)


def test_a_booking_from_greeting_to_release(product: Product) -> None:
    assert "은하 정거장" in said(product, "안녕하세요")
    assert product.names() == ["get_performances"]
    assert "1월 8일 (금) 19:30" in said(product, "은하 정거장이요")
    assert "18:30" in said(product, "이번 주 토요일")
    assert last_input(product) == {"performanceId": "px-11", "when": "이번 주 토요일"}
    answer = said(product, "두 번째 거")
    assert product.calls == []
    assert "18:30" in answer
    assert "도하람" in answer
    assert "79,000원" in said(product, "둘이요")
    answer = said(product, "a석으로요")
    assert last_input(product) == {"scheduleId": "sc-3", "count": 2, "grade": "A석"}
    assert "1층 나블록 3열 1번" in answer
    assert "161,000원" in answer
    assert "3열 1번" in said(product, "네 좋아요 그걸로요")
    assert product.calls == [], "only the server says that a yes is consent"
    answer = said(product, "네")
    assert product.names() == ["hold_seats"]
    assert "[결제 완료하러 가기](/pay/hd-5)" in answer
    assert "16:40" in answer
    assert "10분 안에" in answer
    assert "16:40까지 결제해 주세요" in said(product, "네")
    assert product.calls == [], "the proposal is used up"
    assert "결제 대기" in said(product, "내 예약 보여줘")
    assert "해제했어요" in said(product, "선점 취소해줘")
    assert product.names() == ["cancel_hold"]
    assert product.theatre.holds == {}


def test_one_message_fills_several_slots(product: Product) -> None:
    said(product, "뮤지컬 뭐 있어?", "은하로 토요일 저녁 A석 2장이요")
    assert last_input(product) == {"scheduleId": "sc-3", "count": 2, "grade": "A석"}


def test_a_single_message_from_nothing_takes_at_most_five_rounds(product: Product) -> None:
    assert "선점할까요" in said(product, "은하정거장 토요일 저녁 A석 2장이요")


def test_a_genre_is_passed_on(product: Product) -> None:
    answer = said(product, "요즘 연극 뭐 해?")
    assert last_input(product) == {"genre": "연극"}
    assert "은하 정거장" not in answer


def test_a_title_never_seen_is_searched_and_then_looked_for_in_all(product: Product) -> None:
    said(product, "고래의정원 예매할래요")
    assert [call.input for call in product.calls[:2]] == [{"keyword": "고래의정원"}, {}]
    assert product.calls[-1].name == "get_performance_schedules"
    assert "찾지 못했어요" in said(Product(), "오로라의 약속 예매하고 싶어요")


def test_titles_that_fit_equally_are_asked_about(product: Product) -> None:
    answer = said(product, "고래 보고 싶어요")
    assert "고래의 정원" in answer
    assert "고래의 노래" in answer


def test_a_wish_for_a_day_is_kept_until_it_can_be_looked_up(product: Product) -> None:
    said(product, "토요일에 볼 만한 뮤지컬 있어?", "첫 번째 거")
    assert last_input(product) == {"performanceId": "px-11", "when": "토요일"}


def test_a_day_that_was_looked_up_is_no_wish_any_more(product: Product) -> None:
    said(product, "뮤지컬 보여줘", "은하 정거장 토요일", "다른 날짜 보여줘")
    assert last_input(product) == {"performanceId": "px-11"}


@pytest.mark.parametrize(
    ("words", "schedule"), [("2시 거", "sc-2"), ("저녁이요", "sc-3"), ("첫 번째", "sc-2"), ("2", "sc-3")]
)
def test_a_time_or_a_place_chooses_among_the_listed(product: Product, words: str, schedule: str) -> None:
    said(product, "뮤지컬 보여줘", "은하 정거장 토요일", words, "두 명 아무거나요")
    assert last_input(product) == {"scheduleId": schedule, "count": 2}


def test_an_unclear_date_is_answered_with_the_tools_words(product: Product) -> None:
    assert "알아듣지 못했어요" in said(product, "뮤지컬 보여줘", "은하 정거장", "그 사람 쉬는 때")
    assert last_input(product)["when"] == "그 사람 쉬는 때"


def test_a_date_that_is_not_sold_is_not_taken(product: Product) -> None:
    assert "예매가 마감됐어요" in said(product, "뮤지컬 보여줘", "은하 정거장 일요일")
    assert "18:30" in said(product, "토요일 저녁 두 명")


def test_an_actor_is_looked_up(product: Product) -> None:
    answer = said(product, "뮤지컬 보여줘", "은하 정거장", "윤새벽 배우 나오는 날로 할게요")
    assert last_input(product) == {"performanceId": "px-11", "actor": "윤새벽"}
    assert "1월 9일 (토) 14:00" in answer


def test_a_grade_that_is_not_sold_is_said_so(product: Product) -> None:
    assert "이 공연에 없어요" in said(product, "뮤지컬 보여줘", "은하 정거장 금요일 두 명", "VIP석이요")


def test_questions_are_answered_from_the_fields(product: Product) -> None:
    said(product, "뮤지컬 보여줘", "은하 정거장")
    assert "105분" in said(product, "러닝타임 어떻게 돼요?")
    assert "15%" in said(product, "취소하면 수수료 있나요? 취소 규정 알려주세요")
    assert "물빛역 3번 출구" in said(product, "주차 되나요?")
    assert product.names() == ["get_performance_details", "get_venue_info"]
    assert "61,000원" in said(product, "가격은요?")
    assert "안내받은 내용이 없어서" in said(product, "유의 사항 있어요?")


def test_details_and_dates_are_asked_for_in_parallel(product: Product) -> None:
    said(product, "뮤지컬 보여줘", "은하 정거장", "출연진이랑 일정 알려주세요")
    replies = [message for message in product.history if message["role"] == "assistant"]
    assert len([block for block in replies[-2]["content"] if "toolUse" in block]) == 2


def test_other_seats_are_asked_for_by_what_was_proposed(product: Product) -> None:
    said(product, "은하정거장 토요일 저녁 A석 2장이요", "다른 자리 보여줘")
    assert last_input(product) == {"scheduleId": "sc-3", "count": 2, "grade": "A석", "otherThan": ["pp-3"]}
    assert "여러 가지" in said(product, "네")


def test_a_seat_that_was_taken_leads_to_a_new_proposal(product: Product) -> None:
    said(product, "은하정거장 토요일 저녁 A석 2장이요")
    product.theatre.refuse["hold_seats"] = refusal("SEAT_TAKEN", "방금 다른 분이 선점하셨어요.")
    answer = said(product, "네")
    assert product.names() == ["hold_seats", "get_available_seats"]
    assert last_input(product) == {"scheduleId": "sc-3", "count": 2, "grade": "A석"}
    assert "방금 다른 분이 선점하셨어요." in answer
    assert "이 좌석으로 선점할까요?" in answer


@pytest.mark.parametrize(
    ("code", "message"), [("HOLD_EXISTS", "이미 선점하신 좌석이 있어요."), ("SALE_CLOSED", "마감됐어요.")]
)
def test_refusals_are_said_as_they_are(product: Product, code: str, message: str) -> None:
    said(product, "은하정거장 토요일 저녁 A석 2장이요")
    product.theatre.refuse["hold_seats"] = refusal(code, message)
    assert message in said(product, "네")
    assert product.names() == ["hold_seats"]


def test_who_holds_other_seats_may_exchange_them(product: Product) -> None:
    said(product, "은하정거장 토요일 저녁 A석 2장이요")
    product.theatre.refuse["hold_seats"] = refusal("HOLD_EXISTS", "이미 선점하신 좌석이 있어요.")
    asked = said(product, "네")
    assert asks_to_hold(asked)
    assert all(label in asked for label in product.theatre.proposals["pp-3"]["seatLabels"])
    product.theatre.refuse.clear()
    assert "선점했어요" in said(product, "네")
    assert product.names() == ["hold_seats"]


@pytest.mark.parametrize(
    "words",
    [
        "A석 한 장에 얼마죠",
        "비싼가요? A석 가격 궁금해요",
        "두 장이면 얼마예요?",
        "표값이 얼만가요",
        "한 명 요금 알려주세요",
    ],
)
def test_a_question_for_prices_is_answered_with_prices(product: Product, words: str) -> None:
    said(product, "뮤지컬 보여줘", "은하 정거장")
    assert "79,000원" in said(product, words)
    assert product.names() == ["get_seat_grades"]
    assert "79,000원" in said(Product(), f"은하 정거장 {words}")


@pytest.mark.parametrize(
    ("words", "tool"),
    [
        ("토요일 저녁 A석 두 장 얼마예요?", "get_available_seats"),
        ("토요일 저녁 가격 낮은 걸로 두 장", "get_available_seats"),
    ],
)
def test_a_price_beside_a_date_or_a_choice_goes_on_with_the_booking(product: Product, words: str, tool: str) -> None:
    said(product, "뮤지컬 보여줘", f"은하 정거장 {words}")
    assert tool in product.names()


@pytest.mark.parametrize("words", ["세 명입니다", "인원은 총 세 명인데요", "셋이서요", "3명이서 볼게요"])
def test_a_count_is_searched_for_as_no_title(product: Product, words: str) -> None:
    said(product, "은하정거장 토요일 저녁 A석 2장이요", words)
    assert [(call.name, call.input["count"]) for call in product.calls] == [("get_available_seats", 3)]


def test_an_amount_is_searched_for_as_no_title(product: Product) -> None:
    answer = said(product, "뮤지컬 보여줘", "은하 정거장", "총 30만원 안에서 두 장이요")
    assert product.names() == []
    assert "어느 날짜" in answer


def test_a_limit_is_said_as_it_is(product: Product) -> None:
    said(product, "뮤지컬 보여줘", "은하 정거장 토요일 저녁 A석")
    product.theatre.refuse["get_available_seats"] = refusal("LIMIT_EXCEEDED", "4장까지 예매하실 수 있어요.")
    assert "4장까지" in said(product, "아홉 명이요")


def test_without_a_hold_cancelling_is_explained(product: Product) -> None:
    assert "없어요" in said(product, "예매 취소해 주세요")
    product.theatre.tools["get_my_reservations"] = lambda: {
        "reservations": [{"performanceTitle": "은하 정거장", "stateText": "예매 완료"}]
    }
    assert "웹의 예매 내역" in said(product, "예매 취소해 주세요")


def test_the_context_is_believed_where_the_history_is_gone(product: Product) -> None:
    product.context = {
        "performance": {"performanceId": "px-11", "title": "은하 정거장"},
        "schedule": {"scheduleId": "sc-2", "startsAtText": "1월 9일 (토) 14:00"},
        "count": 3,
    }
    said(product, "B석이요")
    assert last_input(product) == {"scheduleId": "sc-2", "count": 3, "grade": "B석"}
