"""Catalogue models as items and back."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from megaticket.catalog import items
from megaticket.catalog.models import GradeArea, Performance, Schedule
from megaticket.dynamo import from_item, to_item, values
from tests.unit.megaticket.stage import PERFORMANCE, SCHEDULE, SCHEDULE_ID, SECTION, VENUE


def test_a_performance_comes_back() -> None:
    item = items.performance_item(PERFORMANCE)

    assert item["pk"] == {"S": "CATALOG"}
    assert item["sk"] == {"S": "PERFORMANCE#PF-1"}
    assert items.parse_performance(item) == PERFORMANCE


def test_a_grade_has_an_age_rating_of_its_own_or_the_performances() -> None:
    older = PERFORMANCE.grades[0].model_copy(update={"minimum_age": 14})
    performance = PERFORMANCE.model_copy(update={"grades": (older, *PERFORMANCE.grades[1:])})

    read = items.parse_performance(items.performance_item(performance))

    assert read == performance
    assert [read.minimum_age_of(grade.name) for grade in read.grades] == [14, *[8] * (len(read.grades) - 1)]
    assert "minimumAge" not in str(from_item(items.performance_item(PERFORMANCE))["grades"])


def test_a_schedule_comes_back_under_its_performance() -> None:
    item = items.schedule_item(SCHEDULE)

    assert item["pk"] == {"S": "PERFORMANCE#PF-1"}
    assert item["sk"] == {"S": f"SCHEDULE#{SCHEDULE_ID}"}
    assert item["startsAt"] == {"S": "2026-12-05T05:00:00Z"}
    assert items.parse_schedule(item) == SCHEDULE


def test_a_venue_comes_back_with_its_sections_in_order() -> None:
    sections = tuple(SECTION.model_copy(update={"section_id": f"{floor}F-B"}) for floor in (2, 1, 3))
    venue = VENUE.model_copy(update={"sections": sections})

    stored = items.venue_items(venue)

    assert [item["sk"]["S"] for item in stored] == ["VENUE", "SECTION#0000", "SECTION#0001", "SECTION#0002"]
    assert items.parse_venue(stored) == venue


def test_a_schedules_id_names_its_performance() -> None:
    assert items.schedule_id("PF-1", "20261205-1400") == SCHEDULE_ID
    assert items.performance_of_schedule(SCHEDULE_ID) == "PF-1"
    assert items.schedule_key(SCHEDULE_ID) == {"pk": "PERFORMANCE#PF-1", "sk": f"SCHEDULE#{SCHEDULE_ID}"}


def test_an_attribute_of_a_newer_version_is_ignored() -> None:
    item = items.performance_item(PERFORMANCE) | to_item({"poster": "https://example.com/poster.png"})

    assert items.parse_performance(item) == PERFORMANCE


@pytest.mark.parametrize("missing", ["title", "grades", "venueId"])
def test_an_item_that_is_no_performance_is_refused(missing: str) -> None:
    item = items.performance_item(PERFORMANCE)
    del item[missing]

    with pytest.raises(ValidationError, match=missing):
        items.parse_performance(item)


def test_a_price_below_nothing_is_refused() -> None:
    grade = PERFORMANCE.grades[0].model_dump() | {"price": -1}

    with pytest.raises(ValidationError, match="price"):
        Performance.model_validate(PERFORMANCE.model_dump() | {"grades": [grade]})


def test_a_limit_of_no_ticket_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"ticket_limit|ticketLimit"):
        Schedule.model_validate(SCHEDULE.model_dump() | {"ticket_limit": 0})


def test_the_sale_is_open_from_its_opening_until_its_closing() -> None:
    second = timedelta(seconds=1)
    opens, closes = SCHEDULE.sale_opens_at, SCHEDULE.sale_closes_at

    states = [SCHEDULE.sale_state(moment) for moment in (opens - second, opens, closes - second, closes)]

    assert states == ["upcoming", "open", "open", "closed"]


def test_plain_data_comes_back_from_dynamodb() -> None:
    data = {"text": "가", "whole": 3, "part": -4.5, "list": [1, 2.5, {"x": 0.1}], "flag": True, "map": {"n": None}}

    assert from_item(to_item(data)) == data


def test_none_is_left_out_of_an_item() -> None:
    assert to_item({"a": None, "b": 1}) == {"b": {"N": "1"}}


def test_expression_values_carry_their_colon() -> None:
    assert values(now=5, name="가") == {":now": {"N": "5"}, ":name": {"S": "가"}}


def test_a_grade_without_rows_covers_its_section() -> None:
    area = GradeArea(grade="R석", section="1F-B")

    assert (area.first_row, area.last_row) == (None, None)
