"""Seats as people write them, and which seats of a venue they are."""

import pytest

from megaticket.catalog.venues import RowGroup, SeatBlock, Section, Venue
from megaticket.korean.seats import WrittenSeats, read_seats
from megaticket.korean.unclear import Unclear
from megaticket.seating.written import seats_of


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("7열 15~17번", [(None, None, "7", (15, 16, 17))]),
        ("7열 15, 16번", [(None, None, "7", (15, 16))]),
        ("B구역 7열 15번 16번", [(None, "b", "7", (15, 16))]),
        ("1층 B구역 3열 2번부터 5번까지", [("1층", "b", "3", (2, 3, 4, 5))]),
        ("7열 15번이랑 16번", [(None, None, "7", (15, 16))]),
        ("7열 15번하고 18번 주세요", [(None, None, "7", (15, 18))]),
        ("칠열 십오번", [(None, None, "7", (15,))]),
        ("2층 가구역 C열 3-5번", [("2층", "가", "c", (3, 4, 5))]),
        ("７열 １５번", [(None, None, "7", (15,))]),
        ("7열 17~15번", [(None, None, "7", (15, 16, 17))]),
        ("7열 15번 두 장", [(None, None, "7", (15,))]),
        ("1층 B구역 7열 15번, 8열 15번", [("1층", "b", "7", (15,)), ("1층", "b", "8", (15,))]),
        ("A구역 3열 1번 B구역 4열 2번", [(None, "a", "3", (1,)), (None, "b", "4", (2,))]),
        ("5~6번", [(None, None, None, (5, 6))]),
        ("B구역 15번", [(None, "b", None, (15,))]),
        ("A구역 3열 5번 말고 6번 한 장이요", [(None, "a", "3", (6,))]),
        ("7열 15번이랑 16번은 빼고 18번이요", [(None, None, "7", (18,))]),
        ("7열 15~18번인데 16번은 빼 주세요", [(None, None, "7", (15, 17, 18))]),
        ("7열 15번 말고 8열 15번", [(None, None, "8", (15,))]),
        ("3열 3번부터 세 자리", [(None, None, "3", (3, 4, 5))]),
        ("3열 3번부터 나란히 2자리요", [(None, None, "3", (3, 4))]),
        ("3열 3번부터 네 번째까지", [(None, None, "3", (3,))]),
        ("7열 15,16,17", [(None, None, "7", (15, 16, 17))]),
        ("7열 15-17로 주세요", [(None, None, "7", (15, 16, 17))]),
        ("B구역 7열 4, 5 부탁해요", [(None, "b", "7", (4, 5))]),
        ("7열 1~20번", [(None, None, "7", tuple(range(1, 21)))]),
    ],
)
def test_seats_are_read(text: str, seats: list[tuple[str | None, str | None, str | None, tuple[int, ...]]]) -> None:
    assert read_seats(text) == tuple(WrittenSeats(*group) for group in seats)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7열 가운데",
        "2번",
        "2번이요",
        "두 번째 줄",
        "3번째 거",
        "12월 5일 2장",
        "R석 두 장",
        "7열",
        "7열 15번은 빼고요",
        "7열 2~3장",
        "7열 2, 3명",
        "7열 15",
    ],
)
def test_no_seats(text: str) -> None:
    assert read_seats(text) == ()


@pytest.mark.parametrize("text", ["7열 1~21번", "7열 1~9999번", "7열 1~15번, 8열 1~15번", "7~8열 15번"])
def test_what_is_too_much_is_asked_back(text: str) -> None:
    assert isinstance(read_seats(text), Unclear)


def section(section_id: str, floor: str, name: str, labels: tuple[str, ...], last: int) -> Section:
    block = SeatBlock(first=1, last=last, x=0)
    return Section(section_id=section_id, floor=floor, name=name, rows=(RowGroup(labels=labels, blocks=(block,), y=5),))


VENUE = Venue(
    venue_id="V1", name="홀", address="-", directions="-", accessibility="-", seat_count=0,
    sections=(
        section("1F-A", "1층", "A구역", ("1", "2"), 10),
        section("1F-B", "1층", "B구역", ("1", "2", "3"), 20),
        section("2F-B", "2층", "B구역", ("1", "C"), 20),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("1층 B구역 1열 2번", ["1F-B-1-2"]),
        ("1층 b구역 1열 2~3번", ["1F-B-1-2", "1F-B-1-3"]),
        ("3열 5번", ["1F-B-3-5"]),
        ("2열 15번", ["1F-B-2-15"]),
        ("A구역 1열 1번, 1열 1번", ["1F-A-1-1"]),
        ("c열 7번", ["2F-B-C-7"]),
    ],
)
def test_one_match_is_the_seat(text: str, ids: list[str]) -> None:
    written = read_seats(text)

    assert not isinstance(written, Unclear)
    found = seats_of(written, VENUE)
    assert not isinstance(found, Unclear)
    assert [str(seat) for seat in found] == ids


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("B구역 1열 15번", "1층 B구역, 2층 B구역 중 어느 구역"),
        ("1열 1번", "1층 A구역, 1층 B구역, 2층 B구역 중"),
        ("9열 1번", "찾지 못했어요"),
        ("3열 21번", "찾지 못했어요"),
        ("A구역 3열 1번", "찾지 못했어요"),
        ("B구역 15번", "몇 열"),
    ],
)
def test_what_is_not_one_seat_is_asked_back(text: str, asked: str) -> None:
    written = read_seats(text)

    assert not isinstance(written, Unclear)
    found = seats_of(written, VENUE)
    assert isinstance(found, Unclear)
    assert found.message is not None
    assert asked in found.message
