"""The offered seats in their rows, seen from above with the stage on top.

1층 B구역 7열  ┄┄ [15][16] ┄┄
"""

import re
from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from devstack.terminal.records import Seat

SEAT_STYLE = "bold reverse green"


def seat_picture(seats: Iterable[Seat]) -> Table:
    """One line per row with the offered seats marked. The row nearest the stage comes first."""
    rows: dict[tuple[str, str], list[Seat]] = {}
    for seat in seats:
        rows.setdefault(_place(seat)[:2], []).append(seat)
    picture = Table.grid(padding=(0, 2))
    picture.add_column(no_wrap=True)
    picture.add_column(no_wrap=True)
    picture.add_row("", Text("▔▔▔▔ 무대 ▔▔▔▔", style="dim"))
    for _, members in sorted(rows.items(), key=lambda row: (row[0][0], _natural(row[0][1]))):
        picture.add_row(Text(row_label(members[0])), _row(members))
    return picture


def row_label(seat: Seat) -> str:
    """The seat's row in the venue's words, without the seat's own number: "1층 B구역 7열"."""
    section, row, _ = _place(seat)
    return re.sub(r"\s*\d+번?$", "", seat.label) or f"{section} {row}열"


def _row(seats: list[Seat]) -> Text:
    """Numbers side by side touch; where others lie between them the row shows a gap."""
    numbers = sorted(_place(seat)[2] for seat in seats)
    line = Text("┄┄ ", style="dim")
    for position, number in enumerate(numbers):
        if position and number - numbers[position - 1] > 1:
            line.append(" ┄ ", style="dim")
        line.append(f"[{number}]", style=SEAT_STYLE)
    return line.append(" ┄┄", style="dim")


def _place(seat: Seat) -> tuple[str, str, int]:
    """Section, row and number of a seat id. A section may hold hyphens of its own."""
    section, row, number = ["", "", *seat.seat_id.rsplit("-", 2)][-3:]
    return section, row, int(number) if number.isdigit() else 0


def _natural(row: str) -> tuple[int, str]:
    """Row 10 after row 9, and letters after numbers."""
    return (int(row), "") if row.isdigit() else (1_000_000, row)
