"""Holding, replacing, extending, releasing and reading: what the functions call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from megaticket.booking.models import Hold, HoldState, TakenSeat, hold_id_of
from megaticket.booking.store import BookingStore
from megaticket.booking.transactions import (
    FIRST_SEAT_POSITION,
    HOLD_POSITION,
    LIMIT_POSITION,
    hold_transaction,
    release_transaction,
    replace_transaction,
    retime_transaction,
)
from megaticket.booking.transitions import HoldRequest, Moment, Replacement, extended, new_hold, released, replaced
from megaticket.catalog.store import CatalogStore
from megaticket.clock import Clock, epoch
from megaticket.errors import ErrorCode, Refusal
from megaticket.regions import RegionControl
from megaticket.seating.seats import House, SeatId
from megaticket.transactions import FailedCondition, Transaction

ATTEMPTS = 8
"""How often a change is decided anew because the hold has changed under it, or a hold just written is looked for."""

UNKNOWN_SCHEDULE = Refusal(ErrorCode.INVALID_REQUEST, "회차를 찾을 수 없어요. 일정을 다시 확인해 주세요.")
NOT_FOUND = Refusal(ErrorCode.HOLD_NOT_FOUND)

Decision = tuple[Hold, Transaction] | Hold | Refusal
"""What to write and the hold after it; or a hold that needs no change; or why there is none."""


class HoldLostError(Exception):
    """A hold was written and could not be read back: a defect or a database that loses writes."""


class ContendedError(Exception):
    """A hold changed under every attempt to change it."""


@dataclass(frozen=True)
class Booking:
    """The booking operations over one region's tables.

    Args:
        store: the reservations table.
        catalog: the catalogue.
        control: who writes now.
        clock: the current time.
        on_verify_retry: told when a hold just written was not there at the first reading.
    """

    store: BookingStore
    catalog: CatalogStore
    control: Callable[[], RegionControl]
    clock: Clock
    on_verify_retry: Callable[[], None] = lambda: None

    def moment(self) -> Moment:
        """Now, frozen for one attempt."""
        return Moment(epoch(self.clock()), self.control())

    def house(self, schedule_id: str) -> House | None:
        """The seats of a schedule; None where it does not exist."""
        schedule = self.catalog.schedule(schedule_id)
        performance = self.catalog.performance(schedule.performance_id) if schedule else None
        venue = self.catalog.venue(schedule.venue_id) if schedule else None
        return House(venue, performance, schedule) if schedule and performance and venue else None

    def taken(self, schedule_id: str, section: str, but: str | None = None) -> frozenset[SeatId]:
        """The seats of a section that somebody has now; those of the hold `but` are left out."""
        moment = self.moment()
        return frozenset(
            SeatId(section, row.row, row.number)
            for row in self.store.taken_seats(schedule_id, section)
            if row.hold_id != but and row.is_taken(moment.now, _protected_until(row, moment))
        )

    def holds_of(self, user_id: str) -> list[Hold]:
        """A person's holds, newest first. The index lags, so whatever is or may be alive is read strongly beside it."""
        moment = self.moment()
        found = {hold.hold_id: hold for hold in self.store.holds_of(user_id)}
        alive = {hold.hold_id for hold in found.values() if hold.is_live(moment.now, moment.protected_until(hold))}
        for hold in map(self.store.hold, alive.union(self.store.live_hold_ids(user_id))):
            if hold and hold.user_id == user_id:
                found[hold.hold_id] = hold
        return sorted(found.values(), key=lambda hold: hold.created_at, reverse=True)

    def is_live(self, hold: Hold) -> bool:
        """Whether a hold is its person's now, unpaid; in recovery a rescued one is, beyond its own end."""
        moment = self.moment()
        return hold.is_live(moment.now, moment.protected_until(hold))

    def hold(self, request: HoldRequest) -> Hold | Refusal:
        """Holds seats for ten minutes, or says by name why not. Repeating a request gives its first hold."""
        house = self.house(request.schedule_id)
        if house is None:
            return UNKNOWN_SCHEDULE
        moment = self.moment()
        hold = new_hold(request, house, moment)
        if isinstance(hold, Refusal):
            # What was held once is answered again, even if it could not be held any more.
            first = self.store.hold(hold_id_of(request.user_id, request.request_id))
            return self._judged(first) if first else hold
        failed = self.store.write(hold_transaction(self.store.table, hold, house.schedule.ticket_limit, moment))
        if any(condition.position == HOLD_POSITION for condition in failed):
            return self._judged(self._verified(hold.hold_id))
        return _refused(hold, failed, moment) if failed else self._verified(hold.hold_id)

    def replace(self, user_id: str, hold_id: str, request: Replacement) -> Hold | Refusal:
        """Other seats for a live hold; on a refusal everything stays as it was."""

        def decide(hold: Hold, moment: Moment) -> Decision:
            if hold.last_request_id == request.request_id:
                return self._judged(hold)
            house = self.house(hold.schedule_id)
            if house is None:
                return UNKNOWN_SCHEDULE
            after = replaced(hold, request, house, moment)
            if isinstance(after, Refusal):
                return after
            limit = house.schedule.ticket_limit
            return after, replace_transaction(self.store.table, hold, after, limit, moment)

        return self.change(user_id, hold_id, decide)

    def extend(self, user_id: str, hold_id: str, request_id: str) -> Hold | Refusal:
        """Ten minutes more, as often as the schedule allows."""

        def decide(hold: Hold, moment: Moment) -> Decision:
            if hold.last_request_id == request_id:
                return self._judged(hold)
            schedule = self.catalog.schedule(hold.schedule_id)
            maximum = schedule.maximum_extensions if schedule else 0
            after = extended(hold, maximum, request_id, moment)
            return after if isinstance(after, Refusal) else (after, retime_transaction(self.store.table, after))

        return self.change(user_id, hold_id, decide)

    def release(self, user_id: str, hold_id: str) -> Hold | Refusal:
        """Gives a person's seats back. Releasing again is as good as releasing once."""

        def decide(hold: Hold, moment: Moment) -> Decision:
            if hold.state == HoldState.RELEASED:
                return hold
            after = released(hold, moment)
            if isinstance(after, Refusal):
                return after
            own = self.store.own(hold)
            return after, release_transaction(self.store.table, after, own.seats, own_limit=own.limit)

        return self.change(user_id, hold_id, decide)

    def change(self, user_id: str, hold_id: str, decide: Callable[[Hold, Moment], Decision]) -> Hold | Refusal:
        """Reads a person's hold, decides, writes; anew when the hold has changed in between.

        Another person's hold is as good as none. A condition of a seat or of the limit that fails while the hold is as
        it was read means that something else of it is lost: HOLD_EXPIRED, or SEAT_TAKEN for seats that it did not have.

        Raises:
            ContendedError: it changed under every attempt.
        """
        for _ in range(ATTEMPTS):
            hold = self.store.hold(hold_id)
            if hold is None or hold.user_id != user_id:
                return NOT_FOUND
            moment = self.moment()
            decision = decide(hold, moment)
            if not isinstance(decision, tuple):
                return decision
            after, transaction = decision
            failed = self.store.write(transaction)
            if not failed:
                return after
            lost = self._lost(hold, after, failed, moment)
            if lost:
                return lost
        raise ContendedError(hold_id)

    def _lost(self, hold: Hold, after: Hold, failed: Sequence[FailedCondition], moment: Moment) -> Refusal | None:
        """What a failed change means; None where it has to be decided anew."""
        current = self.store.hold(hold.hold_id)
        if current != hold:
            return None
        held = {seat.seat_id for seat in hold.seats}
        refusal = _refused(after, failed, moment)
        gone = set(refusal.seat_ids)
        if refusal.code == ErrorCode.LIMIT_EXCEEDED or (gone and gone.isdisjoint(held)):
            return refusal
        return Refusal(ErrorCode.HOLD_EXPIRED)

    def _verified(self, hold_id: str) -> Hold:
        """Reads a hold back before it is promised to anyone: one strongly consistent read."""
        for attempt in range(ATTEMPTS):
            written = self.store.hold(hold_id)
            if written:
                return written
            if attempt == 0:
                self.on_verify_retry()
        raise HoldLostError(hold_id)

    def _judged(self, first: Hold) -> Hold | Refusal:
        """The answer to a repeated request: the hold that it made or changed, while that is alive or bought."""
        moment = self.moment()
        stands = first.is_live(moment.now, moment.protected_until(first)) or first.state == HoldState.CONFIRMED
        return first if stands else Refusal(ErrorCode.HOLD_EXPIRED)


def _protected_until(row: TakenSeat, moment: Moment) -> int:
    return moment.control.protected_until(row.region, row.holding_created_at, row.expires_at, paying=row.paying)


def _refused(hold: Hold, failed: Sequence[FailedCondition], moment: Moment) -> Refusal:
    """Why a hold was not written, in the order in which the reasons matter to the person."""
    by_position = {condition.position: condition for condition in failed}
    if LIMIT_POSITION in by_position:
        return _limit_refusal(by_position[LIMIT_POSITION], hold, moment)
    seats = range(FIRST_SEAT_POSITION, FIRST_SEAT_POSITION + len(hold.seats))
    taken = [hold.seats[position - FIRST_SEAT_POSITION].seat_id for position in seats if position in by_position]
    return Refusal(ErrorCode.SEAT_TAKEN, seat_ids=tuple(taken))


def _limit_refusal(failed: FailedCondition, hold: Hold, moment: Moment) -> Refusal:
    """The limit's row says whether another hold is alive, or too much has been bought."""
    row = failed.item or {}
    if row.get("liveHoldId") in {None, hold.hold_id}:
        return Refusal(ErrorCode.LIMIT_EXCEEDED)
    ends = int(row["expiresAt"])
    rescued_until = moment.control.protected_until(row["region"], row["holdingCreatedAt"], ends)
    return Refusal(ErrorCode.HOLD_EXISTS if max(ends, rescued_until) >= moment.now else ErrorCode.LIMIT_EXCEEDED)
