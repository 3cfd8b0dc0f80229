"""Sets of days, told in Korean."""

from collections.abc import Iterator
from datetime import date, timedelta

from megaticket.clock import WEEKDAYS, day_text
from megaticket.korean.day_sets import Days, horizon

MOST_RUNS = 3
"""More stretches of days than these are told by their ends and weekdays."""

YEAR_TOLD_AFTER_DAYS = 180
"""A day this far ahead is told with its year: nobody thinks of it as the coming one."""


def days_text(days: Days, today: date) -> str:
    """Days as people read them: "12월 5일 (토)", "12월 5일 (토) ~ 12월 6일 (일)", "… 중 토·일"."""
    runs = list(_runs(sorted(days)))
    if len(runs) <= MOST_RUNS:
        return ", ".join(_run_text(first, last, today) for first, last in runs)
    weekdays = "·".join(WEEKDAYS[weekday] for weekday in sorted({day.weekday() for day in days}))
    if (horizon(today)[-1] - max(days)).days < 7:
        return f"{weekdays}요일마다"
    return f"{_run_text(min(days), max(days), today)} 중 {weekdays}"


def which_text(readings: list[Days], today: date) -> str:
    """The question that names the readings of words that have several."""
    return f"{' / '.join(days_text(days, today) for days in readings)} 중 언제인지 알려 주세요."


def _run_text(first: date, last: date, today: date) -> str:
    if last == horizon(today)[-1]:
        return f"{_day_text(first, today)}부터"
    return _day_text(first, today) if first == last else f"{_day_text(first, today)} ~ {_day_text(last, today)}"


def _day_text(day: date, today: date) -> str:
    return day_text(day) if (day - today).days < YEAR_TOLD_AFTER_DAYS else f"{day.year}년 {day_text(day)}"


def _runs(days: list[date]) -> Iterator[tuple[date, date]]:
    start = days[0]
    for day, following in zip(days, [*days[1:], date.max], strict=True):
        if following - day > timedelta(days=1):
            yield start, day
            start = following
