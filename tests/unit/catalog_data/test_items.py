"""The catalogue survives DynamoDB's attribute values, and every item fits."""

import json

from megaticket.catalog.items import (
    parse_performance,
    parse_schedule,
    parse_venue,
    performance_item,
    schedule_item,
    venue_items,
)
from megaticket.dynamo import Item
from tests.unit.catalog_data.houses import TODAYS, catalog_of

CATALOG = catalog_of(TODAYS[0])
LIMIT = 400 * 1024


def size(item: Item) -> int:
    """An upper bound of what DynamoDB counts: its JSON also names the types."""
    return len(json.dumps(item, ensure_ascii=False).encode())


def test_performances_round_trip() -> None:
    assert tuple(parse_performance(performance_item(each)) for each in CATALOG.performances) == CATALOG.performances


def test_venues_round_trip_whatever_the_order_of_their_head() -> None:
    assert tuple(parse_venue(venue_items(venue)) for venue in CATALOG.venues) == CATALOG.venues
    assert all(parse_venue([*items[1:], items[0]]) for items in map(venue_items, CATALOG.venues))


def test_schedules_round_trip() -> None:
    assert tuple(parse_schedule(schedule_item(each)) for each in CATALOG.schedules) == CATALOG.schedules


def test_items_fit() -> None:
    items = [performance_item(each) for each in CATALOG.performances]
    items += [item for venue in CATALOG.venues for item in venue_items(venue)]
    items += map(schedule_item, CATALOG.schedules)
    assert max(map(size, items)) < LIMIT


def test_keys_are_unique_in_their_tables() -> None:
    for items in (
        [performance_item(each) for each in CATALOG.performances],
        [item for venue in CATALOG.venues for item in venue_items(venue)],
        [schedule_item(each) for each in CATALOG.schedules],
    ):
        assert len({(item["pk"]["S"], item["sk"]["S"]) for item in items}) == len(items)
