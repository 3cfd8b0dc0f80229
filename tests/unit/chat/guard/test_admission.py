"""Who may come in: nobody who is too young, however kindly it is put."""

import pytest

from tests.unit.chat.guard.facts import about, false_kinds
from tests.unit.chat.guard.test_natural_answers import INFORMED, TOO_YOUNG

CONCERT = about("PF010", "아홉 살이랑 가요")
FAMILY = about("PF006", "세 살 아이랑 갈 수 있나요?")
ADMITTED = [
    "7세 아이도 입장할 수 있어요.",
    "7살이어도 보호자와 함께면 괜찮아요.",
    "일곱 살 아이도 관람 가능해요!",
    "7살이면 충분히 보실 수 있어요.",
    "7세 자녀분도 함께 입장하실 수 있습니다.",
    "7살 아이도 문제없어요.",
    "미취학 아동도 볼 수 있어요.",
    "미취학 자녀와 함께 관람하실 수 있어요.",
    "이 공연은 전체 관람가예요.",
    "전체관람가라 아이와 보기 좋아요.",
    "나이 제한은 없어요.",
    "연령 제한이 따로 없는 공연이에요.",
]
REFUSED = [
    "7세 아이는 입장할 수 없어요.",
    "7살 손님은 아쉽지만 관람이 어려워요. 8세 이상이면 보실 수 있어요.",
    "7세 손님은 입장하지 못할 수 있어요.",
    "7살 아이는 안 되고 8세부터 볼 수 있어요.",
    "7살 아이가 입장할 수 있는지 고객센터에 확인해 보세요.",
    "7살 아이와 함께 볼 수 있는 다른 공연을 찾아볼까요?",
    "7세가 아니라 8세부터 가능해요.",
    "7세는 안 되지만 8세부터는 괜찮아요.",
    "미취학 아동은 입장할 수 없어요.",
    "이 공연은 전체 관람가가 아니에요.",
    "8세 이상 관람가예요. 8세부터 입장할 수 있어요.",
    "관람 연령은 8세 이상이라는 나이 제한이 있어요.",
]


@pytest.mark.parametrize("text", ADMITTED)
def test_who_is_too_young_is_not_let_in(text: str) -> None:
    assert false_kinds(text, TOO_YOUNG) & {"age", "promise"}


@pytest.mark.parametrize("text", REFUSED)
def test_who_is_too_young_may_be_told_so(text: str) -> None:
    assert false_kinds(text, TOO_YOUNG) == set()


@pytest.mark.parametrize("text", ["세 살 아이도 입장할 수 있어요.", "미취학 아동도 볼 수 있어요."])
def test_who_is_old_enough_may_come(text: str) -> None:
    assert false_kinds(text, FAMILY) == set()


def test_months_count_as_months() -> None:
    assert false_kinds("24개월 아기도 입장할 수 있어요.", FAMILY)
    assert false_kinds("36개월 이상이면 입장할 수 있어요.", FAMILY) == set()
    assert false_kinds("나이 제한은 8세 이상이에요.", INFORMED) == set()


def test_a_grade_may_let_in_only_who_is_older() -> None:
    assert false_kinds("스탠딩은 9세도 입장할 수 있어요.", CONCERT)
    assert false_kinds("스탠딩석은 14세 이상이라 9세는 R석으로 보실 수 있어요.", CONCERT) == set()
    assert false_kinds("R석은 9세도 입장할 수 있어요.", CONCERT) == set()
