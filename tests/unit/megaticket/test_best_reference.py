"""Best available against the reference: whatever is offered is what the written rule says."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from megaticket.seating.best import Found, best_available
from megaticket.seating.party import Party, Person
from megaticket.seating.seats import SeatId
from tests.unit.megaticket.halls import Hall, draw
from tests.unit.megaticket.seating_reference import Candidate, Reference

ANY = st.text("......xxx#wcv-||", min_size=1, max_size=9)
CROWDED = st.text("..xxxxx|", min_size=3, max_size=9)
FRAGMENTS = st.lists(st.sampled_from(["..", "..", "...", "x", "x..", "|", "#.", "-"]), min_size=2, max_size=5).map(
    "".join
)
SECTIONS = "CABFDE"


def halls(seats: st.SearchStrategy[str]) -> st.SearchStrategy[Hall]:
    """One to six sections, one behind the other or side by side."""
    row = st.builds("{} {}".format, st.sampled_from("RRRS"), seats)
    aside = st.one_of(st.just(""), st.integers(-9, 9).map(" @{}".format))
    section = st.tuples(aside, st.lists(row, min_size=1, max_size=3).map("\n".join))
    return st.lists(section, min_size=1, max_size=len(SECTIONS)).map(
        lambda drawn: draw(
            "\n".join(f"= {name}{at}\n{rows}" for name, (at, rows) in zip(SECTIONS, drawn, strict=False))
        )
    )


PARTIES = st.one_of(
    st.builds(Party, st.integers(1, 7), st.sampled_from([None, "R", "S"]), restricted_view=st.booleans()),
    st.integers(1, 3).flatmap(lambda n: st.builds(Party, st.integers(n, 4), st.just(None), st.just(n), st.booleans())),
)
RESTRICTED = st.builds(Party, st.integers(1, 4), st.sampled_from([None, "R"]), only_restricted_view=st.just(True))
SPLIT_PARTIES = st.builds(Party, st.integers(4, 7), st.sampled_from([None, "R"]))
CASES = st.one_of(
    st.tuples(halls(st.text("vvvv.x|", min_size=1, max_size=9)), RESTRICTED),
    st.tuples(st.one_of(halls(ANY), halls(CROWDED)), PARTIES),
    st.tuples(halls(FRAGMENTS), SPLIT_PARTIES),
)


def search(hall: Hall, party: Party, seed: str | None = None) -> Found:
    return best_available(hall.house, hall.taken_of, party, Person(seed, avoid=hall.seats("-")))


def of(hall: Hall, party: Party) -> Reference:
    return Reference(
        hall, party.count, party.grade, party.wheelchairs, party.restricted_view, party.only_restricted_view
    )


def check_plain_order(hall: Hall, party: Party) -> None:
    found = search(hall, party)
    left, without = of(hall, party).candidates(), frozenset[SeatId]()

    assert list(found.read) == of(hall, party).read()
    assert bool(found.options) == bool(left)
    for option in found.options:
        (chosen,) = {candidate for candidate in left if candidate.seats == set(option.seats)}
        best = min((candidate.like, candidate.distance) for candidate in left)
        assert (chosen.like, chosen.distance) == best
        left = of(hall, party).candidates(without := without | chosen.seats)


def check_drawn(hall: Hall, party: Party, seed: str) -> None:
    left, without = of(hall, party).candidates(), frozenset[SeatId]()
    for option in search(hall, party, seed).options:
        (chosen,) = {candidate for candidate in left if candidate.seats == set(option.seats)}
        assert chosen in near_equal(left)
        left = of(hall, party).candidates(without := without | chosen.seats)


def near_equal(candidates: list[Candidate]) -> list[Candidate]:
    best = min(candidates, key=lambda candidate: (candidate.like, candidate.distance))
    near = [c for c in candidates if c.like == best.like and c.distance <= best.distance + 1]
    return [candidate for candidate in near if candidate.tidy] or near


def check_rank(hall: Hall, party: Party) -> None:
    """With four sections or fewer the rank is that of everything there is; with more, never better than that."""
    found, best = search(hall, party), of(hall, party).best_everywhere()
    rank = found.options[0].likeness if found.options else None

    if not found.unread and len(found.read) < 4:
        assert rank == best
    elif rank is not None:
        assert best is not None
        assert rank >= best


def check(case: tuple[Hall, Party], seed: str) -> None:
    check_plain_order(*case)
    check_drawn(*case, seed)
    check_rank(*case)


@settings(max_examples=100)
@given(case=CASES, seed=st.sampled_from("abcdef"))
def test_the_rule_is_followed(case: tuple[Hall, Party], seed: str) -> None:
    check(case, seed)


@pytest.mark.slow
@settings(max_examples=12_000, suppress_health_check=list(HealthCheck))
@given(case=CASES, seed=st.sampled_from("abcdef"))
def test_the_rule_is_followed_in_many_halls(case: tuple[Hall, Party], seed: str) -> None:
    check(case, seed)


@given(hall=halls(CROWDED), count=st.integers(1, 5), seed=st.sampled_from("abcdef"))
def test_options_share_no_seat(hall: Hall, count: int, seed: str) -> None:
    seats: list[SeatId] = [seat for option in search(hall, Party(count), seed).options for seat in option.seats]

    assert len(seats) == len(set(seats))
    assert len(seats) % count == 0
