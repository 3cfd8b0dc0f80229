"""Asking the primary model, again where that may help, then the secondary: one stream of words for the turn."""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from lambdas.chat.bedrock.call import TICK_SECONDS, Call, CallFailedError, CallReport, Patience
from lambdas.chat.bedrock.circuit import Admission, Circuit, Now
from lambdas.chat.bedrock.connection import RawEvents
from lambdas.chat.bedrock.failures import CIRCUIT_OPEN, Failure, Mending, classify
from lambdas.chat.bedrock.registry import Model
from lambdas.chat.bedrock.request import Prompt, build_request
from lambdas.chat.bedrock.stream import Ended, StreamOutput
from lambdas.chat.protocol import Usage
from megaticket.telemetry import log_defect, logger

RETRY_PAUSES_SECONDS = (1.0, 1.5)

StartStream = Callable[[dict[str, Any]], RawEvents]
"""Sends a ConverseStream request and gives its event stream."""


class ModelsUnavailableError(Exception):
    """Every model failed."""


class HistoryRefusedError(Exception):
    """A defect: every model refused the form of a conversation that we built."""


@dataclass(frozen=True)
class Interrupted:
    """A call came to nothing: what it has said, if anything, is void, and the answer starts again.

    `usage` is what the service has billed for it all the same; None where it has said nothing.
    """

    model: Model
    usage: Usage | None = None


@dataclass(frozen=True)
class Answered:
    """The end of an answer, with the model that gave it.

    `is_retold` says that it was given to the conversation told as text, which models had refused in its own form;
    `drops_history`, that it was given to this turn alone, since they had refused what was before it in any form.
    """

    model: Model
    is_fallback: bool
    stop_reason: str
    usage: Usage
    is_retold: bool = False
    drops_history: bool = False


Result = TypeVar("Result")
Outputs = Generator[StreamOutput | Interrupted | Answered, None, Result]
"""An answer on its way, and what is known at its end."""


@dataclass(frozen=True)
class Reports:
    """Who is told of calls, of fallbacks, and of a conversation that every model had refused."""

    on_call: Callable[[CallReport], None]
    on_fallback: Callable[[Model, Model, Failure], None]
    on_refused: Callable[[Model, Mending], None]


class Converser:
    """Models in the order in which they are asked. Safe to share between threads."""

    def __init__(
        self,
        start_stream: StartStream,
        models: Sequence[Model],
        reports: Reports,
        pauses_seconds: Sequence[float] = RETRY_PAUSES_SECONDS,
        now: Now = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._start_stream = start_stream
        self._models = models
        self._reports = reports
        self._pauses_seconds = pauses_seconds
        self._now = now
        self._sleep = sleep
        self._circuits = {model.id: Circuit(model.cool_down_seconds, now) for model in models}

    def converse(self, prompt: Prompt, patience: Patience) -> Iterator[StreamOutput | Interrupted | Answered]:
        """Words and tool calls of one answer, ended by Answered.

        A failure before the first content is invisible, unless it was billed; after it Interrupted comes, and the answer
        starts again. A conversation that every model refuses as invalid is told as text, and left out where that is refused, too.

        Raises:
            ModelsUnavailableError: every model failed.
            Exception: whatever `patience.check` raises.
        """
        failures = yield from self._asked(prompt, patience)
        for mending, mended in prompt.mendings():
            if not _is_refused(failures):
                break
            log_defect("history refused by every model", HistoryRefusedError(), mending=mending)
            self._reports.on_refused(self._models[0], mending)
            failures = yield from self._asked(mended, patience)
        if failures:
            raise ModelsUnavailableError

    def _asked(self, prompt: Prompt, patience: Patience) -> Outputs[list[Failure]]:
        """One model after the other. Returns why each failed, nothing after an answer."""
        order, failures = list(self._models), list[Failure]()
        for number, model in enumerate(order, 1):
            failure = yield from self._admitted(model, prompt, patience, is_last=number >= len(self._models))
            if failure is None:
                return []
            failures.append(failure)
            if failure is CIRCUIT_OPEN:
                order.append(model)  # asked after all, once every other one has failed
            if number < len(order):
                self._reports.on_fallback(model, order[number], failure)
        return failures

    def _admitted(self, model: Model, prompt: Prompt, patience: Patience, *, is_last: bool) -> Outputs[Failure | None]:
        """One model, unless its circuit is open; the last one is asked even then, since nobody comes after it."""
        admission = self._circuits[model.id].admit()
        if admission is None:
            return CIRCUIT_OPEN if not is_last else (yield from self._tried(model, prompt, patience))
        try:
            failure = yield from self._tried(model, prompt, patience)
            _settle(admission, failure)
            return failure
        finally:
            admission.end()

    def _tried(self, model: Model, prompt: Prompt, patience: Patience) -> Outputs[Failure | None]:
        """One model with its retries. Returns the last failure, None after an answer."""
        for pause in (*self._pauses_seconds, None):
            failure = yield from self._called(model, prompt, patience)
            if failure is None or pause is None or not failure.retry:
                break
            self._pause(pause, patience)
        return failure

    def _called(self, model: Model, prompt: Prompt, patience: Patience) -> Outputs[Failure | None]:
        """One attempt."""
        request = build_request(model, prompt)
        call = Call(model, patience, self._now)
        is_fallback = model is not self._models[0]
        try:
            for output in call.outputs(lambda: self._start_stream(request)):
                if isinstance(output, Ended):
                    self._reports.on_call(call.report(output.usage, is_fallback=is_fallback))
                    yield Answered(
                        model, is_fallback, output.stop_reason, output.usage, prompt.is_retold, prompt.drops_history
                    )
                else:
                    yield output
        except CallFailedError as error:
            failure = classify(error.cause)
            _log(model, failure, error.cause)
            if call.usage:
                self._reports.on_call(call.report(call.usage, is_fallback=is_fallback, failure=failure.reason))
            if call.usage or call.has_begun:
                yield Interrupted(model, call.usage)
            return failure
        return None

    def _pause(self, seconds: float, patience: Patience) -> None:
        """Waits before another try, but not beyond the turn's patience."""
        deadline = self._now() + seconds
        while (left := deadline - self._now()) > 0:
            patience.check()
            self._sleep(min(left, TICK_SECONDS))


def _is_refused(failures: Sequence[Failure]) -> bool:
    """Whether every model refused the request as invalid."""
    reasons = {failure.reason for failure in failures} - {CIRCUIT_OPEN.reason}
    return reasons == {"Validation"}


def _settle(admission: Admission, failure: Failure | None) -> None:
    if failure is None:
        admission.answered()
    else:
        admission.failed(timed_out=failure.reason == "Timeout")


def _log(model: Model, failure: Failure, cause: Exception) -> None:
    fields = {"model": model.id, "reason": failure.reason, "status": failure.status}
    if failure.reason == "Other":
        log_defect("model call failed", cause, **fields)
    else:
        logger.warning("model call failed", extra=fields)
