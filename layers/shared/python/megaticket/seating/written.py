"""Seats that a person wrote, found in a venue: one match, or the question which section is meant."""

from collections.abc import Sequence

from megaticket.catalog.venues import Row, Venue
from megaticket.korean.seats import WrittenSeats
from megaticket.korean.text import normalize
from megaticket.korean.unclear import Unclear
from megaticket.seating.seats import SeatId

_NO_SEATS = Unclear("말씀하신 좌석을 이 공연장에서 찾지 못했어요. 구역과 열, 번호를 다시 알려 주세요.")
_WHICH_ROW = Unclear("몇 열 좌석인지 알려 주세요.")


def seats_of(written: Sequence[WrittenSeats], venue: Venue) -> tuple[SeatId, ...] | Unclear:
    """The seats that were written, in their order.

    Returns:
        The seats' ids, or Unclear where a row is missing, where the venue has no such seat, or several sections have it.
    """
    found: list[SeatId] = []
    for seats in written:
        if seats.row is None:
            return _WHICH_ROW
        rows = [row for row in venue.rows.values() if _is_meant(row, seats)]
        if len(rows) != 1:
            return _which_section(rows) if rows else _NO_SEATS
        found += [SeatId(rows[0].section.section_id, rows[0].label, number) for number in seats.numbers]
    return tuple(dict.fromkeys(found))


def _is_meant(row: Row, seats: WrittenSeats) -> bool:
    floor, section = _plain(row.section.floor), _plain(row.section.name)
    return (
        _plain(row.label) == seats.row
        and seats.floor in {None, floor}
        and seats.section in {None, section, section.removesuffix("구역")}
        and all(any(block.first <= number <= block.last for block in row.group.blocks) for number in seats.numbers)
    )


def _which_section(rows: Sequence[Row]) -> Unclear:
    return Unclear(f"{', '.join(row.section.label for row in rows)} 중 어느 구역인지 알려 주세요.")


def _plain(text: str) -> str:
    return normalize(text).replace(" ", "")
