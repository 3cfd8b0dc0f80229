"""Whatever fails, the person is told in Korean, nothing held is lost, and the conversation goes on."""

import json
import threading
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

import pytest
from botocore.exceptions import ClientError
from urllib3.exceptions import ProtocolError

from lambdas.chat.bedrock.fallback import Converser
from lambdas.chat.conversation.records import LEASE_SECONDS, Turn
from lambdas.chat.conversation.store import ConversationStore
from lambdas.chat.patience import TurnDeadlineError
from lambdas.chat.protocol import Event
from megaticket.catalog.store import CatalogStore
from megaticket.clock import Clock, epoch
from megaticket.errors import ERRORS, ErrorCode
from tests.integration.chat.serving import PATIENCE_SECONDS
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import USER, Played, World
from tests.unit.chat.scripted import SECONDARY, calls, end, says, service_error, tool_use, words

THROTTLED = service_error("ThrottlingException", 429)


@pytest.fixture
def proposed(world: World) -> Played:
    """A turn that ended with a proposal of one seat."""
    world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 1})), says("어떠세요?"))
    return world.turn("한 장이요")


def hold(proposed: Played) -> Any:
    return calls(tool_use("hold_seats", {"proposalId": proposed.action("PROPOSAL")["proposalId"]}))


def stored(world: World, played: Played) -> Turn:
    return world.store.turns(played.conversation_id, 1)[0]


def assert_failed(world: World, played: Played, code: ErrorCode) -> None:
    """The error, in the table's words, and then done; stored like that; the next turn runs."""
    assert played.names[-2:] == ["error", "done"]
    info = ERRORS[code]
    assert played.of("error") == [{"code": code.value, "message": info.message, "retryable": info.retryable}]
    assert played.done["stopReason"] == "error"
    assert stored(world, played).status == "failed"
    assert [event["name"] for event in stored(world, played).events][-2:] == ["error", "done"]


def assert_goes_on(world: World, played: Played) -> None:
    world.script(says("이어서 할게요."))
    assert world.turn("계속해 주세요", played.conversation_id).text == "이어서 할게요."


def test_both_models_failing_is_said(world: World) -> None:
    world.script(THROTTLED, THROTTLED)
    played = world.turn("안녕하세요")
    assert_failed(world, played, ErrorCode.MODEL_UNAVAILABLE)
    assert played.names == ["start", "error", "done"]
    assert played.done["model"] is None
    assert_goes_on(world, played)


def test_a_fallback_before_the_first_word_is_seen_only_in_done(world: World) -> None:
    world.script(THROTTLED, says("안녕하세요."))
    played = world.turn("안녕하세요")
    assert "reset" not in played.names
    assert (played.done["model"], played.done["isFallback"]) == (SECONDARY, True)


def test_words_that_were_interrupted_are_void(world: World) -> None:
    throttled_midway = ClientError({"Error": {"Code": "throttlingException", "Message": "no"}}, "ConverseStream")
    world.script([*words("반쯤 하던"), throttled_midway], says("처음부터 할게요."))
    played = world.turn("안녕하세요")
    assert played.of("reset") == [{"reason": "interrupted"}]
    assert played.text == stored(world, played).text == "처음부터 할게요."
    assert played.done["isFallback"] is True


def test_a_hold_survives_the_models_dying_after_it(world: World, proposed: Played) -> None:
    world.script(hold(proposed), THROTTLED, THROTTLED)
    played = world.turn("네", proposed.conversation_id)
    assert_failed(world, played, ErrorCode.MODEL_UNAVAILABLE)
    held = played.action("HOLD_CREATED")
    assert stored(world, played).actions[0]["data"]["holdId"] == held["holdId"]
    assert_goes_on(world, played)
    assert [one["holdId"] for one in context_of(world.model.requests[-1])["holds"]] == [held["holdId"]]


def test_a_fallback_after_a_hold_does_not_hold_again(world: World, proposed: Played) -> None:
    world.script(hold(proposed), [*words("선점했"), ProtocolError("cut")], THROTTLED, hold(proposed), says("됐어요."))
    world.turn("네", proposed.conversation_id)
    assert len(world.booking.holds_of(USER)) == 1


class DyingStore(ConversationStore):
    """The store of a process that is killed before its turn ends."""

    def finish(self, *_: Any) -> None:
        """Never comes to it."""


def test_a_hold_survives_the_process_dying_after_it(world: World, proposed: Played) -> None:
    alive = world.services
    world.services = replace(alive, store=DyingStore(world.client, world.tables["conversations"], world.clock))
    world.script(hold(proposed), says("선점했어요."))
    died = world.turn("네", proposed.conversation_id)
    world.services = alive
    head = world.store.head(USER, proposed.conversation_id)
    assert head is not None
    assert head.is_running(epoch(world.clock()))
    assert stored(world, died).status == "running"
    assert stored(world, died).actions[0]["type"] == "HOLD_CREATED"
    world.clock.pass_seconds(LEASE_SECONDS)
    assert_goes_on(world, died)
    assert len(context_of(world.model.requests[-1])["holds"]) == 1


def test_the_deadline_is_said(world: World) -> None:
    class Endless:
        """A model that never comes to an end."""

        def converse(self, *_: Any) -> Any:
            yield from ()
            raise TurnDeadlineError

    alive = world.services
    world.services = replace(alive, converser=cast("Converser", Endless()))
    played = world.turn("안녕하세요")
    assert_failed(world, played, ErrorCode.TURN_DEADLINE)
    world.services = alive
    assert_goes_on(world, played)


def test_the_hold_service_failing_is_said_and_the_yes_can_be_repeated(world: World, proposed: Played) -> None:
    world.functions.fault = ClientError({"Error": {"Code": "TooManyRequestsException", "Message": "no"}}, "Invoke")
    world.script(hold(proposed))
    played = world.turn("네", proposed.conversation_id)
    assert_failed(world, played, ErrorCode.HOLD_SERVICE_UNAVAILABLE)
    assert [data["status"] for data in played.of("tool")] == ["started", "failed"]
    world.functions.fault = None
    world.script(hold(proposed), says("선점했어요."))
    assert world.turn("네", proposed.conversation_id).action("HOLD_CREATED")
    # Whether the first call had written was unknown: the second is the same request.
    assert len({command["requestId"] for command in world.functions.commands}) == 1


def test_a_stop_ends_the_turn_and_keeps_what_was_said(world: World) -> None:
    world.script([*words("길게 말하자면"), threading.Event()])
    begun = world.begin("설명해 줘")
    played = Played(begun.head.conversation_id, begun.number)

    def emit(event: Event) -> None:
        played.events.append(event)
        if event.name == "text":
            world.store.request_stop(begun.head.conversation_id, begun.number)

    world.run(begun, "설명해 줘", emit)
    assert played.done["stopReason"] == "stopped"
    assert played.error is None
    assert (stored(world, played).status, stored(world, played).text) == ("stopped", "길게 말하자면")
    assert world.model.streams[0].closed.wait(PATIENCE_SECONDS)
    assert_goes_on(world, played)
    assert world.model.requests[-1]["messages"][1]["content"][0] == {"text": "길게 말하자면"}


def test_a_stop_never_hides_a_hold(world: World, proposed: Played) -> None:
    world.script(hold(proposed), [threading.Event()])
    begun = world.begin("네", proposed.conversation_id)
    played = Played(begun.head.conversation_id, begun.number)

    def emit(event: Event) -> None:
        played.events.append(event)
        if event.name == "action":
            world.store.request_stop(begun.head.conversation_id, begun.number)

    world.run(begun, "네", emit)
    assert played.done["stopReason"] == "stopped"
    assert f"(/pay/{played.action('HOLD_CREATED')['holdId']})" in played.text
    assert stored(world, played).actions[0]["type"] == "HOLD_CREATED"


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
    kept = json.dumps(stored(world, played).model_dump(mode="json"), ensure_ascii=False)
    for shown in (sent, kept):
        assert not any(word in shown for word in ("RuntimeError", "connection string", "Traceback"))
    world.services = alive
    assert_goes_on(world, played)


def test_a_turn_that_lost_its_lease_saves_nothing_and_still_ends(world: World, log_lines: list[str]) -> None:
    world.script(says("너무 늦은 답"))
    begun = world.begin("안녕하세요")
    played = Played(begun.head.conversation_id, begun.number)

    def emit(event: Event) -> None:
        played.events.append(event)
        if event.name == "text":
            world.clock.pass_seconds(LEASE_SECONDS)

    world.run(begun, "안녕하세요", emit)
    assert played.names[-2:] == ["error", "done"]
    assert played.done["stopReason"] == "error"
    assert stored(world, played).status == "running"
    assert any("turn not saved" in line for line in log_lines)
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


def test_half_a_character_of_a_model_loses_neither_the_turn_nor_the_hold(world: World, proposed: Played) -> None:
    half = "\ud83d"
    world.script(calls(*[tool_use("get_performances", json.dumps({"keyword": half}))], preamble=half))
    world.script(hold(proposed), says(f"선점했어요.{half}"))
    played = world.turn("네", proposed.conversation_id)
    assert played.error is None
    assert stored(world, played).text == played.text
    assert played.text.startswith("선점했어요.�")
    assert len(world.booking.holds_of(USER)) == 1
    assert_goes_on(world, played)


def test_nothing_is_void_where_nothing_was_shown(world: World) -> None:
    """A call is not shown: that a model broke off behind it is nobody's business."""
    world.script([*tool_use("get_performances"), ProtocolError("cut")], says("네."))
    assert world.turn("뭐 해요?").names == ["start", "text", "action", "done"]


def test_turns_and_their_errors_are_counted(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.script(says("네."), THROTTLED, THROTTLED)
    played = world.turn("안녕하세요")
    world.turn("또요", played.conversation_id)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert sum("TurnCount" in line for line in lines) == 2
    assert [line["Code"] for line in lines if "TurnErrorCount" in line] == ["MODEL_UNAVAILABLE"]
