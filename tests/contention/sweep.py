"""A judge of the reservations table as it lies there: holds, seats, limits, claims and money must agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from megaticket.booking.models import Hold, HoldState
from tests.doubles.claims import Row, claim_violations, seat_of

HELD_BY = {"SOLD": {HoldState.CONFIRMED}, "HELD": {HoldState.HOLDING, HoldState.PAYING, HoldState.APPROVING}}
GIVEN_UP = {HoldState.RELEASED, HoldState.CANCELLED}


@dataclass(frozen=True)
class Money:
    """What the provider took for an order and gave back, in won."""

    charged: int
    refunded: int


class Sweep:
    """One scan, judged at one time. `now` is in seconds since 1970, `ticket_limit` seats a person and schedule."""

    def __init__(self, rows: Iterable[Row], now: int, ticket_limit: int) -> None:
        self.now = now
        self.ticket_limit = ticket_limit
        self.by_kind: dict[str, list[Row]] = defaultdict(list)
        self._rows = list(rows)
        for row in self._rows:
            self.by_kind[str(row["pk"]).split("#")[0]].append(row)
        self.holds = {str(row["holdId"]): Hold.model_validate(row) for row in self.by_kind["HOLD"]}
        self.seats = {seat_of(row): row for row in self.by_kind["SCHEDULE"]}
        self.limits = {(_tail(row["pk"]), _tail(row["sk"])): row for row in self.by_kind["USER"]}

    def violations(self) -> list[str]:
        """Everything that disagrees, in words; an empty list where all is well."""
        return [*self._holds(), *self._seats(), *self._limits(), *claim_violations(self._rows), *self._open_payments()]

    def money(self, ledger: Mapping[str, Money]) -> list[str]:
        """Every order whose money is not its tickets'. Only meaningful once nothing is open and nothing is due."""
        return list(self._money(ledger))

    def _holds(self) -> Iterator[str]:
        for hold in self.holds.values():
            state = hold.state_at(self.now)
            rows = [self.seats.get((hold.schedule_id, seat.seat_id)) for seat in hold.seats]
            own = [row for row in rows if row and row["holdId"] == hold.hold_id]
            has_time = hold.seats_expire_at >= self.now
            if state == HoldState.CONFIRMED or (hold.is_live(self.now) and has_time):
                if len(own) < len(rows):
                    yield f"{hold.hold_id} is {state} without all of its seats"
                if state != HoldState.CONFIRMED and self._live_hold_of(hold) != hold.hold_id:
                    yield f"{hold.hold_id} is {state} and its person's limit does not say so"
            if state in GIVEN_UP and own:
                yield f"{hold.hold_id} is {state} and still has seats"

    def _seats(self) -> Iterator[str]:
        for (_, seat_id), row in self.seats.items():
            hold = self.holds.get(str(row["holdId"]))
            if hold is None or seat_id not in {seat.seat_id for seat in hold.seats}:
                yield f"seat {seat_id} is an orphan of {row['holdId']}"
            elif hold.state not in HELD_BY[row["state"]]:
                yield f"seat {seat_id} is {row['state']} by {hold.hold_id}, which is {hold.state}"
            elif row["state"] == "HELD" and row["expiresAt"] != hold.seats_expire_at:
                yield f"seat {seat_id} ends at another time than {hold.hold_id}"

    def _limits(self) -> Iterator[str]:
        bought: Counter[tuple[str, str]] = Counter()
        live: Counter[tuple[str, str]] = Counter()
        for hold in self.holds.values():
            person = hold.user_id, hold.schedule_id
            bought[person] += len(hold.seats) if hold.state == HoldState.CONFIRMED else 0
            live[person] += len(hold.seats) if hold.is_live(self.now) and hold.seats_expire_at >= self.now else 0
        for person in bought.keys() | self.limits.keys():
            row = self.limits.get(person, {})
            if row.get("sold", 0) != bought[person]:
                yield f"{person} bought {bought[person]} seats, the limit says {row.get('sold', 0)}"
            if bought[person] + live[person] > self.ticket_limit:
                yield f"{person} has {bought[person]} + {live[person]} seats"
            yield from self._limit_of_live_hold(row)

    def _limit_of_live_hold(self, row: Row) -> Iterator[str]:
        if "liveHoldId" not in row:
            return
        hold = self.holds.get(str(row["liveHoldId"]))
        if hold is None or hold.state not in HELD_BY["HELD"]:
            yield f"the limit of {row['pk']} names {row['liveHoldId']}, which is {hold and hold.state}"
        elif row["expiresAt"] != hold.seats_expire_at:
            yield f"the limit of {row['pk']} ends at another time than {hold.hold_id}"

    def _open_payments(self) -> Iterator[str]:
        open_now = {str(row["sk"]) for row in self.by_kind["PAYMENT_OPEN"]}
        approving = {hold.hold_id for hold in self.holds.values() if hold.state == HoldState.APPROVING}
        for hold_id in open_now ^ approving:
            yield f"{hold_id} is under approval or has an open payment, not both"
        for row in self.by_kind["REFUND_DUE"]:
            hold = self.holds.get(str(row["sk"]))
            if hold is None or hold.state != HoldState.CANCELLED or hold.cancelled_refund != row["amount"]:
                yield f"the refund due to {row['sk']} is not its own"

    def _money(self, ledger: Mapping[str, Money]) -> Iterator[str]:
        for hold_id in self.holds.keys() | ledger.keys():
            paid = ledger.get(hold_id, Money(0, 0))
            hold = self.holds.get(hold_id)
            owed = _owed(hold, paid) if hold else 0
            if paid.charged - paid.refunded != owed:
                yield f"{hold_id} is {hold and hold.state}: kept {paid.charged - paid.refunded} won, owed {owed}"
        for kind in ("PAYMENT_OPEN", "REFUND_DUE"):
            yield from (f"{kind} of {row['sk']} is left" for row in self.by_kind[kind])

    def _live_hold_of(self, hold: Hold) -> str | None:
        return self.limits.get((hold.user_id, hold.schedule_id), {}).get("liveHoldId")


def _owed(hold: Hold, paid: Money) -> int:
    """What the seller may keep: a reservation's total, or a cancelled one's fee where it was paid at all."""
    if hold.state == HoldState.CONFIRMED:
        return hold.total_price
    if hold.state == HoldState.CANCELLED and paid.charged:
        return hold.total_price - (hold.cancelled_refund or 0)
    return 0


def _tail(key: str) -> str:
    return key.partition("#")[2]
