"""Where a conversation stands, as a pure function of its state."""

from enum import StrEnum

from lambdas.chat.conversation.state import ConversationState


class Step(StrEnum):
    """Steps of a booking. Each has a module of the prompt by its name."""

    GREETING = "GREETING"
    PERFORMANCE = "STEP_1_PERFORMANCE"
    SCHEDULE = "STEP_2_SCHEDULE"
    HEADCOUNT = "STEP_3_HEADCOUNT"
    GRADE = "STEP_4_GRADE"
    SEATS = "STEP_5_SEATS"
    CONFIRM = "STEP_6_CONFIRM"
    HOLDING = "STEP_7_HOLDING"
    CANCEL = "STEP_9_CANCEL"


def derive_step(state: ConversationState, *, first_turn: bool, has_live_hold: bool, now: int) -> Step:
    """The step of a state: the first thing that is still missing for a booking.

    Args:
        state: what is known.
        first_turn: whether nothing has been said before.
        has_live_hold: whether the person holds seats now.
        now: seconds since 1970.
    """
    if state.asked_for_reservations:
        return Step.CANCEL
    if state.open_proposals(now):
        return Step.CONFIRM
    if state.performance_id is None:
        return _without_performance(first_turn=first_turn, has_live_hold=has_live_hold)
    return _missing(state)


def _without_performance(*, first_turn: bool, has_live_hold: bool) -> Step:
    if has_live_hold:
        return Step.HOLDING
    return Step.GREETING if first_turn else Step.PERFORMANCE


def _missing(state: ConversationState) -> Step:
    if state.schedule_id is None:
        return Step.SCHEDULE
    if state.count is None:
        return Step.HEADCOUNT
    return Step.GRADE if state.grade is None else Step.SEATS
