"""Dates and times of day as people write them: "이번 주 토요일 저녁", "12월 24일", "모레 2시"."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from megaticket.clock import KST
from megaticket.korean.date_words import Word, date_words
from megaticket.korean.day_sets import HORIZON_DAYS, Days, horizon, span, week_of
from megaticket.korean.days_text import days_text
from megaticket.korean.hours import hours_text
from megaticket.korean.numerals import with_digits
from megaticket.korean.phrases import Phrase, days_of
from megaticket.korean.sentences import phrases_of
from megaticket.korean.text import normalize
from megaticket.korean.unclear import Unclear

Item = TypeVar("Item")

_NO_SUCH_DAY = Unclear("달력에 없는 날짜나 시간이에요. 다시 알려 주세요.")
_NOT_WHICH = Unclear("그럼 언제가 좋으신지 날짜를 알려 주세요.")
_OVER = Unclear("이미 지난 날짜예요. 앞으로의 날짜를 알려 주세요.")
_TOO_FAR = Unclear("1년 안의 날짜만 찾을 수 있어요. 날짜를 다시 알려 주세요.")
_WHICH_ANNIVERSARY = Unclear("기념일이나 생일이 며칠인지 날짜를 알려 주세요.")
_WHICH_BREAK = Unclear("어느 연휴인지 날짜를 알려 주세요.")
_HOURS_BY_DAY = Unclear("날짜마다 시간이 달라요. 어느 날 몇 시 공연인지 하나만 알려 주세요.")
_FROM_TODAY = re.compile(r"(?:이번|요번|돌아오는|(?<![가-힣])오는) ?[월화수목금토일](?:요일|욜)")
_SINCE_WHICH = Unclear("어느 날을 기준으로 말씀하시는지 날짜를 알려 주세요.")
_BACKWARDS = Unclear("기간의 끝이 시작보다 앞서요. 날짜를 다시 알려 주세요.")


@dataclass(frozen=True)
class When:
    """What somebody meant: the days, the hours and the minute at which a performance starts.

    No days means any day, no hours any hour, no minute any minute. `place` is 0 for the first and -1 for the last of
    what fits ("막공"), None for all of it.
    """

    days: Days | None
    hours: frozenset[int] | None
    text: str
    minute: int | None = None
    place: int | None = None

    @property
    def first(self) -> date | None:
        """The first day; None for any day."""
        return min(self.days) if self.days else None

    @property
    def last(self) -> date | None:
        """The last day; None for any day."""
        return max(self.days) if self.days else None

    @property
    def is_open(self) -> bool:
        """Whether every performance fits."""
        return self.days is None and self.hours is None and self.place is None

    def fits(self, moment: datetime) -> bool:
        """Whether a performance that starts at this time is on a day and in an hour that is meant."""
        local = moment.astimezone(KST)
        in_hours = self.hours is None or local.hour in self.hours
        return (self.days is None or local.date() in self.days) and in_hours and self.minute in {None, local.minute}

    def pick(self, items: Iterable[Item], starts_at: Callable[[Item], datetime]) -> list[Item]:
        """Those of several performances that are meant, in their order; for "막공" the last of them alone."""
        fitting = [item for item in items if self.fits(starts_at(item))]
        if self.place is None or not fitting:
            return fitting
        return [sorted(fitting, key=starts_at)[self.place]]


def read_when(text: str, today: date, spoken: Days = frozenset()) -> When | Unclear:
    """Reads days and hours out of a message. Weeks start on Monday; a day without a year is the next one to come.

    Args:
        text: the person's own words.
        today: the date in Korea.
        spoken: the days that were spoken of before: where they are of one week, a weekday alone is of that week, too, and
            "그 다음 주" is the week behind it; where they are one day, "다음 날" and "하루 뒤로" count from it.

    Returns:
        When, or Unclear where no date is found, where there are several readings, where a weekday does not fit its date,
        and where the date is over or more than a year ahead.
    """
    bare = normalize(text)
    words = list(date_words(with_digits(bare)))
    if not words:
        return Unclear()
    try:
        return _when(words, today, frozenset() if _FROM_TODAY.search(bare) else spoken)
    except ValueError:
        return _NO_SUCH_DAY


def _week_left(spoken: Days, today: date) -> Days:
    """The days from today on of the one week that was spoken of; none where that were several, or none."""
    weeks = {week_of(day) for day in spoken}
    return frozenset(day for day in next(iter(weeks)) if day >= today) if len(weeks) == 1 else frozenset()


def _when(words: Sequence[Word], today: date, spoken: Days) -> When | Unclear:
    phrases = phrases_of(words, today)
    kinds = {word.kind for word in words}
    days = _WHICH_BREAK if "some_break" in kinds else _days(phrases, today, spoken)
    if isinstance(days, Unclear):
        return days
    meant = [phrase.hours for phrase in phrases if not phrase.negated]
    hours = {found for found in (part.resolve() for part in meant) if found is not None}
    if len(hours) > 1:
        return _HOURS_BY_DAY
    place = -1 if "last_show" in kinds else 0 if "first_show" in kinds else None
    if days is None and "anniversary" in kinds:
        return _WHICH_ANNIVERSARY
    if days is None and not hours and place is None and "any_" not in kinds:
        return Unclear()
    minute = next((part.minute for part in meant if part.minute is not None), None)
    return _told(days, next(iter(hours), None), minute, place, today)


def _told(days: Days | None, hours: frozenset[int] | None, minute: int | None, place: int | None, today: date) -> When:
    day = days_text(days, today) if days else ""
    show = {None: "", 0: "첫 공연", -1: "마지막 공연"}[place]
    text = " ".join(filter(None, (day, hours_text(hours, minute), show)))
    return When(days, hours, text or "아무 날", minute, place)


def _days(phrases: Sequence[Phrase], today: date, spoken: Days) -> Days | Unclear | None:
    total: Days | None = None
    excluded: Days = frozenset()
    only_weekdays = all(phrase.is_weekday for phrase in phrases if phrase.names_days)
    before, previous = Phrase(week=_week_left(spoken, today) if only_weekdays else None), frozenset[date]()
    for phrase in phrases:
        if not phrase.names_days:
            continue
        if phrase.is_behind:
            since = previous or _told_of(spoken, phrase, today)
            if not since:
                return _SINCE_WHICH
            phrase.sets.insert(0, _behind(since, phrase))
        start = min(previous) if phrase.joined == "to" and previous else today
        found = days_of(phrase, today, before, start)
        if isinstance(found, Unclear):
            return found
        previous = _shifted(found, phrase, today)
        if phrase.weekdays and phrase.sets and len(previous) == 1:
            phrase.week = week_of(min(previous))
        phrase.week, phrase.month = phrase.week or before.week, phrase.month or before.month
        before = phrase
        if phrase.negated:
            excluded |= previous
        else:
            total = _joined(total, previous, phrase.joined)
    if total is None:
        return _NOT_WHICH if before.negated else None
    return _BACKWARDS if not total else _ahead(total - excluded or total, today)


def _told_of(spoken: Days, phrase: Phrase, today: date) -> Days:
    """The days spoken of from which a phrase counts: of one week, or one day; of none, "2주 뒤로" counts from today."""
    if not spoken and (phrase.days_behind or 0) > 1:
        return frozenset({today})
    units = spoken if phrase.days_behind is not None else {week_of(day) for day in spoken}
    return spoken if len(units) == 1 else frozenset()


def _behind(since: Days, phrase: Phrase) -> Days:
    if phrase.days_behind is not None:
        return frozenset(day + timedelta(days=phrase.days_behind) for day in since)
    first, weeks = min(since), phrase.weeks_behind or 0
    return week_of(first, weeks) if weeks >= 0 else span(first - timedelta(days=7), first - timedelta(days=1))


def _shifted(days: Days, phrase: Phrase, today: date) -> Days:
    """The days behind "다음 날", "까지", "이후" and the like."""
    days = frozenset(day + timedelta(days=phrase.shift) for day in days)
    if phrase.bound is None or not days or phrase.joined == "to":
        return days
    if phrase.bound in {"from", "past"}:
        first = min(days) if phrase.bound == "from" else max(days) + timedelta(days=1)
        return frozenset(day for day in horizon(today) if day >= first)
    last = max(days) if phrase.bound == "until" else min(days) - timedelta(days=1)
    return span(today, last) if last >= today else days


def _joined(total: Days | None, days: Days, joined: str) -> Days:
    if total is None or joined == "behind":
        return days
    if joined == "to":
        return span(min(total), max(days)) if min(total) <= max(days) else frozenset()
    return total | days


def _ahead(days: Days, today: date) -> Days | Unclear:
    left = frozenset(day for day in days if 0 <= (day - today).days < HORIZON_DAYS)
    return left or (_OVER if max(days) < today else _TOO_FAR)
