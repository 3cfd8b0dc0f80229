"""The table of payments: what becomes of money that is declined, late, doubled, lost on its way or not wanted any more."""

import pytest

from megaticket.booking.models import Hold
from megaticket.booking.payment_transitions import Payment
from megaticket.errors import Refusal
from tests.booking_model.ports import CrashError, Trouble
from tests.booking_model.sweep import sweep
from tests.booking_model.theatre import Theatre, accepted, code_of

HOUR = 3600


@pytest.fixture
def theatre() -> Theatre:
    return Theatre()


def settle_all(theatre: Theatre) -> None:
    """Settlement every minute, for two."""
    for _ in range(2):
        theatre.time.pass_by(60)
        theatre.settle()
    sweep(theatre)


def state(theatre: Theatre, hold: Hold) -> str:
    return theatre.stored(hold).state.value


def test_declined_and_then_retried_with_another_card(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    theatre.provider.mood = "decline"

    assert code_of(theatre.confirm(hold, "key-1")) == "PAYMENT_DECLINED"
    assert theatre.keys("PAYMENT_OPEN#") == []
    assert accepted(theatre.confirm(hold, "key-2")).state == "CONFIRMED"
    settle_all(theatre)
    assert theatre.provider.kept(hold.hold_id) == 152_000


def test_declined_again_with_the_same_key_is_declined(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    theatre.provider.mood = "decline"

    assert [code_of(theatre.confirm(hold)) for _ in range(2)] == ["PAYMENT_DECLINED"] * 2
    settle_all(theatre)
    assert theatre.provider.kept(hold.hold_id) == 0


@pytest.mark.parametrize("at", range(8))
@pytest.mark.parametrize("other_key", ["key-1", "key-2"])
def test_approved_twice_at_once_sells_once_and_refunds_nothing(theatre: Theatre, at: int, other_key: str) -> None:
    hold = theatre.paying("alice", "1-2")
    others: list[Hold | Refusal] = []
    with theatre.ports.troubled(Trouble("other before", at, lambda: others.append(theatre.confirm(hold, other_key)))):
        outcomes = [theatre.confirm(hold), *others]

    settle_all(theatre)
    assert state(theatre, hold) == "CONFIRMED"
    assert theatre.provider.kept(hold.hold_id) == 152_000
    assert theatre.provider.refunds_asked == 0
    won = [outcome for outcome in outcomes if isinstance(outcome, Hold)]
    assert len(won) == (len(outcomes) if other_key == "key-1" else 1)


@pytest.mark.parametrize("amount", [0, 1, 151_999, 152_001])
def test_a_wrong_amount_is_refused_before_anything_is_asked(theatre: Theatre, amount: int) -> None:
    hold = theatre.paying("alice", "1-2")

    assert code_of(theatre.confirm(hold, amount=amount)) == "AMOUNT_MISMATCH"
    assert theatre.provider.payments == {}
    assert state(theatre, hold) == "PAYING"


def lose_the_seats(theatre: Theatre, hold: Hold) -> None:
    """The payment hangs until somebody else has the seats."""
    theatre.provider.is_down = True
    assert code_of(theatre.confirm(hold)) == "PAYMENT_IN_PROGRESS"
    theatre.time.pass_by(HOUR)
    theatre.held("bob", "1-2")
    theatre.provider.is_down = False


def test_money_for_seats_that_are_gone_comes_back_in_full(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2", "1-3")
    theatre.provider.mood = "unanswered"
    assert code_of(theatre.confirm(hold)) == "PAYMENT_IN_PROGRESS"
    lost = theatre.provider.payments[hold.hold_id, "key-1"].charged
    lose_the_seats(theatre, hold)

    outcome = theatre.confirm(hold)

    assert lost == 304_000
    assert code_of(outcome) == "SEAT_TAKEN"
    assert isinstance(outcome, Refusal)
    assert "환불" in outcome.message
    settle_all(theatre)
    assert (state(theatre, hold), theatre.provider.kept(hold.hold_id)) == ("CANCELLED", 0)


def test_seats_that_are_gone_are_never_charged_for_by_settlement(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    lose_the_seats(theatre, hold)

    settle_all(theatre)

    assert state(theatre, hold) == "CANCELLED"
    assert theatre.provider.payments == {}
    theatre.time.pass_by(HOUR)
    settle_all(theatre)
    assert theatre.keys("REFUND_DUE#") == []


def test_a_charge_that_comes_late_for_seats_that_are_gone_comes_back(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    lose_the_seats(theatre, hold)
    settle_all(theatre)
    theatre.provider.approve("key-1", hold.hold_id, hold.total_price)

    settle_all(theatre)

    assert theatre.provider.kept(hold.hold_id) == 0


def test_a_provider_that_is_down_for_an_hour_is_asked_again(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    theatre.provider.is_down = True
    assert code_of(theatre.confirm(hold)) == "PAYMENT_IN_PROGRESS"
    for _ in range(60):
        theatre.time.pass_by(60)
        assert theatre.settle().unsettled == 1
        sweep(theatre)
    theatre.provider.is_down = False

    assert theatre.settle().unsettled == 0
    assert state(theatre, hold) == "CONFIRMED"
    assert theatre.provider.kept(hold.hold_id) == 152_000


def test_a_refund_that_fails_for_an_hour_is_paid_in_the_end(theatre: Theatre) -> None:
    hold = bought(theatre)
    accepted(theatre.payments.cancel("alice", hold.hold_id, 152_000))
    theatre.provider.is_refund_down = True
    for _ in range(60):
        theatre.time.pass_by(60)
        assert theatre.settle().refunds_due == 1
        sweep(theatre)
    theatre.provider.is_refund_down = False

    assert theatre.settle().refunds_due == 0
    assert theatre.provider.kept(hold.hold_id) == 0


def test_a_payment_that_is_not_found_for_an_hour_is_refunded_in_the_end(theatre: Theatre) -> None:
    hold = bought(theatre)
    accepted(theatre.payments.cancel("alice", hold.hold_id, 152_000))
    hidden, theatre.provider.payments = theatre.provider.payments, {}
    for _ in range(60):
        theatre.time.pass_by(60)
        theatre.settle()
    theatre.provider.payments = hidden

    theatre.settle()

    assert theatre.provider.kept(hold.hold_id) == 0


def test_an_answer_about_an_earlier_card_decides_nothing(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    theatre.provider.mood = "decline"
    assert code_of(theatre.confirm(hold, "key-1")) == "PAYMENT_DECLINED"
    theatre.provider.mood = "unheard"
    assert code_of(theatre.confirm(hold, "key-2")) == "PAYMENT_IN_PROGRESS"

    settle_all(theatre)

    assert state(theatre, hold) == "CONFIRMED"
    assert theatre.provider.kept(hold.hold_id) == 152_000


@pytest.mark.parametrize("at", range(7))
@pytest.mark.parametrize("kind", ["crash before", "crash after"])
def test_a_crash_anywhere_in_a_confirmation_leaves_no_charge_without_a_ticket(
    theatre: Theatre, at: int, kind: str
) -> None:
    hold = theatre.paying("alice", "1-2")
    crash = Trouble("crash before", at) if kind == "crash before" else Trouble("crash after", at)
    with theatre.ports.troubled(crash):
        try:
            theatre.confirm(hold)
        except CrashError:
            assert crash.struck

    sweep(theatre)
    settle_all(theatre)
    assert state(theatre, hold) == ("CONFIRMED" if theatre.provider.payments else "PAYING")


def bought(theatre: Theatre) -> Hold:
    hold = theatre.paying("alice", "1-2")
    return accepted(theatre.payments.confirm("alice", hold.hold_id, Payment("key-1", hold.total_price)))
