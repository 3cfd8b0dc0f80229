"""Seats that are kept for a need, on halls drawn by hand: the answer is named by its seats."""

import pytest

from megaticket.seating.best import best_available
from megaticket.seating.party import Party
from megaticket.seating.seats import SeatId
from tests.unit.megaticket.halls import draw


def numbers(picture: str, party: Party) -> list[int]:
    """The seat numbers of the best option in a hall of one row that matters."""
    hall = draw(picture)
    options = best_available(hall.house, hall.taken_of, party).options
    return [seat.number for seat in options[0].seats] if options else []


@pytest.mark.parametrize(
    ("row", "party", "seats"),
    [
        ("R wwwccc....", Party(2, wheelchairs=1), [3, 4]),
        ("R wwwccc....", Party(3, wheelchairs=1), [3, 4, 5]),
        ("R wwwccc....", Party(3, wheelchairs=2), [2, 3, 4]),
        ("R wwwccc....", Party(1, wheelchairs=1), [3]),
        ("R ..xxxxwc", Party(2, wheelchairs=1), [7, 8]),
        ("R ..wcxxxx", Party(2, wheelchairs=1), [3, 4]),  # a companion's seat before an ordinary one
        ("R xx.wxxxx", Party(2, wheelchairs=1), [3, 4]),
        ("R wccc|....", Party(4, wheelchairs=1), [1, 2, 3, 4]),
    ],
)
def test_a_wheelchair_and_its_company_sit_together(row: str, party: Party, seats: list[int]) -> None:
    assert numbers(row, party) == seats


@pytest.mark.parametrize(
    ("row", "party"),
    [
        ("R ww|cc", Party(2, wheelchairs=1)),  # an aisle between
        ("R wxc", Party(2, wheelchairs=1)),
        ("R ww", Party(2, wheelchairs=1)),  # the second accessible seat is somebody else's
        ("R wxcc|..|..", Party(4, wheelchairs=1)),  # never split
        ("R ....", Party(2, wheelchairs=1)),
        ("R wwccvv", Party(2)),
        ("R vv", Party(2)),
    ],
)
def test_nothing_is_found(row: str, party: Party) -> None:
    assert numbers(row, party) == []


def test_only_sections_with_accessible_seats_are_read_for_a_wheelchair() -> None:
    hall = draw("\n".join(f"= {name}\nR {row}" for name, row in zip("ABCDE", [*["...."] * 4, "wc"], strict=True)))
    found = best_available(hall.house, hall.taken_of, Party(2, wheelchairs=1))

    assert found.read == ("E",)
    assert len(found.options) == 1


def test_a_restricted_view_is_given_on_request_and_named() -> None:
    hall = draw("R xv.x")
    (option,) = best_available(hall.house, hall.taken_of, Party(2, restricted_view=True)).options

    assert [seat.number for seat in option.seats] == [2, 3]
    assert option.restricted_view == (SeatId("A", "1", 2),)


def test_a_seat_with_a_restricted_view_beside_the_party_is_nobody_left_alone() -> None:
    assert numbers("R xv..x", Party(2)) == [3, 4]


@pytest.mark.parametrize(("row", "seats"), [("R ..vv..", [3, 4]), ("R .v.v..", []), ("R ....", []), ("R xv|v.", [])])
def test_whoever_asks_for_a_restricted_view_is_given_nothing_else(row: str, seats: list[int]) -> None:
    assert numbers(row, Party(2, only_restricted_view=True)) == seats
