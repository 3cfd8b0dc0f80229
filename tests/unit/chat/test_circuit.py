"""A silence goes to the next model, and the model that was silent is left alone and probed."""

import threading
import time

import pytest

from lambdas.chat.bedrock.failures import Failure
from lambdas.chat.bedrock.fallback import ModelsUnavailableError
from tests.unit.chat.desk import COOL_DOWN_SECONDS, INTERRUPTED, THROTTLED, Desk
from tests.unit.chat.scripted import PRIMARY, SECONDARY, Moment, ScriptedModel, end, says, words


@pytest.fixture
def desk() -> Desk:
    return Desk(ScriptedModel())


def test_a_silence_longer_than_the_models_timeout_goes_to_the_next(desk: Desk) -> None:
    desk.model.answers = [desk.silence(), says("네")]
    outputs = list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY]
    assert outputs[0] == "네"
    assert desk.fallbacks[0][2] == Failure("Timeout", retry=False)


def test_each_model_has_its_own_time(desk: Desk) -> None:
    """The primary has 10 seconds, the secondary 15."""
    desk.model.answers = [[desk.passes(10.1), *words("")], [desk.passes(14.9), *says("네")]]
    assert "네" in list(desk.converse())
    assert [failure.reason for _, _, failure in desk.fallbacks] == ["Timeout"]


def test_only_content_breaks_a_silence(desk: Desk) -> None:
    """A start, and events without content, as a stream that is kept alive sends them."""
    idle: list[Moment] = [{"messageStart": {"role": "assistant"}}]
    for _ in range(30):
        idle += [desk.passes(1), *words("")[:1]]
    desk.model.answers = [[*idle, threading.Event()], says("네")]
    assert next(desk.converse()) == "네"
    assert desk.fallbacks[0][2].reason == "Timeout"


def test_a_stall_between_contents_is_a_timeout_too(desk: Desk) -> None:
    heard = threading.Event()
    desk.model.answers = [[*words("반쯤"), heard, *desk.silence()], says("네")]
    outputs = desk.converse()
    assert next(outputs) == "반쯤"
    heard.set()
    assert list(outputs)[:2] == [INTERRUPTED, "네"]
    assert desk.fallbacks[0][2].reason == "Timeout"


def test_a_long_answer_that_keeps_coming_is_no_timeout(desk: Desk) -> None:
    slow: list[Moment] = []
    for _ in range(4):
        # Long enough for the silence to be looked at, which happens ten times a second.
        slow += [*words("말")[:1], desk.passes(6), lambda: time.sleep(0.3)]
    desk.model.answers = [[*slow, *end()]]
    assert len(list(desk.converse())) == 5
    assert desk.fallbacks == []


def test_a_model_that_was_silent_is_not_asked_in_the_next_turns(desk: Desk) -> None:
    desk.model.answers = [desk.silence(), says("하나"), says("둘"), says("셋")]
    for said in ("하나", "둘", "셋"):
        assert said in list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY, SECONDARY, SECONDARY]
    assert [failure.reason for _, _, failure in desk.fallbacks] == ["Timeout", "CircuitOpen", "CircuitOpen"]
    assert all(report.is_fallback for report in desk.reports)


def test_after_the_cool_down_a_probe_closes_the_circuit(desk: Desk) -> None:
    desk.model.answers = [desk.silence(), says("하나"), says("둘"), says("셋")]
    list(desk.converse())
    desk.clock += COOL_DOWN_SECONDS
    assert not list(desk.converse())[-1].is_fallback
    assert not list(desk.converse())[-1].is_fallback
    assert desk.model.models() == [PRIMARY, SECONDARY, PRIMARY, PRIMARY]


def test_a_probe_that_fails_opens_it_again(desk: Desk) -> None:
    desk.model.answers = [desk.silence(), says("하나"), THROTTLED, says("둘"), says("셋")]
    list(desk.converse())
    for passed in (COOL_DOWN_SECONDS, 1):
        desk.clock += passed
        list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY, PRIMARY, SECONDARY, SECONDARY]
    assert [failure.reason for _, _, failure in desk.fallbacks] == ["Timeout", "Throttled", "CircuitOpen"]


def test_one_call_probes_at_a_time(desk: Desk) -> None:
    desk.model.answers = [desk.silence(), says("하나"), says("탐침", "중"), says("둘")]
    list(desk.converse())
    desk.clock += COOL_DOWN_SECONDS
    probe = desk.converse()
    next(probe)
    assert list(desk.converse())[-1].is_fallback
    assert not list(probe)[-1].is_fallback
    assert not list(desk.converse())[-1].is_fallback


def test_a_probe_that_is_given_up_leaves_the_next_call_to_probe(desk: Desk) -> None:
    desk.model.answers = [desk.silence(), says("하나"), says("탐침", "중"), says("둘")]
    list(desk.converse())
    desk.clock += COOL_DOWN_SECONDS
    probe = desk.converse()
    next(probe)
    probe.close()
    assert not list(desk.converse())[-1].is_fallback


def test_the_last_model_is_asked_though_its_circuit_is_open(desk: Desk) -> None:
    desk.model.answers = [desk.silence(), desk.silence(), says("네")]
    with pytest.raises(ModelsUnavailableError):
        list(desk.converse())
    assert "네" in list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY, SECONDARY]


def test_a_model_that_was_left_alone_is_asked_once_the_others_have_failed(desk: Desk) -> None:
    desk.model.answers = [desk.silence(), says("하나"), THROTTLED, says("둘")]
    list(desk.converse())
    outputs = list(desk.converse())
    assert "둘" in outputs
    assert not outputs[-1].is_fallback
    assert desk.model.models() == [PRIMARY, SECONDARY, SECONDARY, PRIMARY]
    told = [(primary, fallback, failure.reason) for primary, fallback, failure in desk.fallbacks[1:]]
    assert told == [(PRIMARY, SECONDARY, "CircuitOpen"), (SECONDARY, PRIMARY, "Throttled")]


def test_other_failures_leave_the_circuit_closed(desk: Desk) -> None:
    desk.model.answers = [THROTTLED, says("하나"), says("둘")]
    list(desk.converse())
    assert not list(desk.converse())[-1].is_fallback
