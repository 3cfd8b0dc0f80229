"""Cards: what an action looks like. Pure functions of its data, the front's address and the time."""

from collections.abc import Sequence
from datetime import datetime

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from devstack.terminal.records import Choice, Hold, Proposal, Seat
from devstack.terminal.seat_picture import seat_picture
from devstack.terminal.texts import countdown, grade_name, kst_time, printable, won


def proposal_card(proposal: Proposal, title: str = "좌석 제안") -> RenderableType:
    """The seat picture with grades, prices, booking fee and total."""
    count = f"{len(proposal.seats)}석"
    together = f"{count} · 나란히" if proposal.adjacent else f"{count} · 떨어진 자리"
    heading = f"{title} · {count if len(proposal.seats) == 1 else together}"
    return _card(heading, Group(seat_picture(proposal.seats), "", _bill(proposal)), "cyan")


def options_card(options: Sequence[Proposal]) -> RenderableType:
    """Several proposals, numbered."""
    return Group(*(proposal_card(option, f"좌석 후보 {number}") for number, option in enumerate(options, start=1)))


def hold_card(hold: Hold, front: str, now: datetime, title: str = "선점한 좌석") -> RenderableType:
    """What is held, until when, and below it the link to pay: on a line of its own, so that it stays in one piece."""
    facts = _facts()
    for name, value in (("공연", hold.performance_title), ("일시", hold.starts_at_text)):
        if value:
            facts.add_row(name, Text(printable(value)))
    facts.add_row("좌석", Text("\n".join(_seat_line(seat) for seat in hold.seats)))
    if hold.total_price is not None:
        facts.add_row("합계", _total(hold))
    facts.add_row("마감", _deadline(hold, now))
    return Group(_card(title, facts, "green"), pay_line(hold.payment_url or f"/pay/{hold.hold_id}", front))


def pay_line(path: str, front: str) -> Text:
    """The link to pay, absolute, never folded."""
    link = path if "://" in path else front + path
    line = Text(" 결제 ▸ ", style="bold", no_wrap=True, overflow="ignore")
    return line.append(printable(link), style="underline blue")


def released_card(hold: Hold | None) -> RenderableType:
    """Seats that were given back."""
    seats = ", ".join(seat.label or seat.seat_id for seat in hold.seats) if hold else ""
    return _card("선점 해제", Text(printable(seats) or "좌석을 놓아 드렸습니다."), "yellow")


def choices_card(choices: Sequence[Choice]) -> RenderableType:
    """Buttons as numbers."""
    buttons = Table.grid(padding=(0, 1))
    for number, choice in enumerate(choices, start=1):
        buttons.add_row(Text(f"  [{number}]", style="bold cyan"), Text(printable(choice.label)))
    return buttons


def notice_card(message: str) -> RenderableType:
    """A notice that must not be overlooked."""
    return Panel(Text(printable(message)), title="중요 안내", border_style="bold red", box=box.HEAVY)


def _card(title: str, body: RenderableType, color: str) -> Panel:
    return Panel.fit(body, title=f"[bold]{title}[/bold]", title_align="left", border_style=color, padding=(0, 2))


def _facts() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _bill(proposal: Proposal) -> Table:
    bill = Table.grid(padding=(0, 3))
    bill.add_column()
    bill.add_column(justify="right", no_wrap=True)
    for (grade, price), count in _by_price(proposal.seats).items():
        bill.add_row(f"{grade_name(grade)} {won(price)} × {count}", won(price * count))
    if proposal.booking_fee is not None:
        bill.add_row("예매 수수료", won(proposal.booking_fee))
    if proposal.total_price is not None:
        bill.add_row(Text("합계", style="bold"), Text(won(proposal.total_price), style="bold"))
    return bill


def _by_price(seats: Sequence[Seat]) -> dict[tuple[str, int], int]:
    """How many seats there are of each grade and price."""
    counts: dict[tuple[str, int], int] = {}
    for seat in seats:
        if seat.price is not None:
            counts[seat.grade, seat.price] = counts.get((seat.grade, seat.price), 0) + 1
    return counts


def _seat_line(seat: Seat) -> str:
    price = won(seat.price) if seat.price is not None else ""
    return printable(" · ".join(filter(None, (seat.label or seat.seat_id, grade_name(seat.grade), price))))


def _total(hold: Hold) -> Text:
    text = Text(won(hold.total_price or 0), style="bold")
    return (
        text.append(f" (예매 수수료 {won(hold.booking_fee)} 포함)", style="dim not bold") if hold.booking_fee else text
    )


def _deadline(hold: Hold, now: datetime) -> Text:
    clock = hold.expires_at_text or (kst_time(hold.expires_at) if hold.expires_at else "")
    text = Text(f"{printable(clock)}까지 (한국 시간)" if clock else "결제 화면에서 확인해 주세요")
    left = countdown(hold.expires_at, now) if hold.expires_at else ""
    return text.append(f" · {left} 남음", style="bold yellow") if left else text
