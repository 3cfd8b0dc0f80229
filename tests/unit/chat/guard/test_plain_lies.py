"""Claims whose parts stand apart: a day and its weekday, the last show, grades that are compared, names of no cast."""

import pytest

from tests.unit.chat.guard.facts import false_kinds
from tests.unit.chat.guard.test_natural_answers import INFORMED, TWO

FALSE = [
    "12월 5일은 일요일이에요.",
    "12월 6일이 토요일이라 편하실 거예요.",
    "5일은 금요일이에요.",
    "마지막 공연은 12월 5일이에요.",
    "막공은 12월 6일이에요.",
    "VIP석은 R석보다 저렴해요.",
    "R석이 VIP석보다 더 비싸요.",
    "B석보다 A석이 싸요.",
    "아이유 배우도 출연해요.",
    "배우 조승우가 나옵니다.",
    "배우 송강호도 출연해요.",
    "배우 송강호도 나와요.",
    "한지민이 해인을 연기해요.",
    "해인 역은 한지민이 맡아요.",
    "박보검이 도진 역으로 나와요.",
]
TRUE = [
    "12월 5일은 토요일이에요.",
    "12월 5일은 일요일이 아니라 토요일이에요.",
    "12월 5일이 토요일이고 6일이 일요일이에요.",
    "12월 5일은 토요일 낮과 저녁에 공연해요.",
    "VIP석은 R석보다 비싸요.",
    "R석이 VIP석보다 더 저렴해요.",
    "VIP석보다 R석이 싸요.",
    "R석보다 VIP석이 비싸지만 무대와 가까워요.",
    "R석은 VIP석보다 비싸지 않아요.",
    "배우 여러분이 나와요.",
    "해인 역 배우도 매번 달라요.",
    "윤해솔 배우가 해인을 연기해요.",
    "배우 윤해솔이 나와요.",
    "해인 역은 서다온, 윤해솔, 민세라 배우가 맡아요.",
    "해인 역은 누군가가 맡아야 해요.",
    "〈달빛 우체국의 마지막 편지〉는 여러분이 나와서 볼 만한 작품이에요.",
    "주인공이 해인을 연기하는 장면이 좋아요.",
]


@pytest.mark.parametrize("text", FALSE)
def test_what_stands_apart_is_still_false(text: str) -> None:
    assert false_kinds(text, INFORMED)


@pytest.mark.parametrize("text", TRUE)
def test_what_stands_apart_and_is_true_passes(text: str) -> None:
    assert false_kinds(text, INFORMED) == set()


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("1번은 344,000원, 2번은 284,000원이에요.", True),
        ("1번은 284,000원, 2번은 344,000원이에요.", False),
        ("첫 번째는 VIP석이고 두 번째는 R석이에요.", True),
        ("첫 번째는 R석이에요.", False),
        ("두 번째 제안은 VIP석이에요.", False),
        ("2번은 총 284,000원이고 R석이에요.", True),
        ("2번 좌석은 합계 344,000원이에요.", False),
    ],
)
def test_an_option_has_its_own_price_and_grade(text: str, is_true: bool) -> None:
    assert (false_kinds(text, TWO) == set()) is is_true
