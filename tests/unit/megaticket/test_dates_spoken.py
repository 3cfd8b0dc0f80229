"""A weekday alone, after other days were spoken of: it is of their week, unless the words say otherwise."""

from datetime import date

import pytest

from megaticket.korean.dates import When, read_when

TODAY = date(2026, 11, 23)
"""A Monday."""
NEXT_SATURDAY = frozenset({date(2026, 12, 5)})


def days(text: str, spoken: frozenset[date] = NEXT_SATURDAY, today: date = TODAY) -> list[str] | None:
    when = read_when(text, today, spoken)
    return [f"{day:%m-%d}" for day in sorted(when.days or ())] if isinstance(when, When) else None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("아니 일요일 낮이요", ["12-06"]),
        ("일욜로 바꿔줘", ["12-06"]),
        ("토요일 말고 금요일 저녁", ["12-04"]),
        ("아 미안 수욜이요", ["12-02"]),
        ("목요일이나 금요일", ["12-03", "12-04"]),
        ("그럼 평일 저녁은요?", ["11-30", "12-01", "12-02", "12-03", "12-04"]),
        ("주말 낮이요", ["12-05", "12-06"]),
        ("화요일부터 목요일까지", ["12-01", "12-02", "12-03"]),
    ],
)
def test_a_weekday_alone_is_of_the_week_that_was_spoken_of(text: str, meant: list[str]) -> None:
    assert days(text) == meant
    assert days(text, frozenset()) != meant, "without it, it is the next one to come"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("아니 이번 일요일이요", ["11-29"]),
        ("돌아오는 금요일", ["11-27"]),
        ("이번 주 일요일 낮", ["11-29"]),
        ("아니 다다음 주 일요일", ["12-13"]),
        ("내일", ["11-24"]),
        ("12월 24일이나 일요일", ["11-29", "12-24"]),
        ("다음 일요일", None),
    ],
)
def test_words_that_say_which_one_are_read_as_they_are(text: str, meant: list[str] | None) -> None:
    assert days(text) == meant == days(text, frozenset())


def test_days_of_several_weeks_tell_no_week() -> None:
    assert days("일요일", frozenset({date(2026, 12, 5), date(2026, 12, 12)})) == ["11-29"]


def test_a_weekday_of_that_week_that_is_over_is_the_next_one_to_come() -> None:
    wednesday = date(2026, 12, 2)
    assert days("월요일", NEXT_SATURDAY, today=wednesday) == ["12-07"]
    assert days("목요일", NEXT_SATURDAY, today=wednesday) == ["12-03"]
    assert days("토요일", frozenset({date(2026, 11, 28)}), today=wednesday) == ["12-05"]
