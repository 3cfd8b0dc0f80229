"""What a booking is billed."""

import pytest

from benchmarks.bills import MONOLITH_TOKENS, Bill, documents, ours
from benchmarks.one_booking import ModelCall
from lambdas.chat.bedrock.registry import load_registry
from lambdas.chat.bedrock.request import Prompt, ToolSpec
from lambdas.chat.conversation.steps import Step

HAIKU = load_registry().models["claude-haiku-4-5"]
TOOLS = (ToolSpec("t", "도구", {"type": "object", "properties": {}, "required": [], "additionalProperties": False}),)
CONTEXT = {"text": "<context>" + "문" * 100}


def call(turn: int) -> ModelCall:
    """The `turn`th turn of a person whose turns are one question and one answer, of ten tokens each."""
    asked = {"role": "user", "content": [{"text": "물" * 10}]}
    answered = {"role": "assistant", "content": [{"text": "답" * 10}]}
    current = {"role": "user", "content": [CONTEXT, {"text": "물" * 10}]}
    return ModelCall(turn, Step.GREETING, Prompt("가" * 5_000, TOOLS, [asked, answered] * (turn - 1), [current]), 10)


CALLS = [call(turn) for turn in (1, 2, 3)]


def test_a_bill_is_the_registrys_prices() -> None:
    million = 1_000_000
    assert Bill(HAIKU, million, 0, 0, 0).usd == pytest.approx(1.00)
    assert Bill(HAIKU, 0, million, 0, 0).usd == pytest.approx(0.10)
    assert Bill(HAIKU, 0, 0, million, 0).usd == pytest.approx(1.25)
    assert Bill(HAIKU, 0, 0, 0, million).usd == pytest.approx(5.00)


def test_a_quiet_hour_writes_the_prefix_that_a_busy_one_reads() -> None:
    quiet, busy = ours(CALLS, HAIKU, busy=False), ours(CALLS, HAIKU, busy=True)
    prefix = quiet.written - busy.written
    assert 5_000 < prefix < 5_100
    assert (busy.read, quiet.read) == (3 * prefix + 20, 2 * prefix + 20)
    assert (busy.written, busy.output) == (40, 30)
    assert busy.uncached == quiet.uncached == 3 * (10 + 103)


def test_the_documents_prompts_are_paid_in_full_every_time_and_without_our_context() -> None:
    single = documents(CALLS, HAIKU, {}, MONOLITH_TOKENS)
    assert (single.uncached, single.read, single.written) == (3 * MONOLITH_TOKENS + 3 * 10 + 20 + 40, 0, 0)
    by_step = documents(CALLS, HAIKU, {Step.GREETING: 100}, MONOLITH_TOKENS)
    assert by_step.uncached == 3 * 100 + 90
