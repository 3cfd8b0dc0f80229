"""`make bench-seats`: what the best seats cost to find, how good they are, and what a rush makes of them.

CPU is process time per search, taken seats in memory, in arenas half sold in two ways; capacity and end-to-end time are
those of the same search through the product's service on DynamoDB Local. The last line is JSON.
"""

import argparse
import json
import math
import time
from collections.abc import Iterator
from functools import partial
from random import Random
from statistics import linear_regression, mean, median
from typing import TYPE_CHECKING

from benchmarks.arenas import HALF_SOLD, Sold, arena, from_the_front
from benchmarks.booking import Capacity, booking_of
from benchmarks.database import TABLE, database
from benchmarks.houses import OneSchedule
from benchmarks.rush import compare_rushes
from megaticket.booking.keys import section_partition
from megaticket.booking.models import hold_id_of
from megaticket.clock import epoch, utc_now
from megaticket.dynamo import to_item
from megaticket.seating.best import Found, best_available
from megaticket.seating.party import Party, Person
from megaticket.seating.seats import House, SeatId
from tests.unit.megaticket.halls import Hall, draw
from tests.unit.megaticket.seating_reference import Reference

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

SIZES = (1_200, 3_000, 15_000, 25_000, 70_000, 100_000)
ROUNDS = 5
SEARCHES = 40
"""Of one round, by parties of one to four people in turn."""

READS = 8
"""Searches whose sections are loaded into the database."""

HALLS = 1_500
RUSH_ROUNDS = 3
BATCH = 25


def house_of(known: OneSchedule) -> House:
    """A fresh house, as each request makes it."""
    return House(known.venue_, known.performance_, known.schedule_)


def search(known: OneSchedule, sold: Sold, number: int) -> Found:
    """The search of one person."""
    party, person = Party(1 + number % 4, "R"), Person(f"person-{number}")
    return best_available(house_of(known), lambda section: sold.get(section, frozenset()), party, person)


def cpu_milliseconds(known: OneSchedule, sold: Sold) -> float:
    """Per search, the median of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for number in range(SEARCHES):
            search(known, sold, number)
        rounds.append((time.process_time() - started) / SEARCHES * 1000)
    return median(rounds)


def measure_cpu(sizes: list[int], seed: int) -> dict[str, object]:
    """CPU by seat count, of the costlier way to be half sold, and the exponent of its growth."""
    slowest = {}
    for seats in sizes:
        random = Random(f"{seed} {seats}")
        known = arena(seats, random)
        ways = {name: sell(house_of(known), random) for name, sell in (HALF_SOLD | {"front": from_the_front}).items()}
        search(known, {}, 0)  # the venue's rows are computed once
        costs = {name: cpu_milliseconds(known, sold) for name, sold in ways.items()}
        told = "  ".join(f"{name} {cost:5.2f} ms" for name, cost in costs.items())
        print(f"best of {seats:>7} seats, {len(known.venue_.sections):>3} sections   {told}", flush=True)
        slowest[seats] = max(costs.values())
    return {
        "cpu_ms": {str(seats): round(cost, 3) for seats, cost in slowest.items()},
        "growth_exponent": round(growth(slowest), 3),
    }


def growth(costs: dict[int, float]) -> float:
    """The exponent b of cost = a · seats^b by least squares over the logarithms; 0 for a single size."""
    if len(costs) < 2:
        return 0.0
    return linear_regression(list(map(math.log, costs)), list(map(math.log, costs.values()))).slope


def measure_reads(client: "DynamoDBClient", sizes: list[int], seed: int) -> dict[str, dict[str, float]]:
    """Capacity and time of a search with its reads, by seat count."""
    units, times = {}, {}
    for seats in sizes:
        random = Random(f"{seed} {seats}")
        known = arena(seats, random)
        sold = HALF_SOLD["scattered"](house_of(known), random)
        read = {section for number in range(READS) for section in search(known, sold, number).read}
        _load(client, known.schedule_.schedule_id, {section: sold.get(section, frozenset()) for section in read})
        units[str(seats)], times[str(seats)] = _searched(client, known)
        print(
            f"reads of {seats:>6} seats   {units[str(seats)]:5.2f} RCU  {times[str(seats)]:6.2f} ms end to end",
            flush=True,
        )
    return {"rcu": units, "end_to_end_ms": times}


def _searched(client: "DynamoDBClient", known: OneSchedule) -> tuple[float, float]:
    booking, seconds = booking_of(client, known), []
    taken_of = partial(booking.taken, known.schedule_.schedule_id)
    with Capacity(client) as used:
        for number in range(READS):
            started = time.perf_counter()
            best_available(house_of(known), taken_of, Party(1 + number % 4, "R"), Person(f"person-{number}"))
            seconds.append(time.perf_counter() - started)
    return round(used.read / READS, 2), round(median(seconds) * 1000, 2)


def _load(client: "DynamoDBClient", schedule_id: str, sold: Sold) -> None:
    """Writes seat rows as holds write them."""
    items = [_row(schedule_id, seat) for section in sold.values() for seat in section]
    for start in range(0, len(items), BATCH):
        puts = [{"PutRequest": {"Item": item}} for item in items[start : start + BATCH]]
        client.batch_write_item(RequestItems={TABLE: puts})  # type: ignore[dict-item]  # dictionaries of the low-level form


def _row(schedule_id: str, seat: SeatId) -> dict[str, object]:
    now = epoch(utc_now())
    key = {"pk": section_partition(schedule_id, seat.section), "sk": f"SEAT#{seat.row}#{seat.number}"}
    held = {"holdId": hold_id_of("somebody", str(seat)), "expiresAt": now + 600, "holdingCreatedAt": now}
    place = {"row": seat.row, "number": seat.number, "state": "SOLD", "region": "ap-northeast-2", "writerEpoch": 1}
    return to_item(key | held | place)


def measure_quality(seed: int) -> dict[str, float]:
    """How often the rank is that of the best there is, by the reference that tries everything in every section.

    `quality_share` is of halls whose grade has four sections or fewer; with more, what four reads cannot see counts as
    missed in `quality_share_many_sections`.
    """
    random = Random(seed)
    few = mean(_is_best(random, sections) for _ in range(HALLS) for sections in [random.randint(1, 4)])
    many = mean(_is_best(random, sections) for _ in range(HALLS // 5) for sections in [random.randint(5, 8)])
    print(f"rank as good as the best there is   {few:.3f} of halls of 1 to 4 sections, {many:.3f} of 5 to 8")
    return {"quality_share": round(float(few), 4), "quality_share_many_sections": round(float(many), 4)}


def _is_best(random: Random, sections: int) -> bool:
    hall, count, grade = _hall(random, sections), random.randint(1, 7), random.choice((None, "R", "S"))
    found = best_available(hall.house, hall.taken_of, Party(count, grade), Person("somebody"))
    best = Reference(hall, count, grade).best_everywhere()
    return (found.options[0].rank if found.options else None) == (best[0] if best else None)


def _hall(random: Random, sections: int) -> Hall:
    def row() -> str:
        symbols = random.choice(("......xxx#v|", "..xxxxxx|"))
        return f"{random.choice('RRRS')} {''.join(random.choices(symbols, k=random.randint(2, 9)))}"

    def lines() -> Iterator[str]:
        for name in "ABCDEFGH"[:sections]:
            yield f"= {name}{random.choice(('', f' @{random.randint(-9, 9)}'))}"
            yield from (row() for _ in range(random.randint(1, 4)))

    return draw("\n".join(lines()))


def main() -> None:
    """Prints the tables and, last, the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="seat counts")
    parser.add_argument("--rush-rounds", type=int, default=RUSH_ROUNDS)
    asked = parser.parse_args()
    figures = measure_cpu(asked.sizes, asked.seed) | measure_quality(asked.seed)
    with database() as client:
        figures |= measure_reads(client, asked.sizes, asked.seed)
        figures |= compare_rushes(client, asked.seed, asked.rush_rounds)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
