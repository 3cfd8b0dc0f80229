"""Asking the primary model, again where that may help, then the secondary: one stream of words for the turn."""

import queue
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from lambdas.chat.bedrock.failures import Failure, ModelTimeoutError, classify
from lambdas.chat.bedrock.registry import Model
from lambdas.chat.bedrock.request import Prompt, build_request
from lambdas.chat.bedrock.stream import (
    BackgroundStream,
    EmptyStreamError,
    Ended,
    OpenStream,
    StreamOutput,
    StreamParser,
)
from lambdas.chat.bedrock.thinking import ThinkingFilter
from lambdas.chat.protocol import Usage
from megaticket.telemetry import log_defect, logger

RETRY_PAUSES_SECONDS = (1.0, 1.5)
TICK_SECONDS = 0.1

StartStream = Callable[[dict[str, Any]], Any]
"""Sends a ConverseStream request and gives its event stream."""


class Patience(Protocol):
    """How long a turn may go on."""

    def check(self) -> None:
        """Raises when the turn has to end: stopped by the person, or out of time."""


class ModelsUnavailableError(Exception):
    """Every model failed."""


@dataclass(frozen=True)
class Interrupted:
    """What was said so far is void: the answer starts again."""


@dataclass(frozen=True)
class Answered:
    """The end of an answer, with the model that gave it."""

    model: Model
    is_fallback: bool
    stop_reason: str
    usage: Usage


@dataclass(frozen=True)
class CallReport:
    """A successful call, for the metrics. Times are in milliseconds."""

    model: Model
    is_fallback: bool
    usage: Usage
    latency_ms: float
    first_token_ms: float


@dataclass(frozen=True)
class Reports:
    """Who is told of calls and fallbacks."""

    on_call: Callable[[CallReport], None]
    on_fallback: Callable[[Model, Model, Failure], None]


class Converser:
    """Models in the order in which they are asked. Safe to share between threads."""

    def __init__(
        self,
        start_stream: StartStream,
        models: Sequence[Model],
        reports: Reports,
        pauses_seconds: Sequence[float] = RETRY_PAUSES_SECONDS,
    ) -> None:
        self._start_stream = start_stream
        self._models = models
        self._reports = reports
        self._pauses_seconds = pauses_seconds

    def converse(self, prompt: Prompt, patience: Patience) -> Iterator[StreamOutput | Interrupted | Answered]:
        """Words and tool calls of one answer, ended by Answered.

        A failure before the first content is invisible; after it Interrupted comes, and the answer starts again.

        Raises:
            ModelsUnavailableError: every model failed.
            Exception: whatever `patience.check` raises.
        """
        for position, model in enumerate(self._models):
            failure = yield from self._try(model, prompt, patience, is_fallback=position > 0)
            if failure is None:
                return
            if position + 1 < len(self._models):
                self._reports.on_fallback(model, self._models[position + 1], failure)
        raise ModelsUnavailableError

    def _try(
        self, model: Model, prompt: Prompt, patience: Patience, *, is_fallback: bool
    ) -> Generator[StreamOutput | Interrupted | Answered, None, Failure | None]:
        """One model with its retries. Returns the last failure, None after an answer."""
        request = build_request(model, prompt)
        for pause in (*self._pauses_seconds, None):
            call = _Call(model, patience)
            try:
                for output in call.outputs(lambda: self._start_stream(request)["stream"]):
                    if isinstance(output, Ended):
                        self._reports.on_call(call.report(output.usage, is_fallback=is_fallback))
                        yield Answered(model, is_fallback, output.stop_reason, output.usage)
                        return None
                    yield output
            except CallFailedError as error:
                failure = classify(error.cause)
                _log(model, failure, error.cause)
                if call.has_content:
                    yield Interrupted()
            if pause is None or not failure.retry:
                break
            _sleep(pause, patience)
        return failure


class CallFailedError(Exception):
    """A call failed by itself, not by the turn's patience; `cause` is what was raised."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(type(cause).__name__)
        self.cause = cause


class _Call:
    """One attempt, with its times. A silence longer than the model's timeout, from the start on, ends it."""

    def __init__(self, model: Model, patience: Patience) -> None:
        self._model = model
        self._patience = patience
        self._started_at = time.monotonic()
        self._first_content_at: float | None = None

    @property
    def has_content(self) -> bool:
        return self._first_content_at is not None

    def outputs(self, open_stream: OpenStream) -> Iterator[StreamOutput]:
        stream = BackgroundStream(open_stream)
        parser = StreamParser(ThinkingFilter() if self._model.dialect == "nova" else None)
        try:
            while (event := self._next(stream)) is not None:
                for output in self._fed(parser, event):
                    self._first_content_at = self._first_content_at or time.monotonic()
                    yield output
            yield self._end(parser)
        finally:
            stream.close()

    def report(self, usage: Usage, *, is_fallback: bool) -> CallReport:
        now = time.monotonic()
        first = self._first_content_at or now
        return CallReport(
            self._model, is_fallback, usage, (now - self._started_at) * 1000, (first - self._started_at) * 1000
        )

    def _next(self, stream: BackgroundStream) -> Any:
        silent_since = time.monotonic()
        while True:
            self._patience.check()
            try:
                return stream.get(TICK_SECONDS)
            except queue.Empty:
                if time.monotonic() - silent_since > self._model.timeout_seconds:
                    raise CallFailedError(ModelTimeoutError()) from None
            except Exception as error:
                raise CallFailedError(error) from error

    @staticmethod
    def _fed(parser: StreamParser, event: Any) -> list[StreamOutput]:
        try:
            return list(parser.feed(event))
        except (KeyError, TypeError, AttributeError) as error:
            # An event in no form of the service's: the stream is broken, and the next try may not be.
            raise CallFailedError(error) from error

    @staticmethod
    def _end(parser: StreamParser) -> Ended:
        try:
            return parser.end()
        except EmptyStreamError as error:
            raise CallFailedError(error) from error


def _log(model: Model, failure: Failure, cause: Exception) -> None:
    fields = {"model": model.id, "reason": failure.reason, "status": failure.status}
    if failure.reason == "Other":
        log_defect("model call failed", cause, **fields)
    else:
        logger.warning("model call failed", extra=fields)


def _sleep(seconds: float, patience: Patience) -> None:
    """Waits before another try, but not beyond the turn's patience."""
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        patience.check()
        time.sleep(min(left, TICK_SECONDS))
