"""Reading how many come where some of them are in a wheelchair, and how many those are."""

import pytest

from lambdas.chat.conversation.needs import read_wheelchairs
from megaticket.korean.counts import read_count


@pytest.mark.parametrize(
    ("text", "count", "wheelchairs"),
    [
        ("2명인데 한명은 휠체어 타요", 2, 1),
        ("셋이 가는데 한 분이 휠체어 이용하세요", 3, 1),
        ("4명이고 그중 두 명이 휠체어예요", 4, 2),
        ("두 명인데 한 분은 전동휠체어예요", 2, 1),
        ("3명 중 한 명 휠체어", 3, 1),
        ("어른 둘, 한명은 휠체어요", 2, 1),
        ("R석 2장인데 한 자리는 휠체어석으로", 2, 1),
        ("3명이요 휠체어 하나", 3, 1),
        ("네 명인데 휠체어 두 대요", 4, 2),
        ("휠체어 1명 동반 2명 총 3명", 3, 1),
        ("휠체어석 하나랑 동반자 하나요", 2, 1),
        ("휠체어석 하나랑 동반석 하나 예매할게요", 2, 1),
        ("휠체어석 1 동반 1", 2, 1),
        ("휠체어 이용자 1명 보호자 1명", 2, 1),
        ("동반석 2석 휠체어석 1석", 3, 1),
        ("장애인석 두 자리에 옆자리 둘", 4, 2),
        ("휠체어석 한 자리 포함 세 장", 3, 1),
        ("휠체어석 2매 (동반 1매 포함)", 2, 2),
        ("휠체어석 2장", 2, 2),
        ("휠체어석 둘이요", 2, 2),
        ("휠체어석 하나 주세요", 1, 1),
        ("휠체어석 포함해서 두 장이요", 2, 1),
        ("휠체어석 자리로 두 장", 2, 1),
        ("휠체어석 7시 2장", 2, 1),
        ("휠체어 타시는 어머니랑 저", 2, 1),
        ("한 명은 휠체어예요", None, 1),  # one of how many
        ("휠체어석 하나랑 R석 둘", None, 1),  # with or beside it
        ("휠체어석 하나랑 저요", None, 1),
        ("휠체어석이랑 동반석 하나씩이요", None, 1),
        ("어른 둘 휠체어석 하나", None, 1),
        ("휠체어 1명이랑 같이 가요", None, 1),
        ("휠체어석 두 시 공연에 있나요", None, 1),
    ],
)
def test_a_party_with_a_wheelchair(text: str, count: int | None, wheelchairs: int) -> None:
    assert (read_count(text), read_wheelchairs(text)) == (count, wheelchairs)


def test_one_more_seat_for_a_wheelchair() -> None:
    assert read_count("휠체어석 하나 더", 2) == 3


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("보호자 2명", 2),
        ("아이 동반 2명", 2),
        ("일행 3명이요", 3),
        ("장애인 할인 2장", 2),
        ("둘이 가는데 한 명은 학생", 2),
        ("2명인데 한 명은 나중에 와요", 2),
        ("R석 하나 주세요", 1),
        ("두 주 뒤 토요일 2장", 2),
        ("나랑 애인", 2),
    ],
)
def test_without_a_wheelchair_the_words_for_company_say_nothing(text: str, count: int | None) -> None:
    assert read_count(text) == count
