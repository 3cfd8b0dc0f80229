"""What must be true of the table and of everybody's money at any time, whatever crashed before: judged without the model."""

from collections import Counter
from collections.abc import Collection

from tests.booking_model.model_rows import LIMIT
from tests.booking_model.observed import observed, seat_rows
from tests.booking_model.theatre import Theatre, total_of


def sweep(theatre: Theatre, gaps: Collection[str] = ()) -> None:
    """Judges everything. `gaps` are holds of which a row never arrived from the lost region."""
    _sweep_seats(theatre, gaps)
    _sweep_limits(theatre, gaps)
    _sweep_claims(theatre)
    _sweep_money(theatre)


def _sweep_seats(theatre: Theatre, gaps: Collection[str]) -> None:
    rows, moment = observed(theatre), theatre.booking.moment()
    held: Counter[str] = Counter()
    for hold_id, hold in rows.holds.items():
        state = moment.state_of(theatre.stored(hold_id)).value
        own = {seat for seat, mark in rows.seats.items() if mark.hold == hold_id}
        assert own <= set(hold.seats) or hold_id in gaps, "a seat names a hold that does not have it"
        assert not own or state not in {"RELEASED", "CANCELLED"}, "a hold that was given up still blocks a seat"
        if state in {"HOLDING", "PAYING", "CONFIRMED"} and hold_id not in gaps:
            held.update(hold.seats)
            assert own == set(hold.seats), "a living hold has lost a seat"
    assert all(count == 1 for count in held.values()), "a seat is owned twice"
    for seat in seat_rows(theatre.rows()):
        owner = rows.holds.get(seat["holdId"])
        assert owner or seat["holdId"] in gaps, "a seat names a hold that is not there"
        is_bought = owner is not None and owner.state == "CONFIRMED"
        assert (seat["state"] == "SOLD") == is_bought or seat["holdId"] in gaps
        assert "ttl" not in seat


def _sweep_limits(theatre: Theatre, gaps: Collection[str]) -> None:
    rows, moment = observed(theatre), theatre.booking.moment()
    bought: Counter[str] = Counter()
    for hold_id, hold in rows.holds.items():
        bought[hold.user] += len(hold.seats) if hold.state == "CONFIRMED" else 0
        is_living = moment.state_of(theatre.stored(hold_id)).value in {"HOLDING", "PAYING"}
        assert not is_living or hold_id in gaps or rows.limits[hold.user].hold == hold_id, "two holds live"
        assert ("ttl" in theatre.rows()[f"HOLD#{hold_id}", "HOLD"]) == (hold.confirmed is None)
    assert all(rows.sold.get(user, 0) == count for user, count in bought.items()), "the limit counts wrongly"
    assert all(0 <= count <= LIMIT for count in rows.sold.values()), "somebody has too many tickets"


def _sweep_claims(theatre: Theatre) -> None:
    claims: Counter[str] = Counter()
    for key in theatre.keys("CLAIM#"):
        seat, _, kind = key.split("#")
        claims[seat.removeprefix("1F-B-")] += 1 if kind == "SOLD" else -1
    sold = {seat for seat, mark in observed(theatre).seats.items() if mark.sold}
    assert {seat for seat, count in claims.items() if count} == sold
    assert set(claims.values()) <= {0, 1}, "two uncancelled claims of one seat"


def _sweep_money(theatre: Theatre) -> None:
    rows = observed(theatre)
    for order in {order for order, _ in rows.paid}:
        kept = theatre.provider.kept(order)
        hold = rows.holds.get(order)
        total = total_of(hold.seats) if hold else 0
        assert sum(paid.charged > 0 for (paid_for, _), paid in rows.paid.items() if paid_for == order) <= 1, (
            "paid twice"
        )
        if hold and hold.state == "CONFIRMED":
            assert kept == total, "tickets and money disagree"
        elif kept and order not in rows.open and order not in rows.due:
            assert hold, "charged for a hold that is not there"
            assert hold.state == "CANCELLED", "charged without a ticket or a refund"
            assert kept == total - (hold.refund or 0), "the refund is not the one that was due"
    for order, hold in rows.holds.items():
        assert hold.state != "APPROVING" or order in rows.open, "a payment that nobody will settle"
        assert hold.state != "CONFIRMED" or theatre.provider.kept(order) > 0, "a ticket that nobody paid for"
