"""The catalogue's models as DynamoDB items, and back. Keys are documented in docs/schema.md."""

from collections.abc import Iterable, Sequence

from megaticket.catalog.models import Performance, Schedule
from megaticket.catalog.venues import Section, Venue
from megaticket.dynamo import Item, from_item, to_item

CATALOG_PARTITION = "CATALOG"
PERFORMANCE_PREFIX = "PERFORMANCE#"
REVISION_KEY = {"pk": CATALOG_PARTITION, "sk": "REVISION"}
"""The item of the performances table whose `revision` says which catalogue is current."""


def schedule_id(performance_id: str, kst_date_and_time: str) -> str:
    """The id of a date: "PF001" and "20261205-1400" make "PF001-20261205-1400"."""
    return f"{performance_id}-{kst_date_and_time}"


def performance_of_schedule(identifier: str) -> str:
    """The performance's part of a schedule's id, so that one GetItem finds the schedule."""
    return identifier.rsplit("-", 2)[0]


def schedule_key(identifier: str) -> dict[str, str]:
    """The key of a schedule in the schedules table."""
    return {"pk": PERFORMANCE_PREFIX + performance_of_schedule(identifier), "sk": f"SCHEDULE#{identifier}"}


def performance_item(performance: Performance) -> Item:
    """A performance, for the performances table."""
    keys = {"pk": CATALOG_PARTITION, "sk": PERFORMANCE_PREFIX + performance.performance_id}
    return to_item(keys | performance.model_dump(mode="json", by_alias=True, exclude_none=True))


def schedule_item(schedule: Schedule) -> Item:
    """A schedule, for the schedules table."""
    return to_item(
        schedule_key(schedule.schedule_id) | schedule.model_dump(mode="json", by_alias=True, exclude_none=True)
    )


def venue_items(venue: Venue) -> list[Item]:
    """A venue as one item and one more per section, for the venues table: a large house exceeds an item's 400 KB."""
    partition = {"pk": f"VENUE#{venue.venue_id}"}
    head = venue.model_dump(mode="json", by_alias=True, exclude={"sections"})
    sections = [
        partition | {"sk": f"SECTION#{position:04d}"} | section.model_dump(mode="json", by_alias=True)
        for position, section in enumerate(venue.sections)
    ]
    return [to_item(partition | {"sk": "VENUE"} | head), *map(to_item, sections)]


def parse_performance(item: Item) -> Performance:
    """The performance of an item. Raises pydantic.ValidationError for an item that is none."""
    return Performance.model_validate(from_item(item))


def parse_schedule(item: Item) -> Schedule:
    """The schedule of an item. Raises pydantic.ValidationError for an item that is none."""
    return Schedule.model_validate(from_item(item))


def parse_venue(items: Sequence[Item]) -> Venue:
    """The venue of all items of its partition. Raises StopIteration where the head item is missing."""
    plain = [from_item(item) for item in items]
    head = next(data for data in plain if data["sk"] == "VENUE")
    sections: Iterable[Section] = (
        Section.model_validate(data) for data in plain if str(data["sk"]).startswith("SECTION#")
    )
    return Venue.model_validate(head | {"sections": tuple(sections)})
