"""What the house does not do, and what no result told, may not be promised."""

import pytest

from tests.unit.chat.guard.facts import false_kinds
from tests.unit.chat.guard.test_natural_answers import INFORMED, OFFERED

UNKEPT = [
    "취소표가 나오면 알려 드릴게요",
    "취소표가 나올 거예요",
    "취소는 언제든 무료예요",
    "공연 전날까지 전액 환불돼요",
    "당일 취소도 가능해요",
    "VIP석은 모두 매진이에요",
    "5분 안에 매진될 거예요",
    "이 좌석은 무료예요",
    "캐스팅은 홍길동, 김철수입니다",
    "주연은 아이유예요",
    "공연장은 예술의전당이에요",
    "국민은행 계좌로 입금해 주세요",
]
KEPT = [
    "취소표 알림은 제가 보내 드릴 수 없어요.",
    "당일 취소는 할 수 없어요.",
    "예매 당일 취소는 수수료가 없어요.",
    "캐스팅은 회차마다 달라요.",
    "캐스팅은 윤해솔, 강이든이에요.",
    "계좌로 입금받지 않아요.",
    "주차는 무료가 아니에요.",
    "언제든 말씀해 주세요.",
    "전날 미리 확인해 보세요.",
    "매진 여부는 다시 찾아볼게요.",
]


@pytest.mark.parametrize("text", UNKEPT)
def test_what_is_not_so_is_not_promised(text: str) -> None:
    assert false_kinds(text, OFFERED)


@pytest.mark.parametrize("text", KEPT)
def test_what_is_so_may_be_told(text: str) -> None:
    assert false_kinds(text, INFORMED) == set()
