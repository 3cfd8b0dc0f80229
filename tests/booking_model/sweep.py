"""What must be true of the table and of everybody's money at any time, whatever crashed before: judged without the model."""

from collections import Counter
from collections.abc import Collection
from functools import cached_property

from megaticket.booking.models import Hold
from tests.booking_model.model_rows import LIMIT
from tests.booking_model.observed import observed, seat_rows
from tests.booking_model.theatre import Theatre, total_of
from tests.doubles.claims import claim_violations


def sweep(theatre: Theatre, gaps: Collection[str] = ()) -> None:
    """Judges everything. `gaps` are holds of which a row never arrived from the lost region."""
    judge = Judge(theatre, gaps)
    judge.seats()
    judge.limits()
    judge.claims()
    judge.money()


class Judge:
    """One look at everything that is stored."""

    def __init__(self, theatre: Theatre, gaps: Collection[str]) -> None:
        self._theatre = theatre
        self._gaps = gaps
        self._table = theatre.rows()
        self._rows = observed(theatre)

    @cached_property
    def _states(self) -> dict[str, str]:
        """Holds as they are read now."""
        moment = self._theatre.booking.moment()
        stored = {each: Hold.model_validate(self._table[f"HOLD#{each}", "HOLD"]) for each in self._rows.holds}
        return {each: moment.state_of(hold).value for each, hold in stored.items()}

    def seats(self) -> None:
        """No seat has two owners, none is lost by a living hold, none is kept by a dead one or by nobody."""
        held: Counter[str] = Counter()
        for hold_id, hold in self._rows.holds.items():
            own = {seat for seat, mark in self._rows.seats.items() if mark.hold == hold_id}
            state, is_whole = self._states[hold_id], hold_id not in self._gaps
            assert own <= set(hold.seats) or not is_whole, "a seat names a hold that does not have it"
            is_over = state in {"RELEASED", "CANCELLED"}
            assert not own or not is_over or not is_whole, "a hold that was given up still blocks a seat"
            if state in {"HOLDING", "PAYING", "CONFIRMED"} and is_whole:
                held.update(hold.seats)
                assert own == set(hold.seats), "a living hold has lost a seat"
        assert all(count == 1 for count in held.values()), "a seat is owned twice"
        for seat in seat_rows(self._table):
            owner, is_whole = self._rows.holds.get(seat["holdId"]), seat["holdId"] not in self._gaps
            assert owner or not is_whole, "a seat names a hold that is not there"
            is_bought = owner is not None and owner.state == "CONFIRMED"
            assert (seat["state"] == "SOLD") == is_bought or not is_whole, "a seat and its hold disagree"
            assert "ttl" not in seat

    def limits(self) -> None:
        """A person has one living hold, and no more tickets than allowed."""
        bought: Counter[str] = Counter()
        for hold_id, hold in self._rows.holds.items():
            bought[hold.user] += len(hold.seats) if hold.state == "CONFIRMED" else 0
            is_living = self._states[hold_id] in {"HOLDING", "PAYING"} and hold_id not in self._gaps
            assert not is_living or self._rows.limits[hold.user].hold == hold_id, "two holds live"
            assert ("ttl" in self._table[f"HOLD#{hold_id}", "HOLD"]) == (hold.confirmed is None)
        assert all(self._rows.sold.get(user, 0) == count for user, count in bought.items()), "the limit counts wrongly"
        assert all(0 <= count <= LIMIT for count in self._rows.sold.values()), "somebody has too many tickets"

    def claims(self) -> None:
        """Claims tell of the sold seats, each sold once."""
        violations = list(claim_violations(self._table.values()))
        assert not violations, violations

    def money(self) -> None:
        """Whoever is charged has a ticket, or a refund, or somebody who still asks the provider."""
        rows = self._rows
        for order in {order for order, _ in rows.paid}:
            kept, hold = self._theatre.provider.kept(order), rows.holds.get(order)
            charges = sum(paid.charged > 0 for (paid_for, _), paid in rows.paid.items() if paid_for == order)
            total = total_of(hold.seats) if hold else 0
            assert charges <= 1, "charged twice"
            if hold and hold.state == "CONFIRMED":
                assert kept == total, "tickets and money disagree"
            elif kept and order not in rows.open and order not in rows.due:
                assert hold, "charged for a hold that is not there"
                assert hold.state == "CANCELLED", "charged without a ticket or a refund"
                assert kept == total - (hold.refund or 0), "the refund is not the one that was due"
        for order, hold in rows.holds.items():
            assert hold.state != "APPROVING" or order in rows.open, "a payment that nobody will settle"
            assert hold.state != "CONFIRMED" or self._theatre.provider.kept(order) > 0, "a ticket that nobody paid for"
