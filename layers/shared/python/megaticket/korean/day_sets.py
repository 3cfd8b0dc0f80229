"""Which days a word names, as sets of dates around a given today. A day that no calendar has raises ValueError."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache

from megaticket.korean import holidays
from megaticket.korean.numerals import small_number

Days = frozenset[date]

HORIZON_DAYS = 366
"""How far ahead people ask for dates; further ones are asked back."""

_OFFSETS = {"다다": 2, "다담": 2, "다음": 1, "담": 1, "차": 1, "이번": 0, "요번": 0, "금": 0, "지난": -1, "저번": -1}
_RELATIVE = {
    "그저께": -2, "엊그제": -2, "그제": -2, "어제": -1, "작일": -1, "내일모레": 2, "낼모레": 2, "모레": 2, "모래": 2,
    "그글피": 4, "글피": 3, "내일": 1, "낼": 1, "명일": 1, "익일": 1, "오늘": 0, "금일": 0,
}  # fmt: skip
_SPANS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "열흘": 10, "보름": 15}
_SINO_SMALL = {"일": 1, "이": 2, "삼": 3}


@lru_cache(maxsize=4)
def horizon(today: date) -> tuple[date, ...]:
    """Today and the days to come that people may mean, in order."""
    return tuple(today + timedelta(days=ahead) for ahead in range(HORIZON_DAYS))


def span(first: date, last: date) -> Days:
    """The days from `first` to `last`, both included."""
    return frozenset(first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def week_of(day: date, weeks: int = 0) -> Days:
    """The days from Monday to Sunday around a day, or that many weeks later."""
    monday = day + timedelta(weeks=weeks, days=-day.weekday())
    return span(monday, monday + timedelta(days=6))


def month_of(day: date) -> Days:
    """All days of a day's month."""
    return span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def later_month(day: date, months: int) -> date:
    """The first day of the month that many months away."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def offset(text: str) -> int:
    """How many weeks or months away "다음", "지난" or nothing at all is."""
    return next((value for word, value in _OFFSETS.items() if text.startswith(word)), 0)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _year(text: str, today: date) -> tuple[int | None, str]:
    """The year that a text starts with, and the rest of the text."""
    found = re.match(r"(?:(올해|금년)|(내년)|(작년)|(?:20)?(\d\d) ?년) ?", text)
    if not found:
        return None, text
    if found[4]:
        return 2000 + int(found[4]), text[found.end() :]
    return today.year + (0 if found[1] else 1 if found[2] else -1), text[found.end() :]


def _exact(text: str, _today: date) -> Iterable[date]:
    return [date(*_numbers(text))]


def _month_day(text: str, today: date) -> Iterable[date]:
    year, rest = _year(text, today)
    month, day = _numbers(rest)
    return [_coming(today, month, day) if year is None else date(year, month, day)]


def _compact(text: str, today: date) -> Iterable[date]:
    return [_coming(today, int(text[:2]), int(text[2:]))]


def _coming(today: date, month: int, day: int) -> date:
    return date(today.year + ((month, day) < (today.month, today.day)), month, day)


def _later(text: str, today: date) -> Iterable[date]:
    if text[:2] in _SPANS:
        return [today + timedelta(days=_SPANS[text[:2]])]
    found = re.match(r"(\d{1,2}|한|두|세|[일이삼]) ?(일|주|달|개월)", text)
    if found is None:
        return []
    count = _SINO_SMALL.get(found[1]) or small_number(found[1])
    if found[2] in {"달", "개월"}:
        first = later_month(today, count)
        return [first.replace(day=min(today.day, monthrange(first.year, first.month)[1]))]
    return [today + timedelta(days=count * (7 if found[2] == "주" else 1))]


def days_moved(text: str) -> int:
    """By how many days "하루 뒤로" or "일주일 앞당겨" moves a day; a month counts as four weeks, which keeps the weekday."""
    stretch = re.match(r"(\d{1,2}|[한두세일이삼]) ?(일|주|달|개월)", text)
    days = _SPANS.get(text[:2], 0)
    if stretch and not days:
        count = _SINO_SMALL.get(stretch[1]) or small_number(stretch[1])
        days = count * {"일": 1, "주": 7}.get(stretch[2], 28)
    return -days if re.search("앞|전으로|당[겨기길]|일찍", text) else days


def _month(text: str, today: date) -> Iterable[date]:
    year, rest = _year(text, today)
    month = _numbers(rest)[0]
    return month_of(date(year or today.year + (month < today.month), month, 1))


def _this_month(text: str, today: date) -> Iterable[date]:
    return month_of(later_month(today, 1 if text.startswith(("내달", "익월")) else offset(text)))


def _turn_of_year(text: str, today: date) -> Iterable[date]:
    if "초" in text:
        return month_of(_coming(today, 1, 31))
    last = date(today.year + 1, 1, 10) if "시" in text else date(today.year, 12, 31)
    return span(date(today.year, 12, 21), last)


def _fixed(text: str, today: date) -> Iterable[date]:
    year, rest = _year(text, today)
    month, day = next(when for written, when in holidays.FIXED.items() if re.match(written, rest))
    return [_coming(today, month, day) if year is None else date(year, month, day)]


def _lunar(text: str, today: date) -> Iterable[date]:
    return [_feast(text, today)]


def _break(text: str, today: date) -> Iterable[date]:
    return holidays.break_around(_feast(text, today))


def _feast(text: str, today: date) -> date:
    year, rest = _year(text, today)
    month, day = holidays.lunar_date(rest)
    if year is not None:
        return holidays.lunar(year, month, day)
    this = holidays.lunar(today.year, month, day)
    return this if this >= today else holidays.lunar(today.year + 1, month, day)


def _relative(text: str, today: date) -> Iterable[date]:
    return [today + timedelta(days=_RELATIVE[text.replace(" ", "")])]


def _week(text: str, today: date) -> Iterable[date]:
    return week_of(today, offset(text))


DAY_SETS: dict[str, Callable[[str, date], Iterable[date]]] = {
    "exact": _exact,
    "month_day": _month_day,
    "slashed": _month_day,
    "dashed": _month_day,
    "compact": _compact,
    "later": _later,
    "month": _month,
    "this_month": _this_month,
    "turn_of_year": _turn_of_year,
    "fixed": _fixed,
    "lunar": _lunar,
    "break_": _break,
    "relative": _relative,
    "week": _week,
}
"""The days that a word of this kind names by itself."""
