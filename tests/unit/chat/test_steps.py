"""The step that follows from what is known, its module of the prompt, and its buttons."""

from typing import Any

import pytest

from lambdas.chat.conversation.choices import Suggestion, choices_for
from lambdas.chat.conversation.questions import asks_information
from lambdas.chat.conversation.state import ConversationState, OfferedSchedule, Proposal, ProposedSeat
from lambdas.chat.conversation.steps import Step, derive_step
from lambdas.chat.prompts.composer import step_prompt
from lambdas.chat.protocol import Choice
from megaticket.korean.consent import Release, is_yes, read_release

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


TITLES = (Choice("은하 정거장", "은하 정거장"),)
GRADES = (Choice("R석 90,000원", "R석 등급으로 할게요"),)


def suggested(answers: Step | None, needed: Step, choices: tuple[Choice, ...] = TITLES) -> Suggestion:
    return Suggestion(choices, answers, needed)


@pytest.mark.parametrize(
    ("answers", "needed", "known"),
    [
        pytest.param(Step.PERFORMANCE, Step.PERFORMANCE, {}, id="what is needed"),
        pytest.param(Step.PERFORMANCE, Step.SCHEDULE, PERFORMANCE, id="another performance"),
        pytest.param(Step.SCHEDULE, Step.HEADCOUNT, DATE, id="another date"),
        pytest.param(Step.GRADE, Step.SCHEDULE, DATE | {"count": 2}, id="the booking went on to it"),
        pytest.param(None, Step.SEATS, DATE | {"count": 2, "grade": "R석"}, id="the result's own question"),
    ],
)
def test_what_a_tool_suggests_comes_before_the_steps_own_buttons(
    answers: Step | None, needed: Step, known: dict[str, Any]
) -> None:
    state = ConversationState(**known)
    assert choices_for(step(state), state, [suggested(answers, needed)], NOW) == TITLES


@pytest.mark.parametrize(
    ("answers", "needed", "known"),
    [
        pytest.param(Step.GRADE, Step.SCHEDULE, PERFORMANCE, id="grades before a date"),
        pytest.param(Step.GRADE, Step.HEADCOUNT, DATE, id="grades before the count"),
        pytest.param(Step.PERFORMANCE, Step.PERFORMANCE, DATE, id="chosen since"),
        pytest.param(None, Step.SEATS, PERFORMANCE, id="another date is looked for since"),
    ],
)
def test_what_a_tool_suggests_stays_away_from_another_question(
    answers: Step | None, needed: Step, known: dict[str, Any]
) -> None:
    state = ConversationState(**known)
    own = choices_for(step(state), state, (), NOW)
    assert choices_for(step(state), state, [suggested(answers, needed)], NOW) == own


def test_of_several_suggestions_the_last_that_fits_is_shown() -> None:
    state = ConversationState(**PERFORMANCE)
    dates = suggested(Step.SCHEDULE, Step.SCHEDULE)
    for other in (suggested(Step.GRADE, Step.SCHEDULE, GRADES), suggested(Step.PERFORMANCE, Step.PERFORMANCE, GRADES)):
        assert choices_for(Step.SCHEDULE, state, [dates, other], NOW) == TITLES
        assert choices_for(Step.SCHEDULE, state, [other, dates], NOW) == TITLES


def test_a_date_is_asked_for_with_those_that_were_offered_and_can_be_bought() -> None:
    offered = [
        OfferedSchedule(schedule_id=f"S{day}", starts_at=NOW + day * 86_400, on_sale=day != 1) for day in range(9)
    ]
    state = ConversationState(**PERFORMANCE, count=4, offered=tuple(offered))
    choices = choices_for(Step.SCHEDULE, state, (), NOW)
    assert [choice.label[:7] for choice in choices] == [f"11월 {day}일" for day in (23, 25, 26, 27, 28, 29)]
    assert [choice.message for choice in choices] == [choice.label for choice in choices]


@pytest.mark.parametrize("known", [{}, PERFORMANCE, DATE | {"proposals": (PROPOSAL,)}])
def test_whoever_holds_seats_and_looks_at_them_can_release_them(known: dict[str, Any]) -> None:
    state = ConversationState(**known)
    held = choices_for(Step.CANCEL, state, (), NOW, has_live_hold=True)
    assert [read_release(choice.message, asked=False) for choice in held] == [Release.NOT_MENTIONED, Release.WANTED]
    assert {read_release(each.label, asked=False) for each in held} == {Release.NOT_MENTIONED, Release.WANTED}
    assert Release.WANTED not in {
        read_release(choice.message, asked=False) for choice in choices_for(Step.CANCEL, state, (), NOW)
    }


def test_no_button_but_the_proposals_says_yes_or_asks_a_question() -> None:
    """A button's words are read like typed ones: pressed at another moment they must mean nothing else."""
    grades = ConversationState(**DATE, grades=("R석", "S석"))
    for each in Step:
        for choice in choices_for(each, grades, (), NOW):
            assert not is_yes(choice.message)
            assert not asks_information(choice.message, chooses=False)
