"""The conversations table: one turn at a time, each message once, nobody else's business."""

import threading
from typing import Any

import pytest

from lambdas.chat.conversation.history import closed
from lambdas.chat.conversation.records import LEASE_SECONDS, TTL_SECONDS, Head, Turn, head_key, turn_key
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.conversation.steps import Step
from lambdas.chat.conversation.store import Begun, LeaseLostError, Rejected, Repeated
from lambdas.chat.conversation.writes import Ending
from megaticket.clock import epoch
from megaticket.dynamo import from_item, to_item
from megaticket.errors import ErrorCode
from tests.integration.chat.world import OTHER, USER, World


def finish(world: World, begun: Begun, text: str = "네") -> Turn:
    turn = Turn(
        number=begun.number, status="completed", user_text="안녕", text=text, events=({"name": "done", "data": {}},)
    )
    world.store.finish(begun, turn, Ending(ConversationState(count=2), Step.SCHEDULE, history_from=1, tokens=0))
    return turn


def head_of(world: World, begun: Begun) -> Head:
    head = world.store.head(USER, begun.head.conversation_id)
    assert head is not None
    return head


def stored(world: World, key: dict[str, str]) -> dict[str, Any]:
    return from_item(world.client.get_item(TableName=world.tables["conversations"], Key=to_item(key))["Item"])


def test_a_new_conversation_begins_with_its_first_turn(world: World) -> None:
    begun = world.begin()
    assert begun.number == 1
    assert head_of(world, begun).is_running(epoch(world.clock()))
    assert [turn.status for turn in world.store.turns(begun.head.conversation_id, 10)] == ["running"]


def test_a_second_turn_waits_for_the_first(world: World) -> None:
    begun = world.begin()
    second = world.store.begin(USER, begun.head.conversation_id, None, "또")
    assert second == Rejected(ErrorCode.TURN_IN_PROGRESS, "T000001")
    finish(world, begun)
    third = world.store.begin(USER, begun.head.conversation_id, None, "또")
    assert isinstance(third, Begun)
    assert third.number == 2
    assert third.head.state.count == 2
    assert third.head.step == Step.SCHEDULE.value


def test_a_killed_turn_frees_its_conversation_after_the_lease(world: World) -> None:
    begun = world.begin()
    world.clock.pass_seconds(LEASE_SECONDS - 1)
    assert isinstance(world.store.begin(USER, begun.head.conversation_id, None, "?"), Rejected)
    world.clock.pass_seconds(1)
    again = world.begin("다시", begun.head.conversation_id)
    assert again.number == 2
    dead, _ = world.store.turns(begun.head.conversation_id, 10)
    assert [message["role"] for message in closed(dead)] == ["user", "assistant"]


def test_only_the_leases_holder_saves(world: World) -> None:
    first = world.begin()
    world.clock.pass_seconds(LEASE_SECONDS)
    turn = Turn(number=1, status="completed", user_text="안녕", text="늦었지만")
    for save in (
        lambda: finish(world, first),
        lambda: world.store.save_progress(first.head.conversation_id, turn, ConversationState()),
    ):
        with pytest.raises(LeaseLostError):
            save()
    second = world.begin("다시", first.head.conversation_id)
    with pytest.raises(LeaseLostError):
        finish(world, first)
    finish(world, second)
    with pytest.raises(LeaseLostError):
        finish(world, second)
    assert [turn.status for turn in world.store.turns(first.head.conversation_id, 10)] == ["running", "completed"]


def test_progress_is_kept_with_the_state_while_the_turn_runs_on(world: World) -> None:
    begun = world.begin()
    turn = Turn(number=1, status="running", user_text="안녕", actions=({"type": "HOLD_CREATED"},))
    world.store.save_progress(begun.head.conversation_id, turn, ConversationState(count=3))
    head = head_of(world, begun)
    assert head.state.count == 3
    assert head.is_running(epoch(world.clock()))
    assert world.store.turns(begun.head.conversation_id, 1)[0].actions == ({"type": "HOLD_CREATED"},)


def test_a_repeated_message_is_refused_while_it_runs_and_repeated_afterwards(world: World) -> None:
    begun = world.store.begin(USER, None, "m1", "안녕")
    assert isinstance(begun, Begun)
    assert world.store.begin(USER, None, "m1", "안녕") == Rejected(ErrorCode.TURN_IN_PROGRESS, "T000001")
    turn = finish(world, begun)
    repeated = world.store.begin(USER, None, "m1", "안녕")
    assert isinstance(repeated, Repeated)
    assert repeated.turn == turn
    assert repeated.head.conversation_id == begun.head.conversation_id
    # Whatever else comes with it, the message has run.
    assert isinstance(world.store.begin(USER, begun.head.conversation_id, "m1", "다른 말"), Repeated)


def test_a_repeat_of_a_killed_turn_finds_it_after_the_lease(world: World) -> None:
    world.store.begin(USER, None, "m1", "안녕")
    world.clock.pass_seconds(LEASE_SECONDS)
    repeated = world.store.begin(USER, None, "m1", "안녕")
    assert isinstance(repeated, Repeated)
    assert repeated.turn.status == "running"


def test_message_ids_belong_to_a_person(world: World) -> None:
    world.store.begin(USER, None, "m1", "안녕")
    assert isinstance(world.store.begin(OTHER, None, "m1", "안녕"), Begun)


class Rival:
    """Takes its turn between another's reading and writing: the moment in which a lease is won or lost."""

    def __init__(self, world: World, message_id: str | None, conversation_id: str | None) -> None:
        self.begun: object = None
        write = world.store._write

        def interrupted(transaction: Any) -> Any:
            world.store._write = write
            self.begun = world.store.begin(USER, conversation_id, message_id, "나도")
            return write(transaction)

        world.store._write = interrupted


def test_of_the_same_message_twice_at_once_one_begins(world: World) -> None:
    rival = Rival(world, "m1", None)
    loser = world.store.begin(USER, None, "m1", "안녕")
    assert isinstance(rival.begun, Begun)
    assert loser == Rejected(ErrorCode.TURN_IN_PROGRESS, "T000001")


def test_of_two_messages_at_once_in_one_conversation_one_begins(world: World) -> None:
    begun = world.begin()
    finish(world, begun)
    rival = Rival(world, None, begun.head.conversation_id)
    loser = world.store.begin(USER, begun.head.conversation_id, "m2", "안녕")
    assert isinstance(rival.begun, Begun)
    assert loser == Rejected(ErrorCode.TURN_IN_PROGRESS, "T000002")
    # The loser left nothing behind: its message may be sent again.
    finish(world, rival.begun)
    assert isinstance(world.store.begin(USER, begun.head.conversation_id, "m2", "안녕"), Begun)


def test_of_many_threads_one_begins(world: World) -> None:
    begun = world.begin()
    finish(world, begun)
    outcomes: list[object] = []
    barrier = threading.Barrier(6)

    def compete() -> None:
        barrier.wait(10)
        outcomes.append(world.store.begin(USER, begun.head.conversation_id, None, "저요"))

    threads = [threading.Thread(target=compete) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Begun", *["Rejected"] * 5]


def test_another_persons_conversation_does_not_exist(world: World) -> None:
    begun = world.begin()
    assert world.store.head(OTHER, begun.head.conversation_id) is None
    assert world.store.begin(OTHER, begun.head.conversation_id, None, "?") == Rejected(ErrorCode.CONVERSATION_NOT_FOUND)
    assert world.store.latest(OTHER) is None


def test_the_latest_conversation_is_the_one_spoken_in_last(world: World) -> None:
    first, second = world.begin(), world.begin()
    latest = world.store.latest(USER)
    assert latest is not None
    assert latest.conversation_id == second.head.conversation_id
    finish(world, first)
    world.begin("또", first.head.conversation_id)
    latest = world.store.latest(USER)
    assert latest is not None
    assert latest.conversation_id == first.head.conversation_id


def test_a_stop_is_meant_for_one_turn(world: World) -> None:
    begun = world.begin()
    identifier = begun.head.conversation_id
    assert not world.store.stop_requested(identifier, 1)
    world.store.request_stop(identifier, 1)
    assert world.store.stop_requested(identifier, 1)
    finish(world, begun)
    world.begin("또", identifier)
    assert not world.store.stop_requested(identifier, 2)
    world.store.request_stop(identifier, 2)
    world.store.request_stop(identifier, 1)
    assert world.store.stop_requested(identifier, 2), "a stop that comes late takes nothing from the turn that runs"


def test_a_turn_that_does_not_run_is_not_asked_to_stop(world: World) -> None:
    ended, died = world.begin(), world.begin()
    finish(world, ended)
    world.clock.pass_seconds(LEASE_SECONDS)
    for begun in (ended, died):
        world.store.request_stop(begun.head.conversation_id, 1)
        assert not world.store.stop_requested(begun.head.conversation_id, 1)


def test_stopping_what_does_not_exist_makes_nothing(world: World) -> None:
    world.store.request_stop("nowhere", 1)
    assert not world.store.stop_requested("nowhere", 1)


def test_everything_is_kept_seven_days_after_the_last_turn(world: World) -> None:
    begun = world.begin()
    world.clock.pass_seconds(30)
    finish(world, begun)
    until = epoch(world.clock()) + TTL_SECONDS
    assert stored(world, head_key(begun.head.conversation_id))["ttl"] == until
    assert stored(world, turn_key(begun.head.conversation_id, 1))["ttl"] == until


def test_the_last_turns_come_oldest_first(world: World) -> None:
    begun = world.begin()
    identifier = begun.head.conversation_id
    finish(world, begun, "1")
    for number in range(2, 13):
        finish(world, world.begin("또", identifier), str(number))
    assert [turn.text for turn in world.store.turns(identifier, 3)] == ["10", "11", "12"]
