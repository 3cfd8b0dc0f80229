"""One answer of a model, heard word by word."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lambdas.chat.bedrock.fallback import Answered, Interrupted
from lambdas.chat.bedrock.stream import StreamOutput, TextDelta, ToolCall
from lambdas.chat.conversation.records import Message
from lambdas.chat.transcript import Transcript


@dataclass
class Answer:
    """What a model said: words, the calls it makes, and how it ended."""

    parts: list[str] = field(default_factory=list)
    calls: list[ToolCall] = field(default_factory=list)
    ended: Answered | None = None

    @property
    def text(self) -> str:
        """The words together."""
        return "".join(self.parts)

    def as_message(self) -> Message:
        """The answer as a message of the history; a blank text would be refused by the service."""
        said = [{"text": self.text}] if self.text.strip() else []
        called = [
            {"toolUse": {"toolUseId": call.tool_use_id, "name": call.name, "input": call.input or {}}}
            for call in self.calls
        ]
        return {"role": "assistant", "content": [*said, *called]}


def listen(outputs: Iterable[StreamOutput | Interrupted | Answered], transcript: Transcript) -> Answer:
    """Passes the words on as they come, and gives the whole answer. An interrupted one starts again."""
    answer = Answer()
    for output in outputs:
        match output:
            case TextDelta(text):
                answer.parts.append(text)
                transcript.say(text)
            case ToolCall():
                answer.calls.append(output)
            case Interrupted():
                answer = Answer()
                transcript.reset("interrupted")
            case Answered():
                answer.ended = output
    return answer
