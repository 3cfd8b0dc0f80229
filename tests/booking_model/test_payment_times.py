"""Payments against the clock: late, slow, begun again."""

import pytest

from megaticket.booking.models import LAST_PAYMENT_SECONDS, PAYMENT_GRACE_SECONDS, Hold
from tests.booking_model.sweep import sweep
from tests.booking_model.theatre import Theatre, accepted, code_of
from tests.unit.megaticket.stage import SCHEDULE

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


@pytest.mark.parametrize(
    ("late", "answer"), [(-1, "CONFIRMED"), (1, "CONFIRMED"), (59, "CONFIRMED"), (60, ""), (61, ""), (HOUR, "")]
)
def test_late_by(theatre: Theatre, late: int, answer: str) -> None:
    hold = theatre.paying("alice", "1-2")
    theatre.time.pass_by(hold.expires_at - theatre.now + late)

    outcome = theatre.confirm(hold)

    assert (outcome.state if isinstance(outcome, Hold) else "") == answer
    assert isinstance(outcome, Hold) or outcome.code == "HOLD_EXPIRED"
    settle_all(theatre)
    assert theatre.provider.kept(hold.hold_id) == (152_000 if answer else 0)


def test_the_minute_of_grace_is_the_payers(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    theatre.time.pass_by(hold.expires_at - theatre.now + 65)

    assert code_of(theatre.hold("bob", "1-2")) == "SEAT_TAKEN"
    theatre.time.pass_by(1)
    assert accepted(theatre.hold("bob", "1-2"))


def test_an_approval_of_100_seconds_sells(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    theatre.time.pass_by(hold.expires_at - theatre.now + 59)
    theatre.provider.mood = "slow"

    assert accepted(theatre.confirm(hold)).state == "CONFIRMED"
    settle_all(theatre)


def test_declined_cards_do_not_hold_seats_for_ever(theatre: Theatre) -> None:
    hold = theatre.paying("alice", "1-2")
    answers = []
    for attempt in range(40):
        theatre.provider.mood = "decline"
        answers.append(code_of(theatre.confirm(hold, f"key-{attempt}")))
        theatre.time.pass_by(100)

    assert set(answers) == {"PAYMENT_DECLINED", "HOLD_EXPIRED"}
    assert answers.count("PAYMENT_DECLINED") * 100 <= LAST_PAYMENT_SECONDS + PAYMENT_GRACE_SECONDS + 100
    assert accepted(theatre.hold("bob", "1-2"))


def test_abandoning_gives_the_end_from_before_and_keeps_what_was_extended(theatre: Theatre) -> None:
    held = theatre.held("alice", "1-2")
    started = accepted(theatre.payments.start("alice", held.hold_id))
    theatre.time.pass_by(60)
    assert started.expires_at == held.expires_at
    accepted(theatre.payments.abandon("alice", held.hold_id))
    extended = accepted(theatre.booking.extend("alice", held.hold_id, "extend-1"))

    accepted(theatre.payments.start("alice", held.hold_id))

    assert accepted(theatre.payments.abandon("alice", held.hold_id)).expires_at == extended.expires_at


def test_payment_gives_ten_minutes_once_in_a_holds_life(theatre: Theatre) -> None:
    held = theatre.held("alice", "1-2")
    theatre.time.pass_by(590)
    assert accepted(theatre.payments.start("alice", held.hold_id)).expires_at == theatre.now + 600
    assert accepted(theatre.payments.abandon("alice", held.hold_id)).expires_at == held.expires_at
    theatre.time.pass_by(9)

    assert accepted(theatre.payments.start("alice", held.hold_id)).expires_at == held.expires_at


def test_extensions_end_half_an_hour_after_the_hold_was_made_however_many_are_allowed() -> None:
    theatre = Theatre(schedule=SCHEDULE.model_copy(update={"maximum_extensions": 9}))
    held = theatre.held("alice", "1-2")
    theatre.time.pass_by(300)

    ends = [accepted(theatre.booking.extend("alice", held.hold_id, f"extend-{n}")).expires_at for n in range(2)]

    assert ends == [held.holding_created_at + 1200, held.holding_created_at + 1800]
    assert code_of(theatre.booking.extend("alice", held.hold_id, "extend-3")) == "EXTEND_LIMIT"
