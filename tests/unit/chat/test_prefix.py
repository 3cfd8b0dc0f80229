"""The prefix that every request shares: long enough to be cached, and the same bytes wherever it is built."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from devstack.bedrock.accounting import element_text
from lambdas.chat.bedrock.registry import Model, load_registry
from lambdas.chat.bedrock.request import Prompt, build_request, estimate_tokens
from lambdas.chat.conversation.records import Message
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.conversation.steps import Step
from lambdas.chat.prompts.composer import base_prompt, context_text, current_message
from lambdas.chat.tools.registry import tool_specs
from megaticket.clock import from_epoch
from tests.unit.chat.test_request import HISTORY

ROOT = Path(__file__).parents[3]
MODELS = pytest.mark.parametrize("model", load_registry().models.values(), ids=lambda model: model.id)
LEAST_TOKENS = 5_000
"""Room above the 4,096 of Haiku 4.5 for what the estimator may be wrong by."""
ELSEWHERE = {"TZ": "America/Anchorage", "LANG": "ko_KR.UTF-8", "AWS_REGION": "ap-northeast-1", "USER": "somebody"}


def request(model: Model, step: Step = Step.GREETING, history: list[Message] | None = None) -> dict[str, Any]:
    context = context_text(ConversationState(count=2), [], from_epoch(1_795_424_520), step, None, tools_allowed=True)
    prompt = Prompt(base_prompt(), tool_specs(), history or [], [current_message(context, "안녕하세요")])
    return build_request(model, prompt)


def prefix(built: dict[str, Any]) -> str:
    """What comes before the messages, in the order in which the service reads it."""
    return json.dumps([built["toolConfig"], built["system"]], ensure_ascii=False)


def digests() -> list[str]:
    """The prefix of every model and step, hashed."""
    models = load_registry().models.values()
    return [hashlib.sha256(prefix(request(model, step)).encode()).hexdigest() for model in models for step in Step]


@MODELS
def test_it_is_the_same_in_every_step(model: Model) -> None:
    assert len({prefix(request(model, step, history)) for step in Step for history in ([], HISTORY)}) == 1


def test_it_is_the_same_in_every_process() -> None:
    program = "from tests.unit.chat.test_prefix import digests; print(*digests())"
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = [
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT, env=environ | path
        ).stdout.split()
        for environ in ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2"} | ELSEWHERE)
    ]
    assert told == [digests(), digests()]


@MODELS
def test_it_tells_no_moment(model: Model) -> None:
    """A date, a time or an id in it would be another one tomorrow."""
    assert re.findall(r"20\d\d|\d{1,2}:\d\d|\d월|[0-9a-f]{8}", prefix(request(model))) == []


@MODELS
def test_it_is_long_enough_to_be_cached(model: Model) -> None:
    built = request(model)
    elements = [*built["toolConfig"]["tools"], *(block for block in built["system"] if "text" in block)]
    assert sum(estimate_tokens(element_text(element)) for element in elements) >= LEAST_TOKENS
    assert built["system"][-1] == {"cachePoint": {"type": "default"}}
