"""The main job: from "what is on" to held seats, and back, judged by the tables."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from megaticket.clock import KST
from tests.e2e.catalogue import Catalogue, House
from tests.e2e.client import Answer, Json, Person
from tests.e2e.conftest import NewPerson
from tests.e2e.steps import assert_held, propose, propose_seats, seat_ids_of
from tests.e2e.tables import Tables

COUNT = 2
HOLD_SECONDS = 600


@pytest.mark.parametrize("size", [0, 2], ids="venue {} by size".format)
def test_a_person_books_by_typing(
    size: int, person: Person, new_person: NewPerson, catalogue: Catalogue, tables: Tables
) -> None:
    house = catalogue.use(catalogue.by_venue()[size])
    grade = min(house.prices, key=house.prices.__getitem__)
    person.say("요즘 볼 만한 공연 뭐 있어요?")
    person.say(f"{house.title} 예매하고 싶어요")
    person.say(f"{house.starts_at_spoken}으로 할게요")
    person.say("둘이요")
    proposed = person.say(f"{grade}석으로 할게요")
    assert proposed.action("PROPOSAL")["scheduleId"] == house.schedule_id
    assert {seat["grade"] for seat in proposed.action("PROPOSAL")["seats"]} == {grade}
    hold = book(person, house, proposed, tables, lambda: person.say("네, 이 좌석으로 할게요"))
    release(person, hold, tables)
    assert_free_again(new_person(), hold)


@pytest.mark.parametrize("size", [1, 3], ids="venue {} by size".format)
def test_a_person_books_by_buttons(
    size: int, person: Person, new_person: NewPerson, catalogue: Catalogue, tables: Tables
) -> None:
    wanted = catalogue.by_venue()[size]
    person.press(person.say("안녕하세요").choices[0])
    dates = person.say(wanted.title)
    counts = person.press(dates.choices[-1])
    grades = person.press(counts.choices[COUNT - 1])
    proposed = person.press(grades.choices[0])
    house = catalogue.use(catalogue.house(proposed.action("PROPOSAL")["scheduleId"]))
    assert (house.title, house.starts_at_text) == (wanted.title, dates.choices[-1]["label"])
    assert grades.choices[0]["label"].startswith(proposed.action("PROPOSAL")["seats"][0]["grade"])
    hold = book(person, house, proposed, tables, lambda: person.press(proposed.consent))
    release(person, hold, tables)
    assert_free_again(new_person(), hold)


def test_a_genre_is_answered_with_its_performances(person: Person, catalogue: Catalogue) -> None:
    genres = [str(performance["genre"]) for performance in catalogue.performances.values()]
    genre = max(genres, key=genres.count)
    titles = {row["title"] for row in catalogue.performances.values() if row["genre"] == genre}
    answer = person.say(f"{genre} 뭐 있어요?")
    assert {choice["message"] for choice in answer.choices} == titles
    assert person.press(answer.choices[-1]).done["step"] == "STEP_2_SCHEDULE"


def test_where_it_plays_is_told_from_the_catalogue(person: Person, house: House, tables: Tables) -> None:
    venue = tables.row("venues", f"VENUE#{house.schedule['venueId']}", "VENUE")
    assert venue is not None
    answer = person.say(f"{house.title} 공연장 주소 알려 주세요")
    assert venue["name"] in answer.text
    assert venue["address"] in answer.text


def test_seats_picked_on_the_map_are_the_ones_that_are_proposed_and_held(
    person: Person, house: House, tables: Tables
) -> None:
    seats = house.pick(COUNT, skip=3)
    proposed = propose_seats(person, house.schedule_id, seats)
    assert seat_ids_of(proposed.action("PROPOSAL")) == sorted(seats)
    hold = person.press(proposed.consent).action("HOLD_CREATED")
    assert tables.seats_of(hold["holdId"]) == sorted(seats)


def test_a_hold_of_another_person_is_neither_shown_nor_released(
    person: Person, new_person: NewPerson, house: House, tables: Tables
) -> None:
    proposed = propose(person, house)
    hold = person.press(proposed.consent).action("HOLD_CREATED")
    stranger = new_person()
    assert stranger.say("내 예약 보여 주세요").action("MY_RESERVATIONS") == {"reservations": []}
    assert stranger.say(f"{hold['holdId']} 선점 해제해 주세요").actions("HOLD_RELEASED") == []
    assert_held(tables, person, hold)


def book(person: Person, house: House, proposed: Answer, tables: Tables, agree: Callable[[], Answer]) -> Json:
    """Agrees to a proposal of free, adjacent seats at the right price, and finds the hold wherever it belongs."""
    proposal = proposed.action("PROPOSAL")
    seats = seat_ids_of(proposal)
    assert_fair(proposal, house)
    assert not set(seats) & set(tables.taken(house.schedule_id))
    hold = agree().action("HOLD_CREATED")
    assert (seat_ids_of(hold), hold["totalPrice"]) == (seats, proposal["totalPrice"])
    assert_fair(hold, house)
    assert_held(tables, person, hold)
    assert_expiry(hold, tables)
    assert hold["paymentUrl"] == f"/pay/{hold['holdId']}"
    assert (hold["performanceTitle"], hold["startsAtText"]) == (house.title, house.starts_at_text)
    assert_listed(person, hold)
    return hold


def assert_fair(offer: Json, house: House) -> None:
    """The seats are side by side, sold on this date, of the grade and at the price that the catalogue says."""
    seats = seat_ids_of(offer)
    assert len(seats) == COUNT
    assert house.are_side_by_side(seats)
    assert offer.get("adjacent", True) is True
    assert not house.unsold & set(seats)
    for seat in offer["seats"]:
        assert (seat["grade"], seat["price"]) == (house.grade_of(seat["seatId"]), house.prices[seat["grade"]])
    assert (offer["bookingFee"], offer["totalPrice"]) == (COUNT * house.fee, house.price_of(seats))
    assert offer["subtotal"] == offer["totalPrice"] - offer["bookingFee"]


def assert_expiry(hold: Json, tables: Tables) -> None:
    """Ten minutes from the writing on, told in KST."""
    stored = tables.hold(hold["holdId"])
    assert stored["expiresAt"] == stored["holdingCreatedAt"] + HOLD_SECONDS
    expires = datetime.fromisoformat(hold["expiresAt"])
    assert expires.timestamp() == stored["expiresAt"]
    made = datetime.fromtimestamp(stored["holdingCreatedAt"], UTC).astimezone(KST)
    tomorrow = "내일 " if expires.astimezone(KST).date() > made.date() else ""
    assert hold["expiresAtText"] == f"{tomorrow}{expires.astimezone(KST):%H:%M}"
    assert 0 < hold["remainingSeconds"] <= HOLD_SECONDS


def assert_listed(person: Person, hold: Json) -> None:
    """Whoever asks for the own reservations, in words or by the page, finds the hold."""
    reservations = person.say("내 예약 보여 주세요").action("MY_RESERVATIONS")["reservations"]
    assert [reservation["holdId"] for reservation in reservations] == [hold["holdId"]]
    assert [held["holdId"] for held in person.conversation()["holds"]] == [hold["holdId"]]


def release(person: Person, hold: Json, tables: Tables) -> None:
    """Gives the seats back in words; nothing of the hold keeps a seat."""
    assert person.say("선점한 좌석 해제해 주세요").action("HOLD_RELEASED") == {"holdId": hold["holdId"]}
    assert tables.hold(hold["holdId"])["state"] == "RELEASED"
    assert tables.seats_of(hold["holdId"]) == []
    assert "liveHoldId" not in (tables.limit(person.sub, hold["scheduleId"]) or {})
    assert person.say("내 예약 보여 주세요").action("MY_RESERVATIONS") == {"reservations": []}
    assert person.conversation()["holds"] == []


def assert_free_again(other: Person, hold: Json) -> None:
    """Another person who picks the very same seats is offered them."""
    offered = propose_seats(other, hold["scheduleId"], seat_ids_of(hold)).actions("PROPOSAL")
    assert seat_ids_of(offered[0]) == seat_ids_of(hold)
