"""Questions in between, told from choices."""

import pytest

from lambdas.chat.conversation.questions import asks_information


@pytest.mark.parametrize(
    "message",
    [
        "토요일엔 누가 나와요",
        "캐스팅 좀 알려줘",
        "R석 얼마예요?",
        "네 근데 수수료는요?",
        "환불 규정",
        "예매하고 취소하면 수수료 있나요",
        "주차 돼요?",
        "공연장이 어디예요",
        "초등학생도 볼 수 있어요?",
        "몇살부터 가능해",
        "몇 분짜리야",
        "인터미션 있나요?",
        "무슨 내용이에요",
        "티켓 수령은 어떻게 해요?",
        "사진 촬영 되나요",
        "어디서 해?",
    ],
)
def test_a_question_about_facts_is_one(message: str) -> None:
    assert asks_information(message, chooses=False)


@pytest.mark.parametrize(
    "message",
    [
        "네",
        "두 장이요",
        "이번 주 토요일 저녁",
        "요즘 뮤지컬 뭐 해?",
        "다른 좌석 보여 주세요",
        "선점 해제해 주세요",
        "아이랑 볼 만한 공연 추천해줘",
        "환불해줘",
    ],
)
def test_steps_of_a_booking_are_none(message: str) -> None:
    assert not asks_information(message, chooses=False)


def test_with_a_choice_in_it_only_the_words_of_a_question_make_one() -> None:
    assert not asks_information("도하람 배우 나오는 첫 번째 걸로", chooses=True)
    assert asks_information("두 명이면 얼마예요", chooses=True)
