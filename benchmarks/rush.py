"""Pairs that all want seats of one section at once: what the recommender's draw spares them.

Everybody starts at the same moment and does what a person's chat does: reads the section, takes what is offered through
the product's own service, and is offered the next seats after a refusal. DynamoDB Local runs the transactions.
"""

import multiprocessing
import threading
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from benchmarks.booking import booking_of
from benchmarks.database import connect
from benchmarks.houses import OneSchedule, one_schedule
from megaticket.booking.models import Hold
from megaticket.booking.service import Booking
from megaticket.booking.transitions import HoldRequest
from megaticket.catalog.venues import RowGroup, SeatBlock, Section
from megaticket.clock import utc_now
from megaticket.errors import Refusal
from megaticket.seating.best import best_available
from megaticket.seating.demand import demand_at, step_back_seconds
from megaticket.seating.party import Party, Person
from megaticket.seating.seats import SeatId

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

PROCESSES = 4
FAULTS = 10
"""How often a pair bears with DynamoDB Local, which gives up waiting for its own lock on a busy machine."""

PRICE = 2 * (140_000 + 2_000)
EVEN = (10, 10)
"""20 rows of these blocks are 400 seats, room for 200 pairs."""

ODD = (7, 6, 7)
"""20 rows of these are 400 seats as well, with room for 180 pairs: every odd block keeps one seat."""


@dataclass(frozen=True)
class Rush:
    """What came of a rush: how many pairs there were, sat down, and how many holds they tried."""

    pairs: int
    seated: int
    attempts: int
    seconds: float

    @property
    def attempts_per_success(self) -> float:
        """Holds tried for each pair that sat down."""
        return self.attempts / self.seated


@dataclass(frozen=True)
class Pair:
    """Two people who want to sit together. `drawn`: they are offered what was drawn for them, not the best of all."""

    name: str
    booking: Booking
    schedule_id: str
    drawn: bool

    def sit_down(self) -> tuple[bool, int]:
        """Takes what is offered until it is granted. Returns whether, and after how many attempts."""
        avoid = frozenset[SeatId]()
        attempts = 0
        while True:
            started = time.monotonic()
            seats = self._offered(attempts, avoid)
            if not seats:
                return False, attempts
            attempts += 1
            request = HoldRequest(self.name, self.schedule_id, tuple(map(str, seats)), PRICE, uuid.uuid4().hex)
            answer = self._held(request)
            if isinstance(answer, Hold):
                return True, attempts
            avoid |= {seat for seat in seats if str(seat) in answer.seat_ids}
            if self.drawn:
                time.sleep(step_back_seconds(time.monotonic() - started))

    def _held(self, request: HoldRequest) -> Hold | Refusal:
        """A fault is no refusal: the same request is sent again, as the chat does; it holds once."""
        for _ in range(FAULTS):
            with suppress(ClientError, BotoCoreError):
                return self.booking.hold(request)
        return self.booking.hold(request)

    def _offered(self, refusals: int, avoid: frozenset[SeatId]) -> Sequence[SeatId]:
        house = self.booking.house(self.schedule_id)
        if house is None:
            raise LookupError(self.schedule_id)
        demand = demand_at(house.schedule, utc_now(), refusals)
        person = Person(self.name, demand, avoid) if self.drawn else Person(avoid=avoid)
        options = best_available(house, partial(self.booking.taken, self.schedule_id), Party(2, "R"), person).options
        return options[0].seats if options else ()


def run_rush(client: "DynamoDBClient", name: str, pairs: int, blocks: tuple[int, ...], *, drawn: bool) -> Rush:
    """A sale opens, and so many pairs want the 400 seats of its only section."""
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(PROCESSES), context.Queue()
    house = _section(blocks, f"PF900-{name}-1900")
    shares = [[f"{name}-{number}" for number in range(pairs)][index::PROCESSES] for index in range(PROCESSES)]
    processes = [
        context.Process(target=_serve, args=(client.meta.endpoint_url, house, share, drawn, start, answers))
        for share in shares
    ]
    for process in processes:
        process.start()
    results = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    outcomes = [outcome for _, share in results for outcome in share]
    attempts = sum(tried for _, tried in outcomes)
    return Rush(pairs, sum(seated for seated, _ in outcomes), attempts, max(seconds for seconds, _ in results))


def _section(blocks: tuple[int, ...], schedule_id: str) -> OneSchedule:
    x, first, placed = -sum(blocks) / 2 - len(blocks) + 1, 1, []
    for size in blocks:
        placed.append(SeatBlock(first=first, last=first + size - 1, x=x))
        x, first = x + size + 2, first + size
    group = RowGroup(labels=tuple(map(str, range(1, 21))), blocks=tuple(placed), y=5.0)
    return one_schedule(
        (Section(section_id="1F-1", floor="1층", name="1구역", rows=(group,)),), schedule_id, timedelta()
    )


def _serve(url: str, house: OneSchedule, names: list[str], drawn: bool, start: Any, answers: Any) -> None:
    """One process: a thread a pair, all released at once with those of the other processes."""
    booking = booking_of(connect(url), house)
    schedule_id = house.schedule_.schedule_id
    gate, outcomes = threading.Barrier(len(names) + 1), []

    def go(name: str) -> None:
        gate.wait()
        outcomes.append(Pair(name, booking, schedule_id, drawn).sit_down())

    threads = [threading.Thread(target=go, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    booking.taken(schedule_id, "1F-1")  # the client's first call reads files
    start.wait()
    gate.wait()
    started = time.monotonic()
    for thread in threads:
        thread.join()
    answers.put((time.monotonic() - started, outcomes))


def compare_rushes(client: "DynamoDBClient", seed: int, rounds: int) -> dict[str, float]:
    """Drawn offers; between their rounds the best for everybody, once, since it takes a minute; then odd blocks."""
    drawn = []
    for number in range(rounds):
        drawn.append(_told("drawn per person", run_rush(client, f"{seed:04d}{number:04d}", 200, EVEN, drawn=True)))
        if number == 0:
            plain = _told("the best for all", run_rush(client, f"{seed:04d}BEST", 200, EVEN, drawn=False))
    odd = _told("odd blocks", run_rush(client, f"{seed:04d}ODD7", 180, ODD, drawn=True))
    return {
        "rush_seated_share": min(rush.seated / rush.pairs for rush in drawn),
        "rush_attempts_per_success": round(median(rush.attempts_per_success for rush in drawn), 3),
        "rush_baseline_seated_share": plain.seated / plain.pairs,
        "rush_baseline_attempts_per_success": round(plain.attempts_per_success, 3),
        "rush_odd_blocks_seated_share": odd.seated / odd.pairs,
        "rush_odd_blocks_attempts_per_success": round(odd.attempts_per_success, 3),
    }


def _told(name: str, rush: Rush) -> Rush:
    seats = f"{rush.seated} of {rush.pairs} pairs seated"
    print(
        f"rush  {name:<18} {seats}  {rush.attempts_per_success:6.2f} attempts each  {rush.seconds:6.1f} s", flush=True
    )
    return rush
