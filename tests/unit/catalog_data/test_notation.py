"""The short notation of rows and seats."""

import pytest

from megaticket.catalog.models import BlockedSeats
from operations.demo_notation import row_labels, seat_ranges


@pytest.mark.parametrize(("text", "labels"), [("7", ("7",)), ("9-11", ("9", "10", "11")), ("OP,1-2", ("OP", "1", "2"))])
def test_rows(text: str, labels: tuple[str, ...]) -> None:
    assert row_labels(text) == labels


def test_seats_of_several_rows() -> None:
    assert list(seat_ranges("1F-A 18-19 1-2")) == [
        BlockedSeats(section="1F-A", row="18", first=1, last=2),
        BlockedSeats(section="1F-A", row="19", first=1, last=2),
    ]


@pytest.mark.parametrize("text", ["1F-A", "1F-A 18", "1F-A 18 x-y", "1F-A 18 3"])
def test_refuses_another_form(text: str) -> None:
    with pytest.raises(ValueError, match=r"unpack|invalid literal"):
        seat_ranges(text)
