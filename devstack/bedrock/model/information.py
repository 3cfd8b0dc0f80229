"""Answers about a performance, from the fields that the tools told."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from devstack.bedrock.model.dates import date_words
from devstack.bedrock.model.desk import Desk, Query
from devstack.bedrock.model.holding import ask_again
from devstack.bedrock.model.particles import with_particle
from devstack.bedrock.model.performances import settle_performance
from devstack.bedrock.model.wording import MOST_LISTED, bullets, grade_line, join, numbered, schedule_line

Facts = Mapping[str, Any]


def cast_text(facts: Facts) -> str:
    """Who plays what during the run."""
    return "\n".join(
        f"- {role.get('role', '출연')}: {', '.join(role.get('actors', []))}" for role in facts.get("cast", [])
    )


def lines_of(key: str) -> Callable[[Facts], str]:
    """A reader of a list of texts."""
    return lambda facts: "\n".join(f"- {text}" for text in facts.get(key, []))


def text_of(key: str) -> Callable[[Facts], str]:
    """A reader of one text."""
    return lambda facts: str(facts.get(key) or "")


DETAILS: Mapping[str, tuple[str, Callable[[Facts], str]]] = {
    "cast": ("출연진", cast_text),
    "age": ("관람 연령", text_of("ageText")),
    "running": ("공연 시간", text_of("runningTimeText")),
    "cancel": ("취소 규정", lines_of("cancellationTexts")),
    "fee": ("예매 수수료", text_of("bookingFeeText")),
    "synopsis": ("소개", text_of("synopsis")),
    "notices": ("유의 사항", lines_of("notices")),
    "pickup": ("티켓 수령", text_of("pickup")),
    "support": ("고객센터", text_of("supportText")),
    "company": ("제작", text_of("company")),
    "period": ("공연 기간", text_of("periodText")),
}
"""What get_performance_details answers: by topic, its name and its reader."""


def inform(desk: Desk, topics: Sequence[str]) -> str:
    """Answer what the message asks, all of it, with as few rounds of calls as can be."""
    settle_performance(desk)
    results = dict(
        zip(topics_queries(desk, topics), desk.lookup_all(list(topics_queries(desk, topics).values())), strict=True)
    )
    sections = [f"**{desk.state.title}** 안내예요."] if desk.state.title else []
    sections += [detail_section(topic, results["details"]) for topic in topics if topic in DETAILS]
    if "price" in topics:
        sections.append(price_section(results["grades"]))
    if "schedule" in topics:
        sections.append(schedule_section(results["schedules"]))
    if "venue" in topics:
        sections.append(venue_section(desk, results["details"]))
    return "\n\n".join([*sections, next_step(desk)])


def topics_queries(desk: Desk, topics: Sequence[str]) -> dict[str, Query]:
    """The calls that the topics need, by the name of what they bring."""
    here = {"performanceId": desk.state.performance}
    queries: dict[str, Query] = {}
    if any(topic in DETAILS or topic == "venue" for topic in topics):
        queries["details"] = ("get_performance_details", here)
    if "price" in topics:
        queries["grades"] = ("get_seat_grades", here)
    if "schedule" in topics:
        queries["schedules"] = ("get_performance_schedules", here | {"when": date_words(desk.words) or None})
    return queries


def detail_section(topic: str, facts: Facts) -> str:
    """One topic of the details; an honest sentence where they do not hold it."""
    name, reader = DETAILS[topic]
    text = reader(facts)
    if not text:
        return f"{with_particle(name, '은/는')} 안내받은 내용이 없어서 말씀드리기 어려워요."
    return f"**{name}**\n{text}" if "\n" in text or text.startswith("- ") else f"**{name}**: {text}"


def price_section(result: Facts) -> str:
    """Grades with their prices, and the booking fee."""
    if not result.get("grades"):
        return "가격은 안내받은 내용이 없어서 말씀드리기 어려워요."
    lines = "\n".join(f"- {grade_line(facts)}" for facts in result["grades"])
    fee = f"\n예매 수수료는 {result['bookingFeeText']}이에요." if result.get("bookingFeeText") else ""
    return f"**가격**\n{lines}{fee}"


def prices(desk: Desk) -> str:
    """Grades and prices again, for a person who finds a price too high."""
    result = desk.require("get_seat_grades", performanceId=desk.state.performance)
    return f"그러시다면 다른 등급은 어떠세요?\n\n{price_section(result)}\n\n어느 등급으로 찾아드릴까요?"


def schedule_section(result: Facts) -> str:
    """The next dates."""
    if "error" in result:
        return str(result["error"].get("message", ""))
    lines = numbered(schedule_line(facts) for facts in result.get("schedules", [])[:MOST_LISTED])
    return f"**일정**\n{lines}" if lines else "지금은 예매하실 수 있는 회차가 없어요."


def venue_section(desk: Desk, details: Facts) -> str:
    """Where the venue is and what it has."""
    if not details.get("venueId"):
        return "공연장은 안내받은 내용이 없어서 말씀드리기 어려워요."
    venue = desk.require("get_venue_info", venueId=details["venueId"])
    seats = f"{venue['seatCount']:,}석" if isinstance(venue.get("seatCount"), int) else ""
    lines = bullets(
        [
            ("주소", venue.get("address")),
            ("오시는 길", venue.get("directions")),
            ("편의 시설", join(venue.get("facilities", []), ", ")),
            ("배리어프리", venue.get("accessibility")),
            ("규모", seats),
        ]
    )
    return f"**{venue.get('name', '공연장')}**\n{lines}"


def next_step(desk: Desk) -> str:
    """The question that leads back to the booking."""
    if desk.proposals:
        return ask_again(desk)
    if desk.holds:
        return "더 궁금하신 점이 있으세요?"
    if desk.state.schedule is None:
        return "어느 날짜로 예매를 도와드릴까요?"
    return "몇 분이 관람하세요?" if desk.state.count is None else "어느 등급으로 찾아드릴까요?"
