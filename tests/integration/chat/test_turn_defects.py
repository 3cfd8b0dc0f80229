"""What nobody expected is logged with its stack, and never shown."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

import pytest

from megaticket.catalog.store import CatalogStore
from megaticket.clock import Clock
from megaticket.errors import ErrorCode
from tests.integration.chat.failures import assert_failed, assert_goes_on
from tests.integration.chat.world import World
from tests.unit.chat.scripted import calls, end, tool_use, words


class BrokenCatalog:
    """A defect: it raises what nobody expects, with a secret in it."""

    def performances(self) -> Any:
        raise RuntimeError("connection string of the catalogue")


def test_a_defect_is_logged_with_its_stack_and_never_shown(world: World, log_lines: list[str]) -> None:
    alive = world.services
    world.services = replace(alive, tools=replace(alive.tools, catalog=cast("CatalogStore", BrokenCatalog())))
    world.script(calls(tool_use("get_performances")))
    played = world.turn("뭐 해요?")
    assert_failed(world, played, ErrorCode.MODEL_UNAVAILABLE)
    (line,) = [line for line in log_lines if "turn failed" in line]
    assert "RuntimeError" in line
    assert "in performances" in line
    sent = json.dumps([event.data for event in played.events], ensure_ascii=False)
    kept = json.dumps(world.stored(played).model_dump(mode="json"), ensure_ascii=False)
    for shown in (sent, kept):
        assert not any(word in shown for word in ("RuntimeError", "connection string", "Traceback"))
    world.services = alive
    assert_goes_on(world, played)


SECRET = "serial number of the clock"


class FailingClock:
    """Tells the time until it is broken."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.is_broken = False

    def __call__(self) -> datetime:
        if self.is_broken:
            raise RuntimeError(SECRET)
        return self._clock()

    def fail(self) -> None:
        self.is_broken = True


def test_a_defect_after_the_last_word_ends_the_turn_and_frees_the_conversation(
    world: World, log_lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    alive, clock = world.services, FailingClock(world.clock)
    world.services = replace(alive, clock=clock)
    world.script([*words("두 편 있어요."), clock.fail, *end()])
    played = world.turn("뭐 해요?")
    assert_failed(world, played, ErrorCode.MODEL_UNAVAILABLE)
    assert played.done["step"] == "GREETING"
    written = capsys.readouterr()
    assert [line for line in log_lines if "turn failed" in line]
    assert SECRET not in written.out + written.err + "".join(log_lines)
    assert sum("TurnEnded" in line for line in written.out.splitlines()) == 1
    world.services = alive
    assert_goes_on(world, played)
