"""What both sweeps of the reservations table ask of its claims: each seat is sold once, to the hold that it names."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]


def claim_violations(rows: Collection[Row]) -> Iterator[str]:
    """Every seat whose claims disagree with each other or with its row, in words. `rows` are a table's, as plain data."""
    sold: dict[tuple[str, str], set[str]] = defaultdict(set)
    cancelled: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row["pk"].startswith("CLAIM#"):
            seat, hold_id, kind = row["sk"].split("#")
            (sold if kind == "SOLD" else cancelled)[row["pk"].split("#")[1], seat].add(hold_id)
    owners = {
        seat_of(row): {str(row["holdId"])}
        for row in rows
        if row["pk"].startswith("SCHEDULE#") and row["state"] == "SOLD"
    }
    for seat in sold.keys() | cancelled.keys() | owners.keys():
        uncancelled, owner = sold[seat] - cancelled[seat], owners.get(seat, set())
        if len(uncancelled) > 1:
            yield f"{seat} was sold twice: {sorted(uncancelled)}"
        if uncancelled != owner:
            yield f"{seat} is claimed by {sorted(uncancelled)} and owned by {sorted(owner)}"
        if not cancelled[seat] <= sold[seat]:
            yield f"{seat} was cancelled without having been sold"


def seat_of(row: Row) -> tuple[str, str]:
    """Schedule and seat of a seat's row."""
    _, schedule_id, _, section = row["pk"].split("#")
    return schedule_id, f"{section}-{row['row']}-{row['number']}"
