"""Tokens and the prompt cache."""

from collections.abc import Mapping
from typing import Any

import pytest

from devstack.bedrock.accounting import InputUsage, PrefixCache, estimate_tokens, usage_fields
from devstack.bedrock.families import family_of
from tests.unit.devstack_bedrock.product import HAIKU, NOVA

HAIKU_55 = "global.anthropic.claude-haiku-5-5"
POINT = {"cachePoint": {"type": "default"}}


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def request(base: int, *messages: list[dict[str, Any]], point: Mapping[str, Any] = POINT) -> dict[str, Any]:
    """A request with a system prompt of `base` tokens, closed by a cachePoint."""
    roles = ("user", "assistant")
    return {
        "system": [{"text": "가" * base}, point],
        "messages": [{"role": roles[index % 2], "content": content} for index, content in enumerate(messages)],
    }


def account(cache: PrefixCache, model_id: str, body: Mapping[str, Any]) -> InputUsage:
    return cache.account(model_id, family_of(model_id), body)


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("좌석 두 장", 5), ("abcd", 1), ("abcde", 2), ("R석", 2)])
def test_estimate(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


def test_the_second_request_reads_what_the_first_wrote() -> None:
    cache = PrefixCache()
    first = account(cache, HAIKU, request(5000, [{"text": "하나"}]))
    second = account(cache, HAIKU, request(5000, [{"text": "하나둘"}]))
    assert (first.uncached, first.read, first.written) == (2, 0, {"5m": 5000})
    assert (second.uncached, second.read, second.written) == (3, 5000, {})


@pytest.mark.parametrize(("model_id", "minimum"), [(HAIKU, 4096), (NOVA, 1024), (HAIKU_55, 512)])
def test_a_prefix_below_the_minimum_is_silently_not_cached(model_id: str, minimum: int) -> None:
    cache = PrefixCache()
    for base, written in ((minimum - 1, 0), (minimum, minimum)):
        usage = account(cache, model_id, request(base, [{"text": "네"}]))
        assert (sum(usage.written.values()), usage.uncached) == (written, base + 1 - written)


def test_models_share_nothing_and_one_changed_byte_is_another_prefix() -> None:
    cache = PrefixCache()
    account(cache, HAIKU, request(5000, [{"text": "네"}]))
    assert account(cache, HAIKU_55, request(5000, [{"text": "네"}])).read == 0
    changed = request(5000, [{"text": "네"}])
    changed["toolConfig"] = {"tools": [{"toolSpec": {"name": "t", "inputSchema": {"json": {"type": "object"}}}}]}
    assert account(cache, HAIKU, changed).read == 0


@pytest.mark.parametrize(("ttl", "seconds"), [("5m", 300), ("1h", 3600)])
def test_an_entry_ends_after_its_ttl_and_a_read_renews_it(ttl: str, seconds: int) -> None:
    clock = Clock()
    cache = PrefixCache(clock)
    body = request(5000, [{"text": "네"}], point={"cachePoint": {"type": "default", "ttl": ttl}})
    assert account(cache, HAIKU, body).written == {ttl: 5000}
    for _ in range(2):
        clock.now += seconds - 1
        assert account(cache, HAIKU, body).read == 5000
    clock.now += seconds
    assert account(cache, HAIKU, body).read == 0


def test_a_growing_history_is_read_up_to_the_point_before() -> None:
    cache = PrefixCache()
    turn = [{"text": "나" * 10}]
    account(cache, HAIKU, request(5000, [*turn, POINT], turn, [{"text": "현재"}]))
    longer = request(5000, turn, turn, turn, [*turn, POINT], [{"text": "현재"}])
    usage = account(cache, HAIKU, longer)
    assert (usage.read, usage.written, usage.uncached) == (5010, {"5m": 30}, 2)
    on_nova = [account(cache, NOVA, body) for body in (request(5000, [*turn, POINT]), longer)]
    assert on_nova[1].read == 5000


def test_usage_leaves_cached_tokens_out_of_the_input_and_counts_them_in_the_total() -> None:
    assert usage_fields(InputUsage(7, 100, {"1h": 20}), 5) == {
        "inputTokens": 7,
        "outputTokens": 5,
        "totalTokens": 132,
        "cacheReadInputTokens": 100,
        "cacheWriteInputTokens": 20,
        "cacheDetails": [{"ttl": "1h", "inputTokens": 20}],
    }
