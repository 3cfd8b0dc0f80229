"""The same on DynamoDB Local: the table in memory judges conditions as DynamoDB does, and weakened requests are valid."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from devstack.product import load_tables
from devstack.tables import create_tables
from megaticket.dynamo import to_item
from tests.contention.noticing import complaint, found_by
from tests.contention.requests import controls
from tests.contention.scenarios import SCENARIOS
from tests.contention.world import TABLE, Change, World
from tests.integration.devstack.helpers import answers_http, dynamodb_client, serving

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client() -> Iterator["DynamoDBClient"]:
    with (
        serving("devstack.dynamodb_local", "dynamodb", up=answers_http) as url,
        dynamodb_client(url) as client,
    ):
        create_tables(client, load_tables())
        yield client


def world(client: "DynamoDBClient", change: Change = lambda transaction: transaction) -> World:
    """An empty one."""
    world = World(change, client)
    for row in world.rows():
        client.delete_item(TableName=TABLE, Key=to_item({"pk": row["pk"], "sk": row["sk"]}))
    return world


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_scenario_ends_well(client: "DynamoDBClient", name: str) -> None:
    SCENARIOS[name](world(client))


def test_every_missing_part_is_noticed(client: "DynamoDBClient") -> None:
    finders = {control: SCENARIOS[found_by(control) or ""] for control in controls()}

    assert [c for c, play in finders.items() if not complaint(play, world(client, c.weaken))] == []
