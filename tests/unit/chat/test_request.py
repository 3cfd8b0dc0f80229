"""Requests that both models take, with a prefix that never changes a byte."""

import json
from typing import Any

import pytest

from devstack.bedrock.accounting import PrefixCache
from devstack.bedrock.families import family_of
from devstack.bedrock.validation import validate
from lambdas.chat.bedrock.registry import Model, load_registry
from lambdas.chat.bedrock.request import Prompt, build_request, estimate_tokens
from lambdas.chat.conversation.records import Message
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.conversation.steps import Step
from lambdas.chat.prompts.composer import base_prompt, context_text, current_message
from lambdas.chat.tools.registry import tool_specs
from megaticket.clock import from_epoch

PRIMARY, SECONDARY = load_registry().order()
MODELS = pytest.mark.parametrize("model", load_registry().models.values(), ids=lambda model: model.id)

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


def test_the_context_is_no_part_of_the_system() -> None:
    built = request(PRIMARY)
    assert [block for block in built["system"] if "text" in block] == [{"text": base_prompt()}]
    assert "<context>" in built["messages"][-1]["content"][0]["text"]
    assert built["messages"][-1]["content"][1] == {"text": "안녕하세요"}


def points(built: dict[str, Any]) -> list[str]:
    """Where checkpoints stand: "system", or the index of a message."""
    places = [("system", built["system"]), *((str(i), m["content"]) for i, m in enumerate(built["messages"]))]
    found = [place for place, blocks in places for block in blocks if "cachePoint" in block]
    assert json.dumps(built).count("cachePoint") == len(found)
    return found


def talk(turns: int, length: int = 1) -> list[Message]:
    """A history of turns in which the assistant says this many characters."""
    return [
        {"role": role, "content": [{"text": text}]}
        for _ in range(turns)
        for role, text in (("user", "네"), ("assistant", "가" * length))
    ]


@MODELS
def test_checkpoints_close_the_base_and_the_last_turns(model: Model) -> None:
    base = "가" * model.caching.minimum_tokens
    assert points(build_request(model, Prompt(base, (), [], current()))) == ["system"]
    assert points(build_request(model, Prompt(base, (), HISTORY, current()))) == ["system", "3"]
    assert points(build_request(model, Prompt(base, (), talk(7), current()))) == ["system", "9", "11", "13"]


@MODELS
def test_no_checkpoint_where_the_prefix_is_below_the_minimum(model: Model) -> None:
    short = "가" * (model.caching.minimum_tokens // 2)
    assert points(build_request(model, Prompt(short, (), [], current()))) == []
    assert points(build_request(model, Prompt(short, (), HISTORY, current()))) == []
    # The base and the history together are long enough from the second turn's end on.
    history = talk(4, model.caching.minimum_tokens // 3)
    assert points(build_request(model, Prompt(short, (), history, current()))) == ["3", "5", "7"]


def test_the_table_bounds_places_points_and_lifetime() -> None:
    def built(**caching: Any) -> dict[str, Any]:
        model = PRIMARY.model_copy(update={"caching": PRIMARY.caching.model_copy(update=caching)})
        return build_request(model, Prompt("가" * 5000, (), talk(5), current()))

    assert points(built(places=frozenset({"system"}))) == ["system"]
    assert points(built(places=frozenset({"messages"}))) == ["3", "5", "7", "9"][-4:]
    assert points(built(most_points=2)) == ["system", "9"]
    assert points(built(most_points=1)) == ["system"]
    assert built()["system"][1] == {"cachePoint": {"type": "default"}}
    assert built(ttl="1h")["system"][1] == {"cachePoint": {"type": "default", "ttl": "1h"}}


@MODELS
def test_the_history_of_the_turn_before_is_read_from_the_cache(model: Model) -> None:
    """The service's own accounting: what a turn writes the next one reads, also after a turn with many calls."""
    cache = PrefixCache(lambda: 0.0)
    base = "가" * model.caching.minimum_tokens
    long_turn = exchange("t", calls=30)
    history: list[Message] = []
    for said in (talk(1, 100), long_turn, talk(1, 100), talk(1, 100)):
        request = build_request(model, Prompt(base, tool_specs(), history, current()))
        usage = cache.account(request.pop("modelId"), family_of(model.id), request)
        before = estimate_tokens(json.dumps(history[: -len(said)], ensure_ascii=False)) if history else 0
        history = [*history, *said]
    assert usage.read > model.caching.minimum_tokens + before * 0.9


def exchange(prefix: str, calls: int, name: str = "get_performances") -> list[Message]:
    """A turn with parallel calls."""
    ids = [f"{prefix}{number}" for number in range(calls)]
    uses = [{"toolUse": {"toolUseId": each, "name": name, "input": {"b": 1, "a": 2}}} for each in ids]
    results = [{"toolResult": {"toolUseId": each, "content": [{"json": {"z": each}}]}} for each in ids]
    return [
        {"role": "user", "content": [{"text": "찾아 줘"}]},
        {"role": "assistant", "content": uses},
        {"role": "user", "content": results},
        {"role": "assistant", "content": [{"text": "여기요."}]},
    ]


@MODELS
def test_strict_tools_are_those_whose_schema_may_be(model: Model) -> None:
    strict = model.model_copy(update={"strict_tools": True})
    built = build_request(strict, Prompt("안녕", tool_specs(), [], current()))
    marked = [tool["toolSpec"]["name"] for tool in built["toolConfig"]["tools"] if tool["toolSpec"].get("strict")]
    if model.dialect == "nova":
        assert marked == []
        return
    assert "hold_seats" in marked
    # It bounds a number.
    assert "get_available_seats" not in marked
    validate(built.pop("modelId"), built)


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("한글", 2), ("abcd", 1), ("abcde", 2), ("가abcd", 2)])
def test_tokens_are_estimated(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens
