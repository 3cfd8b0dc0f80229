"""What a party may be offered in a section, as bits: bit 7 of a row is its seat 7."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from megaticket.catalog.venues import Row, SeatBlock, SeatRange
from megaticket.seating.party import Party
from megaticket.seating.places import Place
from megaticket.seating.seats import House, SeatId, seat_bits


class Kept(NamedTuple):
    """Seats of a row that are kept for a need."""

    accessible: int
    companion: int
    restricted_view: int

    def from_party(self, party: Party) -> int:
        """The seats that are closed to a party."""
        if party.only_restricted_view:
            return ~self.restricted_view
        for_wheelchairs = 0 if party.wheelchairs else self.accessible | self.companion
        return for_wheelchairs | (0 if party.restricted_view else self.restricted_view)

    @property
    def all(self) -> int:
        """Every seat that is kept."""
        return self.accessible | self.companion | self.restricted_view


class Strip(NamedTuple):
    """One block of one row, at the moment of a search.

    Attributes:
        offered: seats that the party may be given.
        open: those, and what it has declined.
        ordinary: free seats that are kept for nobody.
    """

    place: Place
    row: Row
    block: SeatBlock
    kept: Kept
    offered: int
    open: int
    ordinary: int


def strips_of(
    house: House, place: Place, party: Party, taken: Iterable[SeatId], avoid: Iterable[SeatId] = ()
) -> Iterator[Strip]:
    """The blocks of a section that have a seat for the party."""
    section = place.section
    gone = _by_row(taken)
    declined = _by_row(seat for seat in avoid if seat.section == section.section_id)
    marks = [_ranges_by_row(ranges) for ranges in (section.accessible, section.companion, section.restricted_view)]
    for row in place.rows:
        unavailable = gone.get(row.label, 0) | house.blocked_bits.get((section.section_id, row.label), 0)
        kept = Kept(*(bits.get(row.label, 0) for bits in marks))
        for block in row.group.blocks:
            free = seat_bits(block.first, block.last) & ~unavailable
            open_seats = free & ~kept.from_party(party)
            offered = open_seats & ~declined.get(row.label, 0)
            if offered:
                yield Strip(place, row, block, kept, offered, open_seats, free & ~kept.all)


def _by_row(seats: Iterable[SeatId]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for _, row, number in seats:
        rows[row] = rows.get(row, 0) | 1 << number
    return rows


def _ranges_by_row(ranges: Iterable[SeatRange]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for part in ranges:
        rows[part.row] = rows.get(part.row, 0) | seat_bits(part.first, part.last)
    return rows
