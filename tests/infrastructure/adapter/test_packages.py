"""The packaged functions, started as Lambda starts them, seen by whoever talks to them."""

import json
import subprocess
import time

import httpx
import pytest

from tests.e2e.bedrock import Bedrock
from tests.e2e.catalogue import Catalogue
from tests.e2e.client import Event, Person
from tests.e2e.steps import assert_held, propose
from tests.e2e.tables import Tables
from tests.e2e.web import Page, Provider
from tests.infrastructure.adapter import packages
from tests.infrastructure.adapter.conftest import Deployed
from tests.integration.devstack.helpers import lambda_client

pytestmark = pytest.mark.slow

PIECE_SECONDS = 0.05
"""The model's pause before each piece of its answer."""

ASK_WHERE = """
import importlib.util, json, sys
names = ("megaticket.clock", "boto3", "pydantic_core", "lambdas", "devstack", "tests")
found = {name: importlib.util.find_spec(name) for name in names}
print(json.dumps({name: spec and [spec.origin, spec.cached] for name, spec in found.items()} | {"python": sys.version_info[:2]}))
"""


def test_a_function_sees_its_packages_and_nothing_of_the_checkout(deployed: Deployed) -> None:
    for name, root in deployed.roots.items():
        path = {"PYTHONPATH": "/var/task:/opt/python"}
        ask = packages.command(root, "python3", "-c", ASK_WHERE)
        said = subprocess.run(
            ask, env={**deployed.environments[name], **path}, capture_output=True, text=True, check=True
        )
        found = json.loads(said.stdout)
        assert found["python"] == [3, 13]
        assert found["devstack"] is found["tests"] is None
        assert found["lambdas"][0] == "/var/task/lambdas/__init__.py"
        origin, cached = found["megaticket.clock"]
        assert (origin, cached) == (
            "/opt/python/megaticket/clock.py",
            "/opt/python/megaticket/__pycache__/clock.cpython-313.pyc",
        )
        assert all(found[each][0].startswith("/opt/python/") for each in ("boto3", "pydantic_core"))


def test_events_arrive_one_by_one_while_the_model_still_speaks(person: Person, bedrock: Bedrock) -> None:
    bedrock.order("slow", seconds=PIECE_SECONDS, times=10)
    came: list[tuple[float, Event]] = []
    with person.turn("무슨 공연이 있어요?") as (status, events):
        came.extend((time.monotonic(), event) for event in events)
    assert status == 200
    texts = [moment for moment, event in came if event.name == "text"]
    last_sent = bedrock.requests[-1]["sentAt"][-1]
    assert came[0][0] < bedrock.requests[0]["sentAt"][-1]
    assert len([moment for moment in texts if moment < last_sent]) >= 3
    assert came[-1][1].name == "done"


def test_the_prelude_carries_status_and_headers(person: Person) -> None:
    with person.http.stream(
        "POST", f"{person.chat_url}/chat", json={"message": "안녕"}, headers=person.headers
    ) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert "content-length" not in answer.headers
        assert "event: done" in "".join(answer.iter_text())


def test_errors_keep_their_status_and_their_words(person: Person, http: httpx.Client) -> None:
    unsigned = http.post(f"{person.chat_url}/chat", json={"message": "안녕"})
    assert (unsigned.status_code, unsigned.json()["error"]["code"]) == (401, "UNAUTHENTICATED")
    assert unsigned.headers["content-type"] == "application/json"
    long = person.say("가" * 2001)
    assert (long.status, long.error_codes) == (413, ["MESSAGE_TOO_LONG"])


def test_a_stop_reaches_a_turn_through_another_environment(person: Person, bedrock: Bedrock) -> None:
    bedrock.order("slow", seconds=PIECE_SECONDS, times=10)
    seen: list[Event] = []
    with person.turn("무슨 공연이 있어요?") as (_, events):
        for event in events:
            if event.name == "text" and not any(each.name == "text" for each in seen):
                assert person.stop(seen[0].data["turnId"]) == 202
            seen.append(event)
    assert seen[-1].data["stopReason"] == "stopped"


def test_seats_are_held_paid_for_and_settled_by_the_packaged_functions(
    person: Person, page: Page, provider: Provider, catalogue: Catalogue, tables: Tables, deployed: Deployed
) -> None:
    house = catalogue.unused()
    hold = person.press(propose(person, house).consent).action("HOLD_CREATED")
    assert_held(tables, person, hold)
    assert page.post(f"/reservations/{hold['holdId']}/payment").body["state"] == "PAYING"
    paid = provider.agree(hold["holdId"], hold["totalPrice"])
    provider.order("confirm", "lost_answer")
    assert page.confirm(hold["holdId"], paid).code == "PAYMENT_IN_PROGRESS"
    assert settle(deployed) == {"unsettled": 0, "refundsDue": 0}
    assert page.get(f"/reservations/{hold['holdId']}").body["state"] == "CONFIRMED"
    assert page.get("/reservations/unknown").code == "HOLD_NOT_FOUND"


def settle(deployed: Deployed) -> object:
    """A round of the packaged settlement."""
    with lambda_client(deployed.url_of("lambda")) as client:
        answer = client.invoke(FunctionName="megaticket-settlement:live", Payload=b"{}")
    assert answer.get("FunctionError") is None
    return json.loads(answer["Payload"].read())
