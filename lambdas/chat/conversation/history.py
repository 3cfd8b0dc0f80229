"""The stored history as the model may see it: alternating roles, every tool call answered."""

from collections.abc import Iterable

from lambdas.chat.conversation.records import Message, Turn

INTERRUPTED = "(답변이 중단되었어요.)"


def history_messages(turns: Iterable[Turn]) -> list[Message]:
    """The messages of turns, oldest first. A turn that died is closed, so that the next one starts cleanly."""
    return [message for turn in turns for message in closed(turn)]


def closed(turn: Turn) -> list[Message]:
    """A turn's messages, ending with the assistant's words."""
    messages = list(turn.messages) or [user_message(turn.user_text)]
    if messages[-1]["role"] == "user" or _calls_tools(messages[-1]):
        messages = _without_open_call(messages)
        messages.append({"role": "assistant", "content": [{"text": turn.text if turn.text.strip() else INTERRUPTED}]})
    return messages


def user_message(text: str) -> Message:
    """A person's words as a message."""
    return {"role": "user", "content": [{"text": text}]}


def _without_open_call(messages: list[Message]) -> list[Message]:
    """Drops a last tool call that has no results: the service refuses a history with one."""
    return messages[:-1] if _calls_tools(messages[-1]) else messages


def _calls_tools(message: Message) -> bool:
    return message["role"] == "assistant" and any("toolUse" in block for block in message["content"])
