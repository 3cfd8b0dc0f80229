"""Claims about dates, casting and the days of the fee policy."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from megaticket.catalog.models import Schedule
from megaticket.clock import KST, WEEKDAYS
from tests.unit.chat.guard.bookings import ACTORS, ON_SALE, PRICES, Booking, Claim, Draw, Parts
from tests.unit.chat.guard.facts import PERFORMANCES, schedules_of
from tests.unit.chat.guard.wording import amount, clock, day


def _fee_parts(draw: Draw, booking: Booking) -> Parts:
    return {"title": booking.performance.title, "fee": booking.performance.booking_fee_per_ticket}


FEE = Claim(
    _fee_parts,
    lambda draw, parts: draw(
        st.sampled_from(["{} 예매 수수료는 1매당 {}이에요.", "{}은 한 장당 수수료가 {}입니다."])
    ).format(parts["title"], draw(amount(parts["fee"]))),
    {
        "fee": lambda booking, parts: (
            ({p.booking_fee_per_ticket for p in PERFORMANCES.values()} | set(PRICES)) - {parts["fee"]}
        ),
        "title": lambda booking, parts: [
            p.title for p in PERFORMANCES.values() if p.booking_fee_per_ticket != parts["fee"]
        ],
    },
    {"fee": lambda *_: [500, 3_300]},
)


def _tier_parts(draw: Draw, booking: Booking) -> Parts:
    tier = draw(st.sampled_from(booking.performance.cancellation.tiers))
    return {"days": tier.from_days, "percent": tier.fee_percent, "fee": tier.fee_per_ticket}


def _tier_words(draw: Draw, parts: Parts) -> str:
    charged = (
        f"티켓 금액의 {parts['percent']}%" if parts["percent"] is not None else f"1매당 {draw(amount(parts['fee']))}"
    )
    return draw(st.sampled_from(["공연 {}일 전 취소 수수료는 {}예요.", "취소 수수료\n- 공연 {}일 전: {}"])).format(
        parts["days"], charged
    )


def _other_tiers(booking: Booking, parts: Parts) -> Iterable[int]:
    def fits(days: int) -> bool:
        return any(
            t.from_days <= days
            and (t.to_days is None or days <= t.to_days)
            and (t.fee_percent, t.fee_per_ticket) == (parts["percent"], parts["fee"])
            for t in booking.performance.cancellation.tiers
        )

    return [days for days in range(1, 31) if not fits(days)]


TIER = Claim(
    _tier_parts,
    _tier_words,
    {
        "days": _other_tiers,
        "percent": lambda booking, parts: (
            {t.fee_percent for t in booking.performance.cancellation.tiers} - {parts["percent"], None}
            if parts["percent"]
            else []
        ),
    },
    {
        "percent": lambda booking, parts: [15, 50, 90] if parts["percent"] else [],
        "fee": lambda booking, parts: [700, 9_000] if parts["fee"] else [],
    },
)


def _when_parts(draw: Draw, booking: Booking) -> Parts:
    at = booking.schedule.starts_at.astimezone(KST)
    return {"title": booking.performance.title, "day": at, "weekday": WEEKDAYS[at.weekday()], "time": at}


def _when_words(draw: Draw, parts: Parts) -> str:
    forms = ["{title} {day} {time} 공연이에요.", "{title}\n- **{day} {time}**", "{title}은 {day} {time}에 시작해요."]
    return draw(st.sampled_from(forms)).format(
        title=parts["title"], day=draw(day(parts["day"], parts["weekday"])), time=draw(clock(parts["time"]))
    )


def _other_times(booking: Booking, parts: Parts) -> Iterable[Any]:
    same = {
        s.starts_at.astimezone(KST).time()
        for s in schedules_of(booking.schedule.performance_id)
        if s.starts_at.astimezone(KST).date() == parts["day"].date()
    }
    ambiguous = (
        {((t.hour - 12) % 24, t.minute) for t in same}
        | {(t.hour % 12 + 12, t.minute) for t in same}
        | {(t.hour, t.minute) for t in same}
    )
    return [
        s.starts_at.astimezone(KST)
        for s in ON_SALE
        if (s.starts_at.astimezone(KST).hour, s.starts_at.astimezone(KST).minute) not in ambiguous
    ]


def _days_without(booking: Booking, parts: Parts) -> Iterable[Any]:
    taken = {s.starts_at.astimezone(KST).date() for s in schedules_of(booking.schedule.performance_id)}
    run = {booking.performance.period_start, booking.performance.period_end}
    days = [parts["day"] + timedelta(weeks=weeks) for weeks in (-30, 20, 25, 30)]
    return [d for d in days if d.date() not in taken | run]


WHEN = Claim(
    _when_parts,
    _when_words,
    {
        "weekday": lambda booking, parts: set(WEEKDAYS) - {parts["weekday"]},
        "time": _other_times,
        "day": _days_without,
    },
    {"time": lambda booking, parts: [parts["time"].replace(hour=3, minute=17)]},
)


def _cast_parts(draw: Draw, booking: Booking) -> Parts:
    assume(booking.schedule.casting)
    cast = draw(st.sampled_from(booking.schedule.casting))
    return {"starts_at": booking.schedule.starts_at.astimezone(KST), "role": cast.role, "actor": cast.actor}


def _cast_words(draw: Draw, parts: Parts) -> str:
    when = f"{draw(day(parts['starts_at']))} {draw(clock(parts['starts_at']))}"
    forms = [
        "{when} 공연에는 {role} 역에 {actor} 배우가 나와요.",
        "- **{when}** - 출연 {role} {actor}",
        "{when}: {role} 역 {actor}",
        "{when} 회차는 {actor} 배우가 {role} 역을 맡아요.",
    ]
    return draw(st.sampled_from(forms)).format(when=when, role=parts["role"], actor=parts["actor"])


def _plays(schedule: Schedule, parts: Parts) -> bool:
    return any((cast.role, cast.actor) == (parts["role"], parts["actor"]) for cast in schedule.casting)


CAST = Claim(
    _cast_parts,
    _cast_words,
    {
        "actor": lambda booking, parts: set(ACTORS) - {parts["actor"]},
        "role": lambda booking, parts: {cast.role for cast in booking.schedule.casting} - {parts["role"]},
        "starts_at": lambda booking, parts: [
            s.starts_at.astimezone(KST) for s in schedules_of(booking.schedule.performance_id) if not _plays(s, parts)
        ],
    },
    {"actor": lambda *_: ["김가짜", "홍길동", "박없음"]},
)
