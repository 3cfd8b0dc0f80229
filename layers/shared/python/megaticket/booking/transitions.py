"""The next state of a hold, as pure functions of what was read, what is asked and what time it is."""

from dataclasses import dataclass

from megaticket.booking.models import HOLD_SECONDS, HeldSeat, Hold, HoldState, created_at_text, hold_id_of
from megaticket.clock import epoch, from_epoch
from megaticket.errors import ErrorCode, Refusal
from megaticket.regions import RegionControl
from megaticket.seating.seats import House, SeatId, SoldSeat


@dataclass(frozen=True)
class HoldRequest:
    """Somebody wants these seats. `expected_total` is what the person agreed to pay, in won."""

    user_id: str
    schedule_id: str
    seat_ids: tuple[str, ...]
    expected_total: int
    request_id: str


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


def quote_seats(house: House, seat_ids: tuple[str, ...], now: int) -> Quote | Refusal:
    """Prices exactly these seats, or says by name why they cannot be sold."""
    refused = _sale_refusal(house, len(seat_ids), now)
    if refused:
        return refused
    parsed = [SeatId.parse(text) for text in seat_ids]
    sold = [house.seat(seat) if seat else None for seat in parsed]
    unknown = tuple(text for text, seat in zip(seat_ids, sold, strict=True) if seat is None)
    if unknown:
        return Refusal(ErrorCode.SEAT_UNKNOWN, seat_ids=unknown)
    seats = tuple(seat for seat in sold if seat)
    blocked = tuple(str(seat.seat) for seat in seats if house.is_blocked(seat.seat))
    if blocked:
        return Refusal(ErrorCode.SEAT_BLOCKED, seat_ids=blocked)
    if len(set(seat_ids)) < len(seat_ids):
        return Refusal(ErrorCode.INVALID_REQUEST, "같은 좌석이 두 번 들어 있어요. 좌석을 다시 골라 주세요.")
    fee = house.performance.booking_fee_per_ticket * len(seats)
    return Quote(seats, sum(seat.price for seat in seats), fee)


def _sale_refusal(house: House, count: int, now: int) -> Refusal | None:
    schedule = house.schedule
    if count < 1:
        return Refusal(ErrorCode.INVALID_REQUEST)
    if count > schedule.ticket_limit:
        return Refusal(ErrorCode.LIMIT_EXCEEDED, f"이 회차는 한 분이 {schedule.ticket_limit}매까지 예매할 수 있어요.")
    moment = from_epoch(now)
    if moment >= schedule.starts_at:
        return Refusal(ErrorCode.SALE_CLOSED)
    return {"upcoming": Refusal(ErrorCode.SALE_NOT_OPEN), "closed": Refusal(ErrorCode.SALE_CLOSED)}.get(
        schedule.sale_state(moment)
    )


def new_hold(request: HoldRequest, house: House, control: RegionControl, now: int) -> Hold | Refusal:
    """The hold that this request asks for, or the reason why it cannot be. Says nothing of who else wants the seats."""
    if not control.may_write():
        return Refusal(ErrorCode.REGION_STANDBY)
    quote = quote_seats(house, request.seat_ids, now)
    if isinstance(quote, Refusal):
        return quote
    if quote.total != request.expected_total:
        return Refusal(ErrorCode.PRICE_CHANGED)
    return Hold(
        hold_id=hold_id_of(request.user_id, request.request_id),
        user_id=request.user_id,
        schedule_id=request.schedule_id,
        performance_title=house.performance.title,
        venue_name=house.venue.name,
        starts_at=epoch(house.schedule.starts_at),
        seats=tuple(map(_held, quote.seats)),
        subtotal=quote.subtotal,
        booking_fee=quote.booking_fee,
        total_price=quote.total,
        state=HoldState.HOLDING,
        created_at=created_at_text(now),
        expires_at=now + HOLD_SECONDS,
        holding_created_at=now,
        region=control.region,
        writer_epoch=control.epoch,
    )


def _held(sold: SoldSeat) -> HeldSeat:
    section, row, number = sold.seat
    return HeldSeat(
        seat_id=str(sold.seat),
        section=section,
        row=row,
        number=number,
        label=sold.label,
        grade=sold.grade,
        price=sold.price,
    )


def release_refusal(hold: Hold | None, user_id: str, control: RegionControl) -> Refusal | None:
    """Why this person cannot release the hold; None where they can. Another person's hold is as good as none."""
    if not control.may_write():
        return Refusal(ErrorCode.REGION_STANDBY)
    if hold is None or hold.user_id != user_id or hold.state in {HoldState.CONFIRMED, HoldState.CANCELLED}:
        return Refusal(ErrorCode.HOLD_NOT_FOUND)
    if hold.state in {HoldState.PAYING, HoldState.APPROVING}:
        return Refusal(ErrorCode.PAYMENT_IN_PROGRESS)
    return None
