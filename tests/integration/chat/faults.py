"""Every failure of a model, and every moment of an answer at which it can come: the rows and columns of the matrix."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from botocore.eventstream import ChecksumMismatch, EventStreamError
from botocore.exceptions import ConnectionClosedError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from urllib3.exceptions import ProtocolError
from urllib3.exceptions import ReadTimeoutError as SocketReadTimeoutError

from lambdas.chat.bedrock.failures import Reason
from tests.integration.chat.stopwatch import Stopwatch
from tests.unit.chat.scripted import Answer, Moment, end, service_error, tool_use, words

URL = "https://bedrock.test"
START: list[Moment] = [{"messageStart": {"role": "assistant"}}]
BEFORE = "before the stream"
PLACES: dict[str, list[Moment]] = {
    "before the first content": START,
    "in text": [*START, *words("반쯤 하던 말")],
    "in a tool input": [*START, *tool_use("get_performances", '{"genre": "뮤')[:-1]],
    "after a whole call": [*START, *tool_use("get_performances")],
}
"""What has been said when the failure comes, in a stream that has begun."""

Ending = Callable[[Stopwatch], list[Moment]]


@dataclass(frozen=True)
class Fault:
    """A failure: what it is called, its class, and how often a model is asked before the next one is.

    `is_billed` says that the service reports what it used. `ending` is how a stream goes on that fails so; `error` is raised in the place of a stream.
    """

    name: str
    reason: Reason
    tries: int
    status: int = 0
    error: Exception | None = None
    ending: Ending | None = None
    places: tuple[str, ...] = tuple(PLACES)
    is_billed: bool = False

    def at(self, place: str, watch: Stopwatch) -> Answer:
        """The answer of a model that fails so at this place."""
        if self.error:
            return self.error
        assert self.ending
        return [*PLACES.get(place, []), *self.ending(watch)]


def _http(status: int, code: str, reason: Reason, tries: int) -> Fault:
    return Fault(f"{status}", reason, tries, status, service_error(code, status), places=(BEFORE,))


def _call(error: Exception, reason: Reason, tries: int) -> Fault:
    return Fault(type(error).__name__, reason, tries, error=error, places=(BEFORE,))


def _raised(error: Exception, reason: Reason, tries: int, name: str = "") -> Fault:
    return Fault(name or type(error).__name__, reason, tries, ending=lambda _: [error])


def _midway(code: str, reason: Reason, tries: int) -> Fault:
    error = EventStreamError({"Error": {"Code": code, "Message": "no"}}, "ConverseStream")
    return _raised(error, reason, tries, name=code)


FAULTS = [
    _http(400, "ValidationException", "Validation", 1),
    _http(401, "UnrecognizedClientException", "AccessDenied", 1),
    _http(403, "AccessDeniedException", "AccessDenied", 1),
    _http(404, "ResourceNotFoundException", "NotFound", 1),
    _http(408, "ModelTimeoutException", "Timeout", 1),
    _http(424, "ModelErrorException", "StreamError", 3),
    _http(429, "ThrottlingException", "Throttled", 1),
    _http(500, "InternalServerException", "ServerError", 3),
    _http(502, "502", "ServerError", 3),
    _http(503, "ServiceUnavailableException", "Unavailable", 1),
    _http(504, "504", "ServerError", 3),
    _call(ReadTimeoutError(endpoint_url=URL), "Timeout", 1),
    _call(ConnectTimeoutError(endpoint_url=URL), "Timeout", 1),
    _call(EndpointConnectionError(endpoint_url=URL), "Connection", 3),
    _call(ConnectionClosedError(endpoint_url=URL), "Connection", 3),
    _midway("validationException", "Validation", 1),
    _midway("throttlingException", "Throttled", 1),
    _midway("serviceUnavailableException", "Unavailable", 1),
    _midway("modelTimeoutException", "Timeout", 1),
    _midway("internalServerException", "ServerError", 3),
    _midway("modelStreamErrorException", "StreamError", 3),
    _raised(ProtocolError("Connection broken"), "Connection", 3),
    _raised(ConnectionResetError(), "Connection", 3),
    _raised(ChecksumMismatch(1, 2), "StreamError", 3),
    _raised(SocketReadTimeoutError(None, URL, "stalled"), "Timeout", 1),  # type: ignore[arg-type]
    Fault("silence", "Timeout", 1, ending=Stopwatch.silence, places=(BEFORE, *PLACES)),
    Fault("cut off", "EmptyStream", 3, ending=lambda _: [], places=(BEFORE, *PLACES)),
    Fault("nothing said", "EmptyStream", 3, ending=lambda _: end(), places=("before the first content",), is_billed=True),
    Fault("malformed", "Malformed", 3, ending=lambda _: end("malformed_tool_use"), is_billed=True),
    Fault(
        "window full", "ContextExceeded", 1, ending=lambda _: end("model_context_window_exceeded"),
        places=("before the first content",), is_billed=True,
    ),
]  # fmt: skip


def cells() -> Iterator[tuple[Fault, str]]:
    """Every failure at each of its places."""
    return ((fault, place) for fault in FAULTS for place in fault.places)
