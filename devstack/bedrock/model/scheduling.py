"""Settling the date of a performance, from the person's own words or from what was listed."""

from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.model.choosing import chosen_of_list
from devstack.bedrock.model.counts import read_count
from devstack.bedrock.model.dates import EARLIEST, at_time, date_words, names_day
from devstack.bedrock.model.desk import Desk, Query, refusal
from devstack.bedrock.model.intents import (
    ACTOR_DATE,
    OTHER_DATE,
    OTHER_ONE,
    OTHER_SEATS,
    is_no,
    is_shorthand,
    is_yes,
    topics_of,
)
from devstack.bedrock.model.particles import with_particle
from devstack.bedrock.model.wording import MOST_LISTED, bullets, casting_text, grade_name, join, numbered, schedule_line

NO_DATE = ("예매", "아무", "언제", "날짜", "일정", "다른", "네", "응", "회차", "보여", "석", "자리", "거", "?")
"""Words of messages that answer the question for a date with something else."""
LONGEST_DATE = 20
WHICH_DATE = "어느 날짜, 몇 시 공연이 좋으세요?"


def settle_schedule(desk: Desk) -> None:
    """Settle the date, or interrupt to look it up or to ask."""
    if needs_no_lookup(desk):
        return
    if dates_stand(desk):
        desk.say(f"{noted(desk)} {WHICH_DATE}".strip())
    query = schedule_query(desk)
    result = desk.lookup(query[0], **query[1])
    if "error" in result:
        desk.say(refusal(result))
    if desk.state.schedule is None:
        desk.say(choice(desk, result))


def dates_stand(desk: Desk) -> bool:
    """Whether dates were just listed and the message tells nothing of a date: they need no second listing."""
    listed = desk.before.listed[0] == "schedules" and desk.before.performance == desk.state.performance
    asked = date_words(desk.words) or actor_of(desk) or desk.state.wish or OTHER_DATE.search(desk.words)
    other = "schedule" in topics_of(desk.words) or unread_date(desk)
    return listed and not asked and not other and desk.called("get_performance_schedules") is None


def noted(desk: Desk) -> str:
    """The count and the grade that this message tells, "" where it tells none."""
    count = read_count(desk.words) and f"{desk.state.count}명"
    grade = desk.state.grade if desk.state.grade != desk.before.grade else None
    said = join([count, grade and grade_name(grade)], ", ")
    return f"네, {with_particle(said, '으로/로')} 알아볼게요." if said else ""


def needs_no_lookup(desk: Desk) -> bool:
    """Whether the date is settled and the words do not want another one."""
    when = date_words(desk.words)
    if desk.called("get_performance_schedules") is not None or not desk.state.schedule:
        return False
    by_weekday = chosen_of_list(desk.state, desk.words, desk.before.listed) == [desk.state.schedule]
    if chosen_by_server(desk) or names_day(when):
        return chosen_by_server(desk) or by_weekday
    facts = desk.state.schedules.get(desk.state.schedule, {})
    chosen = chosen_of_list(desk.state, desk.words, desk.state.listed)
    return not when or bool(chosen) or at_time(when, str(facts.get("startsAtText", "")))


def chosen_by_server(desk: Desk) -> bool:
    """Whether the server took the person's words for one of the dates that were listed."""
    told = desk.context.get("schedule", {}).get("scheduleId")
    return told == desk.state.schedule and told in desk.before.listed[1] and told != desk.before.last_schedule


def newly_chosen(desk: Desk) -> bool:
    """Whether the settled date is what this message has chosen, be it the same as before."""
    before, schedule = desk.before, desk.state.schedule
    if schedule is None:
        return False
    again = chosen_of_list(desk.state, desk.words, before.listed) == [schedule] and before.listed[1] != [schedule]
    looked_up = desk.called("get_performance_schedules") is not None
    return looked_up or again or chosen_by_server(desk) or desk.told.schedule != schedule


def schedule_query(desk: Desk) -> Query:
    """The call that finds the dates which the person means, in the person's own words."""
    when = EARLIEST.sub(" ", date_words(desk.words) or desk.state.wish or unread_date(desk) or "").strip()
    data = {"performanceId": desk.state.performance, "when": when or None, "actor": actor_of(desk)}
    return "get_performance_schedules", data


def unread_date(desk: Desk) -> str | None:
    """A message that answers the question for a date in words that look like none: the tool may still read it."""
    before = desk.before
    still_open = desk.state.schedule is None or desk.called("get_performance_schedules") is not None
    asked = before.listed[0] == "schedules" and before.schedule is None and still_open
    other = (
        desk.state.matches
        or (desk.state.count, desk.state.grade) != (before.count, before.grade)
        or ACTOR_DATE.search(desk.words)
        or len(desk.words) > LONGEST_DATE
        or any(pattern.search(desk.words) for pattern in (OTHER_SEATS, OTHER_ONE))
        or any(judge(desk.words) for judge in (is_yes, is_no, is_shorthand))
    )
    return desk.words if asked and not other and not any(word in desk.words for word in NO_DATE) else None


def actor_of(desk: Desk) -> str | None:
    """The member of the cast whom the message names: one that a tool told, or one asked for by name."""
    facts = desk.state.performances.get(desk.state.performance or "", {})
    names = [str(actor) for role in facts.get("cast", []) for actor in role.get("actors", [])]
    names += [str(item.get("actor")) for known in desk.state.schedules.values() for item in known.get("casting", [])]
    unknown = ACTOR_DATE.search(desk.words)
    return next((name for name in names if name in desk.words), unknown[1] if unknown else None)


def choice(desk: Desk, result: Mapping[str, Any]) -> str:
    """What to say where the tool found no date that can be bought, or several."""
    listed = fitting(desk, result.get("schedules", []))
    read = str(result.get("read", {}).get("text", ""))
    others = result.get("alternatives", [])
    if not listed and others:
        lines = numbered(map(schedule_line, others))
        return (
            f"{read or '말씀하신 날짜'}에는 예매하실 수 있는 공연이 없어요. 가까운 회차예요.\n\n{lines}\n\n{WHICH_DATE}"
        )
    if not listed:
        return f"{read or '말씀하신 날짜'}에는 예매하실 수 있는 공연이 없어요. 다른 날짜를 알려주시겠어요?"
    if len(listed) == 1:
        state = listed[0].get("saleStateText", "지금은 예매하실 수 없어요")
        return f"{listed[0].get('startsAtText', '그')} 공연은 예매하실 수 없어요({state}). 다른 날짜를 알려주시겠어요?"
    shown = listed[:MOST_LISTED]
    total = max(int(result.get("total", 0)), len(listed)) if len(listed) == len(result["schedules"]) else len(listed)
    more = f"모두 {total}회 중에서 가까운 {len(shown)}회예요.\n\n" if total > len(shown) else ""
    title = desk.state.title or "이 공연"
    head = f"{with_particle(f'**{title}**', '은/는')} 이런 회차가 있어요."
    return f"{head}\n\n{more}{numbered(map(schedule_line, shown))}\n\n{WHICH_DATE}"


def fitting(desk: Desk, listed: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The listed dates at the time of day that the words name; all where none of them is."""
    when = date_words(desk.words)
    return [facts for facts in listed if at_time(when, str(facts.get("startsAtText", "")))] or list(listed)


def confirmed_schedule(desk: Desk) -> str:
    """The settled date with its casting."""
    facts = desk.state.schedules.get(desk.state.schedule or "", {})
    lines = bullets([("공연", desk.state.title), ("일시", facts.get("startsAtText")), ("출연", casting_text(facts))])
    return f"네, 이 회차로 도와드릴게요.\n\n{lines}"
