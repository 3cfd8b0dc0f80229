"""The demo venues: compact house plans, expanded to the product's `Venue`.

A tier is a floor seen from above. Its `rows` say, from the front to the back, which rows hold how many seats in each
section: {"1-4": "9 14 9"} are rows 1 to 4 with 9, 14 and 9 seats; "8+8" is a section with an aisle inside. Such rows are
centred on the stage and numbered from one wall to the other.

A bowl is the stand of an arena or a stadium: equal sections beside the floor, `sides` of them on the left and the right,
and `back` of them behind it, numbered from the stage along the left side, the back and the right side.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from megaticket.base import Record
from megaticket.catalog.venues import RowGroup, SeatBlock, SeatRange, Section, Venue
from operations.demo_notation import row_labels, seat_ranges

AISLE = 2.0
"""The width of an aisle in seat widths."""


class Tier(Record):
    """Sections side by side; `y` is the distance of the first row from the stage."""

    prefix: str
    floor: str
    sections: dict[str, str]
    rows: dict[str, str]
    y: float


class Bowl(Record):
    """Equal sections around the floor; `inside` is half the width between the two sides, in seat widths."""

    prefix: str
    floor: str
    first_number: int
    rows: str
    seats: str
    sides: int
    back: int
    inside: float
    y: float


class HousePlan(Record):
    """A venue as `data/venues` describes it."""

    venue_id: str
    name: str
    address: str
    directions: str
    facilities: tuple[str, ...]
    accessibility: str
    tiers: tuple[Tier, ...]
    bowls: tuple[Bowl, ...] = ()
    accessible: tuple[str, ...]
    companion: tuple[str, ...]
    restricted_view: tuple[str, ...]


class _Place(NamedTuple):
    x: float
    y: float


def expand_venue(plan: HousePlan) -> Venue:
    """The venue of a plan, with every section and seat range written out."""
    sections = [section for tier in plan.tiers for section in _tier_sections(tier)]
    sections += [section for bowl in plan.bowls for section in _bowl_sections(bowl)]
    described = plan.model_dump(include={"venue_id", "name", "address", "directions", "facilities", "accessibility"})
    return Venue(
        **described,
        seat_count=sum(map(_seat_count, sections)),
        sections=tuple(_marked(section, plan) for section in sections),
    )


def _seat_count(section: Section) -> int:
    return sum(len(group.labels) * _seats_in(group.blocks) for group in section.rows)


def _seats_in(blocks: Sequence[SeatBlock]) -> int:
    return sum(block.last - block.first + 1 for block in blocks)


def _tier_sections(tier: Tier) -> Iterator[Section]:
    groups: dict[str, list[RowGroup]] = {name: [] for name in tier.sections}
    y = tier.y
    for rows, seats in tier.rows.items():
        labels = row_labels(rows)
        for name, blocks in zip(tier.sections, _centred_row(seats), strict=True):
            if blocks:
                groups[name].append(RowGroup(labels=labels, blocks=blocks, y=y))
        y += len(labels)
    for name, words in tier.sections.items():
        yield Section(section_id=f"{tier.prefix}-{name}", floor=tier.floor, name=words, rows=tuple(groups[name]))


def _centred_row(seats: str) -> list[tuple[SeatBlock, ...]]:
    """The blocks of each section of one whole row: "9 8+8 9"."""
    sizes = [_block_sizes(section) for section in seats.split(" ")]
    x, number = -_width([size for section in sizes for size in section]) / 2, 1
    placed = []
    for section in sizes:
        placed.append(tuple(_side_by_side(section, _Place(x, 0), number)))
        x += sum(size + AISLE for size in section)
        number += sum(section)
    return placed


def _block_sizes(section: str) -> list[int]:
    return [int(size) for size in section.split("+") if size != "0"]


def _width(sizes: Sequence[int]) -> float:
    return sum(sizes) + AISLE * (len(sizes) - 1)


def _side_by_side(sizes: Sequence[int], left: _Place, first: int = 1) -> Iterator[SeatBlock]:
    x = left.x
    for size in sizes:
        yield SeatBlock(first=first, last=first + size - 1, x=x)
        x += size + AISLE
        first += size


def _bowl_sections(bowl: Bowl) -> Iterator[Section]:
    labels, sizes = row_labels(bowl.rows), _block_sizes(bowl.seats)
    for number, place in enumerate(_bowl_places(bowl, _width(sizes), len(labels)), bowl.first_number):
        group = RowGroup(labels=labels, blocks=tuple(_side_by_side(sizes, place)), y=place.y)
        yield Section(section_id=f"{bowl.prefix}-{number}", floor=bowl.floor, name=f"{number}구역", rows=(group,))


def _bowl_places(bowl: Bowl, width: float, depth: int) -> list[_Place]:
    """The front left corner of every section of a bowl."""
    step = depth + AISLE
    left = [_Place(-bowl.inside - width, bowl.y + step * position) for position in range(bowl.sides)]
    start = -(bowl.back * (width + AISLE) - AISLE) / 2
    behind = bowl.y + step * bowl.sides
    back = [_Place(start + (width + AISLE) * position, behind) for position in range(bowl.back)]
    right = [_Place(bowl.inside, place.y) for place in reversed(left)]
    return [*left, *back, *right]


def _marked(section: Section, plan: HousePlan) -> Section:
    kinds = ("accessible", "companion", "restricted_view")
    return section.model_copy(update={kind: _ranges_in(section, getattr(plan, kind)) for kind in kinds})


def _ranges_in(section: Section, notes: Sequence[str]) -> tuple[SeatRange, ...]:
    return tuple(
        SeatRange(row=seats.row, first=seats.first, last=seats.last)
        for note in notes
        for seats in seat_ranges(note)
        if seats.section == section.section_id
    )
