"""Settlement where rows have arrived late or were lost to others, as after the loss of a region."""

import pytest

from tests.e2e.catalogue import House
from tests.e2e.client import Json, Person
from tests.e2e.conftest import Settle
from tests.e2e.steps import propose, seat_ids_of
from tests.e2e.tables import Tables
from tests.e2e.web import Page, Provider

DONE = {"unsettled": 0, "refundsDue": 0}


@pytest.fixture
def hold(person: Person, house: House) -> Json:
    return person.press(propose(person, house).consent).action("HOLD_CREATED")


def pay_without_an_answer(page: Page, provider: Provider, hold: Json) -> None:
    """The person is charged, and nobody here has heard of it."""
    page.post(f"/reservations/{hold['holdId']}/payment")
    provider.order("confirm", "lost_answer")
    paid = page.confirm(hold["holdId"], provider.agree(hold["holdId"], hold["totalPrice"]))
    assert paid.code == "PAYMENT_IN_PROGRESS"
    assert provider.kept[hold["holdId"]] == hold["totalPrice"]


def test_an_open_payment_that_arrives_before_its_hold_is_pinned_again(
    page: Page, provider: Provider, hold: Json, settle: Settle, tables: Tables
) -> None:
    held = tables.hold(hold["holdId"])
    pay_without_an_answer(page, provider, hold)
    tables.put("reservations", held)
    assert settle() == DONE
    assert tables.hold(hold["holdId"])["state"] == "CONFIRMED"
    assert tables.seats_of(hold["holdId"]) == seat_ids_of(hold)


def test_money_for_a_seat_that_somebody_else_has_goes_back(
    page: Page, provider: Provider, hold: Json, settle: Settle, tables: Tables
) -> None:
    pay_without_an_answer(page, provider, hold)
    lost = next(row for row in tables.reservations if row.get("holdId") == hold["holdId"] and row["sk"] != "HOLD")
    tables.put("reservations", lost | {"holdId": "somebody-elses"})
    assert settle() == DONE
    assert provider.kept[hold["holdId"]] == 0
    assert tables.hold(hold["holdId"])["state"] == "CANCELLED"
    assert tables.seats_of(hold["holdId"]) == []
    assert set(tables.taken(hold["scheduleId"]).values()) == {"somebody-elses"}
