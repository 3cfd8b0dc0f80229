"""Nothing is held without consent, and one proposal holds once."""

import pytest

from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.tools.holding import ASK_TO_RELEASE, ASK_WHICH_TO_RELEASE, SAY_TO_RELEASE
from megaticket.korean.consent import Release
from tests.integration.chat.theatre import AFTERNOON, EVENING
from tests.integration.chat.tools import error_of, proposal, use
from tests.integration.chat.world import OTHER, USER, World

AGREED = ConversationState(performance_id="PX1", schedule_id=AFTERNOON, count=2, proposals=(proposal(),))

RELEASING = ConversationState(release=Release.WANTED)
IN_HASTE = ConversationState(more_time=True)
CHANGING = ConversationState(release=Release.WANTED, more_time=True)


def test_consent_holds_the_proposals_seats(world: World) -> None:
    outcome = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1")
    (command,) = world.functions.commands
    assert command == {
        "action": "hold",
        "userId": USER,
        "scheduleId": AFTERNOON,
        "seatIds": ["2F-B-1-1", "2F-B-1-2"],
        "expectedTotal": 123_000,
        "requestId": "P1",
    }
    (action,) = outcome.actions
    hold = action.data
    assert (action.type, hold["totalPrice"], hold["remainingSeconds"]) == ("HOLD_CREATED", 123_000, 600)
    assert outcome.result == {
        "hold": {
            "holdId": hold["holdId"],
            "scheduleId": AFTERNOON,
            "performanceTitle": "은하 정거장",
            "startsAtText": "12월 5일 (토) 14:00",
            "seatLabels": ["2층 B구역 1열 1번", "2층 B구역 1열 2번"],
            "grades": ["S석"],
            "totalText": "123,000원",
            "expiresAtText": "18:12",
            "paymentUrl": f"/pay/{hold['holdId']}",
        },
        "notice": outcome.result["notice"],
        "replaced": False,
    }
    assert outcome.wrote
    assert outcome.state == ConversationState(held_id=hold["holdId"])


@pytest.mark.parametrize(
    ("state", "consented", "asked"),
    [
        pytest.param(AGREED, None, "P1", id="no consent"),
        pytest.param(
            ConversationState(proposals=(proposal("P1"), proposal("P2", "2F-B-2-1"))), "P1", "P2", id="another proposal"
        ),
        pytest.param(AGREED, "P1", "P2", id="an invented proposal"),
        pytest.param(ConversationState(), "P1", "P1", id="a proposal that is gone"),
        pytest.param(ConversationState(), None, "None", id="nothing at all"),
    ],
)
def test_without_consent_to_this_very_proposal_nothing_is_asked_for(
    world: World, state: ConversationState, consented: str | None, asked: str
) -> None:
    outcome = use(world, "hold_seats", {"proposalId": asked}, state, consented)
    assert error_of(outcome) == "CONSENT_REQUIRED"
    assert world.functions.commands == []
    assert not outcome.wrote


def test_a_model_that_calls_twice_holds_once(world: World) -> None:
    first = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1")
    again = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1")
    assert first.result["hold"]["holdId"] == again.result["hold"]["holdId"]
    # Not an exchange of the seats for themselves, which would begin their ten minutes anew.
    assert [command["action"] for command in world.functions.commands] == ["hold", "hold"]
    assert [action.type for action in again.actions] == ["HOLD_CREATED"]
    assert len(world.booking.holds_of(USER)) == 1


def test_a_price_that_a_model_could_not_change_is_checked_by_the_function(world: World) -> None:
    cheap = ConversationState(proposals=(proposal(total_price=1_000),))
    outcome = use(world, "hold_seats", {"proposalId": "P1"}, cheap, consented="P1")
    assert error_of(outcome) == "PRICE_CHANGED"
    assert world.booking.holds_of(USER) == []


def test_seats_taken_meanwhile_void_the_proposal_and_the_next_ones_are_shown(world: World) -> None:
    world.hold(AFTERNOON, ("2F-B-1-2",), 61_500)
    outcome = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1")
    assert error_of(outcome) == "SEAT_TAKEN"
    assert outcome.result["error"]["seatIds"] == ["2F-B-1-2"]
    (action,) = outcome.actions
    assert {seat["seatId"] for seat in action.data["seats"]}.isdisjoint({"2F-B-1-2"})
    assert outcome.state is not None
    assert [p.proposal_id for p in outcome.state.proposals] == [outcome.result["proposal"]["proposalId"]]
    assert (outcome.state.refusals, len(world.pauses)) == (1, 1)
    assert world.booking.holds_of(USER) == []


def test_a_second_hold_of_one_date_exchanges_the_first(world: World) -> None:
    first = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1").result["hold"]
    second = ConversationState(proposals=(proposal("P2", "2F-B-2-1"),))
    outcome = use(world, "hold_seats", {"proposalId": "P2"}, second, consented="P2")
    (action,) = outcome.actions
    assert (action.type, outcome.result["replaced"]) == ("HOLD_REPLACED", True)
    assert (action.data["holdId"], action.data["totalPrice"]) == (first["holdId"], 61_500)
    assert {str(seat) for seat in world.booking.taken(AFTERNOON, "2F-B")} == {"2F-B-2-1"}


def test_an_exchange_for_taken_seats_loses_nothing(world: World) -> None:
    use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1")
    world.hold(AFTERNOON, ("2F-B-2-1",), 61_500)
    second = ConversationState(proposals=(proposal("P2", "2F-B-2-1"),))
    outcome = use(world, "hold_seats", {"proposalId": "P2"}, second, consented="P2")
    assert error_of(outcome) == "SEAT_TAKEN"
    (held,) = world.booking.holds_of(USER)
    assert [seat.seat_id for seat in held.seats] == ["2F-B-1-1", "2F-B-1-2"]


def test_more_time_is_given_once_a_turn_and_not_endlessly(world: World) -> None:
    held = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1").result["hold"]
    for _ in range(2):
        outcome = use(world, "extend_hold", {"holdId": held["holdId"]}, IN_HASTE)
        assert outcome.result["hold"]["expiresAtText"] == "18:22"
        assert [action.type for action in outcome.actions] == ["HOLD_EXTENDED"]
        assert outcome.wrote
    world.clock.pass_seconds(1200)
    late = use(world, "extend_hold", {"holdId": held["holdId"]}, IN_HASTE, turn="c1:2")
    assert error_of(late) == "HOLD_EXPIRED"


def test_nobody_who_did_not_ask_is_given_more_time(world: World) -> None:
    held = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1").result["hold"]
    assert error_of(use(world, "extend_hold", {"holdId": held["holdId"]})) == "CONSENT_REQUIRED"
    (stored,) = world.booking.holds_of(USER)
    assert (stored.hold_id, stored.extensions) == (held["holdId"], 0)


def test_releasing_gives_the_seats_back(world: World) -> None:
    held = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1").result["hold"]
    outcome = use(world, "cancel_hold", {"holdId": held["holdId"]}, RELEASING)
    released = outcome.result["released"]
    assert (released["holdId"], released["performanceTitle"], released["seatLabels"]) == (
        held["holdId"],
        "은하 정거장",
        held["seatLabels"],
    )
    assert not {"expiresAtText", "paymentUrl"} & released.keys()
    assert outcome.wrote
    assert [action.as_json("A") for action in outcome.actions] == [
        {"actionId": "A", "type": "HOLD_RELEASED", "data": {"holdId": held["holdId"]}}
    ]
    assert world.booking.taken(AFTERNOON, "2F-B") == frozenset()


def test_a_wish_gives_one_hold_back_however_often_a_model_calls(world: World) -> None:
    meant = world.hold(AFTERNOON, ("2F-B-1-1",), 61_500, user=USER)
    after = use(world, "cancel_hold", {"holdId": meant["holdId"]}, RELEASING).state
    made_since = world.hold(EVENING, ("2F-B-1-2",), 61_500, user=USER)
    assert after is not None
    assert error_of(use(world, "cancel_hold", {"holdId": made_since["holdId"]}, after)) == "CONSENT_REQUIRED"
    live = list(filter(world.booking.is_live, world.booking.holds_of(USER)))
    assert [hold.hold_id for hold in live] == [made_since["holdId"]]


def test_who_named_a_hold_loses_no_other(world: World) -> None:
    held = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1").result["hold"]
    for named, code in (("H-other", "CONSENT_REQUIRED"), (held["holdId"], None)):
        wish = RELEASING.model_copy(update={"release_of": named})
        outcome = use(world, "cancel_hold", {"holdId": held["holdId"]}, wish)
        assert (error_of(outcome) if code else outcome.result["released"]["holdId"]) == (code or held["holdId"])


@pytest.mark.parametrize("hold_id", ["H0000", "junk id", "P1"])
def test_an_unknown_hold_is_not_found(world: World, hold_id: str) -> None:
    for name in ("cancel_hold", "extend_hold"):
        assert error_of(use(world, name, {"holdId": hold_id}, CHANGING)) == "HOLD_NOT_FOUND"


def test_another_persons_hold_is_not_found_and_stays(world: World) -> None:
    theirs = world.hold(AFTERNOON, ("2F-B-1-1",), 61_500, user=OTHER)
    for name in ("cancel_hold", "extend_hold"):
        assert error_of(use(world, name, {"holdId": theirs["holdId"]}, CHANGING)) == "HOLD_NOT_FOUND"
    assert len(world.booking.taken(AFTERNOON, "2F-B")) == 1
    assert world.functions.commands == []


def test_reservations_are_the_persons_own(world: World) -> None:
    world.hold(AFTERNOON, ("2F-B-2-1",), 61_500, user=OTHER)
    held = use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1").result["hold"]
    outcome = use(world, "get_my_reservations", {})
    assert outcome.result == {"reservations": [held | {"state": "HOLDING", "stateText": "선점 중"}], "total": 1}
    (action,) = outcome.actions
    assert action.type == "MY_RESERVATIONS"
    assert action.data["reservations"][0]["remainingSeconds"] == 600


def test_holds_that_came_to_nothing_are_not_shown(world: World) -> None:
    use(world, "hold_seats", {"proposalId": "P1"}, AGREED, consented="P1")
    world.clock.pass_seconds(600)
    assert use(world, "get_my_reservations", {}).result == {"reservations": [], "total": 0}


@pytest.mark.parametrize(
    ("state", "several", "asked"),
    [
        (ConversationState(release=Release.ASKED_ABOUT), False, ASK_TO_RELEASE),
        (ConversationState(release=Release.ASKED_ABOUT), True, ASK_WHICH_TO_RELEASE),
        (ConversationState(), True, SAY_TO_RELEASE),
    ],
)
def test_a_release_that_nobody_wanted_is_asked_for_in_words_that_are_true(
    world: World, state: ConversationState, several: bool, asked: str
) -> None:
    held = world.hold(AFTERNOON, ("2F-B-1-1",), 61_500, user=USER)
    if several:
        world.hold(EVENING, ("2F-B-1-2",), 61_500, user=USER)
    refused = use(world, "cancel_hold", {"holdId": held["holdId"]}, state)
    assert refused.result["error"]["message"] == asked
