"""Tools that hold and release seats, and show what a person has."""

from typing import Annotated, Any

from pydantic import Field

from lambdas.chat.conversation.state import ConversationState, Proposal
from lambdas.chat.protocol import Action, Choice
from lambdas.chat.tools.base import Identifier, Tool, ToolContext, ToolInput, ToolOutcome
from megaticket.booking.models import Hold, HoldState, hold_id_of
from megaticket.booking.transitions import Moment
from megaticket.contracts import ExtendCommand, HoldCommand, ReleaseCommand, ReplaceCommand, hold_view, won
from megaticket.errors import ErrorCode, Refusal
from megaticket.korean.consent import Release

HOLD_NOTICE = "선점 시간이 지나면 좌석이 자동으로 해제됩니다. 결제는 결제 페이지에서만 할 수 있어요."
ASK_TO_RELEASE = "선점을 해제할까요? 해제하려면 '선점 해제해 주세요'라고 말씀해 주세요."
MAX_RESERVATIONS = 10

STATE_TEXTS = {
    HoldState.HOLDING: "선점 중",
    HoldState.PAYING: "결제 중",
    HoldState.APPROVING: "결제 확인 중",
    HoldState.CONFIRMED: "예매 완료",
    HoldState.RELEASED: "선점 해제",
    HoldState.CANCELLED: "예매 취소",
    HoldState.EXPIRED: "선점 만료",
}


class HoldSeatsInput(ToolInput):
    """The proposal that the person agreed to."""

    proposal_id: Annotated[Identifier, Field(description="컨텍스트에서 consented 가 true 인 제안의 proposalId")]


class CancelHoldInput(ToolInput):
    """The hold to release."""

    hold_id: Annotated[Identifier, Field(description="컨텍스트의 holds 또는 예약 조회 결과에 나온 holdId")]


class ExtendHoldInput(ToolInput):
    """The hold that needs more time."""

    hold_id: Annotated[Identifier, Field(description="컨텍스트의 holds 에 나온 holdId")]


class MyReservationsInput(ToolInput):
    """Nothing: whose reservations is known from the token."""


def hold_seats(asked: HoldSeatsInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Holds the seats of a proposal that the person agreed to in this very turn.

    Where the person already holds seats of that date, they are exchanged: nobody loses seats by asking for others.
    """
    proposal = _agreed(asked.proposal_id, context)
    if proposal is None:
        return Refusal(ErrorCode.CONSENT_REQUIRED)
    command = _command(proposal, context)
    hold = context.services.hold_service.send(command)
    if isinstance(hold, Refusal):
        return _refused(hold, context.state)
    choices = (Choice("내 예약 보기", "내 예약 보여 주세요"), Choice("선점 해제하기", "선점한 좌석 해제해 주세요"))
    replaced = isinstance(command, ReplaceCommand)
    return ToolOutcome(
        {"hold": summary(hold), "notice": HOLD_NOTICE, "replaced": replaced},
        # The booking is made: what comes next starts anew.
        ConversationState(held_id=hold["holdId"]),
        actions=(Action("HOLD_REPLACED" if replaced else "HOLD_CREATED", hold),),
        choices=choices,
        wrote=True,
    )


def extend_hold(asked: ExtendHoldInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Ten minutes more, where the schedule allows them; once a turn however often a model calls."""
    request_id = f"extend-{context.turn_key}"
    command = ExtendCommand(user_id=context.user_id, hold_id=asked.hold_id, request_id=request_id)
    hold = context.services.hold_service.send(command)
    if isinstance(hold, Refusal):
        return hold
    return ToolOutcome({"hold": summary(hold)}, actions=(Action("HOLD_EXTENDED", hold),), wrote=True)


def cancel_hold(asked: CancelHoldInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Releases a hold of the person who asked for it in their own words; the function refuses anybody else's."""
    if context.state.release != Release.WANTED:
        return Refusal(ErrorCode.CONSENT_REQUIRED, ASK_TO_RELEASE)
    command = ReleaseCommand(user_id=context.user_id, hold_id=asked.hold_id, request_id=f"release-{asked.hold_id}")
    hold = context.services.hold_service.send(command)
    if isinstance(hold, Refusal):
        return hold
    return ToolOutcome(
        {"released": summary(hold, payable=False)},
        context.state.model_copy(update={"release": Release.NOT_MENTIONED}),
        actions=(Action("HOLD_RELEASED", {"holdId": asked.hold_id}),),
        choices=(Choice("다른 공연 보기", "다른 공연 보여 주세요"),),
        wrote=True,
    )


def get_my_reservations(_asked: MyReservationsInput, context: ToolContext) -> ToolOutcome:
    """The person's holds and reservations, newest first; those that came to nothing are left out."""
    booking = context.services.booking
    moment = booking.moment()
    holds = booking.holds_of(context.user_id)
    shown = [hold for hold in holds if booking.is_live(hold) or hold.state == HoldState.CONFIRMED][:MAX_RESERVATIONS]
    action = Action("MY_RESERVATIONS", {"reservations": [_card(hold, moment) for hold in shown]})
    return ToolOutcome({"reservations": [_reservation(hold, moment) for hold in shown]}, actions=(action,))


def summary(hold: dict[str, Any], *, payable: bool = True) -> dict[str, Any]:
    """A hold as the model reads it out; where there is nothing to pay, without a time and a link to pay."""
    to_pay = {"expiresAtText": hold["expiresAtText"], "paymentUrl": hold["paymentUrl"]}
    return {
        "holdId": hold["holdId"],
        "scheduleId": hold["scheduleId"],
        "performanceTitle": hold["performanceTitle"],
        "startsAtText": hold["startsAtText"],
        "seatLabels": [seat["label"] for seat in hold["seats"]],
        "grades": sorted({seat["grade"] for seat in hold["seats"]}),
        "totalText": won(hold["totalPrice"]),
        **(to_pay if payable else {}),
    }


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


def _agreed(proposal_id: str, context: ToolContext) -> Proposal | None:
    if proposal_id != context.consented:
        return None
    return next((p for p in context.state.proposals if p.proposal_id == proposal_id), None)


def _refused(refusal: Refusal, state: ConversationState) -> ToolOutcome | Refusal:
    """A proposal whose seats are gone or whose hold is over cannot be agreed to again."""
    if refusal.code in {ErrorCode.SEAT_TAKEN, ErrorCode.HOLD_EXPIRED, ErrorCode.PRICE_CHANGED}:
        voided = state.model_copy(update={"proposals": ()})
        return ToolOutcome({"error": refusal.as_json()}, voided, refusal=refusal)
    return refusal


def _card(hold: Hold, moment: Moment) -> dict[str, Any]:
    state = moment.state_of(hold)
    return hold_view(hold, moment.now) | {"state": state.value, "stateText": STATE_TEXTS[state]}


def _reservation(hold: Hold, moment: Moment) -> dict[str, Any]:
    state = moment.state_of(hold)
    return summary(hold_view(hold, moment.now), payable=state != HoldState.CONFIRMED) | {
        "state": state.value,
        "stateText": STATE_TEXTS[state],
    }


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
    Tool(
        "get_my_reservations",
        "예약 내역을 확인하고 있어요",
        "손님의 선점과 예매 내역. 누구의 것인지는 로그인으로 정해지므로 입력이 없다.",
        MyReservationsInput,
        get_my_reservations,
    ),
)
