"""Catalogue data as sentences that can be read out."""

from collections.abc import Sequence

from megaticket.catalog.models import CancellationPolicy, CancellationTier, Performance, Schedule
from megaticket.clock import day_text, moment_text
from megaticket.contracts import won

MOST_PLACES = 6
"""How many sections are named before the rest is only counted: a large house has over a hundred."""


def capped(places: Sequence[str]) -> list[str]:
    """The first few places, and how many more there are."""
    rest = len(places) - MOST_PLACES
    return [*places[:MOST_PLACES], f"그 밖에 {rest}곳"] if rest > 1 else list(places)


def period_text(performance: Performance) -> str:
    """The run: "2026년 11월 20일 (금) ~ 2027년 1월 31일 (일)"."""
    start, end = performance.period_start, performance.period_end
    return f"{start.year}년 {day_text(start)} ~ {end.year}년 {day_text(end)}"


def price_text(performance: Performance) -> str:
    """Cheapest to dearest: "60,000원 ~ 150,000원"."""
    prices = sorted(performance.prices.values())
    return won(prices[0]) if prices[0] == prices[-1] else f"{won(prices[0])} ~ {won(prices[-1])}"


def running_time_text(performance: Performance) -> str:
    """With the intermission, where there is one: "150분 (인터미션 20분 포함)"."""
    intermission = performance.intermission_minutes
    return f"{performance.running_minutes}분" + (f" (인터미션 {intermission}분 포함)" if intermission else "")


def age_text(minimum: int) -> str:
    """An age rating of so many years: "14세 이상"."""
    return f"{minimum}세 이상"


def booking_fee_text(performance: Performance) -> str:
    """The booking fee: "1매당 2,000원", or that there is none."""
    fee = performance.booking_fee_per_ticket
    return f"1매당 {won(fee)}" if fee else "없음"


def cancellation_texts(policy: CancellationPolicy) -> list[str]:
    """The fee policy, one sentence a line, in the seller's order."""
    free = f"예매 후 {policy.free_days_after_booking}일 이내: 취소 수수료 없음 (비율 수수료 기간에는 아래 수수료 적용)"
    closing = f"공연 전날 {policy.closes_at} (토요일이면 {policy.closes_at_on_saturday}) 이후: 취소 불가"
    return [free, *map(_tier_text, policy.tiers), closing]


def _tier_text(tier: CancellationTier) -> str:
    days = f"{tier.from_days}일 전까지" if tier.to_days is None else f"{tier.to_days}일 전 ~ {tier.from_days}일 전"
    fee = f"1매당 {won(tier.fee_per_ticket)}" if tier.fee_per_ticket is not None else f"티켓 금액의 {tier.fee_percent}%"
    return f"공연 {days}: {fee}"


def support_text(performance: Performance) -> str:
    """Whom to call: "예매 고객센터 1588-0000 (매일 09:00~18:00)"."""
    support = performance.support
    return f"{support.name} {support.phone} ({support.hours})"


def sale_state_text(schedule: Schedule, state: str) -> str:
    """What can be done with a date now."""
    return {
        "open": "예매 가능",
        "closed": "예매 마감",
        "upcoming": f"{moment_text(schedule.sale_opens_at)} 예매 시작",
    }[state]
