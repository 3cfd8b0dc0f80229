"""Every change of the reservations table: one transaction over the hold, all its seats and the person's limit.

Conditions on the table are written in the modules that this one puts together, and nowhere else. Each clause guards
against one way of selling a seat twice or losing money, and none is there twice.
"""

from collections.abc import Collection

from megaticket.booking.ledger_writes import (
    drop_open_payment,
    put_claim,
    put_hold,
    put_open_payment,
    put_refund_due,
)
from megaticket.booking.limit_writes import (
    claim_limit,
    free_limit,
    keep_limit,
    resize_limit,
    sell_limit,
    take_limit,
    unsell_limit,
)
from megaticket.booking.models import HeldSeat, Hold
from megaticket.booking.seat_writes import claim_seat, drop_seat, keep_seat, take_seat
from megaticket.booking.transitions import Moment
from megaticket.transactions import Transaction

HOLD_POSITION, LIMIT_POSITION, FIRST_SEAT_POSITION = 0, 1, 2
"""The order of every transaction in which seats may be lost to others: readers of failed conditions rely on it."""


def hold_transaction(table: str, hold: Hold, ticket_limit: int, moment: Moment) -> Transaction:
    """A new hold: 2 + n items of up to 1 KB, so 2n + 4 WCU."""
    return [
        put_hold(table, hold),
        take_limit(table, hold, ticket_limit, moment),
        *(take_seat(table, hold, seat, moment) for seat in hold.seats),
    ]


def replace_transaction(table: str, before: Hold, after: Hold, ticket_limit: int, moment: Moment) -> Transaction:
    """Other seats for a hold: the new ones taken, those in both kept, the rest given back; all or nothing."""
    old = {seat.seat_id for seat in before.seats}
    new = {seat.seat_id for seat in after.seats}
    return [
        put_hold(table, after),
        resize_limit(table, after, ticket_limit),
        *(
            keep_seat(table, after, seat) if seat.seat_id in old else take_seat(table, after, seat, moment)
            for seat in after.seats
        ),
        *(drop_seat(table, before, seat) for seat in before.seats if seat.seat_id not in new),
    ]


def retime_transaction(table: str, after: Hold) -> Transaction:
    """Another end for a hold, with its seats and limit: extend, abandon."""
    return [put_hold(table, after), keep_limit(table, after), *(keep_seat(table, after, seat) for seat in after.seats)]


def start_transaction(table: str, after: Hold, ticket_limit: int) -> Transaction:
    """To the payment, with everything that is to be paid for claimed: in recovery a row may not have arrived."""
    return [
        put_hold(table, after),
        claim_limit(table, after, ticket_limit),
        *(claim_seat(table, after, seat, "HELD") for seat in after.seats),
    ]


def approve_transaction(table: str, after: Hold, ticket_limit: int, moment: Moment) -> Transaction:
    """Pins a payment before the provider is asked: everything that it will pay for is claimed, all or none."""
    return [*start_transaction(table, after, ticket_limit), put_open_payment(table, after, moment.now)]


def decline_transaction(table: str, after: Hold) -> Transaction:
    """The provider said no: the seats stay, the payment is settled."""
    return [put_hold(table, after), drop_open_payment(table, after)]


def confirm_transaction(table: str, after: Hold, ticket_limit: int, moment: Moment) -> Transaction:
    """The provider said yes: seats sold, claims appended, the payment settled."""
    return [
        put_hold(table, after),
        sell_limit(table, after, ticket_limit),
        *(claim_seat(table, after, seat, "SOLD") for seat in after.seats),
        *(put_claim(table, after, seat, "SOLD", moment.now) for seat in after.seats),
        drop_open_payment(table, after),
    ]


def unconfirmable_transaction(
    table: str, after: Hold, own_seats: Collection[HeldSeat], *, own_limit: bool, moment: Moment
) -> Transaction:
    """Money that cannot become tickets goes back; what is still the hold's is freed."""
    return [
        *_give_up(table, after, own_seats, own_limit=own_limit),
        put_refund_due(table, after, after.total_price, moment.now),
        drop_open_payment(table, after),
    ]


def release_transaction(table: str, after: Hold, own_seats: Collection[HeldSeat], *, own_limit: bool) -> Transaction:
    """Gives back what is still the hold's: one that has ended may have lost seats and limit to others."""
    return _give_up(table, after, own_seats, own_limit=own_limit)


def cancel_transaction(table: str, after: Hold, moment: Moment) -> Transaction:
    """A reservation given up: seats free, claims cancelled, the refund due."""
    refund = after.cancelled_refund or 0
    return [
        put_hold(table, after),
        unsell_limit(table, after),
        *(drop_seat(table, after, seat) for seat in after.seats),
        *(put_claim(table, after, seat, "CANCELLED", moment.now) for seat in after.seats),
        *([put_refund_due(table, after, refund, moment.now)] if refund else []),
    ]


def _give_up(table: str, after: Hold, own_seats: Collection[HeldSeat], *, own_limit: bool) -> Transaction:
    return [
        put_hold(table, after),
        *([free_limit(table, after)] if own_limit else []),
        *(drop_seat(table, after, seat) for seat in own_seats),
    ]
