"""Requests that both models take, with a prefix that never changes a byte."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from devstack.bedrock.validation import validate
from lambdas.chat.bedrock.registry import Model, load_registry
from lambdas.chat.bedrock.request import CACHE_POINT, Prompt, build_request, estimate_tokens
from lambdas.chat.conversation.records import Message
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.conversation.steps import Step
from lambdas.chat.prompts.composer import base_prompt, context_text, current_message
from lambdas.chat.tools.registry import tool_specs
from megaticket.clock import from_epoch

PRIMARY, SECONDARY = load_registry().order()
MODELS = pytest.mark.parametrize("model", load_registry().models.values(), ids=lambda model: model.id)
ROOT = Path(__file__).parents[3]

HISTORY: list[Message] = [
    {"role": "user", "content": [{"text": "뭐 해요?"}]},
    {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "get_performances", "input": {}}}]},
    {
        "role": "user",
        "content": [
            {"toolResult": {"toolUseId": "t1", "content": [{"json": {"total": 0}}], "status": "error"}},
        ],
    },
    {"role": "assistant", "content": [{"text": "지금은 없어요."}]},
]


def current(step: Step = Step.GREETING) -> list[Message]:
    context = context_text(ConversationState(), [], from_epoch(1_795_424_520), step, None, tools_allowed=True)
    return [current_message(context, "안녕하세요")]


def request(model: Model, history: list[Message] | None = None, base: str | None = None) -> dict[str, Any]:
    return build_request(model, Prompt(base or base_prompt(), tool_specs(), history or [], current()))


@MODELS
@pytest.mark.parametrize("history", [[], HISTORY], ids=["first turn", "with history"])
def test_every_model_takes_its_request(model: Model, history: list[Message]) -> None:
    built = request(model, history)
    validate(built.pop("modelId"), built)


def test_a_dialect_is_needed() -> None:
    """Proof that the check above has teeth: each family refuses the other's request."""
    for_claude = request(PRIMARY, HISTORY) | {"modelId": SECONDARY.id}
    with pytest.raises(Exception, match="extraneous key"):
        validate(for_claude.pop("modelId"), for_claude)


def test_nova_reads_tool_results_as_text_without_a_status() -> None:
    result = request(SECONDARY, HISTORY)["messages"][2]["content"][0]["toolResult"]
    assert result == {"toolUseId": "t1", "content": [{"text": '{"total": 0}'}]}
    assert request(PRIMARY, HISTORY)["messages"][2]["content"][0] == HISTORY[2]["content"][0]


def test_nova_gets_plain_schemas_and_its_own_sampling() -> None:
    built = request(SECONDARY)
    schemas = [tool["toolSpec"]["inputSchema"]["json"] for tool in built["toolConfig"]["tools"]]
    assert all(schema.keys() == {"type", "properties", "required"} for schema in schemas)
    assert built["additionalModelRequestFields"] == {"inferenceConfig": {"topK": 1}}
    assert built["inferenceConfig"]["temperature"] == 0


def test_history_is_not_changed_by_building() -> None:
    before = json.dumps(HISTORY)
    for model in (PRIMARY, SECONDARY):
        request(model, HISTORY)
    assert json.dumps(HISTORY) == before


def prefix(built: dict[str, Any]) -> bytes:
    """The bytes that come before the messages, in the order in which the service reads them."""
    return json.dumps([built["toolConfig"], built["system"]], ensure_ascii=False).encode()


@MODELS
def test_the_prefix_is_the_same_in_every_step(model: Model) -> None:
    prefixes = {
        prefix(build_request(model, Prompt(base_prompt(), tool_specs(), history, current(step))))
        for step in Step
        for history in ([], HISTORY)
    }
    assert len(prefixes) == 1


def test_the_prefix_is_the_same_in_every_process() -> None:
    program = (
        "import hashlib; from tests.unit.chat.test_request import PRIMARY, prefix, request;"
        "print(hashlib.sha256(prefix(request(PRIMARY))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_context_is_no_part_of_the_system() -> None:
    built = request(PRIMARY)
    assert [block for block in built["system"] if "text" in block] == [{"text": base_prompt()}]
    assert "<context>" in built["messages"][-1]["content"][0]["text"]
    assert built["messages"][-1]["content"][1] == {"text": "안녕하세요"}


@MODELS
def test_cache_points_stand_only_where_the_prefix_reaches_the_minimum(model: Model) -> None:
    for length, cached in ((model.caching.minimum_tokens, True), (1, False)):
        built = build_request(model, Prompt("가" * length, (), HISTORY, current()))
        assert (CACHE_POINT in built["system"]) is cached
        assert (CACHE_POINT in built["messages"][len(HISTORY) - 1]["content"]) is cached
        assert json.dumps(built).count("cachePoint") == 2 * cached


def test_without_history_only_the_base_is_closed() -> None:
    built = build_request(PRIMARY, Prompt("가" * 5000, (), [], current()))
    assert json.dumps(built).count("cachePoint") == 1


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("한글", 2), ("abcd", 1), ("abcde", 2), ("가abcd", 2)])
def test_tokens_are_estimated(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens
