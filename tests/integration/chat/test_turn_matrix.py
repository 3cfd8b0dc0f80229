"""Every failure of a model, at every moment of an answer, of the primary alone or of both.

The right answer or the right refusal, nothing written twice, a history that the service takes (the scripted model checks
each request), the right metrics, and a conversation that goes on.
"""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from botocore.eventstream import EventStreamError
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError
from urllib3.exceptions import ProtocolError
from urllib3.exceptions import ReadTimeoutError as SocketReadTimeoutError

from lambdas.chat.bedrock.failures import Reason
from megaticket.errors import ERRORS, ErrorCode
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import Played, World
from tests.unit.chat.scripted import (
    PRIMARY,
    SECONDARY,
    Answer,
    Moment,
    calls,
    end,
    says,
    service_error,
    tool_use,
    words,
)

URL = "https://bedrock.test"
START: list[Moment] = [{"messageStart": {"role": "assistant"}}]
ANSWER = "여기 있어요."


@dataclass(frozen=True)
class Fault:
    """A failure, its class, and how often the model is asked before the next one is."""

    error: Exception
    reason: Reason
    tries: int
    status: int = 0


def http(status: int, code: str, reason: Reason, tries: int) -> Fault:
    return Fault(service_error(code, status), reason, tries, status)


def midway(code: str, reason: Reason, tries: int) -> Fault:
    return Fault(EventStreamError({"Error": {"Code": code, "Message": "no"}}, "ConverseStream"), reason, tries)


BEFORE_THE_STREAM = [
    http(400, "ValidationException", "Validation", 1),
    http(401, "UnrecognizedClientException", "AccessDenied", 1),
    http(403, "AccessDeniedException", "AccessDenied", 1),
    http(404, "ResourceNotFoundException", "NotFound", 1),
    http(408, "ModelTimeoutException", "Timeout", 1),
    http(424, "ModelErrorException", "StreamError", 3),
    http(429, "ThrottlingException", "Throttled", 1),
    http(500, "InternalServerException", "ServerError", 3),
    http(502, "502", "ServerError", 3),
    http(503, "ServiceUnavailableException", "Unavailable", 1),
    http(504, "504", "ServerError", 3),
    Fault(ReadTimeoutError(endpoint_url=URL), "Timeout", 1),
    Fault(ConnectionClosedError(endpoint_url=URL), "Connection", 3),
]
IN_THE_STREAM = [
    midway("validationException", "Validation", 1),
    midway("throttlingException", "Throttled", 1),
    midway("serviceUnavailableException", "Unavailable", 1),
    midway("internalServerException", "ServerError", 3),
    midway("modelStreamErrorException", "StreamError", 3),
    Fault(ProtocolError("Connection broken"), "Connection", 3),
    Fault(SocketReadTimeoutError(None, URL, "stalled"), "Timeout", 1),  # type: ignore[arg-type]
]
PLACES: dict[str, Callable[[Fault], Answer]] = {
    "before the first content": lambda fault: [*START, fault.error],
    "in text": lambda fault: [*START, *words("반쯤 하던 말"), fault.error],
    "in a tool input": lambda fault: [*START, *tool_use("get_performances", '{"genre": "뮤')[:-1], fault.error],
    "after a whole call": lambda fault: [*START, *tool_use("get_performances"), fault.error],
}
_people = itertools.count(1)


def each(faults: Iterable[Fault]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("fault", list(faults), ids=lambda fault: f"{fault.reason}-{fault.status}")


@dataclass
class Scene:
    """A person in a process that has just started, and the metrics since the last look."""

    world: World
    capsys: pytest.CaptureFixture[str]

    def __post_init__(self) -> None:
        self.world.services = replace(self.world.services, converser=self.world.converser())
        self.user = f"person-{next(_people)}"
        self.world.private.add(self.user)
        self.asked = len(self.world.model.requests)
        self.capsys.readouterr()

    def fail(self, answer: Answer, fault: Fault, *, both: bool) -> None:
        """Scripts the failure for as long as the models are asked, and then a right answer."""
        self.world.script(*[answer] * (fault.tries * (2 if both else 1)))

    def turn(self, message: str, conversation: str | None = None) -> Played:
        return self.world.turn(message, conversation, self.user)

    def models(self) -> list[str]:
        return self.world.model.models()[self.asked :]

    def metrics(self) -> list[dict[str, Any]]:
        lines = self.capsys.readouterr().out.splitlines()
        return [json.loads(line) for line in lines if '"_aws"' in line]


def both_scopes(world: World, capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[Scene, bool]]:
    for both in (False, True):
        yield Scene(world, capsys), both


def assert_metrics(scene: Scene, fault: Fault, *, both: bool) -> None:
    lines = scene.metrics()
    (fallback,) = [line for line in lines if "FallbackCount" in line]
    assert fallback["Reason"] == fault.reason
    assert fallback["event"] == "FallbackTriggered"
    assert (fallback["primaryModel"], fallback["fallbackModel"]) == (PRIMARY, SECONDARY)
    assert fallback["statusCode"] == fault.status
    answered = [(line["Model"], line["IsFallback"]) for line in lines if line["event"] == "BedrockInvokeSuccess"]
    assert answered == ([] if both else [(SECONDARY, "true")])
    assert [line["Code"] for line in lines if "TurnErrorCount" in line] == (["MODEL_UNAVAILABLE"] if both else [])
    assert sum("TurnCount" in line for line in lines) == 1


def assert_outcome(scene: Scene, played: Played, fault: Fault, *, both: bool) -> None:
    """The secondary's answer, or the seed's sentence; then the conversation goes on."""
    assert scene.models() == [PRIMARY] * fault.tries + [SECONDARY] * (fault.tries if both else 1)
    assert_metrics(scene, fault, both=both)
    if both:
        info = ERRORS[ErrorCode.MODEL_UNAVAILABLE]
        assert played.of("error") == [{"code": "MODEL_UNAVAILABLE", "message": info.message, "retryable": True}]
        assert played.text == ""
    else:
        assert (played.error, played.text, played.done["isFallback"]) == (None, ANSWER, True)
    scene.world.services = replace(scene.world.services, converser=scene.world.converser())
    scene.world.script(says("이어서 할게요."))
    assert scene.turn("계속해 주세요", played.conversation_id).text == "이어서 할게요."


@each(BEFORE_THE_STREAM)
def test_before_the_stream(world: World, capsys: pytest.CaptureFixture[str], fault: Fault) -> None:
    for scene, both in both_scopes(world, capsys):
        scene.fail(fault.error, fault, both=both)
        if not both:
            world.script(says(ANSWER))
        played = scene.turn("안녕하세요")
        assert "reset" not in played.names
        assert_outcome(scene, played, fault, both=both)


@each(IN_THE_STREAM)
@pytest.mark.parametrize("place", PLACES)
def test_in_the_stream(world: World, capsys: pytest.CaptureFixture[str], fault: Fault, place: str) -> None:
    for scene, both in both_scopes(world, capsys):
        scene.fail(PLACES[place](fault), fault, both=both)
        if not both:
            world.script(says(ANSWER))
        played = scene.turn("안녕하세요")
        resets = [data["reason"] for data in played.of("reset")]
        said = place == "in text"
        assert resets == ["interrupted"] * (len(scene.models()) - (0 if both else 1)) * said
        assert played.of("tool") == []
        assert_outcome(scene, played, fault, both=both)


ONE_OF_EACH = {fault.reason: fault for fault in (*BEFORE_THE_STREAM, *IN_THE_STREAM)}
"""A refusal of both models as invalid has tests of its own: that conversation is told as text."""


@each(fault for reason, fault in ONE_OF_EACH.items() if reason != "Validation")
def test_after_a_tool_has_written(world: World, capsys: pytest.CaptureFixture[str], fault: Fault) -> None:
    """The secondary calls the tool again, as a model would that has not seen the end of the first call."""
    for scene, both in both_scopes(world, capsys):
        world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 1})), says("어떠세요?"))
        proposed = scene.turn("한 장이요")
        hold = calls(tool_use("hold_seats", {"proposalId": proposed.action("PROPOSAL")["proposalId"]}))
        world.script(hold)
        in_text: list[Moment] = [*words("선점했"), fault.error]
        scene.fail(fault.error if fault in BEFORE_THE_STREAM else in_text, fault, both=both)
        if not both:
            world.script(hold, says(ANSWER))
        played = scene.turn("네", proposed.conversation_id)
        (held,) = world.booking.holds_of(scene.user)
        assert played.action("HOLD_CREATED")["holdId"] == held.hold_id
        assert (played.error is None) is not both
        world.script(says("이어서 할게요."))
        assert scene.turn("계속해 주세요", played.conversation_id).text == "이어서 할게요."
        assert [one["holdId"] for one in context_of(world.model.requests[-1])["holds"]] == [held.hold_id]


@pytest.mark.parametrize("answer", [[], [*START], [*words("반쯤")], end()], ids=["nothing", "start", "cut", "empty"])
def test_a_stream_that_ends_too_soon(world: World, capsys: pytest.CaptureFixture[str], answer: list[Moment]) -> None:
    fault = Fault(RuntimeError(), "EmptyStream", 3)
    for scene, both in both_scopes(world, capsys):
        scene.fail(answer, fault, both=both)
        if not both:
            world.script(says(ANSWER))
        assert_outcome(scene, scene.turn("안녕하세요"), fault, both=both)
