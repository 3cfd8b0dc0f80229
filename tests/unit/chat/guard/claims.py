"""Every kind of claim, by name; and the simple ones, which have one member."""

from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import strategies as st

from tests.unit.chat.guard.bookings import Booking, Claim
from tests.unit.chat.guard.date_claims import CAST, FEE, TIER, WHEN
from tests.unit.chat.guard.facts import PERFORMANCES, schedules_of
from tests.unit.chat.guard.seat_claims import PRICE, PRODUCT, SEAT, TOTAL
from tests.unit.chat.guard.state_claims import LEFT, LINK, STATUS, TOGETHER
from tests.unit.chat.guard.tie_claims import TIED


def _simple(
    part: str,
    value: Callable[[Booking], Any],
    forms: list[str],
    other: Callable[[Booking, Any], Iterable[Any]],
    outside: list[Any],
) -> Claim:
    return Claim(
        lambda draw, booking: {part: value(booking)},
        lambda draw, parts: draw(st.sampled_from(forms)).format(parts[part]),
        {part: lambda booking, parts: other(booking, parts[part])},
        {part: lambda *_: outside},
    )


LIMIT = _simple(
    "limit",
    lambda booking: booking.schedule.ticket_limit,
    ["한 분이 {}매까지 예매하실 수 있어요.", "1인 {}매 제한이에요.", "최대 {}장까지 가능해요."],
    lambda booking, mine: {2, 4, 6, 8} - {s.ticket_limit for s in schedules_of(booking.schedule.performance_id)},
    [11, 30],
)
AGE = _simple(
    "age",
    lambda booking: booking.performance.age_text.split(" ")[0],
    ["{} 이상 관람하실 수 있어요.", "관람 연령은 {} 이상이에요."],
    lambda booking, mine: {
        p.age_text.split(" ")[0]
        for p in PERFORMANCES.values()
        if p.age_text.split(" ")[0] not in booking.performance.age_text
    },
    ["77세", "90개월"],
)
PHONE = _simple(
    "phone",
    lambda booking: booking.performance.support.phone,
    ["고객센터 {}로 전화해 주세요.", "문의: {}"],
    lambda booking, mine: {p.support.phone for p in PERFORMANCES.values()} - {mine},
    ["010-1234-5678", "1544-9999", "123-456-789012"],
)
RUNNING = _simple(
    "minutes",
    lambda booking: booking.performance.running_minutes,
    ["공연 시간은 {}분이에요.", "총 {}분 공연입니다."],
    lambda booking, mine: (
        {p.running_minutes for p in PERFORMANCES.values()}
        - {mine, booking.performance.intermission_minutes, 30, 10, 5}
        - {60, 90}
    ),
    [777, 333],
)

CLAIMS = {
    "seat": SEAT,
    "tied": TIED,
    "status": STATUS,
    "together": TOGETHER,
    "left": LEFT,
    "link": LINK,
    "price": PRICE,
    "total": TOTAL,
    "product": PRODUCT,
    "fee": FEE,
    "tier": TIER,
    "when": WHEN,
    "cast": CAST,
    "limit": LIMIT,
    "age": AGE,
    "phone": PHONE,
    "running": RUNNING,
}
