"""The operator's commands after a region was lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from megaticket.booking.recovery import survey
from operations import dr
from tests.booking_model.theatre import TOKYO, Theatre, accepted
from tests.unit.megaticket.stage import SCHEDULE_ID

AFTER_THE_GRACE = 901


@pytest.fixture
def theatre() -> Theatre:
    return Theatre()


def paying_when_seoul_was_lost(theatre: Theatre) -> str:
    """A hold that Seoul may have charged for, past its grace."""
    hold = theatre.paying("alice", "1-2")
    theatre.time.pass_by(10)
    theatre.lose_seoul()
    theatre.time.pass_by(AFTER_THE_GRACE)
    return hold.hold_id


def test_activating_a_region_moves_the_epoch_and_fences_the_other(theatre: Theatre) -> None:
    assert (
        dr.activate(theatre.payments, TOKYO, recovery=True, outage_start=theatre.time.now() - timedelta(minutes=5)) == 0
    )
    assert theatre.booking.store.control() == {
        "pk": "CONTROL#WRITER",
        "sk": "CONTROL",
        "activeRegion": TOKYO,
        "mode": "recovery",
        "epoch": 1,
        "recoveryStart": theatre.now,
        "outageStart": theatre.now - 300,
    }
    assert dr.activate(theatre.payments, "ap-northeast-2", recovery=False, outage_start=None) == 0
    control = theatre.booking.store.control() or {}
    assert (control["activeRegion"], control["mode"], control["epoch"]) == ("ap-northeast-2", "normal", 2)


def test_whoever_decides_on_an_old_control_is_refused(theatre: Theatre) -> None:
    store = theatre.booking.store
    assert store.set_control(TOKYO, 0, {"mode": "recovery"})
    assert not store.set_control("ap-northeast-2", 0, {"mode": "normal"})
    assert (store.control() or {})["activeRegion"] == TOKYO


def test_a_hold_that_was_not_charged_is_freed(theatre: Theatre, capsys: pytest.CaptureFixture[str]) -> None:
    hold_id = paying_when_seoul_was_lost(theatre)
    assert dr.status(theatre.payments) == 1
    assert hold_id in capsys.readouterr().out
    assert dr.resolve(theatre.payments) == 0
    assert theatre.stored(hold_id).state == "RELEASED"
    assert accepted(theatre.hold("bob", "1-2")).region == TOKYO
    assert dr.status(theatre.payments) == 0


def test_a_hold_that_seoul_charged_becomes_a_reservation(theatre: Theatre) -> None:
    hold_id = paying_when_seoul_was_lost(theatre)
    theatre.provider.approve("seouls-key", hold_id, theatre.stored(hold_id).total_price)
    assert dr.resolve(theatre.payments) == 0
    reservation = theatre.stored(hold_id)
    assert (reservation.state, reservation.payment_key) == ("CONFIRMED", "seouls-key")


def test_a_silent_provider_leaves_the_hold_waiting(theatre: Theatre, capsys: pytest.CaptureFixture[str]) -> None:
    hold_id = paying_when_seoul_was_lost(theatre)
    theatre.provider.is_down = True
    assert dr.resolve(theatre.payments) == 1
    assert "run again" in capsys.readouterr().out
    assert theatre.stored(hold_id).state == "PAYING"


def test_seats_without_their_hold_and_seats_sold_twice_are_named(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    accepted(theatre.confirm(hold))
    claim = next(row for (pk, _), row in theatre.rows().items() if pk.startswith("CLAIM#"))
    other = claim | {"sk": str(claim["sk"]).replace(hold.hold_id, "HOTHER")}
    rows = [row for (pk, _), row in theatre.rows().items() if not pk.startswith("HOLD#")]
    found = survey([*rows, other], theatre.booking.moment())
    assert found.orphan_seats == (f"SCHEDULE#{SCHEDULE_ID}#SECTION#1F-B SEAT#1#2",)
    assert list(found.sold_twice.values()) == [tuple(sorted((hold.hold_id, "HOTHER")))]
    cancelled = other | {"sk": str(other["sk"]).replace("#SOLD", "#CANCELLED")}
    assert survey([*rows, other, cancelled], theatre.booking.moment()).sold_twice == {}


def test_a_region_that_stands_by_says_so(theatre: Theatre, capsys: pytest.CaptureFixture[str]) -> None:
    theatre.control = replace(theatre.control, active_region=TOKYO)
    assert dr.status(theatre.payments) == 0
    assert "stands by" in capsys.readouterr().out
