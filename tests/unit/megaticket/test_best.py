"""Best available on halls drawn by hand: `O` marks the answer."""

import pytest

from megaticket.seating.best import best_available
from megaticket.seating.options import Rank
from megaticket.seating.party import Party, Person
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
    ("the nearer seats of two sections side by side", 2, None, """
        = A
        R xxxx
        R xxxx
        R xxxx
        R xxxx
        R ....
        = B @5
        R OO..
    """),
    ("two on either side stay two", 2, None, """
        R x..OO..x
    """),
    ("four of five at the aisle leave one at the wall", 4, None, """
        R .OOOO|xxxxx
    """),
    ("a blocked seat is a wall: nobody is left alone beside it", 2, None, """
        R ...#OO..#
    """),
]  # fmt: skip

NOT_FOUND = [
    ("three are not split over an aisle", 3, None, "R ..|.."),
    ("three are not split over two rows", 3, None, "R ..\nR .."),
    ("three are not split over two sections", 3, None, "= A\nR ..\n= B\nR .."),
    ("nothing is free", 1, None, "R xx#wcv"),
    ("nothing of the grade is free", 1, "S", "R ....\nS xxxx"),
    ("nobody sells the grade", 1, "T", "R ...."),
    ("the party is larger than the house", 5, None, "R ...."),
    ("five would leave one alone", 5, None, "R ....|."),
    ("everything was offered before", 1, None, "R ----"),
    ("every pair was offered in part", 2, None, "R .-.x"),
]


@pytest.mark.parametrize(("count", "grade", "picture"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_the_best_seats(count: int, grade: str | None, picture: str) -> None:
    hall = draw(picture)

    best = best_available(hall.house, hall.taken_of, Party(count, grade), Person(avoid=hall.seats("-"))).options[0]

    assert set(best.seats) == hall.seats("O")
    assert list(best.seats) == sorted(best.seats, key=lambda seat: seat.number)
    assert best.rank in {Rank.TOGETHER, Rank.LEAVING_ONE_ALONE}


@pytest.mark.parametrize(
    ("count", "grade", "picture"), [row[1:] for row in NOT_FOUND], ids=[row[0] for row in NOT_FOUND]
)
def test_no_seats(count: int, grade: str | None, picture: str) -> None:
    hall = draw(picture)

    found = best_available(hall.house, hall.taken_of, Party(count, grade), Person(avoid=hall.seats("-")))

    assert found.options == ()
    assert found.unread == ()


def reads_of(picture: str, party: Party) -> tuple[list[str], tuple[str, ...]]:
    """The sections that were read, and those that might have been."""
    hall, asked = draw(picture), list[str]()

    def taken_of(section: str) -> frozenset[SeatId]:
        asked.append(section)
        return hall.taken_of(section)

    return asked, best_available(hall.house, taken_of, party).unread


def test_each_section_is_read_once_and_no_farther_than_needed() -> None:
    assert reads_of("= A\nR xxxx\n= B\nR ....\n= C\nR ....", Party(2)) == (["A", "B"], ())


def test_a_section_that_may_be_nearer_is_read_as_well() -> None:
    asked, _ = reads_of("= A\nR xxxx\nR xxxx\nR xxxx\nR ....\n= B @5\nR ....", Party(2))
    assert asked == ["A", "B"]


def test_four_sections_are_read_at_most_and_the_others_are_named() -> None:
    full = "\n".join(f"= {name}\nR xx" for name in "ABCDEF")
    assert reads_of(full, Party(2)) == (["A", "B", "C", "D"], ("E", "F"))


def test_a_section_without_a_seat_for_the_party_costs_no_read() -> None:
    picture = "= A\nR #v\n= B\nR wc\n= C\nR .|.\n= D\nR xx\n= E\nR xx\n= F\nR xx\n= G\nR .."
    assert reads_of(picture, Party(2))[0] == ["D", "E", "F", "G"]


def test_a_section_of_two_grades_is_read_once() -> None:
    assert reads_of("= A\nR xx\nS xx\n= B\nR ..", Party(2))[0] == ["A", "B"]


def test_a_search_goes_on_behind_an_earlier_one_and_takes_wider_steps() -> None:
    names = "ABCDEFGHIJKLMN"
    hall = draw("\n".join(f"= {name}\nR {'..' if name in 'KLMN' else 'xx'}" for name in names))
    first = best_available(hall.house, hall.taken_of, Party(2))
    second = best_available(hall.house, hall.taken_of, Party(2), passed=first.read)

    assert first.options == ()
    assert first.unread == tuple("EFGHIJKLMN")
    assert second.read == ("E", "H", "K")
    assert {seat.section for seat in second.options[0].seats} == {"K"}


def test_seats_declined_in_one_section_are_offered_in_another() -> None:
    hall = draw("= A\nR xx--xx\n= B\nR ......")
    best = best_available(hall.house, hall.taken_of, Party(2), Person(avoid=hall.seats("-"))).options[0]

    assert [str(seat) for seat in best.seats] == ["B-1-3", "B-1-4"]


def test_what_neither_search_has_read_is_named() -> None:
    hall = draw("\n".join(f"= {name}\nR xx" for name in "ABCDEFGHIJ"))
    second = best_available(hall.house, hall.taken_of, Party(2), passed=tuple("ABCD"))

    assert second.read == ("E", "G", "H", "J")
    assert second.unread == ("F", "I")
