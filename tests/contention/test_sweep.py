"""The judge of the table, on tables that were right until one row of them was changed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.contention.requests import SEOUL
from tests.contention.sweep import Money, Sweep
from tests.contention.world import World, ok
from tests.unit.megaticket.stage import SCHEDULE

Rows = list[dict[str, Any]]
Spoil = Callable[[Rows], object]


@pytest.fixture
def world() -> World:
    """Alice has bought, Bob holds, Carol pays and does not know, Dave has cancelled, Eve has released."""
    world = World()
    world.bought("alice", "1-1", "1-2")
    world.held("bob", "1-3", "1-4")
    ok(world.cancel(world.bought("dave", "2-1")))
    ok(world.release(world.held("eve", "2-2")))
    world.settle()
    world.approving("carol", "1-5")
    return world


def sweep(world: World, rows: Rows) -> Sweep:
    return Sweep(rows, world.booking.moment().now, SCHEDULE.ticket_limit)


def find(rows: Rows, prefix: str, **fields: Any) -> dict[str, Any]:
    return next(row for row in rows if row["pk"].startswith(prefix) and fields.items() <= row.items())


def drop(prefix: str, **fields: Any) -> Spoil:
    return lambda rows: rows.remove(find(rows, prefix, **fields))


def change(prefix: str, fields: dict[str, Any], **new: Any) -> Spoil:
    return lambda rows: find(rows, prefix, **fields).update(new)


def second_claim(rows: Rows) -> None:
    claim = find(rows, "CLAIM#")
    rows.append(claim | {"sk": "#".join([claim["sk"].split("#")[0], "HX", "SOLD"])})


def without_sold_claim(rows: Rows) -> None:
    rows.remove(next(row for row in rows if row["pk"].startswith("CLAIM#") and row["sk"].startswith("1F-B-2-1#")))


SPOILS: dict[str, Spoil] = {
    "a live hold without one seat": drop("SCHEDULE#", row="1", number=3),
    "a sold seat that is gone": drop("SCHEDULE#", row="1", number=1),
    "a seat of another hold": change("SCHEDULE#", {"number": 3}, holdId="HX"),
    "a seat without its hold": drop("HOLD#", userId="bob"),
    "a seat that ends at another time": change("SCHEDULE#", {"number": 3}, expiresAt=1),
    "a sold seat that is only held": change("SCHEDULE#", {"number": 1}, state="HELD"),
    "a held seat that is sold": change("SCHEDULE#", {"number": 3}, state="SOLD"),
    "a released hold with seats": change("HOLD#", {"userId": "bob"}, state="RELEASED"),
    "a cancelled reservation with seats": change("HOLD#", {"userId": "alice"}, state="CANCELLED"),
    "a limit that forgot the live hold": change("USER#bob", {}, liveHoldId="HX"),
    "a limit that ends at another time": change("USER#bob", {}, expiresAt=1),
    "a limit that is gone": drop("USER#bob"),
    "a limit that forgot what was bought": change("USER#alice", {}, sold=0),
    "a limit that counted twice": change("USER#alice", {}, sold=4),
    "a seat sold twice": second_claim,
    "a sold seat without its claim": drop("CLAIM#"),
    "a cancellation of what was not sold": without_sold_claim,
    "an approval without an open payment": drop("PAYMENT_OPEN#"),
    "an open payment of a hold that is none": change("HOLD#", {"userId": "carol"}, state="PAYING"),
}


def test_a_table_that_is_right_is_not_accused(world: World) -> None:
    assert sweep(world, world.rows()).violations() == []


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_one_wrong_row_is_found(world: World, spoil: Spoil) -> None:
    rows = world.rows()
    spoil(rows)

    assert sweep(world, rows).violations()


def test_more_than_the_limit_is_found(world: World) -> None:
    assert Sweep(world.rows(), world.booking.moment().now, ticket_limit=1).violations()


def test_an_ended_hold_may_have_lost_its_seats_and_its_limit(world: World) -> None:
    world.time.pass_by(606)
    world.held("frank", "1-3")
    world.held("bob", "2-8", request="anew")

    assert sweep(world, world.rows()).violations() == []


def test_a_refund_due_is_of_a_cancelled_reservation(world: World) -> None:
    hold = ok(world.cancel(world.bought("frank", "2-7")))
    rows = world.rows()
    find(rows, "REFUND_DUE#", sk=hold.hold_id)["amount"] -= 1

    assert world.control is SEOUL
    assert sweep(world, rows).violations()


@pytest.mark.parametrize(
    ("user", "paid"),
    [
        ("alice", Money(0, 0)),
        ("alice", Money(304_000, 304_000)),
        ("alice", Money(608_000, 0)),
        ("bob", Money(304_000, 0)),
        ("dave", Money(102_000, 0)),
        ("eve", Money(102_000, 1)),
    ],
)
def test_money_that_is_not_its_tickets_is_found(world: World, user: str, paid: Money) -> None:
    world.settle()
    ledger = dict(world.ledger.money())
    assert sweep(world, world.rows()).money(ledger) == []

    ledger[find(world.rows(), "HOLD#", userId=user)["holdId"]] = paid

    assert sweep(world, world.rows()).money(ledger)


def test_money_of_nobody_is_found(world: World) -> None:
    world.settle()

    assert sweep(world, world.rows()).money({**world.ledger.money(), "HX": Money(1, 0)})


def test_what_is_left_open_is_found(world: World) -> None:
    assert any("PAYMENT_OPEN" in text for text in sweep(world, world.rows()).money(world.ledger.money()))
