"""Whatever fails, the person is told in Korean, nothing held is lost, and the conversation goes on."""

import json
import threading
from dataclasses import replace
from typing import Any, cast

import pytest
from botocore.exceptions import ClientError
from urllib3.exceptions import ProtocolError

from lambdas.chat.bedrock.fallback import Converser
from lambdas.chat.conversation.records import LEASE_SECONDS
from lambdas.chat.conversation.store import ConversationStore
from lambdas.chat.patience import TurnDeadlineError
from lambdas.chat.protocol import Event
from megaticket.clock import epoch
from megaticket.errors import ErrorCode
from tests.integration.chat.failures import assert_failed, assert_goes_on
from tests.integration.chat.serving import PATIENCE_SECONDS
from tests.integration.chat.test_turn import context_of
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import USER, Played, World
from tests.unit.chat.scripted import SECONDARY, calls, says, service_error, tool_use, words

THROTTLED = service_error("ThrottlingException", 429)


@pytest.fixture
def proposed(world: World) -> Played:
    """A turn that ended with a proposal of one seat."""
    world.script(calls(tool_use("get_available_seats", {"scheduleId": AFTERNOON, "count": 1})), says("어떠세요?"))
    return world.turn("한 장이요")


def hold(proposed: Played) -> Any:
    return calls(tool_use("hold_seats", {"proposalId": proposed.action("PROPOSAL")["proposalId"]}))


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
    assert played.text == world.stored(played).text == "처음부터 할게요."
    assert played.done["isFallback"] is True


def test_a_hold_survives_the_models_dying_after_it(world: World, proposed: Played) -> None:
    world.script(hold(proposed), THROTTLED, THROTTLED)
    played = world.turn("네", proposed.conversation_id)
    assert_failed(world, played, ErrorCode.MODEL_UNAVAILABLE)
    held = played.action("HOLD_CREATED")
    assert world.stored(played).actions[0]["data"]["holdId"] == held["holdId"]
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
    assert world.stored(died).status == "running"
    assert world.stored(died).actions[0]["type"] == "HOLD_CREATED"
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
    assert (world.stored(played).status, world.stored(played).text) == ("stopped", "길게 말하자면")
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
    assert world.stored(played).actions[0]["type"] == "HOLD_CREATED"


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
    assert world.stored(played).status == "running"
    assert any("turn not saved" in line for line in log_lines)
    assert_goes_on(world, played)


def test_half_a_character_of_a_model_loses_neither_the_turn_nor_the_hold(world: World, proposed: Played) -> None:
    half = "\ud83d"
    world.script(calls(*[tool_use("get_performances", json.dumps({"keyword": half}))], preamble=half))
    world.script(hold(proposed), says(f"선점했어요.{half}"))
    played = world.turn("네", proposed.conversation_id)
    assert played.error is None
    assert world.stored(played).text == played.text
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
