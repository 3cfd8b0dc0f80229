"""Between HTTP and the operations: who asks, what the body says, what an outcome looks like."""

import json
from typing import Any, TypeVar

from aws_lambda_powertools.event_handler import LambdaFunctionUrlResolver, Response, content_types
from aws_lambda_powertools.event_handler.api_gateway import ApiGatewayResolver
from aws_lambda_powertools.event_handler.exceptions import ServiceError
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from megaticket.base import Record
from megaticket.booking.provider import ProviderUnknownError
from megaticket.booking.service import ContendedError
from megaticket.errors import ERRORS, ErrorCode, Refusal
from megaticket.identity import IssuerUnavailableError, TokenVerifier, UnauthenticatedError
from megaticket.telemetry import log_defect, logger

Body = TypeVar("Body", bound=Record)

MAX_PATH_LENGTH = 512
"""No id is nearly as long; the database refuses a key that is, which would look like a fault of ours."""


class RefusedError(Exception):
    """A request that is answered with a refusal."""

    def __init__(self, refusal: Refusal, status: int | None = None) -> None:
        super().__init__(refusal.code.value)
        self.refusal = refusal
        self.status = status or ERRORS[refusal.code].status


def user_of(app: LambdaFunctionUrlResolver, verifier: TokenVerifier) -> str:
    """The person of the request's bearer token. Raises RefusedError."""
    try:
        return verifier.user_id(app.current_event.headers.get("authorization"))
    except UnauthenticatedError as error:
        logger.info("request unauthenticated", extra={"reason": str(error)})
        raise RefusedError(Refusal(ErrorCode.UNAUTHENTICATED)) from None
    except IssuerUnavailableError:
        raise RefusedError(Refusal(ErrorCode.MODEL_UNAVAILABLE)) from None


def body_of(app: LambdaFunctionUrlResolver, model: type[Body]) -> Body:
    """The request's body as a model; none at all is an empty object. Raises RefusedError INVALID_REQUEST."""
    try:
        return model.model_validate(json.loads(app.current_event.decoded_body or "{}"))
    except (ValueError, RecursionError):
        raise RefusedError(Refusal(ErrorCode.INVALID_REQUEST)) from None


def accepted(outcome: Any) -> Any:
    """The outcome, where it is no refusal. Raises RefusedError."""
    if isinstance(outcome, Refusal):
        raise RefusedError(outcome)
    return outcome


def found(thing: Any) -> Any:
    """A catalogue entry that exists. Raises RefusedError, as 404."""
    if thing is None:
        raise RefusedError(Refusal(ErrorCode.INVALID_REQUEST), 404)
    return thing


def refuse_long_paths(app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """A middleware: nothing has an id that long. Raises RefusedError, as 404."""
    if len(app.current_event.path) > MAX_PATH_LENGTH:
        raise RefusedError(Refusal(ErrorCode.INVALID_REQUEST), 404)
    return next_middleware(app)


def add_error_handlers(app: LambdaFunctionUrlResolver) -> None:
    """Every error in the contract's form, and no stack in any of them."""
    app.exception_handler(RefusedError)(lambda error: answer(error.status, {"error": error.refusal.as_json()}))
    app.exception_handler(ServiceError)(lambda error: _table_error(ErrorCode.INVALID_REQUEST, error.status_code))
    app.not_found()(lambda _error: _table_error(ErrorCode.INVALID_REQUEST, 404))
    # What may pass (the provider silent, a hold that changes under every attempt) and what must not happen alike.
    app.exception_handler([ProviderUnknownError, ContendedError, Exception])(_fault)


def answer(status: int, body: dict[str, Any]) -> Response[str]:
    """A JSON answer."""
    return Response(status, content_types.APPLICATION_JSON, json.dumps(body, ensure_ascii=False))


def _table_error(code: ErrorCode, status: int) -> Response[str]:
    return answer(status, {"error": Refusal(code).as_json()})


def _fault(error: Exception) -> Response[str]:
    log_defect("request failed", error)
    return _table_error(ErrorCode.HOLD_SERVICE_UNAVAILABLE, 503)
