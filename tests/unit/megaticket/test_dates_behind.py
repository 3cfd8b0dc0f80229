"""Words that count from the days that were spoken of: "그 다음 주", "다음 날", "하루 뒤로"."""

from datetime import date

import pytest

from megaticket.korean.dates import When, read_when
from megaticket.korean.unclear import Unclear

FRIDAY = date(2026, 11, 27)
SATURDAY = frozenset({date(2026, 12, 12)})
TWO_WEEKS = frozenset({date(2026, 12, 5), date(2026, 12, 12)})
WEEKEND = frozenset({date(2026, 12, 12), date(2026, 12, 13)})


def days(text: str, spoken: frozenset[date] = SATURDAY) -> list[str]:
    when = read_when(text, FRIDAY, spoken)
    assert isinstance(when, When), when
    return [f"{day:%m-%d}" for day in sorted(when.days or ())]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("그 주 일요일은요?", ["12-13"]),
        ("그 주 금요일 저녁으로", ["12-11"]),
        ("그 다음 주는요?", [f"12-{day}" for day in range(14, 21)]),
        ("그 다음 주 토요일로 바꿔주세요", ["12-19"]),
        ("그 주말 낮은 어때요", ["12-12", "12-13"]),
        ("그 다음 주말이요", ["12-19", "12-20"]),
        ("그 다음 날이 낫겠다", ["12-13"]),
        ("다음 날 저녁", ["12-13"]),
        ("다음 날로 바꿔줘", ["12-13"]),
        ("전날은 어때요", ["12-11"]),
        ("하루 뒤로", ["12-13"]),
        ("일주일 뒤로 바꿔줘", ["12-19"]),
        ("이틀만 미뤄주세요", ["12-14"]),
        ("일주일 앞당겨줘", ["12-05"]),
        ("하루 일찍 볼래요", ["12-11"]),
        ("한 달 뒤로 옮겨주세요", ["01-09"]),
    ],
)
def test_a_day_counts_from_the_one_that_was_spoken_of(text: str, meant: list[str]) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12월 5일 다음 날", ["12-06"]),
        ("12월 5일에서 하루 뒤로", ["12-06"]),
        ("다음 주 말고 그 다음 주 화요일", ["12-08"]),
        ("다음 주 토요일", ["12-05"]),
        ("2주 뒤 토요일", ["12-12"]),
        ("내일", ["11-28"]),
    ],
)
def test_a_day_in_the_same_message_goes_before_it(text: str, meant: list[str]) -> None:
    assert days(text, frozenset({date(2026, 12, 20)})) == meant


@pytest.mark.parametrize("spoken", [frozenset[date](), TWO_WEEKS])
@pytest.mark.parametrize("text", ["그 주 일요일은요?", "그 다음 주는요", "다음 날 저녁", "하루 앞당겨 주세요"])
def test_without_one_day_or_week_it_is_asked_back(text: str, spoken: frozenset[date]) -> None:
    answer = read_when(text, FRIDAY, spoken)

    assert isinstance(answer, Unclear)
    assert answer.message == "어느 날을 기준으로 말씀하시는지 날짜를 알려 주세요."


def test_days_of_one_week_tell_the_week_and_no_day() -> None:
    assert days("그 주 금요일", WEEKEND) == ["12-11"]
    assert isinstance(read_when("하루 뒤로", FRIDAY, WEEKEND), Unclear)


def test_a_stretch_ahead_counts_from_today_where_no_day_was_spoken_of() -> None:
    assert days("2주 뒤로 잡아줘", frozenset()) == ["12-11"]


@pytest.mark.parametrize(
    "text", ["전날 취소하면 환불되나요", "다음 날 출근이라서요", "하루 전에 취소하면 얼마예요", "두 줄 뒤로 옮겨주세요"]
)
def test_a_mere_mention_of_another_day_moves_none(text: str) -> None:
    assert read_when(text, FRIDAY, SATURDAY) == Unclear()
