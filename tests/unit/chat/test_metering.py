"""Tokens weighed by what they cost."""

import pytest

from lambdas.chat.bedrock.fallback import Answered, Interrupted
from lambdas.chat.bedrock.registry import Model, Prices, load_registry
from lambdas.chat.metering import UNREPORTED_CALL_TOKENS, Meter, weighed
from lambdas.chat.protocol import Usage

PRIMARY, SECONDARY = load_registry().order()


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        (Usage(input_tokens=100), 100),
        (Usage(output_tokens=100), 500),
        (Usage(cache_read_input_tokens=5_000), 500),
        (Usage(cache_write_input_tokens=5_000), 6_250),
        (Usage(10, 20, 2_030, 1_000, 1_000), 10 + 100 + 100 + 1_250),
        (Usage(), 0),
    ],
)
def test_tokens_are_input_tokens_of_the_same_price(usage: Usage, tokens: int) -> None:
    assert weighed(PRIMARY, usage) == tokens


def test_each_model_has_its_own_prices() -> None:
    assert weighed(SECONDARY, Usage(output_tokens=1_000)) == 4_000


def test_a_model_without_a_price_counts_each_token() -> None:
    free: Model = PRIMARY.model_copy(
        update={"prices_per_million_usd": Prices(input=0, output=0, cache_write=0, cache_read=0)}
    )
    assert weighed(free, Usage(10, 20, 30)) == 30


def test_a_call_that_came_to_nothing_counts_what_was_billed_for_it() -> None:
    meter = Meter()
    outputs = [Interrupted(PRIMARY, Usage(output_tokens=10)), Interrupted(PRIMARY), Interrupted(SECONDARY, Usage(7))]
    answered = Answered(SECONDARY, True, "end_turn", Usage(5))
    assert list(meter.counted([*outputs, answered])) == [*outputs, answered]
    assert meter.tokens == 50 + UNREPORTED_CALL_TOKENS + 7 + 5
