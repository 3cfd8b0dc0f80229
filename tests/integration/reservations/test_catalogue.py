"""What anybody may read without a token: performances, dates, free seats, venues."""

from tests.integration.chat.theatre import AFTERNOON, CLOSED, EVENING, NOT_YET_SOLD, PAST, VENUE
from tests.integration.reservations.box_office import BoxOffice, Json, Visitor, refused
from tests.integration.reservations.conftest import HALF_HOUSE

FRONT, BALCONY = 24, 8
"""Seats of the venue's sections 1F-A and 2F-B, counted by hand."""


def read(office: BoxOffice, path: str, query: str = "") -> Json:
    """A page that anybody may see."""
    answer = office.ask("GET", path, query=query)
    assert answer.status == 200, answer.text
    return answer.body


def free(office: BoxOffice, schedule_id: str) -> dict[str, tuple[int, int]]:
    """Free seats and all seats on sale, by section."""
    body = read(office, f"/schedules/{schedule_id}/sections")
    assert body["scheduleId"] == schedule_id
    return {section["sectionId"]: (section["free"], section["total"]) for section in body["sections"]}


def test_performances_are_listed_with_prices_and_without_the_map_of_grades(office: BoxOffice) -> None:
    performances = {each["performanceId"]: each for each in read(office, "/performances")["performances"]}

    assert list(performances) == ["PX1", "PX2", "PX3", "PX9"]
    first = performances["PX1"]
    assert (first["title"], first["ageText"], first["bookingFeePerTicket"]) == ("은하 정거장", "8세 이상", 1_500)
    assert first["grades"] == [{"name": "R석", "price": 90_000}, {"name": "S석", "price": 60_000}]
    assert "areas" not in first


def test_a_performance_comes_with_its_dates_and_whether_they_are_sold(office: BoxOffice) -> None:
    performance = read(office, "/performances/PX1")

    sale_states = {date["scheduleId"]: date["saleState"] for date in performance["schedules"]}
    assert sale_states == {
        PAST: "closed",
        CLOSED: "closed",
        AFTERNOON: "open",
        EVENING: "open",
        NOT_YET_SOLD: "upcoming",
    }
    assert list(sale_states) == [PAST, CLOSED, AFTERNOON, EVENING, NOT_YET_SOLD]
    assert performance["title"] == "은하 정거장"


def test_a_date(office: BoxOffice) -> None:
    date = read(office, f"/schedules/{AFTERNOON}")

    assert (date["startsAt"], date["startsAtText"]) == ("2026-12-05T05:00:00Z", "12월 5일 (토) 14:00")
    assert (date["venueId"], date["ticketLimit"]) == ("VX1", 4)
    assert date["casting"] == [{"role": "역장", "actor": "도하람"}]
    assert "blocked" not in date


def test_a_venue_is_its_geometry(office: BoxOffice) -> None:
    assert read(office, "/venues/VX1") == VENUE.model_dump(mode="json", by_alias=True)


def test_free_seats_follow_holds_sales_and_what_is_given_back(office: BoxOffice, alice: Visitor, bora: Visitor) -> None:
    assert free(office, AFTERNOON) == {"1F-A": (FRONT - 1, FRONT), "2F-B": (BALCONY, BALCONY)}

    held = alice.hold(AFTERNOON, "1F-A-1-2", "1F-A-1-3", "1F-A-3-4")
    sold = bora.hold(AFTERNOON, "2F-B-1-1", "2F-B-2-4")
    assert free(office, AFTERNOON) == {"1F-A": (FRONT - 4, FRONT), "2F-B": (BALCONY - 2, BALCONY)}
    assert free(office, EVENING) == {"1F-A": (FRONT, FRONT), "2F-B": (BALCONY, BALCONY)}

    assert bora.pay(sold).status == 200
    assert alice.post(f"/reservations/{held}/release").status == 200
    assert free(office, AFTERNOON) == {"1F-A": (FRONT - 1, FRONT), "2F-B": (BALCONY - 2, BALCONY)}


def test_seats_are_free_again_once_a_hold_has_ended(office: BoxOffice, alice: Visitor) -> None:
    alice.hold(AFTERNOON, "2F-B-1-1")
    office.pass_seconds(605)
    assert free(office, AFTERNOON)["2F-B"] == (BALCONY - 1, BALCONY)
    office.pass_seconds(1)
    assert free(office, AFTERNOON)["2F-B"] == (BALCONY, BALCONY)


def test_what_a_performance_does_not_sell_is_not_free(office: BoxOffice, alice: Visitor) -> None:
    assert free(office, HALF_HOUSE) == {"1F-A": (15, 16), "2F-B": (0, 0)}
    alice.hold(HALF_HOUSE, "1F-A-1-1")
    assert free(office, HALF_HOUSE) == {"1F-A": (14, 16), "2F-B": (0, 0)}


def test_the_seats_of_a_section(office: BoxOffice, alice: Visitor) -> None:
    alice.hold(AFTERNOON, "1F-A-1-3", "1F-A-2-8", "2F-B-1-1")

    assert read(office, f"/schedules/{AFTERNOON}/seats", "section=1F-A") == {
        "scheduleId": AFTERNOON,
        "sectionId": "1F-A",
        "rows": [
            {"row": "1", "grade": "R석", "price": 90_000},
            {"row": "2", "grade": "R석", "price": 90_000},
            {"row": "3", "grade": "S석", "price": 60_000},
        ],
        "taken": ["1F-A-1-3", "1F-A-2-8"],
        "blocked": ["1F-A-1-1"],
    }


def test_rows_that_are_not_sold_are_not_in_a_section(office: BoxOffice) -> None:
    section = read(office, f"/schedules/{HALF_HOUSE}/seats", "section=1F-A")

    assert [row["row"] for row in section["rows"]] == ["1", "2"]


UNKNOWN = [
    "/performances/PX0",
    "/schedules/PX1-20261205-1500",
    "/schedules/PX0-20261205-1400",
    "/schedules/x",
    "/schedules/PX0-20261205-1400/sections",
    "/schedules/PX0-20261205-1400/seats?section=1F-A",
    f"/schedules/{AFTERNOON}/seats?section=9F-Z",
    f"/schedules/{AFTERNOON}/seats?section=",
    f"/schedules/{AFTERNOON}/seats",
    "/venues/VX0",
]


def test_what_does_not_exist_is_not_found(office: BoxOffice) -> None:
    for unknown in UNKNOWN:
        path, _, query = unknown.partition("?")
        refused(office.ask("GET", path, query=query), 404, "INVALID_REQUEST")


def test_a_wrong_token_does_not_matter_here(office: BoxOffice) -> None:
    office.issuer.fault = OSError("the issuer is down")

    for path in ("/performances", f"/schedules/{AFTERNOON}/sections", "/venues/VX1"):
        assert office.ask("GET", path, headers={"authorization": "Bearer forged"}).status == 200
    assert office.issuer.asked == 0
