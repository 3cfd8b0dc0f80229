"""The step that follows from what is known, its module of the prompt, and its buttons."""

from typing import Any

import pytest

from lambdas.chat.conversation.choices import choices_for
from lambdas.chat.conversation.questions import asks_information
from lambdas.chat.conversation.state import ConversationState, Proposal, ProposedSeat
from lambdas.chat.conversation.steps import Step, derive_step
from lambdas.chat.prompts.composer import step_prompt
from lambdas.chat.protocol import Choice
from megaticket.korean.consent import Release, is_yes

NOW = 1_795_424_520
PERFORMANCE: dict[str, Any] = {"performance_id": "PX1", "performance_title": "은하 정거장"}
DATE = PERFORMANCE | {"schedule_id": "PX1-20261205-1400", "starts_at": 1_796_446_800, "ticket_limit": 4}
PROPOSAL = Proposal(
    proposal_id="P1",
    schedule_id="PX1-20261205-1400",
    seats=(ProposedSeat(seat_id="1F-A-1-1", label="1층 A구역 1열 1번", grade="R석", price=90_000),),
    subtotal=90_000,
    booking_fee=1_500,
    total_price=91_500,
    adjacent=True,
    expires_at=NOW + 1,
)
STATES = [
    (Step.PERFORMANCE, {}),
    (Step.SCHEDULE, PERFORMANCE),
    (Step.SCHEDULE, PERFORMANCE | {"count": 2}),
    (Step.HEADCOUNT, DATE),
    (Step.HEADCOUNT, DATE | {"grade": "R석"}),
    (Step.GRADE, DATE | {"count": 2}),
    (Step.SEATS, DATE | {"count": 2, "grade": "R석"}),
    (Step.CONFIRM, DATE | {"count": 2, "grade": "R석", "proposals": (PROPOSAL,)}),
]
"""What is known, and the first thing that is missing."""


def step(state: ConversationState, **facts: Any) -> Step:
    known: dict[str, Any] = {"first_turn": False, "has_live_hold": False, "has_paid": False, "now": NOW}
    return derive_step(state, **known | facts)


@pytest.mark.parametrize(("expected", "known"), STATES)
def test_the_step_is_the_first_thing_that_is_missing(expected: Step, known: dict[str, Any]) -> None:
    assert step(ConversationState(**known)) == expected
    assert step(ConversationState(**known), first_turn=True) == (expected if known else Step.GREETING)


def test_a_proposal_that_is_over_is_looked_for_again() -> None:
    state = ConversationState(**DATE, count=1, grade="R석", proposals=(PROPOSAL,))
    assert step(state, now=NOW + 1) == Step.SEATS


@pytest.mark.parametrize(("expected", "known"), STATES)
@pytest.mark.parametrize("paid", [False, True], ids=["held", "paid"])
def test_a_hold_is_talked_about_until_the_next_booking_begins(
    expected: Step, known: dict[str, Any], paid: bool
) -> None:
    own = Step.RESERVATION if paid else Step.HOLDING
    state = ConversationState(**known, held_id="H1")
    assert step(state, has_live_hold=not paid, has_paid=paid) == (expected if known else own)


@pytest.mark.parametrize(("_expected", "known"), STATES)
def test_what_the_last_message_asks_comes_first(_expected: Step, known: dict[str, Any]) -> None:
    for asked, own in (
        ({"asked_for_information": True}, Step.INFO),
        ({"asked_for_reservations": True}, Step.CANCEL),
        ({"asked_for_reservations": True, "asked_for_information": True}, Step.CANCEL),
        ({"release": Release.ASKED_ABOUT}, Step.CANCEL),
        ({"release": Release.WANTED, "asked_for_information": True}, Step.INFO),
    ):
        assert step(ConversationState(**known | asked), has_live_hold=True) == own


@pytest.mark.parametrize("each", Step)
def test_every_step_has_rules_and_buttons(each: Step) -> None:
    assert step_prompt(each)
    for _, known in STATES:
        assert choices_for(each, ConversationState(**known), (), NOW)


def test_after_a_question_in_between_the_buttons_are_those_that_the_booking_goes_on_with() -> None:
    for expected, known in STATES:
        state = ConversationState(**known)
        assert choices_for(Step.INFO, state, (), NOW) == choices_for(expected, state, (), NOW)
    proposed = ConversationState(**DATE, proposals=(PROPOSAL,))
    assert choices_for(Step.INFO, proposed, (), NOW)[0].confirm == "P1"


@pytest.mark.parametrize(("limit", "most"), [(2, 2), (4, 4), (10, 4), (None, 4)])
def test_no_button_asks_for_more_tickets_than_the_date_sells(limit: int | None, most: int) -> None:
    choices = choices_for(Step.HEADCOUNT, ConversationState(**DATE | {"ticket_limit": limit}), (), NOW)
    assert [choice.label for choice in choices] == [f"{count}명" for count in range(1, most + 1)]


def test_what_a_tool_suggests_comes_before_the_steps_own_buttons() -> None:
    suggested = (Choice("은하 정거장", "은하 정거장"),)
    assert choices_for(Step.PERFORMANCE, ConversationState(), suggested, NOW) == suggested


def test_no_button_but_the_proposals_says_yes_or_asks_a_question() -> None:
    """A button's words are read like typed ones: pressed at another moment they must mean nothing else."""
    grades = ConversationState(**DATE, grades=("R석", "S석"))
    for each in Step:
        for choice in choices_for(each, grades, (), NOW):
            assert not is_yes(choice.message)
            assert not asks_information(choice.message, chooses=False)
