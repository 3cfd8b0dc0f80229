"""The hold-seats function as any program calls it: `lambda.invoke` with the variables of `<dir>/env` alone."""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from types_boto3_lambda import LambdaClient

from tests.e2e.catalogue import House
from tests.e2e.processes import Stack
from tests.e2e.steps import seat_ids_of
from tests.e2e.tables import Tables

Json = dict[str, Any]
Invoke = Callable[[Json], Json]


@pytest.fixture
def plain_env(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Stack:
    """The shell of somebody who did `set -a; . .devstack/env`."""
    for name, value in stack.env.items():
        monkeypatch.setenv(name, value)
    return stack


@pytest.fixture
def invoke(plain_env: Stack) -> Iterator[Invoke]:
    client: LambdaClient = boto3.client("lambda", config=Config(retries={"total_max_attempts": 1}))

    def call(command: Json) -> Json:
        function = plain_env.env["HOLD_SEATS_FUNCTION_NAME"]
        answer = client.invoke(FunctionName=function, Payload=json.dumps(command).encode())
        assert answer.get("FunctionError") is None
        payload: Json = json.loads(answer["Payload"].read())
        return payload

    yield call
    client.close()


@pytest.fixture
def sub() -> str:
    return f"person-{uuid.uuid4().hex}"


def hold_command(sub: str, house: House, **changed: Any) -> Json:
    seats = house.pick(2)
    return {
        "action": "hold",
        "userId": sub,
        "scheduleId": house.schedule_id,
        "seatIds": seats,
        "expectedTotal": house.price_of(seats),
        "requestId": uuid.uuid4().hex,
    } | changed


def test_the_env_file_is_all_that_a_client_needs(plain_env: Stack) -> None:
    client = boto3.client("dynamodb")
    names = {value for name, value in plain_env.env.items() if name.startswith("DYNAMODB_")}
    assert set(client.list_tables()["TableNames"]) == names
    client.close()


def test_holding_repeating_and_releasing(invoke: Invoke, sub: str, house: House, tables: Tables) -> None:
    command = hold_command(sub, house)
    held = invoke(command)
    hold_id = held["hold"]["holdId"]
    assert held["ok"] is True
    assert seat_ids_of(held["hold"]) == tables.seats_of(hold_id) == sorted(command["seatIds"])
    assert held["hold"]["totalPrice"] == command["expectedTotal"]
    assert invoke(command)["hold"]["holdId"] == hold_id
    assert len(tables.holds_of(sub)) == 1
    release = {"action": "release", "userId": sub, "holdId": hold_id, "requestId": uuid.uuid4().hex}
    assert [invoke(release)["ok"], invoke(release)["ok"]] == [True, True]
    assert (tables.hold(hold_id)["state"], tables.seats_of(hold_id)) == ("RELEASED", [])
    assert refused(invoke(command)) == "HOLD_EXPIRED"


def test_what_a_hold_is_refused_for(invoke: Invoke, sub: str, house: House, tables: Tables) -> None:
    seats = house.pick(2)
    too_many = house.pick(house.schedule["ticketLimit"] + 1)
    before = tables.reservations
    commands: dict[str, Json] = {
        "PRICE_CHANGED": {"expectedTotal": house.price_of(seats) + 1},
        "SEAT_UNKNOWN": {"seatIds": [seats[0], "NOWHERE-1-1"]},
        "LIMIT_EXCEEDED": {"seatIds": too_many, "expectedTotal": house.price_of(too_many)},
        "INVALID_REQUEST": {"seatIds": [seats[0]] * 2},
    }
    codes = [refused(invoke(hold_command(sub, house, **changed))) for changed in commands.values()]
    assert codes == list(commands)
    assert tables.reservations == before


def test_a_second_hold_is_refused_by_name(invoke: Invoke, sub: str, house: House, tables: Tables) -> None:
    first = invoke(hold_command(sub, house))["hold"]
    others = house.pick(2, skip=1)
    more = hold_command(sub, house, seatIds=others, expectedTotal=house.price_of(others))
    assert refused(invoke(more)) == "HOLD_EXISTS"
    taken = invoke(hold_command("somebody else", house))
    assert (refused(taken), sorted(taken["error"]["seatIds"])) == ("SEAT_TAKEN", seat_ids_of(first))
    assert set(tables.taken(house.schedule_id).values()) == {first["holdId"]}


def test_the_hold_of_another_person_cannot_be_released(invoke: Invoke, sub: str, house: House, tables: Tables) -> None:
    hold_id = invoke(hold_command(sub, house))["hold"]["holdId"]
    release = {"action": "release", "userId": "somebody else", "holdId": hold_id, "requestId": "r"}
    assert refused(invoke(release)) == "HOLD_NOT_FOUND"
    assert tables.hold(hold_id)["state"] == "HOLDING"


@pytest.mark.parametrize("command", [{}, {"action": "buy"}, {"action": "hold"}, {"action": "release", "holdId": 5}])
def test_a_command_that_is_none(command: Json, invoke: Invoke, tables: Tables) -> None:
    before = tables.reservations
    assert refused(invoke(command)) == "INVALID_REQUEST"
    assert tables.reservations == before


def refused(payload: Json) -> str:
    """The code of a refusal, which comes with a sentence."""
    assert payload["ok"] is False
    assert payload["error"]["message"]
    return str(payload["error"]["code"])
