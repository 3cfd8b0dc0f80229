"""What a page reads before anybody signs in, and what a person does there without paying."""

from tests.e2e.catalogue import House
from tests.e2e.client import Json, Person
from tests.e2e.steps import assert_held, propose, seat_ids_of
from tests.e2e.tables import Tables
from tests.e2e.web import Page


def test_the_catalogue_is_read_without_a_token(page: Page, house: House, tables: Tables) -> None:
    def read(path: str) -> Json:
        answer = page.http.get(page.url + path)
        assert answer.status_code == 200, answer.text
        body: Json = answer.json()
        return body

    performance_id, venue_id = house.performance["performanceId"], house.schedule["venueId"]
    assert performance_id in {each["performanceId"] for each in read("/performances")["performances"]}
    dates = read(f"/performances/{performance_id}")["schedules"]
    assert house.schedule_id in {each["scheduleId"] for each in dates}
    assert read(f"/schedules/{house.schedule_id}")["scheduleId"] == house.schedule_id
    venue = read(f"/venues/{venue_id}")
    assert {section["sectionId"] for section in venue["sections"]} == {each["sectionId"] for each in house.sections}
    areas = {area["section"] for area in house.performance["areas"]}
    assert {each["sectionId"] for each in read(f"/schedules/{house.schedule_id}/sections")["sections"]} == areas
    assert page.http.get(f"{page.url}/reservations").status_code == 401


def test_a_person_comes_back_without_paying_and_gives_the_seats_back(
    person: Person, page: Page, house: House, tables: Tables
) -> None:
    hold = person.press(propose(person, house).consent).action("HOLD_CREATED")
    path = f"/reservations/{hold['holdId']}"
    assert page.post(f"{path}/payment").body["state"] == "PAYING"
    assert page.post(f"{path}/payment/abandon").body["state"] == "HOLDING"
    assert_held(tables, person, hold)
    assert page.post(f"{path}/release").body["state"] == "RELEASED"
    assert not set(seat_ids_of(hold)) & set(tables.taken(house.schedule_id))
    assert "liveHoldId" not in (tables.limit(person.sub, house.schedule_id) or {})
