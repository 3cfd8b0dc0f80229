"""Claims that stand apart from the seats which they are about: before them in a heading, behind them, a sentence later."""

from collections.abc import Iterable
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from megaticket.clock import KST
from tests.unit.chat.guard.bookings import ACTORS, Booking, Claim, Draw, Parts
from tests.unit.chat.guard.facts import schedules_of
from tests.unit.chat.guard.wording import clock, day, graded

FORMS = [
    "{seat} {free}, {when} 공연이고 {grade}이에요. {actor} 배우가 나와요.",
    "{when} 공연이에요.\n- {seat} ({grade})\n- 캐스팅: {actor}",
    "{grade} 좌석을 {found}.\n- {seat}\n- 일시: {when}\n- 캐스팅: {actor} 배우",
    "- 좌석: {seat}\n- 등급: {grade}\n- 일시: {when}\n- 캐스팅: {actor}",
    "{seat} {free}. {when} 공연이에요. {grade}이고, {actor} 배우를 보실 수 있어요.",
    "{actor} 배우가 나오는 회차예요.\n{seat}, {grade}이에요. {when} 공연입니다.",
    "**{when}**\n1. {seat} / {grade} / {actor} 배우",
    "{seat} {free}.\n등급은 {grade}입니다.\n공연 일시는 {when}이에요. 이날은 {actor} 배우가 나와요.",
]


def _tied_parts(draw: Draw, booking: Booking) -> Parts:
    assume(booking.schedule.casting)
    seat = draw(st.sampled_from(booking.seats))
    return {
        "seat": seat.label,
        "free": "선점했어요" if booking.is_held else "비어 있어요",
        "found": "선점했어요" if booking.is_held else "찾았어요",
        "grade": seat.grade,
        "starts_at": booking.schedule.starts_at.astimezone(KST),
        "actor": draw(st.sampled_from(booking.schedule.casting)).actor,
    }


def _tied_words(draw: Draw, parts: Parts) -> str:
    when = f"{draw(day(parts['starts_at']))} {draw(clock(parts['starts_at']))}"
    form = draw(st.sampled_from(FORMS))
    return form.format(**parts | {"grade": graded(parts["grade"])}, when=when)


def _other_starts(booking: Booking, parts: Parts) -> Iterable[Any]:
    others = schedules_of(booking.schedule.performance_id)
    return [s.starts_at.astimezone(KST) for s in others if s.starts_at != booking.schedule.starts_at]


TIED = Claim(
    _tied_parts,
    _tied_words,
    {
        "grade": lambda booking, parts: {grade.name for grade in booking.performance.grades} - {parts["grade"]},
        "starts_at": _other_starts,
        "actor": lambda booking, parts: set(ACTORS) - {cast.actor for cast in booking.schedule.casting},
    },
    {
        "grade": lambda *_: ["Q", "XX"],
        "starts_at": lambda booking, parts: [parts["starts_at"].replace(hour=3, minute=17)],
        "seat": lambda *_: ["9층 Q구역 99열 990번"],
    },
)
