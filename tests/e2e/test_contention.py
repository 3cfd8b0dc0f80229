"""Two people after the same seats: one holds them, the other is offered others, and nothing is sold twice."""

from concurrent.futures import ThreadPoolExecutor

from tests.e2e.bedrock import Bedrock, tool_results
from tests.e2e.catalogue import House
from tests.e2e.client import Answer, Person
from tests.e2e.conftest import NewPerson
from tests.e2e.steps import assert_held, propose, propose_seats, seat_ids_of
from tests.e2e.tables import Tables


def test_of_two_who_agree_at_once_one_holds(
    new_person: NewPerson, house: House, second_chat: str, tables: Tables, bedrock: Bedrock
) -> None:
    people = [new_person(), new_person()]
    people[1].chat_url = second_chat
    proposed = [propose(person, house) for person in people]
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda person, offer: person.press(offer.consent), people, proposed))
    (winner, won), (loser, lost) = sorted(
        zip(people, answers, strict=True), key=lambda pair: not pair[1].actions("HOLD_CREATED")
    )
    assert lost.actions("HOLD_CREATED") == []
    assert_held(tables, winner, won.action("HOLD_CREATED"))
    assert "SEAT_TAKEN" in refusal_codes(bedrock)
    assert_others_are_held(loser, lost, house, tables)


def test_a_taken_seat_cannot_be_picked(new_person: NewPerson, house: House, tables: Tables) -> None:
    holder, other = new_person(), new_person()
    hold = holder.press(propose(holder, house).consent).action("HOLD_CREATED")
    picked = seat_ids_of(hold)
    offered = propose_seats(other, house.schedule_id, picked).actions("PROPOSAL")
    assert [proposal for proposal in offered if set(seat_ids_of(proposal)) & set(picked)] == []
    assert tables.holds_of(other.sub) == []


def assert_others_are_held(loser: Person, lost: Answer, house: House, tables: Tables) -> None:
    """The new proposal was only shown; agreeing to it holds seats that nobody has."""
    assert tables.holds_of(loser.sub) == []
    before = tables.taken(house.schedule_id)
    hold = loser.press(lost.consent).action("HOLD_CREATED")
    assert seat_ids_of(hold) == seat_ids_of(lost.action("PROPOSAL"))
    assert not set(seat_ids_of(hold)) & set(before)
    assert_held(tables, loser, hold)


def refusal_codes(bedrock: Bedrock) -> list[str]:
    """The codes of refusals that tools told the model."""
    results = tool_results(bedrock.requests[-1]) + tool_results(bedrock.requests[-2])
    return [result["error"]["code"] for result in results if "error" in result]
