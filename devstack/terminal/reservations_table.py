"""The person's reservations as a table."""

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devstack.terminal.cards import pay_line
from devstack.terminal.records import Reservation
from devstack.terminal.texts import printable, won

STATES = {
    "HOLDING": "선점 중",
    "PAYING": "결제 중",
    "APPROVING": "결제 확인 중",
    "CONFIRMED": "예매 완료",
    "CANCELLED": "취소됨",
    "RELEASED": "선점 해제",
    "EXPIRED": "선점 만료",
}
"""For a reservation that carries no words for its state."""


def reservations_card(reservations: Sequence[Reservation], front: str) -> RenderableType:
    """A table of what is held and booked, the links to pay below it."""
    if not reservations:
        return Text("  예매하거나 선점한 좌석이 없습니다.", style="dim")
    table = Table(title="내 예약", title_justify="left", title_style="bold", box=box.ROUNDED, show_lines=True)
    for heading in ("공연 · 일시", "좌석", "합계", "상태"):
        table.add_column(heading, justify="right" if heading == "합계" else "left", overflow="fold")
    for reservation in reservations:
        table.add_row(*(Text(printable(cell)) for cell in _cells(reservation)))
    links = [pay_line(one.payment_url, front) for one in reservations if one.payment_url]
    return Group(table, *links)


def _cells(reservation: Reservation) -> tuple[str, str, str, str]:
    labels = reservation.seat_labels or tuple(seat.label or seat.seat_id for seat in reservation.seats)
    total = reservation.total_text or (won(reservation.total_price) if reservation.total_price is not None else "")
    state = reservation.state_text or STATES.get(reservation.state, reservation.state)
    deadline = f"{reservation.expires_at_text}까지" if reservation.expires_at_text else ""
    number = f"번호 {reservation.reservation_number}" if reservation.reservation_number else ""
    return (
        _lines(reservation.performance_title, reservation.starts_at_text),
        _lines(*labels),
        total,
        _lines(state, deadline, number),
    )


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))
