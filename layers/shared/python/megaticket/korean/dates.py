"""Dates and times of day as people write them: "이번 주 토요일 저녁", "12월 24일", "모레 2시"."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from megaticket.clock import KST, WEEKDAYS, day_text
from megaticket.korean.text import normalize

OPEN_END_DAYS = 60
"""How far "from then on" reaches: as far as dates are on sale."""

AFTERNOON_HOURS = range(18)
EVENING_HOURS = range(18, 24)


@dataclass(frozen=True)
class When:
    """What somebody meant: days from `first` to `last` (both included), and the hours of the day that fit.

    No days means any day; no hours means any hour.
    """

    first: date | None
    last: date | None
    hours: range | None
    text: str

    def fits(self, moment: datetime) -> bool:
        """Whether a performance that starts at this time is meant."""
        local = moment.astimezone(KST)
        in_days = self.first is None or self.last is None or self.first <= local.date() <= self.last
        return in_days and (self.hours is None or local.hour in self.hours)


@dataclass(frozen=True)
class Unclear:
    """A date that cannot be told. `message` says in Korean what to ask."""

    message: str | None = None


Days = tuple[date, date]


def read_when(text: str, today: date) -> When | Unclear:
    """Reads days and hours out of a message. Weeks start on Monday; a day without a year is the next one to come.

    Args:
        text: the person's own words.
        today: the date in Korea.

    Returns:
        When, or Unclear where no date is found or its weekday does not fit.
    """
    bare = normalize(text)
    hours = _hours(bare)
    try:
        days = next(filter(None, (read(bare, today) for read in _READERS)), None)
    except ValueError:
        return Unclear("달력에 없는 날짜예요. 날짜를 다시 알려 주세요.")
    if days is None:
        any_day = hours or re.search(r"아무\s*(?:때|날)|언제든|상관\s*없", bare)
        return When(None, None, hours, _hours_text(hours) or "아무 날") if any_day else Unclear()
    wrong = _wrong_weekday(bare, days)
    if wrong:
        return wrong
    if _FROM_THERE_ON.search(bare):
        days = days[0], days[1] + timedelta(days=OPEN_END_DAYS)
    return When(*days, hours, f"{_days_text(days)} {_hours_text(hours)}".strip())


def _exact(bare: str, today: date) -> Days | None:
    found = re.search(r"(20\d\d)\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})", bare)
    if found:
        return _day(date(*map(int, found.groups())))
    found = re.search(r"(?<!\d)(\d{1,2})\s*(?:월\s*|[/.])(\d{1,2})(?!\d|\s*(?:장|명|매|인|시|분|좌석|자리|사람))", bare)
    return _day(_coming(today, int(found[1]), int(found[2]))) if found else None


def _holiday(bare: str, today: date) -> Days | None:
    for words, month, day in ((r"(?:크리스마스|성탄절)\s*이브", 12, 24), ("크리스마스|성탄절", 12, 25)):
        if re.search(words, bare):
            return _day(_coming(today, month, day))
    return None


def _relative(bare: str, today: date) -> Days | None:
    for word, offset in (("내일모레", 2), ("모레", 2), ("글피", 3), ("내일", 1), ("오늘|금일|당일", 0)):
        if re.search(word, bare):
            return _day(today + timedelta(days=offset))
    found = re.search(r"(\d{1,2})\s*일\s*(?:뒤|후|있다가)", bare)
    return _day(today + timedelta(days=int(found[1]))) if found else None


_WEEK = re.compile(r"(?P<which>다다음|다음|담|이번|요번|금|지난|저번)\s*주(?!말)")
_WEEKEND = re.compile(r"(?:(?P<which>다다음|다음|담|이번|요번|지난|저번)\s*(?:주\s*)?)?주말")
_WEEKDAY = re.compile(
    rf"([{WEEKDAYS}])(?:요일|욜)|(?<![가-힣\d])((?<!\d )[월일]|[화수목금토])(?=\s(?![있없])|$|\)|낮|밤|저녁|오후|오전)"
)
_WEEKS = {"이번": 0, "요번": 0, "금": 0, "다음": 1, "담": 1, "다다음": 2, "지난": -1, "저번": -1, None: 0}


def _week(bare: str, today: date) -> Days | None:
    monday = today - timedelta(days=today.weekday())
    weekend = _WEEKEND.search(bare)
    if weekend:
        saturday = monday + timedelta(weeks=_WEEKS[weekend["which"]], days=5)
        return max(saturday, today) if saturday + timedelta(days=1) >= today else saturday, saturday + timedelta(days=1)
    week = _WEEK.search(bare)
    weekday = _named_weekday(bare)
    if week:
        start = monday + timedelta(weeks=_WEEKS[week["which"]])
        if weekday is not None:
            return _day(start + timedelta(days=weekday))
        end = start + timedelta(days=6)
        return start if end < today else max(start, today), end
    if weekday is not None:
        return _day(today + timedelta(days=(weekday - today.weekday()) % 7))
    return None


def _day_of_month(bare: str, today: date) -> Days | None:
    found = re.search(r"(?<![\d월])\s*(\d{1,2})\s*일(?!\s*(?:뒤|후|정도|간|동안))", bare)
    if not found:
        return None
    day = int(found[1])
    month = today if day >= today.day else _next_month(today)
    if day > monthrange(month.year, month.month)[1]:
        month = _next_month(month)  # no two short months follow each other
    return _day(month.replace(day=day))


def _month(bare: str, today: date) -> Days | None:
    if re.search(r"이번\s*달|이달", bare):
        return today, today.replace(day=monthrange(today.year, today.month)[1])
    if re.search(r"다음\s*달|담달", bare):
        first = _next_month(today)
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    found = re.search(r"(?<!\d)(\d{1,2})\s*월(?!요일|욜)", bare)
    if not found:
        return None
    month = int(found[1])
    first = date(today.year + (month < today.month), month, 1)
    return max(first, today), first.replace(day=monthrange(first.year, month)[1])


_FROM_THERE_ON = re.compile(r"이후|부터|넘어서")

_READERS: tuple[Callable[[str, date], Days | None], ...] = (
    _exact,
    _holiday,
    _relative,
    _day_of_month,
    _week,
    _month,
)


def _hours(bare: str) -> range | None:
    found = re.search(r"(?:(오전|오후|낮|저녁|밤)\s*)?(?<!\d)(\d{1,2})\s*(?:시(?!간)|:\d\d)", bare)
    if found:
        hour = int(found[2])
        after_noon = hour < 12 and found[1] != "오전" and (found[1] is not None or hour < 10)
        return range(hour + 12 * after_noon, hour + 12 * after_noon + 1)
    if re.search(r"저녁|밤|야간", bare):
        return EVENING_HOURS
    return AFTERNOON_HOURS if re.search(r"낮(?!은|아|게|추|춰)|오후|마티네|오전", bare) else None


def _wrong_weekday(bare: str, days: Days) -> Unclear | None:
    weekday = _named_weekday(bare)
    if weekday is None or days[0] != days[1] or days[0].weekday() == weekday:
        return None
    return Unclear(f"{day_text(days[0])}이라 요일이 맞지 않아요. 날짜를 다시 확인해 주세요.")


def _named_weekday(bare: str) -> int | None:
    found = _WEEKDAY.search(bare)
    return WEEKDAYS.index(found[1] or found[2]) if found else None


def _coming(today: date, month: int, day: int) -> date:
    over = (month, day) < (today.month, today.day)
    return date(today.year + over, month, day)


def _next_month(today: date) -> date:
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def _day(day: date) -> Days:
    return day, day


def _days_text(days: Days) -> str:
    return day_text(days[0]) if days[0] == days[1] else f"{day_text(days[0])} ~ {day_text(days[1])}"


def _hours_text(hours: range | None) -> str:
    if hours is None:
        return ""
    names = {AFTERNOON_HOURS: "낮", EVENING_HOURS: "저녁"}
    return names.get(hours, f"{hours.start}시")
