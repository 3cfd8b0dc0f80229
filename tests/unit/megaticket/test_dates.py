"""Reading days and hours as people write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from megaticket.korean.dates import When, read_when
from megaticket.korean.unclear import Unclear

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)
LAST_DAY = date(2026, 12, 31)
LEAP_DAY = date(2028, 2, 29)

DAYS = [
    # a day of a month
    (MONDAY, "12월 24일", date(2026, 12, 24)),
    (MONDAY, "12월24일에 볼게요", date(2026, 12, 24)),
    (MONDAY, "12/24", date(2026, 12, 24)),
    (MONDAY, "12.24 공연", date(2026, 12, 24)),
    (MONDAY, "12월 24", date(2026, 12, 24)),
    (MONDAY, "2027년 1월 3일", date(2027, 1, 3)),
    (MONDAY, "2027-01-03", date(2027, 1, 3)),
    (MONDAY, "11월 23일", MONDAY),
    (MONDAY, "11월 22일", date(2027, 11, 22)),
    (LAST_DAY, "12월 31일", LAST_DAY),
    (LAST_DAY, "1월 1일", date(2027, 1, 1)),
    (LAST_DAY, "12월 30일", date(2027, 12, 30)),
    (LEAP_DAY, "2월 29일", LEAP_DAY),
    (date(2027, 6, 1), "2월 29일", LEAP_DAY),
    (date(2028, 2, 28), "2월 29일", LEAP_DAY),
    # a day without a month
    (MONDAY, "28일", date(2026, 11, 28)),
    (MONDAY, "23일이요", MONDAY),
    (MONDAY, "5일 저녁", date(2026, 12, 5)),
    (MONDAY, "31일", LAST_DAY),
    (LAST_DAY, "1일", date(2027, 1, 1)),
    (date(2027, 1, 30), "29일", date(2027, 3, 29)),
    (date(2028, 1, 30), "29일", LEAP_DAY),
    # from today
    (MONDAY, "오늘", MONDAY),
    (MONDAY, "내일 공연 있어요?", date(2026, 11, 24)),
    (MONDAY, "모레", date(2026, 11, 25)),
    (MONDAY, "내일모레", date(2026, 11, 25)),
    (MONDAY, "글피", date(2026, 11, 26)),
    (MONDAY, "10일 뒤", date(2026, 12, 3)),
    (LAST_DAY, "내일", date(2027, 1, 1)),
    (date(2028, 2, 28), "내일", LEAP_DAY),
    (date(2027, 2, 28), "내일", date(2027, 3, 1)),
    # weekdays; weeks start on Monday
    (MONDAY, "토요일", date(2026, 11, 28)),
    (MONDAY, "월요일", MONDAY),
    (SUNDAY, "월요일", date(2026, 11, 30)),
    (MONDAY, "이번 주 토요일", date(2026, 11, 28)),
    (MONDAY, "이번주 일욜", SUNDAY),
    (MONDAY, "다음 주 월요일", date(2026, 11, 30)),
    (SUNDAY, "다음 주 월요일", date(2026, 11, 30)),
    (SUNDAY, "다음주 일요일", date(2026, 12, 6)),
    (MONDAY, "담주 금요일", date(2026, 12, 4)),
    (MONDAY, "다다음 주 화요일", date(2026, 12, 8)),
    (MONDAY, "금 7시", date(2026, 11, 27)),
    (MONDAY, "토 저녁", date(2026, 11, 28)),
    (LAST_DAY, "다음 주 금요일", date(2027, 1, 8)),
    # holidays
    (MONDAY, "크리스마스", date(2026, 12, 25)),
    (MONDAY, "크리스마스 이브", date(2026, 12, 24)),
    (LAST_DAY, "성탄절", date(2027, 12, 25)),
    # a weekday that fits
    (MONDAY, "12월 5일 토요일", date(2026, 12, 5)),
    (MONDAY, "12월 5일 (토) 14:00", date(2026, 12, 5)),
]


@pytest.mark.parametrize(("today", "text", "day"), DAYS)
def test_one_day(today: date, text: str, day: date) -> None:
    when = read_when(text, today)

    assert isinstance(when, When), when
    assert (when.first, when.last) == (day, day)


@pytest.mark.parametrize(
    ("today", "text", "first", "last"),
    [
        (MONDAY, "이번 주말", date(2026, 11, 28), SUNDAY),
        (SUNDAY, "이번 주말", SUNDAY, SUNDAY),
        (SUNDAY, "주말", SUNDAY, SUNDAY),
        (MONDAY, "다음 주말", date(2026, 12, 5), date(2026, 12, 6)),
        (MONDAY, "다음주 주말", date(2026, 12, 5), date(2026, 12, 6)),
        (date(2026, 11, 25), "이번 주", date(2026, 11, 25), SUNDAY),
        (SUNDAY, "이번 주", SUNDAY, SUNDAY),
        (SUNDAY, "다음 주", date(2026, 11, 30), date(2026, 12, 6)),
        (MONDAY, "이번 달", MONDAY, date(2026, 11, 30)),
        (MONDAY, "다음 달", date(2026, 12, 1), LAST_DAY),
        (LAST_DAY, "다음 달", date(2027, 1, 1), date(2027, 1, 31)),
        (date(2028, 1, 31), "다음 달", date(2028, 2, 1), LEAP_DAY),
        (MONDAY, "12월 공연", date(2026, 12, 1), LAST_DAY),
        (MONDAY, "12월에 볼 수 있는 거", date(2026, 12, 1), LAST_DAY),
        (MONDAY, "12월 2장 주세요", date(2026, 12, 1), LAST_DAY),
        (MONDAY, "12월 3명", date(2026, 12, 1), LAST_DAY),
        (MONDAY, "11월", MONDAY, date(2026, 11, 30)),
        (MONDAY, "2월", date(2027, 2, 1), date(2027, 2, 28)),
    ],
)
def test_several_days(today: date, text: str, first: date, last: date) -> None:
    when = read_when(text, today)

    assert isinstance(when, When), when
    assert (when.first, when.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("내일 2시", range(14, 15)),
        ("내일 오후 2시", range(14, 15)),
        ("내일 오전 11시", range(11, 12)),
        ("내일 11시", range(11, 12)),
        ("내일 오후 12시", range(12, 13)),
        ("내일 19:30", range(19, 20)),
        ("내일 저녁 7시 반", range(19, 20)),
        ("내일 저녁", range(18, 24)),
        ("내일 낮", range(18)),
        ("내일 3시간짜리", None),
        ("내일 가격이 낮은 공연", None),
        ("내일", None),
    ],
)
def test_hours_of_the_day(text: str, hours: range | None) -> None:
    when = read_when(text, MONDAY)

    assert isinstance(when, When)
    assert when.hours == (None if hours is None else frozenset(hours))


@pytest.mark.parametrize("text", ["아무 때나", "아무날", "언제든 좋아요", "날짜는 상관없어요"])
def test_any_day(text: str) -> None:
    assert read_when(text, MONDAY) == When(None, None, "아무 날")


@pytest.mark.parametrize("text", ["", "뮤지컬", "150,000원", "R석 두 장", "네", "1층 B구역 7열 15번"])
def test_no_date_is_unclear(text: str) -> None:
    assert read_when(text, MONDAY) == Unclear()


@pytest.mark.parametrize("text", ["13월 1일", "2월 30일", "11/31", "32일", "0월", "2027-02-29", "24/12"])
def test_a_day_that_no_calendar_has_is_asked_back(text: str) -> None:
    answer = read_when(text, MONDAY)

    assert isinstance(answer, Unclear)
    assert answer.message is not None
    assert "달력에 없는" in answer.message


@pytest.mark.parametrize("text", ["12월 5일 일요일", "12월 5일 (일)", "오늘 화요일", "5일 금요일", "12/5 금"])
def test_a_weekday_that_does_not_fit_is_asked_back(text: str) -> None:
    answer = read_when(text, MONDAY)

    assert isinstance(answer, Unclear)
    assert answer.message is not None
    assert "요일이 맞지 않아요" in answer.message


@given(today=st.dates(date(2024, 1, 1), date(2040, 12, 31)), ahead=st.integers(0, 364))
@example(today=date(2027, 6, 1), ahead=273)
def test_any_coming_day_is_read_back(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)

    when = read_when(f"{day.month}월 {day.day}일", today)

    assert isinstance(when, When), when
    assert (when.first, when.last) == (day, day)


@given(today=st.dates(date(2024, 1, 1), date(2040, 12, 31)), text=st.text(max_size=20))
def test_no_text_breaks_the_reader(today: date, text: str) -> None:
    assert isinstance(read_when(text, today), When | Unclear)


@given(today=st.dates(date(2024, 1, 1), date(2040, 12, 31)), weekday=st.integers(0, 6))
def test_next_week_starts_with_the_next_monday(today: date, weekday: int) -> None:
    when = read_when(f"다음 주 {'월화수목금토일'[weekday]}요일", today)

    assert isinstance(when, When)
    assert when.first is not None
    assert when.first.weekday() == weekday
    assert when.first.isocalendar()[:2] == (today + timedelta(weeks=1)).isocalendar()[:2]


def test_fits_compares_days_in_korea() -> None:
    when = When(frozenset({date(2026, 12, 5)}), frozenset(range(18)), "12월 5일 (토) 낮")

    assert when.fits(datetime(2026, 12, 4, 15, 0, tzinfo=UTC))
    assert not when.fits(datetime(2026, 12, 4, 14, 59, tzinfo=UTC))
    assert not when.fits(datetime(2026, 12, 5, 9, 0, tzinfo=UTC))


def test_the_text_says_what_was_understood() -> None:
    when = read_when("12월 5일 저녁", MONDAY)

    assert isinstance(when, When)
    assert when.text == "12월 5일 (토) 저녁"


@pytest.mark.parametrize("text", ["12월 5일 저녁 7시 두 장 아니 세 장", "12월 5일 저녁 7시에 둘, 아니 셋이요"])
def test_a_correction_of_something_else_leaves_the_date(text: str) -> None:
    assert read_when(text, date(2026, 11, 23)) == read_when("12월 5일 저녁 7시", date(2026, 11, 23))
