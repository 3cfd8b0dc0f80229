"""Seat ids, and what a seat of one schedule is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from megaticket.catalog.venues import SeatBlock
from megaticket.seating.seats import House, SeatId, SoldSeat
from tests.unit.megaticket.stage import PERFORMANCE, SCHEDULE, SECTION, VENUE, altered, house

PART = st.text("ABCabc0123456789", min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        ("1F-B-7-15", SeatId("1F-B", "7", 15)),
        ("A-1-1", SeatId("A", "1", 1)),
        ("2F-RIGHT-BOX-OP-3", SeatId("2F-RIGHT-BOX", "OP", 3)),
        ("A-가-12", SeatId("A", "가", 12)),
    ],
)
def test_an_id_is_read_from_its_end(text: str, seat: SeatId) -> None:
    assert SeatId.parse(text) == seat


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15",
        "7-15",
        "1F-B-7-5~6",
        "1F-B-7-5,6",
        "1F-B-7-",
        "1F-B-7-015",
        "1F-B-7-+5",
        "1F-B-7- 5",
        "1F-B-7-5 ",
        "1F-B-7-5\n",
        "1F-B-7-5.0",
        "1F-B-7-１５",
        "1F-B-7-٥",
        "1F-B-7-²",
        "1F-B-7-fifteen",
        "A-1-" + "9" * 5000,
    ],
)
def test_what_is_no_single_seat_is_none(text: str) -> None:
    assert SeatId.parse(text) is None


@given(section=st.lists(PART, min_size=1, max_size=3).map("-".join), row=PART, number=st.integers(0, 99_999))
def test_an_id_comes_back(section: str, row: str, number: int) -> None:
    seat = SeatId(section, row, number)

    assert SeatId.parse(str(seat)) == seat


@given(st.text(max_size=20))
@example("---")
def test_what_is_read_is_written_the_same(text: str) -> None:
    seat = SeatId.parse(text)

    assert seat is None or str(seat) == text


@pytest.mark.parametrize(
    ("text", "grade", "price", "label"),
    [
        ("1F-B-1-1", "VIP석", 150_000, "1층 B구역 1열 1번"),
        ("1F-B-1-8", "VIP석", 150_000, "1층 B구역 1열 8번"),
        ("1F-B-2-8", "R석", 100_000, "1층 B구역 2열 8번"),
    ],
)
def test_a_seat_has_its_rows_grade(text: str, grade: str, price: int, label: str) -> None:
    seat = SeatId.parse(text)
    assert seat is not None

    assert house().seat(seat) == SoldSeat(seat, label, grade, price)


@pytest.mark.parametrize(
    "seat",
    [
        SeatId("1F-B", "1", 0),
        SeatId("1F-B", "1", 9),
        SeatId("1F-B", "3", 1),
        SeatId("1F-C", "1", 1),
        SeatId("1f-b", "1", 1),
        SeatId("1F-B", "１", 1),
    ],
)
def test_a_seat_that_the_venue_does_not_have_is_none(seat: SeatId) -> None:
    assert house().seat(seat) is None


def test_a_number_in_the_aisle_is_no_seat() -> None:
    group = SECTION.rows[0]
    split = altered(group, blocks=(group.blocks[0], SeatBlock(first=6, last=8, x=1.5)))
    venue = altered(VENUE, sections=(altered(SECTION, rows=(split,)),))

    assert House(venue, PERFORMANCE, SCHEDULE).seat(SeatId("1F-B", "1", 5)) is None


def test_a_row_without_a_grade_is_not_sold() -> None:
    performance = altered(PERFORMANCE, areas=PERFORMANCE.areas[:1])

    assert House(VENUE, performance, SCHEDULE).seat(SeatId("1F-B", "2", 2)) is None


def test_blocked_seats_are_those_of_the_date() -> None:
    assert house().blocked == {SeatId("1F-B", "1", 8)}
    assert house().is_blocked(SeatId("1F-B", "1", 8))
    assert not house().is_blocked(SeatId("1F-B", "1", 7))
