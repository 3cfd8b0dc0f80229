"""The timer that has open payments settled."""

import json
import threading
import time

from devstack.settings import PARTS
from devstack.threaded import Answer, Call
from devstack.timer import every, invoke
from tests.integration.devstack.helpers import PATIENCE_SECONDS, answering, eventually, free_base, python, serving

SETTLEMENT = "/2015-03-31/functions/megaticket-settlement/invocations"


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


def test_acts_follow_each_other_and_never_overlap() -> None:
    stop, running = threading.Event(), threading.Lock()
    overlaps: list[bool] = []
    ends: list[float] = []

    def act() -> None:
        overlaps.append(not running.acquire(blocking=False))
        time.sleep(0.02)  # longer than the timer's period
        ends.append(time.monotonic())
        running.release()
        if len(ends) == 5:
            stop.set()

    every(0.005, act, stop)
    assert len(ends) == 5
    assert not any(overlaps)


def test_nothing_happens_before_the_first_period_is_over() -> None:
    stop = threading.Event()
    acts: list[int] = []
    thread = threading.Thread(target=every, args=(60.0, lambda: acts.append(1), stop))
    thread.start()
    stop.set()
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive()
    assert acts == []


def test_an_invocation_that_is_refused_says_why() -> None:
    with answering(lambda _: Answer(429)) as url:
        assert invoke(port_of(url), "settle") == "HTTP 429"
    assert invoke(port_of(url), "settle") == "ConnectionRefusedError"


def test_a_functions_error_is_named_and_its_success_is_none() -> None:
    with serving("tests.integration.devstack.serve_functions", "lambda") as url:
        assert invoke(port_of(url), "unloadable") == "Runtime.ImportModuleError"
        assert invoke(port_of(url), "fixture") is None


def test_the_timer_goes_on_after_a_failure_and_ends_when_told() -> None:
    calls: list[Call] = []

    def functions(call: Call) -> Answer:
        calls.append(call)
        return Answer(500 if len(calls) == 1 else 200, {})

    base = free_base()
    variables = {"PORT": str(base), "SETTLEMENT_SECONDS": "1"}
    with (
        answering(functions, base + PARTS.index("lambda")),
        python("-m", "devstack.timer", environment=variables) as timer,
    ):
        eventually(lambda: len(calls) >= 2, of=timer)
        timer.terminate()
        output, _ = timer.communicate(timeout=PATIENCE_SECONDS)
    assert timer.returncode == 0
    assert output.count("\n") == 1
    assert output.endswith("megaticket-settlement failed: HTTP 500\n")
    assert {(call.method, call.path) for call in calls} == {("POST", SETTLEMENT)}
    assert json.loads(calls[0].body)["detail-type"] == "Scheduled Event"
