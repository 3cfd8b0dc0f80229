"""Hours of the day as people write them: "낮공", "저녁 7시 반", "6시 이후"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MORNING = frozenset(range(12))
AFTERNOON = frozenset(range(12, 18))
DAYTIME = frozenset(range(18))
EVENING = frozenset(range(18, 24))
ALL_DAY = frozenset(range(24))

_PARTS = {
    "오전": MORNING, "아침": MORNING, "조조": MORNING, "새벽": MORNING, "오후": AFTERNOON, "점심": DAYTIME, "낮": DAYTIME,
    "마티네": DAYTIME, "저녁": EVENING, "밤": EVENING, "야간": EVENING, "저공": EVENING, "퇴근": EVENING,
}  # fmt: skip
_NAMES = {MORNING: "오전", AFTERNOON: "오후", DAYTIME: "낮", EVENING: "저녁"}
_LATER = re.compile("이후|넘어|지나")
_EARLIER = re.compile("이전|까지|(?<!오)전")
_CLOCK = re.compile(r"(\d{1,2}) ?(?:시|:)(?: ?(반)| ?(\d{1,2}))?")


@dataclass
class Hours:
    """The hours that the words of one phrase name. `until` says that the next one ends a stretch: "2시부터 5시"."""

    clock: frozenset[int] | None = None
    part: frozenset[int] | None = None
    minute: int | None = None
    until: bool = False

    def add_clock(self, word: str) -> None:
        """Takes in "7시 반": besides the hours before, or as the end of a stretch. ValueError for an hour that no day has."""
        hours = clock_hours(word)
        self.minute = clock_minute(word) if self.clock is None else None
        if self.until and self.clock:
            hours = frozenset(range(min(self.clock), max(hours) + 1))
        self.clock = hours | (self.clock or frozenset())

    def add_part(self, word: str) -> None:
        """Takes in "저녁"."""
        self.part = part_hours(word) | (self.part or frozenset())

    def resolve(self) -> frozenset[int] | None:
        """The hours that fit, None where none are named. ValueError where "2시" is said of an evening."""
        if self.clock is None or self.part is None or self.clock <= self.part:
            return self.part if self.clock is None else self.clock
        other_half = frozenset((hour + 12) % 24 for hour in self.clock)
        for hours in (other_half, self.clock):
            if hours & self.part:
                return hours & self.part
        raise ValueError("the hour is not in that part of the day")


def part_hours(word: str) -> frozenset[int]:
    """The hours of "저녁" or "낮". Raises KeyError for a word that names no part of the day."""
    return _PARTS[word]


def clock_hours(word: str) -> frozenset[int]:
    """The hours of "저녁 7시 반", "19:30" or "6시 이후". Raises ValueError for an hour that no day has.

    One to nine o'clock without a part of the day is the afternoon or evening: no house opens before ten.
    """
    hour = _hour(word)
    if _LATER.search(word):
        return frozenset(range(hour, 24))
    return frozenset(range(hour)) if _EARLIER.search(word) else frozenset({hour})


def clock_minute(word: str) -> int | None:
    """The minute that was named; None for a bare "7시", which may start at half past."""
    found = _CLOCK.search(word)
    if found is None or _LATER.search(word) or _EARLIER.search(word):
        return None
    return 30 if found[2] else int(found[3]) if found[3] else None


def hours_text(hours: frozenset[int] | None, minute: int | None) -> str:
    """How the hours are told: "저녁", "14시", "19시 30분"; "" for any hour."""
    if hours is None or hours == ALL_DAY:
        return ""
    if len(hours) == 1:
        return f"{min(hours)}시" + (f" {minute}분" if minute else "")
    return _NAMES.get(hours) or ", ".join(_runs(sorted(hours)))


def _hour(word: str) -> int:
    found = _CLOCK.search(word)
    hour = int(found[1]) if found else 24
    if hour > 23:
        raise ValueError("no such hour")
    part = word[: found.start()].strip() if found else ""
    if part in {"밤", "새벽"} and (hour == 12 or hour < 6):
        return hour % 12
    before_noon = part in {"오전", "아침", "조조", "새벽"} or (hour >= 10 and part in {"", "낮", "점심", "마티네"})
    return hour if before_noon or hour >= 12 else hour + 12


def _runs(hours: list[int]) -> Iterable[str]:
    start = hours[0]
    for hour, following in zip(hours, [*hours[1:], 99], strict=True):
        if following != hour + 1:
            yield f"{start}시" if start == hour else f"{start}~{hour}시"
            start = following
