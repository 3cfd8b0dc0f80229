"""The running service, through boto3."""

import json
from time import monotonic
from typing import Any

import pytest
from botocore.exceptions import ClientError, EventStreamError, ReadTimeoutError
from urllib3.exceptions import ProtocolError
from urllib3.exceptions import ReadTimeoutError as UrllibReadTimeoutError

from tests.unit.devstack_bedrock.conftest import Endpoint
from tests.unit.devstack_bedrock.product import HAIKU, NOVA


def names(events: list[dict[str, Any]]) -> list[str]:
    """The events' names, repeated ones once."""
    listed = [next(iter(event)) for event in events]
    return [name for index, name in enumerate(listed) if index == 0 or listed[index - 1] != name]


def text(events: list[dict[str, Any]]) -> str:
    """The text of an answer."""
    deltas = [event["contentBlockDelta"]["delta"] for event in events if "contentBlockDelta" in event]
    return "".join(delta.get("text", "") for delta in deltas)


def tool_input(events: list[dict[str, Any]]) -> str:
    """The joined input of an answer's tool calls."""
    deltas = [event["contentBlockDelta"]["delta"] for event in events if "contentBlockDelta" in event]
    return "".join(delta["toolUse"]["input"] for delta in deltas if "toolUse" in delta)


def test_a_text_answer(endpoint: Endpoint) -> None:
    events = list(endpoint.converse("고마워요"))
    assert names(events) == ["messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"]
    assert events[0]["messageStart"]["role"] == "assistant"
    assert len(events) > 8, "the text comes in small pieces"
    assert events[-2]["messageStop"]["stopReason"] == "end_turn"
    usage = events[-1]["metadata"]["usage"]
    assert usage["totalTokens"] == usage["inputTokens"] + usage["outputTokens"] > 0
    assert endpoint.last_request()["outcome"] == "ok"
    assert endpoint.last_request()["usage"] == usage


def test_a_tool_call_comes_as_fragments_of_json(endpoint: Endpoint) -> None:
    events = list(endpoint.converse("뮤지컬 뭐 있어?"))
    starts = [event["contentBlockStart"] for event in events if "contentBlockStart" in event]
    assert [start["start"]["toolUse"]["name"] for start in starts] == ["get_performances"]
    assert starts[0]["contentBlockIndex"] == 1, "a text before the call is block 0"
    assert json.loads(tool_input(events)) == {"genre": "뮤지컬"}
    assert events[-2]["messageStop"]["stopReason"] == "tool_use"


def test_an_empty_input_is_the_empty_string(endpoint: Endpoint) -> None:
    assert tool_input(list(endpoint.converse("내 예약"))) == ""


def test_nova_thinks_aloud_before_a_call(endpoint: Endpoint) -> None:
    assert text(list(endpoint.converse("뮤지컬 뭐 있어?", model=NOVA))).startswith("<thinking>")


def test_an_arn_is_a_model_id(endpoint: Endpoint) -> None:
    arn = f"arn:aws:bedrock:ap-northeast-2:123456789012:inference-profile/{HAIKU}"
    list(endpoint.converse(model=arn))
    assert endpoint.last_request()["modelId"] == arn


def test_an_answer_ends_at_its_token_limit(endpoint: Endpoint) -> None:
    events = list(endpoint.converse("고마워요", inferenceConfig={"maxTokens": 5}))
    assert events[-2]["messageStop"]["stopReason"] == "max_tokens"
    assert events[-1]["metadata"]["usage"]["outputTokens"] <= 5


@pytest.mark.parametrize(
    ("model", "code", "status"),
    [(HAIKU, "ValidationException", 400), ("unknown.model-v1:0", "ResourceNotFoundException", 404)],
)
def test_a_refused_request(endpoint: Endpoint, model: str, code: str, status: int) -> None:
    with pytest.raises(ClientError) as caught:
        list(endpoint.converse(model=model, inferenceConfig={"temperature": 0.1, "topP": 0.1}))
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert endpoint.last_request()["outcome"] == code


def test_a_context_that_is_too_long_is_refused(endpoint: Endpoint) -> None:
    with pytest.raises(ClientError, match="Input is too long"):
        list(endpoint.converse(system=[{"text": "가" * 200_001}]))


@pytest.mark.parametrize(
    ("fault", "code", "status"),
    [
        ({"kind": "throttle"}, "ThrottlingException", 429),
        ({"kind": "error"}, "InternalServerException", 500),
        ({"kind": "error", "status": 408}, "ModelTimeoutException", 408),
        ({"kind": "error", "status": 424}, "ModelErrorException", 424),
        ({"kind": "unavailable"}, "ServiceUnavailableException", 503),
        ({"kind": "validation"}, "ValidationException", 400),
    ],
)
def test_errors_before_the_stream(endpoint: Endpoint, fault: dict[str, Any], code: str, status: int) -> None:
    endpoint.fault(**fault)
    with pytest.raises(ClientError) as caught:
        list(endpoint.converse())
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert list(endpoint.converse()), "a fault strikes once"


@pytest.mark.parametrize("name", ["modelStreamErrorException", "throttlingException", "internalServerException"])
def test_an_exception_in_the_middle(endpoint: Endpoint, name: str) -> None:
    endpoint.fault("exception", at="text", name=name)
    events: list[dict[str, Any]] = []
    with pytest.raises(EventStreamError, match=name):
        events.extend(endpoint.converse("고마워요"))
    assert text(events)
    assert endpoint.last_request()["outcome"] == "fault:exception"


@pytest.mark.parametrize(("at", "seen"), [("start", 0), ("first_content", 1)])
def test_a_cut_connection(endpoint: Endpoint, at: str, seen: int) -> None:
    endpoint.fault("cut", at=at)
    events: list[dict[str, Any]] = []
    with pytest.raises(ProtocolError):
        events.extend(endpoint.converse())
    assert len(events) == seen
    assert endpoint.last_request()["outcome"] == "fault:cut"


def test_a_cut_waits_for_an_answer_with_its_place(endpoint: Endpoint) -> None:
    endpoint.fault("cut", at="tool_input")
    assert list(endpoint.converse("고마워요"))
    events: list[dict[str, Any]] = []
    with pytest.raises(ProtocolError):
        events.extend(endpoint.converse("뮤지컬 뭐 있어?"))
    assert 0 < len(tool_input(events)) < len('{"genre": "뮤지컬"}')


@pytest.mark.parametrize("at", ["start", "first_content"])
def test_a_stall_ends_in_a_read_timeout(endpoint: Endpoint, at: str) -> None:
    endpoint.fault("stall", at=at, seconds=1.3)
    expected = ReadTimeoutError if at == "start" else UrllibReadTimeoutError
    with pytest.raises(expected):
        list(endpoint.converse())


def test_a_short_stall_and_a_slow_stream_lose_nothing(endpoint: Endpoint) -> None:
    whole = text(list(endpoint.converse("고마워요")))
    for fault in ({"kind": "stall", "at": "text"}, {"kind": "slow"}):
        endpoint.fault(**fault, seconds=0.01)
        assert text(list(endpoint.converse("고마워요"))) == whole


def test_a_caller_that_goes_away_stops_the_answer(endpoint: Endpoint) -> None:
    endpoint.fault("slow", seconds=0.02)
    stream = endpoint.converse("고마워요")
    next(stream)
    stream.close()
    while endpoint.last_request()["outcome"] == "streaming":
        """The server notices at its next delta."""
    assert endpoint.last_request()["outcome"] == "stopped"


def test_an_empty_answer(endpoint: Endpoint) -> None:
    endpoint.fault("empty")
    events = list(endpoint.converse())
    assert names(events) == ["messageStart", "messageStop", "metadata"]


def test_broken_tool_json(endpoint: Endpoint) -> None:
    endpoint.fault("bad_tool_json")
    with pytest.raises(json.JSONDecodeError):
        json.loads(tool_input(list(endpoint.converse("뮤지컬 뭐 있어?"))))


def test_an_invented_seat_waits_for_an_answer_without_tools(endpoint: Endpoint) -> None:
    endpoint.fault("invent_seat")
    assert "97열" not in text(list(endpoint.converse("뮤지컬 뭐 있어?")))
    assert "97열 89번" in text(list(endpoint.converse("고마워요")))


def test_the_model_says_what_it_is_told_to(endpoint: Endpoint) -> None:
    told = "길고 긴 이야기예요. " * 900
    endpoint.fault("say", text=told, match="뮤지컬")
    assert text(list(endpoint.converse("고마워요"))) not in told
    events = list(endpoint.converse("뮤지컬 뭐 있어?", inferenceConfig={"maxTokens": 100}))
    assert text(events) == told
    assert names(events) == ["messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"]
    assert events[-2]["messageStop"]["stopReason"] == "end_turn"
    assert sum("contentBlockDelta" in event for event in events) == len(told) // 3


def test_a_fault_strikes_in_a_text_that_was_told(endpoint: Endpoint) -> None:
    told = "뮤지컬은 두 편이 있어요."
    endpoint.fault("stall", at="text", seconds=0.01, text=told)
    assert text(list(endpoint.converse("뮤지컬 뭐 있어?"))) == told
    endpoint.fault("exception", at="text", text=told)
    events: list[dict[str, Any]] = []
    with pytest.raises(EventStreamError):
        events.extend(endpoint.converse("뮤지컬 뭐 있어?"))
    assert told.startswith(text(events))
    assert 0 < len(text(events)) < len(told)


def test_the_journal_knows_when_each_piece_left(endpoint: Endpoint) -> None:
    before = monotonic()
    endpoint.fault("slow", seconds=0.001, text="여섯글자예요")
    events = list(endpoint.converse())
    sent_at = endpoint.last_request()["sentAt"]
    assert len(sent_at) == len(events)
    times = [before, *sent_at, monotonic()]
    assert times == sorted(times)


def test_faults_choose_their_requests(endpoint: Endpoint) -> None:
    endpoint.fault("throttle", model="nova", match="토요일", times=2)
    assert list(endpoint.converse("토요일"))
    assert list(endpoint.converse("일요일", model=NOVA))
    for _ in range(2):
        with pytest.raises(ClientError):
            list(endpoint.converse("토요일", model=NOVA))
    assert list(endpoint.converse("토요일", model=NOVA))


def test_the_control_api(endpoint: Endpoint) -> None:
    for bad in (
        {"kind": "explode"},
        {"kind": "cut", "at": "end"},
        {"kind": "cut", "colour": "red"},
        {"kind": "cut", "id": 3},
        {"kind": "say"},
        {"kind": "say", "text": 3},
    ):
        assert endpoint.control.post("/control/faults", json=bad).status_code == 400
    endpoint.fault("cut", times=3)
    [waiting] = endpoint.control.get("/control/faults").json()["faults"]
    assert (waiting["kind"], waiting["times"], waiting["at"]) == ("cut", 3, "first_content")
    endpoint.control.delete("/control/faults")
    endpoint.control.delete("/control/requests")
    assert endpoint.control.get("/control/faults").json() == {"faults": []}
    assert endpoint.control.get("/control/requests").json() == {"requests": []}
    assert endpoint.control.get("/health").json() == {"status": "ok"}


def test_a_body_that_is_no_json_is_refused(endpoint: Endpoint) -> None:
    response = endpoint.control.post(f"/model/{HAIKU}/converse-stream", content=b"{")
    assert response.status_code == 400
    assert response.headers["x-amzn-errortype"] == "ValidationException"
