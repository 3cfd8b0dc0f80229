"""What a goal works with: the conversation, its state, and the tools, asked at most once a turn for the same thing."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from devstack.bedrock.model.folding import fold
from devstack.bedrock.model.reading import Conversation
from devstack.bedrock.model.reply import Reply, ToolCall
from devstack.bedrock.model.state import Facts, State
from devstack.bedrock.model.titles import without_title

Query = tuple[str, Mapping[str, Any]]

PREAMBLES = {
    "get_performances": "네, 지금 예매하실 수 있는 공연을 찾아볼게요.",
    "get_available_seats": "빈 좌석을 확인해 볼게요.",
    "get_my_reservations": "예매 내역을 확인해 볼게요.",
}
"""What the model says before some tools. Before the others it says nothing, as real models do now and then."""

MOST_CALLS = 2
"""How often a tool is asked in one turn, with different inputs."""


class Interruption(Exception):  # noqa: N818 - no error: a goal ends early
    """A goal ends here, with this reply: tools to call first, or something to say."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.text)
        self.reply = reply


class Desk:
    """One request, as a goal sees it."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.context = conversation.facts
        self.state: State = fold(conversation)

    @cached_property
    def words(self) -> str:
        """What the person says now, without the title that it holds."""
        return without_title(self.conversation.words, self.state.title)

    @cached_property
    def asked(self) -> str:
        """What was answered last, before the person's words."""
        return self.conversation.turns[-2].answer if len(self.conversation.turns) > 1 else ""

    @cached_property
    def proposals(self) -> list[Facts]:
        """The open proposals."""
        return list(self.context.get("proposals", []))

    @cached_property
    def holds(self) -> list[Facts]:
        """The person's live holds."""
        return list(self.context.get("holds", []))

    @cached_property
    def before(self) -> State:
        """The state that the history alone tells, before the person's last words."""
        return fold(self.conversation.unread())

    @cached_property
    def told(self) -> State:
        """The state that history and context tell, without the person's last words."""
        return fold(self.conversation.unsaid())

    def called(self, name: str) -> Mapping[str, Any] | None:
        """The last result of a tool in this turn, None where it was not called."""
        calls = self.conversation.turns[-1].calls if self.conversation.turns else []
        return next((call.result for call in reversed(calls) if call.name == name), None)

    def lookup(self, name: str, **data: Any) -> Mapping[str, Any]:
        """A tool's result for an input, from this turn. Interrupts to call it where it was not called yet."""
        return self.lookup_all([(name, data)])[0]

    def require(self, name: str, **data: Any) -> Mapping[str, Any]:
        """As lookup, but a refusal interrupts with its own message."""
        result = self.lookup(name, **data)
        if "error" in result:
            self.say(refusal(result))
        return result

    def lookup_all(self, queries: Sequence[Query]) -> list[Mapping[str, Any]]:
        """The results of several tools, called in parallel. None among the inputs is left out."""
        calls = [self._call(name, data) for name, data in queries]
        results = [self._result(call) for call in calls]
        missing = tuple(call for call, result in zip(calls, results, strict=True) if result is None)
        if missing:
            self._check_allowed(missing)
            self._check_repeats(missing)
            text = PREAMBLES.get(missing[0].name, "") if not self.conversation.turns[-1].calls else ""
            raise Interruption(Reply(text, missing))
        return [result for result in results if result is not None]

    def say(self, text: str) -> None:
        """End the goal with a text."""
        raise Interruption(Reply(text))

    def _call(self, name: str, data: Mapping[str, Any]) -> ToolCall:
        """A call with the fields that the offered schema has. A tool that is not offered ends the goal."""
        tool = self.conversation.tools.get(name)
        if tool is None:
            raise Interruption(Reply("죄송해요, 지금은 그 내용을 확인해 드릴 방법이 없어요. 다른 것을 도와드릴까요?"))
        return ToolCall(
            name, {key: value for key, value in data.items() if value is not None and key in tool.properties}
        )

    def _result(self, call: ToolCall) -> Mapping[str, Any] | None:
        """The result of the same call in this turn, None where there was none."""
        calls = self.conversation.turns[-1].calls
        same = (record.result for record in calls if record.name == call.name and record.input == call.input)
        return next(same, None)

    def _check_allowed(self, missing: Sequence[ToolCall]) -> None:
        """End the goal where this round must be answered without tools."""
        if missing and self.context.get("toolsAllowed", True) is False:
            self.say("죄송해요, 지금은 더 확인하지 못했어요. 한 번 더 말씀해 주시면 이어서 확인해 드릴게요.")

    def _check_repeats(self, missing: Sequence[ToolCall]) -> None:
        """End the goal where a tool was asked often enough in this turn."""
        asked = [record.name for record in self.conversation.turns[-1].calls]
        if any(asked.count(call.name) >= MOST_CALLS for call in missing):
            self.say("죄송해요, 원하시는 것을 찾지 못했어요. 다르게 말씀해 주시겠어요?")


def refusal(result: Mapping[str, Any]) -> str:
    """What a refusal says, in words for the person."""
    return str(result["error"].get("message") or "죄송해요, 요청을 처리하지 못했어요. 다시 말씀해 주세요.")


def refusal_code(result: Mapping[str, Any]) -> str:
    """The code of a refusal, "" for a success."""
    return str(result.get("error", {}).get("code", ""))
