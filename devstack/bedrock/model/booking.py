"""The way to a proposal: performance, date, count, grade, seats. What is open is asked, what is said is taken."""

from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.model import intents
from devstack.bedrock.model.desk import Desk, refusal, refusal_code
from devstack.bedrock.model.grades import GRADE_LIKE, speaks_of_grade
from devstack.bedrock.model.money import BUDGET
from devstack.bedrock.model.performances import settle_performance
from devstack.bedrock.model.scheduling import (
    confirmed_schedule,
    dates_stand,
    needs_no_lookup,
    newly_chosen,
    schedule_query,
    settle_schedule,
)
from devstack.bedrock.model.seat_names import WRITTEN_SEATS
from devstack.bedrock.model.wording import grade_line, join, numbered, options_text, proposal_text

MOST_OPTIONS = 3
UNCHOSEN = "앞뒤나 구역 같은 위치를 골라서 찾지는 못해요. 지금 비어 있는 자리 가운데에서 찾았어요."


def book(desk: Desk) -> str:
    """Take the booking one step on, or several where the message says enough."""
    settle_performance(desk)
    if speaks_of_grade(desk.words) and desk.state.grade is None and not needs_no_lookup(desk):
        grades = ("get_seat_grades", {"performanceId": desk.state.performance})
        desk.lookup_all([grades] if dates_stand(desk) else [schedule_query(desk), grades])
    settle_schedule(desk)
    if WRITTEN_SEATS.search(desk.words):
        return propose(desk, desk.state.schedule, desk.state.count or 1, None)
    if desk.state.count is None:
        return confirmed_schedule(desk) + "\n\n몇 분이 관람하세요?"
    settle_grade(desk)
    return propose(desk, desk.state.schedule, desk.state.count, desk.state.grade)


def propose(desk: Desk, schedule: str | None, count: int, grade: str | None, other_than: Sequence[str] = ()) -> str:
    """Seats that are free now, as a proposal; what the person said of them is passed on as it is."""
    words = desk.conversation.words
    result = desk.lookup(
        "get_available_seats",
        scheduleId=schedule,
        count=count,
        grade=grade or None,
        otherThan=list(other_than) or None,
        seats=words if WRITTEN_SEATS.search(words) else None,
        budget=words if BUDGET.search(words) else None,
        needs=needs_words(desk),
        options=MOST_OPTIONS if intents.SEVERAL.search(words) else None,
    )
    return offer(desk, result)


def needs_words(desk: Desk) -> str | None:
    """The last words in which the person spoke of seats that are kept for a need."""
    spoken = (turn.words for turn in reversed(desk.conversation.turns))
    return next((words for words in spoken if intents.NEEDS.search(words)), None)


def offer(desk: Desk, result: Mapping[str, Any]) -> str:
    """What a search for seats came to: a refusal first, then what is offered in its place."""
    said = refusal(result) if "error" in result else str(result.get("ageNotice", ""))
    if {"proposal", "options"} & result.keys() and chose_place(desk.words):
        said = join([said, UNCHOSEN], " ")
    if "proposal" in result:
        return join([said, proposal_text(result, exchanges=any(is_of(held, result) for held in desk.holds))], "\n\n")
    if "options" in result:
        return join([said, options_text(result)], "\n\n")
    if "alternatives" in result:
        lines = numbered(str(other["alternativeText"]) for other in result["alternatives"])
        return f"{said} 대신 이런 자리가 있어요.\n\n{lines}\n\n어느 것으로 찾아드릴까요?"
    return nothing_found(result, said)


def chose_place(words: str) -> bool:
    """Whether the words wish for a place in the house, and name no seats."""
    return bool(intents.SEAT_PLACE.search(words)) and not WRITTEN_SEATS.search(words)


def nothing_found(result: Mapping[str, Any], said: str) -> str:
    """No seats are offered: why not, and what can be done."""
    if "ageNotice" in result:
        return f"{said} 그 인원으로 찾을까요, 인원을 바꿀까요?"
    if not said:
        return "죄송해요, 조건에 맞는 좌석을 찾지 못했어요. 다른 등급이나 날짜로 찾아볼까요?"
    hint = "" if refusal_code(result) in {"LIMIT_EXCEEDED", "SEAT_UNKNOWN"} else " 다른 등급이나 날짜로 찾아볼까요?"
    return join([said + hint, result.get("supportText")], "\n\n")


def is_of(held: Mapping[str, Any], result: Mapping[str, Any]) -> bool:
    """Whether seats are held on the very date of a proposal: consent exchanges them."""
    return (held.get("performanceTitle"), held.get("startsAtText")) == (result.get("title"), result.get("startsAtText"))


def proposed_anew(desk: Desk) -> str | None:
    """What the seats that this turn has asked for came to, None where it has asked for none.

    The context changes with each proposal: the call itself says what was wanted.
    """
    calls = desk.conversation.turns[-1].calls
    asked = next((call.input for call in calls if call.name == "get_available_seats"), None)
    if asked is None:
        return None
    return offer(desk, desk.lookup("get_available_seats", **asked))


def settle_grade(desk: Desk) -> None:
    """Settle the grade, or interrupt with the list of prices."""
    if desk.state.grade is not None or desk.context.get("budget") or BUDGET.search(desk.words):
        return
    result = desk.require("get_seat_grades", performanceId=desk.state.performance)
    lines = "\n".join(f"- {grade_line(facts)}" for facts in result.get("grades", []))
    fee = f"\n\n예매 수수료는 {fee}이에요." if (fee := result.get("bookingFeeText")) else ""
    head = f"{desk.state.count}명이시군요. 등급별 가격이에요."
    if GRADE_LIKE.search(desk.words):
        head = "말씀하신 등급은 이 공연에 없어요. 이런 등급이 있어요."
    if newly_chosen(desk):
        head = f"{confirmed_schedule(desk)}\n\n{head}"
    desk.say(f"{head}\n\n{lines}{fee}\n\n어느 등급으로 찾아드릴까요?")
