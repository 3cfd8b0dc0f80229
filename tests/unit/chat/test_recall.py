"""How much of a conversation a model is sent, and how long the cached beginning of it stands."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lambdas.chat.bedrock.request import estimate_tokens
from lambdas.chat.conversation.history import HistoryLimit, closed, recall, user_message
from lambdas.chat.conversation.records import Message, Turn

LIMIT = HistoryLimit(turns=8, tokens=2_000)


def turn(number: int, length: int = 10, tools: int = 0) -> Turn:
    """A turn whose answer, and each of whose tool results, is about so many tokens long."""
    messages: list[Message] = [user_message("표 있어요?")]
    for call in range(tools):
        use: dict[str, Any] = {"toolUse": {"toolUseId": f"t{number}-{call}", "name": "a", "input": {}}}
        result = {"toolResult": {"toolUseId": f"t{number}-{call}", "content": [{"json": {"a": "가" * length}}]}}
        messages += [{"role": "assistant", "content": [use]}, {"role": "user", "content": [result]}]
    text = "네" * length
    said = {"role": "assistant", "content": [{"text": text}]}
    return Turn(number=number, status="completed", user_text="표 있어요?", text=text, messages=(*messages, said))


def tokens(messages: Any) -> int:
    return estimate_tokens(json.dumps(list(messages), ensure_ascii=False))


def test_nothing_is_dropped_within_the_limit() -> None:
    turns = [turn(number) for number in range(1, LIMIT.turns + 1)]
    history = recall(turns, LIMIT, len(turns) + 1)
    assert history.first == 1
    assert list(history.messages) == [message for one in turns for message in closed(one)]


def test_beyond_the_turns_half_of_them_stay() -> None:
    turns = [turn(number) for number in range(1, LIMIT.turns + 2)]
    assert recall(turns, LIMIT, LIMIT.turns + 2).first == LIMIT.turns + 2 - LIMIT.turns // 2


def test_beyond_the_tokens_no_more_than_half_of_them_stay() -> None:
    turns = [turn(number, length=350) for number in range(1, 7)]
    history = recall(turns, LIMIT, 7)
    assert 0 < tokens(history.messages) <= LIMIT.tokens / 2
    assert history.first == 5


def test_a_turn_with_large_results_is_sent_as_its_words() -> None:
    large = turn(1, length=200, tools=3)
    history = recall([large, turn(2, tools=1)], LIMIT, 3)
    assert history.messages[:2] == (user_message(large.user_text), closed(large)[-1])
    assert any("toolUse" in block for message in history.messages[2:] for block in message["content"])


def test_a_first_turn_has_no_history() -> None:
    assert recall([], LIMIT, 1).first == 1


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 3)), min_size=1, max_size=40))
def test_a_conversation_is_bounded_whole_and_begins_anew_seldom(shapes: list[tuple[int, int]]) -> None:
    turns = [turn(number, *shape) for number, shape in enumerate(shapes, start=1)]
    first, begun_anew, sent = 1, 0, 0
    for following in range(2, len(turns) + 2):
        history = recall(turns[first - 1 : following - 1], LIMIT, following)
        assert tokens(history.messages) <= LIMIT.tokens
        assert [message["role"] for message in history.messages] == ["user", "assistant"] * (len(history.messages) // 2)
        answered = {use["toolUseId"] for use in blocks(history.messages, "toolResult")}
        assert answered == {use["toolUseId"] for use in blocks(history.messages, "toolUse")}
        begun_anew += history.first != first
        first = history.first
        sent += min(tokens(closed(turns[following - 2])), LIMIT.turn_tokens + 500)
    # each time at least half the limit, in tokens or in turns, has come since the time before
    assert begun_anew <= sent / (LIMIT.tokens / 2) + len(turns) / (LIMIT.turns / 2)


def blocks(messages: tuple[Message, ...], kind: str) -> list[dict[str, Any]]:
    return [block[kind] for message in messages for block in message["content"] if kind in block]
