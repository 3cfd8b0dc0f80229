"""All tools of the chat, and how a model's call becomes an outcome."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import ValidationError

from lambdas.chat.bedrock.request import ToolSpec
from lambdas.chat.bedrock.stream import ToolCall
from lambdas.chat.tools import holding, performances, reservations, schedules, seats, texts, venues
from lambdas.chat.tools.base import Tool, ToolContext, ToolOutcome
from megaticket.catalog.items import performance_of_schedule
from megaticket.catalog.models import Performance
from megaticket.errors import ErrorCode, Refusal

TOOLS: Mapping[str, Tool[Any]] = {
    tool.name: tool
    for family in (performances, venues, schedules, seats, holding, reservations)
    for tool in family.TOOLS
}


@cache
def tool_specs() -> tuple[ToolSpec, ...]:
    """The tools as models see them, the same in every request."""
    return tuple(tool.spec for tool in TOOLS.values())


def run_tool(call: ToolCall, context: ToolContext) -> ToolOutcome:
    """Runs a model's call. A call that is wrong in itself is answered with what is wrong, so that it can be mended."""
    tool = TOOLS.get(call.name)
    if tool is None:
        return _wrong_call(f"no tool named {call.name!r}; the tools are {', '.join(TOOLS)}")
    if call.input is None:
        return _wrong_call("the input is not a JSON object")
    try:
        asked = tool.input.model_validate(call.input)
    except ValidationError as error:
        return _wrong_call("; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()))
    outcome = tool.run(asked, context)
    if isinstance(outcome, Refusal):
        outcome = _refused(outcome)
    return _with_support(outcome, context)


DEAD_ENDS = frozenset(
    {
        ErrorCode.SEAT_TAKEN,
        ErrorCode.SALE_CLOSED,
        ErrorCode.LIMIT_EXCEEDED,
        ErrorCode.HOLD_NOT_FOUND,
        ErrorCode.EXTEND_LIMIT,
        ErrorCode.REGION_STANDBY,
    }
)
"""Refusals after which there may be no way on in the chat."""

_WAYS_ON = frozenset({"proposal", "options", "alternatives", "supportText"})


def _with_support(outcome: ToolOutcome, context: ToolContext) -> ToolOutcome:
    """A refusal without a way on names whom to call, where it is known what it is about."""
    if outcome.refusal is None or outcome.refusal.code not in DEAD_ENDS or _WAYS_ON & outcome.result.keys():
        return outcome
    performance = _talked_about(context)
    if performance is None:
        return outcome
    return replace(outcome, result=outcome.result | {"supportText": texts.support_text(performance)})


def _talked_about(context: ToolContext) -> Performance | None:
    held = [performance_of_schedule(hold.schedule_id) for hold in context.holds]
    known = next(filter(None, [context.state.performance_id, *held]), None)
    return context.services.catalog.performance(known) if known else None


def _refused(refusal: Refusal) -> ToolOutcome:
    return ToolOutcome({"error": refusal.as_json()}, refusal=refusal)


def _wrong_call(reason: str) -> ToolOutcome:
    # The model's own slip: the sentence for people's requests would blame the person.
    refusal = Refusal(ErrorCode.INVALID_REQUEST, "확인이 더 필요해요. 다시 확인해 볼게요.")
    return ToolOutcome({"error": refusal.as_json() | {"reason": reason}}, refusal=refusal)
