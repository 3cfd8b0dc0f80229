"""Abandon, confirm, settlement and cancellation: the lower half of the table of states."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.booking_model.model_holds import HoldingModel
from tests.booking_model.model_rows import (
    APPROVAL,
    GRACE,
    HALF_HOUR,
    STARTS,
    TEN_MINUTES,
    Booked,
    Debt,
    Outcome,
    Paid,
    Steps,
)
from tests.booking_model.theatre import FEE, total_of

SLOW = 100
DAY = 86_400
KOREA = 9 * 3600
FREE_DAYS = 7
FEE_PERCENT = dict.fromkeys((9, 8, 7), 10) | dict.fromkeys((6, 5, 4, 3), 20) | dict.fromkeys((2, 1), 30)
"""By days before the performance."""

FEE_PER_TICKET = 4_000
"""Earlier than that, once the free days are over."""

ASKED = frozenset({"PAYMENT_IN_PROGRESS"})
FAULT = frozenset({"FAULT"})


class PaymentModel(HoldingModel):
    """What is done with money."""

    def abandon(self, hold_id: str, user: str) -> Steps:
        """Back to holding, with the end from before."""
        hold = self._mine(hold_id, user)
        if hold and self._must_ask(hold) and self.is_down:
            return FAULT
        state = self.state(hold) if hold else ""
        codes = {"EXPIRED": "HOLD_EXPIRED", "HOLDING": "INVALID_REQUEST", "APPROVING": "PAYMENT_IN_PROGRESS"}
        if hold is None or state != "PAYING":
            return frozenset({codes.get(state, "HOLD_NOT_FOUND")})
        if not self.owns(hold_id):
            return frozenset({"HOLD_EXPIRED", "LIMIT_EXCEEDED"})
        self.change(hold_id, state="HOLDING", ends=hold.before)
        self.mark(hold_id)
        yield
        return frozenset({"HOLDING"})

    def confirm(self, hold_id: str, user: str, key: str, amount: int) -> Steps:
        """Pins the payment, asks the provider, finishes."""
        hold = self._mine(hold_id, user)
        refused = self._unconfirmable(hold, key, amount)
        if refused or hold is None:
            return refused
        if hold.state == "PAYING":
            if not self.owns(hold_id, or_absent=True) or not self.has_room(user, len(hold.seats)):
                return frozenset({"HOLD_EXPIRED", "LIMIT_EXCEEDED", "SEAT_TAKEN"})
            ends = max(hold.ends, self.now + APPROVAL)
            self.change(hold_id, state="APPROVING", key=key, ends=ends)
            self.mark(hold_id)
            self.rows.open[hold_id] = Debt(key, amount, self.now)
            yield
        return (yield from self._ask(hold_id, key))

    def settle(self) -> Steps:
        """Everything open is asked for and finished, then everything due."""
        accounts = _oldest_first(self.rows.open)
        yield
        for hold_id, account in accounts:
            yield from self._settle_payment(hold_id, account)
        refunds = _oldest_first(self.rows.due)
        yield
        for hold_id, account in refunds:
            yield from self._settle_refund(hold_id, account)
        return frozenset({"SETTLED"})

    def cancel(self, hold_id: str, user: str, refund: int) -> Steps:
        """A reservation given up for the refund that was quoted."""
        hold = self._mine(hold_id, user)
        if hold and hold.state == "CANCELLED" and hold.refund == refund:
            return frozenset({"CANCELLED"})
        if hold is None or hold.state != "CONFIRMED":
            return ASKED if hold and hold.state == "APPROVING" else frozenset({"HOLD_NOT_FOUND"})
        quoted = self.quote(hold)
        if quoted != refund:
            return frozenset({"CANCEL_CLOSED" if quoted is None else "QUOTE_CHANGED"})
        for seat in hold.seats:
            del self.rows.seats[seat]
        self.rows.sold[user] -= len(hold.seats)
        self.change(hold_id, state="CANCELLED", refund=refund)
        self.rows.due[hold_id] = Debt(hold.key or "", refund, self.now)
        yield
        return frozenset({"CANCELLED"})

    def quote(self, hold: Booked) -> int | None:
        """What cancelling gives back; None after 17:00 of the day before, 11:00 where that is a Saturday."""
        eve = datetime.fromtimestamp(STARTS + KOREA, UTC).replace(hour=0, minute=0) - timedelta(days=1)
        closes = eve.timestamp() - KOREA + (11 if eve.weekday() == 5 else 17) * 3600
        if self.now >= closes:
            return None
        prices = total_of(hold.seats) - FEE * len(hold.seats)
        percent = FEE_PERCENT.get(_day(STARTS) - _day(self.now))
        if percent:
            return prices - prices * percent // 100
        is_free = _day(self.now) - _day(hold.confirmed or 0) <= FREE_DAYS
        return total_of(hold.seats) if is_free else prices - FEE_PER_TICKET * len(hold.seats)

    def _mine(self, hold_id: str, user: str) -> Booked | None:
        hold = self.rows.holds.get(hold_id)
        return hold if hold and hold.user == user else None

    def _must_ask(self, hold: Booked) -> bool:
        return hold.state == "PAYING" and self.rescued_until(hold) > 0

    def _unconfirmable(self, hold: Booked | None, key: str, amount: int) -> Outcome:
        if hold is None:
            return frozenset({"HOLD_NOT_FOUND"})
        if hold.state == "CONFIRMED":
            return frozenset({"CONFIRMED"}) if hold.key == key else ASKED
        if self._must_ask(hold) and self.is_down:
            return FAULT
        if amount != total_of(hold.seats):
            return frozenset({"AMOUNT_MISMATCH"})
        return self._unpayable(hold, key)

    def _unpayable(self, hold: Booked, key: str) -> Outcome:
        if hold.state == "APPROVING":
            return frozenset() if hold.key == key else ASKED
        if hold.state == "PAYING":
            ends = min(hold.ends, hold.made + HALF_HOUR + TEN_MINUTES)
            in_time = max(ends, self.rescued_until(hold)) > self.now - GRACE
            return frozenset() if in_time else frozenset({"HOLD_EXPIRED"})
        codes = {"EXPIRED": "HOLD_EXPIRED", "HOLDING": "INVALID_REQUEST"}
        return frozenset({codes.get(self.state(hold), "HOLD_NOT_FOUND")})

    def _ask(self, hold_id: str, key: str) -> Steps:
        mood, self.mood = (self.mood, "approve") if not self.is_down else ("unheard", self.mood)
        if mood == "unheard":
            return ASKED
        self.now += SLOW if mood == "slow" else 0
        paid = self.rows.paid.pop((hold_id, key), Paid("pending"))
        if paid.state == "pending":
            amount = total_of(self.rows.holds[hold_id].seats)
            paid = Paid("not charged") if mood == "decline" else Paid("approved", amount)
        self.rows.paid[hold_id, key] = paid
        yield
        if mood == "unanswered":
            return ASKED
        return (yield from self._conclude(hold_id, paid.state))

    def _conclude(self, hold_id: str, said: str) -> Steps:
        if said == "approved":
            return (yield from self._finish(hold_id))
        hold = self.rows.holds[hold_id]
        if hold.state == "APPROVING":
            self.change(hold_id, state="PAYING", key=None)
            self.rows.open.pop(hold_id, None)
            yield
        return frozenset({"CONFIRMED" if hold.state == "CONFIRMED" else "PAYMENT_DECLINED"})

    def _finish(self, hold_id: str) -> Steps:
        hold = self.rows.holds[hold_id]
        if hold.state == "APPROVING":
            if not (self.owns(hold_id, or_absent=True) and self.has_room(hold.user, len(hold.seats))):
                yield
                return (yield from self._give_up(hold_id))
            hold = self.change(hold_id, state="CONFIRMED", confirmed=self.now)
            self.mark(hold_id)
            for seat in hold.seats:
                self.rows.seats[seat] = replace(self.rows.seats[seat], sold=True)
            del self.rows.limits[hold.user]
            self.rows.sold[hold.user] = self.rows.sold.get(hold.user, 0) + len(hold.seats)
            self.rows.open.pop(hold_id, None)
            yield
        return frozenset({"SEAT_TAKEN" if hold.state == "CANCELLED" else hold.state})

    def _give_up(self, hold_id: str) -> Steps:
        hold = self.rows.holds[hold_id]
        if hold.state == "APPROVING":
            amount = total_of(hold.seats)
            self.free(hold_id)
            self.change(hold_id, state="CANCELLED", refund=amount)
            self.rows.open.pop(hold_id, None)
            self.rows.due[hold_id] = Debt(hold.key or "", amount, self.now)
            yield
        return frozenset({"SEAT_TAKEN"})

    def _settle_payment(self, hold_id: str, account: Debt) -> Steps:
        yield
        hold = self.rows.holds.get(hold_id)
        if hold is None or hold.state != "APPROVING" or self.is_down:
            return frozenset()
        paid = self.rows.paid.get((hold_id, account.key))
        if paid and paid.state != "pending":
            return (yield from self._conclude(hold_id, paid.state))
        if not self.owns(hold_id, or_absent=True):
            return (yield from self._give_up(hold_id))
        yield
        return (yield from self._ask(hold_id, account.key))

    def _settle_refund(self, hold_id: str, account: Debt) -> Steps:
        paid = self.rows.paid.get((hold_id, account.key))
        if self.is_down or (paid is None and self.now - account.since < HALF_HOUR):
            return frozenset()
        if paid and paid.state == "approved":
            if self.is_refund_down:
                return frozenset()
            self.rows.paid[hold_id, account.key] = Paid("refunded", paid.charged, account.amount)
            yield
        self.rows.due.pop(hold_id, None)
        yield
        return frozenset()


def _day(moment: int) -> int:
    return (moment + KOREA) // DAY


def _oldest_first(accounts: dict[str, Debt]) -> list[tuple[str, Debt]]:
    """Those of the same second by the shard of their rows, and within one by the hold's id, as they are read."""
    return sorted(accounts.items(), key=lambda each: (each[1].since, int(each[0][-4:], 16) % 8, each[0]))
