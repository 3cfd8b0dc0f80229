"""The nth week or weekday of a month: "12월 첫째 주", "마지막 토요일"."""

import re
from datetime import date, timedelta

from megaticket.korean.day_sets import Days, month_of, week_of

WEEKEND = frozenset({5, 6})

_ORDINALS = {"첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "마지막": 0}


def nth_weeks(text: str, month: date) -> list[Days]:
    """The readings of the nth week of a month, within the month; ValueError where it has fewer weeks.

    In speech the first day's week is the first one, in KS X ISO 8601 the first with its Thursday: two readings where these
    differ, one elsewhere.
    """
    days = month_of(month)
    first, last = min(days), max(days)
    number = _ordinal(text)
    if number:
        weeks = [week_of(first, number - 1), week_of(first, number - 1 + (first.weekday() > 3))]
    else:
        weeks = [week_of(last), week_of(last, -(last.weekday() < 3))]
    readings = [week & days for week in dict.fromkeys(weeks) if week & days]
    if not readings:
        raise ValueError("the month has fewer weeks")
    return readings


def nth_weekday(text: str, weekdays: frozenset[int], month: date) -> Days:
    """The nth weekday of a month, or the weekend of its nth Saturday; ValueError where it has fewer."""
    number = _ordinal(text)
    anchor = 5 if weekdays == WEEKEND else min(weekdays)
    fitting = sorted(day for day in month_of(month) if day.weekday() == anchor)
    if number > len(fitting):
        raise ValueError("the month has fewer weeks")
    day = fitting[number - 1]
    return frozenset({day, day + timedelta(days=1)}) if weekdays == WEEKEND else frozenset({day})


def _ordinal(text: str) -> int:
    digits = re.match(r"\d", text)
    return int(digits[0]) if digits else next(value for word, value in _ORDINALS.items() if text.startswith(word))
