"""The houses: sizes, labels, marks and geometry."""

from itertools import pairwise

import pytest

from megaticket.catalog.venues import SeatRange, Section, Venue
from tests.unit.catalog_data.houses import TODAYS, Seat, catalog_of, rows_of, seats_in, seats_of, strips_of

VENUES = catalog_of(TODAYS[0]).venues
every_venue = pytest.mark.parametrize("venue", VENUES, ids=lambda venue: venue.venue_id)


def marked(section: Section, ranges: tuple[SeatRange, ...]) -> list[Seat]:
    return [
        Seat(section.section_id, part.row, number) for part in ranges for number in range(part.first, part.last + 1)
    ]


@pytest.mark.parametrize("size", [1_200, 3_000, 15_000, 50_000])
def test_has_a_house_of_each_size(size: int) -> None:
    assert any(abs(venue.seat_count - size) <= size * 0.02 for venue in VENUES)


@every_venue
def test_counts_every_seat_once(venue: Venue) -> None:
    seats = seats_of(venue)
    assert len(seats) == len(set(seats)) == venue.seat_count


@every_venue
def test_labels_every_section_in_its_own_words(venue: Venue) -> None:
    labels = [section.label for section in venue.sections]
    assert len(set(labels)) == len(labels) == len(venue.sections_by_id)
    assert all(section.floor and section.name.endswith("구역") for section in venue.sections)


@every_venue
def test_marks_only_seats_that_exist(venue: Venue) -> None:
    for section in venue.sections:
        marks = marked(section, section.accessible + section.companion + section.restricted_view)
        assert set(marks) <= set(seats_in(section))
        assert len(marks) == len(set(marks)), section.section_id


@every_venue
def test_has_each_kind_of_mark(venue: Venue) -> None:
    assert any(section.accessible for section in venue.sections)
    assert any(section.restricted_view for section in venue.sections)
    for section in venue.sections:
        assert {part.row for part in section.companion} == {part.row for part in section.accessible}


@every_venue
def test_no_two_seats_lie_on_the_same_spot(venue: Venue) -> None:
    for before, after in pairwise(sorted(strips_of(venue))):
        assert before.y < after.y or before.right <= after.left


@every_venue
def test_is_the_same_on_both_sides_of_the_stage(venue: Venue) -> None:
    strips = set(strips_of(venue))
    assert {strip._replace(left=-strip.right, right=-strip.left) for strip in strips} == strips
    assert all(strip.y > 0 for strip in strips)


@every_venue
def test_an_aisle_parts_the_blocks_of_a_row(venue: Venue) -> None:
    for group in (group for section in venue.sections for group in section.rows):
        for block, neighbour in pairwise(group.blocks):
            assert neighbour.first == block.last + 1
            assert neighbour.x > block.x + block.last - block.first + 1


def test_large_houses_seat_people_beside_the_floor() -> None:
    for venue in (venue for venue in VENUES if venue.seat_count > 10_000):
        assert max(abs(strip.left) for strip in strips_of(venue)) > 90
        floor = max(strip.right for strip in strips_of(venue) if strip.y < 10 and strip.left <= 0)
        assert any(strip.left > floor and strip.y < 10 for strip in strips_of(venue))


@every_venue
def test_rows_of_a_section_are_named_once(venue: Venue) -> None:
    assert all(len(rows_of(section)) == len(set(rows_of(section))) > 0 for section in venue.sections)
