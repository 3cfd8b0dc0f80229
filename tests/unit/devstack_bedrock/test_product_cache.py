"""The product's own requests, counted by the service: from the second call on, prefix and history come from the cache."""

from typing import Any

import pytest

from lambdas.chat.bedrock.registry import Model, load_registry
from lambdas.chat.bedrock.request import Prompt, build_request
from lambdas.chat.conversation.records import Message
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.conversation.steps import Step
from lambdas.chat.prompts.composer import base_prompt, context_text, current_message
from lambdas.chat.tools.registry import tool_specs
from megaticket.clock import from_epoch
from tests.unit.devstack_bedrock.conftest import Endpoint

NOW = 1_795_424_520
FIRST: list[Message] = [
    {"role": "user", "content": [{"text": "요즘 뮤지컬 뭐 해요?"}]},
    {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "get_performances", "input": {}}}]},
    {"role": "user", "content": [{"toolResult": {"toolUseId": "t1", "content": [{"json": {"total": 0}}]}}]},
    {"role": "assistant", "content": [{"text": "지금은 없어요."}]},
]
SECOND: list[Message] = [
    {"role": "user", "content": [{"text": "연극은요?"}]},
    {"role": "assistant", "content": [{"text": "연극도 지금은 없어요."}]},
]


def usage(endpoint: Endpoint, model: Model, history: list[Message], step: Step, minute: int) -> dict[str, int]:
    """What the service counted for one call: another step and another moment than the call before."""
    state = ConversationState(count=minute + 1)
    context = context_text(state, [], from_epoch(NOW + 60 * minute), step, None, tools_allowed=True)
    prompt = Prompt(base_prompt(), tool_specs(), history, [current_message(context, "고마워요")])
    events: list[dict[str, Any]] = list(endpoint.runtime.converse_stream(**build_request(model, prompt))["stream"])
    counted: dict[str, int] = events[-1]["metadata"]["usage"]
    return counted


@pytest.mark.parametrize("model", load_registry().models.values(), ids=lambda model: model.id)
def test_prefix_and_history_are_read_from_the_cache(endpoint: Endpoint, model: Model) -> None:
    first = usage(endpoint, model, [], Step.GREETING, 0)
    second = usage(endpoint, model, FIRST, Step.SCHEDULE, 1)
    third = usage(endpoint, model, [*FIRST, *SECOND], Step.INFO, 2)
    prefix = first["cacheWriteInputTokens"]
    assert prefix >= max(5_000, model.caching.minimum_tokens)
    assert first["cacheReadInputTokens"] == 0
    assert second["cacheReadInputTokens"] == prefix
    assert third["cacheReadInputTokens"] == prefix + second["cacheWriteInputTokens"] > prefix
    assert third["cacheWriteInputTokens"] > 0
    assert max(each["inputTokens"] for each in (first, second, third)) < 400, "only the moment is paid in full"
