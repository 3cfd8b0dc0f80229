"""The one table of errors: code, HTTP status, whether trying again helps, and the Korean sentence."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ErrorCode(StrEnum):
    """Names that other people's programs rely on."""

    INVALID_REQUEST = "INVALID_REQUEST"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    CONVERSATION_NOT_FOUND = "CONVERSATION_NOT_FOUND"
    TURN_IN_PROGRESS = "TURN_IN_PROGRESS"
    MESSAGE_TOO_LONG = "MESSAGE_TOO_LONG"
    TOO_MANY_TURNS = "TOO_MANY_TURNS"
    DAILY_BUDGET_EXCEEDED = "DAILY_BUDGET_EXCEEDED"
    REGION_STANDBY = "REGION_STANDBY"
    MODEL_UNAVAILABLE = "MODEL_UNAVAILABLE"
    TURN_DEADLINE = "TURN_DEADLINE"
    HOLD_SERVICE_UNAVAILABLE = "HOLD_SERVICE_UNAVAILABLE"
    SEAT_TAKEN = "SEAT_TAKEN"
    SEAT_UNKNOWN = "SEAT_UNKNOWN"
    SEAT_BLOCKED = "SEAT_BLOCKED"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    HOLD_EXISTS = "HOLD_EXISTS"
    HOLD_NOT_FOUND = "HOLD_NOT_FOUND"
    HOLD_EXPIRED = "HOLD_EXPIRED"
    EXTEND_LIMIT = "EXTEND_LIMIT"
    PAYMENT_IN_PROGRESS = "PAYMENT_IN_PROGRESS"
    PAYMENT_DECLINED = "PAYMENT_DECLINED"
    AMOUNT_MISMATCH = "AMOUNT_MISMATCH"
    PRICE_CHANGED = "PRICE_CHANGED"
    QUOTE_CHANGED = "QUOTE_CHANGED"
    CANCEL_CLOSED = "CANCEL_CLOSED"
    SALE_NOT_OPEN = "SALE_NOT_OPEN"
    SALE_CLOSED = "SALE_CLOSED"
    CONSENT_REQUIRED = "CONSENT_REQUIRED"
    DATE_UNCLEAR = "DATE_UNCLEAR"


@dataclass(frozen=True)
class ErrorInfo:
    """What goes with a code. `status` is the HTTP status where the code answers a request."""

    status: int
    retryable: bool
    message: str


_C = ErrorCode
ERRORS: dict[ErrorCode, ErrorInfo] = {
    _C.INVALID_REQUEST: ErrorInfo(400, False, "요청을 이해하지 못했어요. 내용을 확인하고 다시 보내 주세요."),
    _C.UNAUTHENTICATED: ErrorInfo(401, False, "로그인이 필요해요. 다시 로그인해 주세요."),
    _C.CONVERSATION_NOT_FOUND: ErrorInfo(404, False, "대화를 찾을 수 없어요. 새 대화를 시작해 주세요."),
    _C.TURN_IN_PROGRESS: ErrorInfo(409, True, "아직 앞의 질문에 답하고 있어요. 잠시만 기다려 주세요."),
    _C.MESSAGE_TOO_LONG: ErrorInfo(413, False, "메시지가 너무 길어요. 2,000자 이내로 보내 주세요."),
    _C.TOO_MANY_TURNS: ErrorInfo(429, True, "메시지를 너무 빠르게 보내고 계세요. 잠시 후 다시 보내 주세요."),
    _C.DAILY_BUDGET_EXCEEDED: ErrorInfo(
        429, False, "오늘 이용할 수 있는 대화량을 모두 쓰셨어요. 내일 다시 찾아 주세요."
    ),
    _C.REGION_STANDBY: ErrorInfo(503, True, "지금은 다른 지역에서 예매를 처리하고 있어요. 잠시 후 다시 시도해 주세요."),
    _C.MODEL_UNAVAILABLE: ErrorInfo(503, True, "시스템 오류가 발생했습니다. 잠시 후 다시 시도해주세요."),
    _C.TURN_DEADLINE: ErrorInfo(504, True, "답변이 너무 오래 걸려 멈췄어요. 다시 한번 말씀해 주세요."),
    _C.HOLD_SERVICE_UNAVAILABLE: ErrorInfo(503, True, "좌석 선점 처리가 원활하지 않아요. 잠시 후 다시 시도해 주세요."),
    _C.SEAT_TAKEN: ErrorInfo(409, False, "방금 다른 분이 먼저 선택한 좌석이에요. 다른 좌석을 찾아볼게요."),
    _C.SEAT_UNKNOWN: ErrorInfo(409, False, "이 공연장에 없는 좌석이에요. 좌석을 다시 확인해 주세요."),
    _C.SEAT_BLOCKED: ErrorInfo(409, False, "판매하지 않는 좌석이에요. 다른 좌석을 골라 주세요."),
    _C.LIMIT_EXCEEDED: ErrorInfo(409, False, "한 분이 예매할 수 있는 매수를 넘었어요."),
    _C.HOLD_EXISTS: ErrorInfo(
        409, False, "이 회차에 이미 선점한 좌석이 있어요. 결제하거나 선점을 해제한 뒤 다시 골라 주세요."
    ),
    _C.HOLD_NOT_FOUND: ErrorInfo(409, False, "선점 내역을 찾을 수 없어요."),
    _C.HOLD_EXPIRED: ErrorInfo(409, False, "선점 시간이 지나 좌석이 해제되었어요. 좌석을 다시 골라 주세요."),
    _C.EXTEND_LIMIT: ErrorInfo(409, False, "선점 시간은 더 늘릴 수 없어요."),
    _C.PAYMENT_IN_PROGRESS: ErrorInfo(409, True, "결제가 진행 중이에요. 결제 결과를 먼저 확인해 주세요."),
    _C.PAYMENT_DECLINED: ErrorInfo(409, True, "결제가 승인되지 않았어요. 다른 결제 수단으로 다시 시도해 주세요."),
    _C.AMOUNT_MISMATCH: ErrorInfo(409, False, "결제 금액이 예매 금액과 달라요. 처음부터 다시 결제해 주세요."),
    _C.PRICE_CHANGED: ErrorInfo(409, False, "금액이 바뀌었어요. 새 금액을 확인해 주세요."),
    _C.QUOTE_CHANGED: ErrorInfo(409, False, "환불 금액이 바뀌었어요. 새 금액을 확인해 주세요."),
    _C.CANCEL_CLOSED: ErrorInfo(409, False, "취소할 수 있는 기한이 지났어요."),
    _C.SALE_NOT_OPEN: ErrorInfo(409, False, "아직 예매가 열리지 않은 회차예요."),
    _C.SALE_CLOSED: ErrorInfo(409, False, "예매가 마감된 회차예요."),
    _C.CONSENT_REQUIRED: ErrorInfo(409, False, "좌석을 선점하기 전에 이 좌석으로 진행할지 확인이 필요해요."),
    _C.DATE_UNCLEAR: ErrorInfo(409, False, "날짜를 정확히 알려 주세요. 예: 12월 5일, 이번 주 토요일"),
}


@dataclass(frozen=True)
class Refusal:
    """A request that the rules turn down: an ordinary result, not an exception.

    `detail` says more than the table's sentence where the person needs it; `seat_ids` are the seats concerned.
    """

    code: ErrorCode
    detail: str | None = None
    seat_ids: tuple[str, ...] = field(default=())

    @property
    def message(self) -> str:
        """The Korean sentence for the person."""
        return self.detail or ERRORS[self.code].message

    def as_json(self) -> dict[str, Any]:
        """{"code", "message", "seatIds"?}, the form in function results, HTTP answers and tool results."""
        seats = {"seatIds": list(self.seat_ids)} if self.seat_ids else {}
        return {"code": self.code.value, "message": self.message, **seats}
