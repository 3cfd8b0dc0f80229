"""The way to a proposal: performance, date, count, grade, seats. What is open is asked, what is said is taken."""

from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.model.counts import read_count
from devstack.bedrock.model.dates import at_time, date_words, names_day
from devstack.bedrock.model.desk import Desk, refusal, refusal_code
from devstack.bedrock.model.particles import with_particle
from devstack.bedrock.model.performances import settle_performance
from devstack.bedrock.model.state import chosen_of_list
from devstack.bedrock.model.wording import (
    MOST_LISTED,
    bullets,
    casting_text,
    grade_line,
    numbered,
    proposal_text,
    schedule_line,
)


def book(desk: Desk) -> str:
    """Take the booking one step on, or several where the message says enough."""
    settle_performance(desk)
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


def settle_schedule(desk: Desk) -> None:
    """Settle the date, or interrupt with a question."""
    when = date_words(desk.words)
    told = desk.called("get_performance_schedules")
    if told is None and desk.state.schedule and not names_day(when):
        refused = (
            when and not fits_settled(desk, when) and not chosen_of_list(desk.state, desk.words, desk.state.listed)
        )
        if not refused:
            return
    result = desk.lookup(
        "get_performance_schedules",
        performanceId=desk.state.performance,
        when=when or unread_date(desk),
        actor=actor_of(desk),
    )
    if "error" in result:
        desk.say(refusal(result))
    check_listed(desk, result)
    check_sale(desk)


def fits_settled(desk: Desk, when: str) -> bool:
    """Whether the settled date is at the time that the words name."""
    facts = desk.state.schedules.get(desk.state.schedule or "", {})
    return at_time(when, str(facts.get("startsAtText", "")))


def unread_date(desk: Desk) -> str | None:
    """A message that answers the question for a date in words that look like none: the tool may still read it."""
    asked = desk.state.listed[0] == "schedules" and desk.state.schedule is None
    understood = (
        desk.state.matches or read_count(desk.words) or len(desk.words) > 20 or any(mark in desk.words for mark in "?")
    )
    return desk.words if asked and not understood and answers_date(desk) else None


def answers_date(desk: Desk) -> bool:
    """Whether the message is neither a wish to see dates nor a plain yes."""
    return not any(
        word in desk.words for word in ("예매", "날짜", "일정", "다른", "네", "응", "언제", "회차", "보여", "석", "거")
    )


def actor_of(desk: Desk) -> str | None:
    """A member of the cast whom the message names, among those that a tool told."""
    facts = desk.state.performances.get(desk.state.performance or "", {})
    names = [str(actor) for role in facts.get("cast", []) for actor in role.get("actors", [])]
    names += [str(item.get("actor")) for known in desk.state.schedules.values() for item in known.get("casting", [])]
    return next((name for name in names if name in desk.words), None)


def check_listed(desk: Desk, result: Mapping[str, Any]) -> None:
    """Interrupt where the tool found no date, or several between which the person must choose."""
    listed = result.get("schedules", [])
    read = str(result.get("read", {}).get("text", ""))
    if not listed:
        found = f"{read}에는 " if read else "말씀하신 날짜에는 "
        desk.say(f"{found}예매하실 수 있는 공연이 없어요. 다른 날짜를 알려주시겠어요?")
    if desk.state.schedule is None:
        when = date_words(desk.words)
        fitting = [facts for facts in listed if at_time(when, str(facts.get("startsAtText", "")))] or listed
        shown = fitting[:MOST_LISTED]
        total = max(int(result.get("total", 0)), len(listed)) if fitting == listed else len(fitting)
        more = f"모두 {total}회 중에서 가까운 {len(shown)}회예요.\n\n" if total > len(shown) else ""
        head = (
            f"{with_particle(f'**{title}**', '은/는')} 이런 회차가 있어요."
            if (title := desk.state.title)
            else "이런 회차가 있어요."
        )
        desk.say(f"{head}\n\n{more}{numbered(map(schedule_line, shown))}\n\n어느 날짜, 몇 시 공연이 좋으세요?")


def check_sale(desk: Desk) -> None:
    """Interrupt where the settled date cannot be bought."""
    facts = desk.state.schedules.get(desk.state.schedule or "", {})
    if facts.get("saleState", "open") != "open":
        state = facts.get("saleStateText", "지금은 예매하실 수 없어요")
        desk.say(f"{facts.get('startsAtText', '그')} 공연은 {state}. 다른 날짜를 알려주시겠어요?")


def confirmed_schedule(desk: Desk) -> str:
    """The settled date with its casting."""
    facts = desk.state.schedules.get(desk.state.schedule or "", {})
    lines = bullets([("공연", desk.state.title), ("일시", facts.get("startsAtText")), ("출연", casting_text(facts))])
    return f"네, 이 회차로 도와드릴게요.\n\n{lines}"


def settle_grade(desk: Desk) -> None:
    """Settle the grade, or interrupt with the list of prices."""
    if desk.state.grade is not None:
        return
    result = desk.require("get_seat_grades", performanceId=desk.state.performance)
    lines = "\n".join(f"- {grade_line(facts)}" for facts in result.get("grades", []))
    fee = f"\n\n예매 수수료는 {fee}이에요." if (fee := result.get("bookingFeeText")) else ""
    desk.say(f"{desk.state.count}명이시군요. 등급별 가격이에요.\n\n{lines}{fee}\n\n어느 등급으로 찾아드릴까요?")
