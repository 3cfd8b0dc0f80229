"""Claims about what seats are now: free, held or gone, how long they are held, how many are together, where to pay."""

from hypothesis import assume
from hypothesis import strategies as st

from megaticket.booking.models import hold_id_of
from tests.unit.chat.guard.bookings import Booking, Claim, Draw, Parts
from tests.unit.chat.guard.facts import PERFORMANCES, USER
from tests.unit.chat.guard.wording import native, number, sino

STATES = {
    "free": ["{}이 비어 있어요.", "{}을 추천해 드려요.", "{}은 어떠세요?"],
    "held": ["{}을 선점했어요.", "{}은 제가 잡아 두었어요.", "{} 선점 중이에요."],
    "booked": ["{} 예매가 완료됐어요.", "{}은 결제를 마쳤어요."],
    "gone": ["{}은 이미 다른 분이 선택하셨어요.", "{}은 방금 다른 손님이 예매했어요.", "{}은 벌써 나갔어요.", "{}은 예매하실 수 없어요."],
}  # fmt: skip


def _status_parts(draw: Draw, booking: Booking) -> Parts:
    place, row, _ = booking.seats[0].label.rsplit(" ", 2)
    mine = draw(st.sampled_from([seat.seat.number for seat in booking.seats]))
    is_gone = draw(st.booleans())
    state = "gone" if is_gone else "held" if booking.is_held else "free"
    return {"row": f"{place} {row}", "number": booking.gone if is_gone else mine, "state": state}


def _status_words(draw: Draw, parts: Parts) -> str:
    place = draw(number(parts["number"], sino, native))
    return draw(st.sampled_from(STATES[parts["state"]])).format(f"{parts['row']} {place}번")


STATUS = Claim(
    _status_parts,
    _status_words,
    {
        "state": lambda booking, parts: set(STATES) - {parts["state"]},
        "number": lambda booking, parts: (
            [seat.seat.number for seat in booking.seats] if parts["state"] == "gone" else [booking.gone]
        ),
    },
    {"number": lambda *_: [990, 777]},
)

TOGETHER = Claim(
    lambda draw, booking: {"count": len(booking.seats)},
    lambda draw, parts: draw(st.sampled_from(["{}자리가 나란히 남아 있어요.", "나란히 {}자리 남았어요."])).format(
        draw(number(parts["count"], native))
    ),
    {"count": lambda booking, parts: set(range(2, 9)) - booking.facts.counts},
    {"count": lambda *_: [57, 480, 1_200]},
)


def _left_parts(draw: Draw, booking: Booking) -> Parts:
    assume(booking.is_held)
    return {"minutes": booking.left_seconds // 60}


def _left_words(draw: Draw, parts: Parts) -> str:
    forms = ["결제까지 {}분 남았어요.", "{}분 남아 있어요.", "남은 시간은 {}분이에요.", "선점 시간이 {}분 남았습니다."]
    return draw(st.sampled_from(forms)).format(draw(number(parts["minutes"], sino)))


LEFT = Claim(
    _left_parts,
    _left_words,
    {
        "minutes": lambda booking, parts: [
            minutes
            for minutes in {1, 3, 5, 7, 10, 30} | {p.running_minutes for p in PERFORMANCES.values()}
            if abs(minutes - parts["minutes"]) > 1
        ]
    },
    {"minutes": lambda *_: [45, 777]},
)


def _link_parts(draw: Draw, booking: Booking) -> Parts:
    assume(booking.is_held)
    return {"link": f"/pay/{hold_of(booking)}"}


def hold_of(booking: Booking) -> str:
    """The id of a booking's hold."""
    return hold_id_of(USER, f"{booking.schedule.schedule_id} {[str(seat.seat) for seat in booking.seats]}")


LINK = Claim(
    _link_parts,
    lambda draw, parts: draw(
        st.sampled_from(["[결제 완료하러 가기]({})", "[**결제하기**]({})", "결제는 여기에서 해 주세요: {}"])
    ).format(parts["link"]),
    {"link": lambda *_: [f"/pay/{hold_id_of('person-bob', 'r1')}", "/reservations"]},
    {"link": lambda *_: ["https://pay.example.com/x", "/pay/H123", "//evil.example/pay", "megaticket-pay.com"]},
)
