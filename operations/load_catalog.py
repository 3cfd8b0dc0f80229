"""Loads the demo catalogue into DynamoDB: python -m operations.load_catalog [--today YYYY-MM-DD].

The region, the endpoint and the tables come from the environment (AWS_REGION, AWS_ENDPOINT_URL_DYNAMODB,
DYNAMODB_…_TABLE). Loading again writes the same items; schedules of past days are left as they are.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from megaticket.catalog.items import REVISION_KEY, performance_item, schedule_item, venue_items
from megaticket.clock import KST, iso, utc_now
from megaticket.dynamo import Item, to_item
from megaticket.settings import FunctionSettings
from operations.batch_write import BatchWriter, UnprocessedError
from operations.demo_catalog import Catalog, demo_catalog


def load(writer: BatchWriter, settings: FunctionSettings, catalog: Catalog) -> None:
    """Writes the catalogue, and last its new revision, so that no cache keeps half of it.

    Raises UnprocessedError when a table does not take all items, botocore.exceptions.ClientError as boto3 does.
    """
    venues = [item for venue in catalog.venues for item in venue_items(venue)]
    _write(writer, "venues and sections", settings.dynamodb_venues_table, venues)
    _write(writer, "schedules", settings.dynamodb_schedules_table, [*map(schedule_item, catalog.schedules)])
    _write(writer, "performances", settings.dynamodb_performances_table, [*map(performance_item, catalog.performances)])
    writer.client.put_item(TableName=settings.dynamodb_performances_table, Item=_revision_item())


def _write(writer: BatchWriter, name: str, table: str, items: Sequence[Item]) -> None:
    """Shows progress on one line, rewritten where there is a terminal."""
    for written in writer.write(table, items):
        done = written == len(items)
        if done or sys.stdout.isatty():
            print(f"{name} {written}/{len(items)}", end="\n" if done else "\r", flush=True)


def _revision_item() -> Item:
    return to_item(REVISION_KEY | {"revision": uuid4().hex, "loadedAt": iso(utc_now())})


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; ends with a message and status 1 where DynamoDB does not take all items."""
    parser = argparse.ArgumentParser(prog="python -m operations.load_catalog", description="Loads the demo catalogue.")
    parser.add_argument("--today", type=date.fromisoformat, default=utc_now().astimezone(KST).date(), help="first day")
    today: date = parser.parse_args(arguments).today
    settings = FunctionSettings()
    client = boto3.client("dynamodb", region_name=settings.aws_region)
    try:
        load(BatchWriter(client), settings, demo_catalog(today))
    except (UnprocessedError, BotoCoreError, ClientError) as error:
        sys.exit(str(error))
    finally:
        client.close()


if __name__ == "__main__":
    main()
