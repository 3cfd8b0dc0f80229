"""A fresh world for each test, and the rule that no log line of any of them tells on a person."""

import itertools
import json
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import httpx
import pytest

from devstack.product import load_tables
from devstack.tables import create_tables
from lambdas.chat.api import Api
from megaticket.identity import IssuerKeys, TokenVerifier
from megaticket.telemetry import logger
from tests.doubles.aws import aws
from tests.doubles.server import Stage, serving
from tests.integration.chat import theatre
from tests.integration.chat.serving import PATIENCE_SECONDS, Browser
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.chat.world import OTHER, REGION, USER, Played, World, like_dynamodb
from tests.unit.chat.scripted import calls, says, tool_use
from tests.unit.chat.tokens import AUDIENCE, ISSUER, Issuer

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


@pytest.fixture(scope="package")
def catalogue() -> Iterator["DynamoDBClient"]:
    """The tables with the catalogue in them. Made once, since the client alone takes longer than most tests."""
    with aws():
        client = boto3.client("dynamodb", region_name=REGION, endpoint_url=f"https://dynamodb.{REGION}.amazonaws.com")
        like_dynamodb(client)
        create_tables(client, load_tables())
        theatre.fill(client, names())
        yield client
        client.close()


@pytest.fixture
def world(catalogue: "DynamoDBClient", log_lines: list[str], capsys: pytest.CaptureFixture[str]) -> Iterator[World]:
    """Nobody has spoken or booked yet."""
    written = {short: load_tables()[short] for short in ("reservations", "conversations")}
    for table in written.values():
        catalogue.delete_table(TableName=table["name"])
    create_tables(catalogue, written)
    made = World(catalogue, names())
    yield made
    assert made.model.rejected == [], "the service would have refused a request"
    told = [
        line for line in [*log_lines, *capsys.readouterr().out.splitlines()] for text in made.private if text in line
    ]
    assert told == [], "a log line holds a person's words, token or id"


def names() -> dict[str, str]:
    """The tables' names by their short names."""
    return {short: table["name"] for short, table in load_tables().items()}


@pytest.fixture
def proposed(world: World) -> Played:
    """A turn that ended with a proposal of two seats."""
    asked = {"scheduleId": AFTERNOON, "count": 2, "grade": "S석"}
    world.script(calls(tool_use("get_available_seats", asked)), says("이 좌석 어떠세요?"))
    return world.turn("S석 두 장이요")


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture(scope="package")
def stage() -> Iterator[Stage]:
    with serving(Stage()) as running:
        yield running


@pytest.fixture
def url(world: World, issuer: Issuer, stage: Stage) -> str:
    """The chat over HTTP."""
    # a clock that moves a second at every look, so that an issuer that was down may be asked again at once
    seconds = itertools.count()
    verifier = TokenVerifier([ISSUER], AUDIENCE, lambda name: IssuerKeys(name, issuer.fetch, lambda: next(seconds)))
    stage.app = Api(world.services, verifier, lambda: world.control).app()
    return stage.url


@pytest.fixture
def http(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=PATIENCE_SECONDS, trust_env=False) as client:
        yield client


@pytest.fixture
def alice(http: httpx.Client, world: World) -> Browser:
    return Browser(http, world, USER)


@pytest.fixture
def bora(http: httpx.Client, world: World) -> Browser:
    return Browser(http, world, OTHER)
