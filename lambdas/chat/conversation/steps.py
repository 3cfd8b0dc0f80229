"""Where a conversation stands, as a pure function of its state."""

from enum import StrEnum

from lambdas.chat.conversation.state import ConversationState
from megaticket.korean.consent import Release


class Step(StrEnum):
    """Steps of a booking, and the mode of questions in between. Each has a module of the prompt by its name."""

    GREETING = "GREETING"
    PERFORMANCE = "STEP_1_PERFORMANCE"
    SCHEDULE = "STEP_2_SCHEDULE"
    HEADCOUNT = "STEP_3_HEADCOUNT"
    GRADE = "STEP_4_GRADE"
    SEATS = "STEP_5_SEATS"
    CONFIRM = "STEP_6_CONFIRM"
    HOLDING = "STEP_7_HOLDING"
    RESERVATION = "STEP_8_RESERVATION"
    CANCEL = "STEP_9_CANCEL"
    INFO = "INFO_MODE"


def derive_step(state: ConversationState, *, first_turn: bool, has_live_hold: bool, has_paid: bool, now: int) -> Step:
    """The step of a state: what the last message is about, else the first thing that is still missing for a booking.

    Args:
        state: what is known.
        first_turn: whether nothing has been said before.
        has_live_hold: whether the person holds seats now.
        has_paid: whether the hold that this conversation made last is paid.
        now: seconds since 1970.
    """
    asked = _asked_for(state)
    if asked:
        return asked
    if state.performance_id is not None or state.open_proposals(now):
        return next_step(state, now)
    if has_paid:
        return Step.RESERVATION
    if has_live_hold:
        return Step.HOLDING
    return Step.GREETING if first_turn else Step.PERFORMANCE


def _asked_for(state: ConversationState) -> Step | None:
    """What the last message is about where it does not go on with the booking."""
    if state.asked_for_reservations:
        return Step.CANCEL
    if state.asked_for_information:
        return Step.INFO
    return Step.CANCEL if state.release != Release.NOT_MENTIONED else None


def next_step(state: ConversationState, now: int) -> Step:
    """The first thing that a booking still needs. A question in between is answered, then this is asked for."""
    if state.open_proposals(now):
        return Step.CONFIRM
    if state.performance_id is None:
        return Step.PERFORMANCE
    if state.schedule_id is None:
        return Step.SCHEDULE
    if state.count is None:
        return Step.HEADCOUNT
    return Step.GRADE if state.grade is None and state.budget_words is None else Step.SEATS
