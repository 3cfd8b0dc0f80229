"""The primary, again where that may help, then the secondary: one stream of words."""

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from botocore.eventstream import EventStreamError
from urllib3.exceptions import ProtocolError

from lambdas.chat.bedrock.call import CallReport
from lambdas.chat.bedrock.failures import Failure
from lambdas.chat.bedrock.fallback import Answered, Converser, Interrupted, ModelsUnavailableError, Reports
from lambdas.chat.bedrock.registry import Model, load_registry
from lambdas.chat.bedrock.request import Prompt, ToolSpec
from lambdas.chat.bedrock.stream import TextDelta, ToolCall
from tests.unit.chat.scripted import (
    PRIMARY,
    SECONDARY,
    Answer,
    Moment,
    Pause,
    ScriptedModel,
    ScriptedStream,
    calls,
    end,
    says,
    service_error,
    tool_use,
    words,
)

SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
PROMPT = Prompt(
    base="당신은 예매 상담원이다.",
    tools=[ToolSpec("a", "도구", SCHEMA)],
    history=[],
    current=[{"role": "user", "content": [{"text": "안녕"}]}],
)
THROTTLED = service_error("ThrottlingException", 429)
BROKEN = service_error("InternalServerException", 500)
DEADLINE_SECONDS = 20
COOL_DOWN_SECONDS = 30


class TurnOverError(Exception):
    """What a test's patience raises."""


@dataclass
class Patience:
    """Ends the turn when told to."""

    over: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        if self.over.is_set():
            raise TurnOverError


@dataclass
class Desk:
    """A converser over a scripted model, and what it reported. `clock` is the circuits'."""

    model: ScriptedModel
    pauses: Sequence[float] = (0.001, 0.001)
    timeout_seconds: float = DEADLINE_SECONDS
    patience: Patience = field(default_factory=Patience)
    reports: list[CallReport] = field(default_factory=list)
    fallbacks: list[tuple[str, str, Failure]] = field(default_factory=list)
    retold: list[Model] = field(default_factory=list)
    clock: float = 0.0
    prompt: Prompt = PROMPT

    def __post_init__(self) -> None:
        times = {"timeout_seconds": self.timeout_seconds, "cool_down_seconds": COOL_DOWN_SECONDS}
        models = [model.model_copy(update=times) for model in load_registry().order()]
        reports = Reports(self.reports.append, self.on_fallback, self.retold.append)
        self.converser = Converser(self.start_stream, models, reports, self.pauses, lambda: self.clock)

    def start_stream(self, request: dict[str, Any]) -> Any:
        return self.model.start_stream(request)

    def converse(self) -> Iterator[Any]:
        return self.converser.converse(self.prompt, self.patience)

    def on_fallback(self, primary: Model, fallback: Model, failure: Failure) -> None:
        self.fallbacks.append((primary.id, fallback.id, failure))


def converse(*answers: Answer) -> tuple[Desk, list[Any]]:
    desk = Desk(ScriptedModel(*answers))
    outputs = list(desk.converse())
    assert desk.model.rejected == []
    assert all(stream.closed.wait(DEADLINE_SECONDS) for stream in desk.model.streams)
    return desk, outputs


def test_the_primary_answers() -> None:
    desk, outputs = converse(says("안녕", "하세요"))
    assert outputs[:-1] == [TextDelta("안녕"), TextDelta("하세요")]
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
    assert outputs[0] == TextDelta("네")
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
    assert Interrupted() not in outputs


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
    _, outputs = converse(before_content, says("네"))
    assert outputs[0] == TextDelta("네")
    assert Interrupted() not in outputs


def test_a_stream_that_fails_after_content_is_interrupted_and_starts_again() -> None:
    throttled = EventStreamError({"Error": {"Code": "throttlingException", "Message": "no"}}, "ConverseStream")
    desk, outputs = converse([*words("반쯤"), throttled], says("처음부터"))
    assert outputs[:-1] == [TextDelta("반쯤"), Interrupted(), TextDelta("처음부터")]
    assert desk.model.models() == [PRIMARY, SECONDARY]


@pytest.mark.parametrize(
    "void", [words("\n", " ") + end(), words("반쯤") + end("malformed_model_output")], ids=["blank", "malformed"]
)
def test_an_answer_that_is_none_is_asked_for_again(void: list[Moment]) -> None:
    desk, outputs = converse(void, says("처음부터"))
    assert outputs[-3:-1] == [Interrupted(), TextDelta("처음부터")]
    assert desk.model.models() == [PRIMARY, PRIMARY]


def test_a_model_that_withholds_its_answer_is_not_asked_again() -> None:
    for reason in ("content_filtered", "guardrail_intervened", "max_tokens"):
        desk, outputs = converse(end(reason))
        assert [output.stop_reason for output in outputs] == [reason]
        assert desk.model.models() == [PRIMARY]


def test_a_stream_cut_off_without_an_end_is_a_failure() -> None:
    desk, outputs = converse(words("반쯤"), says("처음부터"))
    assert outputs[:-1] == [TextDelta("반쯤"), Interrupted(), TextDelta("처음부터")]
    assert desk.model.models() == [PRIMARY, PRIMARY]


def test_a_complete_tool_call_is_content_too() -> None:
    called = calls(tool_use("a", "{}", "t1"))
    _, outputs = converse([*called[:-2], ProtocolError("cut")], called)
    assert outputs[:-1] == [ToolCall("t1", "a", {}), Interrupted(), ToolCall("t1", "a", {})]


def test_both_failing_is_said_by_name() -> None:
    desk = Desk(ScriptedModel(THROTTLED, THROTTLED))
    with pytest.raises(ModelsUnavailableError):
        list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY]
    # There is no model to fall back to after the last one.
    assert len(desk.fallbacks) == 1
    assert desk.reports == []


def test_a_silence_longer_than_the_models_timeout_goes_to_the_next() -> None:
    desk = Desk(ScriptedModel([threading.Event()], says("네")), timeout_seconds=0.05)
    outputs = list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY]
    assert outputs[0] == TextDelta("네")
    assert desk.fallbacks[0][2] == Failure("Timeout", retry=False)
    assert desk.model.streams[0].closed.wait(DEADLINE_SECONDS)


def test_only_content_breaks_a_silence() -> None:
    """A start, and events without content, as a stream that is kept alive sends them."""
    idle: list[Moment] = [{"messageStart": {"role": "assistant"}}]
    for _ in range(100):
        idle += [Pause(0.01), *words("")[:1]]
    desk = Desk(ScriptedModel(idle, says("네")), timeout_seconds=0.1)
    outputs = list(desk.converse())
    assert outputs[0] == TextDelta("네")
    assert desk.fallbacks[0][2].reason == "Timeout"


def test_a_stall_between_contents_is_a_timeout_too() -> None:
    desk = Desk(ScriptedModel([*words("반쯤"), threading.Event()], says("네")), timeout_seconds=0.05)
    assert list(desk.converse())[:3] == [TextDelta("반쯤"), Interrupted(), TextDelta("네")]


def test_a_long_answer_that_keeps_coming_is_no_timeout() -> None:
    slow: list[Moment] = []
    for _ in range(20):
        slow += [Pause(0.02), *words("말")[:1]]
    desk = Desk(ScriptedModel([*slow, *end()]), timeout_seconds=0.2)
    assert len(list(desk.converse())) == 21
    assert desk.fallbacks == []


SILENCE: list[Moment] = [threading.Event()]


def test_a_model_that_was_silent_is_not_asked_in_the_next_turns() -> None:
    desk = Desk(ScriptedModel(SILENCE, says("하나"), says("둘"), says("셋")), timeout_seconds=0.05)
    for said in ("하나", "둘", "셋"):
        assert TextDelta(said) in list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY, SECONDARY, SECONDARY]
    assert [failure.reason for _, _, failure in desk.fallbacks] == ["Timeout", "CircuitOpen", "CircuitOpen"]
    assert all(report.is_fallback for report in desk.reports)


def test_after_the_cool_down_a_probe_closes_the_circuit() -> None:
    desk = Desk(ScriptedModel(SILENCE, says("하나"), says("둘"), says("셋")), timeout_seconds=0.05)
    list(desk.converse())
    desk.clock = COOL_DOWN_SECONDS
    assert not list(desk.converse())[-1].is_fallback
    assert not list(desk.converse())[-1].is_fallback
    assert desk.model.models() == [PRIMARY, SECONDARY, PRIMARY, PRIMARY]


def test_a_probe_that_fails_opens_it_again() -> None:
    desk = Desk(ScriptedModel(SILENCE, says("하나"), THROTTLED, says("둘"), says("셋")), timeout_seconds=0.05)
    list(desk.converse())
    for moment in (COOL_DOWN_SECONDS, COOL_DOWN_SECONDS + 1):
        desk.clock = moment
        list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY, PRIMARY, SECONDARY, SECONDARY]
    assert [failure.reason for _, _, failure in desk.fallbacks] == ["Timeout", "Throttled", "CircuitOpen"]


def test_one_call_probes_at_a_time() -> None:
    desk = Desk(ScriptedModel(SILENCE, says("하나"), says("탐침", "중"), says("둘")), timeout_seconds=0.05)
    list(desk.converse())
    desk.clock = COOL_DOWN_SECONDS
    probe = desk.converse()
    next(probe)
    assert list(desk.converse())[-1].is_fallback
    assert not list(probe)[-1].is_fallback
    assert not list(desk.converse())[-1].is_fallback


def test_a_probe_that_is_given_up_leaves_the_next_call_to_probe() -> None:
    desk = Desk(ScriptedModel(SILENCE, says("하나"), says("탐침", "중"), says("둘")), timeout_seconds=0.05)
    list(desk.converse())
    desk.clock = COOL_DOWN_SECONDS
    probe = desk.converse()
    next(probe)
    probe.close()  # type: ignore[attr-defined]
    assert not list(desk.converse())[-1].is_fallback


def test_the_last_model_is_asked_though_its_circuit_is_open() -> None:
    desk = Desk(ScriptedModel(SILENCE, SILENCE, says("네")), timeout_seconds=0.05)
    with pytest.raises(ModelsUnavailableError):
        list(desk.converse())
    assert TextDelta("네") in list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY, SECONDARY]


def test_other_failures_leave_the_circuit_closed() -> None:
    desk = Desk(ScriptedModel(THROTTLED, says("하나"), says("둘")))
    list(desk.converse())
    assert not list(desk.converse())[-1].is_fallback


def test_patience_ends_a_stalled_stream_and_closes_it() -> None:
    desk = Desk(ScriptedModel([*words("반쯤"), threading.Event()]))
    outputs = desk.converse()
    assert next(outputs) == TextDelta("반쯤")
    desk.patience.over.set()
    with pytest.raises(TurnOverError):
        next(outputs)
    assert desk.model.streams[0].closed.wait(DEADLINE_SECONDS)


def test_patience_ends_the_pause_before_a_retry() -> None:
    desk = Desk(ScriptedModel(BROKEN), pauses=(3600.0,))
    desk.model.start_stream = ending_the_turn(desk)  # type: ignore[method-assign]
    with pytest.raises(TurnOverError):
        list(desk.converse())


def ending_the_turn(desk: Desk) -> Any:
    """A model whose failure comes just as the turn is over: the patience is not asked before the pause."""

    def start_stream(_request: dict[str, Any]) -> Any:
        threading.Timer(0.15, desk.patience.over.set).start()
        raise BROKEN

    return start_stream


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


def test_a_reader_who_goes_away_closes_the_stream() -> None:
    desk = Desk(ScriptedModel([*words("반쯤"), threading.Event()]))
    outputs = desk.converse()
    next(outputs)
    outputs.close()  # type: ignore[attr-defined]
    assert desk.model.streams[0].closed.wait(DEADLINE_SECONDS)


def test_a_stream_that_opens_too_late_is_closed_unread() -> None:
    opening = threading.Event()
    model = ScriptedModel([threading.Event()], says("네"))
    start = model.start_stream

    def start_late(request: dict[str, Any]) -> Any:
        if request["modelId"] == PRIMARY:
            opening.wait(DEADLINE_SECONDS)
        return start(request)

    model.answers.reverse()
    model.start_stream = start_late  # type: ignore[method-assign]
    assert TextDelta("네") in list(Desk(model, timeout_seconds=0.05).converse())
    opening.set()
    late = eventually_two(model)
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


INVALID = service_error("ValidationException", 400)
INVALID_MIDWAY = EventStreamError({"Error": {"Code": "validationException", "Message": "no"}}, "ConverseStream")
WITH_TOOLS = replace(
    PROMPT,
    history=[
        {"role": "user", "content": [{"text": "표요"}]},
        {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "a", "input": {}}}]},
        {"role": "user", "content": [{"toolResult": {"toolUseId": "t1", "content": [{"json": {"total": 0}}]}}]},
        {"role": "assistant", "content": [{"text": "없어요."}]},
    ],
)


@pytest.mark.parametrize("refusal", [INVALID, [INVALID_MIDWAY], [*words("반쯤"), INVALID_MIDWAY]])
def test_a_history_that_both_models_refuse_is_told_as_text_once(refusal: Answer) -> None:
    desk = Desk(ScriptedModel(refusal, refusal, says("네")), prompt=WITH_TOOLS)
    outputs = list(desk.converse())
    assert outputs[-2:] == [TextDelta("네"), Answered(outputs[-1].model, False, "end_turn", outputs[-1].usage, True)]
    assert desk.model.models() == [PRIMARY, SECONDARY, PRIMARY]
    assert desk.model.rejected == []
    assert [model.id for model in desk.retold] == [PRIMARY]
    asked = json.dumps(desk.model.requests[2]["messages"], ensure_ascii=False)
    assert "tool-record" in asked
    assert "toolUse" not in asked
    assert desk.model.requests[2]["toolConfig"] == desk.model.requests[0]["toolConfig"]


def test_a_text_that_is_refused_too_is_the_end() -> None:
    desk = Desk(ScriptedModel(*[INVALID] * 4), prompt=WITH_TOOLS)
    with pytest.raises(ModelsUnavailableError):
        list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY] * 2
    assert len(desk.retold) == 1


@pytest.mark.parametrize("answers", [(INVALID, THROTTLED), (THROTTLED, INVALID)])
def test_what_one_model_alone_refuses_is_not_told_as_text(answers: tuple[Exception, ...]) -> None:
    desk = Desk(ScriptedModel(*answers), prompt=WITH_TOOLS)
    with pytest.raises(ModelsUnavailableError):
        list(desk.converse())
    assert desk.retold == []


def test_a_conversation_that_is_text_already_is_not_asked_again() -> None:
    desk = Desk(ScriptedModel(INVALID, INVALID))
    with pytest.raises(ModelsUnavailableError):
        list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY]


def test_a_model_that_was_not_asked_has_no_say_in_it() -> None:
    desk = Desk(ScriptedModel(SILENCE, says("하나"), INVALID, says("네")), prompt=WITH_TOOLS, timeout_seconds=0.05)
    list(desk.converse())
    assert TextDelta("네") in list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY, SECONDARY, SECONDARY]
