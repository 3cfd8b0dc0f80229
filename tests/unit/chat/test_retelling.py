"""A history that no model takes in its own form is told as text, once."""

from devstack.bedrock.validation import validate
from lambdas.chat.bedrock.retelling import holds_tools, retold
from lambdas.chat.conversation.records import Message
from tests.unit.chat.scripted import PRIMARY, SECONDARY
from tests.unit.chat.test_translation import SWITCHED, assistant, result, text, use, user


def check(messages: list[Message]) -> list[Message]:
    told = retold(messages)
    assert not holds_tools(told)
    for model in (PRIMARY, SECONDARY):
        validate(model, {"messages": told})
    return told


def test_calls_and_results_are_told_with_the_persons_words() -> None:
    told = check(SWITCHED)
    assert [message["role"] for message in told] == ["user", "assistant", "user"]
    assert told[0]["content"][0] == text("표 있어요?")
    assert told[0]["content"][1]["text"] == (
        '<tool-record>\n{"input": {}, "result": [{"a": [{"c": 2, "d": 1}], "b": 1}], "tool": "get_performances"}\n'
        "</tool-record>"
    )
    assert len(told[0]["content"]) == 4
    assert told[1] == assistant(text("두 편이 있어요."))
    assert told[2] == user(text("고마워요"))


def test_text_alone_stays_as_it_is() -> None:
    talk = [user(text("안녕")), assistant(text("네.")), user(text("표요"))]
    assert not holds_tools(talk)
    assert check(talk) == talk


def test_what_does_not_belong_together_is_put_in_order() -> None:
    """A result without its call, a call without its result, roles that do not alternate, an empty message."""
    told = check(
        [
            assistant(text("먼저 말했어요")),
            user(text("표요")),
            user(result("nobody")),
            assistant(use("t1")),
            assistant(text("여기요.")),
            assistant(text("더 있어요.")),
            user(),
            user(text("네")),
        ]
    )
    assert [message["role"] for message in told] == ["user", "assistant", "user"]
    assert told[1] == assistant(text("여기요."), text("더 있어요."))
