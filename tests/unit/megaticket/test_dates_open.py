"""Weeks that are over, and days from which on somebody has time."""

from datetime import date

import pytest

from megaticket.korean.dates import When, read_when

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("지난주 토요일", date(2026, 11, 21), date(2026, 11, 21)),
        ("저번 주말", date(2026, 11, 21), date(2026, 11, 22)),
        ("지난주", date(2026, 11, 16), date(2026, 11, 22)),
        ("이번 주", date(2026, 11, 25), date(2026, 11, 29)),
        ("12월 5일 이후", date(2026, 12, 5), date(2027, 2, 3)),
        ("다음 주부터", date(2026, 11, 30), date(2027, 2, 4)),
    ],
)
def test_past_weeks_and_open_ends(text: str, first: date, last: date) -> None:
    when = read_when(text, WEDNESDAY)
    assert isinstance(when, When)
    assert (when.first, when.last) == (first, last)
