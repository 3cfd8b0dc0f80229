"""What the person has said in words that the server could read: where a model's call says otherwise, this stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeVar

from megaticket.base import StoredRecord
from megaticket.clock import KST, moment_text
from megaticket.korean.dates import When
from megaticket.korean.party_words import party_words
from megaticket.korean.unclear import Unclear

T = TypeVar("T")
Part = Literal["count", "grade", "dates"]

ANOTHER_MATTER = re.compile(r"결제|입금|환불|취소|해제|연장|수령|생일|생신|기념일|봤")
"""Beside these a date may be that of something else than the performance."""
_OF_DAYS = re.compile(r"(?<!그)(?<!그 )날(?!씨)|일정|회차|시간|요일|언제|때|다음|이전|전주|먼저|늦|빠른|이른|아무|상관")
_OF_GRADES = re.compile(r"등급|싼|비[싼싸쌉]|저렴|좋은|나은|높은|낮은|위로|아래로|아무|상관")
"""Words that may mean another date or grade than before without naming it."""
_ANOTHER = re.compile(
    r"바꿔|바꾸|변경|말고|같은|[그저이] ?(?:거|걸)|다른(?! ?(?:자리|좌석|데|곳|날|회차|시간|요일|등급))"
)
"""Words for something else than before, where the message does not name what."""
_STAY_AWAY = r"[은는이가을를도만]? ?(?:[가-힣]{1,3} )?(?:빼|뺄|제외|없이|[못안] ?(?:가|와|오|올|갈|간))"
"""Behind people who do not come after all."""
_PEOPLE = frozenset({"number", "alone", "vague", "pairs", "of_class", "of_kin"})


class SaidDates(StoredRecord):
    """Days and hours that were meant, as `When` has them, resolved on the day on which they were said."""

    days: tuple[date, ...] | None = None
    hours: tuple[int, ...] | None = None
    minute: int | None = None
    place: int | None = None
    text: str

    @classmethod
    def of(cls, when: When) -> "SaidDates":
        """What was read, for keeping."""
        days = tuple(sorted(when.days)) if when.days is not None else None
        hours = tuple(sorted(when.hours)) if when.hours is not None else None
        return cls(days=days, hours=hours, minute=when.minute, place=when.place, text=when.text)

    @classmethod
    def at(cls, starts_at: datetime) -> "SaidDates":
        """The date that was picked from a list or on the map."""
        local = starts_at.astimezone(KST)
        return cls(days=(local.date(),), hours=(local.hour,), minute=local.minute, text=moment_text(starts_at))

    @property
    def when(self) -> When:
        """As it was read."""
        days = frozenset(self.days) if self.days is not None else None
        hours = frozenset(self.hours) if self.hours is not None else None
        return When(days, hours, self.text, self.minute, self.place)

    def within(self, before: "SaidDates | None") -> "SaidDates":
        """An hour alone is one of the days that were spoken of before: "12월 5일이요", then "저녁 공연으로요"."""
        if self.days is not None or self.place is not None or before is None or before.days is None:
            return self
        return self.model_copy(update={"days": before.days})


class Said(StoredRecord):
    """What a booking has to agree with. None is not said, or said in words that the server cannot read for sure.

    `unclear` is what has to be asked because the last message's dates have no reading, or more than one. `fewer` is whether
    some do not come after all and nobody has said since how many are left.
    """

    count: int | None = None
    grade: str | None = None
    dates: SaidDates | None = None
    unclear: str | None = None
    fewer: bool = False

    def after(self, words: "Words") -> "Said":
        """With one more message."""
        count = _count(self.count, words)
        return Said(
            count=count,
            grade=_grade(self.grade, words),
            dates=_dates(self.dates, words),
            unclear=_unclear(words),
            fewer=count is None and (self.fewer or _stay_away(words)),
        )


NOTHING_SAID = Said()


@dataclass(frozen=True)
class Words:
    """What a message says.

    Attributes:
        bare: the message, normalized.
        asks: whether it is a question in between, which wants nothing yet.
        count: the tickets that it names, or the seats.
        grades: the grades that it names.
        sets_grade_aside: whether it names grades, but none that is wanted.
        budget: whether it says what may be spent.
        when: the dates that it speaks of.
        picked: the start of the one date of a list that it means.
        leaves_count: whether the people it speaks of are only some of those who come.
    """

    bare: str
    asks: bool
    count: int | None
    grades: Sequence[str]
    sets_grade_aside: bool
    budget: bool
    when: When | Unclear
    picked: datetime | None
    leaves_count: bool = False


def _count(before: int | None, words: Words) -> int | None:
    """People who are spoken of in words that come to no number leave none."""
    unread = words.count is None and not words.asks and not words.leaves_count
    if unread and any(word.kind in _PEOPLE for word in party_words(words.bare)):
        return None
    return _settled(before, words.count, words)


def _stay_away(words: Words) -> bool:
    """Whether people are taken out of those who come: "애들은 빼 주세요"."""
    people = (word.text for word in party_words(words.bare) if word.kind in {"of_class", "of_kin"})
    return not words.asks and any(re.search(re.escape(text) + _STAY_AWAY, words.bare) for text in people)


def _grade(before: str | None, words: Words) -> str | None:
    named = words.grades[0] if len(words.grades) == 1 else None
    vague = words.sets_grade_aside or words.budget or _means_another(words, _OF_GRADES)
    if len(words.grades) > 1 or (named is None and vague):
        return None
    return _settled(before, named, words)


def _dates(before: SaidDates | None, words: Words) -> SaidDates | None:
    """Words about days that the server cannot place leave none."""
    when = words.when
    if words.picked is not None:
        return _settled(before, SaidDates.at(words.picked), words)
    if isinstance(when, Unclear):
        return None if when.message or _means_another(words, _OF_DAYS) else before
    if when.is_open or ANOTHER_MATTER.search(words.bare):
        return None
    return _settled(before, SaidDates.of(when).within(before), words)


def _settled(before: T | None, now: T | None, words: Words) -> T | None:
    """What this message names wins. A question in between changes nothing; what it names beside is not known to be wanted."""
    if now is None or now == before:
        return before
    return None if words.asks and before is not None else now


def _means_another(words: Words, topic: re.Pattern[str]) -> bool:
    """Whether a message may mean another value than before without naming it."""
    names_something = words.count is not None or words.grades or not isinstance(words.when, Unclear)
    is_vague = not names_something and _ANOTHER.search(words.bare) is not None
    return is_vague or topic.search(words.bare) is not None


def _unclear(words: Words) -> str | None:
    """Dates that contradict themselves, or are over, are asked for again."""
    if words.asks or words.picked is not None or ANOTHER_MATTER.search(words.bare):
        return None
    return words.when.message if isinstance(words.when, Unclear) else None
