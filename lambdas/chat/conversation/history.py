"""The stored history as the model may see it: bounded, in alternating roles, every tool call answered."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.chat.bedrock.request import estimate_tokens
from lambdas.chat.conversation.records import Message, Turn

INTERRUPTED = "(답변이 중단되었어요.)"


@dataclass(frozen=True)
class HistoryLimit:
    """How much of a conversation a model is sent: turns, and tokens as `estimate_tokens` counts them."""

    turns: int = 40
    tokens: int = 24_000

    @property
    def half(self) -> "HistoryLimit":
        """What is kept once the limit is passed."""
        return HistoryLimit(self.turns // 2, self.tokens // 2)

    @property
    def turn_tokens(self) -> int:
        """The most that a turn may take with its tool exchange; a larger one is sent as its words."""
        return self.tokens // 4


@dataclass(frozen=True)
class History:
    """The messages of past turns, and the number of the turn that they begin with: where the next turn has to look."""

    first: int
    messages: tuple[Message, ...]


def recall(turns: Sequence[Turn], limit: HistoryLimit, following: int) -> History:
    """The history for a turn: all of the given turns, or the newest that half the limit holds once they pass it.

    Whole turns are dropped, so that no result is parted from its call; and half of them at once, so that the history begins
    with the same message for many turns and stays a prefix that the service has cached.

    Args:
        turns: past turns, oldest first, from the one that the last history began with.
        limit: how much is sent.
        following: the number of the turn that the history is for.
    """
    seen = [(turn.number, _seen(turn, limit)) for turn in turns]
    sizes = [_tokens(messages) for _, messages in seen]
    if not _within(sizes, limit):
        dropped = next(start for start in range(len(sizes) + 1) if _within(sizes[start:], limit.half))
        seen = seen[dropped:]
    first = seen[0][0] if seen else following
    return History(first, tuple(message for _, messages in seen for message in messages))


def closed(turn: Turn) -> list[Message]:
    """A turn's messages, ending with the assistant's words, so that after one that died the next starts cleanly."""
    messages = list(turn.messages) or [user_message(turn.user_text)]
    if messages[-1]["role"] == "user" or _calls_tools(messages[-1]):
        messages = _without_open_call(messages)
        messages.append(_said(turn))
    return messages


def user_message(text: str) -> Message:
    """A person's words as a message."""
    return {"role": "user", "content": [{"text": text}]}


def _seen(turn: Turn, limit: HistoryLimit) -> list[Message]:
    messages = closed(turn)
    return messages if _tokens(messages) <= limit.turn_tokens else [user_message(turn.user_text), _said(turn)]


def _said(turn: Turn) -> Message:
    return {"role": "assistant", "content": [{"text": turn.text if turn.text.strip() else INTERRUPTED}]}


def _tokens(messages: Sequence[Message]) -> int:
    return estimate_tokens(json.dumps(messages, ensure_ascii=False))


def _within(sizes: Sequence[int], limit: HistoryLimit) -> bool:
    return len(sizes) <= limit.turns and sum(sizes) <= limit.tokens


def _without_open_call(messages: list[Message]) -> list[Message]:
    """Drops a last tool call that has no results: the service refuses a history with one."""
    return messages[:-1] if _calls_tools(messages[-1]) else messages


def _calls_tools(message: Message) -> bool:
    return message["role"] == "assistant" and any("toolUse" in block for block in message["content"])
