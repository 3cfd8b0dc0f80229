"""Holding, releasing and listing: what the functions call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from megaticket.booking.models import Hold, HoldState
from megaticket.booking.store import BookingStore
from megaticket.booking.transactions import (
    FIRST_SEAT_POSITION,
    HOLD_POSITION,
    LIMIT_POSITION,
    hold_transaction,
    release_transaction,
)
from megaticket.booking.transitions import HoldRequest, new_hold, release_refusal
from megaticket.catalog.store import CatalogStore
from megaticket.clock import Clock, epoch
from megaticket.errors import ErrorCode, Refusal
from megaticket.regions import RegionControl
from megaticket.seating.seats import House, SeatId
from megaticket.transactions import FailedCondition, Transaction

VERIFY_ATTEMPTS = 3


class HoldLostError(Exception):
    """A hold was written and could not be read back: a defect or a database that loses writes."""


@dataclass(frozen=True)
class Booking:
    """The booking operations over one region's tables.

    Args:
        store: the reservations table.
        catalog: the catalogue.
        control: who writes now.
        clock: the current time.
        on_verify_retry: told each time a hold just written was not there at the first reading.
    """

    store: BookingStore
    catalog: CatalogStore
    control: Callable[[], RegionControl]
    clock: Clock
    on_verify_retry: Callable[[], None] = lambda: None

    def house(self, schedule_id: str) -> House | None:
        """The seats of a schedule; None where it does not exist."""
        schedule = self.catalog.schedule(schedule_id)
        performance = self.catalog.performance(schedule.performance_id) if schedule else None
        venue = self.catalog.venue(schedule.venue_id) if schedule else None
        return House(venue, performance, schedule) if schedule and performance and venue else None

    def taken(self, schedule_id: str, section: str) -> frozenset[SeatId]:
        """The seats of a section that somebody has now."""
        now = self._now()
        rows = self.store.taken_seats(schedule_id, section)
        return frozenset(SeatId(section, row.row, row.number) for row in rows if row.is_taken(now))

    def holds_of(self, user_id: str, also: Sequence[str] = ()) -> list[Hold]:
        """A person's holds, newest first. Those in `also`, just made, are read strongly: the index lags."""
        found = {hold.hold_id: hold for hold in self.store.holds_of(user_id)}
        for hold in filter(None, map(self.store.hold, also)):
            if hold.user_id == user_id:
                found[hold.hold_id] = hold
        return sorted(found.values(), key=lambda hold: hold.created_at, reverse=True)

    def hold(self, request: HoldRequest) -> Hold | Refusal:
        """Holds seats for ten minutes, or says by name why not. Repeating a request gives its first hold."""
        house = self.house(request.schedule_id)
        if house is None:
            return Refusal(ErrorCode.INVALID_REQUEST, "회차를 찾을 수 없어요. 일정을 다시 확인해 주세요.")
        hold = new_hold(request, house, self.control(), self._now())
        if isinstance(hold, Refusal):
            return hold
        failed = self.store.write(hold_transaction(self.store.table, hold, house.schedule.ticket_limit))
        return self._refused_hold(hold, failed) if failed else self._verified(hold.hold_id)

    def release(self, user_id: str, hold_id: str) -> Hold | Refusal:
        """Gives a person's seats back. Releasing again is as good as releasing once."""
        for _ in range(VERIFY_ATTEMPTS):
            hold = self.store.hold(hold_id)
            refused = release_refusal(hold, user_id, self.control())
            if refused or hold is None:
                return refused or Refusal(ErrorCode.HOLD_NOT_FOUND)
            if hold.state == HoldState.RELEASED:
                return hold
            if not self.store.write(self._release(hold)):
                return hold.model_copy(update={"state": HoldState.RELEASED})
            # Something changed between reading and writing (a seat was taken over, a payment began): read again.
        return Refusal(ErrorCode.PAYMENT_IN_PROGRESS)

    def _release(self, hold: Hold) -> Transaction:
        owners = self.store.owners(hold)
        own_seats = [seat for seat in hold.seats if owners.get(seat.seat_id) == hold.hold_id]
        own_limit = self.store.live_hold_id(hold.user_id, hold.schedule_id) == hold.hold_id
        return release_transaction(self.store.table, hold, own_seats, own_limit)

    def _verified(self, hold_id: str) -> Hold:
        """Reads a hold back before it is promised to anyone: one strongly consistent read."""
        for attempt in range(VERIFY_ATTEMPTS):
            written = self.store.hold(hold_id)
            if written:
                return written
            if attempt == 0:
                self.on_verify_retry()
        raise HoldLostError(hold_id)

    def _refused_hold(self, hold: Hold, failed: Sequence[FailedCondition]) -> Hold | Refusal:
        """Says why a hold was not written, in the order in which the reasons matter to the person."""
        by_position = {condition.position: condition for condition in failed}
        if HOLD_POSITION in by_position:
            return self._repeated(hold.hold_id)
        if LIMIT_POSITION in by_position:
            return _limit_refusal(by_position[LIMIT_POSITION], hold)
        taken = [hold.seats[position - FIRST_SEAT_POSITION].seat_id for position in sorted(by_position)]
        return Refusal(ErrorCode.SEAT_TAKEN, seat_ids=tuple(taken))

    def _repeated(self, hold_id: str) -> Hold | Refusal:
        first = self._verified(hold_id)
        return first if first.is_live(self._now()) else Refusal(ErrorCode.HOLD_EXPIRED)

    def _now(self) -> int:
        return epoch(self.clock())


def _limit_refusal(failed: FailedCondition, hold: Hold) -> Refusal:
    row = failed.item or {}
    live = bool(row.get("liveHoldId")) and int(row.get("expiresAt", 0)) > hold.holding_created_at
    return Refusal(ErrorCode.HOLD_EXISTS if live else ErrorCode.LIMIT_EXCEEDED)
