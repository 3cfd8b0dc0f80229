"""A conversation that changes its model, in the middle of a tool exchange too, is one that either model takes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.bedrock.validation import validate
from lambdas.chat.bedrock.registry import Dialect
from lambdas.chat.bedrock.translation import NOTHING, translated
from lambdas.chat.conversation.records import Message
from tests.unit.chat.scripted import PRIMARY, SECONDARY

IDS: dict[Dialect, str] = {"anthropic": PRIMARY, "nova": SECONDARY}
DIALECTS = pytest.mark.parametrize("dialect", list(IDS))
SCHEMA = {"type": "object", "properties": {}, "required": []}
TOOLS = {"tools": [{"toolSpec": {"name": "a", "description": "a", "inputSchema": {"json": SCHEMA}}}]}


def user(*blocks: dict[str, Any]) -> Message:
    return {"role": "user", "content": list(blocks)}


def assistant(*blocks: dict[str, Any]) -> Message:
    return {"role": "assistant", "content": list(blocks)}


def text(words: str) -> dict[str, Any]:
    return {"text": words}


def use(identifier: str, name: str = "get_performances", data: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"toolUse": {"toolUseId": identifier, "name": name, "input": data or {}}}


def result(identifier: str, value: Any = None, status: str = "success") -> dict[str, Any]:
    content = [{"json": value if value is not None else {"total": 0}}]
    return {"toolResult": {"toolUseId": identifier, "content": content, "status": status}}


def check(dialect: Dialect, messages: list[Message]) -> list[Message]:
    """The translation, which the service takes."""
    out = translated(dialect, messages)
    validate(IDS[dialect], {"messages": out, "toolConfig": TOOLS})
    return out


def ids(messages: list[Message], kind: str) -> list[str]:
    return [block[kind]["toolUseId"] for message in messages for block in message["content"] if kind in block]


SWITCHED = [
    user(text("표 있어요?")),
    assistant(text("찾아볼게요"), use("toolu_bdrk_01A")),
    user(result("toolu_bdrk_01A", {"b": 1, "a": [{"d": 1, "c": 2}]})),
    assistant(use("tooluse_xY-9_z"), use("tooluse_2")),
    user(result("tooluse_xY-9_z"), result("tooluse_2", status="error")),
    assistant(text("두 편이 있어요.")),
    user(text("고마워요")),
]
"""The first answer is one model's, the second another's."""


@DIALECTS
def test_a_model_takes_what_another_one_began(dialect: Dialect) -> None:
    for length in (1, 3, 5, 7):
        out = check(dialect, SWITCHED[:length])
        assert ids(out, "toolUse") == ids(out, "toolResult")


def test_each_dialect_reads_results_in_its_own_form() -> None:
    first = SWITCHED[2]["content"][0]["toolResult"] | {"toolUseId": "toolu_bdrk_01A"}
    assert translated("anthropic", SWITCHED)[2]["content"] == [{"toolResult": first}]
    told = {"toolUseId": "toolu_bdrk_01A", "content": [{"text": '{"a": [{"c": 2, "d": 1}], "b": 1}'}]}
    assert translated("nova", SWITCHED)[2]["content"] == [{"toolResult": told}]


@DIALECTS
def test_valid_ids_and_names_stay_as_they_are(dialect: Dialect) -> None:
    assert ids(check(dialect, SWITCHED), "toolUse") == ["toolu_bdrk_01A", "tooluse_xY-9_z", "tooluse_2"]


@DIALECTS
@pytest.mark.parametrize("identifier", ["", "with space", "점", "a.b:c", "x" * 65])
def test_malformed_ids_are_replaced_with_their_results(dialect: Dialect, identifier: str) -> None:
    out = check(
        dialect, [user(text("?")), assistant(use(identifier), use("t2")), user(result(identifier), result("t2"))]
    )
    assert ids(out, "toolUse") == ids(out, "toolResult") == ["call_1", "t2"]


@DIALECTS
def test_results_in_another_order_find_their_calls(dialect: Dialect) -> None:
    out = check(dialect, [user(text("?")), assistant(use("점"), use("t2")), user(result("t2"), result("점"))])
    assert ids(out, "toolUse") == ["call_1", "t2"]
    assert ids(out, "toolResult") == ["t2", "call_1"]


@DIALECTS
def test_ids_that_come_again_are_told_apart(dialect: Dialect) -> None:
    turn = [user(text("?")), assistant(use("t1"), use("t1")), user(result("t1", {"n": 1}), result("t1", {"n": 2}))]
    messages = [*turn, assistant(text("네.")), user(text("?")), assistant(use("t1")), user(result("t1", {"n": 3}))]
    out = check(dialect, messages)
    called = ids(out, "toolUse")
    assert len(set(called)) == 3
    assert ids(out, "toolResult") == called
    assert [
        json.dumps(block).count(f'n\\": {n}') or json.dumps(block).count(f'"n": {n}')
        for n, block in enumerate((b for m in out for b in m["content"] if "toolResult" in b), 1)
    ] == [1, 1, 1]


@DIALECTS
@pytest.mark.parametrize(
    ("name", "sent"), [("get seats!", "get_seats_"), ("", "unknown"), ("도구", "__"), ("a" * 70, "a" * 64)]
)
def test_invented_names_are_made_valid(dialect: Dialect, name: str, sent: str) -> None:
    out = check(dialect, [user(text("?")), assistant(use("t1", name)), user(result("t1"))])
    assert out[1]["content"][0]["toolUse"]["name"] == sent


@DIALECTS
def test_blank_texts_thoughts_and_empty_results_are_no_obstacle(dialect: Dialect) -> None:
    thought = {"reasoningContent": {"reasoningText": {"text": "음", "signature": "s"}}}
    empty = {"toolResult": {"toolUseId": "t1", "content": []}}
    out = check(dialect, [user(text(" "), text("?")), assistant(thought, text("\n"), use("t1")), user(empty)])
    assert out[0]["content"] == [text("?")]
    assert [list(block) for block in out[1]["content"]] == [["toolUse"]]
    assert out[2]["content"][0]["toolResult"]["content"] == [text("")]
    assert check(dialect, [user(text("\n"))]) == [user(text(NOTHING))]


@DIALECTS
def test_the_same_conversation_gives_the_same_bytes_whatever_order_its_keys_came_back_in(dialect: Dialect) -> None:
    def conversation(data: dict[str, Any]) -> list[Message]:
        return [
            user(text("?")),
            assistant(use("점", data=data)),
            user(result("점", {"x": [data]})),
            assistant(text("네.")),
        ]

    ahead, behind = conversation({"a": 1, "b": {"c": 2, "d": 3}}), conversation({"b": {"d": 3, "c": 2}, "a": 1})
    assert json.dumps(translated(dialect, ahead)) == json.dumps(translated(dialect, behind))
    # What came before does not change with what follows it.
    longer = translated(dialect, [*ahead, user(text("?")), assistant(use("점")), user(result("점"))])
    assert longer[: len(ahead)] == translated(dialect, ahead)


NAMES = st.text(max_size=70)


@given(st.sampled_from(list(IDS)), st.lists(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=3), max_size=4))
def test_whatever_a_model_made_up_can_be_sent_back(dialect: Dialect, rounds: list[list[tuple[str, str]]]) -> None:
    messages = [user(text("?"))]
    for calls in rounds:
        messages += [assistant(*(use(i, n) for i, n in calls)), user(*(result(i) for i, _ in calls))]
    out = check(dialect, messages)
    assert ids(out, "toolUse") == ids(out, "toolResult")
