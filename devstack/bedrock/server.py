"""The HTTP service: POST /model/{modelId}/converse-stream, the control API and /health."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from devstack.bedrock.accounting import InputUsage, PrefixCache, usage_fields
from devstack.bedrock.answer import answer_events, reply_places, think
from devstack.bedrock.control import control_routes
from devstack.bedrock.errors import ServiceError, ValidationException
from devstack.bedrock.families import Family, family_of
from devstack.bedrock.faults import ERRORS, Fault, FaultBook
from devstack.bedrock.journal import Exchange, Journal
from devstack.bedrock.manners import NAMES, as_meant, bad_mannered
from devstack.bedrock.model import last_words
from devstack.bedrock.stream import ConnectionCutError, EventStreamResponse, encoded
from devstack.bedrock.validation import validate

MODELS = "/model/{model_id:path}/converse-stream"


@dataclass
class Service:
    """The state of one running service."""

    pace: float = 0.0
    """Seconds before each delta."""
    cache: PrefixCache = field(default_factory=PrefixCache)
    book: FaultBook = field(default_factory=FaultBook)
    journal: Journal = field(default_factory=Journal)
    manner: str = ""
    """How its models misbehave; "" where they do not."""

    async def converse_stream(self, request: Request) -> Response:
        """Answer one ConverseStream request, or its error."""
        # The server has unquoted the path: an encoded ":" or an ARN's "/" arrives as it is.
        model_id = request.path_params["model_id"]
        body = await read_body(request)
        exchange = self.journal.open(model_id, body)
        try:
            return EventStreamResponse(self.answer(request, model_id, body, exchange))
        except ServiceError as error:
            exchange.outcome = exchange.outcome if exchange.outcome != "streaming" else error.error_type
            return error_response(error)

    def answer(
        self, request: Request, model_id: str, body: Mapping[str, Any], exchange: Exchange
    ) -> AsyncIterator[bytes]:
        """The stream of an answer. Raises ServiceError for what the service refuses, or was told to."""
        validate(model_id, body)
        family = family_of(model_id)
        reply, slip = bad_mannered(self.manner, think(family, as_meant(self.manner, body)), body)
        fault = self.book.take(model_id, last_words(body), reply_places(reply)) or slip
        if fault and fault.kind in ERRORS:
            exchange.outcome = f"fault:{fault.kind}"
            raise ServiceError(fault.error_type, ERRORS[fault.kind][1], fault.status)
        usage = self.count(model_id, family, body)
        events, output_tokens = answer_events(reply, body, fault)
        exchange.usage = usage_fields(usage, output_tokens)
        pace = fault.seconds if fault and fault.kind == "slow" else self.pace
        return followed(encoded(events, exchange.usage, pace, fault), request, exchange, fault)

    def count(self, model_id: str, family: Family, body: Mapping[str, Any]) -> InputUsage:
        """Count and cache a request. Raises ValidationException for one that exceeds the context."""
        usage = self.cache.account(model_id, family, body)
        if usage.total > family.context_tokens:
            raise ValidationException("Input is too long for requested model.")
        return usage


async def read_body(request: Request) -> Mapping[str, Any]:
    """The JSON object of a request; what is none is an empty request, which validation refuses."""
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, Mapping) else {}


async def followed(
    chunks: AsyncIterator[bytes], request: Request, exchange: Exchange, fault: Fault | None
) -> AsyncIterator[bytes]:
    """The chunks, until they end or the caller goes away; the exchange then says how it ended."""
    outcome = "stopped"
    try:
        async for chunk in chunks:
            if await request.is_disconnected():
                return
            exchange.sentAt.append(monotonic())
            yield chunk
        outcome = f"fault:{fault.kind}" if fault else "ok"
    except ConnectionCutError:
        outcome = "fault:cut"
        raise
    finally:
        exchange.outcome = outcome


def error_response(error: ServiceError) -> JSONResponse:
    """An error as the service sends it."""
    headers = {"x-amzn-errortype": error.error_type, "x-amzn-requestid": str(uuid4())}
    return JSONResponse({"message": error.message}, error.status, headers)


def mannered(service: Service, manner: str) -> Callable[[Request], Awaitable[Response]]:
    """The same service with models that misbehave: faults, cache and journal are shared."""
    return replace(service, manner=manner).converse_stream


async def health(_: Request) -> Response:
    """Says that the service answers."""
    return JSONResponse({"status": "ok"})


def create_app(service: Service | None = None) -> Starlette:
    """The ASGI app of a service."""
    service = service or Service()
    return Starlette(
        routes=[
            Route(MODELS, service.converse_stream, methods=["POST"]),
            *(Route(f"/manners/{name}{MODELS}", mannered(service, name), methods=["POST"]) for name in NAMES),
            Route("/health", health),
            *control_routes(service.book, service.journal),
        ]
    )
