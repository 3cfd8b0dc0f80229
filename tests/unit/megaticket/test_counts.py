"""Reading how many tickets are wanted, and which of a list is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megaticket.korean.counts import read_count, read_ordinal


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2장", 2),
        ("두 장 주세요", 2),
        ("R석 두장이요", 2),
        ("2명", 2),
        ("세 명", 3),
        ("네 명이요", 4),
        ("4매", 4),
        ("2인", 2),
        ("두 분", 2),
        ("열두 명", 12),
        ("스무 명", 20),
        ("스물두 명", 22),
        ("한 자리", 1),
        ("둘이요", 2),
        ("셋이서", 3),
        ("혼자 가요", 1),
        ("저만요", 1),
        ("2장, 2명이요", 2),
        ("어른 둘에 아이 하나", 3),
        ("성인 2명 청소년 1명", 3),
        ("어른 2, 어린이 2", 4),
        ("12월 5일 2장", 2),
        ("10월 10일 토요일 두 분", 2),
        ("저녁 7시 30분 공연 2장", 2),
        ("7열 15번 두 자리", 2),
        ("２장", 2),
    ],
)
def test_a_count(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "",
        "네",
        "12월 5일",
        "7열 15번",
        "저녁 7시 30분",
        "30분 전",
        "한 번만 더요",
        "2장 아니면 3장",
        "100명",
        "가능한 좌석 보여 줘",
        "편한 자리로요",
        "아이 12살",
        "아이 열두 살",
        "2인극",
        "두세 명",
        "3~4명",
    ],
)
def test_no_count(text: str) -> None:
    assert read_count(text) is None


@given(st.integers(1, 99), st.sampled_from(["장", "명", "매", "인"]))
def test_any_number_is_read_back(count: int, unit: str) -> None:
    assert read_count(f"{count}{unit}") == count


@given(st.text(max_size=20))
def test_no_text_breaks_the_readers(text: str) -> None:
    count, ordinal = read_count(text), read_ordinal(text)

    assert count is None or count >= 0
    assert ordinal is None or ordinal >= 0


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [("두 번째 거", 2), ("첫번째로 할게요", 1), ("2번", 2), ("2번이요!", 2), ("3번 걸로 할게요", 3)],
)
def test_an_ordinal(text: str, ordinal: int) -> None:
    assert read_ordinal(text) == ordinal


@pytest.mark.parametrize("text", ["", "7열 15번", "한 번만", "두 장", "2번 좌석이 어디예요?"])
def test_no_ordinal(text: str) -> None:
    assert read_ordinal(text) is None
