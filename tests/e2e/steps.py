"""What many tests do on the way to what they test."""

from typing import Any

from tests.e2e.catalogue import House
from tests.e2e.client import Answer, Person
from tests.e2e.tables import Tables

Json = dict[str, Any]


def propose(person: Person, house: House, count: int = 2, skip: int = 0) -> Answer:
    """The shortest way to a proposal: seats picked on the map."""
    return propose_seats(person, house.schedule_id, house.pick(count, skip))


def propose_seats(person: Person, schedule_id: str, seat_ids: list[str]) -> Answer:
    """A message that comes with seats picked on the map."""
    return person.say("이거요", selection={"scheduleId": schedule_id, "seatIds": seat_ids})


def seat_ids_of(data: Json) -> list[str]:
    """The seats of a proposal or a hold, in a fixed order."""
    return sorted(seat["seatId"] for seat in data["seats"])


def assert_held(tables: Tables, person: Person, hold: Json) -> None:
    """The hold, its seats and the person's limit are stored and agree."""
    stored = tables.hold(hold["holdId"])
    limit = tables.limit(person.sub, hold["scheduleId"])
    assert limit is not None
    assert (stored["state"], stored["userId"], stored["scheduleId"]) == ("HOLDING", person.sub, hold["scheduleId"])
    assert seat_ids_of(stored) == seat_ids_of(hold) == tables.seats_of(hold["holdId"])
    assert stored["totalPrice"] == hold["totalPrice"]
    assert (limit["liveHoldId"], limit["expiresAt"]) == (hold["holdId"], stored["expiresAt"])
    seats = [row for row in tables.reservations if row.get("holdId") == hold["holdId"] and row["sk"] != "HOLD"]
    assert {(row["state"], row["expiresAt"]) for row in seats} == {("HELD", stored["expiresAt"])}
