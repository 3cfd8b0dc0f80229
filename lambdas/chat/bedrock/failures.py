"""What went wrong with a model call, and whether the same model is worth another try."""

from dataclasses import dataclass
from typing import Literal

from botocore.eventstream import ParserError
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    ParamValidationError,
    ReadTimeoutError,
)
from urllib3.exceptions import HTTPError
from urllib3.exceptions import ReadTimeoutError as SocketReadTimeoutError

from lambdas.chat.bedrock.stream import EmptyStreamError

Reason = Literal[
    "Throttled", "Validation", "AccessDenied", "NotFound", "Unavailable", "Timeout", "ServerError", "StreamError",
    "Connection", "EmptyStream", "Malformed", "ContextExceeded", "CircuitOpen", "Other",
]  # fmt: skip
"""Why a model was given up for the next one."""

Mending = Literal["HistoryRetold", "HistoryDropped"]
"""What was done with a conversation that every model had refused: told as text, or left out."""


class ModelTimeoutError(Exception):
    """No content came in time."""


class MalformedAnswerError(Exception):
    """The model ended an answer because it was not well-formed."""


class ContextExceededError(Exception):
    """The conversation fills the model's window: there was no room left for an answer."""


@dataclass(frozen=True)
class Failure:
    """A failed call. `status` is the HTTP status, 0 where there was none."""

    reason: Reason
    retry: bool
    status: int = 0


CIRCUIT_OPEN = Failure("CircuitOpen", retry=False)
"""The model was not asked, because it has just been silent."""


_BY_STATUS: dict[int, tuple[Reason, bool]] = {
    400: ("Validation", False),
    401: ("AccessDenied", False),
    403: ("AccessDenied", False),
    404: ("NotFound", False),
    408: ("Timeout", False),
    424: ("StreamError", True),
    429: ("Throttled", False),
    500: ("ServerError", True),
    502: ("ServerError", True),
    503: ("Unavailable", False),
    504: ("ServerError", True),
}
# In the middle of a stream botocore raises lowerCamel codes and no status.
_BY_CODE: dict[str, tuple[Reason, bool]] = {
    "throttlingException": ("Throttled", False),
    "validationException": ("Validation", False),
    "serviceUnavailableException": ("Unavailable", False),
    "modelTimeoutException": ("Timeout", False),
    "internalServerException": ("ServerError", True),
    "modelStreamErrorException": ("StreamError", True),
}

# In order: the first that fits. After the answer's head urllib3's own errors come through, which are no botocore types.
_BY_KIND: tuple[tuple[tuple[type[Exception], ...], Failure], ...] = (
    (
        (ModelTimeoutError, ConnectTimeoutError, ReadTimeoutError, SocketReadTimeoutError),
        Failure("Timeout", retry=False),
    ),
    ((ParamValidationError,), Failure("Validation", retry=False)),
    ((EmptyStreamError,), Failure("EmptyStream", retry=True)),
    ((MalformedAnswerError,), Failure("Malformed", retry=True)),
    ((ContextExceededError,), Failure("ContextExceeded", retry=False)),
    # What arrived is no event stream.
    ((ParserError,), Failure("StreamError", retry=True)),
    ((BotoCoreError, HTTPError, OSError), Failure("Connection", retry=True)),
)
OTHER = Failure("Other", retry=False)


def classify(error: Exception) -> Failure:
    """The failure of an exception that a call or its stream raised. Unknown ones go to the next model at once."""
    if isinstance(error, ClientError):
        return _client_failure(error)
    return next((failure for kinds, failure in _BY_KIND if isinstance(error, kinds)), OTHER)


def _client_failure(error: ClientError) -> Failure:
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    code = error.response["Error"]["Code"]
    reason, retry = _BY_CODE.get(code) or _BY_STATUS.get(status) or ("Other", False)
    return Failure(reason, retry, status)
