"""The command against an in-process DynamoDB."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from megaticket.catalog.items import REVISION_KEY, parse_performance, parse_schedule, parse_venue
from megaticket.dynamo import Item
from megaticket.settings import FunctionSettings
from operations.batch_write import BatchWriter, UnprocessedError
from operations.demo_catalog import Catalog
from operations.load_catalog import load, main
from tests.doubles.aws import aws
from tests.unit.catalog_data.houses import catalog_of

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

TODAY = date(2026, 11, 23)
WEEKLY = "PF007"
"""A performance that plays once a week."""
REVISION = (REVISION_KEY["pk"], REVISION_KEY["sk"])
ENDPOINT = "https://dynamodb.ap-northeast-2.amazonaws.com"
TABLES = json.loads(files("megaticket").joinpath("tables.json").read_text("utf-8"))


@pytest.fixture
def dynamodb(monkeypatch: pytest.MonkeyPatch) -> "Iterator[DynamoDBClient]":
    monkeypatch.setenv("AWS_REGION", "ap-northeast-2")
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", ENDPOINT)
    for table in TABLES.values():
        monkeypatch.delenv(table["variable"], raising=False)
    with aws():
        client = boto3.client("dynamodb", region_name="ap-northeast-2")
        for name in ("performances", "venues", "schedules"):
            create(client, TABLES[name]["name"])
        yield client
        client.close()


def create(client: "DynamoDBClient", name: str) -> None:
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
    )


def stored(client: "DynamoDBClient", table: str) -> dict[tuple[str, str], Item]:
    pages = client.get_paginator("scan").paginate(TableName=TABLES[table]["name"])
    return {(item["pk"]["S"], item["sk"]["S"]): item for page in pages for item in page["Items"]}


def load_some(client: "DynamoDBClient", today: date) -> None:
    """A slice of the catalogue, since reading all of it back from moto takes seconds."""
    performances, venues, schedules = catalog_of(today)
    weekly = tuple(schedule for schedule in schedules if schedule.performance_id == WEEKLY)
    load(BatchWriter(client), FunctionSettings(), Catalog(performances[:2], venues[:1], weekly))


def test_loads_the_whole_catalogue(dynamodb: "DynamoDBClient", capsys: pytest.CaptureFixture[str]) -> None:
    main(["--today", TODAY.isoformat()])
    performances, venues, schedules = catalog_of(TODAY)
    items = [item for key, item in stored(dynamodb, "performances").items() if key != REVISION]
    sections = stored(dynamodb, "venues")
    assert {parse_performance(item) for item in items} == set(performances)
    assert {parse_schedule(item) for item in stored(dynamodb, "schedules").values()} == set(schedules)
    for venue in venues:
        assert parse_venue([item for key, item in sections.items() if key[0] == f"VENUE#{venue.venue_id}"]) == venue
    assert capsys.readouterr().out.splitlines() == [
        f"venues and sections {len(sections)}/{len(sections)}",
        f"schedules {len(schedules)}/{len(schedules)}",
        f"performances {len(performances)}/{len(performances)}",
    ]


def test_loading_again_changes_only_the_revision(dynamodb: "DynamoDBClient") -> None:
    load_some(dynamodb, TODAY)
    before = {table: stored(dynamodb, table) for table in ("performances", "venues", "schedules")}
    load_some(dynamodb, TODAY)
    after = {table: stored(dynamodb, table) for table in before}
    old, new = before["performances"].pop(REVISION), after["performances"].pop(REVISION)
    assert old.keys() == {"pk", "sk", "revision", "loadedAt"}
    assert old["revision"] != new["revision"]
    assert before == after


def test_leaves_past_schedules_alone(dynamodb: "DynamoDBClient") -> None:
    load_some(dynamodb, TODAY)
    before = stored(dynamodb, "schedules")
    load_some(dynamodb, TODAY + timedelta(days=7))
    after = stored(dynamodb, "schedules")
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_writes_to_the_tables_that_the_environment_names(
    dynamodb: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DYNAMODB_SCHEDULES_TABLE", "other-schedules")
    create(dynamodb, "other-schedules")
    load_some(dynamodb, TODAY)
    assert stored(dynamodb, "schedules") == {}
    assert dynamodb.scan(TableName="other-schedules", Select="COUNT")["Count"] > 0


def test_a_missing_table_ends_the_command_with_its_reason(
    dynamodb: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DYNAMODB_VENUES_TABLE", "nowhere")
    with pytest.raises(SystemExit, match="ResourceNotFound"):
        main(["--today", TODAY.isoformat()])


class FullTable:
    """A client that processes nothing."""

    def batch_write_item(self, RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803 - boto3's name
        return {"UnprocessedItems": RequestItems}

    def put_item(self, **_: Any) -> None:
        raise AssertionError("half a catalogue became current")


def test_a_failed_load_leaves_the_revision() -> None:
    client: Any = FullTable()
    writer = BatchWriter(client, sleep=lambda _: None)
    with pytest.raises(UnprocessedError, match=r"venues: \d+ items"):
        load(writer, FunctionSettings(aws_region="ap-northeast-2"), catalog_of(TODAY))
