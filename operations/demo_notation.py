"""The short notation of the demo data: row labels "OP,1-20" and seats "1F-A 18-20 1-2"."""

import re
from collections.abc import Iterator

from megaticket.catalog.models import BlockedSeats


def row_labels(text: str) -> tuple[str, ...]:
    """The labels of a comma list of numbers, number ranges and words: "OP,1-3" gives OP, 1, 2, 3."""
    return tuple(label for part in text.split(",") for label in _labels(part))


def seat_ranges(text: str) -> Iterator[BlockedSeats]:
    """One range per row of "section rows first-last": "1F-A 18-20 1-2" names six seats of three rows.

    Raises ValueError for any other form.
    """
    section, rows, numbers = text.split(" ")
    first, last = (int(number) for number in numbers.split("-"))
    return (BlockedSeats(section=section, row=row, first=first, last=last) for row in row_labels(rows))


def _labels(part: str) -> Iterator[str]:
    numbers = re.fullmatch(r"(\d+)-(\d+)", part)
    if numbers is None:
        return iter((part,))
    return map(str, range(int(numbers[1]), int(numbers[2]) + 1))
