"""Best available on halls drawn by hand: `O` marks the answer."""

import pytest

from megaticket.seating.best import best_available
from megaticket.seating.seats import SeatId
from tests.unit.megaticket.halls import draw

FOUND = [
    ("the middle of the front row", 2, None, """
        R ..OO..
        R ......
    """),
    ("further back is nearer than far to the side", 2, None, """
        R ..xxxx..
        R ...OO...
    """),
    ("to the side is nearer than far back", 2, None, """
        R ..xxOO..
        R xxxxxxxx
        R xxxxxxxx
        R ........
    """),
    ("an odd party on the centre line", 3, None, """
        R ..OOO..
    """),
    ("of two as near, the lower numbers", 2, None, """
        R ..OO...
    """),
    ("nobody else is left alone in a gap", 2, None, """
        R xOO..x
    """),
    ("nobody else is left alone at the wall", 2, None, """
        R ...xxx
        R ..OO..
    """),
    ("somebody is left alone where nothing else is free", 2, None, """
        R x.OOxxx
        R xxxxxxx
    """),
    ("one person fills a gap of one", 1, None, """
        R xx..xx
        R xxxOxx
    """),
    ("an aisle parts neighbours", 3, None, """
        R x..|..x
        R ..|OOO
    """),
    ("who sits beyond the aisle was alone before", 2, None, """
        R x...xx
        R .|OO|.
    """),
    ("taken, unsold and kept seats are passed over", 2, None, """
        R .x.#.w.
        R c.vOO..
    """),
    ("the grade asked for", 2, "S", """
        R ......
        S ..OO..
    """),
    ("any grade", 2, None, """
        R xxxxxx
        S ..OO..
    """),
    ("seats offered before are not offered again", 2, None, """
        R OO--..
    """),
    ("the whole row", 4, None, """
        R OOOO
    """),
    ("the centre line is the stage's, not the section's", 2, None, """
        R OO......
         *
    """),
    ("the nearer section", 2, None, """
        = Z
        R ..OO..
        = A
        R ......
    """),
    ("a farther section where nobody is left alone", 2, None, """
        = A
        R x...x.
        = B
        R ..OO..
    """),
]  # fmt: skip

NOT_FOUND = [
    ("a party is not split over an aisle", 4, None, "R ...|..."),
    ("a party is not split over two rows", 3, None, "R ..\nR .."),
    ("a party is not split over two sections", 3, None, "= A\nR ..\n= B\nR .."),
    ("nothing is free", 1, None, "R xx#wcv"),
    ("nothing of the grade is free", 1, "S", "R ....\nS xxxx"),
    ("nobody sells the grade", 1, "T", "R ...."),
    ("the party is larger than any row", 5, None, "R ...."),
    ("everything was offered before", 1, None, "R ----"),
    ("every pair was offered in part", 2, None, "R .-.x"),
]


@pytest.mark.parametrize(("count", "grade", "picture"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_the_best_seats(count: int, grade: str | None, picture: str) -> None:
    hall = draw(picture)

    seats = best_available(hall.house, hall.taken_of, count, grade, hall.seats("-"))

    assert seats is not None
    assert set(seats) == hall.seats("O")
    assert list(seats) == sorted(seats, key=lambda seat: seat.number)


@pytest.mark.parametrize(
    ("count", "grade", "picture"), [row[1:] for row in NOT_FOUND], ids=[row[0] for row in NOT_FOUND]
)
def test_no_seats(count: int, grade: str | None, picture: str) -> None:
    hall = draw(picture)

    assert best_available(hall.house, hall.taken_of, count, grade, hall.seats("-")) is None


def test_each_section_is_read_once_and_no_farther_than_needed() -> None:
    hall = draw("= A\nR xxxx\n= B\nR ....\n= C\nR ....")
    asked: list[str] = []

    def taken_of(section: str) -> frozenset[SeatId]:
        asked.append(section)
        return hall.taken_of(section)

    best_available(hall.house, taken_of, 2, None)

    assert asked == ["A", "B"]
