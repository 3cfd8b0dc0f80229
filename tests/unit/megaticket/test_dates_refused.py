"""Days and hours that are refused, and refusals of something else, which leave them as they are."""

from datetime import date

import pytest

from megaticket.korean.dates import When, read_when
from megaticket.korean.unclear import Unclear

FRIDAY = date(2026, 11, 27)
DAY, EVENING = frozenset(range(18)), frozenset(range(18, 24))


def read(text: str) -> tuple[list[str] | None, frozenset[int] | None]:
    """The days that are meant, told apart from a weekday that is refused (all but it), and the hours."""
    when = read_when(text, FRIDAY)
    assert isinstance(when, When), when
    return None if when.days is None else [f"{day:%m-%d}" for day in sorted(when.days)], when.hours


@pytest.mark.parametrize(
    ("text", "days", "hours"),
    [
        ("12월 5일 저녁 R석 두 장이요. 맨 앞자리는 싫어요", ["12-05"], EVENING),
        ("12월 5일 저녁 두 장인데 기둥 뒤는 별로예요", ["12-05"], EVENING),
        ("12월 5일 낮 2시 R석 두 장 10만원 이상은 안돼요", ["12-05"], {14}),
        ("12월 5일 2시요, 20만원 넘으면 곤란해요", ["12-05"], {14}),
        ("토요일 낮 R석 두 장, 2층은 빼고요", ["11-28"], DAY),
        ("토요일 낮 R석 두 장, A구역 제외하고", ["11-28"], DAY),
        ("저녁 두 장, VIP 말고 R석으로요", None, EVENING),
        ("낮으로 세 장, 시야 제한석은 싫고요", None, DAY),
        ("토요일 두 장 2층은 빼고", ["11-28"], None),
        ("토요일 저녁 애들은 빼고 두 장", ["11-28"], EVENING),
        ("12월 5일 저녁인데 애들이 못 봐요", ["12-05"], EVENING),
        ("12월 5일 낮 말고 저녁, 2층 말고 1층", ["12-05"], EVENING),
        ("토요일 저녁 두 장, R석 없으면 S석", ["11-28"], EVENING),
        ("토요일 7시 두 장 아니 세 장", ["11-28"], {19}),
    ],
)
def test_a_refusal_of_something_else_takes_back_no_day_and_no_hour(
    text: str, days: list[str] | None, hours: set[int] | None
) -> None:
    assert read(text) == (days, hours)


@pytest.mark.parametrize(
    ("text", "days", "hours"),
    [
        ("토요일 낮은 안되고 저녁", ["11-28"], EVENING),
        ("토요일 저녁은 힘들고 낮이요", ["11-28"], DAY),
        ("12월 5일 낮 공연은 빼고", ["12-05"], EVENING),
        ("12월 5일은 못 가고 6일이요", ["12-06"], None),
        ("12월 5일은 출장이라 안 되고 6일이요", ["12-06"], None),
        ("12월 5일에는 제가 약속이 있어서 못 가요 6일로요", ["12-06"], None),
        ("일요일은 별로고 토요일", ["11-28"], None),
        ("토요일 두 장이요, 아니 일요일이요", ["11-29"], None),
        ("토요일 두 장, 아뇨 그냥 일요일", ["11-29"], None),
    ],
)
def test_a_refusal_right_behind_a_day_or_an_hour_is_of_it(
    text: str, days: list[str], hours: frozenset[int] | None
) -> None:
    assert read(text) == (days, hours)


@pytest.mark.parametrize(
    "text",
    [
        "토요일은 안 됩니다",
        "토요일만 빼고요",
        "토요일만 아니면 돼요",
        "토요일은 도저히 안 돼요",
        "토요일에는 일이 있어서 못 가요",
    ],
)
def test_a_refused_weekday_leaves_the_others(text: str) -> None:
    when = read_when(text, FRIDAY)

    assert isinstance(when, When)
    assert {day.weekday() for day in when.days or ()} == set(range(7)) - {5}


@pytest.mark.parametrize("text", ["12월 5일은 안 돼요", "이번 주는 도저히 힘들어요", "12월 5일이 아니에요"])
def test_a_refused_date_alone_is_asked_back(text: str) -> None:
    answer = read_when(text, FRIDAY)

    assert isinstance(answer, Unclear)
    assert answer.message == "그럼 언제가 좋으신지 날짜를 알려 주세요."


@pytest.mark.parametrize(
    "text",
    [
        "12월 5일에 안 되면 6일",
        "12월 5일이 힘들면 6일이요",
        "12월 5일 공연 매진이면 6일",
        "12월 5일에 자리가 없으면 6일로",
        "12월 5일이 아니라면 6일도 좋아요",
        "12월 5일 두 장 예매 안 되면 6일",
        "12월 5일에 자리 있나요? 없으면 6일이요",
    ],
)
def test_a_day_with_another_one_in_its_stead_is_one_of_two(text: str) -> None:
    assert read(text) == (["12-05", "12-06"], None)


@pytest.mark.parametrize(
    "text",
    [
        "12월 5일은 안 되나요",
        "12월 5일은 안돼요?",
        "12월 5일은 어려울까요?",
        "12월 5일 아니에요?",
        "12월 5일 못 보나요?",
    ],
)
def test_who_asks_whether_a_day_is_possible_does_not_refuse_it(text: str) -> None:
    assert read(text) == (["12-05"], None)


def test_a_low_price_is_no_daytime() -> None:
    assert read("토요일 낮은 가격으로") == (["11-28"], None)
    assert read("토요일 낮은 어때요") == (["11-28"], DAY)
