"""A fresh box office for each test, and the rule that no log line of any of them tells on a person."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from devstack.product import load_tables
from devstack.tables import create_tables
from megaticket.catalog.items import performance_item, schedule_item
from megaticket.catalog.models import BlockedSeats, GradeArea
from tests.doubles.aws import aws
from tests.integration.chat import theatre
from tests.integration.chat.conftest import LineHandler, names
from tests.integration.reservations.box_office import BoxOffice, Visitor

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

HALF_HOUSE = "PX3-20261210-1900"
"""A date that sells two rows of one section, and has blocked a seat in one of these and one in the row behind."""


@pytest.fixture(scope="package")
def catalogue(moto_client: "DynamoDBClient") -> Iterator["DynamoDBClient"]:
    """The tables with the catalogue in them."""
    with aws():
        create_tables(moto_client, load_tables())
        theatre.fill(moto_client, names())
        areas = (GradeArea(grade="R석", section="1F-A", first_row="1", last_row="2"),)
        small = theatre.performance("PX3", "작은 밤", "연극", areas=areas)
        blocked = tuple(BlockedSeats(section="1F-A", row=row, first=8, last=8) for row in ("2", "3"))
        date = theatre.schedule(HALF_HOUSE, datetime(2026, 12, 10, 10, tzinfo=UTC), blocked=blocked)
        moto_client.put_item(TableName=names()["performances"], Item=performance_item(small))
        moto_client.put_item(TableName=names()["schedules"], Item=schedule_item(date))
        yield moto_client


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """What the function has logged so far."""
    handler = LineHandler()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler.lines
    root.removeHandler(handler)


@pytest.fixture
def office(
    catalogue: "DynamoDBClient", log_lines: list[str], capsys: pytest.CaptureFixture[str]
) -> Iterator[BoxOffice]:
    """Nobody has booked yet."""
    reservations = load_tables()["reservations"]
    catalogue.delete_table(TableName=reservations["name"])
    create_tables(catalogue, {"reservations": reservations})
    made = BoxOffice(catalogue, names())
    yield made
    lines = [*log_lines, *capsys.readouterr().out.splitlines()]
    told = [line for line in lines for text in made.private if text in line]
    assert told == [], "a log line holds a person's words, token, payment key or id"


@pytest.fixture
def alice(office: BoxOffice) -> Visitor:
    return Visitor(office, "person-alice")


@pytest.fixture
def bora(office: BoxOffice) -> Visitor:
    return Visitor(office, "person-bora")
