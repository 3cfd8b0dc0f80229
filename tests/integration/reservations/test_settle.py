"""The settlement's function: what it finishes, what it leaves, and how it counts that."""

import json
from dataclasses import replace

import pytest

from megaticket.booking.provider import ProviderPayment, ProviderUnknownError
from tests.integration.chat.theatre import AFTERNOON
from tests.integration.reservations.box_office import BoxOffice, Json, Visitor, refused

TOTAL = 91_500


def metrics(capsys: pytest.CaptureFixture[str]) -> Json:
    """The one EMF line on standard output."""
    (line,) = [line for line in map(json.loads, capsys.readouterr().out.splitlines()) if "_aws" in line]
    assert isinstance(line, dict)
    return line


def left_open(office: BoxOffice, *people: str) -> dict[str, str]:
    """A payment of each person that was charged and whose answer was lost: hold ids by person."""
    made = {}
    for number, sub in enumerate(people):
        visitor = Visitor(office, sub)
        made[sub] = visitor.hold(AFTERNOON, f"1F-A-2-{number + 1}")
        office.provider.mood = "unanswered"
        refused(visitor.pay(made[sub], f"key-{number}"), 409, "PAYMENT_IN_PROGRESS")
        office.pass_seconds(1)
    return made


def states(office: BoxOffice, holds: dict[str, str]) -> list[str]:
    return [office.stored(hold_id).state.value for hold_id in holds.values()]


def test_nothing_left_is_counted_as_nothing(office: BoxOffice, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.settle() == {"unsettled": 0, "refundsDue": 0}

    line = metrics(capsys)
    assert line["_aws"]["CloudWatchMetrics"] == [
        {
            "Namespace": "MegaTicket/Booking",
            "Dimensions": [[]],
            "Metrics": [
                {"Name": "PaymentUnsettledCount", "Unit": "Count"},
                {"Name": "RefundDueCount", "Unit": "Count"},
            ],
        }
    ]
    assert (line["PaymentUnsettledCount"], line["RefundDueCount"]) == ([0.0], [0.0])
    assert line["service"] == "MegaTicket-Chatbot"


def test_payments_whose_answer_was_lost_become_reservations(
    office: BoxOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    holds = left_open(office, "person-1", "person-2")
    capsys.readouterr()

    assert office.settle() == {"unsettled": 0, "refundsDue": 0}
    assert states(office, holds) == ["CONFIRMED", "CONFIRMED"]
    assert [office.provider.kept(hold_id) for hold_id in holds.values()] == [TOTAL, TOTAL]
    assert metrics(capsys)["PaymentUnsettledCount"] == [0.0]


def test_what_the_provider_does_not_answer_is_counted_and_asked_again(
    office: BoxOffice, alice: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    sold = alice.hold(AFTERNOON, "2F-B-1-1")
    total = alice.pay(sold).body["totalPrice"]
    alice.post(f"/reservations/{sold}/cancel", {"refund": total})
    holds = left_open(office, "person-1", "person-2")
    office.provider.is_down = True
    capsys.readouterr()

    assert office.settle() == {"unsettled": 2, "refundsDue": 1}
    line = metrics(capsys)
    assert (line["PaymentUnsettledCount"], line["RefundDueCount"]) == ([2.0], [1.0])
    assert states(office, holds) == ["APPROVING", "APPROVING"]

    office.provider.is_down = False
    assert office.settle() == {"unsettled": 0, "refundsDue": 0}
    assert states(office, holds) == ["CONFIRMED", "CONFIRMED"]
    assert office.provider.kept(sold) == 0


class PickyProvider:
    """The office's provider, except that it never answers for one order."""

    def __init__(self, office: BoxOffice, order_id: str) -> None:
        self._provider = office.provider
        self._order_id = order_id

    def approve(self, payment_key: str, order_id: str, amount: int) -> ProviderPayment:
        """As the port says."""
        self._answer(order_id)
        return self._provider.approve(payment_key, order_id, amount)

    def lookup(self, order_id: str) -> ProviderPayment | None:
        """As the port says."""
        self._answer(order_id)
        return self._provider.lookup(order_id)

    def refund(self, payment_key: str, order_id: str, amount: int) -> None:
        """As the port says."""
        self._answer(order_id)
        self._provider.refund(payment_key, order_id, amount)

    def _answer(self, order_id: str) -> None:
        if order_id == self._order_id:
            raise ProviderUnknownError("no answer")


@pytest.mark.parametrize("stuck", [0, 1, 2])
def test_one_account_does_not_keep_the_others_waiting(office: BoxOffice, stuck: int, log_lines: list[str]) -> None:
    holds = left_open(office, "person-1", "person-2", "person-3")
    order_id = list(holds.values())[stuck]

    assert office.settle_with(PickyProvider(office, order_id)) == {"unsettled": 1, "refundsDue": 0}
    expected = ["CONFIRMED"] * 3
    expected[stuck] = "APPROVING"
    assert states(office, holds) == expected
    (line,) = map(json.loads, log_lines)
    assert (line["message"], line["error"]) == ("settlement failed", "ProviderUnknownError")


def test_a_region_that_stands_by_settles_nothing(office: BoxOffice) -> None:
    holds = left_open(office, "person-1")
    before = office.rows()
    office.control = replace(office.control, role="dr")

    assert office.settle() == {"unsettled": 0, "refundsDue": 0}
    assert office.rows() == before
    assert states(office, holds) == ["APPROVING"]
