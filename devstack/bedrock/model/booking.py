"""The way to a proposal: performance, date, count, grade, seats. What is open is asked, what is said is taken."""

from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.model.desk import Desk, refusal, refusal_code
from devstack.bedrock.model.grades import GRADE_LIKE, speaks_of_grade
from devstack.bedrock.model.performances import settle_performance
from devstack.bedrock.model.scheduling import (
    confirmed_schedule,
    dates_stand,
    needs_no_lookup,
    newly_chosen,
    schedule_query,
    settle_schedule,
)
from devstack.bedrock.model.wording import grade_line, proposal_text


def book(desk: Desk) -> str:
    """Take the booking one step on, or several where the message says enough."""
    settle_performance(desk)
    if speaks_of_grade(desk.words) and desk.state.grade is None and not needs_no_lookup(desk):
        grades = ("get_seat_grades", {"performanceId": desk.state.performance})
        desk.lookup_all([grades] if dates_stand(desk) else [schedule_query(desk), grades])
    settle_schedule(desk)
    if desk.state.count is None:
        return confirmed_schedule(desk) + "\n\n몇 분이 관람하세요?"
    settle_grade(desk)
    return propose(desk, desk.state.schedule, desk.state.count, desk.state.grade)


def propose(desk: Desk, schedule: str | None, count: int, grade: str | None, other_than: Sequence[str] = ()) -> str:
    """Seats that are free now, as a proposal."""
    result = desk.lookup(
        "get_available_seats", scheduleId=schedule, count=count, grade=grade or None, otherThan=list(other_than) or None
    )
    if "proposal" in result:
        return proposal_text(result, exchanges=any(is_of(held, result) for held in desk.holds))
    if "error" not in result:
        return "죄송해요, 조건에 맞는 좌석을 찾지 못했어요. 다른 등급이나 날짜로 찾아볼까요?"
    hint = "" if refusal_code(result) == "LIMIT_EXCEEDED" else " 다른 등급이나 날짜로 찾아볼까요?"
    return refusal(result) + hint


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
    return propose(desk, asked["scheduleId"], asked["count"], asked.get("grade"), asked.get("otherThan", ()))


def settle_grade(desk: Desk) -> None:
    """Settle the grade, or interrupt with the list of prices."""
    if desk.state.grade is not None:
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
