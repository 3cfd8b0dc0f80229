"""Phrasings that were written before the rules (phrasings.py): none of them may fall back."""

import pytest

from megaticket.korean.consent import is_yes
from megaticket.korean.counts import Party, read_party
from megaticket.korean.dates import When, read_when
from megaticket.korean.money import Budget, Scope, read_budget
from megaticket.korean.seats import WrittenSeats, read_seats
from tests.unit.megaticket import phrasings

HOURS = {"evening": range(18, 24), "day": range(18), "morning": range(12)}


@pytest.mark.parametrize(("text", "first", "last", "hours"), phrasings.DATES)
def test_a_date(text: str, first: str, last: str, hours: str | None) -> None:
    when = read_when(text, phrasings.TODAY)

    assert isinstance(when, When) == (first != "?"), when
    if isinstance(when, When):
        assert (str(when.first or ""), str(when.last or "")) == (first, last)
        assert when.hours == (None if hours is None else frozenset(HOURS.get(hours) or {int(hours)}))


@pytest.mark.parametrize(("text", "count", "ages"), phrasings.COUNTS)
def test_a_party(text: str, count: int | None, ages: tuple[int, ...]) -> None:
    assert read_party(text) == Party(count, ages)


@pytest.mark.parametrize(("text", "minimum", "maximum", "cheapest", "dearest", "scope"), phrasings.BUDGETS)
def test_a_budget(
    text: str, minimum: int | None, maximum: int | None, cheapest: bool, dearest: bool, scope: str | None
) -> None:
    budget = Budget(minimum, maximum, Scope(scope.upper()) if scope else None, cheapest, dearest)

    assert (read_budget(text) or Budget()) == budget


@pytest.mark.parametrize(("text", "groups"), phrasings.SEATS)
def test_seats(text: str, groups: list[tuple[str | None, str | None, str | None, tuple[int, ...]]]) -> None:
    assert read_seats(text) == tuple(WrittenSeats(*group) for group in groups)


@pytest.mark.parametrize(("text", "agrees"), phrasings.CONSENTS)
def test_a_consent(text: str, agrees: bool) -> None:
    assert is_yes(text) == agrees
