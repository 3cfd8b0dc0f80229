"""This region stands in for a lost one: its holds are rescued and paid, by the operator's command."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devstack.product import CREDENTIALS, REGION, endpoint_variables, runtime_variables
from devstack.settings import ROOT, Settings
from tests.e2e.catalogue import House
from tests.e2e.client import Json, Person
from tests.e2e.conftest import NewPerson, Settle
from tests.e2e.processes import Stack
from tests.e2e.steps import propose
from tests.e2e.tables import Tables
from tests.e2e.web import Page, Provider
from tests.integration.devstack.helpers import eventually

pytestmark = pytest.mark.slow
LOST_REGION = "ap-northeast-1"


def operate(stack: Stack, arguments: str) -> str:
    """What the operator's command prints, with the packages that run this test and the stack's endpoints for AWS's."""
    endpoints = endpoint_variables(Settings.from_environ(stack.env))
    environment = {"PATH": runtime_variables()["PATH"], **CREDENTIALS, **endpoints}
    packages = ["-o", ".venv/installed", f"BIN={Path(sys.executable).parent}"]
    command = ["make", *packages, "dr", "REGION=Seoul", f"ARGS={arguments}"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def hold(person: Person, house: House, tables: Tables) -> Json:
    """Seats that were held in the lost region, whose ten minutes have just ended."""
    made: Json = person.press(propose(person, house).consent).action("HOLD_CREATED")
    ended = int(time.time()) - 5
    for row in tables.reservations:
        if made["holdId"] in {row.get("holdId"), row.get("liveHoldId")}:
            times = {"expiresAt": ended, "holdingCreatedAt": ended - 600}
            tables.put("reservations", row | {"region": LOST_REGION} | {key: times[key] for key in times if key in row})
    return made


@pytest.fixture
def recovery(stack: Stack, hold: Json) -> Iterator[None]:
    """Recovery, begun after the hold was made."""
    outage = datetime.now(UTC) - timedelta(minutes=1)
    operate(stack, f"activate Seoul --recovery --outage-start {outage.isoformat()}")
    yield
    operate(stack, f"activate {REGION}")


@pytest.mark.usefixtures("recovery")
def test_a_rescued_hold_is_shown_and_paid(
    new_person: NewPerson, page: Page, provider: Provider, house: House, hold: Json, settle: Settle, stack: Stack
) -> None:
    path = f"/reservations/{hold['holdId']}"
    # Every process looks at the control item once in five seconds.
    eventually(lambda: page.get(path).body.get("recoveryStatus") == "dr_recovered")
    eventually(lambda: [held["holdId"] for held in page.person.conversation()["holds"]] == [hold["holdId"]])
    assert pay(page, provider, hold)["state"] == "CONFIRMED"
    other = new_person()
    fresh = other.press(propose(other, house, skip=3).consent).action("HOLD_CREATED")
    assert pay(Page(page.http, page.url, other), provider, fresh)["recoveryStatus"] == "dr_reserved"
    assert settle() == {"unsettled": 0, "refundsDue": 0}
    assert "writes" in operate(stack, "status")


def pay(page: Page, provider: Provider, hold: Json) -> Json:
    """To the provider's page and back: the reservation."""
    page.post(f"/reservations/{hold['holdId']}/payment")
    return page.confirm(hold["holdId"], provider.agree(hold["holdId"], hold["totalPrice"])).body
