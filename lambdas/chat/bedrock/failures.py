"""What went wrong with a model call, and whether the same model is worth another try."""

from dataclasses import dataclass
from typing import Literal

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError, ReadTimeoutError
from urllib3.exceptions import HTTPError
from urllib3.exceptions import ReadTimeoutError as SocketReadTimeoutError

from lambdas.chat.bedrock.stream import EmptyStreamError

Reason = Literal[
    "Throttled", "Validation", "AccessDenied", "NotFound", "Unavailable", "Timeout", "ServerError", "StreamError",
    "Connection", "EmptyStream", "Other",
]  # fmt: skip


class ModelTimeoutError(Exception):
    """No content came in time."""


@dataclass(frozen=True)
class Failure:
    """A failed call. `status` is the HTTP status, 0 where there was none."""

    reason: Reason
    retry: bool
    status: int = 0


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


def classify(error: Exception) -> Failure:
    """The failure of an exception that a call or its stream raised. Unknown ones go to the next model at once."""
    if isinstance(error, ClientError):
        return _client_failure(error)
    # In the middle of a stream urllib3's own error comes through, which is no botocore type.
    # A stall before the answer's head is botocore's error, one after it urllib3's own.
    if isinstance(error, (ModelTimeoutError, ReadTimeoutError, SocketReadTimeoutError)):
        return Failure("Timeout", retry=False)
    if isinstance(error, ParamValidationError):
        return Failure("Validation", retry=False)
    if isinstance(error, EmptyStreamError):
        return Failure("EmptyStream", retry=True)
    if isinstance(error, (BotoCoreError, HTTPError, OSError)):
        return Failure("Connection", retry=True)
    return Failure("Other", retry=False)


def _client_failure(error: ClientError) -> Failure:
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    code = error.response["Error"]["Code"]
    reason, retry = _BY_CODE.get(code) or _BY_STATUS.get(status) or ("Other", False)
    return Failure(reason, retry, status)
