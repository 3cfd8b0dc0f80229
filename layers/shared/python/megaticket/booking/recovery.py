"""After a region was lost: what its half-arrived rows leave behind, and how it is put in order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from megaticket.booking.models import Hold, HoldState
from megaticket.booking.payment_transitions import pinned
from megaticket.booking.payments import Payments
from megaticket.booking.provider import PaymentState
from megaticket.booking.transactions import approve_transaction, release_transaction
from megaticket.booking.transitions import Moment, changed
from megaticket.errors import Refusal

Row = dict[str, Any]


@dataclass(frozen=True)
class Survey:
    """What an operator has to look at.

    Attributes:
        orphan_seats: taken seats whose hold has not arrived, as "schedule section row number".
        waiting: holds that the lost region may have charged for, past their grace: free them by asking the provider.
        sold_twice: seats with two uncancelled claims, each with the holds that claim it.
    """

    orphan_seats: tuple[str, ...]
    waiting: tuple[Hold, ...]
    sold_twice: dict[str, tuple[str, ...]]


def survey(rows: Iterable[Row], moment: Moment) -> Survey:
    """Reads a whole table, given as plain rows."""
    kept = list(rows)
    holds = {str(row["holdId"]): Hold.model_validate(row) for row in kept if str(row["pk"]).startswith("HOLD#")}
    seats = (row for row in kept if str(row["pk"]).startswith("SCHEDULE#"))
    orphans = tuple(f"{row['pk']} {row['sk']}" for row in seats if row["holdId"] not in holds)
    waiting = tuple(hold for hold in holds.values() if _waits(hold, moment))
    return Survey(orphans, waiting, _sold_twice(kept))


def _waits(hold: Hold, moment: Moment) -> bool:
    """Whether a rescued hold was being paid and its grace has ended."""
    return hold.state == HoldState.PAYING and 0 < moment.protected_until(hold) < moment.now


def _sold_twice(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    claims: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        partition = str(row["pk"])
        if partition.startswith("CLAIM#"):
            seat, hold_id, kind = str(row["sk"]).split("#")
            claims[f"{partition.removeprefix('CLAIM#')} {seat}"][hold_id].add(kind)
    standing = {
        seat: tuple(sorted(hold_id for hold_id, kinds in holds.items() if kinds == {"SOLD"}))
        for seat, holds in claims.items()
    }
    return {seat: holders for seat, holders in standing.items() if len(holders) > 1}


def resolve_waiting(payments: Payments, hold: Hold) -> Hold | Refusal | None:
    """Asks the provider about a hold that the lost region may have charged for, and finishes or frees it.

    Returns:
        The reservation, or why it could not become one (the money goes back); the freed hold when nothing was charged;
        None when it has changed in the meantime.

    Raises:
        ProviderUnknownError: the provider gave no answer; the hold goes on waiting.
    """
    store, moment = payments.booking.store, payments.booking.moment()
    found = payments.provider.lookup(hold.hold_id)
    if found and found.state == PaymentState.APPROVED:
        after = pinned(hold, found.payment_key, moment)
        limit = payments.ticket_limit(hold)
        if store.write(approve_transaction(store.table, after, limit, moment)):
            return None
        return payments.conclude(after, PaymentState.APPROVED)
    own = store.own(hold)
    after = changed(hold, moment, state=HoldState.RELEASED)
    freed = not store.write(release_transaction(store.table, after, own.seats, own_limit=own.limit))
    return after if freed else None
