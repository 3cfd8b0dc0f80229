"""What one person may use: turns a minute and tokens a day, whichever conversations they are in."""

import threading
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from lambdas.chat.conversation.allowance import RESERVED_TOKENS, Allowance
from lambdas.chat.conversation.records import LEASE_SECONDS, allowance_key
from lambdas.chat.conversation.store import Begun, Rejected
from lambdas.chat.metering import UNREPORTED_CALL_TOKENS
from megaticket.dynamo import from_item, to_item
from megaticket.errors import ERRORS, ErrorCode
from tests.integration.chat.serving import Browser, refused
from tests.integration.chat.test_api import conversation_of, data
from tests.integration.chat.world import OTHER, USER, World
from tests.unit.chat.scripted import calls, says, service_error, tool_use, words

TURNS = 3
MIDNIGHT = datetime(2026, 11, 23, 15, tzinfo=UTC)
"""The next midnight in Korea."""


@pytest.fixture
def few_turns(world: World) -> None:
    world.allow(Allowance(turns_per_minute=TURNS))


@pytest.fixture
def few_tokens(world: World) -> None:
    world.allow(Allowance(daily_tokens=2 * RESERVED_TOKENS))


def rows(world: World) -> dict[str, Any]:
    """Everything that is stored, by its key."""
    found = map(from_item, world.client.scan(TableName=world.tables["conversations"])["Items"])
    return {f"{row['pk']} {row['sk']}": row for row in found}


def used(world: World, day: str = "2026-11-23", user: str = USER) -> int:
    """The tokens that a person has used on a day."""
    key = to_item(allowance_key(user, day))
    return int(from_item(world.client.get_item(TableName=world.tables["conversations"], Key=key)["Item"])["tokens"])


def ask(world: World, conversation: str | None = None, user: str = USER) -> object:
    return world.store.begin(user, conversation, None, "안녕하세요")


def usage(tokens: int) -> dict[str, Any]:
    """The end of an answer that cost so much input and nothing else."""
    counts = {"inputTokens": tokens, "outputTokens": 0, "totalTokens": tokens}
    return {"metadata": {"usage": counts, "metrics": {"latencyMs": 1}}}


def says_for(tokens: int) -> list[Any]:
    return [*says("네.")[:-1], usage(tokens)]


def refused_until(response: httpx.Response, code: ErrorCode) -> int:
    """The seconds to wait that a refusal names."""
    assert refused(response, 429, code.value)["message"] == ERRORS[code].message
    return int(response.headers["retry-after"])


@pytest.mark.usefixtures("few_turns")
def test_a_minute_has_so_many_turns_and_the_next_one_again(alice: Browser, world: World) -> None:
    world.clock.pass_seconds(20)
    conversation = conversation_of(alice.say("안녕하세요"))
    for _ in range(TURNS - 1):
        alice.say("또요", conversationId=conversation)
    before = rows(world)
    for body in ({"message": "또", "conversationId": conversation}, {"message": "새 대화"}):
        assert refused_until(alice.post("/chat", body | {"clientMessageId": "m9"}), ErrorCode.TOO_MANY_TURNS) == 40
    assert rows(world) == before
    world.clock.pass_seconds(40)
    assert data(alice.say("이제요", conversationId=conversation, clientMessageId="m9"), "done")


@pytest.mark.usefixtures("few_turns")
def test_a_message_that_was_answered_is_repeated_beyond_the_limit(alice: Browser, world: World) -> None:
    world.script(says("처음 답"))
    first = alice.say("안녕하세요", clientMessageId="m1")
    for _ in range(TURNS - 1):
        alice.say("또요")
    refused(alice.post("/chat", {"message": "또"}), 429, "TOO_MANY_TURNS")
    assert [event.data for event in alice.say("안녕하세요", clientMessageId="m1")] == [event.data for event in first]


@pytest.mark.usefixtures("few_turns")
def test_limits_are_each_persons_own(world: World) -> None:
    for _ in range(TURNS):
        assert isinstance(ask(world), Begun)
    assert isinstance(ask(world), Rejected)
    assert isinstance(ask(world, user=OTHER), Begun)


@pytest.mark.usefixtures("few_turns")
def test_a_running_turn_is_told_of_before_the_limit(world: World) -> None:
    begun = [ask(world) for _ in range(TURNS)]
    assert isinstance(begun[0], Begun)
    assert ask(world, begun[0].head.conversation_id) == Rejected(ErrorCode.TURN_IN_PROGRESS, "T000001")


@pytest.mark.usefixtures("few_tokens")
def test_a_day_has_so_many_tokens_and_ends_at_midnight_in_korea(alice: Browser, world: World) -> None:
    world.script(says_for(RESERVED_TOKENS + 1))
    conversation = conversation_of(alice.say("안녕하세요"))
    before = rows(world)
    response = alice.post("/chat", {"message": "또", "conversationId": conversation})
    assert refused_until(response, ErrorCode.DAILY_BUDGET_EXCEEDED) == (MIDNIGHT - world.clock()).total_seconds()
    assert rows(world) == before
    world.clock.pass_seconds(refused_until(alice.post("/chat", {"message": "또"}), ErrorCode.DAILY_BUDGET_EXCEEDED) - 1)
    assert isinstance(ask(world, conversation), Rejected)
    world.clock.pass_seconds(1)
    assert isinstance(ask(world, conversation), Begun)


@pytest.mark.usefixtures("few_tokens")
def test_the_last_token_may_be_used(world: World) -> None:
    world.script(says_for(RESERVED_TOKENS))
    world.turn("안녕하세요")
    assert isinstance(ask(world), Begun)


@pytest.mark.usefixtures("few_tokens")
def test_turns_side_by_side_cannot_all_pass_on_the_same_tokens(world: World) -> None:
    outcomes = [ask(world) for _ in range(4)]
    assert [type(outcome) for outcome in outcomes] == [Begun, Begun, Rejected, Rejected]


def test_a_turn_counts_what_its_calls_reported(world: World) -> None:
    world.script(calls(tool_use("get_performances")), says("두 편 있어요."))
    world.turn("뭐 해요?")
    # 100 input, 20 output at five times the price, 25 cached at a tenth, 5 written at five quarters: twice
    assert used(world) == 2 * round(100 + 100 + 2.5 + 6.25)


def test_a_turn_that_ends_after_midnight_counts_on_the_day_on_which_it_began(world: World) -> None:
    world.clock.now = MIDNIGHT
    world.clock.pass_seconds(-1)
    begun = world.begin("안녕하세요")
    world.clock.pass_seconds(1)
    world.script(says_for(700))
    world.run(begun, "안녕하세요", lambda _: None)
    assert used(world) == 700


def test_a_turn_that_died_has_used_what_was_reserved(world: World) -> None:
    conversation = world.begin("안녕하세요").head.conversation_id
    world.clock.pass_seconds(LEASE_SECONDS)
    world.script(says_for(500))
    world.turn("다시요", conversation)
    assert used(world) == RESERVED_TOKENS + 500


THROTTLED = service_error("ThrottlingException", 429)


@pytest.mark.parametrize(
    ("answers", "tokens"),
    [
        pytest.param([THROTTLED, THROTTLED], 0, id="failed before any word"),
        pytest.param([THROTTLED, says_for(300)], 300, id="fallen back"),
        pytest.param(
            [[*words("반쯤"), THROTTLED], says_for(300)], UNREPORTED_CALL_TOKENS + 300, id="cut off, fallen back"
        ),
        pytest.param([[*words("반쯤"), THROTTLED], THROTTLED], UNREPORTED_CALL_TOKENS, id="cut off, failed"),
    ],
)
def test_failed_calls_count_as_far_as_known(world: World, answers: list[Any], tokens: int) -> None:
    world.script(*answers)
    world.turn("안녕하세요")
    assert used(world) == tokens


def test_a_stopped_turn_counts_its_open_call(world: World) -> None:
    world.script([*calls(tool_use("get_performances"))[:-1], usage(200)], [*words("길게"), threading.Event()])
    begun = world.begin("안녕하세요")
    world.store.request_stop(begun.head.conversation_id, begun.number)
    world.run(begun, "안녕하세요", lambda _: None)
    assert used(world) == 200 + UNREPORTED_CALL_TOKENS


def test_what_was_used_is_kept_no_longer_than_needed(world: World) -> None:
    world.begin()
    (row,) = [row for key, row in rows(world).items() if "DAY#" in key]
    assert row["ttl"] == MIDNIGHT.timestamp() + 2 * 24 * 3600
    assert row["m1802"] == 1
