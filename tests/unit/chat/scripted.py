"""A model that says what a test tells it to, in ConverseStream's raw events, and checks what it is asked."""

import itertools
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from botocore.exceptions import ClientError

from devstack.bedrock.errors import ServiceError
from devstack.bedrock.validation import validate

PRIMARY = "global.anthropic.claude-haiku-4-5-20251001-v1:0"
SECONDARY = "apac.amazon.nova-lite-v1:0"
USAGE = {
    "inputTokens": 100,
    "outputTokens": 20,
    "totalTokens": 150,
    "cacheReadInputTokens": 25,
    "cacheWriteInputTokens": 5,
}
PATIENCE_SECONDS = 20

Moment = dict[str, Any] | Exception | threading.Event | Callable[[], None]
"""What a stream does next: an event, a fault, waiting until the test goes on, or something that happens meanwhile."""
Answer = Exception | Sequence[Moment]
"""A fault in the place of a stream, or a stream."""

_numbers = itertools.count(1)


def words(*deltas: str) -> list[Moment]:
    """A text block; it has no start event."""
    said: list[Moment] = [{"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": delta}}} for delta in deltas]
    return [*said, {"contentBlockStop": {"contentBlockIndex": 0}}]


def tool_use(name: str, data: dict[str, Any] | str = "", tool_use_id: str | None = None) -> list[Moment]:
    """A tool call in fragments; `data` as text goes out as it is."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    use = {"toolUseId": tool_use_id or f"tooluse_{next(_numbers)}", "name": name}
    fragments = [text[:3], text[3:]] if text else [""]
    return [
        {"contentBlockStart": {"contentBlockIndex": 1, "start": {"toolUse": use}}},
        *({"contentBlockDelta": {"contentBlockIndex": 1, "delta": {"toolUse": {"input": part}}}} for part in fragments),
        {"contentBlockStop": {"contentBlockIndex": 1}},
    ]


def end(reason: str = "end_turn") -> list[Moment]:
    return [{"messageStop": {"stopReason": reason}}, {"metadata": {"usage": USAGE, "metrics": {"latencyMs": 1}}}]


def says(*deltas: str) -> list[Moment]:
    """A whole answer in words."""
    return [{"messageStart": {"role": "assistant"}}, *words(*deltas), *end()]


def calls(*uses: list[Moment], preamble: str = "") -> list[Moment]:
    """A whole answer that calls tools, perhaps after some words."""
    said = words(preamble) if preamble else []
    called = [moment for use in uses for moment in use]
    return [{"messageStart": {"role": "assistant"}}, *said, *called, *end("tool_use")]


class ScriptedStream:
    """An event stream that can be interrupted while somebody waits for it."""

    def __init__(self, moments: Sequence[Moment]) -> None:
        self._moments = moments
        self.interrupted = threading.Event()
        self.closed = threading.Event()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for moment in self._moments:
            if isinstance(moment, Exception):
                raise moment
            if isinstance(moment, threading.Event):
                self._wait(moment)
            elif callable(moment):
                moment()
            else:
                yield moment

    def interrupt(self) -> None:
        self.interrupted.set()

    def close(self) -> None:
        self.closed.set()

    def _wait(self, released: threading.Event) -> None:
        """As on a socket: whatever comes first, more data or the end of the connection."""
        for _ in range(PATIENCE_SECONDS * 100):
            if released.wait(0.01) or self.interrupted.is_set():
                return


class ScriptedModel:
    """Answers in order; `requests` is what it was asked, `rejected` what the real service would not have taken."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[dict[str, Any]] = []
        self.rejected: list[str] = []
        self.streams: list[ScriptedStream] = []

    def start_stream(self, request: dict[str, Any]) -> "ScriptedStream":
        self.requests.append(json.loads(json.dumps(request)))
        self._check(request)
        answer = self.answers.pop(0) if self.answers else says("더 준비한 말이 없어요.")
        if isinstance(answer, Exception):
            raise answer
        self.streams.append(ScriptedStream(answer))
        return self.streams[-1]

    def models(self) -> list[str]:
        """Which models were asked, in order."""
        return [request["modelId"] for request in self.requests]

    def _check(self, request: dict[str, Any]) -> None:
        try:
            validate(request["modelId"], {name: value for name, value in request.items() if name != "modelId"})
        except ServiceError as refused:
            self.rejected.append(refused.message)
            raise service_error(refused.error_type, refused.status) from None


def service_error(code: str, status: int) -> ClientError:
    """An error that the service answers before a stream begins."""
    return ClientError(
        {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": status}},  # type: ignore[typeddict-item]
        "ConverseStream",
    )
