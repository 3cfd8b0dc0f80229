"""One answer of a model, heard word by word, and what it leads to: results for its calls, the turn's last event."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lambdas.chat.bedrock.fallback import Answered, Interrupted
from lambdas.chat.bedrock.stream import StreamOutput, TextDeltas, ToolCall
from lambdas.chat.closing import TRUNCATED
from lambdas.chat.conversation.records import Message, TurnStatus
from lambdas.chat.conversation.steps import Step
from lambdas.chat.guard.gate import Gate
from lambdas.chat.guard.verdict import FalseClaim
from lambdas.chat.pieces import Cutter
from lambdas.chat.protocol import Usage
from lambdas.chat.tools.base import ToolOutcome
from lambdas.chat.transcript import Transcript
from megaticket.errors import ErrorCode


@dataclass
class Answer:
    """What a model said: the words that were shown, the calls it makes, and how it ended.

    `false_claims` is what the guard found; then none of its words stand.
    """

    parts: list[str] = field(default_factory=list)
    false_claims: list[FalseClaim] = field(default_factory=list)
    calls: list[ToolCall] = field(default_factory=list)
    ended: Answered | None = None

    @property
    def text(self) -> str:
        """The words together."""
        return "".join(self.parts)

    @property
    def stop_reason(self) -> str:
        """Bedrock's, empty while the answer has not ended."""
        return self.ended.stop_reason if self.ended else ""

    def as_message(self) -> Message:
        """The answer as a message of the history; a blank text would be refused by the service."""
        said = [{"text": self.text}] if self.text.strip() else []
        called = [
            {"toolUse": {"toolUseId": call.tool_use_id, "name": call.name, "input": call.input or {}}}
            for call in self.calls
        ]
        return {"role": "assistant", "content": [*said, *called]}


def listen(
    outputs: Iterable[StreamOutput | Interrupted | Answered], transcript: Transcript, new_gate: Callable[[], Gate]
) -> Answer:
    """Passes the words on as they come through the gate, and gives the whole answer. An interrupted one starts again."""
    way = _Way(new_gate(), transcript)
    for output in outputs:
        match output:
            case TextDeltas():
                way.hear(output)
            case ToolCall():
                way.answer.calls.append(output)
            case Interrupted():
                if way.answer.parts:
                    transcript.reset("interrupted")
                way = _Way(new_gate(), transcript)
            case Answered():
                way.answer.ended = output
    way.end()
    return way.answer


class _Way:
    """One answer's way to the person."""

    def __init__(self, gate: Gate, transcript: Transcript) -> None:
        self._gate = gate
        self._transcript = transcript
        self._cutter = Cutter()
        self.answer = Answer()

    def hear(self, words: TextDeltas) -> None:
        """More words of the model."""
        self._show(self._cutter.cut(words.pieces, self._gate.feed(words.text)))

    def end(self) -> None:
        """The answer is over."""
        rest = self._gate.end(cut_off=self.answer.stop_reason in TRUNCATED)
        self._show(self._cutter.cut((), rest))

    def _show(self, pieces: Sequence[str]) -> None:
        """More words, unless a claim was found false: then what was shown is void, and the rest is only listened to."""
        answer = self.answer
        if pieces:
            answer.parts += pieces
            self._transcript.say(*pieces)
        if self._gate.false_claims and not answer.false_claims:
            answer.false_claims = self._gate.false_claims
            if answer.parts:
                self._transcript.reset("corrected")
            answer.parts = []


NOT_RUN = ToolOutcome({"error": {"code": ErrorCode.MODEL_UNAVAILABLE.value, "message": "실행하지 못했어요."}})
"""What stands as the result of a call until it has run."""


def tool_result(call: ToolCall, outcome: ToolOutcome) -> dict[str, Any]:
    """A call's result as the model sees it."""
    status = "error" if outcome.refusal else "success"
    return {"toolResult": {"toolUseId": call.tool_use_id, "content": [{"json": outcome.result}], "status": status}}


def done_data(status: TurnStatus, step: Step, last: Answered | None, usage: Usage) -> dict[str, Any]:
    """The data of a turn's `done` event. `last` is the model's last answer, None where none came."""
    ended = {"stopped": "stopped", "failed": "error"}.get(status)
    return {
        "step": step.value,
        "model": last.model.id if last else None,
        "isFallback": last.is_fallback if last else False,
        "stopReason": ended or (last.stop_reason if last else "error"),
        "usage": usage.as_json(),
    }
