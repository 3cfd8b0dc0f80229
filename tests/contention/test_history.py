"""The judge of histories, on histories written by hand."""

from dataclasses import replace

import pytest

from tests.contention.history import (
    FOREVER,
    Attempt,
    at_one_time,
    backwards,
    double_owners,
    over_the_limit,
    taken_over,
)

SKEW = 5


def held(hold: str, start: float, *seats: str, until: float = 0, user: str = "", operation: str = "hold") -> Attempt:
    """An attempt of one second that showed these seats, for 990 seconds where nothing else is said."""
    return Attempt(hold, operation, start, start + 1, user or hold, hold, "OK", seats, until or start + 990)


def did(hold: str, operation: str, start: float, code: str = "OK") -> Attempt:
    """An attempt of one second whose answer shows no seats."""
    return Attempt(hold, operation, start, start + 1, hold, hold, code, ())


A = held("A", 10, "1", "2")


@pytest.mark.parametrize(
    "others",
    [
        [held("B", 20, "2", "3")],
        [held("B", 20, "2", operation="replace")],
        [held("B", 1000, "2")],
        [held("B", 1003, "2")],
        [did("A", "release", 30), held("B", 20, "2")],
        [did("A", "release", 15, "HOLD_NOT_FOUND"), held("B", 20, "2")],
        [did("A", "extend", 15), held("B", 20, "2")],
        [held("A", 15, "2", until=FOREVER, operation="confirm"), held("B", 5000, "2")],
        [held("C", 20, "7"), held("D", 30, "9"), held("B", 40, "1", "9")],
        [held("A", 500, "1", "2", until=2000, operation="extend"), held("B", 1500, "2")],
    ],
)
def test_two_owners_of_a_seat_are_found(others: list[Attempt]) -> None:
    assert double_owners([A, *others])
    assert double_owners([*others, A])


@pytest.mark.parametrize(
    "others",
    [
        [],
        [held("A", 20, "1", "2")],
        [held("B", 20, "3")],
        [held("B", 10.5, "2"), did("B", "release", 11)],
        [did("A", "release", 15), held("B", 16, "2")],
        [did("A", "release", 15), held("B", 15.2, "2")],
        [did("A", "cancel", 15, "FAULT"), held("B", 17, "2")],
        [did("A", "confirm", 15, "SEAT_TAKEN"), held("B", 17, "2")],
        [did("A", "abandon", 15), held("B", 700, "2")],
        [held("A", 15, "1", "3", operation="replace"), held("B", 17, "2")],
        [held("B", 1000 + SKEW, "2")],
        [did("B", "hold", 20, "SEAT_TAKEN")],
        [Attempt("B", "hold", 5, 9000, "B", "B", "OK", ("2",), 1000)],
    ],
)
def test_what_may_have_been_right_is_not_accused(others: list[Attempt]) -> None:
    assert double_owners([A, *others]) == []


def test_an_owner_hides_behind_no_other() -> None:
    long, short = held("A", 10, "1", until=FOREVER), held("A", 20, "1", until=30)

    assert len(double_owners([long, short, held("B", 500, "1")])) == 1


def test_more_than_the_limit_is_found_over_all_of_a_persons_holds() -> None:
    bought = held("A", 10, "1", "2", "3", until=FOREVER, user="alice")
    more = held("B", 20, "4", "5", user="alice")

    assert over_the_limit([bought, more], 4) == ["alice had 5 seats"]
    assert over_the_limit([bought, replace(more, user_id="bob")], 4) == []
    assert over_the_limit([bought, replace(more, seats=("4",))], 4) == []


def test_a_hold_counts_for_its_person_until_its_end_and_no_longer() -> None:
    first = held("A", 10, "1", "2", "3", until=100, user="alice")

    assert over_the_limit([first, held("B", 98, "4", "5", user="alice")], 4)
    assert over_the_limit([first, held("B", 101, "4", "5", user="alice")], 4) == []


def test_seats_shown_twice_are_counted_once() -> None:
    assert over_the_limit([A, held("A", 20, "1", "2", "3", operation="replace"), held("A", 30, "3")], 3) == []


def test_an_actor_does_one_thing_after_the_other() -> None:
    assert backwards([A, held("A", 12, "1")]) == []
    assert backwards([held("A", 10.5, "1"), A])


def test_attempts_on_the_same_thing_at_one_time_are_counted() -> None:
    assert at_one_time([A, held("B", 10.5, "2"), held("C", 10.5, "9"), held("D", 20, "1")]) == 2
    assert at_one_time([A, held("B", 10.5, "8", user="A")]) == 2


def test_only_seats_of_holds_that_ran_out_count_as_taken_over() -> None:
    assert taken_over([A, held("B", 1006, "2")]) == 1
    assert taken_over([A, did("A", "release", 15), held("B", 20, "2")]) == 0
    assert taken_over([A, held("A", 20, "1", "2")]) == 0
