"""Every failure of a model, at every moment of an answer, of the primary alone or of both, in a fresh turn or after a hold.

The right answer or the right refusal, nothing written twice, a history that the service takes (the scripted model checks
each request), the right metrics, within the deadline, and a conversation that goes on.
"""

import itertools
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from lambdas.chat.bedrock.fallback import RETRY_PAUSES_SECONDS
from lambdas.chat.patience import TURN_SECONDS
from megaticket.errors import ERRORS, ErrorCode
from megaticket.telemetry import BEDROCK_NAMESPACE
from tests.integration.chat.faults import FAULTS, START, Fault, cells
from tests.integration.chat.stopwatch import STEP_SECONDS, Stopwatch
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import Played, World
from tests.unit.chat.scripted import PRIMARY, SECONDARY, Answer, Moment, calls, says, tool_use, words

ANSWER = "여기 있어요."
TIMEOUTS = {PRIMARY: 10, SECONDARY: 15}
_people = itertools.count(1)


@dataclass(frozen=True)
class Cell:
    """One failure at one place: of the primary alone or of both models, in a fresh turn or after a tool has written."""

    fault: Fault
    place: str
    both: bool
    held: bool

    @property
    def rounds(self) -> int:
        """How often both are asked. A refused exchange is told as text, and then without the turns before it."""
        return 3 if self.both and self.held and self.fault.reason == "Validation" else 1

    @property
    def failed(self) -> list[str]:
        """The models that fail, in order."""
        each = [model for model in (PRIMARY, SECONDARY)[: 1 + self.both] for _ in range(self.fault.tries)]
        return each * self.rounds

    @property
    def answered(self) -> list[tuple[str, str]]:
        """The models that come to an end, and whether in another one's place. The secondary repeats the hold."""
        before = [(PRIMARY, "false")] if self.held else []
        if self.both:
            return before
        after = (SECONDARY, "true") if self.fault.reason == "Timeout" else (PRIMARY, "false")
        return [*before, (SECONDARY, "true"), *([after] if self.held else [])]

    @property
    def fallbacks(self) -> list[tuple[str, int]]:
        """The fallbacks' reasons and status. A model that was silent is left alone in the turn's next round."""
        given_up = [(self.fault.reason, self.fault.status)] * self.rounds
        mended = [("HistoryRetold", 0), ("HistoryDropped", 0)][: self.rounds - 1]
        left_alone = self.held and not self.both and self.fault.reason == "Timeout"
        return [*given_up, *mended, *([("CircuitOpen", 0)] if left_alone else [])]


@dataclass
class Scene:
    """A person in a process that has just started, and what the models and the metrics say since."""

    world: World
    capsys: pytest.CaptureFixture[str]
    watch: Stopwatch = field(default_factory=Stopwatch)

    def __post_init__(self) -> None:
        self.restart()
        self.user = f"person-{next(_people)}"
        self.world.private.add(self.user)

    def restart(self) -> None:
        """A process that has just started."""
        converser = self.world.converser(RETRY_PAUSES_SECONDS, self.watch, self.watch.sleep)
        self.world.services = replace(self.world.services, converser=converser, now=self.watch)

    def turn(self, message: str, conversation: str | None = None) -> Played:
        return self.world.turn(message, conversation, self.user)

    def script(self, *answers: Answer) -> None:
        """What the models say; with whatever they say, a silence is over."""
        for answer in answers:
            self.world.script(answer if isinstance(answer, Exception) else [self.watch.go_on, *answer])

    def play(self, cell: Cell) -> Played:
        """The turn that meets the failure; before it, and the looks at models and metrics, all goes well."""
        proposed = self.propose() if cell.held else None
        hold = (
            [calls(tool_use("hold_seats", {"proposalId": proposed.action("PROPOSAL")["proposalId"]}))]
            if proposed
            else []
        )
        self.script(*hold, *[cell.fault.at(cell.place, self.watch) for _ in cell.failed])
        if not cell.both:
            self.script(*hold, says(ANSWER))
        self.asked = len(self.world.model.requests)
        self.capsys.readouterr()
        return self.turn("네", proposed.conversation_id) if proposed else self.turn("안녕하세요")

    def propose(self) -> Played:
        """A turn that ends with a proposal."""
        self.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 1})), says("어떠세요?"))
        return self.turn("한 장이요")


def assert_outcome(scene: Scene, cell: Cell, played: Played) -> None:
    """Everything that is asked of a turn, whatever failed in it."""
    assert scene.world.model.models()[scene.asked :] == asked_in_order(cell)
    assert_metrics(scene, cell)
    assert_answer(cell, played)
    assert_time(scene, cell)
    assert_holds(scene, cell, played)
    assert_goes_on(scene, cell, played)


def asked_in_order(cell: Cell) -> list[str]:
    answered = [model for model, _ in cell.answered]
    return [*answered[: cell.held], *cell.failed, *answered[cell.held :]]


def assert_metrics(scene: Scene, cell: Cell) -> None:
    output = scene.capsys.readouterr().out
    lines = [json.loads(line) for line in output.splitlines() if BEDROCK_NAMESPACE in line]
    fallbacks = [line for line in lines if "FallbackCount" in line]
    assert Counter((line["Reason"], line.get("statusCode", 0)) for line in fallbacks) == Counter(cell.fallbacks)
    switches = {(line["primaryModel"], line["fallbackModel"]) for line in fallbacks if "fallbackModel" in line}
    assert switches == {(PRIMARY, SECONDARY)}
    assert calls_in(lines, "BedrockInvokeSuccess") == cell.answered
    billed = [(model, str(model == SECONDARY).lower()) for model in cell.failed]
    assert calls_in(lines, "BedrockInvokeFailed") == (billed if cell.fault.is_billed else [])
    assert sum(line["event"] == "ToolCalled" for line in lines) == cell.held * (1 if cell.both else 2)
    assert [line["Code"] for line in lines if "TurnErrorCount" in line] == ["MODEL_UNAVAILABLE"] * cell.both
    assert sum("TurnCount" in line for line in lines) == 1


def calls_in(lines: Sequence[dict[str, Any]], event: str) -> list[tuple[str, str]]:
    return [(line["Model"], line["IsFallback"]) for line in lines if line["event"] == event]


def assert_answer(cell: Cell, played: Played) -> None:
    """The other model's answer, or the design's sentence; what was shown and is void is taken back."""
    shown = "반쯤" in json.dumps(played.of("text"), ensure_ascii=False)
    assert shown == (cell.place == "in text")
    assert [data["reason"] for data in played.of("reset")] == ["interrupted"] * len(cell.failed) * shown
    assert "반쯤" not in played.text
    assert played.done["isFallback"] is (cell.answered[-1:] == [(SECONDARY, "true")])
    if not cell.both:
        assert (played.error, played.done["stopReason"]) == (None, "end_turn")
        assert played.text.startswith(ANSWER)
        return
    info = ERRORS[ErrorCode.MODEL_UNAVAILABLE]
    assert played.of("error") == [{"code": "MODEL_UNAVAILABLE", "message": info.message, "retryable": True}]
    assert played.done["stopReason"] == "error"
    assert bool(played.text) is cell.held, "who holds seats is told of them, and nothing else is said"


def assert_time(scene: Scene, cell: Cell) -> None:
    """Only pauses take time, and silences as long as the models may be silent."""
    scopes = 1 + cell.both
    if cell.fault.name == "silence":
        assert scene.watch.seconds > sum(list(TIMEOUTS.values())[:scopes])
        assert scene.watch.seconds <= TURN_SECONDS
    else:
        assert scene.watch.seconds == pytest.approx(sum(RETRY_PAUSES_SECONDS) * scopes * (cell.fault.tries > 1))


def assert_holds(scene: Scene, cell: Cell, played: Played) -> None:
    """What the table says is held, once, is what the person was shown, though the tool was called again."""
    held = [hold.hold_id for hold in scene.world.booking.holds_of(scene.user)]
    assert len(held) == cell.held
    shown = [data["data"]["holdId"] for data in played.of("action") if data["type"] == "HOLD_CREATED"]
    assert set(shown) == set(held)
    asked = [command for command in scene.world.functions.commands if command["userId"] == scene.user]
    assert len({command["requestId"] for command in asked}) == cell.held


def assert_goes_on(scene: Scene, cell: Cell, played: Played) -> None:
    """The next turn has a history that the service takes, and knows what is held."""
    scene.restart()
    scene.script(says("이어서 할게요."))
    assert scene.turn("계속해 주세요", played.conversation_id).text == "이어서 할게요."
    assert scene.world.model.rejected == []
    assert len(context_of(scene.world.model.requests[-1])["holds"]) == cell.held


def each_cell() -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("fault", "place"), list(cells()), ids=lambda value: getattr(value, "name", value))


SCOPES = [(False, False), (True, True), (False, True), (True, False)]
"""Both models or the primary alone, after a hold or in a fresh turn: each half is a diagonal."""


def spread(fault: Fault, place: str) -> list[tuple[bool, bool]]:
    """The scopes that the fast run takes: two of a failure with one place, one in turn of each place otherwise.

    So every failure is met at every place, of the primary and of both, in a fresh turn and after a hold.
    """
    count = 2 if len(fault.places) == 1 else 1
    start = (FAULTS.index(fault) + fault.places.index(place)) * count % len(SCOPES)
    return SCOPES[start : start + count]


@each_cell()
def test_a_failure_is_met(world: World, capsys: pytest.CaptureFixture[str], fault: Fault, place: str) -> None:
    for both, held in spread(fault, place):
        scene, cell = Scene(world, capsys), Cell(fault, place, both, held)
        assert_outcome(scene, cell, scene.play(cell))


@pytest.mark.slow
@each_cell()
def test_every_failure_is_met(world: World, capsys: pytest.CaptureFixture[str], fault: Fault, place: str) -> None:
    for both, held in SCOPES:
        scene, cell = Scene(world, capsys), Cell(fault, place, both, held)
        assert_outcome(scene, cell, scene.play(cell))


def test_a_turn_of_slow_models_ends_at_its_deadline(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Each model is in time, and the turn is not."""
    scene = Scene(world, capsys)
    slow: list[Moment] = [*START, scene.watch.stop]
    for _ in range(100):
        slow += [*words("음 ")[:1], lambda: time.sleep(0.02)]
    scene.script(slow)
    played = scene.turn("안녕하세요")
    assert played.error == ErrorCode.TURN_DEADLINE
    assert TURN_SECONDS <= scene.watch.seconds <= TURN_SECONDS + 2 * STEP_SECONDS
