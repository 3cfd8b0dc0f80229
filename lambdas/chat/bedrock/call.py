"""One attempt at an answer: a stream that has to speak up in time, and that has to come to an end that means something."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from lambdas.chat.bedrock.circuit import Now
from lambdas.chat.bedrock.connection import BackgroundStream, OpenStream
from lambdas.chat.bedrock.failures import ContextExceededError, MalformedAnswerError, ModelTimeoutError, Reason
from lambdas.chat.bedrock.registry import Model
from lambdas.chat.bedrock.stream import (
    EmptyStreamError,
    Ended,
    Heard,
    StreamOutput,
    StreamParser,
    TextDeltas,
    ToolCall,
)
from lambdas.chat.bedrock.thinking import ThinkingFilter
from lambdas.chat.protocol import Usage

TICK_SECONDS = 0.1

MALFORMED = frozenset({"malformed_tool_use", "malformed_model_output"})
WITHHELD = frozenset({"guardrail_intervened", "content_filtered"})
"""Ends at which the service has refused to go on, on purpose: asking again would be refused again."""


class Patience(Protocol):
    """How long a turn may go on."""

    def check(self) -> None:
        """Raises when the turn has to end: stopped by the person, or out of time."""


class CallFailedError(Exception):
    """A call failed by itself, not by the turn's patience; `cause` is what was raised."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(type(cause).__name__)
        self.cause = cause


@dataclass(frozen=True)
class CallReport:
    """A call that the service has billed, for the metrics. Times are in milliseconds.

    `failure` says why its answer was none; None for one that is passed on.
    """

    model: Model
    is_fallback: bool
    usage: Usage
    latency_ms: float
    first_token_ms: float
    failure: Reason | None = None


class Call:
    """One attempt, with its times. `has_begun` says whether anything of it has been passed on."""

    def __init__(self, model: Model, patience: Patience, now: Now) -> None:
        self._model = model
        self._parser = StreamParser(ThinkingFilter() if model.dialect == "nova" else None)
        self._patience = patience
        self._now = now
        self._started_at = self._heard_at = now()
        self._first_token_at: float | None = None
        self._has_answer = False
        self.has_begun = False

    def outputs(self, open_stream: OpenStream) -> Iterator[StreamOutput]:
        """Words and tool calls as they come, then Ended. The stream is closed, whatever happens.

        Raises:
            CallFailedError: the call, or its stream, failed.
            Exception: whatever `patience.check` raises.
        """
        self._patience.check()
        stream = BackgroundStream(open_stream, self._parser.feed)
        try:
            for heard in self._batches(stream):
                for output in _outputs(heard):
                    self._note(output)
                    yield output
            yield self._end()
        finally:
            stream.close()

    @property
    def usage(self) -> Usage | None:
        """The tokens that the service says it has billed; None where it has said nothing."""
        return self._parser.usage

    def report(self, usage: Usage, *, is_fallback: bool, failure: Reason | None = None) -> CallReport:
        """The call's times so far, with the tokens that it took."""
        now = self._now()
        latency, first = now - self._started_at, (self._first_token_at or now) - self._started_at
        return CallReport(self._model, is_fallback, usage, latency * 1000, first * 1000, failure)

    def _batches(self, stream: BackgroundStream[Heard]) -> Iterator[Sequence[Heard]]:
        batches = stream.batches(TICK_SECONDS)
        while True:
            self._patience.check()
            try:
                heard = next(batches, None)
            except Exception as error:
                raise CallFailedError(error) from error
            if heard is None:
                return
            self._hear(heard)
            yield heard

    def _hear(self, heard: Sequence[Heard]) -> None:
        """Only content breaks a silence: a stream may send its start, or nothing at all, for as long as it likes.

        Thoughts are content: a model that thinks is not silent.
        """
        now = self._now()
        if heard:
            self._heard_at = now
            self._first_token_at = self._first_token_at or now
        elif now - self._heard_at > self._model.timeout_seconds:
            raise CallFailedError(ModelTimeoutError())

    def _note(self, output: StreamOutput) -> None:
        self.has_begun = True
        self._has_answer = self._has_answer or not isinstance(output, TextDeltas) or bool(output.text.strip())

    def _end(self) -> Ended:
        try:
            ended = self._parser.end()
        except EmptyStreamError as error:
            raise CallFailedError(error) from error
        failure = _failed_end(ended.stop_reason, has_answer=self._has_answer)
        if failure:
            raise CallFailedError(failure)
        return ended


def _outputs(heard: Iterable[Heard]) -> Iterator[StreamOutput]:
    """What a batch holds for the turn: words that follow each other together, and no mere progress."""
    pieces: list[str] = []
    for each in heard:
        if isinstance(each, str):
            pieces.append(each)
            continue
        if pieces:
            yield TextDeltas(pieces)
            pieces = []
        if isinstance(each, ToolCall):
            yield each
    if pieces:
        yield TextDeltas(pieces)


def _failed_end(stop_reason: str, *, has_answer: bool) -> Exception | None:
    """Why an answer with this end is none."""
    if stop_reason in MALFORMED:
        return MalformedAnswerError()
    if has_answer or stop_reason in WITHHELD or stop_reason == "max_tokens":
        return None
    return ContextExceededError() if stop_reason == "model_context_window_exceeded" else EmptyStreamError()
