"""The provider's payments: what they become, and whose money moves."""

import pytest

from devstack.provider.errors import ProviderError
from devstack.provider.payments import SESSION_SECONDS, Account, Payments, Status


class Clock:
    """A time that a test sets, in seconds since 1970."""

    def __init__(self) -> None:
        self.now = 1_795_400_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def payments(clock: Clock) -> Payments:
    return Payments(clock)


def paid(payments: Payments, order: str = "order", amount: int = 30_000) -> str:
    """The key of a payment that was confirmed."""
    key = payments.open(order, amount).payment_key
    payments.confirm(key, order, amount)
    return key


def refused(code: str) -> "pytest.RaisesExc[ProviderError]":
    return pytest.raises(ProviderError, match=f"^{code}$")


def test_a_payment_is_confirmed_by_what_its_page_opened(payments: Payments) -> None:
    opened = payments.open("order", 30_000).as_json()
    assert (opened["status"], opened["balanceAmount"], opened["approvedAt"]) == ("IN_PROGRESS", 0, None)
    assert payments.ledger == {}
    done = payments.confirm(opened["paymentKey"], "order", 30_000).as_json()
    assert (done["status"], done["totalAmount"], done["balanceAmount"], done["cancels"]) == (
        "DONE",
        30_000,
        30_000,
        None,
    )
    assert done["approvedAt"] == "2026-11-23T11:13:20+09:00"
    assert payments.ledger == {"order": Account(charged=30_000)}


@pytest.mark.parametrize(("order", "amount"), [("order", 29_999), ("order", 30_001), ("another", 30_000)])
def test_an_order_or_amount_that_is_not_the_sessions_is_refused(payments: Payments, order: str, amount: int) -> None:
    key = payments.open("order", 30_000).payment_key
    with refused("INVALID_REQUEST"):
        payments.confirm(key, order, amount)
    assert payments.lookup("order").status == Status.IN_PROGRESS


def test_a_second_confirmation_is_refused(payments: Payments) -> None:
    key = paid(payments)
    with refused("ALREADY_PROCESSED_PAYMENT"):
        payments.confirm(key, "order", 30_000)
    assert payments.ledger["order"].charged == 30_000


def test_an_order_is_charged_once_however_many_payments_it_has(payments: Payments) -> None:
    first, second = (payments.open("order", 30_000).payment_key for _ in range(2))
    payments.confirm(second, "order", 30_000)
    with refused("ALREADY_PROCESSED_PAYMENT"):
        payments.confirm(first, "order", 30_000)
    payments.cancel(second, "changed my mind", None)
    with refused("ALREADY_PROCESSED_PAYMENT"):
        payments.confirm(first, "order", 30_000)
    assert payments.ledger["order"] == Account(30_000, 30_000)


def test_a_declined_payment_is_aborted_for_good_and_another_may_follow(payments: Payments) -> None:
    key = payments.open("order", 30_000).payment_key
    with refused("REJECT_CARD_PAYMENT"):
        payments.confirm(key, "order", 30_000, decline=True)
    assert payments.lookup("order").status == Status.ABORTED
    with refused("NOT_FOUND_PAYMENT_SESSION"):
        payments.confirm(key, "order", 30_000)
    assert payments.ledger == {}
    paid(payments)
    assert payments.lookup("order").status == Status.DONE


def test_a_session_ends_after_half_an_hour(payments: Payments, clock: Clock) -> None:
    key = payments.open("order", 30_000).payment_key
    clock.now += SESSION_SECONDS - 1
    assert payments.lookup("order").status == Status.IN_PROGRESS
    clock.now += 1
    assert payments.lookup("order").status == Status.EXPIRED
    with refused("NOT_FOUND_PAYMENT_SESSION"):
        payments.confirm(key, "order", 30_000)
    assert payments.ledger == {}


def test_a_confirmed_payment_does_not_expire(payments: Payments, clock: Clock) -> None:
    paid(payments)
    clock.now += SESSION_SECONDS
    assert payments.lookup("order").status == Status.DONE


def test_an_order_is_looked_up_by_the_payment_that_was_charged_else_by_its_newest(payments: Payments) -> None:
    with refused("NOT_FOUND_PAYMENT"):
        payments.lookup("order")
    first, second = (payments.open("order", 30_000).payment_key for _ in range(2))
    payments.open("another", 30_000)
    assert payments.lookup("order").payment_key == second
    payments.confirm(first, "order", 30_000)
    assert payments.lookup("order").payment_key == first


def test_money_goes_back_in_parts_and_never_more_than_was_paid(payments: Payments) -> None:
    key = paid(payments)
    part = payments.cancel(key, "fee kept", 10_000).as_json()
    assert (part["status"], part["balanceAmount"]) == ("PARTIAL_CANCELED", 20_000)
    assert [cancel["cancelAmount"] for cancel in part["cancels"]] == [10_000]
    with refused("NOT_CANCELABLE_AMOUNT"):
        payments.cancel(key, "too much", 20_001)
    assert payments.cancel(key, "the rest", None).status == Status.CANCELED
    with refused("ALREADY_CANCELED_PAYMENT"):
        payments.cancel(key, "again", 1)
    assert payments.ledger["order"] == Account(30_000, 30_000)
    assert len(part["cancels"]) == 1, "an answer stays what it was"


def test_only_what_was_charged_can_go_back(payments: Payments) -> None:
    with refused("NOT_FOUND_PAYMENT"):
        payments.cancel("unknown", "why not", None)
    with refused("NOT_CANCELABLE_PAYMENT"):
        payments.cancel(payments.open("order", 30_000).payment_key, "early", None)
