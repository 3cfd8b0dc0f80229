"""Bedrock's stream over a real socket: given up at any moment, it leaves no thread and no connection behind."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config

from devstack.settings import ROOT
from lambdas.chat.bedrock.connection import BackgroundStream, ModelStream
from lambdas.chat.bedrock.registry import load_registry
from lambdas.chat.main import model_config
from tests.integration.chat.serving import eventually
from tests.integration.devstack.helpers import free_base, is_healthy
from tests.unit.chat.scripted import PRIMARY

TOLD = "길고 긴 이야기예요. " * 30
LONG_SECONDS = 600
TICK_SECONDS = 0.05


class Model:
    """The local Bedrock in a process of its own, called as the chat calls it; but no timeout ends what is left behind."""

    def __init__(self, url: str) -> None:
        self.control = httpx.Client(base_url=f"{url}/control")
        self.runtime: Any = boto3.client(
            "bedrock-runtime",
            endpoint_url=url,
            region_name="ap-northeast-2",
            aws_access_key_id="local",
            aws_secret_access_key="local",
            config=model_config(load_registry()).merge(Config(read_timeout=LONG_SECONDS)),
        )

    def order(self, kind: str, **fields: Any) -> None:
        self.control.post("/faults", json={"kind": kind, "text": TOLD, **fields}).raise_for_status()

    def call(self) -> ModelStream:
        messages = [{"role": "user", "content": [{"text": "안녕하세요"}]}]
        return ModelStream(self.runtime.converse_stream(modelId=PRIMARY, messages=messages)["stream"])


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    port = free_base()
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen([sys.executable, "-m", "devstack.bedrock", "--port", str(port)], cwd=ROOT) as process:
        try:
            eventually(lambda: is_healthy(url))
            made = Model(url)
            with made.control:
                yield made
            made.runtime.close()
        finally:
            process.kill()


def sockets() -> int:
    """How many sockets this process has open."""
    count = 0
    for entry in Path("/dev/fd").iterdir():
        with suppress(OSError):  # the listing's own is gone
            count += stat.S_ISSOCK(os.fstat(int(entry.name)).st_mode)
    return count


def readers() -> int:
    return sum(thread.name == "bedrock-stream" for thread in threading.enumerate())


def words(events: list[Any]) -> str:
    deltas = [event["contentBlockDelta"]["delta"] for event in events if "contentBlockDelta" in event]
    return "".join(delta["text"] for delta in deltas)


def heard(stream: BackgroundStream[Any]) -> list[Any]:
    """The first events of a stream."""
    return next(events for events in stream.batches(TICK_SECONDS) if events)


def test_everything_that_was_sent_is_read_in_order(model: Model) -> None:
    model.order("say")
    stream = BackgroundStream(model.call, iter)
    assert words([event for events in stream.batches(TICK_SECONDS) for event in events]) == TOLD
    stream.close()


def test_fifty_streams_given_up_in_a_silence_leave_nothing(model: Model) -> None:
    before = sockets()
    model.order("stall", at="text", seconds=LONG_SECONDS, times=50)
    for _ in range(50):
        stream = BackgroundStream(model.call, iter)
        assert heard(stream)
        stream.close()
    eventually(lambda: readers() == 0)
    eventually(lambda: sockets() <= before)


def test_streams_given_up_amid_words_leave_nothing(model: Model) -> None:
    before = sockets()
    model.order("slow", seconds=0.001, times=10)
    for _ in range(10):
        stream = BackgroundStream(model.call, iter)
        assert heard(stream)
        stream.close()
    eventually(lambda: readers() == 0)
    eventually(lambda: sockets() <= before)


def test_a_stream_read_to_its_end_keeps_its_connection_for_the_next(model: Model) -> None:
    counts = []
    for _ in range(5):
        stream = BackgroundStream(model.call, iter)
        assert [event for events in stream.batches(TICK_SECONDS) for event in events]
        stream.close()
        eventually(lambda: readers() == 0)
        counts.append(sockets())
    assert len(set(counts)) == 1


def test_a_call_given_up_before_its_answers_head_is_closed_unread(model: Model) -> None:
    model.order("stall", at="start", seconds=0.5)
    before = sockets()
    stream = BackgroundStream(model.call, iter)
    assert next(stream.batches(TICK_SECONDS)) == [], "a silent tick"
    stream.close()
    eventually(lambda: readers() == 0)
    eventually(lambda: sockets() <= before)


def test_a_call_whose_answer_has_no_head_is_bounded_by_the_longest_silence_that_a_model_may_keep() -> None:
    registry = load_registry()
    timeouts = [model.timeout_seconds for model in registry.order()]
    assert max(timeouts) < model_config(registry).read_timeout <= max(timeouts) + 1  # type: ignore[attr-defined]
