"""Each rule of the validator: a request that the service takes, with one thing wrong."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from devstack.bedrock.errors import ResourceNotFoundException, ValidationException
from devstack.bedrock.validation import validate
from tests.unit.devstack_bedrock.product import HAIKU, NOVA

HAIKU_55 = "jp.anthropic.claude-haiku-5-5"
Body = dict[str, Any]
POINT = {"cachePoint": {"type": "default"}}
SCHEMA: Body = {"type": "object", "properties": {"when": {"type": "string"}}, "required": ["when"]}


def good() -> Body:
    """A request that both families take, with a tool round in its history."""
    return {
        "system": [{"text": "상담원"}, deepcopy(POINT)],
        "messages": [
            {"role": "user", "content": [{"text": "안녕"}]},
            {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t.1:a-b", "name": "find", "input": {}}}]},
            {"role": "user", "content": [{"toolResult": {"toolUseId": "t.1:a-b", "content": [{"text": ""}]}}]},
            {"role": "assistant", "content": [{"text": "네"}, deepcopy(POINT)]},
            {"role": "user", "content": [{"text": "토요일"}]},
        ],
        "toolConfig": {
            "tools": [{"toolSpec": {"name": "find", "description": "d", "inputSchema": {"json": deepcopy(SCHEMA)}}}]
        },
        "inferenceConfig": {"maxTokens": 4096, "temperature": 0},
    }


def result(body: Body) -> Body:
    return body["messages"][2]["content"][0]["toolResult"]  # type: ignore[no-any-return]


def use(body: Body) -> Body:
    return body["messages"][1]["content"][0]["toolUse"]  # type: ignore[no-any-return]


def spec(body: Body) -> Body:
    return body["toolConfig"]["tools"][0]["toolSpec"]  # type: ignore[no-any-return]


def content(body: Body, index: int) -> list[Any]:
    return body["messages"][index]["content"]  # type: ignore[no-any-return]


def strict(**changes: Any) -> Callable[[Body], object]:
    """Make the tool strict, with a schema that is changed."""
    return lambda body: spec(body).update(
        strict=True, inputSchema={"json": SCHEMA | {"additionalProperties": False} | changes}
    )


BOTH: list[tuple[str, Callable[[Body], object], str]] = [
    ("unknown field", lambda b: b.update(stream=True), "extraneous key [stream]"),
    ("no message", lambda b: b.update(messages=[]), "at least one message"),
    ("assistant first", lambda b: b["messages"].pop(0), "must start with a user message"),
    ("roles repeat", lambda b: b["messages"].insert(0, {"role": "user", "content": [{"text": "x"}]}), "alternate"),
    ("blank text", lambda b: content(b, 0).append({"text": " \n"}), "messages.0.content.1 is blank"),
    ("blank system", lambda b: b["system"].insert(0, {"text": ""}), "system.0 is blank"),
    ("no content", lambda b: content(b, 4).clear(), "content field in the Message object at messages.4 is empty"),
    ("unanswered", lambda b: content(b, 2).__setitem__(0, {"text": "x"}), "Expected toolResult blocks at messages.2.content for the following Ids: t.1:a-b"),
    ("unasked", lambda b: content(b, 4).append(deepcopy(content(b, 2)[0])), "messages.4.content exceeds"),
    ("other id", lambda b: result(b).update(toolUseId="other"), "Expected toolResult blocks"),
    ("ends with a call", lambda b: b["messages"].__delitem__(slice(2, None)), "Expected toolResult blocks at messages.2"),
    ("empty result", lambda b: result(b).update(content=[]), "ToolResultBlock"),
    ("result by the assistant", lambda b: content(b, 3).append(content(b, 2)[0]), "not allowed in a message of role assistant"),
    ("no toolConfig", lambda b: b.pop("toolConfig"), "toolConfig field must be defined"),
    ("same id twice", lambda b: [item.update(content=item["content"] * 2) for item in b["messages"][1:3]], "must be unique"),
    ("tool name", lambda b: spec(b).update(name="find.it"), "[a-zA-Z0-9_-]+"),
    ("long tool name", lambda b: spec(b).update(name="f" * 65), "less than or equal to 64"),
    ("toolUseId", lambda b: (use(b).update(toolUseId="a b"), result(b).update(toolUseId="a b")), "[a-zA-Z0-9_.:-]+"),
    ("input is no object", lambda b: use(b).update(input="{}"), "toolUse.input is invalid"),
    ("schema of no object", lambda b: spec(b)["inputSchema"]["json"].update(type="string"), "must be one of the following: object"),
    ("same name twice", lambda b: b["toolConfig"]["tools"].append(b["toolConfig"]["tools"][0]), "must be unique"),
    ("no tools", lambda b: b["toolConfig"].update(tools=[]), "greater than or equal to 1"),
    ("unknown choice", lambda b: b["toolConfig"].update(toolChoice={"tool": {"name": "nope"}}), "not found in provided tools"),
    ("five points", lambda b: b["system"].extend([{"text": "x"}, POINT] * 3), "Found 5"),
    ("point closes nothing", lambda b: b["system"].insert(0, POINT), "must follow the content"),
    ("point of another type", lambda b: b["system"].append({"cachePoint": {"type": "big"}}), "enum value set: [default]"),
    ("zero tokens", lambda b: b["inferenceConfig"].update(maxTokens=0), "greater than or equal to 1"),
    ("too hot", lambda b: b["inferenceConfig"].update(temperature=1.5), "between 0 and 1"),
    ("unknown block", lambda b: content(b, 4).append({"reply": "x"}), "extraneous key [reply]"),
    ("null messages", lambda b: b.update(messages=None), "be a list"),
]  # fmt: skip

HAIKU_ONLY: list[tuple[str, Callable[[Body], object], str]] = [
    ("both samplings", lambda b: b["inferenceConfig"].update(topP=0.9), "cannot both be specified"),
    ("both, one extra", lambda b: b.update(additionalModelRequestFields={"top_p": 0.9}), "cannot both be specified"),
    ("too many tokens", lambda b: b["inferenceConfig"].update(maxTokens=64_001), "model limit of 64000"),
    ("json is a list", lambda b: result(b).update(content=[{"json": [1]}]), "json is invalid. Provide a json object"),
    ("unknown status", lambda b: result(b).update(status="done"), "[success, error]"),
    ("result after text", lambda b: content(b, 2).insert(0, {"text": "x"}), "must come first"),
    ("strict and open", strict(additionalProperties=True), "must be explicitly set to false"),
    ("strict and open inside", strict(properties={"a": {"type": "object"}}), "must be explicitly set to false"),
    ("strict with maxItems", strict(properties={"a": {"type": "array", "maxItems": 3}}), "'maxItems' is not supported"),
    ("unknown ttl", lambda b: b["system"][1]["cachePoint"].update(ttl="1d"), "[5m, 1h]"),
]

NOVA_ONLY: list[tuple[str, Callable[[Body], object], str]] = [
    ("point in tools", lambda b: b["toolConfig"]["tools"].append(POINT), "#/toolConfig/tools/1: extraneous key [cachePoint]"),
    ("ttl", lambda b: b["system"][1]["cachePoint"].update(ttl="5m"), "extraneous key [ttl]"),
    ("json result", lambda b: result(b).update(content=[{"json": {}}]), "extraneous key [json]"),
    ("status", lambda b: result(b).update(status="error"), "extraneous key [status]"),
    ("schema key", lambda b: spec(b)["inputSchema"]["json"].update(additionalProperties=False), "extraneous key [additionalProperties]"),
    ("point after a result", lambda b: content(b, 2).append(POINT), "extraneous key [cachePoint]"),
    ("strict", lambda b: spec(b).update(strict=True), "extraneous key [strict]"),
    ("too many tokens", lambda b: b["inferenceConfig"].update(maxTokens=5_001), "model limit of 5000"),
    ("replayed reasoning", lambda b: content(b, 3).insert(0, {"reasoningContent": {}}), "reasoningContent"),
]  # fmt: skip


@pytest.mark.parametrize("model_id", [HAIKU, NOVA])
def test_a_good_request_passes(model_id: str) -> None:
    validate(model_id, good())


def test_what_only_haiku_takes_passes() -> None:
    body = good()
    strict()(body)
    body["toolConfig"]["tools"].append({"cachePoint": {"type": "default", "ttl": "1h"}})
    content(body, 2).append(POINT)
    result(body).update(content=[{"json": {"ok": True}}], status="success")
    validate(HAIKU, body)


def rejected(model_id: str, change: Callable[[Body], object], reason: str) -> None:
    body = good()
    change(body)
    with pytest.raises(ValidationException) as caught:
        validate(model_id, body)
    assert reason in caught.value.message
    assert caught.value.status == 400


@pytest.mark.parametrize("model_id", [HAIKU, NOVA])
@pytest.mark.parametrize(("change", "reason"), [pytest.param(*case[1:], id=case[0]) for case in BOTH])
def test_both_families_reject(model_id: str, change: Callable[[Body], object], reason: str) -> None:
    rejected(model_id, change, reason)


@pytest.mark.parametrize(("change", "reason"), [pytest.param(*case[1:], id=case[0]) for case in HAIKU_ONLY])
def test_haiku_rejects(change: Callable[[Body], object], reason: str) -> None:
    rejected(HAIKU, change, reason)


@pytest.mark.parametrize(("change", "reason"), [pytest.param(*case[1:], id=case[0]) for case in NOVA_ONLY])
def test_nova_rejects(change: Callable[[Body], object], reason: str) -> None:
    rejected(NOVA, change, reason)


def test_the_newest_haiku_takes_no_sampling() -> None:
    rejected(HAIKU_55, lambda _: None, "`temperature` is not supported")


def test_an_unknown_model_is_not_found() -> None:
    with pytest.raises(ResourceNotFoundException) as caught:
        validate("example.unknown-v1:0", good())
    assert caught.value.status == 404
