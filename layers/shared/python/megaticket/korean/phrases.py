"""What one phrase about days means: "다음 주 토요일", "12월 둘째 주 주말", "24일"."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from megaticket.clock import WEEKDAYS, day_text
from megaticket.korean.date_words import Word
from megaticket.korean.day_sets import DAY_SETS, Days, horizon, month_of, offset, week_of
from megaticket.korean.days_text import which_text
from megaticket.korean.hours import Hours
from megaticket.korean.unclear import Unclear
from megaticket.korean.weeks_of_month import WEEKEND, nth_weekday, nth_weeks

WORKDAYS = frozenset(range(5))
_MONTHLY = {"month", "month_day", "slashed", "dashed", "compact", "this_month"}
_PARTS = {"초": range(1, 11), "상": range(1, 11), "중": range(11, 21), "말": range(21, 32), "하": range(21, 32)}


@dataclass
class Phrase:
    """The words that narrow down one day or stretch of days.

    `joined` is the kind of the word before it ("or_", "to"); `week` and `month` are what a phrase behind it shares:
    "12월 5일이나 6일". `weeks_behind` counts from the phrase before: 0 is "그 주", 1 "그 다음 주", -1 "그 전"; so does
    `days_behind`: 1 is "다음 날", 7 "일주일 뒤로". `around` is
    the week that a weekday picks from: "2주 뒤 토요일".
    """

    joined: str = ""
    sets: list[Days] = field(default_factory=list)
    weekdays: frozenset[int] | None = None
    day_number: int | None = None
    part: str | None = None
    nth: Word | None = None
    every: bool = False
    bound: str | None = None
    shift: int = 0
    negated: bool = False
    week: Days | None = None
    month: Days | None = None
    weeks_behind: int | None = None
    days_behind: int | None = None
    around: Days | None = None
    hours: Hours = field(default_factory=Hours)
    unclear: Unclear | None = None

    @property
    def names_days(self) -> bool:
        """Whether a word has named a day yet."""
        if self.sets or self.part or self.nth or self.unclear:
            return True
        return self.weekdays is not None or self.day_number is not None or self.is_behind

    @property
    def is_behind(self) -> bool:
        """Whether it counts from the days before it: "그 다음 주", "다음 날"."""
        return self.weeks_behind is not None or self.days_behind is not None

    @property
    def is_weekday(self) -> bool:
        """Whether it is no more than "일요일": of which week is not said."""
        narrowed = self.sets or self.part or self.nth or self.unclear or self.every
        return self.weekdays is not None and not narrowed and self.day_number is None and not self.is_behind

    @property
    def is_whole_week(self) -> bool:
        """Whether it is no more than "이번 주"."""
        return self.sets == [self.week] and self.weekdays is None

    def add(self, word: Word, today: date) -> None:
        """Narrows the phrase by one more word for days. Raises ValueError for a day that no calendar has."""
        if word.kind in DAY_SETS:
            days = frozenset(DAY_SETS[word.kind](word.text, today))
            self.sets.append(days)
            self.week = days if word.kind == "week" else self.week
            self.month = month_of(min(days)) if word.kind in _MONTHLY else self.month
            self.around = week_of(min(days)) if word.kind == "later" and "주" in word.text else self.around
        elif word.kind == "day":
            self.day_number = int(word.text.removesuffix("일"))
        elif word.kind in {"weekdays", "workdays", "weekend"}:
            self._add_weekdays(word, today)
        elif word.kind == "far_weekday":
            self._add_far_weekday(word, today)
        elif word.kind == "part":
            self.part = word.text.removeprefix("월")
        else:
            self.nth = word

    def _add_far_weekday(self, word: Word, today: date) -> None:
        """The day of "다음 토요일", which may be the next one to come or the one of next week."""
        (weekday,) = weekdays_of(word)
        ahead = (weekday - today.weekday() - 1) % 7 + 1
        coming, next_week = today + timedelta(days=ahead), today + timedelta(days=7 + weekday - today.weekday())
        if offset(word.text) < 0:
            coming = next_week = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
        self.sets.append(frozenset({coming}))
        if coming != next_week:
            self.unclear = Unclear(which_text([frozenset({coming}), frozenset({next_week})], today))

    def _add_weekdays(self, word: Word, today: date) -> None:
        named = weekdays_of(word)
        self.weekdays = named if self.weekdays is None else self.weekdays & named
        if word.kind == "weekend" and not word.text.startswith(("주", "그")):
            self.week = week_of(today, offset(word.text))
            self.sets.append(self.week)


def weekdays_of(word: Word) -> frozenset[int]:
    """The weekdays, from 0 for Monday, that a word names: "평일", "토,일요일", "월~금"."""
    if word.kind in {"workdays", "weekend"}:
        return WORKDAYS if word.kind == "workdays" else WEEKEND
    letters = re.sub("다음|담|지난|저번|요일|욜|불", "", word.text)
    named = [WEEKDAYS.index(letter) for letter in letters if letter in WEEKDAYS]
    return frozenset(range(named[0], named[-1] + 1)) if "~" in word.text else frozenset(named)


def days_of(phrase: Phrase, today: date, before: Phrase, start: date) -> Days | Unclear:
    """The days that a phrase means.

    Args:
        phrase: the words.
        today: the date in Korea.
        before: the phrase to which it is joined, whose week or month it shares.
        start: from where "the next one" is counted.
    """
    base = phrase.unclear or _base(phrase, today)
    if isinstance(base, Unclear):
        return base
    if phrase.day_number is not None:
        base = _numbered(phrase.day_number, base or (before.month if phrase.joined != "to" else None), start)
    if phrase.weekdays is not None and not phrase.weekdays:
        return Unclear("무슨 요일인지 하나만 알려 주세요.")
    if phrase.joined == "or_" and phrase.weekdays and phrase.week and before.is_whole_week:
        return Unclear("어느 주의 무슨 요일인지 하나씩 알려 주세요.")
    if phrase.weekdays is None:
        return base if base is not None else frozenset()
    if base is None:
        return _coming(phrase, before.week, start)
    fitting = frozenset(day for day in phrase.around or base if day.weekday() in phrase.weekdays)
    return fitting or _mismatch(base)


def _base(phrase: Phrase, today: date) -> Days | Unclear | None:
    base = frozenset.intersection(*phrase.sets) if phrase.sets else None
    if phrase.sets and not base:
        return Unclear(which_text(phrase.sets[:2], today))
    if phrase.nth:
        return _nth(phrase, phrase.nth, min(base) if base else today, today)
    if phrase.part and phrase.part.startswith("마지막"):
        return frozenset({max(base or month_of(today))})
    if phrase.part:
        numbers = _PARTS[phrase.part[0]]
        return frozenset(day for day in base or month_of(today) if day.day in numbers)
    return base


def _nth(phrase: Phrase, nth: Word, month: date, today: date) -> Days | Unclear:
    if nth.kind == "nth_day" and phrase.weekdays:
        return nth_weekday(nth.text, phrase.weekdays, month)
    readings = nth_weeks(nth.text, month)
    return readings[0] if len(readings) == 1 else Unclear(which_text(readings, today))


def _numbered(number: int, scope: Days | None, start: date) -> Days:
    if not 1 <= number <= 31:
        raise ValueError("no such day of a month")
    if scope is None:
        return frozenset({next(day for day in horizon(start) if day.day == number)})
    found = frozenset(day for day in scope if day.day == number)
    if not found:
        raise ValueError("the month is shorter")
    return found


def _coming(phrase: Phrase, week: Days | None, start: date) -> Days:
    named = phrase.weekdays or frozenset()
    in_week = [day for day in sorted(week or ()) if day.weekday() in named]
    fitting = in_week or [day for day in horizon(start) if day.weekday() in named]
    if phrase.every or in_week or named == WORKDAYS:
        return frozenset(fitting)
    if named == WEEKEND:
        return frozenset(fitting[:1] if fitting[0].weekday() == max(WEEKEND) else fitting[:2])
    return frozenset(next(day for day in fitting if day.weekday() == weekday) for weekday in named)


def _mismatch(days: Days) -> Unclear:
    if len(days) == 1:
        return Unclear(f"{day_text(min(days))}이라 요일이 맞지 않아요. 날짜를 다시 확인해 주세요.")
    return Unclear("말씀하신 기간에는 그 요일이 없어요. 날짜를 다시 알려 주세요.")
