"""The phrases of a message about days and hours, and how they are joined."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from megaticket.korean.date_words import Word
from megaticket.korean.day_sets import DAY_SETS, days_moved
from megaticket.korean.hours import ALL_DAY, Hours
from megaticket.korean.phrases import Phrase

_WEEKDAYS = {"weekdays", "far_weekday", "workdays", "weekend"}
_OF_DAYS = {*DAY_SETS, *_WEEKDAYS, "day", "part", "nth_week", "nth_day", "that_week", "moved"}
_OF_HOURS = {"clock", "daypart"}
_ALL_WEEK = frozenset(range(7))
_BOUNDS = {"to": "from", "from": "from", "past": "past", "until": "until", "before": "before"}
_NEGATIONS = {"not_", "rather"}
_SHIFTS = {"next_day": 1, "eve": -1}


@dataclass
class Sentence:
    """A message on the way to its phrases; `last` is the one that words are added to."""

    today: date
    phrases: list[Phrase] = field(default_factory=lambda: [Phrase()])

    @property
    def last(self) -> Phrase:
        """The phrase that is being read."""
        return self.phrases[-1]

    def take(self, word: Word, before: str, following: str) -> None:
        """Takes in a word between words of the kinds `before` and `following`."""
        if word.kind == "clock":
            self.last.hours.add_clock(word.text)
        elif word.kind == "daypart":
            self.last.hours.add_part(word.text)
        elif word.kind in _OF_DAYS:
            self._take_days(word)
        elif word.kind in _NEGATIONS:
            self._negate(before, following)
        elif word.kind in _SHIFTS:
            self._shift(_SHIFTS[word.kind])
        elif word.kind == "every":
            self.last.every = True
        else:
            self._join(word.kind, before, following)

    def _shift(self, days: int) -> None:
        if self.last.names_days:
            self.last.shift += days
        else:
            self._start("behind").days_behind = days

    def _take_days(self, word: Word) -> None:
        if word.kind == "moved":
            self._start("behind").days_behind = days_moved(word.text)
            return
        if word.kind == "that_week" or (word.kind == "weekend" and word.text.startswith("그")):
            self._start("behind").weeks_behind = 1 if "다음" in word.text else 0
        if word.kind != "that_week":
            self.last.add(word, self.today)

    def _start(self, joined: str) -> Phrase:
        """A new phrase, or the last one where it names no days yet."""
        if self.last.names_days:
            self.phrases.append(Phrase())
        self.last.joined = joined
        return self.last

    def _join(self, kind: str, before: str, following: str) -> None:
        if before == "clock" and kind == "to":
            self._join_hours(following)
        elif kind == "before" and following in {"weekdays", "weekend"}:
            self._start("behind").weeks_behind = -1
        elif kind in {"or_", "to"} and following in _OF_DAYS:
            self._start(kind)
        elif kind in _BOUNDS:
            self.last.bound = _BOUNDS[kind]

    def _join_hours(self, following: str) -> None:
        hours = self.last.hours
        if following == "clock":
            hours.until = True
        elif hours.clock:
            hours.clock, hours.minute = frozenset(range(min(hours.clock), 24)), None

    def _negate(self, before: str, following: str) -> None:
        phrase = self.last
        if before in _OF_HOURS and (following in _OF_HOURS or not phrase.names_days):
            phrase.hours = Hours()
        elif before in _OF_HOURS and not following:
            phrase.hours = Hours(part=ALL_DAY - (phrase.hours.resolve() or frozenset()))
        elif before == following == "weekdays" and phrase.sets:
            phrase.weekdays = None
        elif phrase.weekdays and following not in _OF_DAYS:
            phrase.weekdays, phrase.every = _ALL_WEEK - phrase.weekdays, True
        elif phrase.names_days:
            phrase.negated = True
            self._start("not_")


def phrases_of(words: Sequence[Word], today: date) -> list[Phrase]:
    """The phrases that the words make up. Raises ValueError for a day or an hour that does not exist."""
    sentence = Sentence(today)
    kinds = ["", *(word.kind for word in words), ""]
    named = _next_named(kinds)
    for index, word in enumerate(words):
        sentence.take(word, kinds[index], named[index + 2] if word.kind in _NEGATIONS else kinds[index + 2])
    return sentence.phrases


def _next_named(kinds: Sequence[str]) -> list[str]:
    """For each place the kind of the next word for days or hours, from that place on."""
    named, following = [""] * len(kinds), ""
    for index in range(len(kinds) - 1, -1, -1):
        following = kinds[index] if kinds[index] in _OF_DAYS | _OF_HOURS else following
        named[index] = following
    return named
