"""What holds of every request and every log line of the session. These tests run last, and speak once themselves."""

import json

import pytest

from tests.e2e.bedrock import Bedrock
from tests.e2e.catalogue import House
from tests.e2e.client import Json, Person
from tests.e2e.conftest import Settle
from tests.e2e.processes import Stack
from tests.e2e.steps import propose
from tests.e2e.tables import Spoken, Tables
from tests.e2e.web import Page, Provider


@pytest.fixture
def requests(person: Person, bedrock: Bedrock) -> list[Json]:
    person.say("무슨 공연이 있어요?")
    return bedrock.requests


@pytest.fixture
def spoken(requests: list[Json], archive: Spoken, tables: Tables) -> Spoken:
    assert requests
    tables.archive_conversations(archive)
    return archive


def test_bedrock_accepted_every_request(requests: list[Json]) -> None:
    # Faults that were ordered are "fault:KIND"; an error's own name is one that the chat has caused.
    assert [request["outcome"] for request in requests if request["outcome"].endswith("Exception")] == []


def test_the_stable_prefix_is_the_same_in_every_request(requests: list[Json]) -> None:
    prefixes: dict[str, set[str]] = {}
    for request in requests:
        body = request["body"]
        prefix = json.dumps([body["system"], body["toolConfig"]], ensure_ascii=False)
        prefixes.setdefault(request["modelId"], set()).add(prefix)
    assert {model: len(found) for model, found in prefixes.items()} == dict.fromkeys(prefixes, 1)
    texts = {block["text"] for request in requests for block in request["body"]["system"] if "text" in block}
    assert len(texts) == 1


def test_no_model_learns_who_a_person_is(requests: list[Json], spoken: Spoken) -> None:
    people = spoken.people
    asked = json.dumps([request["body"] for request in requests], ensure_ascii=False)
    assert people
    assert [sub for sub in people if sub in asked] == []


def test_the_logs_hold_no_words_people_or_defects(stack: Stack, spoken: Spoken, tables: Tables) -> None:
    logs = "".join(path.read_text("utf-8") for path in (stack.directory / "logs").glob("*.log"))
    keys = {row["paymentKey"] for row in tables.reservations if "paymentKey" in row}
    assert [text for text in spoken.people | spoken.words | keys if text in logs] == []
    assert "Traceback" not in logs
    assert '"level":"ERROR"' not in logs
    assert "eyJ" not in logs


def test_every_won_taken_is_a_ticket(
    person: Person, page: Page, provider: Provider, house: House, settle: Settle, tables: Tables
) -> None:
    hold = person.press(propose(person, house).consent).action("HOLD_CREATED")
    page.post(f"/reservations/{hold['holdId']}/payment")
    page.confirm(hold["holdId"], provider.agree(hold["holdId"], hold["totalPrice"]))
    assert settle() == {"unsettled": 0, "refundsDue": 0}
    holds = [row for row in tables.reservations if row["sk"] == "HOLD"]
    bought = {row["holdId"]: row["totalPrice"] for row in holds if row["state"] == "CONFIRMED"}
    cancelled = {
        row["holdId"]: row["totalPrice"] - row["cancelledRefund"] for row in holds if row["state"] == "CANCELLED"
    }
    assert bought[hold["holdId"]] == hold["totalPrice"]
    assert provider.kept == bought | cancelled
