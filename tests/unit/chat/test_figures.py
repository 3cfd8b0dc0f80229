"""The figures that the design and the contract name, as numbers: whoever changes one does it here, too, and knows it."""

from lambdas.chat.bedrock.failures import classify
from lambdas.chat.bedrock.fallback import RETRY_PAUSES_SECONDS
from lambdas.chat.bedrock.registry import load_registry
from lambdas.chat.channel import HEARTBEAT_SECONDS
from lambdas.chat.conversation.allowance import Allowance
from lambdas.chat.conversation.records import LEASE_SECONDS, TTL_SECONDS
from lambdas.chat.dialogue import MAX_TOOL_ROUNDS
from lambdas.chat.patience import STOP_INTERVAL_SECONDS, TURN_SECONDS
from lambdas.chat.protocol import MAX_MESSAGE_LENGTH
from stacks.chat import TIMEOUT_SECONDS
from tests.unit.chat.scripted import service_error


def test_the_figures_of_the_fallback() -> None:
    primary, secondary = load_registry().order()
    assert (primary.timeout_seconds, secondary.timeout_seconds) == (10, 15)
    assert RETRY_PAUSES_SECONDS == (1.0, 1.5)


def test_the_codes_of_the_fallback() -> None:
    retried = {status: classify(service_error("Any", status)).retry for status in range(400, 600)}
    assert {status for status, again in retried.items() if again} == {424, 500, 502, 504}
    known = {status for status in retried if classify(service_error("Any", status)).reason != "Other"}
    assert known == {400, 401, 403, 404, 408, 424, 429, 500, 502, 503, 504}


def test_the_figures_of_a_turn() -> None:
    assert (TURN_SECONDS, TIMEOUT_SECONDS, LEASE_SECONDS) == (60, 75, 90)
    assert MAX_TOOL_ROUNDS == 5
    assert MAX_MESSAGE_LENGTH == 2_000
    assert TTL_SECONDS == 7 * 24 * 3600
    # A stop is honoured within a second; CloudFront gives up after 30 s without a byte.
    assert STOP_INTERVAL_SECONDS == 0.5
    assert HEARTBEAT_SECONDS == 10


def test_the_figures_of_the_limits() -> None:
    assert (Allowance.turns_per_minute, Allowance.daily_tokens) == (20, 1_000_000)
    assert {model.max_tokens for model in load_registry().order()} == {4_096}
