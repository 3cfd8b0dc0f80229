"""Who asks is known from the verified token, and sees and changes nothing of anybody else."""

from typing import Any

import pytest

from tests.integration.chat.theatre import AFTERNOON, EVENING, SUNDAY
from tests.integration.reservations.box_office import Answer, BoxOffice, Visitor, refused
from tests.unit.chat.tokens import token

SEATS = ("1F-A-1-2", "1F-A-1-3")
TOTAL = 183_000
PROTECTED: list[tuple[str, str, Any]] = [
    ("GET", "/reservations/{}", None),
    ("POST", "/reservations/{}/payment", None),
    ("POST", "/reservations/{}/payment/abandon", None),
    ("POST", "/reservations/{}/confirm", {"paymentKey": "key-9", "amount": TOTAL}),
    ("POST", "/reservations/{}/extend", {"requestId": "r-9"}),
    ("POST", "/reservations/{}/release", None),
    ("GET", "/reservations/{}/cancellation", None),
    ("POST", "/reservations/{}/cancel", {"refund": TOTAL}),
]
BAD_TOKENS = {
    "none": None,
    "no bearer": "Basic YTpi",
    "empty": "Bearer ",
    "no token at all": "Bearer forged",
    "another's key": f"Bearer {token('k2', kid='k1', sub='person-alice')}",
    "expired": f"Bearer {token(sub='person-alice', exp=1)}",
    "another audience": f"Bearer {token(sub='person-alice', aud='somebody else')}",
    "another issuer": f"Bearer {token(sub='person-alice', iss='https://evil.test')}",
}


def ask(visitor: Visitor, hold_id: str, method: str, path: str, body: Any) -> Answer:
    """One request of PROTECTED."""
    path = path.format(hold_id)
    return visitor.get(path) if method == "GET" else visitor.post(path, body)


def test_another_persons_holds_are_as_good_as_none(alice: Visitor, bora: Visitor, office: BoxOffice) -> None:
    held = alice.hold(AFTERNOON, *SEATS)
    paying = alice.hold(EVENING, *SEATS, request="request-2")
    alice.post(f"/reservations/{paying}/payment")
    sold = alice.hold(SUNDAY, *SEATS, request="request-3")
    assert alice.pay(sold).status == 200
    before, payments = office.rows(), {**office.provider.payments}

    for method, path, body in PROTECTED:
        for hold_id in (held, paying, sold):
            refused(ask(bora, hold_id, method, path, body), 409, "HOLD_NOT_FOUND")
    assert office.rows() == before
    assert office.provider.payments == payments


def test_another_persons_holds_are_not_listed(alice: Visitor, bora: Visitor) -> None:
    alice.hold(AFTERNOON, *SEATS)

    assert bora.get("/reservations").body == {"reservations": []}


@pytest.mark.parametrize("bad", list(BAD_TOKENS))
def test_without_a_good_token_there_is_no_answer(alice: Visitor, office: BoxOffice, bad: str) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)
    before = office.rows()
    bearer = BAD_TOKENS[bad]
    office.private |= {part for part in (bearer or "").split() if "." in part}
    alice.headers = {"authorization": bearer} if bearer is not None else {}

    refused(alice.get("/reservations"), 401, "UNAUTHENTICATED")
    for method, path, body in PROTECTED:
        refused(ask(alice, hold_id, method, path, body), 401, "UNAUTHENTICATED")
        refused(ask(alice, "H0", method, path, body), 401, "UNAUTHENTICATED")
    assert office.rows() == before


def test_who_asks_is_not_taken_from_anything_else(alice: Visitor, bora: Visitor, office: BoxOffice) -> None:
    hold_id = alice.hold(AFTERNOON, *SEATS)
    bora.headers |= {"x-user-id": alice.sub, "x-amzn-oidc-identity": alice.sub}

    refused(bora.get(f"/reservations/{hold_id}"), 409, "HOLD_NOT_FOUND")
    refused(bora.post(f"/reservations/{hold_id}/extend", {"userId": alice.sub}), 400, "INVALID_REQUEST")


def test_an_issuer_that_cannot_be_asked_is_no_refusal(alice: Visitor, office: BoxOffice) -> None:
    office.issuer.fault = OSError("down")

    assert alice.get("/reservations").status == 503
