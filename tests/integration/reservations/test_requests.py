"""Requests that are none, and defects: the contract's form, a Korean sentence, nothing written and nothing told."""

import base64
import json
from typing import Any

import pytest

from tests.integration.chat.theatre import AFTERNOON
from tests.integration.reservations.box_office import BoxOffice, Visitor, refused

SEATS = ("1F-A-1-2", "1F-A-1-3")
TOTAL = 183_000
SECRET = "사람이쓴말"

GOOD: dict[str, Any] = {"paymentKey": "key-1", "amount": TOTAL}
BAD_BODIES: dict[str, list[str]] = {
    "confirm": [
        *("", "{}", "null", "[]", "5", '"text"', "{", "\ufeff{}", "[" * 100_000),
        *(
            json.dumps(GOOD | changed)
            for changed in (
                {"amount": str(TOTAL)},
                {"amount": float(TOTAL) + 0.5},
                {"amount": -1},
                {"amount": True},
                {"amount": None},
                {"amount": {"won": TOTAL}},
                {"paymentKey": ""},
                {"paymentKey": "x" * 201},
                {"paymentKey": "a b"},
                {"paymentKey": SECRET},
                {"paymentKey": "key\n"},
                {"paymentKey": "\ud800"},
                {"paymentKey": 5},
                {"refund": 1},
                {"userId": "person-bora"},
            )
        ),
        '{"paymentKey": "key-1", "amount": NaN}',
        '{"paymentKey": "key-1", "amount": ' + "9" * 5_000 + "}",
    ],
    "cancel": ["", "{}", '{"refund": "all"}', '{"refund": -1}', '{"refund": 1, "fee": 0}', "x"],
    "extend": ['{"minutes": 10}', '{"requestId": ""}', '{"requestId": 5}', "[]", SECRET],
}


@pytest.fixture
def hold_id(alice: Visitor) -> str:
    made = alice.hold(AFTERNOON, *SEATS)
    alice.post(f"/reservations/{made}/payment")
    return made


@pytest.mark.parametrize("action", list(BAD_BODIES))
def test_bad_bodies_are_refused(alice: Visitor, office: BoxOffice, hold_id: str, action: str) -> None:
    office.private.add(SECRET)
    before = office.rows()

    for body in BAD_BODIES[action]:
        path = f"/reservations/{hold_id}/{action}"
        refused(office.ask("POST", path, headers=alice.headers, body=body), 400, "INVALID_REQUEST")
    assert office.rows() == before
    assert office.provider.payments == {}


@pytest.mark.parametrize("body", ["no base64!", base64.b64encode(b"\xff\xfe").decode()])
def test_a_body_that_cannot_be_decoded_is_refused(alice: Visitor, office: BoxOffice, hold_id: str, body: str) -> None:
    path = f"/reservations/{hold_id}/extend"
    answer = office.ask("POST", path, headers=alice.headers, body=body, is_base64=True)

    refused(answer, 400, "INVALID_REQUEST")


def test_a_body_in_base64_is_a_body(alice: Visitor, office: BoxOffice, hold_id: str) -> None:
    body = base64.b64encode(json.dumps(GOOD).encode()).decode()
    office.private.add("key-1")

    answer = office.ask("POST", f"/reservations/{hold_id}/confirm", headers=alice.headers, body=body, is_base64=True)
    assert answer.body["state"] == "CONFIRMED"


NOTHING_THERE = [
    ("GET", "/"),
    ("GET", "/reservation"),
    ("GET", "/reservations/H0/"),
    ("GET", "/reservations/H0/payment"),
    ("POST", "/reservations"),
    ("POST", "/reservations/H0"),
    ("PUT", "/reservations/H0/confirm"),
    ("DELETE", "/reservations/H0"),
    ("PATCH", "/performances"),
    ("POST", "/performances"),
    ("GET", "/schedules"),
    ("GET", "/venues"),
    ("GET", "/.env"),
    ("GET", "/../../etc/passwd"),
]


def test_what_is_not_there(alice: Visitor, office: BoxOffice) -> None:
    for method, path in NOTHING_THERE:
        refused(office.ask(method, path, headers=alice.headers), 404, "INVALID_REQUEST")


def test_a_defect_is_logged_and_never_shown(
    alice: Visitor, office: BoxOffice, hold_id: str, log_lines: list[str]
) -> None:
    office.private.add(SECRET)
    office.database.fault = RuntimeError(f"broken by {SECRET} of {alice.sub}")

    for answer in (alice.get("/reservations"), alice.confirm(hold_id, "key-1", TOTAL)):
        refused(answer, 503, "HOLD_SERVICE_UNAVAILABLE")
        assert not [word for word in ("RuntimeError", "broken", SECRET, "line", ".py") if word in answer.text]
    defects = [json.loads(line) for line in log_lines]
    assert [(line["level"], line["error"]) for line in defects] == [("ERROR", "RuntimeError")] * 2
    assert all("store.py" in line["stack"] for line in defects)


def test_it_answers_that_it_is_there(office: BoxOffice) -> None:
    assert office.ask("GET", "/health").body == {"status": "ok"}
