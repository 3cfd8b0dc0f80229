"""Settling the date of a performance, from the person's own words or from what was listed."""

from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.model.counts import read_count
from devstack.bedrock.model.dates import at_time, date_words, names_day
from devstack.bedrock.model.desk import Desk, Query, refusal
from devstack.bedrock.model.intents import ACTOR_DATE
from devstack.bedrock.model.particles import with_particle
from devstack.bedrock.model.state import chosen_of_list
from devstack.bedrock.model.wording import MOST_LISTED, bullets, casting_text, numbered, schedule_line

NO_DATE = ("예매", "아무", "언제", "날짜", "일정", "다른", "네", "응", "회차", "보여", "석", "거", "?")
"""Words of messages that answer the question for a date with something else."""
LONGEST_DATE = 20


def settle_schedule(desk: Desk) -> None:
    """Settle the date, or interrupt to look it up or to ask."""
    if needs_no_lookup(desk):
        return
    query = schedule_query(desk)
    result = desk.lookup(query[0], **query[1])
    if "error" in result:
        desk.say(refusal(result))
    if desk.state.schedule is None:
        desk.say(choice(desk, result))


def needs_no_lookup(desk: Desk) -> bool:
    """Whether the date is settled and the words do not want another one."""
    when = date_words(desk.words)
    if desk.called("get_performance_schedules") is not None or not desk.state.schedule or names_day(when):
        return False
    facts = desk.state.schedules.get(desk.state.schedule, {})
    chosen = chosen_of_list(desk.state, desk.words, desk.state.listed)
    return not when or bool(chosen) or at_time(when, str(facts.get("startsAtText", "")))


def schedule_query(desk: Desk) -> Query:
    """The call that finds the dates which the person means, in the person's own words."""
    when = date_words(desk.words) or desk.state.wish or unread_date(desk)
    data = {"performanceId": desk.state.performance, "when": when or None, "actor": actor_of(desk)}
    return "get_performance_schedules", data


def unread_date(desk: Desk) -> str | None:
    """A message that answers the question for a date in words that look like none: the tool may still read it."""
    before = desk.before
    still_open = desk.state.schedule is None or desk.called("get_performance_schedules") is not None
    asked = before.listed[0] == "schedules" and before.schedule is None and still_open
    other = (
        desk.state.matches or read_count(desk.words) or ACTOR_DATE.search(desk.words) or len(desk.words) > LONGEST_DATE
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
    return f"{head}\n\n{more}{numbered(map(schedule_line, shown))}\n\n어느 날짜, 몇 시 공연이 좋으세요?"


def fitting(desk: Desk, listed: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The listed dates at the time of day that the words name; all where none of them is."""
    when = date_words(desk.words)
    return [facts for facts in listed if at_time(when, str(facts.get("startsAtText", "")))] or list(listed)


def confirmed_schedule(desk: Desk) -> str:
    """The settled date with its casting."""
    facts = desk.state.schedules.get(desk.state.schedule or "", {})
    lines = bullets([("공연", desk.state.title), ("일시", facts.get("startsAtText")), ("출연", casting_text(facts))])
    return f"네, 이 회차로 도와드릴게요.\n\n{lines}"
