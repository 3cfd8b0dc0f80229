"""The prompt: a base that never changes, and for each turn the context and exactly one step."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from lambdas.chat.conversation.records import Message
from lambdas.chat.conversation.state import ConversationState, Proposal
from lambdas.chat.conversation.steps import Step
from lambdas.chat.tools.reservations import summary
from megaticket.booking.models import Hold, HoldState
from megaticket.clock import KST, WEEKDAYS, epoch
from megaticket.contracts import hold_view, won


@cache
def base_prompt() -> str:
    """The system prompt, the same bytes in every process, step and turn: it is the cached prefix."""
    return _module("base")


@cache
def step_prompt(step: Step) -> str:
    """The rules of one step: STEP_2_SCHEDULE is step-2-schedule.md."""
    return _module(step.value.lower().replace("_", "-"))


def context_text(
    state: ConversationState,
    bookings: Sequence[Hold],
    now: datetime,
    step: Step,
    consented: str | None,
    *,
    notice: str | None = None,
    tools_allowed: bool,
) -> str:
    """What the server knows, as JSON, and the step's rules: the first block of the current message, never stored.

    Args:
        state: what the conversation has come to know.
        bookings: the person's live holds, and the paid one that the conversation has come to.
        now: the time, aware.
        step: where the conversation stands.
        consented: the proposal that the person agreed to in this turn.
        notice: the server's word on what the person just did.
        tools_allowed: False in the last round of a turn.
    """
    context = {
        "now": _now_text(now),
        "step": step.value,
        "toolsAllowed": tools_allowed,
        **({"notice": notice} if notice else {}),
        **_chosen(state),
        "proposals": [_proposal(proposal, consented) for proposal in state.open_proposals(epoch(now))],
        "holds": [summary(hold_view(hold, epoch(now))) for hold in bookings if hold.state != HoldState.CONFIRMED],
        **_reserved(bookings, epoch(now)),
    }
    return f"<context>\n{json.dumps(context, ensure_ascii=False, separators=(',', ':'))}\n</context>\n<step>\n{step_prompt(step)}\n</step>"


def correction_text(note: str) -> str:
    """What was false in an answer that the person did not get to see, behind the context of the request that asks again."""
    return f"\n<correction>\n{note}\n</correction>"


def current_message(context: str, user_text: str) -> Message:
    """The person's message as the model gets it."""
    return {"role": "user", "content": [{"text": context}, {"text": user_text}]}


def _module(name: str) -> str:
    return files("lambdas.chat.prompts").joinpath(f"{name}.md").read_text("utf-8").strip()


def _now_text(now: datetime) -> str:
    local = now.astimezone(KST)
    return f"{local:%Y-%m-%d} ({WEEKDAYS[local.weekday()]}) {local:%H:%M} KST"


def _chosen(state: ConversationState) -> dict[str, Any]:
    chosen: dict[str, Any] = {"count": state.count, "grade": state.grade, "budget": state.budget_words}
    if state.performance_id:
        chosen["performance"] = {"performanceId": state.performance_id, "title": state.performance_title}
    if state.schedule_id:
        chosen["schedule"] = {"scheduleId": state.schedule_id, "startsAtText": state.starts_at_text}
    return {name: value for name, value in chosen.items() if value is not None}


def _reserved(bookings: Sequence[Hold], now: int) -> dict[str, Any]:
    paid = [hold for hold in bookings if hold.state == HoldState.CONFIRMED]
    return {"reserved": [summary(hold_view(hold, now), payable=False) for hold in paid]} if paid else {}


def _proposal(proposal: Proposal, consented: str | None) -> dict[str, Any]:
    return {
        "proposalId": proposal.proposal_id,
        "scheduleId": proposal.schedule_id,
        "seatLabels": [seat.label for seat in proposal.seats],
        "totalText": won(proposal.total_price),
        **({"noteTexts": list(proposal.notes)} if proposal.notes else {}),
        "consented": proposal.proposal_id == consented,
    }
