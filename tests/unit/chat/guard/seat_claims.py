"""Claims about seats, prices and sums."""

from collections.abc import Iterable
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from megaticket.clock import KST
from tests.unit.chat.guard.bookings import PRICES, Booking, Claim, Draw, Parts
from tests.unit.chat.guard.facts import PERFORMANCES, VENUES, schedules_of
from tests.unit.chat.guard.wording import amount, clock, day, graded, native, number, sino


def _seat_parts(draw: Draw, booking: Booking) -> Parts:
    seat = draw(st.sampled_from(booking.seats))
    section, row, _ = seat.label.rsplit(" ", 2)
    return {
        "section": section,
        "row": row.removesuffix("열"),
        "number": seat.seat.number,
        "grade": seat.grade,
        "starts_at": booking.schedule.starts_at.astimezone(KST),
        "held": booking.is_held,
    }


def _seat_words(draw: Draw, parts: Parts) -> str:
    row = draw(number(int(parts["row"]), sino)) if parts["row"].isdecimal() else parts["row"]
    place = draw(number(parts["number"], sino, native))
    when = f"{draw(day(parts['starts_at']))} {draw(clock(parts['starts_at']))} 공연 "
    seat = f"{draw(st.sampled_from(['{}', '**{}**']))} {{}}열 {{}}번".format(parts["section"], row, place)
    named = draw(st.sampled_from([f"{seat} ({graded(parts['grade'])})", f"{seat}({graded(parts['grade'])})"]))
    held = ["{}을 선점했어요.", "{} 선점 중이에요.", "- 좌석: {}, 선점 완료"]
    offered = ["{}이 비어 있어요.", "{} 좌석을 찾았어요!", "{}은 어떠세요?", "추천 좌석은 {}예요."]
    return when + draw(st.sampled_from(held if parts["held"] else offered)).format(named)


def _other_sections(booking: Booking, parts: Parts) -> Iterable[str]:
    return {section.label for section in VENUES[booking.schedule.venue_id].sections} - {parts["section"]}


def _other_rows(booking: Booking, parts: Parts) -> Iterable[str]:
    return {label for _, label in VENUES[booking.schedule.venue_id].rows} - {parts["row"]}


def _other_numbers(booking: Booking, parts: Parts) -> Iterable[int]:
    mine = {seat.seat.number for seat in booking.seats}
    return set(range(1, 60)) - mine


def _other_grades(booking: Booking, parts: Parts) -> Iterable[str]:
    return {grade.name for grade in booking.performance.grades} - {parts["grade"]}


def _other_starts(booking: Booking, parts: Parts) -> Iterable[Any]:
    others = schedules_of(booking.schedule.performance_id)
    return [s.starts_at.astimezone(KST) for s in others if s.starts_at != booking.schedule.starts_at]


SEAT = Claim(
    _seat_parts,
    _seat_words,
    {
        "section": _other_sections,
        "row": _other_rows,
        "number": _other_numbers,
        "grade": _other_grades,
        "starts_at": _other_starts,
        "held": lambda booking, parts: [not parts["held"]],
    },
    {
        "row": lambda *_: ["99", "ZZ"],
        "number": lambda *_: [990, 777],
        "section": lambda *_: ["9층 Q구역"],
        "grade": lambda *_: ["Q석"],
    },
)


def _price_parts(draw: Draw, booking: Booking) -> Parts:
    grade = draw(st.sampled_from(booking.performance.grades))
    return {"title": booking.performance.title, "grade": grade.name, "price": grade.price}


def _price_words(draw: Draw, parts: Parts) -> str:
    forms = [
        "{title} {grade}은 {price}이에요.",
        "{title}\n- **{grade}**: {price}",
        "{title}의 {grade} 가격은 한 장에 {price}입니다.",
        "{title} {grade} 1매당 {price}",
    ]
    won = draw(amount(parts["price"]))
    return draw(st.sampled_from(forms)).format(title=parts["title"], grade=graded(parts["grade"]), price=won)


PRICE = Claim(
    _price_parts,
    _price_words,
    {
        "price": lambda booking, parts: set(PRICES) - {parts["price"]},
        "grade": lambda booking, parts: [g.name for g in booking.performance.grades if g.price != parts["price"]],
        "title": lambda booking, parts: [
            p.title for p in PERFORMANCES.values() if p.prices.get(parts["grade"]) != parts["price"]
        ],
    },
    {"price": lambda *_: [1_000, 123_000, 999_000, 15_500], "grade": lambda *_: ["Q", "XX"]},
)


def _total_parts(draw: Draw, booking: Booking) -> Parts:
    return {"total": booking.subtotal + booking.fee, "count": len(booking.seats)}


def _total_words(draw: Draw, parts: Parts) -> str:
    forms = ["합계는 {won}이에요.", "- 합계: {won}", "{count}장 합계 {won}입니다.", "결제하실 금액은 총 {won}이에요."]
    return draw(st.sampled_from(forms)).format(won=draw(amount(parts["total"])), count=parts["count"])


TOTAL = Claim(
    _total_parts,
    _total_words,
    {"total": lambda booking, parts: ({booking.subtotal, booking.fee} | set(PRICES)) - {parts["total"]}},
    {"total": lambda booking, parts: [parts["total"] + 1000, parts["total"] * 2 + 500, parts["total"] - 100]},
)


def _product_parts(draw: Draw, booking: Booking) -> Parts:
    grade = draw(st.sampled_from(booking.performance.grades))
    count = len(booking.seats)
    assume(count > 1)
    return {"grade": grade.name, "count": count, "sum": grade.price * count}


def _product_words(draw: Draw, parts: Parts) -> str:
    forms = ["{grade} {count}장에 {won}이에요.", "{grade} {count}매 {won}", "{grade} {count}장이면 {won}입니다."]
    spoken = draw(number(parts["count"], native))
    return draw(st.sampled_from(forms)).format(
        grade=graded(parts["grade"]), count=spoken, won=draw(amount(parts["sum"]))
    )


def _sums_of(booking: Booking, parts: Parts, count: int) -> set[int]:
    price = booking.performance.prices[parts["grade"]]
    mine = {booking.subtotal, booking.subtotal + booking.fee} if count == len(booking.seats) else set()
    return {price * count} | mine


PRODUCT = Claim(
    _product_parts,
    _product_words,
    {
        "sum": lambda booking, parts: (
            {price * parts["count"] for price in PRICES} - _sums_of(booking, parts, parts["count"])
        ),
        "count": lambda booking, parts: {2, 3, 4, 5} - {parts["count"]},
        "grade": lambda booking, parts: [
            g.name
            for g in booking.performance.grades
            if g.price * parts["count"] != parts["sum"]
            and parts["sum"] not in _sums_of(booking, parts | {"grade": g.name}, parts["count"])
        ],
    },
    {"sum": lambda booking, parts: [parts["sum"] + 500, 1_234_000]},
)
