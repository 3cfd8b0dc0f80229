"""`make bench-booking`: holds beside the same two raw calls, their capacity, and reads of a section by house size.

Everything runs against one DynamoDB Local in one run; rounds are interleaved and their medians compared, since the
machine is shared. The last line is JSON.
"""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.database import TABLE, database
from benchmarks.houses import ROWS_PER_SECTION, SEATS_PER_ROW, OneSchedule, catalogue
from megaticket.booking.keys import hold_key
from megaticket.booking.models import Hold
from megaticket.booking.service import Booking
from megaticket.booking.store import BookingStore
from megaticket.booking.transactions import hold_transaction
from megaticket.booking.transitions import HoldRequest, new_hold
from megaticket.clock import utc_now
from megaticket.regions import RegionControl
from megaticket.transactions import FailedCondition, Transaction

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

ROUNDS = 5
HOLDS_PER_ROUND = 300
READS_PER_ROUND = 200
TAKEN_SEATS = 200
WRITES = frozenset({"TransactWriteItems"})
CONTROL = RegionControl("ap-northeast-2")


@dataclass
class Capacity:
    """What requests consumed, as the service reports it, while it listens: on the table, and on its index."""

    client: "DynamoDBClient"
    write: float = 0.0
    read: float = 0.0
    index: float = 0.0
    _handlers: list[tuple[str, Callable[..., None]]] = field(default_factory=list)

    def __enter__(self) -> "Capacity":
        self._handlers = [
            ("provide-client-params.dynamodb", _ask_for_capacity),
            ("after-call.dynamodb", self._note),
        ]
        for event, handler in self._handlers:
            self.client.meta.events.register(event, handler)
        return self

    def __exit__(self, *_error: object) -> None:
        for event, handler in self._handlers:
            self.client.meta.events.unregister(event, handler)

    def _note(self, parsed: dict[str, Any], model: Any, **_rest: Any) -> None:
        reported = parsed.get("ConsumedCapacity", [])
        for units in reported if isinstance(reported, list) else [reported]:
            table = float(units["Table"]["CapacityUnits"])
            self.write += table if model.name in WRITES else 0.0
            self.read += 0.0 if model.name in WRITES else table
            self.index += sum(index["CapacityUnits"] for index in units.get("GlobalSecondaryIndexes", {}).values())


def _ask_for_capacity(params: dict[str, Any], **_rest: Any) -> None:
    params["ReturnConsumedCapacity"] = "INDEXES"


def booking_of(client: "DynamoDBClient", house: OneSchedule) -> Booking:
    """The booking operations over a warm catalogue."""
    return Booking(BookingStore(client, TABLE), house, lambda: CONTROL, utc_now)  # type: ignore[arg-type]


def requests(house: OneSchedule, count: int) -> Iterator[HoldRequest]:
    """Requests for `count` adjacent seats each, every one by another person, none for a seat of another."""
    price = (140_000 + 2_000) * count
    for section in house.venue_.sections:
        for row in range(1, ROWS_PER_SECTION + 1):
            for first in range(1, SEATS_PER_ROW - count + 2, count):
                seats = tuple(f"{section.section_id}-{row}-{first + n}" for n in range(count))
                yield HoldRequest(uuid.uuid4().hex, house.schedule_.schedule_id, seats, price, uuid.uuid4().hex)


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def warm_up(client: "DynamoDBClient") -> None:
    """Holds that are not counted: the database compiles its code while it runs."""
    house = catalogue(1_200, "PF900-WARM-UP")
    booking = booking_of(client, house)
    for request in requests(house, 1):
        _held(booking, request)


def compare_holds(client: "DynamoDBClient") -> dict[str, float]:
    """A hold of two seats beside a raw transaction and read of the same items with the same client."""
    house = catalogue(100_000, "PF900-HOLD-100000")
    booking, waiting = booking_of(client, house), requests(house, 2)
    ours: list[list[float]] = []
    raw: list[list[float]] = []
    for _ in range(ROUNDS):
        round_ours, round_raw = [], []
        for _ in range(HOLDS_PER_ROUND):
            round_raw.append(timed(_raw_hold(client, booking, next(waiting))))
            request = next(waiting)
            round_ours.append(timed(lambda request=request: _held(booking, request)))  # type: ignore[misc]
        ours.append(round_ours)
        raw.append(round_raw)
    throughput = median(sum(b) / sum(a) for a, b in zip(ours, raw, strict=True))
    tail = median(_p99(a) / _p99(b) for a, b in zip(ours, raw, strict=True))
    per_second = median(HOLDS_PER_ROUND / sum(a) for a in ours)
    print(f"hold of 2 seats      {per_second:8.0f} /s   {throughput:.3f} x raw   p99 {tail:.2f} x raw")
    return {"hold_throughput_ratio": round(throughput, 3), "hold_p99_ratio": round(tail, 3)}


def _held(booking: Booking, request: HoldRequest) -> None:
    if not isinstance(booking.hold(request), Hold):
        raise TypeError("a hold of the benchmark was refused")


def _raw_hold(client: "DynamoDBClient", booking: Booking, request: HoldRequest) -> Callable[[], object]:
    """The same two calls with the request built beforehand."""
    house, moment = booking.house(request.schedule_id), booking.moment()
    hold = new_hold(request, house, moment) if house else None
    if not isinstance(hold, Hold):
        raise TypeError("a hold of the benchmark was refused")
    items: Any = hold_transaction(TABLE, hold, 4, moment)

    def call() -> None:
        client.transact_write_items(TransactItems=items, ClientRequestToken=str(uuid.uuid4()))
        client.get_item(TableName=TABLE, Key=hold_key(hold.hold_id), ConsistentRead=True)

    return call


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


def measure_capacity(client: "DynamoDBClient") -> dict[str, list[float]]:
    """Units of the base table per hold of 1 to 4 seats; exactly 2n + 4 and 1, or the benchmark fails."""
    house = catalogue(1_200, "PF900-UNITS-1200")
    booking = booking_of(client, house)
    booking.store.write = _one_by_one(client)  # type: ignore[assignment]  # the port that this measurement splits
    writes, reads = [], []
    for count in (1, 2, 3, 4):
        request = list(requests(house, count))[-count]
        with Capacity(client) as used:
            _held(booking, request)
        print(f"hold of {count} seats      {used.write:g} WCU  {used.read:g} RCU  (index {used.index:g} WCU)")
        if (used.write, used.read) != (2 * count + 4, 1):
            raise AssertionError(f"{count} seats cost {used.write} WCU and {used.read} RCU")
        writes.append(used.write)
        reads.append(used.read)
    return {"wcu_per_hold": writes, "rcu_per_hold": reads}


def _one_by_one(client: "DynamoDBClient") -> Callable[[Transaction], list[FailedCondition]]:
    """Sends each item of a transaction as a transaction of its own.

    DynamoDB Local counts a transaction by the sum of its items' sizes, where the service counts each item by itself; for a
    transaction of one item the two agree.
    """

    def write(transaction: Transaction) -> list[FailedCondition]:
        for item in transaction:
            client.transact_write_items(TransactItems=[item])  # type: ignore[list-item]
        return []

    return write


def compare_sections(client: "DynamoDBClient") -> dict[str, float]:
    """The free seats of one section, as many of them taken, in a small and a large house."""
    bookings = {seats: _half_sold(client, seats) for seats in (1_200, 100_000)}
    rounds = [
        {seats: _section_read(booking, _schedule_id(seats)) for seats, booking in bookings.items()}
        for _ in range(ROUNDS)
    ]
    time_ratio = median(each[100_000] / each[1_200] for each in rounds)
    units = {}
    for seats, booking in bookings.items():
        with Capacity(client) as used:
            booking.taken(_schedule_id(seats), "1F-2")
        units[seats] = used.read
        milliseconds = median(each[seats] for each in rounds) * 1000 / READS_PER_ROUND
        print(f"section of {seats:>6} seats {milliseconds:6.2f} ms  {used.read:g} RCU")
    return {
        "section_read_time_ratio_100k_to_1200": round(time_ratio, 3),
        "section_read_rcu_ratio_100k_to_1200": round(units[100_000] / units[1_200], 3),
    }


def _schedule_id(seats: int) -> str:
    return f"PF900-{seats:08d}-1900"


def _half_sold(client: "DynamoDBClient", seats: int) -> Booking:
    """A house in which every section searched has the same seats taken."""
    house = catalogue(seats, _schedule_id(seats))
    booking = booking_of(client, house)
    taken = 0
    for request in requests(house, 4):
        if request.seat_ids[0].startswith("1F-2-") and taken < TAKEN_SEATS:
            _held(booking, request)
            taken += 4
    return booking


def _section_read(booking: Booking, schedule_id: str) -> float:
    return timed(lambda: [booking.taken(schedule_id, "1F-2") for _ in range(READS_PER_ROUND)])


def main() -> None:
    """Prints the table and, last, the JSON."""
    with database() as client:
        warm_up(client)
        figures = {**compare_holds(client), **measure_capacity(client), **compare_sections(client)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
