"""The tool that shows what a person has, with what cancelling a paid booking would cost."""

from typing import Any

from lambdas.chat.protocol import Action
from lambdas.chat.tools import texts
from lambdas.chat.tools.base import Tool, ToolContext, ToolInput, ToolOutcome
from megaticket.booking.cancellation import quote_cancellation
from megaticket.booking.models import Hold, HoldState
from megaticket.booking.rescue import prolonged, recovery_status
from megaticket.booking.transitions import Moment
from megaticket.catalog.items import performance_of_schedule
from megaticket.contracts import hold_view, won
from megaticket.errors import Refusal
from megaticket.korean.consent import Release

MAX_RESERVATIONS = 10

RESERVATIONS_LINK = "[내 예약에서 취소하기](/reservations)"
"""The page's list of reservations, where a paid booking is cancelled by the person."""

STATE_TEXTS = {
    HoldState.HOLDING: "선점 중",
    HoldState.PAYING: "결제 중",
    HoldState.APPROVING: "결제 확인 중",
    HoldState.CONFIRMED: "예매 완료",
    HoldState.RELEASED: "선점 해제",
    HoldState.CANCELLED: "예매 취소",
    HoldState.EXPIRED: "선점 만료",
}


class MyReservationsInput(ToolInput):
    """Nothing: whose reservations is known from the token."""


def get_my_reservations(_asked: MyReservationsInput, context: ToolContext) -> ToolOutcome:
    """The person's holds and reservations, newest first; those that came to nothing are left out."""
    booking = context.services.booking
    moment = booking.moment()
    holds = booking.holds_of(context.user_id)
    shown = [hold for hold in holds if booking.is_live(hold) or hold.state == HoldState.CONFIRMED]
    listed = [prolonged(hold, moment) for hold in shown[:MAX_RESERVATIONS]]
    action = Action("MY_RESERVATIONS", {"reservations": [_card(hold, moment) for hold in listed]})
    result = {"reservations": [_reservation(hold, moment, context) for hold in listed], "total": len(shown)}
    is_paid = any(hold.state == HoldState.CONFIRMED for hold in listed)
    asked_to_cancel = is_paid and context.state.release != Release.NOT_MENTIONED
    return ToolOutcome(result, actions=(action,), must_say=(RESERVATIONS_LINK,) if asked_to_cancel else ())


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


def cancelling(hold: Hold, context: ToolContext) -> dict[str, Any]:
    """What cancelling a paid booking now would cost and give back, and until when; never done here."""
    performance = context.services.catalog.performance(performance_of_schedule(hold.schedule_id))
    if performance is None:
        return {}
    support = {"supportText": texts.support_text(performance)}
    quote = quote_cancellation(hold, performance.cancellation, context.now_seconds)
    if isinstance(quote, Refusal):
        return {"cancellation": {"closedText": quote.message}, **support}
    terms = {"feeText": won(quote.fee), "refundText": won(quote.refund), "deadlineText": quote.deadline_text}
    return {"cancellation": terms, **support}


def _card(hold: Hold, moment: Moment) -> dict[str, Any]:
    state = moment.state_of(hold)
    return hold_view(hold, moment.now) | {
        "state": state.value,
        "stateText": STATE_TEXTS[state],
        **_number(hold),
        **_recovery(hold, moment),
    }


def _reservation(hold: Hold, moment: Moment, context: ToolContext) -> dict[str, Any]:
    state = moment.state_of(hold)
    is_paid = state == HoldState.CONFIRMED
    return summary(hold_view(hold, moment.now), payable=not is_paid) | {
        "state": state.value,
        "stateText": STATE_TEXTS[state],
        **_number(hold),
        **_recovery(hold, moment),
        **(cancelling(hold, context) if is_paid else {}),
    }


def _number(hold: Hold) -> dict[str, str]:
    return {"reservationNumber": hold.reservation_number} if hold.state == HoldState.CONFIRMED else {}


def _recovery(hold: Hold, moment: Moment) -> dict[str, str]:
    status = recovery_status(hold, moment)
    return {"recoveryStatus": status} if status else {}


TOOLS = (
    Tool(
        "get_my_reservations",
        "예약 내역을 확인하고 있어요",
        "손님의 선점과 예매 내역. 결제한 예매에는 지금 취소할 때의 수수료와 환불액과 기한이 있다. 누구의 것인지는 로그인으로 정해지므로 입력이 없다.",
        MyReservationsInput,
        get_my_reservations,
    ),
)
