"""Whatever the hold-seats function does, the chat gets a hold, a refusal, or one error."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from lambdas.chat.tools.hold_service import HoldService, HoldServiceUnavailableError
from megaticket.contracts import ReleaseCommand
from megaticket.errors import ErrorCode, Refusal
from tests.integration.chat.world import answered

COMMAND = ReleaseCommand(user_id="person-alice", hold_id="H1", request_id="r1")
URL = "https://lambda.test"


class Lambda:
    """A Lambda client that does what it is told."""

    def __init__(self, answer: Exception | dict[str, Any]) -> None:
        self.answer = answer
        self.requests: list[dict[str, Any]] = []

    def invoke(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def send(answer: Exception | dict[str, Any]) -> Any:
    return HoldService(Lambda(answer), "hold-seats").send(COMMAND)  # type: ignore[arg-type]


def test_the_function_is_invoked_by_the_contract() -> None:
    client = Lambda(answered(b'{"ok": true, "hold": {"holdId": "H1"}}'))
    assert HoldService(client, "hold-seats").send(COMMAND) == {"holdId": "H1"}  # type: ignore[arg-type]
    (request,) = client.requests
    assert (request["FunctionName"], request["InvocationType"]) == ("hold-seats", "RequestResponse")
    assert json.loads(request["Payload"]) == {
        "action": "release",
        "userId": "person-alice",
        "holdId": "H1",
        "requestId": "r1",
    }


def test_a_refusal_keeps_its_words_and_seats() -> None:
    error = {"code": "SEAT_TAKEN", "message": "이미 나간 좌석이에요.", "seatIds": ["a"]}
    refusal = send(answered(json.dumps({"ok": False, "error": error}).encode()))
    assert refusal == Refusal(ErrorCode.SEAT_TAKEN, "이미 나간 좌석이에요.", ("a",))


def throttled() -> ClientError:
    return ClientError({"Error": {"Code": "TooManyRequestsException", "Message": "slow"}}, "Invoke")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(throttled(), id="throttled"),
        pytest.param(EndpointConnectionError(endpoint_url=URL), id="unreachable"),
        pytest.param(ReadTimeoutError(endpoint_url=URL), id="silent"),
        pytest.param(answered(b'{"errorType": "KeyError"}', FunctionError="Unhandled"), id="function error"),
        pytest.param(answered(b"null", FunctionError="Unhandled"), id="function error without a payload"),
        pytest.param(answered(b'{"ok": true, "hold": {}}', FunctionError="Unhandled"), id="error that looks fine"),
        pytest.param(answered(b""), id="empty"),
        pytest.param(answered(b"<html>"), id="no JSON"),
        pytest.param(answered(b"\xff\xfe"), id="no text"),
        pytest.param(answered(b"null"), id="null"),
        pytest.param(answered(b"[]"), id="list"),
        pytest.param(answered(b"{}"), id="nothing in it"),
        pytest.param(answered(b'{"ok": true}'), id="no hold"),
        pytest.param(answered(b'{"ok": true, "hold": null}'), id="hold is null"),
        pytest.param(answered(b'{"ok": false}'), id="no error"),
        pytest.param(answered(b'{"ok": false, "error": {"code": "NEW_CODE", "message": "?"}}'), id="unknown code"),
    ],
)
def test_anything_else_is_the_service_being_unavailable(answer: Exception | dict[str, Any]) -> None:
    with pytest.raises(HoldServiceUnavailableError):
        send(answer)
