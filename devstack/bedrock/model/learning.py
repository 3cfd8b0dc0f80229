"""What the results of tools, and the answers made of them, tell of a conversation."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from devstack.bedrock.model.reading import CallRecord, Turn, proposals_of
from devstack.bedrock.model.state import State

NUMBERED_TITLE = re.compile(r"^\d+\. \*\*(.+?)\*\*", re.MULTILINE)


def as_numbered(state: State, asked: str) -> tuple[Literal["performances", "schedules", ""], list[str]]:
    """The last list as the answer numbered it: a part of it, or in another order."""
    kind, listed = state.listed
    known = {title: identifier for identifier, title in state.titles.items()}
    numbered = [known[title] for title in NUMBERED_TITLE.findall(asked) if title in known]
    return (kind, numbered) if kind == "performances" and numbered else (kind, listed)


def learn(state: State, call: CallRecord) -> None:
    """Keep what a tool told. A refusal tells nothing."""
    result = call.result
    if call.name == "get_performances" and "performances" in result:
        state.genres = list(result.get("genres", state.genres))
        for facts in result["performances"]:
            state.performances.setdefault(facts["performanceId"], {}).update(facts)
        state.listed = ("performances", [facts["performanceId"] for facts in result["performances"]])
    elif call.name in {"get_performance_details", "get_seat_grades"} and "performanceId" in result:
        state.performances.setdefault(result["performanceId"], {}).update(result)
        state.settle_performance(result["performanceId"])
    elif call.name == "get_performance_schedules" and "schedules" in result:
        learn_schedules(state, result)


def learn_proposals(state: State, turn: Turn) -> None:
    """Keep the seats that a turn proposed: what they were asked for with is settled, whatever the words seemed to say."""
    for call in turn.calls:
        if call.name == "get_available_seats" and proposals_of(call.result):
            state.schedule = call.input.get("scheduleId", state.schedule)
            state.count = call.input.get("count", state.count)
            state.grade = call.input.get("grade", "")
        if call.name in {"get_available_seats", "hold_seats"}:
            state.proposed += proposals_of(call.result)


def learn_schedules(state: State, result: Mapping[str, Any]) -> None:
    """Keep listed dates and the performance that they are of."""
    performance = result.get("performanceId", state.performance)
    if performance:
        title = {"title": result["title"]} if "title" in result else {}
        state.performances.setdefault(performance, {}).update(title)
        state.settle_performance(performance)
    listed = result["schedules"] or result.get("alternatives", [])
    for facts in listed:
        state.schedules[facts["scheduleId"]] = {**facts, "performanceId": performance}
    state.listed = ("schedules", [facts["scheduleId"] for facts in listed])
