"""What cancelling a reservation costs, by the performance's own policy."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from megaticket.booking.models import Hold
from megaticket.catalog.models import CancellationPolicy, CancellationTier
from megaticket.clock import KST, from_epoch, moment_text
from megaticket.errors import ErrorCode, Refusal

SATURDAY = 5


@dataclass(frozen=True)
class CancellationQuote:
    """What cancelling now would cost and give back, in won; `deadline` is until when it is possible at all."""

    fee: int
    refund: int
    deadline: datetime

    @property
    def deadline_text(self) -> str:
        """The deadline in KST."""
        return moment_text(self.deadline)


def quote_cancellation(hold: Hold, policy: CancellationPolicy, now: int) -> CancellationQuote | Refusal:
    """The fee of cancelling a confirmed reservation at `now`; CANCEL_CLOSED after the deadline.

    Within the free days after booking nothing is charged and the booking fee comes back, unless the performance is so
    near that the fee is a share of the price. Later the booking fee stays with the seller. A fee is never more than the
    tickets cost.
    """
    deadline = closing_time(from_epoch(hold.starts_at), policy)
    moment = from_epoch(now)
    if moment >= deadline:
        return Refusal(ErrorCode.CANCEL_CLOSED)
    tier = _tier(hold, policy, moment)
    is_near = tier is not None and tier.fee_percent is not None
    if not is_near and _days_since_booking(hold, moment) <= policy.free_days_after_booking:
        return CancellationQuote(0, hold.total_price, deadline)
    fee = min(hold.subtotal, _fee(hold, tier))
    return CancellationQuote(fee, hold.subtotal - fee, deadline)


def closing_time(starts_at: datetime, policy: CancellationPolicy) -> datetime:
    """When cancelling ends: on the day before the performance, earlier where that is a Saturday."""
    eve = starts_at.astimezone(KST).date() - timedelta(days=1)
    at = policy.closes_at_on_saturday if eve.weekday() == SATURDAY else policy.closes_at
    return datetime.combine(eve, time.fromisoformat(at), KST)


def _tier(hold: Hold, policy: CancellationPolicy, moment: datetime) -> CancellationTier | None:
    """The tier of the day; one without an end covers every earlier day."""
    starts = from_epoch(hold.starts_at).astimezone(KST).date()
    days = (starts - moment.astimezone(KST).date()).days
    covering = (t for t in policy.tiers if t.from_days <= days and (t.to_days is None or days <= t.to_days))
    return next(covering, None)


def _fee(hold: Hold, tier: CancellationTier | None) -> int:
    if tier is None:
        return 0
    if tier.fee_per_ticket is not None:
        return tier.fee_per_ticket * len(hold.seats)
    return hold.subtotal * (tier.fee_percent or 0) // 100


def _days_since_booking(hold: Hold, moment: datetime) -> int:
    booked = from_epoch(hold.confirmed_at or hold.holding_created_at).astimezone(KST).date()
    return (moment.astimezone(KST).date() - booked).days
