"""Models behind a converser, for tests: a script in their place, a clock that only the script moves."""

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lambdas.chat.bedrock.call import CallReport
from lambdas.chat.bedrock.failures import Failure, Mending
from lambdas.chat.bedrock.fallback import RETRY_PAUSES_SECONDS, Converser, Interrupted, Reports
from lambdas.chat.bedrock.registry import Model, load_registry
from lambdas.chat.bedrock.request import Prompt, ToolSpec
from lambdas.chat.bedrock.stream import TextDeltas
from tests.unit.chat.scripted import Answer, Moment, ScriptedModel, service_error

SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
PROMPT = Prompt(
    base="당신은 예매 상담원이다.",
    tools=[ToolSpec("a", "도구", SCHEMA)],
    history=[],
    current=[{"role": "user", "content": [{"text": "안녕"}]}],
)
MODELS = load_registry().order()
INTERRUPTED = Interrupted(MODELS[0])
"""The primary's call came to nothing, and the service said nothing of what it used."""
THROTTLED = service_error("ThrottlingException", 429)
BROKEN = service_error("InternalServerException", 500)
DEADLINE_SECONDS = 20
COOL_DOWN_SECONDS = max(model.cool_down_seconds for model in load_registry().order())
LONGEST_TIMEOUT_SECONDS = max(model.timeout_seconds for model in load_registry().order())


class TurnOverError(Exception):
    """What a test's patience raises."""


@dataclass
class Patience:
    """Ends the turn when told to."""

    over: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        if self.over.is_set():
            raise TurnOverError


@dataclass
class Desk:
    """A converser over a scripted model, and what it reported. Its clock stands still unless a stream moves it."""

    model: ScriptedModel
    pauses: Sequence[float] = RETRY_PAUSES_SECONDS
    patience: Patience = field(default_factory=Patience)
    reports: list[CallReport] = field(default_factory=list)
    fallbacks: list[tuple[str, str, Failure]] = field(default_factory=list)
    refused: list[tuple[str, Mending]] = field(default_factory=list)
    clock: float = 0.0
    prompt: Prompt = PROMPT

    def __post_init__(self) -> None:
        models = load_registry().order()
        reports = Reports(self.reports.append, self.on_fallback, self.on_refused)
        self.converser = Converser(
            self.start_stream, models, reports, self.pauses, lambda: self.clock, lambda seconds: self.passes(seconds)()
        )

    def start_stream(self, request: dict[str, Any]) -> Any:
        return self.model.start_stream(request)

    def converse(self) -> Generator[Any]:
        """One answer, its words piece by piece; the real service would have taken every request."""
        try:
            for output in self.converser.converse(self.prompt, self.patience):
                yield from output.pieces if isinstance(output, TextDeltas) else (output,)
        finally:
            assert self.model.rejected == []

    def passes(self, seconds: float) -> Callable[[], None]:
        """A moment of a stream that takes so long."""

        def move() -> None:
            self.clock += seconds

        return move

    def silence(self) -> list[Moment]:
        """A stream that says nothing for longer than any model may."""
        return [self.passes(LONGEST_TIMEOUT_SECONDS + 1), threading.Event()]

    def on_refused(self, primary: Model, mending: Mending) -> None:
        self.refused.append((primary.id, mending))

    def on_fallback(self, primary: Model, fallback: Model, failure: Failure) -> None:
        self.fallbacks.append((primary.id, fallback.id, failure))


def converse(*answers: Answer) -> tuple[Desk, list[Any]]:
    desk = Desk(ScriptedModel(*answers))
    outputs = list(desk.converse())
    assert all(stream.closed.wait(DEADLINE_SECONDS) for stream in desk.model.streams)
    return desk, outputs
