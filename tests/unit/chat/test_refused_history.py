"""A conversation that every model refuses is told as text, once."""

import json
from dataclasses import replace

import pytest
from botocore.eventstream import EventStreamError

from lambdas.chat.bedrock.fallback import Answered, ModelsUnavailableError
from lambdas.chat.bedrock.stream import TextDelta
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
    desk = Desk(ScriptedModel(), prompt=WITH_TOOLS)
    desk.model.answers = [desk.silence(), says("하나"), INVALID, says("네")]
    list(desk.converse())
    assert TextDelta("네") in list(desk.converse())
    assert desk.model.models() == [PRIMARY, SECONDARY, SECONDARY, SECONDARY]
