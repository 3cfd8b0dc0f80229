"""`python -m tests.contention.driver NUMBER ATTEMPTS FILE`: one process of many that want the same seats.

The processes share their people, the few seats that everybody wants at the moment, and even their requests: whoever
serves a person within the same seconds sends the same request id, so that two processes act on one hold at one time.
"""

import json
import os
import random
import sys
from dataclasses import asdict, replace
from pathlib import Path

import boto3
from botocore.config import Config

from lambdas.hold_seats.handler import compose
from megaticket.booking.cancellation import CancellationQuote
from megaticket.booking.models import hold_id_of
from megaticket.booking.payment_transitions import Payment
from megaticket.booking.payments import Payments
from megaticket.booking.settlement import Settlement
from megaticket.settings import FunctionSettings
from tests.contention.arena import ROWS, SEAT_PRICE, SEATS_A_ROW, SECTIONS
from tests.contention.cashier import Cashier
from tests.contention.clock import MovedClock
from tests.contention.desk import Desk

PEOPLE = 300
HOT_PEOPLE = 12
HOT_SEATS = 8
HOT_SPOT_SECONDS = 0.7
SECTIONS_AND_ROWS = tuple((section, row) for section in SECTIONS for row in ROWS)
VISIT_SECONDS = 2.0
SETTLE_EVERY = 80
"""Attempts between two rounds of settlement: several processes settle at the same time."""


class Driver:
    """Serves one person after another."""

    def __init__(self, number: int, desk: Desk, cashier: Cashier) -> None:
        self._number = number
        self._desk = desk
        self._cashier = cashier
        self._requests = 0

    def run(self, attempts: int) -> None:
        """Works until so many attempts are made."""
        settlement = Settlement(self._desk.payments)
        settled = 0
        while len(self._desk.history) < attempts:
            self.visit()
            if len(self._desk.history) - settled >= SETTLE_EVERY:
                settled = len(self._desk.history)
                settlement.run()

    def visit(self) -> None:
        """A person holds seats and goes on with the hold, or makes room for the next time."""
        user = self._person()
        request = f"visit {int(self._desk.clock.elapsed / VISIT_SECONDS)}"
        hold_id = hold_id_of(user, request)
        for _ in range(3):
            code, seats, _, total = self._desk.hold(user, request, *self._wanted())
            if code != "SEAT_TAKEN":
                break
        if code == "LIMIT_EXCEEDED":
            self._cancel(user)
        elif code == "OK":
            self._go_on(user, hold_id, seats, total)

    def _go_on(self, user: str, hold_id: str, seats: tuple[str, ...], total: int) -> None:
        for _ in range(random.randint(0, 3)):
            match random.choices(("replace", "extend", "release", "pay"), (3, 1, 2, 5))[0]:
                case "replace":
                    code, *_ = self._desk.replace(user, hold_id, self._request(), *self._others(seats))
                case "extend":
                    code, *_ = self._desk.extend(user, hold_id, self._request())
                case "release":
                    self._desk.release(user, hold_id, self._request())
                    return
                case _:
                    code = self._pay(user, hold_id, total)
            if code == "HOLD_NOT_FOUND":
                return

    def _pay(self, user: str, hold_id: str, total: int) -> str:
        code, _, _, now_total = self._desk.start(user, hold_id)
        way = random.random()
        if code == "HOLD_NOT_FOUND":
            return code
        if way < 0.15:
            code, *_ = self._desk.abandon(user, hold_id)
        elif way < 0.9:
            # A few pay another amount, and some after somebody else has changed the hold.
            code = self._confirm(user, hold_id, (now_total if code == "OK" else total) + (way > 0.87))
        return code

    def _confirm(self, user: str, hold_id: str, amount: int) -> str:
        key = self._cashier.open(hold_id, amount)
        if random.random() < 0.3:
            self._cashier.misbehave()
        code, *_ = self._desk.confirm(user, hold_id, Payment(key, amount))
        if code == "OK" and random.random() < 0.4:
            self._cancel(user)
        return code

    def _cancel(self, user: str) -> None:
        """The person gives back what was bought last, by whichever process."""
        payments = self._desk.payments
        for hold in payments.booking.holds_of(user):
            quote = payments.quote(user, hold.hold_id)
            if isinstance(quote, CancellationQuote):
                self._desk.cancel(user, hold.hold_id, quote.refund)
                return

    def _person(self) -> str:
        hot = int(self._desk.clock.elapsed / VISIT_SECONDS) * HOT_PEOPLE
        if random.random() < 0.5:
            return f"person-{(hot + random.randrange(HOT_PEOPLE)) % PEOPLE}"
        return f"person-{random.randrange(PEOPLE)}"

    def _wanted(self) -> tuple[tuple[str, ...], int]:
        """Adjacent seats, mostly among the few that everybody wants now, and their price."""
        count = random.choices((1, 2, 3, 4), (2, 5, 2, 2))[0]
        last = SEATS_A_ROW - count + 1
        if random.random() < 0.75:
            spot = int(self._desk.clock.elapsed / HOT_SPOT_SECONDS)
            first = min(last, spot * 3 % SEATS_A_ROW + random.randint(1, HOT_SEATS))
            return _seats(SECTIONS_AND_ROWS[spot * 7 % len(SECTIONS_AND_ROWS)], first, count)
        return _seats(random.choice(SECTIONS_AND_ROWS), random.randint(1, last), count)

    def _others(self, seats: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
        """One place along, so that a seat is taken, one given back and the rest kept; or somewhere else."""
        if random.random() < 0.3:
            return self._wanted()
        section, row, number = seats[0].rsplit("-", 2)
        last = SEATS_A_ROW - len(seats) + 1
        return _seats((section, row), min(last, max(1, int(number) + random.choice((-1, 1)))), len(seats))

    def _request(self) -> str:
        self._requests += 1
        return f"driver-{self._number}-{self._requests}"


def _seats(place: tuple[str, str], first: int, count: int) -> tuple[tuple[str, ...], int]:
    section, row = place
    seats = tuple(f"{section}-{row}-{number}" for number in range(first, first + count))
    return seats, SEAT_PRICE[section[0]] * count


def main() -> None:
    """Contends and writes down what came of it."""
    number, attempts, file = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    random.seed(number)
    clock = MovedClock.from_environ(os.environ)
    settings = FunctionSettings()
    # One try per call: an attempt that the SDK repeats unseen would last longer than its record says.
    config = Config(read_timeout=30, retries={"mode": "standard", "total_max_attempts": 1})
    functions = boto3.client("lambda", region_name=settings.aws_region, config=config)
    cashier = Cashier(os.environ["PAYMENT_PROVIDER_URL"], os.environ["PROVIDER_KEY"])
    payments = Payments(replace(compose(settings), clock=clock), cashier.provider)
    desk = Desk(f"driver-{number}", clock, functions, os.environ["HOLD_SEATS_FUNCTION_NAME"], payments)
    Driver(number, desk, cashier).run(attempts)
    lines = [json.dumps(asdict(attempt)) for attempt in desk.history]
    file.write_text("\n".join(lines), "utf-8")
    file.with_suffix(".faults").write_text("\n".join(desk.faults), "utf-8")
    cashier.close()


if __name__ == "__main__":
    main()
