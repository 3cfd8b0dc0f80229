"""Every request that cannot be served is answered in the contract's form, in Korean, and nothing is lost."""

import json
import socket
from typing import Any

import httpx
import pytest

from megaticket.regions import RegionControl
from tests.integration.chat.serving import Browser, refused
from tests.integration.chat.world import REGION, World
from tests.unit.chat.scripted import says
from tests.unit.chat.tokens import Issuer, token


def count_of(world: World) -> int:
    """How many items the conversations have."""
    return int(world.client.scan(TableName=world.tables["conversations"])["Count"])


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(b"", 400, "INVALID_REQUEST", id="empty"),
        pytest.param("안녕하세요".encode(), 400, "INVALID_REQUEST", id="no JSON"),
        pytest.param(b"[]", 400, "INVALID_REQUEST", id="list"),
        pytest.param(b'{"message": " "}', 400, "INVALID_REQUEST", id="blank"),
        pytest.param(b'{"message": "a", "userId": "b"}', 400, "INVALID_REQUEST", id="unknown field"),
        pytest.param(b'{"message": "\\ud800"}', 400, "INVALID_REQUEST", id="lone surrogate"),
        pytest.param(b"[" * 20_000, 400, "INVALID_REQUEST", id="deep nesting"),
        pytest.param(json.dumps({"message": "가" * 2001}).encode(), 413, "MESSAGE_TOO_LONG", id="over-long"),
        pytest.param(b'{"message": "' + b"a" * 60_000 + b'"}', 413, "MESSAGE_TOO_LONG", id="huge"),
        pytest.param(b'{"message": "a"}' + b" " * 60_000, 413, "MESSAGE_TOO_LONG", id="huge around a short message"),
    ],
)
def test_bad_bodies(alice: Browser, world: World, body: bytes, status: int, code: str) -> None:
    refused(alice.post("/chat", body), status, code)
    assert count_of(world) == 0


def test_2000_characters_are_answered(alice: Browser, world: World) -> None:
    world.script(says("잘 읽었어요."))
    assert alice.say("가" * 2000)[-1].event == "done"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/chat"),
        ("GET", "/conversations?latest=1"),
        ("GET", "/conversations/c1"),
        ("POST", "/conversations/c1/stop"),
    ],
)
@pytest.mark.parametrize("header", [None, "Bearer forged", "Basic YTpi"])
def test_everything_but_health_needs_a_token(http: httpx.Client, method: str, path: str, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    refused(http.request(method, path, headers=headers, content=b"{}"), 401, "UNAUTHENTICATED")


def test_who_is_not_let_in_learns_nothing_of_the_body(http: httpx.Client) -> None:
    refused(http.post("/chat", content=b"no JSON"), 401, "UNAUTHENTICATED")


def test_an_expired_token_is_refused(http: httpx.Client) -> None:
    headers = {"Authorization": f"Bearer {token(exp=1_700_000_000)}"}
    refused(http.post("/chat", content=b"{}", headers=headers), 401, "UNAUTHENTICATED")


def test_an_issuer_that_is_down_is_a_fault_that_may_pass(alice: Browser, issuer: Issuer, world: World) -> None:
    issuer.fault = OSError("down")
    refused(alice.post("/chat", {"message": "안녕하세요"}), 503, "MODEL_UNAVAILABLE")
    issuer.fault = None
    world.script(says("네."))
    assert alice.say("안녕하세요")[-1].event == "done"


@pytest.mark.parametrize("identifier", ["theirs", "nowhere", "x" * 4000, "%00", "%FF", "a%2Fb", "한글"])
def test_another_persons_conversation_is_not_found(
    alice: Browser, bora: Browser, world: World, identifier: str
) -> None:
    world.script(says("네."))
    theirs = json.loads(bora.say("안녕하세요")[0].data)["conversationId"]
    before = count_of(world)
    path = f"/conversations/{theirs if identifier == 'theirs' else identifier}"
    refused(alice.get(path), 404, "INVALID_REQUEST" if "%2F" in path else "CONVERSATION_NOT_FOUND")
    refused(
        alice.post(f"{path}/stop", {"turnId": "T000001"}),
        404,
        "INVALID_REQUEST" if "%2F" in path else "CONVERSATION_NOT_FOUND",
    )
    if identifier == "theirs":
        refused(alice.post("/chat", {"message": "안녕", "conversationId": theirs}), 404, "CONVERSATION_NOT_FOUND")
    assert count_of(world) == before


def test_a_stop_without_a_turn_is_refused(alice: Browser, world: World) -> None:
    world.script(says("네."))
    conversation = json.loads(alice.say("안녕하세요")[0].data)["conversationId"]
    refused(alice.post(f"/conversations/{conversation}/stop", b"{}"), 400, "INVALID_REQUEST")


def test_conversations_are_not_listed(alice: Browser) -> None:
    for path in ("/conversations", "/conversations?latest=0"):
        refused(alice.get(path), 400, "INVALID_REQUEST")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 404), ("GET", "/admin", 404), ("GET", "/chat", 405), ("DELETE", "/conversations/c1", 405)],
)
def test_unknown_paths_and_methods_are_in_the_contracts_form(
    alice: Browser, method: str, path: str, status: int
) -> None:
    refused(alice.http.request(method, path, headers=alice.headers), status, "INVALID_REQUEST")


def test_a_region_that_stands_by_takes_no_turn(alice: Browser, world: World) -> None:
    world.control = RegionControl(REGION, "dr")
    refused(alice.post("/chat", {"message": "안녕하세요"}), 503, "REGION_STANDBY")
    assert count_of(world) == 0


def test_a_defect_is_logged_and_never_shown(alice: Browser, world: World, log_lines: list[str]) -> None:
    world.client.delete_table(TableName=world.tables["conversations"])
    response = alice.post("/chat", {"message": "안녕하세요"})
    world.client.create_table(**conversations_table(world))
    refused(response, 503, "MODEL_UNAVAILABLE")
    assert "ResourceNotFound" not in response.text
    assert any("request failed" in line and "ResourceNotFound" in line for line in log_lines)


def conversations_table(world: World) -> dict[str, Any]:
    keys = ("pk", "HASH"), ("sk", "RANGE")
    return {
        "TableName": world.tables["conversations"],
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": name, "KeyType": kind} for name, kind in keys],
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name, _ in keys],
    }


def test_a_client_that_breaks_off_its_body_harms_nobody(url: str, alice: Browser, log_lines: list[str]) -> None:
    host, _, port = url.removeprefix("http://").partition(":")
    head = f"POST /chat HTTP/1.1\r\nHost: x\r\nAuthorization: {alice.headers['Authorization']}\r\nContent-Length: 100"
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(f"{head}\r\n\r\n{{".encode())
    assert alice.http.get("/health").status_code == 200
    assert not any("request failed" in line for line in log_lines)
