"""A yes to an offer of something else than the open proposal holds nothing."""

from datetime import date

import pytest

from lambdas.chat.conversation.asked_seats import Offer, asks_for

TODAY = date(2026, 11, 27)
OFFER = Offer(
    labels=("1층 A구역 7열 15번", "1층 A구역 7열 16번"),
    grades=("R석",),
    sold=("VIP석", "R석", "S석"),
    title="은하 정거장",
    starts_at_text="12월 5일 (토) 14:00",
)

ITS_OWN = [
    "이 두 자리로 예매해 드릴까요?", "R석으로 진행할까요?", "은하 정거장 예매할까요?", "12월 5일 낮 2시 R석 두 장, 7열 15번과 16번으로 선점할까요?", "12월 5일 (토) 14:00 은하 정거장 1층 A구역 7열 15~16번 좌석으로 예매할까요?",
    "A구역 7열 자리로 할까요?", "이 좌석도 선점할까요?", "이 좌석으로 선점해도 될까요?", "합계 283,000원, 이 좌석으로 선점할까요?", "선점하신 자리를 이 자리로 바꿔 드릴까요?", "7열 15번으로 바꿔 드릴까요?",
    "그럼 바로 예매할까요?", "두 분 좌석으로 예약해 드릴까요?", "이번 토요일 말씀하신 좌석이에요. 이 좌석으로 선점할까요?", "더 넓게 앉으시려면 옆이 비어 있어요. 이대로 선점할까요?",
]  # fmt: skip
ANOTHERS = [
    "더 저렴한 S석으로 바꿔 드릴까요?", "S석 좌석으로 선점할까요?", "VIP석으로 진행할까요?", "한 장 더 예매할까요?", "한 자리를 추가로 선점할까요?", "또 예매하시겠어요?", "시계공도 예매할까요?", "시계공 예매할까요?",
    "달빛 우체국으로 진행할까요?", "세 자리로 할까요?", "네 분 좌석으로 예매할까요?", "한 장만 선점할까요?", "12월 6일로 바꿔 드릴까요?", "12월 6일 이 좌석으로 선점할까요?", "같은 날 저녁 7시 좌석으로 예매할까요?",
    "일요일 자리로 잡아 드릴까요?", "2층 자리로 예매할까요?", "8열 좌석으로 선점할까요?", "7열 17번으로 선점할까요?", "B구역 좌석으로 할까요?", "좌석을 바꿔 드릴까요?", "앞자리로 바꿔 드릴까요?", "바꿀까요?",
    "옆 좌석도 선점할까요?",
]  # fmt: skip


@pytest.mark.parametrize("answer", ITS_OWN)
def test_a_question_for_the_offered_seats(answer: str) -> None:
    assert asks_for(answer, OFFER, TODAY)


@pytest.mark.parametrize("answer", ANOTHERS)
def test_a_question_for_something_else(answer: str) -> None:
    assert not asks_for(answer, OFFER, TODAY)


def test_a_title_says_nothing_of_the_seats() -> None:
    titled = Offer(OFFER.labels, OFFER.grades, OFFER.sold, "바다도 더 멀리", OFFER.starts_at_text)
    assert asks_for("바다도 더 멀리 이 좌석으로 선점할까요?", titled, TODAY)
