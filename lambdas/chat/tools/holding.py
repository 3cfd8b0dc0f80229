"""Tools that hold seats, give them more time, and release them."""

import time
from typing import Annotated, Any

from pydantic import Field

from lambdas.chat.conversation.state import ConversationState, Proposal
from lambdas.chat.protocol import Action, Choice
from lambdas.chat.tools.base import Identifier, Tool, ToolContext, ToolInput, ToolOutcome
from lambdas.chat.tools.finding import offer_again
from lambdas.chat.tools.hold_service import HoldServiceUnavailableError
from lambdas.chat.tools.reservations import RESERVATIONS_LINK, cancelling, summary
from megaticket.booking.models import Hold, HoldState, hold_id_of
from megaticket.contracts import ExtendCommand, HoldCommand, ReleaseCommand, ReplaceCommand, hold_view
from megaticket.errors import ErrorCode, Refusal
from megaticket.korean.consent import Release
from megaticket.seating.demand import step_back_seconds

HOLD_NOTICE = "선점 시간이 지나면 좌석이 자동으로 해제됩니다. 결제는 결제 페이지에서만 할 수 있어요."
ASK_TO_RELEASE = "선점을 해제할까요? '네'라고 하시면 바로 해제돼요."
ASK_WHICH_TO_RELEASE = "선점하신 좌석이 여러 건이에요. 어느 공연의 선점을 해제할까요?"
SAY_TO_RELEASE = "선점을 해제하려면 '선점 해제해 주세요'라고 말씀해 주세요."
"""Where the person has not spoken of it: there a plain yes releases nothing."""

ASK_FOR_MORE_TIME = "선점 시간을 늘릴까요? 늘리려면 '시간 더 주세요'라고 말씀해 주세요."
PAID = "결제가 끝난 예매라 여기서 취소할 수 없어요. 내 예약 페이지에서 직접 취소하실 수 있어요."


class HoldSeatsInput(ToolInput):
    """The proposal that the person agreed to."""

    proposal_id: Annotated[Identifier, Field(description="컨텍스트에서 consented 가 true 인 제안의 proposalId")]


class CancelHoldInput(ToolInput):
    """The hold to release."""

    hold_id: Annotated[Identifier, Field(description="컨텍스트의 holds 또는 예약 조회 결과에 나온 holdId")]


class ExtendHoldInput(ToolInput):
    """The hold that needs more time."""

    hold_id: Annotated[Identifier, Field(description="컨텍스트의 holds 에 나온 holdId")]


def hold_seats(asked: HoldSeatsInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Holds the seats of a proposal that the person agreed to in this very turn.

    Where the person already holds seats of that date, they are exchanged: nobody loses seats by asking for others.
    """
    proposal = _agreed(asked.proposal_id, context)
    if proposal is None:
        return Refusal(ErrorCode.CONSENT_REQUIRED)
    command = _command(proposal, context)
    began = time.monotonic()
    hold = _held(command, context)
    if isinstance(hold, Refusal):
        return _refused(hold, proposal, context, time.monotonic() - began)
    replaced = isinstance(command, ReplaceCommand)
    return ToolOutcome(
        {"hold": summary(hold), "notice": HOLD_NOTICE, "replaced": replaced},
        # The booking is made: what comes next starts anew.
        ConversationState(held_id=hold["holdId"], rescued=context.state.rescued),
        actions=(Action("HOLD_REPLACED" if replaced else "HOLD_CREATED", hold),),
        wrote=True,
    )


def extend_hold(asked: ExtendHoldInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Ten minutes more for whoever asked for them, where the schedule allows it; once a turn however often a model calls."""
    if not context.state.more_time:
        return Refusal(ErrorCode.CONSENT_REQUIRED, ASK_FOR_MORE_TIME)
    if _own(asked.hold_id, context) is None:
        return Refusal(ErrorCode.HOLD_NOT_FOUND)
    request_id = f"extend-{context.turn_key}"
    command = ExtendCommand(user_id=context.user_id, hold_id=asked.hold_id, request_id=request_id)
    hold = context.services.hold_service.send(command)
    if isinstance(hold, Refusal):
        return hold
    return ToolOutcome({"hold": summary(hold)}, actions=(Action("HOLD_EXTENDED", hold),), wrote=True)


def cancel_hold(asked: CancelHoldInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Releases a hold of the person who asked for it in their own words. A paid one is only explained."""
    if context.state.release != Release.WANTED or context.state.release_of not in {None, asked.hold_id}:
        return Refusal(ErrorCode.CONSENT_REQUIRED, _question(context))
    own = _own(asked.hold_id, context)
    if own is None:
        return Refusal(ErrorCode.HOLD_NOT_FOUND)
    if own.state == HoldState.CONFIRMED:
        return _paid(own, context)
    if _leaves_open_which(context):
        return Refusal(ErrorCode.CONSENT_REQUIRED, ASK_WHICH_TO_RELEASE)
    command = ReleaseCommand(user_id=context.user_id, hold_id=asked.hold_id, request_id=f"release-{asked.hold_id}")
    hold = context.services.hold_service.send(command)
    if isinstance(hold, Refusal):
        return hold
    return ToolOutcome(
        {"released": summary(hold, payable=False)},
        context.state
        if context.state.release_all
        else context.state.model_copy(update={"release": Release.NOT_MENTIONED}),
        actions=(Action("HOLD_RELEASED", {"holdId": asked.hold_id}),),
        choices=(Choice("다른 공연 보기", "다른 공연 보여 주세요"),),
        wrote=True,
    )


def _leaves_open_which(context: ToolContext) -> bool:
    """Whether the person has several holds and did not say which to give back: a model's choice of one does not count."""
    return context.state.release_of is None and not context.state.release_all and _has_several(context)


def _question(context: ToolContext) -> str:
    """What to ask of whoever has not wanted this hold to be given back, so that the answer does what it says."""
    if context.state.release == Release.NOT_MENTIONED:
        return SAY_TO_RELEASE
    return ASK_WHICH_TO_RELEASE if _has_several(context) else ASK_TO_RELEASE


def _has_several(context: ToolContext) -> bool:
    booking = context.services.booking
    return sum(map(booking.is_live, booking.holds_of(context.user_id))) > 1


def _own(hold_id: str, context: ToolContext) -> Hold | None:
    """A hold of the person's own; another person's is not even asked for."""
    return next((h for h in context.services.booking.holds_of(context.user_id) if h.hold_id == hold_id), None)


def _paid(hold: Hold, context: ToolContext) -> ToolOutcome:
    refusal = Refusal(ErrorCode.HOLD_NOT_FOUND, PAID)
    return ToolOutcome(
        {"error": refusal.as_json(), **cancelling(hold, context)}, refusal=refusal, must_say=(RESERVATIONS_LINK,)
    )


def _command(proposal: Proposal, context: ToolContext) -> HoldCommand | ReplaceCommand:
    """However often a model calls, or another model after a fallback, one proposal holds once: it names the request."""
    seat_ids = tuple(seat.seat_id for seat in proposal.seats)
    total, request_id = proposal.total_price, proposal.proposal_id
    live = context.hold_on(proposal.schedule_id)
    if live is None or live.hold_id == hold_id_of(context.user_id, request_id):
        return HoldCommand(
            user_id=context.user_id,
            schedule_id=proposal.schedule_id,
            seat_ids=seat_ids,
            expected_total=total,
            request_id=request_id,
        )
    return ReplaceCommand(
        user_id=context.user_id, hold_id=live.hold_id, seat_ids=seat_ids, expected_total=total, request_id=request_id
    )


def _held(command: HoldCommand | ReplaceCommand, context: ToolContext) -> dict[str, Any] | Refusal:
    """The hold; where the function gave no answer and yet has written, as the table has it."""
    try:
        return context.services.hold_service.send(command)
    except HoldServiceUnavailableError:
        booking = context.services.booking
        made = hold_id_of(context.user_id, command.request_id)
        for hold in filter(booking.is_live, booking.holds_of(context.user_id)):
            if hold.hold_id == made or hold.last_request_id == command.request_id:
                return hold_view(hold, context.now_seconds)
        raise


def _agreed(proposal_id: str, context: ToolContext) -> Proposal | None:
    if proposal_id != context.consented:
        return None
    return next((p for p in context.state.proposals if p.proposal_id == proposal_id), None)


def _refused(refusal: Refusal, proposal: Proposal, context: ToolContext, seconds: float) -> ToolOutcome | Refusal:
    """A proposal whose seats are gone or whose hold is over cannot be agreed to again: the next one is shown."""
    if refusal.code == ErrorCode.SEAT_TAKEN:
        context.services.pause(step_back_seconds(seconds))
        return offer_again(refusal, proposal, context)
    if refusal.code in {ErrorCode.HOLD_EXPIRED, ErrorCode.PRICE_CHANGED}:
        voided = context.state.model_copy(update={"proposals": ()})
        return ToolOutcome({"error": refusal.as_json()}, voided, refusal=refusal)
    return refusal


TOOLS = (
    Tool(
        "hold_seats",
        "좌석을 선점하고 있어요",
        "손님이 동의한 제안의 좌석을 10분 동안 선점한다. 같은 회차에 이미 선점이 있으면 그 좌석과 맞바꾼다. 컨텍스트에서 consented 가 true 인 제안에만 쓴다.",
        HoldSeatsInput,
        hold_seats,
        writes=True,
    ),
    Tool(
        "extend_hold",
        "선점 시간을 늘리고 있어요",
        "결제하지 않은 선점의 시간을 10분 늘린다. 회차마다 횟수가 정해져 있다. 손님이 원할 때만 쓴다.",
        ExtendHoldInput,
        extend_hold,
        writes=True,
    ),
    Tool(
        "cancel_hold",
        "선점을 해제하고 있어요",
        "결제하지 않은 선점을 바로 해제한다. 결제한 예매의 취소에는 쓸 수 없다.",
        CancelHoldInput,
        cancel_hold,
        writes=True,
    ),
)
