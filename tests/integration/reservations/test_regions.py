"""A region that stands by reads and never writes; one that stands in shows what was rescued."""

from dataclasses import replace
from typing import Any

import pytest

from megaticket.clock import epoch
from tests.integration.chat.theatre import AFTERNOON, EVENING, NOW, SUNDAY
from tests.integration.reservations.box_office import REGION, BoxOffice, Visitor, refused

SEATS = ("1F-A-1-2", "1F-A-1-3")
TOTAL = 183_000
CHANGES: list[tuple[str, Any]] = [
    ("payment", None),
    ("payment/abandon", None),
    ("confirm", {"paymentKey": "key-9", "amount": TOTAL}),
    ("extend", None),
    ("release", None),
]
TOKYO = "ap-northeast-1"


def stand_in(office: BoxOffice, start: int) -> None:
    """Tokyo has taken over at `start` seconds after the beginning, when Seoul was lost."""
    began = epoch(NOW) + start
    control = replace(office.control, region=TOKYO, role="dr", recovery_mode=True)
    office.control = replace(control, recovery_start=began, outage_start=began)


@pytest.mark.parametrize("by", ["role", "control item"])
def test_standing_by_nothing_is_written(alice: Visitor, office: BoxOffice, by: str) -> None:
    held = alice.hold(AFTERNOON, *SEATS)
    paying = alice.hold(EVENING, *SEATS, request="request-2")
    alice.post(f"/reservations/{paying}/payment")
    before, writes = office.rows(), office.database.writes
    fields: dict[str, Any] = {"role": "dr"} if by == "role" else {"active_region": TOKYO}
    office.control = replace(office.control, **fields)

    for change, body in CHANGES:
        for hold_id in (held, paying):
            refused(alice.post(f"/reservations/{hold_id}/{change}", body), 503, "REGION_STANDBY")
    assert (office.rows(), office.database.writes) == (before, writes)
    assert office.provider.payments == {}


def test_standing_by_nothing_is_cancelled_and_everything_can_be_read(alice: Visitor, office: BoxOffice) -> None:
    sold = alice.hold(AFTERNOON, *SEATS)
    alice.pay(sold)
    before = office.rows()
    office.control = replace(office.control, active_region=TOKYO)

    refused(alice.get(f"/reservations/{sold}/cancellation"), 503, "REGION_STANDBY")
    refused(alice.post(f"/reservations/{sold}/cancel", {"refund": TOTAL}), 503, "REGION_STANDBY")
    assert alice.get("/reservations").body["reservations"] == [alice.get(f"/reservations/{sold}").body]
    assert office.ask("GET", f"/schedules/{AFTERNOON}/sections").status == 200
    assert office.rows() == before


def test_a_rescued_hold_is_named_and_ends_with_the_grace(alice: Visitor, office: BoxOffice) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)
    stand_in(office, 300)
    office.pass_seconds(900)

    shown = alice.get(f"/reservations/{hold_id}").body
    assert (shown["state"], shown["recoveryStatus"]) == ("HOLDING", "dr_recovered")
    assert (shown["expiresAt"], shown["expiresAtText"], shown["remainingSeconds"]) == (
        "2026-11-23T09:22:00Z", "18:22", 300,
    )  # fmt: skip
    assert alice.pay(hold_id).body["state"] == "CONFIRMED"


def test_a_rescued_hold_past_the_grace_is_just_expired(alice: Visitor, office: BoxOffice) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)
    stand_in(office, 300)
    office.pass_seconds(1200)

    shown = alice.get(f"/reservations/{hold_id}").body
    assert (shown["state"], shown["remainingSeconds"]) == ("EXPIRED", 0)
    assert "recoveryStatus" not in shown


def test_a_reservation_made_in_recovery_is_named(alice: Visitor, office: BoxOffice) -> None:
    before = alice.hold(SUNDAY, *SEATS, request="request-0")
    alice.pay(before)
    stand_in(office, 60)
    office.pass_seconds(120)
    hold_id = alice.hold(AFTERNOON, *SEATS)
    assert "recoveryStatus" not in alice.get(f"/reservations/{hold_id}").body

    assert alice.pay(hold_id, "key-2").body["recoveryStatus"] == "dr_reserved"
    listed = {each["holdId"]: each.get("recoveryStatus") for each in alice.get("/reservations").body["reservations"]}
    assert listed == {hold_id: "dr_reserved", before: None}


def test_without_recovery_nothing_is_said_of_it(alice: Visitor, office: BoxOffice) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)

    assert office.control.region == REGION
    assert "recoveryStatus" not in alice.pay(hold_id).body
