"""Every call of every operation x every fault: nothing lost, nothing doubled, and settlement finishes what was left.

The calls are those of a clean run over real sockets. Whatever happened, the operation asked for again in peace ends as if
nothing had.
"""

from collections.abc import Iterator

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from megaticket.booking.models import Hold
from megaticket.booking.provider import ProviderUnknownError
from megaticket.errors import Refusal
from tests.booking_model.fault_proxy import Fault
from tests.booking_model.fault_scenes import SCENES, Stage, staged
from tests.booking_model.observed import observed
from tests.booking_model.sweep import sweep
from tests.booking_model.theatre import Theatre

PASSED, REFUSED = "passed", "refused"
MOST_TELLING = (Fault.CONFLICT, Fault.RESET_AFTER)
OTHERS = (Fault.THROTTLED, Fault.ERROR_500, Fault.RESET_BEFORE)
FOR_GOOD = 1000

each_scene = pytest.mark.parametrize("name", SCENES)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with staged(patience=10) as built:
        yield built


@pytest.fixture(scope="module")
def impatient_stage() -> Iterator[Stage]:
    with staged(patience=0.2) as built:
        yield built


def play(stage: Stage, name: str, at: int | None = None, fault: Fault = Fault.SLOW, times: int = 1) -> str:
    """Plays a scene over HTTP with a fault, then settles, then asks again in peace; judges the tables after each.

    Returns:
        "passed", "refused" or the name of the exception that came out.
    """
    scene, theatre = SCENES[name], stage.begin()
    subject = scene.before(theatre)
    before = {hold.state for hold in observed(theatre).holds.values() if hold.user == "alice"}
    over_http = stage.connected()
    stage.spoiler.reset(at, fault, times)
    outcome = act(name, over_http, subject)
    stage.spoiler.at = None
    sweep(theatre)
    settle(theatre)
    assert states(theatre) <= {scene.after} | (before - {"APPROVING"}), "neither before nor after"
    act(name, theatre, subject)
    settle(theatre)
    assert states(theatre) == {scene.after}
    return outcome


def act(name: str, theatre: Theatre, subject: Hold | None) -> str:
    try:
        answer = SCENES[name].act(theatre, subject)
    except (ClientError, BotoCoreError, ProviderUnknownError) as error:
        return type(error).__name__
    return REFUSED if isinstance(answer, Refusal) else PASSED


def settle(theatre: Theatre) -> None:
    for _ in range(2):
        theatre.time.pass_by(60)
        theatre.settle()
    sweep(theatre)
    rows = observed(theatre)
    assert not rows.open, "a payment that settlement does not finish"
    assert not rows.due, "a refund that settlement does not finish"


def states(theatre: Theatre) -> set[str]:
    return {hold.state for hold in observed(theatre).holds.values() if hold.user == "alice"}


def calls_of(stage: Stage, name: str) -> tuple[str, list[str]]:
    outcome = play(stage, name)
    return outcome, list(stage.spoiler.calls)


def spoil_each(stage: Stage, name: str, fault: Fault) -> None:
    clean, calls = calls_of(stage, name)
    assert clean in {PASSED, REFUSED}
    assert calls
    for at, call in enumerate(calls):
        outcome = play(stage, name, at, fault)
        assert stage.spoiler.spoilt == 1, (call, at)
        if call.startswith("Transact"):
            assert outcome == clean, f"{call}, number {at}, was not tried again after {fault.value}"


@each_scene
@pytest.mark.parametrize("fault", MOST_TELLING, ids=lambda fault: fault.value)
def test_a_fault_that_passes(stage: Stage, name: str, fault: Fault) -> None:
    spoil_each(stage, name, fault)


@pytest.mark.slow
@each_scene
@pytest.mark.parametrize("fault", OTHERS, ids=lambda fault: fault.value)
def test_another_fault_that_passes(stage: Stage, name: str, fault: Fault) -> None:
    spoil_each(stage, name, fault)


@pytest.mark.slow
@each_scene
def test_an_answer_that_comes_too_late(stage: Stage, impatient_stage: Stage, name: str) -> None:
    _, calls = calls_of(stage, name)
    for at in range(len(calls)):
        play(impatient_stage, name, at, Fault.SLOW)


@pytest.mark.slow
@each_scene
@pytest.mark.parametrize("fault", [*MOST_TELLING, *OTHERS], ids=lambda fault: fault.value)
def test_a_fault_that_lasts(stage: Stage, name: str, fault: Fault) -> None:
    _, calls = calls_of(stage, name)
    for at in range(len(calls)):
        play(stage, name, at, fault, FOR_GOOD)
        assert stage.spoiler.spoilt >= 1
