"""What seats cost, and whether they can be sold at all."""

from dataclasses import dataclass

from megaticket.booking.models import HeldSeat
from megaticket.clock import from_epoch, moment_text
from megaticket.errors import ErrorCode, Refusal
from megaticket.seating.seats import House, SeatId, SoldSeat


@dataclass(frozen=True)
class Quote:
    """What seats cost, in won."""

    seats: tuple[SoldSeat, ...]
    subtotal: int
    booking_fee: int

    @property
    def total(self) -> int:
        """Everything the person pays."""
        return self.subtotal + self.booking_fee

    def held_seats(self) -> tuple[HeldSeat, ...]:
        """The seats as a hold stores them."""
        return tuple(
            HeldSeat(seat_id=str(sold.seat), label=sold.label, grade=sold.grade, price=sold.price)
            for sold in self.seats
        )


def quote_seats(house: House, seat_ids: tuple[str, ...], now: int) -> Quote | Refusal:
    """Prices exactly these seats, or says by name why they cannot be sold."""
    refused = sale_refusal(house, len(seat_ids), now)
    if refused:
        return refused
    if len(set(seat_ids)) < len(seat_ids):
        return Refusal(ErrorCode.INVALID_REQUEST, "같은 좌석이 두 번 들어 있어요. 좌석을 다시 골라 주세요.")
    parsed = [SeatId.parse(text) for text in seat_ids]
    sold = [house.seat(seat) if seat else None for seat in parsed]
    unknown = tuple(text for text, seat in zip(seat_ids, sold, strict=True) if seat is None)
    if unknown:
        return Refusal(ErrorCode.SEAT_UNKNOWN, seat_ids=unknown)
    seats = tuple(seat for seat in sold if seat)
    blocked = tuple(str(seat.seat) for seat in seats if house.is_blocked(seat.seat))
    if blocked:
        return Refusal(ErrorCode.SEAT_BLOCKED, seat_ids=blocked)
    fee = house.performance.booking_fee_per_ticket * len(seats)
    return Quote(seats, sum(seat.price for seat in seats), fee)


def quote_at(house: House, seat_ids: tuple[str, ...], expected_total: int, now: int) -> Quote | Refusal:
    """The price, if it is the one that the person agreed to."""
    quote = quote_seats(house, seat_ids, now)
    if isinstance(quote, Quote) and quote.total != expected_total:
        return Refusal(ErrorCode.PRICE_CHANGED)
    return quote


def sale_refusal(house: House, count: int, now: int) -> Refusal | None:
    """Why so many tickets of a date cannot be sold at `now`, whichever seats they are for; None where they can."""
    schedule, moment = house.schedule, from_epoch(now)
    if count < 1:
        return Refusal(ErrorCode.INVALID_REQUEST)
    if count > schedule.ticket_limit:
        return Refusal(ErrorCode.LIMIT_EXCEEDED, f"이 회차는 한 분이 {schedule.ticket_limit}매까지 예매할 수 있어요.")
    state = schedule.sale_state(moment)
    if moment >= schedule.starts_at or state == "closed":
        return Refusal(ErrorCode.SALE_CLOSED)
    if state == "upcoming":
        opens = moment_text(schedule.sale_opens_at)
        return Refusal(ErrorCode.SALE_NOT_OPEN, f"아직 예매가 열리지 않은 회차예요. {opens}부터 예매할 수 있어요.")
    return None
