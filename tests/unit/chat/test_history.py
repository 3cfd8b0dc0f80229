"""Whatever a turn died of, the next request is one that the service takes."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from devstack.bedrock.validation import validate
from lambdas.chat.conversation.history import INTERRUPTED, HistoryLimit, closed, recall, user_message
from lambdas.chat.conversation.records import Message, Turn
from lambdas.chat.conversation.writes import _dump
from megaticket.dynamo import from_item, to_item
from tests.unit.chat.scripted import PRIMARY

TOOL = {"toolSpec": {"name": "a", "description": "a", "inputSchema": {"json": {"type": "object"}}}}

ROUNDS = st.lists(st.integers(1, 3), max_size=5)
"""How many tools each round of a turn calls."""
TEXTS = st.sampled_from(["", "\n", " ", "답변이에요.", "반쯤"])


def whole_turn(number: int, rounds: list[int], preamble: str) -> list[Message]:
    """The messages of a turn that ran to its end."""
    messages = [user_message("표 있어요?")]
    for position, parallel in enumerate(rounds):
        ids = [f"t{number}-{position}-{call}" for call in range(parallel)]
        said: list[dict[str, Any]] = [{"text": preamble}] if preamble.strip() else []
        uses = [{"toolUse": {"toolUseId": identifier, "name": "a", "input": {}}} for identifier in ids]
        results = [{"toolResult": {"toolUseId": identifier, "content": [{"json": {}}]}} for identifier in ids]
        messages += [{"role": "assistant", "content": said + uses}, {"role": "user", "content": results}]
    return [*messages, {"role": "assistant", "content": [{"text": "여기 있어요."}]}]


@st.composite
def turns(draw: st.DrawFn) -> list[Turn]:
    """Turns that were each saved at any point of their life, their saved progress possibly empty."""
    made = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        messages = whole_turn(number, draw(ROUNDS), draw(TEXTS))
        cut = draw(st.integers(0, len(messages)))
        status = draw(st.sampled_from(["running", "stopped", "failed", "completed"]))
        made.append(
            Turn(number=number, status=status, user_text="표 있어요?", text=draw(TEXTS), messages=tuple(messages[:cut]))
        )
    return made


@given(turns())
def test_the_service_takes_the_history_of_any_turns(past: list[Turn]) -> None:
    stored = [Turn.model_validate(from_item(to_item(_dump(turn)))) for turn in past]
    messages = [*recall(stored, HistoryLimit(), len(stored) + 1).messages, user_message("그다음은요?")]
    assert [message["role"] for message in messages] == ["user", "assistant"] * (len(messages) // 2) + ["user"]
    validate(PRIMARY, {"messages": messages, "toolConfig": {"tools": [TOOL]}})


def test_a_whole_turn_stays_as_it_is() -> None:
    messages = whole_turn(1, [2, 1], "찾아볼게요")
    turn = Turn(number=1, status="completed", user_text="표 있어요?", text="여기 있어요.", messages=tuple(messages))
    assert closed(turn) == messages


def test_a_turn_that_died_at_once_keeps_the_persons_words() -> None:
    turn = Turn(number=1, status="running", user_text="표 있어요?")
    assert closed(turn) == [
        user_message("표 있어요?"),
        {"role": "assistant", "content": [{"text": INTERRUPTED}]},
    ]


def test_a_stopped_turn_keeps_what_was_said() -> None:
    turn = Turn(number=1, status="stopped", user_text="?", text="반쯤", messages=(user_message("?"),))
    assert closed(turn)[-1] == {"role": "assistant", "content": [{"text": "반쯤"}]}


def test_closing_does_not_change_the_turn() -> None:
    turn = Turn(number=1, status="running", user_text="?", messages=tuple(whole_turn(1, [1], "")[:2]))
    closed(turn)
    assert len(turn.messages) == 2
