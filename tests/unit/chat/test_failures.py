"""Every way in which a model call fails has a name, and is tried again only where that may help."""

import pytest
from botocore.eventstream import ChecksumMismatch, EventStreamError
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from urllib3.exceptions import ProtocolError
from urllib3.exceptions import ReadTimeoutError as SocketReadTimeoutError

from lambdas.chat.bedrock.failures import (
    ContextExceededError,
    Failure,
    MalformedAnswerError,
    ModelTimeoutError,
    classify,
)
from lambdas.chat.bedrock.stream import EmptyStreamError
from tests.unit.chat.scripted import service_error

URL = "https://bedrock.test"


@pytest.mark.parametrize(
    ("code", "status", "reason", "retry"),
    [
        ("ValidationException", 400, "Validation", False),
        ("UnrecognizedClientException", 401, "AccessDenied", False),
        ("AccessDeniedException", 403, "AccessDenied", False),
        ("ResourceNotFoundException", 404, "NotFound", False),
        ("ModelTimeoutException", 408, "Timeout", False),
        ("ModelErrorException", 424, "StreamError", True),
        ("ModelStreamErrorException", 424, "StreamError", True),
        ("ThrottlingException", 429, "Throttled", False),
        ("ModelNotReadyException", 429, "Throttled", False),
        ("InternalServerException", 500, "ServerError", True),
        ("ServiceUnavailableException", 503, "Unavailable", False),
        ("TeapotException", 418, "Other", False),
    ],
)
def test_errors_before_the_stream_go_by_their_status(code: str, status: int, reason: str, retry: bool) -> None:
    assert classify(service_error(code, status)) == Failure(reason, retry, status)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "reason", "retry"),
    [
        ("throttlingException", "Throttled", False),
        ("validationException", "Validation", False),
        ("serviceUnavailableException", "Unavailable", False),
        ("modelTimeoutException", "Timeout", False),
        ("internalServerException", "ServerError", True),
        ("modelStreamErrorException", "StreamError", True),
        ("somethingNewException", "Other", False),
    ],
)
def test_errors_in_the_stream_have_lower_camel_codes_and_no_status(code: str, reason: str, retry: bool) -> None:
    error = EventStreamError({"Error": {"Code": code, "Message": "no"}}, "ConverseStream")
    assert isinstance(error, ClientError)
    assert classify(error) == Failure(reason, retry, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ModelTimeoutError(), Failure("Timeout", retry=False)),
        (ReadTimeoutError(endpoint_url=URL), Failure("Timeout", retry=False)),
        (SocketReadTimeoutError(None, URL, "stalled"), Failure("Timeout", retry=False)),  # type: ignore[arg-type]
        (EmptyStreamError(), Failure("EmptyStream", retry=True)),
        (MalformedAnswerError(), Failure("Malformed", retry=True)),
        (ContextExceededError(), Failure("ContextExceeded", retry=False)),
        (ChecksumMismatch(1, 2), Failure("StreamError", retry=True)),
        (ProtocolError("Connection broken"), Failure("Connection", retry=True)),
        (ConnectTimeoutError(endpoint_url=URL), Failure("Timeout", retry=False)),
        (EndpointConnectionError(endpoint_url=URL), Failure("Connection", retry=True)),
        (ConnectionClosedError(endpoint_url=URL), Failure("Connection", retry=True)),
        (ConnectionResetError(), Failure("Connection", retry=True)),
        (KeyError("stream"), Failure("Other", retry=False)),
    ],
)
def test_errors_of_the_connection(error: Exception, expected: Failure) -> None:
    assert classify(error) == expected
