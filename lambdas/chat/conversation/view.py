"""A conversation as the page reads it back."""

from collections.abc import Sequence
from typing import Any

from lambdas.chat.conversation.records import Head, Turn, turn_id_of
from megaticket.booking.models import Hold
from megaticket.booking.rescue import prolonged
from megaticket.booking.transitions import Moment
from megaticket.contracts import hold_view


def conversation_view(head: Head, turns: Sequence[Turn], holds: Sequence[Hold], moment: Moment) -> dict[str, Any]:
    """The body of `GET /conversations/{id}`: `holds` are the person's live ones; seconds left are computed now."""
    now = moment.now
    running = {"runningTurnId": turn_id_of(head.turn_count)} if head.is_running(now) else {}
    proposals = head.state.open_proposals(now)
    proposal = {"proposal": proposals[0].as_action()} if len(proposals) == 1 else {}
    return {
        "conversationId": head.conversation_id,
        "turns": [entry for turn in turns for entry in _entries(turn, is_running=_runs(turn, head, now))],
        "step": head.step,
        "holds": [hold_view(prolonged(hold, moment), now) for hold in holds],
        **running,
        **proposal,
    }


def _runs(turn: Turn, head: Head, now: int) -> bool:
    return turn.number == head.turn_count and head.is_running(now)


def _entries(turn: Turn, *, is_running: bool) -> list[dict[str, Any]]:
    # A turn that is stored as running while nothing runs has died.
    status = "failed" if turn.status == "running" and not is_running else turn.status
    shared = {"turnId": turn.turn_id, "status": status}
    return [
        {**shared, "role": "user", "text": turn.user_text, "actions": []},
        {**shared, "role": "assistant", "text": turn.text, "actions": list(turn.actions)},
    ]
