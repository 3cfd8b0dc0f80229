"""The primary, again where that may help, then the secondary: one stream of words."""

import threading
from typing import Any

import pytest
from botocore.eventstream import EventStreamError
from urllib3.exceptions import ProtocolError

from lambdas.chat.bedrock.failures import Failure
from lambdas.chat.bedrock.fallback import Answered, Interrupted, ModelsUnavailableError
from lambdas.chat.bedrock.stream import TextDeltas, ToolCall
from lambdas.chat.protocol import Usage
from tests.unit.chat.desk import (
    BROKEN,
    DEADLINE_SECONDS,
    INTERRUPTED,
    LONGEST_TIMEOUT_SECONDS,
    MODELS,
    THROTTLED,
    Desk,
    Patience,
    TurnOverError,
    converse,
)
from tests.unit.chat.scripted import (
    PRIMARY,
    SECONDARY,
    Moment,
    ScriptedModel,
    ScriptedStream,
    calls,
    end,
    says,
    tool_use,
    words,
)


def test_the_primary_answers() -> None:
    desk, outputs = converse(says("안녕", "하세요"))
    assert outputs[:-1] == ["안녕", "하세요"]
    assert outputs[-1].model.id == PRIMARY
    assert not outputs[-1].is_fallback
    assert outputs[-1].stop_reason == "end_turn"
    assert desk.fallbacks == []
    report = desk.reports[0]
    assert (report.model.id, report.is_fallback, report.usage.total_tokens) == (PRIMARY, False, 150)
    assert 0 <= report.first_token_ms <= report.latency_ms


def test_a_throttled_primary_is_not_asked_again_and_nobody_sees_it() -> None:
    desk, outputs = converse(THROTTLED, says("네"))
    assert desk.model.models() == [PRIMARY, SECONDARY]
    assert outputs[0] == "네"
    assert outputs[-1].is_fallback
    assert desk.fallbacks == [(PRIMARY, SECONDARY, Failure("Throttled", retry=False, status=429))]
    assert [report.is_fallback for report in desk.reports] == [True]


@pytest.mark.parametrize("fault", [BROKEN, ProtocolError("broken"), ConnectionResetError()])
def test_what_may_pass_is_tried_again_twice(fault: Exception) -> None:
    desk, outputs = converse(fault, fault, says("네"))
    assert desk.model.models() == [PRIMARY] * 3
    assert not outputs[-1].is_fallback
    desk, outputs = converse(fault, fault, fault, says("네"))
    assert desk.model.models() == [PRIMARY] * 3 + [SECONDARY]
    assert INTERRUPTED not in outputs


@pytest.mark.parametrize(
    "before_content",
    [
        [{"messageStart": {"role": "assistant"}}, EventStreamError({"Error": {"Code": "throttlingException"}}, "x")],
        [ProtocolError("cut")],
        [],
        end(),
        says("", ""),
        [{"messageStart": {"role": "assistant"}}, *end("tool_use")],
        end("malformed_tool_use"),
        end("model_context_window_exceeded"),
    ],
)
def test_a_stream_that_fails_before_its_first_content_leaves_no_trace(before_content: list[Moment]) -> None:
    desk, outputs = converse(before_content, says("네"))
    assert INTERRUPTED not in outputs
    billed = [output.usage for output in outputs if isinstance(output, Interrupted)]
    assert outputs[len(billed)] == "네"
    assert billed == [report.usage for report in desk.reports if report.failure]


def test_a_stream_that_fails_after_content_is_interrupted_and_starts_again() -> None:
    throttled = EventStreamError({"Error": {"Code": "throttlingException", "Message": "no"}}, "ConverseStream")
    desk, outputs = converse([*words("반쯤"), throttled], says("처음부터"))
    assert outputs[:-1] == ["반쯤", INTERRUPTED, "처음부터"]
    assert desk.model.models() == [PRIMARY, SECONDARY]


@pytest.mark.parametrize(
    "void", [words("\n", " ") + end(), words("반쯤") + end("malformed_model_output")], ids=["blank", "malformed"]
)
def test_an_answer_that_is_none_is_asked_for_again_and_paid_for(void: list[Moment]) -> None:
    billed = Usage(100, 20, 150, 25, 5)
    desk, outputs = converse(void, says("처음부터"))
    assert outputs[-3:-1] == [Interrupted(MODELS[0], billed), "처음부터"]
    assert desk.model.models() == [PRIMARY, PRIMARY]
    assert [(report.usage, report.is_fallback) for report in desk.reports] == [(billed, False)] * 2
    assert desk.reports[0].failure in {"EmptyStream", "Malformed"}
    assert desk.reports[1].failure is None


def test_a_model_that_withholds_its_answer_is_not_asked_again() -> None:
    for reason in ("content_filtered", "guardrail_intervened", "max_tokens"):
        desk, outputs = converse(end(reason))
        assert [output.stop_reason for output in outputs] == [reason]
        assert desk.model.models() == [PRIMARY]


def test_a_stream_cut_off_without_an_end_is_a_failure() -> None:
    desk, outputs = converse(words("반쯤"), says("처음부터"))
    assert outputs[:-1] == ["반쯤", INTERRUPTED, "처음부터"]
    assert desk.model.models() == [PRIMARY, PRIMARY]


def test_a_complete_tool_call_is_content_too() -> None:
    called = calls(tool_use("a", "{}", "t1"))
    _, outputs = converse([*called[:-2], ProtocolError("cut")], called)
    assert outputs[:-1] == [ToolCall("t1", "a", {}), INTERRUPTED, ToolCall("t1", "a", {})]


def test_both_failing_is_said_by_name() -> None:
    desk = Desk(ScriptedModel(THROTTLED, THROTTLED))
    with pytest.raises(ModelsUnavailableError):
        list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY]
    # There is no model to fall back to after the last one.
    assert len(desk.fallbacks) == 1
    assert desk.reports == []


def test_patience_ends_a_stalled_stream_and_closes_it() -> None:
    desk = Desk(ScriptedModel([*words("반쯤"), threading.Event()]))
    outputs = desk.converse()
    assert next(outputs) == "반쯤"
    desk.patience.over.set()
    with pytest.raises(TurnOverError):
        next(outputs)
    assert desk.model.streams[0].closed.wait(DEADLINE_SECONDS)


def test_the_pauses_before_a_retry_are_those_of_the_design() -> None:
    desk, _ = converse(BROKEN, BROKEN, says("네"))
    assert desk.clock == pytest.approx(1.0 + 1.5)


def test_patience_ends_the_pause_before_a_retry() -> None:
    desk = Desk(ScriptedModel(BROKEN), pauses=(3600.0,))

    class Minute(Patience):
        def check(self) -> None:
            if desk.clock >= 60:
                raise TurnOverError

    desk.patience = Minute()
    with pytest.raises(TurnOverError):
        list(desk.converse())
    assert 60 <= desk.clock < 61


def test_patience_ends_the_opening_of_a_stream() -> None:
    desk, opened = Desk(ScriptedModel()), threading.Event()

    def hang(request: dict[str, Any]) -> ScriptedStream:
        desk.patience.over.set()
        opened.wait(DEADLINE_SECONDS)
        return ScriptedStream([])

    desk.model.start_stream = hang  # type: ignore[method-assign]
    with pytest.raises(TurnOverError):
        list(desk.converse())
    opened.set()


class LookingAway:
    """A turn that looks for words only once all have come."""

    def __init__(self, model: ScriptedModel) -> None:
        self._model = model
        self._has_asked = False

    def check(self) -> None:
        while self._has_asked and not any(stream.closed.wait(0.01) for stream in self._model.streams):
            """The stream is still opened or read."""
        self._has_asked = True


def test_words_that_gather_are_heard_together() -> None:
    model = ScriptedModel([*words("안", "녕"), *words("하세요"), *tool_use("a", {"x": 1}, "t1"), *end("tool_use")])
    desk = Desk(model)
    outputs = list(desk.converser.converse(desk.prompt, LookingAway(model)))
    assert outputs[:-1] == [TextDeltas(["안", "녕", "하세요"]), ToolCall("t1", "a", {"x": 1})]


def test_a_reader_who_goes_away_closes_the_stream() -> None:
    desk = Desk(ScriptedModel([*words("반쯤"), threading.Event()]))
    outputs = desk.converse()
    next(outputs)
    outputs.close()
    assert desk.model.streams[0].closed.wait(DEADLINE_SECONDS)


def test_a_stream_that_opens_too_late_is_closed_unread() -> None:
    opening = threading.Event()
    desk = Desk(ScriptedModel(says("네"), [threading.Event()]))
    start = desk.model.start_stream

    def start_late(request: dict[str, Any]) -> Any:
        if request["modelId"] == PRIMARY:
            desk.clock += LONGEST_TIMEOUT_SECONDS + 1
            opening.wait(DEADLINE_SECONDS)
        return start(request)

    desk.model.start_stream = start_late  # type: ignore[method-assign]
    assert "네" in list(desk.converse())
    opening.set()
    late = eventually_two(desk.model)
    assert late.closed.wait(DEADLINE_SECONDS)


def eventually_two(model: ScriptedModel) -> Any:
    waiting = threading.Event()
    while len(model.streams) < 2:
        waiting.wait(0.005)
    return model.streams[1]


def test_answered_ends_every_answer() -> None:
    for answers in ([says("네")], [THROTTLED, says("네")], [words("반쯤"), says("네")]):
        _, outputs = converse(*answers)
        assert isinstance(outputs[-1], Answered)
        assert sum(isinstance(output, Answered) for output in outputs) == 1
