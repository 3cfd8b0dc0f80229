"""A conversation that every model refuses is told as text, once."""

import json
from dataclasses import replace

import pytest
from botocore.eventstream import EventStreamError

from lambdas.chat.bedrock.fallback import Answered, ModelsUnavailableError
from tests.unit.chat.desk import PROMPT, THROTTLED, Desk
from tests.unit.chat.scripted import PRIMARY, SECONDARY, Answer, ScriptedModel, says, service_error, words

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
TALKED = [
    {"role": "user", "content": [{"text": "표요"}]},
    {"role": "assistant", "content": [{"text": "없어요."}]},
]


@pytest.mark.parametrize("refusal", [INVALID, [INVALID_MIDWAY], [*words("반쯤"), INVALID_MIDWAY]])
def test_a_history_that_both_models_refuse_is_told_as_text_once(refusal: Answer) -> None:
    desk = Desk(ScriptedModel(refusal, refusal, says("네")), prompt=WITH_TOOLS)
    outputs = list(desk.converse())
    assert outputs[-2:] == ["네", Answered(outputs[-1].model, False, "end_turn", outputs[-1].usage, True)]
    assert desk.model.models() == [PRIMARY, SECONDARY, PRIMARY]
    assert desk.refused == [(PRIMARY, "HistoryRetold")]
    asked = json.dumps(desk.model.requests[2]["messages"], ensure_ascii=False)
    assert "tool-record" in asked
    assert "toolUse" not in asked
    assert desk.model.requests[2]["toolConfig"] == desk.model.requests[0]["toolConfig"]


def test_a_text_that_is_refused_too_is_left_out() -> None:
    desk = Desk(ScriptedModel(*[INVALID] * 4, says("네")), prompt=WITH_TOOLS)
    answered = list(desk.converse())[-1]
    assert (answered.is_retold, answered.drops_history) == (True, True)
    assert desk.model.models() == [PRIMARY, SECONDARY] * 2 + [PRIMARY]
    assert desk.model.requests[-1]["messages"] == PROMPT.current
    assert desk.refused == [(PRIMARY, "HistoryRetold"), (PRIMARY, "HistoryDropped")]


def test_a_history_of_text_that_is_refused_is_left_out() -> None:
    desk = Desk(ScriptedModel(INVALID, INVALID, says("네")), prompt=replace(PROMPT, history=TALKED))
    answered = list(desk.converse())[-1]
    assert answered.drops_history
    assert desk.model.requests[-1]["messages"] == PROMPT.current
    assert desk.refused == [(PRIMARY, "HistoryDropped")]


def test_what_is_refused_without_any_history_is_the_end() -> None:
    for prompt, rounds in ((WITH_TOOLS, 3), (replace(PROMPT, history=TALKED), 2), (PROMPT, 1)):
        desk = Desk(ScriptedModel(*[INVALID] * 6), prompt=prompt)
        with pytest.raises(ModelsUnavailableError):
            list(desk.converse())
        assert desk.model.models() == [PRIMARY, SECONDARY] * rounds


@pytest.mark.parametrize("answers", [(INVALID, THROTTLED), (THROTTLED, INVALID)])
def test_what_one_model_alone_refuses_is_sent_as_it_is(answers: tuple[Exception, ...]) -> None:
    desk = Desk(ScriptedModel(*answers), prompt=WITH_TOOLS)
    with pytest.raises(ModelsUnavailableError):
        list(desk.converse())
    assert desk.refused == []


def test_a_history_is_not_mended_before_every_model_has_refused_it() -> None:
    """The primary was left alone after a silence: it is asked before the secondary's refusal counts for both."""
    desk = Desk(ScriptedModel(), prompt=WITH_TOOLS)
    desk.model.answers = [desk.silence(), says("하나"), INVALID, says("네")]
    list(desk.converse())
    assert "네" in list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY, SECONDARY, PRIMARY]
    assert desk.refused == []
