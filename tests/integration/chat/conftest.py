"""A fresh world for each test, and the rule that no log line of any of them tells on a person."""

import json
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from devstack.product import load_tables
from megaticket.telemetry import logger
from tests.integration.chat import theatre
from tests.integration.chat.world import World, one_call_at_a_time

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class LineHandler(logging.Handler):
    """Keeps log lines in the form in which they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logger.registered_formatter)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.dumps(json.loads(self.format(record)), ensure_ascii=False))


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """What the chat has logged so far."""
    handler = LineHandler()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler.lines
    root.removeHandler(handler)


@pytest.fixture
def world(dynamodb: "DynamoDBClient", log_lines: list[str], capsys: pytest.CaptureFixture[str]) -> Iterator[World]:
    tables = {short: table["name"] for short, table in load_tables().items()}
    one_call_at_a_time(dynamodb)
    theatre.fill(dynamodb, tables)
    made = World(dynamodb, tables)
    yield made
    assert made.model.rejected == [], "the service would have refused a request"
    told = [
        line for line in [*log_lines, *capsys.readouterr().out.splitlines()] for text in made.private if text in line
    ]
    assert told == [], "a log line holds a person's words, token or id"
