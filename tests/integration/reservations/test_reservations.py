"""A person's holds and reservations: listed, read, extended, released."""

import pytest

from tests.integration.chat.theatre import AFTERNOON, EVENING, SUNDAY
from tests.integration.reservations.box_office import Answer, BoxOffice, Visitor, refused

SEATS = ("1F-A-1-2", "1F-A-1-3")


def states(visitor: Visitor) -> dict[str, str]:
    """What the list says of each hold, newest first."""
    answer = visitor.get("/reservations")
    assert answer.status == 200, answer.text
    return {each["holdId"]: each["state"] for each in answer.body["reservations"]}


def test_a_hold_is_shown_as_the_contract_writes_it(alice: Visitor) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)
    alice.office.pass_seconds(100)

    assert alice.get(f"/reservations/{hold_id}").body == {
        "holdId": hold_id,
        "scheduleId": AFTERNOON,
        "performanceTitle": "은하 정거장",
        "venueName": "가람홀",
        "startsAtText": "12월 5일 (토) 14:00",
        "seats": [
            {"seatId": "1F-A-1-2", "label": "1층 A구역 1열 2번", "grade": "R석", "price": 90_000},
            {"seatId": "1F-A-1-3", "label": "1층 A구역 1열 3번", "grade": "R석", "price": 90_000},
        ],
        "subtotal": 180_000,
        "bookingFee": 3_000,
        "totalPrice": 183_000,
        "createdAt": "2026-11-23T09:02:00Z",
        "expiresAt": "2026-11-23T09:12:00Z",
        "expiresAtText": "18:12",
        "remainingSeconds": 500,
        "paymentUrl": f"/pay/{hold_id}",
        "state": "HOLDING",
    }


def test_nobody_has_anything_at_first(alice: Visitor) -> None:
    assert alice.get("/reservations").body == {"reservations": []}


def test_the_list_has_every_hold_of_the_person_newest_first(alice: Visitor, bora: Visitor) -> None:
    first = alice.hold(AFTERNOON, *SEATS)
    bora.hold(EVENING, *SEATS)
    alice.office.pass_seconds(60)
    second = alice.hold(SUNDAY, "2F-B-1-1", request="request-2")

    assert list(states(alice).items()) == [(second, "HOLDING"), (first, "HOLDING")]
    alice.office.pass_seconds(540)
    assert states(alice) == {second: "HOLDING", first: "EXPIRED"}


def test_a_hold_just_made_is_listed_before_the_index_has_it(alice: Visitor, office: BoxOffice) -> None:
    first = alice.hold(AFTERNOON, *SEATS)
    alice.post(f"/reservations/{first}/release")
    office.database.stop_index()
    made = alice.hold(EVENING, *SEATS, request="request-2")

    assert states(alice) == {made: "HOLDING", first: "RELEASED"}


def test_what_became_of_a_hold_is_listed_before_the_index_has_it(alice: Visitor, office: BoxOffice) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)
    office.database.stop_index()
    assert alice.pay(hold_id).status == 200

    assert states(alice) == {hold_id: "CONFIRMED"}


def test_an_extension_gives_ten_minutes_more_twice(alice: Visitor, office: BoxOffice) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)
    office.pass_seconds(60)
    extend = f"/reservations/{hold_id}/extend"

    first = alice.post(extend).body
    assert (first["state"], first["expiresAt"], first["remainingSeconds"]) == ("HOLDING", "2026-11-23T09:22:00Z", 1140)
    assert alice.post(extend).body["expiresAt"] == "2026-11-23T09:32:00Z"
    refused(alice.post(extend), 409, "EXTEND_LIMIT")
    office.pass_seconds(1700)
    assert states(alice) == {hold_id: "HOLDING"}


def test_a_repeated_extension_extends_once(alice: Visitor, office: BoxOffice) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)

    def extend(request_id: str) -> Answer:
        return alice.post(f"/reservations/{hold_id}/extend", {"requestId": request_id})

    assert [extend("r-1").body["expiresAt"] for _ in range(3)] == ["2026-11-23T09:22:00Z"] * 3
    assert extend("r-2").body["expiresAt"] == "2026-11-23T09:32:00Z"
    office.pass_seconds(1800)
    refused(extend("r-2"), 409, "HOLD_EXPIRED")


def test_a_hold_that_has_ended_is_not_extended(alice: Visitor, office: BoxOffice) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)
    office.pass_seconds(600)

    refused(alice.post(f"/reservations/{hold_id}/extend"), 409, "HOLD_EXPIRED")


def test_a_release_gives_the_seats_back_however_often(alice: Visitor, bora: Visitor, office: BoxOffice) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)
    assert office.seats(hold_id) == {"1#2": "HELD", "1#3": "HELD"}

    answers = [alice.post(f"/reservations/{hold_id}/release") for _ in range(2)]

    assert [(answer.status, answer.body["state"]) for answer in answers] == [(200, "RELEASED")] * 2
    assert office.seats(hold_id) == {}
    assert bora.hold(AFTERNOON, *SEATS)


@pytest.mark.parametrize("hold_id", ["H0", "H" + "0" * 25, "가나다", "%EA%B0%80"])
def test_a_hold_that_does_not_exist(alice: Visitor, hold_id: str) -> None:
    path = f"/reservations/{hold_id}"

    refused(alice.get(path), 409, "HOLD_NOT_FOUND")
    refused(alice.post(f"{path}/release"), 409, "HOLD_NOT_FOUND")


@pytest.mark.parametrize("path", ["/reservations/{}", "/schedules/{}", "/venues/{}"])
def test_an_id_that_no_key_could_hold_is_not_found(alice: Visitor, path: str, log_lines: list[str]) -> None:
    refused(alice.get(path.format("x" * 5000)), 404, "INVALID_REQUEST")

    assert log_lines == []
