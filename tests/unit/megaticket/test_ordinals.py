"""Which of a list is meant: an ordinal that refuses, asks or places a row chooses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megaticket.korean.ordinals import read_ordinal


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("두 번째 거", 2),
        ("첫번째로 할게요", 1),
        ("2번", 2),
        ("2번이요!", 2),
        ("3번 걸로 할게요", 3),
        ("네, 2번 좌석으로 해 주세요", 2),
        ("두 번째 회차로 R석 두 장이요", 2),
        ("세 번째가 좋겠어요", 3),
        ("첫번째 말고 두번째", 2),
        ("첫 번째는 너무 일러요, 두 번째로 할게요", 2),
        ("1번은 싫고 2번으로요", 2),
        ("두 번째 걸로 돼요?", 2),
        ("2번 옵션 부탁드려요", 2),
        ("두번째걸로할게요", 2),
        ("세 번째요~ 감사합니다", 3),
        ("1번으로 결정했어요", 1),
        ("두번째 시간으로 가겠습니다", 2),
    ],
)
def test_an_ordinal(text: str, ordinal: int) -> None:
    assert read_ordinal(text) == ordinal


@pytest.mark.parametrize(
    "text",
    [
        "", "7열 15번", "B구역 2번이요", "한 번만", "두 장", "2번 좌석이 어디예요?",
        "첫 번째는 너무 늦어요", "1번은 별로예요", "2번 빼고요", "두 번째는 싫어요", "첫 번째는 못 가요",
        "앞에서 두 번째로 주세요", "뒤에서 세 번째 줄이요", "세 번째 줄로 주세요", "네 번째 열이요",
        "두 번째로 보는 거예요", "이번이 두 번째예요", "벌써 세 번째 관람이에요", "두 번째로 싼 거요", "두 번째 토요일이요",
        "두 번째 거 얼마예요?", "첫 번째랑 두 번째 중에 고민이에요", "1번 2번 다 좋아요", "3번 출구에서 가까워요",
    ],
)  # fmt: skip
def test_no_ordinal(text: str) -> None:
    assert read_ordinal(text) is None


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    ordinal = read_ordinal(text)
    assert ordinal is None or ordinal >= 0
