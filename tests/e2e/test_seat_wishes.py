"""Wishes about seats, typed as people do: several to choose from, seats by number, a budget, a child, all at once."""

import pytest

from tests.e2e.catalogue import House
from tests.e2e.client import Answer, Person
from tests.e2e.steps import assert_held, propose_seats, seat_ids_of
from tests.e2e.tables import Tables


def no_hold(person: Person, house: House, tables: Tables) -> bool:
    return tables.limit(person.sub, house.schedule_id) is None


def test_one_of_several_is_picked_and_then_agreed_to(person: Person, house: House, tables: Tables) -> None:
    grade = max(house.prices, key=house.prices.__getitem__)
    answer = person.say(f"{house.title} {house.starts_at_spoken} {grade}석 2장, 여러 자리 보여 주세요")
    options = answer.action("SEAT_OPTIONS")["options"]
    assert len(options) > 1
    assert all(house.are_side_by_side(seat_ids_of(option)) for option in options)
    assert not person.say("네").actions("HOLD_CREATED")
    picked = person.say("두 번째 걸로요")
    assert no_hold(person, house, tables)
    for seat in options[1]["seats"]:
        assert seat["label"] in picked.text
    hold = person.say("네").action("HOLD_CREATED")
    assert seat_ids_of(hold) == seat_ids_of(options[1])
    assert_held(tables, person, hold)


def test_seats_are_found_by_their_numbers(person: Person, house: House) -> None:
    wanted = house.pick(3)
    labels = propose_seats(person, house.schedule_id, wanted).action("PROPOSAL")["seats"]
    place = labels[0]["label"].rsplit(" ", 1)[0]
    numbers = [seat.rsplit("-", 1)[1] for seat in wanted]
    answer = person.say(f"{place} {numbers[0]}~{numbers[-1]}번으로 다시 봐 주세요")
    assert seat_ids_of(answer.action("PROPOSAL")) == sorted(wanted)


@pytest.mark.parametrize("cheapest", [True, False], ids=["cheapest", "an amount"])
def test_what_a_person_wants_to_spend_decides_the_grade(person: Person, house: House, cheapest: bool) -> None:
    prices = sorted(house.prices.values())
    words, most = ("제일 싼 거로", prices[0]) if cheapest else (f"{prices[-1] - 1:,}원 이하로", prices[-2])
    proposal = person.say(f"{house.title} {house.starts_at_spoken} 2장 {words} 찾아 주세요").action("PROPOSAL")
    assert {seat["price"] for seat in proposal["seats"]} == {most}


def test_a_child_below_the_rating_is_told_of_before_any_seat(person: Person, house: House, tables: Tables) -> None:
    age = int(house.performance["minimumAge"]) - 1
    if age < 1:
        pytest.fail("the catalogue's first dates are for everybody: choose another date for this test")
    told = person.say(f"{house.title} {house.starts_at_spoken} 어른 하나에 {age}살 하나, 제일 싼 자리로요")
    assert f"{age}세" in told.text
    assert not told.actions("PROPOSAL")
    assert person.say("그 인원으로 좌석을 찾아 주세요").action("PROPOSAL")
    assert no_hold(person, house, tables)


def test_a_booking_begins_anywhere(person: Person, house: House, tables: Tables) -> None:
    grade = min(house.prices, key=house.prices.__getitem__)
    answers: list[Answer] = [person.say(f"{house.starts_at_spoken} {grade}석 2장 예매할래요"), person.say(house.title)]
    if not answers[-1].actions("PROPOSAL"):
        answers.append(person.say(f"{house.starts_at_spoken}이요"))
    proposal = answers[-1].action("PROPOSAL")
    assert (proposal["scheduleId"], len(proposal["seats"])) == (house.schedule_id, 2)
    assert {seat["grade"] for seat in proposal["seats"]} == {grade}
    assert_held(tables, person, person.say("네").action("HOLD_CREATED"))
