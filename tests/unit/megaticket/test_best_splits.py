"""Parties that cannot sit side by side, on halls drawn by hand: `O` marks the answer."""

import pytest

from megaticket.seating.best import best_available
from megaticket.seating.options import Rank
from megaticket.seating.party import Party
from tests.unit.megaticket.halls import draw

SPLIT = [
    ("two and two, one behind the other", 4, """
        R xOOx
        R xOOx
    """),
    ("two and two over the aisle", 4, """
        R xOO|OOx
    """),
    ("two and two around somebody", 4, """
        R OOxOO
    """),
    ("over the aisle is nearer than behind", 4, """
        R OO|OO
        R ..|..
    """),
    ("three and two", 5, """
        R xOOOx
        R xxOOx
    """),
    ("three and three rather than four and two", 6, """
        R xOOOx.
        R xOOOx.
        R ....x.
        R ..xxx.
    """),
    ("four and two where nothing is more even", 6, """
        R OOOOx
        R xOOxx
    """),
    ("four and three", 7, """
        R xOOO
        R OOOO
    """),
    ("nobody else is left alone", 4, """
        R xx...x
        R xxOOxx
        R xxOOxx
    """),
    ("the nearer second group", 4, """
        R xxOOxxxx
        R ..xxOOxx
    """),
    ("slantwise, an aisle apart", 4, """
        R OOxxxx
        R xxxxOO
    """),
]  # fmt: skip

APART = [
    ("with a row between", 4, """
        R OO
        R xx
        R OO
    """),
    ("too far along the row behind", 4, """
        R OOxxxxx
        R xxxxxOO
    """),
    ("in two sections", 4, """
        = A
        R OO
        = B
        R OO
    """),
    ("in two sections side by side", 5, """
        = A
        R OOx
        = B @3
        R OOO
    """),
]  # fmt: skip


def answer(picture: str, count: int) -> Rank:
    hall = draw(picture)
    best = best_available(hall.house, hall.taken_of, Party(count)).options[0]
    assert set(best.seats) == hall.seats("O")
    assert not best.is_together
    return best.rank


@pytest.mark.parametrize(("count", "picture"), [row[1:] for row in SPLIT], ids=[row[0] for row in SPLIT])
def test_two_groups_that_are_neighbours(count: int, picture: str) -> None:
    assert answer(picture, count) == Rank.SPLIT


@pytest.mark.parametrize(("count", "picture"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_two_groups_apart(count: int, picture: str) -> None:
    assert answer(picture, count) == Rank.APART


def test_two_grades_are_not_one_party() -> None:
    hall = draw("R ..\nS ..")
    assert best_available(hall.house, hall.taken_of, Party(4)).options == ()


def test_side_by_side_in_a_farther_section_is_better_than_split() -> None:
    hall = draw("= A\nR xOOx\nR xOOx\n= B\nR ....")
    best = best_available(hall.house, hall.taken_of, Party(4)).options[0]
    assert best.is_together
    assert {seat.section for seat in best.seats} == {"B"}
