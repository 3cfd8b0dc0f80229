"""What requests cost: tokens as the local Bedrock counts and caches them, at the prices of the registry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.one_booking import ModelCall
from devstack.bedrock.accounting import PrefixCache
from devstack.bedrock.families import family_of
from lambdas.chat.bedrock.registry import Model
from lambdas.chat.bedrock.request import Prompt, build_request
from lambdas.chat.conversation.history import user_message
from lambdas.chat.conversation.steps import Step

Body = Mapping[str, Any]
"""A ConverseStream request with its modelId."""

MILLION = 1_000_000

MONOLITH_TOKENS = 15_000
STEP_TOKENS: Mapping[str, int] = {Step.GREETING: 2_350, Step.PERFORMANCE: 2_800, Step.SEATS: 3_300}
AVERAGE_TOKENS = 2_700
"""The design document's own figures (its section 4.3): prompt tokens of a request, by step where it gives them."""


@dataclass(frozen=True)
class Bill:
    """Tokens of all calls of a booking, by what they cost."""

    model: Model
    uncached: int
    read: int
    written: int
    output: int

    @property
    def usd(self) -> float:
        """US dollars at the registry's prices."""
        prices = self.model.prices_per_million_usd
        return (
            self.uncached * prices.input
            + self.read * prices.cache_read
            + self.written * prices.cache_write
            + self.output * prices.output
        ) / MILLION


def bill(model: Model, requests: Sequence[Body], output_tokens: int, before: Sequence[Body] = ()) -> Bill:
    """The bill of requests that follow each other within the cache's life; `before` is what others asked just before."""
    cache, family = PrefixCache(lambda: 0.0), family_of(model.id)
    for request in before:
        cache.account(model.id, family, request)
    usages = [cache.account(model.id, family, request) for request in requests]
    return Bill(
        model,
        uncached=sum(usage.uncached for usage in usages),
        read=sum(usage.read for usage in usages),
        written=sum(sum(usage.written.values()) for usage in usages),
        output=output_tokens,
    )


def ours(calls: Sequence[ModelCall], model: Model, *, busy: bool) -> Bill:
    """The requests as the chat sends them; in a busy hour somebody else has just asked, and left the prefix in the cache."""
    requests = [build_request(model, call.prompt) for call in calls]
    first = calls[0].prompt
    stranger = build_request(model, Prompt(first.base, first.tools, [], [user_message("다른 사람의 말")]))
    return bill(model, requests, output_of(calls), before=[stranger] if busy else [])


def documents(calls: Sequence[ModelCall], model: Model, tokens: Mapping[str, int], otherwise: int) -> Bill:
    """The same conversation under the document's prompt: so many tokens a step, nothing cached."""
    uncached = model.model_copy(update={"caching": model.caching.model_copy(update={"places": frozenset()})})
    requests = []
    for call in calls:
        bare = {"role": "user", "content": call.prompt.current[0]["content"][1:]}
        prompt = Prompt(
            "가" * tokens.get(call.step, otherwise), (), call.prompt.history, [bare, *call.prompt.current[1:]]
        )
        requests.append(build_request(uncached, prompt))
    return bill(model, requests, output_of(calls))


def output_of(calls: Sequence[ModelCall]) -> int:
    """Tokens of all answers and tool calls."""
    return sum(call.output_tokens for call in calls)
