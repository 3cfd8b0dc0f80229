"""A house with more sections than one call may read."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from megaticket.catalog.items import performance_item, schedule_item, venue_items
from megaticket.catalog.models import GradeArea
from megaticket.catalog.venues import RowGroup, SeatBlock, Section
from tests.integration.chat.theatre import VENUE, performance, schedule
from tests.integration.chat.tools import error_of, take, use
from tests.integration.chat.world import World

ARENA = "PX3-20261220-1900"


@pytest.fixture
def arena(world: World) -> Iterator[World]:
    """A date in a house of six sections of four seats each."""
    sections = tuple(
        Section(
            section_id=f"1F-{name}",
            floor="1층",
            name=f"{name}구역",
            rows=(RowGroup(labels=("1",), blocks=(SeatBlock(first=1, last=4, x=-2),), y=5 + depth),),
        )
        for depth, name in enumerate("ABCDEF")
    )
    venue = VENUE.model_copy(update={"venue_id": "VX3", "sections": sections, "seat_count": 24})
    areas = tuple(GradeArea(grade="R석", section=section.section_id) for section in sections)
    show = performance("PX3", "큰 마당", "콘서트", venue_id="VX3", areas=areas)
    date = schedule(ARENA, datetime(2026, 12, 20, 10, tzinfo=UTC), venue_id="VX3")
    items = [("performances", performance_item(show)), ("schedules", schedule_item(date))]
    items += [("venues", item) for item in venue_items(venue)]
    for table, item in items:
        world.client.put_item(TableName=world.tables[table], Item=item)
    yield world
    for table, item in items:
        key = {name: item[name] for name in ("pk", "sk")}
        world.client.delete_item(TableName=world.tables[table], Key=key)


def test_a_search_goes_on_behind_the_sections_that_it_has_read(arena: World) -> None:
    take(arena, *(f"1F-{name}-1-{n}" for name in "ABCD" for n in range(1, 5)), schedule=ARENA)
    asked = {"scheduleId": ARENA, "count": 2, "grade": "R석"}
    first = use(arena, "get_available_seats", asked)
    assert error_of(first) == "SEAT_TAKEN"
    assert "더 찾아볼 구역이 있어요" in first.result["error"]["message"]
    assert first.choices[0].message == "다른 구역도 찾아 주세요"
    assert first.state is not None
    further = use(arena, "get_available_seats", asked, first.state)
    assert {seat["label"].rsplit(" ", 2)[0] for seat in further.result["proposal"]["seats"]} == {"1층 E구역"}
    other_count = use(arena, "get_available_seats", asked | {"count": 1}, first.state)
    assert "더 찾아볼 구역이 있어요" in other_count.result["error"]["message"], "another wish begins from the front"
