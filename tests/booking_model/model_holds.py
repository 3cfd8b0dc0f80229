"""Hold, replace, extend, release, start and abandon: the upper half of the table of states."""

from tests.booking_model.model_rows import (
    HALF_HOUR,
    LIMIT,
    SALE_CLOSES,
    TEN_MINUTES,
    Booked,
    Model,
    Outcome,
    Steps,
)

LOST = frozenset({"HOLD_EXPIRED", "LIMIT_EXCEEDED", "SEAT_TAKEN"})
"""What may be said of a hold of which something has gone, or never arrived."""


class HoldingModel(Model):
    """What the chat and the web do with holds."""

    def hold(self, hold_id: str, user: str, seats: tuple[str, ...]) -> Steps:
        """New seats, or the hold that the same request made before."""
        found = self.rows.holds.get(hold_id)
        refused = self._repeated(found) if found else self._unsellable(seats)
        if refused:
            return refused
        reasons = self._limit_reasons(hold_id, user, len(seats)) | self._seat_reasons(seats)
        if reasons:
            return reasons
        self.rows.holds[hold_id] = Booked(user, seats, "HOLDING", self.now + TEN_MINUTES, self.now, self.here)
        self.mark(hold_id)
        yield
        return frozenset({"HOLDING"})

    def replace(self, hold_id: str, user: str, seats: tuple[str, ...], request: str) -> Steps:
        """Other seats until the same end."""
        hold = self.rows.holds.get(hold_id)
        if hold and hold.user == user and hold.request == request:
            return self._repeated(hold)
        refused = self._not_holding(hold, user) or self._unsellable(seats)
        if refused or hold is None:
            return refused
        new = tuple(seat for seat in seats if seat not in hold.seats)
        reasons = self._seat_reasons(new)
        if not self.has_room(user, len(seats)):
            reasons |= {"LIMIT_EXCEEDED"}
        if not self.owns(hold_id):
            reasons |= LOST
        if reasons:
            return reasons
        self.free(hold_id)
        self.change(hold_id, seats=seats, request=request)
        self.mark(hold_id)
        yield
        return frozenset({"HOLDING"})

    def extend(self, hold_id: str, user: str, request: str) -> Steps:
        """Ten minutes more, twice, within half an hour."""
        hold = self.rows.holds.get(hold_id)
        if hold and hold.user == user and hold.request == request:
            return self._repeated(hold)
        refused = self._not_holding(hold, user)
        if refused or hold is None:
            return refused
        ends = min(hold.ends + TEN_MINUTES, hold.made + HALF_HOUR)
        if hold.extensions == 2 or ends <= hold.ends:
            return frozenset({"EXTEND_LIMIT"})
        if not self.owns(hold_id):
            return LOST
        self.change(hold_id, ends=ends, extensions=hold.extensions + 1, request=request)
        self.mark(hold_id)
        yield
        return frozenset({"HOLDING"})

    def release(self, hold_id: str, user: str) -> Steps:
        """Gives back whatever is still the hold's."""
        hold = self.rows.holds.get(hold_id)
        if hold is None or hold.user != user:
            return frozenset({"HOLD_NOT_FOUND"})
        if hold.state == "HOLDING":
            self.free(hold_id)
            self.change(hold_id, state="RELEASED")
            yield
        answers = {"HOLDING": "RELEASED", "RELEASED": "RELEASED"}
        answers |= dict.fromkeys(("PAYING", "APPROVING"), "PAYMENT_IN_PROGRESS")
        return frozenset({answers.get(hold.state, "HOLD_NOT_FOUND")})

    def start(self, hold_id: str, user: str) -> Steps:
        """To the payment, with ten minutes from now once in a hold's life."""
        hold = self.rows.holds.get(hold_id)
        if hold and hold.user == user and self.state(hold) == "PAYING":
            return frozenset({"PAYING"})
        refused = self._not_holding(hold, user)
        if refused or hold is None:
            return refused
        if not self.owns(hold_id, or_absent=True) or not self.has_room(user, len(hold.seats)):
            return LOST
        ends = max(hold.ends, self.now + TEN_MINUTES) if hold.before is None else hold.ends
        self.change(hold_id, state="PAYING", ends=ends, before=hold.ends)
        self.mark(hold_id)
        yield
        return frozenset({"PAYING"})

    def _not_holding(self, hold: Booked | None, user: str) -> Outcome:
        if hold is None or hold.user != user:
            return frozenset({"HOLD_NOT_FOUND"})
        codes = {"EXPIRED": "HOLD_EXPIRED", "PAYING": "PAYMENT_IN_PROGRESS", "APPROVING": "PAYMENT_IN_PROGRESS"}
        state = self.state(hold)
        return frozenset() if state == "HOLDING" else frozenset({codes.get(state, "HOLD_NOT_FOUND")})

    def _repeated(self, hold: Booked) -> Outcome:
        stands = self.is_live(hold) or hold.state == "CONFIRMED"
        return frozenset({hold.state if stands else "HOLD_EXPIRED"})

    def _unsellable(self, seats: tuple[str, ...]) -> Outcome:
        if len(seats) > LIMIT:
            return frozenset({"LIMIT_EXCEEDED"})
        return frozenset({"SALE_CLOSED"} if self.now >= SALE_CLOSES else ())

    def _seat_reasons(self, seats: tuple[str, ...]) -> Outcome:
        return frozenset() if all(map(self.is_free, seats)) else frozenset({"SEAT_TAKEN"})

    def _limit_reasons(self, hold_id: str, user: str, count: int) -> Outcome:
        mark = self.rows.limits.get(user)
        reasons = set() if self.has_room(user, count) else {"LIMIT_EXCEEDED"}
        if mark and not self.has_ended(mark):
            # The hold of the same request did not arrive from the lost region, its limit did.
            reasons |= {"HOLD_EXISTS"} if mark.hold != hold_id else {"HOLD_EXISTS", "LIMIT_EXCEEDED"}
        return frozenset(reasons)
