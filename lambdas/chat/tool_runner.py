"""Running the tools that a model calls: the person sees them start and end, and what they write is saved at once."""

from collections.abc import Callable, Sequence
from typing import Any

from lambdas.chat import metrics
from lambdas.chat.answer import NOT_RUN, tool_result
from lambdas.chat.bedrock.stream import ToolCall
from lambdas.chat.patience import WRITE_SECONDS, TurnPatience
from lambdas.chat.situation import Situation
from lambdas.chat.tools.base import ToolOutcome
from lambdas.chat.tools.registry import TOOLS, run_tool
from lambdas.chat.transcript import Transcript

UNKNOWN_LABEL = "확인하고 있어요"


class ToolRunner:
    """Runs one turn's tools. `save` keeps the turn as far as it has come."""

    def __init__(
        self, situation: Situation, transcript: Transcript, patience: TurnPatience, save: Callable[[], None]
    ) -> None:
        self._situation = situation
        self._transcript = transcript
        self._patience = patience
        self._save = save

    def run(self, calls: Sequence[ToolCall], results: list[dict[str, Any]]) -> None:
        """Runs the calls of one answer in their order, and writes each result in the place of `unanswered`'s."""
        for position, call in enumerate(calls):
            outcome = self._run(call)
            results[position] = tool_result(call, outcome)
            self._take(outcome)

    def _run(self, call: ToolCall) -> ToolOutcome:
        known = TOOLS.get(call.name)
        self._patience.check(WRITE_SECONDS if known and known.writes else 0.0)
        label = known.label if known else UNKNOWN_LABEL
        self._transcript.tool(call.name, "started", label)
        metrics.report_tool(known.name if known else "unknown")
        try:
            outcome = run_tool(call, self._situation.tool_context())
        except Exception:
            self._transcript.tool(call.name, "failed", label)
            raise
        self._transcript.tool(call.name, "failed" if outcome.refusal else "finished", label)
        return outcome

    def _take(self, outcome: ToolOutcome) -> None:
        for action in outcome.actions:
            self._transcript.act(action)
        self._situation.take(outcome)
        if outcome.wrote:
            # Saved at once, so that a crash from here on loses no hold.
            self._save()
            self._situation.look_up_holds()


def unanswered(calls: Sequence[ToolCall]) -> list[dict[str, Any]]:
    """A result for each call that says that it has not run: a turn that is saved or dies in between answers every call."""
    return [tool_result(call, NOT_RUN) for call in calls]
