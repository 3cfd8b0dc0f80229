"""Who is offered which of the near-equal seats."""

from collections import Counter

import pytest

from megaticket.seating.best import best_available
from megaticket.seating.demand import Demand, demand_at, step_back_seconds
from megaticket.seating.party import Party, Person
from megaticket.seating.seats import SeatId
from tests.unit.megaticket.halls import draw
from tests.unit.megaticket.stage import MOMENT, SCHEDULE, altered

PEOPLE = [f"person-{number}" for number in range(60)]
WIDE = "\n".join(["R ........"] * 12)


def first_offers(picture: str, count: int = 2, demand: Demand | None = None) -> Counter[tuple[SeatId, ...]]:
    hall = draw(picture)
    found = (best_available(hall.house, hall.taken_of, Party(count), Person(seed, demand)) for seed in PEOPLE)
    return Counter(each.options[0].seats for each in found)


def test_people_are_offered_different_seats_and_one_person_the_same() -> None:
    hall = draw("R xxxxxxxx\n" * 9 + "R ........\nR ........")
    offers = {
        seed: {best_available(hall.house, hall.taken_of, Party(2), Person(seed)).options[0].seats for _ in range(3)}
        for seed in PEOPLE
    }

    assert all(len(own) == 1 for own in offers.values())
    assert len(set.union(*offers.values())) > 3


def test_what_is_offered_is_no_more_than_one_seat_worse_than_the_best() -> None:
    hall = draw("R xxxxxxxx\n" * 9 + WIDE)
    (best, *_) = best_available(hall.house, hall.taken_of, Party(2)).options

    for seed in PEOPLE:
        offered = best_available(hall.house, hall.taken_of, Party(2), Person(seed)).options[0]
        assert offered.rank == best.rank
        assert offered.distance <= best.distance + 1


def test_no_pair_is_cut_off_in_a_row_of_even_length() -> None:
    assert {seats[0].number % 2 for seats in first_offers("R xxxxxxxxxx\n" * 20 + "R ..........")} == {1}


@pytest.mark.parametrize("drawn", [".......", "......|...", "..x....x...."])
def test_one_after_the_other_as_many_pairs_sit_as_there_is_room_for(drawn: str) -> None:
    hall = draw(f"R {drawn}\nR {drawn}\nR {drawn}")
    room = 3 * sum(len(stretch) // 2 for stretch in drawn.replace("x", "|").split("|"))
    taken = set(hall.seats("x"))
    for seed in range(room):
        found = best_available(hall.house, lambda _: frozenset(taken), Party(2), Person(str(seed), Demand(1)))
        taken.update(found.options[0].seats)

    assert best_available(hall.house, lambda _: frozenset(taken), Party(2)).options == ()


def test_where_many_choose_the_draw_is_wider() -> None:
    alone, opening = first_offers(WIDE), first_offers(WIDE, demand=Demand(seconds_on_sale=1))

    assert len(alone) < 5
    assert len(opening) > 20


def test_what_is_sold_since_the_opening_shows_how_many_choose() -> None:
    assert Demand(600).crowd(parties_seated=1_200) == 20
    assert Demand(7 * 24 * 3600).crowd(parties_seated=1_200) == 0


def test_each_refusal_widens_the_draw() -> None:
    crowds = [Demand(7 * 24 * 3600, refusals).crowd(0) for refusals in range(4)]
    assert crowds == [0, 50, 200, 800]


def test_demand_begins_with_the_sale() -> None:
    schedule = altered(SCHEDULE, sale_opens_at=MOMENT)
    assert demand_at(schedule, MOMENT, refusals=2) == Demand(0, 2)


def test_who_was_refused_steps_back_for_as_long_as_the_system_is_slow() -> None:
    waits = [step_back_seconds(0.5) for _ in range(200)]

    assert 1.5 < max(waits) <= 2
    assert len(set(waits)) > 100
    assert max(step_back_seconds(60) for _ in range(200)) <= 10


def test_options_after_the_first_share_no_seat_with_it() -> None:
    hall = draw("R .....\nR ..xxx")
    options = best_available(hall.house, hall.taken_of, Party(2), Person("anybody")).options
    seats = [seat for option in options for seat in option.seats]

    assert len(options) == 3
    assert len(set(seats)) == 6
