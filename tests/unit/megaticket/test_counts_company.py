"""Reading how many come out of whom somebody comes with, and of another booking."""

import pytest

from megaticket.korean.counts import read_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("여친이랑", 2),
        ("남편이랑 볼래요", 2),
        ("와이프랑 같이 갈 거예요", 2),
        ("12월 5일 여자친구랑 보러 가요", 2),
        ("부모님 모시고 가려고요", 3),
        ("R석 엄마랑요", 2),
        ("친구랑 가요", None),  # one, or several
        ("친구들이랑 가요", None),
        ("엄마랑 동생이랑 가요", None),
        ("엄마랑 아빠가 가요", None),
        ("남편이랑 싸워서 못 가요", None),
        ("남편이랑 볼 만한 공연 있어요?", None),
        ("여친이랑 상의해볼게", None),
        ("여자친구랑 200일이에요", None),
        ("여친 선물이에요", None),
    ],
)
def test_somebody_who_can_only_be_one_comes_along(text: str, count: int | None) -> None:
    assert read_count(text) == count


def test_who_comes_along_is_among_those_who_were_counted() -> None:
    assert read_count("엄마랑 가요", 3) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("하나 더 예매할게", None),
        ("하나만 더 예약하고 싶어요", None),
        ("하나 더 예매하고 싶은데 일요일 거 3장", 3),
        ("한 장 더 예매할게요", 3),
        ("한 장 더", 3),
        ("하나 더요", 3),
        ("하나 더 추가해 주세요", 3),
    ],
)
def test_one_more_booking_is_no_further_ticket(text: str, count: int | None) -> None:
    assert read_count(text, 2) == count
