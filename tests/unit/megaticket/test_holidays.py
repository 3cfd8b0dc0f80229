"""Feasts of the lunar calendar and the days off around them, against dates that the government published."""

from datetime import date

import pytest

from megaticket.korean.dates import When, read_when
from megaticket.korean.holidays import break_around, lunar

SEOLLAL = ["2024-02-10", "2025-01-29", "2026-02-17", "2027-02-07", "2028-01-27", "2029-02-13", "2030-02-03"]
CHUSEOK = ["2024-09-17", "2025-10-06", "2026-09-25", "2027-09-15", "2028-10-03", "2029-09-22", "2030-09-12"]


@pytest.mark.parametrize("day", SEOLLAL)
def test_seollal(day: str) -> None:
    assert str(lunar(int(day[:4]), 1, 1)) == day


@pytest.mark.parametrize("day", CHUSEOK)
def test_chuseok(day: str) -> None:
    assert str(lunar(int(day[:4]), 8, 15)) == day


@pytest.mark.parametrize(
    ("feast", "first", "last"),
    [
        ("2024-02-10", "2024-02-09", "2024-02-12"),  # a Sunday among them gives the Monday
        ("2026-02-17", "2026-02-14", "2026-02-18"),  # the weekend before
        ("2026-09-25", "2026-09-24", "2026-09-27"),  # the weekend behind
        ("2027-02-07", "2027-02-06", "2027-02-09"),
        ("2028-10-03", "2028-09-30", "2028-10-05"),  # on the day of the foundation: a substitute
        ("2027-09-15", "2027-09-14", "2027-09-16"),
    ],
)
def test_the_days_off_around_a_feast(feast: str, first: str, last: str) -> None:
    days = break_around(date.fromisoformat(feast))

    assert (str(days[0]), str(days[-1])) == (first, last)


def test_the_next_feast_is_meant_once_this_years_is_over() -> None:
    when = read_when("설날", date(2027, 2, 8))

    assert isinstance(when, When)
    assert when.days == frozenset({date(2028, 1, 27)})


def test_where_the_almanac_ends_there_is_no_guess() -> None:
    with pytest.raises(ValueError, match="ends here"):
        lunar(2051, 1, 1)
