"""The way to a proposal: performance, date, count, grade, seats. What is open is asked, what is said is taken."""

from collections.abc import Sequence

from devstack.bedrock.model.desk import Desk, refusal, refusal_code
from devstack.bedrock.model.grades import GRADE_LIKE, speaks_of_grade
from devstack.bedrock.model.performances import settle_performance
from devstack.bedrock.model.scheduling import confirmed_schedule, needs_no_lookup, schedule_query, settle_schedule
from devstack.bedrock.model.wording import grade_line, proposal_text


def book(desk: Desk) -> str:
    """Take the booking one step on, or several where the message says enough."""
    settle_performance(desk)
    if speaks_of_grade(desk.words) and desk.state.grade is None and not needs_no_lookup(desk):
        desk.lookup_all([schedule_query(desk), ("get_seat_grades", {"performanceId": desk.state.performance})])
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
        return proposal_text(result)
    if "error" not in result:
        return "죄송해요, 조건에 맞는 좌석을 찾지 못했어요. 다른 등급이나 날짜로 찾아볼까요?"
    hint = "" if refusal_code(result) == "LIMIT_EXCEEDED" else " 다른 등급이나 날짜로 찾아볼까요?"
    return refusal(result) + hint


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
    if desk.called("get_performance_schedules") is not None:
        head = f"{confirmed_schedule(desk)}\n\n{head}"
    desk.say(f"{head}\n\n{lines}{fee}\n\n어느 등급으로 찾아드릴까요?")
