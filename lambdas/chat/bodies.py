"""Request bodies: bounded, parsed, refused by name."""

import json
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request

from lambdas.chat.protocol import MAX_BODY_BYTES, MAX_MESSAGE_LENGTH, ChatRequest, StopRequest
from megaticket.base import Record
from megaticket.errors import ErrorCode
from megaticket.korean.masking import mask_numbers

Body = TypeVar("Body", bound=Record)

NUMBERS_MASKED = "카드번호나 주민등록번호로 보이는 숫자는 가려서 받았어요. 예매할 때 대화에 적지 않으셔도 돼요."


class ApiError(Exception):
    """A request that is answered with a code of the table; `turn_id` is the turn in its way."""

    def __init__(self, code: ErrorCode, turn_id: str | None = None, retry_after_seconds: int | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.turn_id = turn_id
        self.retry_after_seconds = retry_after_seconds


async def read_body(request: Request) -> bytes:
    """The body, read only as far as it may go. Raises ApiError MESSAGE_TOO_LONG."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                raise ApiError(ErrorCode.MESSAGE_TOO_LONG)
    except ClientDisconnect:
        raise ApiError(ErrorCode.INVALID_REQUEST) from None
    return bytes(body)


def parse_chat(body: bytes) -> ChatRequest:
    """The body of `POST /chat`. Raises ApiError MESSAGE_TOO_LONG or INVALID_REQUEST."""
    asked = _parse(ChatRequest, body)
    if not asked.message.strip():
        # Separators that pydantic leaves: a model refuses a blank message, and every history that holds it.
        raise ApiError(ErrorCode.INVALID_REQUEST)
    if len(asked.message) > MAX_MESSAGE_LENGTH:
        raise ApiError(ErrorCode.MESSAGE_TOO_LONG)
    return asked


def without_private_numbers(asked: ChatRequest) -> tuple[ChatRequest, str | None]:
    """The request with card and resident registration numbers masked, and what the person is to be told of it."""
    message = mask_numbers(asked.message)
    masked = asked.model_copy(update={"message": message})
    return masked, NUMBERS_MASKED if message != asked.message else None


def parse_stop(body: bytes) -> StopRequest:
    """The body of a stop. Raises ApiError INVALID_REQUEST."""
    return _parse(StopRequest, body)


def _parse(model: type[Body], body: bytes) -> Body:
    try:
        # json first: pydantic's own parser would let lone surrogates through to the database.
        return model.model_validate(json.loads(body.decode("utf-8")))
    except (ValueError, RecursionError):
        raise ApiError(ErrorCode.INVALID_REQUEST) from None
