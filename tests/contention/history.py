"""What many processes did at the same time, and a judge of it: nobody's seats were ever somebody else's too.

An attempt lasts from its `start` to its `end`; what it did happened somewhere in between. So a hold *certainly* had its
seats from the end of an attempt that showed them until the start of the next one that may have given them up, or until
it ran out. Two holds that certainly had one seat at one time are a double sale, whatever the order within attempts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from megaticket.booking.models import CLOCK_SKEW_SECONDS

FOREVER = float("inf")
LOSING = frozenset({"release", "replace", "abandon", "cancel", "settle"})
"""Operations after which a hold's seats or its end may be others than before; `confirm` is one where it failed."""

SURE_NOTHING_LOST = frozenset({"HOLD_NOT_FOUND", "INVALID_REQUEST", "HOLD_EXPIRED", "AMOUNT_MISMATCH", "QUOTE_CHANGED"})


@dataclass(frozen=True)
class Attempt:
    """One call and its answer. Times are seconds of the one clock that every process shares.

    Attributes:
        code: "OK", a refusal's code, or "FAULT" where nobody knows what was done.
        seats: the seats asked for; of an answer that is OK, those that the hold has.
        expires_at: when the hold ends by its answer; infinite where it is paid, 0 where it has given up its seats.
    """

    actor: str
    operation: str
    start: float
    end: float
    user_id: str
    hold_id: str
    code: str
    seats: tuple[str, ...]
    expires_at: float = 0

    @property
    def shows_seats(self) -> bool:
        """Whether the answer says that the hold had the seats at some time within the attempt."""
        return self.code == "OK" and self.expires_at > 0

    @property
    def may_lose_seats(self) -> bool:
        """Whether the hold may have fewer seats, or less time, afterwards."""
        if self.code in SURE_NOTHING_LOST:
            return False
        return self.operation in LOSING or (self.operation == "confirm" and self.code != "OK")


@dataclass(frozen=True)
class Span:
    """A hold certainly had the seat after `start` and before `end`, by an answer that named `expires_at`."""

    user_id: str
    hold_id: str
    seat: str
    start: float
    end: float
    expires_at: float


def spans(history: Iterable[Attempt]) -> Iterator[Span]:
    """The certain ownerships of a history."""
    by_hold: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in history:
        by_hold[attempt.hold_id].append(attempt)
    for attempts in by_hold.values():
        losing = [attempt for attempt in attempts if attempt.may_lose_seats]
        for shown in (attempt for attempt in attempts if attempt.shows_seats):
            lost = (attempt.start for attempt in losing if attempt is not shown and attempt.end >= shown.start)
            # Others may take a seat over only this long after its end: two clocks may differ.
            end = min([shown.expires_at + CLOCK_SKEW_SECONDS, *lost])
            if end > shown.end:
                yield from (
                    Span(shown.user_id, shown.hold_id, seat, shown.end, end, shown.expires_at) for seat in shown.seats
                )


def double_owners(history: Sequence[Attempt]) -> list[str]:
    """Every seat that two holds certainly had at one time."""
    by_seat: dict[str, list[Span]] = defaultdict(list)
    for span in spans(history):
        by_seat[span.seat].append(span)
    return [
        f"{seat} was {first.hold_id}'s until {first.end:.3f} and {second.hold_id}'s from {second.start:.3f}"
        for seat, owned in by_seat.items()
        for first, second in _overlaps(owned)
    ]


def _overlaps(owned: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Overlapping neighbours of two holds. The longest of each so far is compared, so that none hides behind another."""
    longest: dict[str, Span] = {}
    for span in sorted(owned, key=lambda span: span.start):
        for hold_id, other in longest.items():
            if hold_id != span.hold_id and other.end > span.start:
                yield other, span
        if span.hold_id not in longest or span.end > longest[span.hold_id].end:
            longest[span.hold_id] = span


def over_the_limit(history: Sequence[Attempt], ticket_limit: int) -> list[str]:
    """Every person who certainly had more seats of the schedule at one time than one person may."""
    by_user: dict[str, list[Span]] = defaultdict(list)
    for span in spans(history):
        by_user[span.user_id].append(span)
    most = {user: _most_at_one_time(owned) for user, owned in by_user.items()}
    return [f"{user} had {count} seats" for user, count in most.items() if count > ticket_limit]


def _most_at_one_time(owned: Sequence[Span]) -> int:
    """A person may hold anew as soon as the last hold has ended: the skew is only for others."""
    changes: list[tuple[float, int, Span]] = []
    for number, span in enumerate(owned):
        end = min(span.end, span.expires_at)
        if end > span.start:
            changes += [(span.start, number + 1, span), (end, -number - 1, span)]
    having: dict[int, tuple[str, str]] = {}
    most = 0
    for _, number, span in sorted(changes, key=lambda change: change[:2]):
        if number < 0:
            del having[-number]
        else:
            having[number] = (span.hold_id, span.seat)
            most = max(most, len(set(having.values())))
    return most


def backwards(history: Iterable[Attempt]) -> list[str]:
    """Attempts of one actor that overlap: such a history was recorded wrongly and proves nothing."""
    by_actor: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in history:
        by_actor[attempt.actor].append(attempt)
    return [
        f"{actor} did two things at {second.start}"
        for actor, attempts in by_actor.items()
        for first, second in pairwise(sorted(attempts, key=lambda attempt: attempt.start))
        if first.end > second.start
    ]


def at_one_time(history: Sequence[Attempt]) -> int:
    """How many attempts ran while another actor's attempt was on one of the same seats or the same person."""
    by_thing: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in history:
        for thing in {attempt.user_id, *attempt.seats}:
            by_thing[thing].append(attempt)
    contended: set[int] = set()
    for attempts in by_thing.values():
        running: list[Attempt] = []
        for attempt in sorted(attempts, key=lambda attempt: attempt.start):
            running = [other for other in running if other.end > attempt.start]
            if running:
                contended.update(map(id, [attempt, *running]))
            running.append(attempt)
    return len(contended)


def tally(history: Iterable[Attempt]) -> Mapping[str, Mapping[str, int]]:
    """How often each operation ended with each code."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for attempt in history:
        counts[attempt.operation][attempt.code] += 1
    return counts


def taken_over(history: Sequence[Attempt]) -> int:
    """How often a hold got a seat of another one that had run out and was never given back."""
    by_seat: dict[str, list[Attempt]] = defaultdict(list)
    given_back = {attempt.hold_id for attempt in history if attempt.may_lose_seats and attempt.code == "OK"}
    for attempt in history:
        if attempt.shows_seats and attempt.operation in {"hold", "replace"}:
            for seat in attempt.seats:
                by_seat[seat].append(attempt)
    return sum(
        first.hold_id != second.hold_id and first.hold_id not in given_back
        for attempts in by_seat.values()
        for first, second in pairwise(sorted(attempts, key=lambda attempt: attempt.start))
    )
