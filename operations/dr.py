"""Disaster recovery: which region writes, and what a lost region left behind.

make dr REGION=Tokyo ARGS=status                     who writes, and what has to be looked at
make dr REGION=Tokyo ARGS="activate Tokyo --recovery --outage-start 2026-12-05T10:00:00Z"
make dr REGION=Tokyo ARGS="activate Seoul"           back to normal
make dr REGION=Tokyo ARGS=resolve                    ask the provider about holds that Seoul may have charged for

REGION is where the tables are read and written: make gives the command that region's environment, which is the one of the
reservations function (tables, region, provider).
"""

import argparse
import sys
from datetime import datetime
from functools import partial
from typing import Any

from lambdas.reservations.services import build_payments
from lambdas.reservations.settings import ReservationsSettings
from megaticket.booking.payments import Payments
from megaticket.booking.provider import ProviderUnknownError
from megaticket.booking.recovery import resolve_waiting, survey
from megaticket.clock import epoch, from_epoch, iso
from megaticket.errors import Refusal
from operations.settings import deployment_settings, region_code


def main(arguments: list[str]) -> int:
    """Runs one command; 0 when nothing is left to look at."""
    asked = parser().parse_args(arguments)
    if asked.command == "activate" and asked.outage_start and not asked.recovery:
        parser().error("--outage-start belongs to --recovery")
    payments = build_payments(ReservationsSettings())
    if asked.command == "activate":
        return activate(payments, asked.region, recovery=asked.recovery, outage_start=asked.outage_start)
    return resolve(payments) if asked.command == "resolve" else status(payments)


def status(payments: Payments) -> int:
    """Prints who writes and what a lost region left behind."""
    moment = payments.booking.moment()
    print(f"control      {payments.booking.store.control() or 'none: the environment decides'}")
    print(f"this region  {moment.control.region}, {'writes' if moment.control.may_write() else 'stands by'}")
    found = survey(payments.booking.store.rows(), moment)
    _list("seats without their hold (blocked until the grace ends)", found.orphan_seats)
    _list("holds that may have been charged for (run resolve)", [hold.hold_id for hold in found.waiting])
    _list("seats sold twice", [f"{seat}: {', '.join(holds)}" for seat, holds in found.sold_twice.items()])
    return int(bool(found.waiting or found.sold_twice))


def activate(payments: Payments, region: str, *, recovery: bool, outage_start: datetime | None) -> int:
    """Makes one region the writer. The item replicates: a region that comes back fences itself within seconds."""
    store = payments.booking.store
    now = epoch(payments.booking.clock())
    before = store.control() or {}
    fields: dict[str, Any] = {"mode": "normal"}
    if recovery:
        fields = {"mode": "recovery", "recoveryStart": now, "outageStart": epoch(outage_start) if outage_start else now}
    if not store.set_control(region, int(before.get("epoch", 0)), fields):
        print("the control was changed by somebody else: look at its status, then try again", file=sys.stderr)
        return 1
    print(f"{region} writes from {iso(from_epoch(now))}, mode {fields['mode']}")
    return 0


def resolve(payments: Payments) -> int:
    """Asks the provider about every hold that waits, and finishes or frees it."""
    waiting = survey(payments.booking.store.rows(), payments.booking.moment()).waiting
    return sum(not _resolved(payments, hold.hold_id) for hold in waiting) and 1


def _resolved(payments: Payments, hold_id: str) -> bool:
    hold = payments.booking.store.hold(hold_id)
    try:
        outcome = resolve_waiting(payments, hold) if hold else None
    except ProviderUnknownError:
        print(f"{hold_id}  the provider gave no answer; run again")
        return False
    if outcome is None:
        print(f"{hold_id}  has changed in the meantime; run again")
        return False
    print(f"{hold_id}  {outcome.code if isinstance(outcome, Refusal) else outcome.state}")
    return True


def _list(title: str, lines: Any) -> None:
    kept = list(lines)
    print(f"{len(kept):>5}  {title}")
    for line in kept:
        print(f"       {line}")


def zoned_time(text: str) -> datetime:
    """A time that means the same wherever the operator sits. Raises ArgumentTypeError for one without its zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} says no zone: add Z or +09:00")
    return found


def parser() -> argparse.ArgumentParser:
    """The command line."""
    regions = partial(region_code, deployment_settings())
    command = argparse.ArgumentParser(prog="make dr", description="Which region writes, and what is left.")
    commands = command.add_subparsers(dest="command", required=True)
    commands.add_parser("status")
    commands.add_parser("resolve")
    activating = commands.add_parser("activate")
    activating.add_argument("region", type=regions, help="the one that is to write")
    activating.add_argument("--recovery", action="store_true", help="holds of the other region are rescued")
    activating.add_argument("--outage-start", type=zoned_time, help="when the other region was lost (ISO)")
    return command


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
