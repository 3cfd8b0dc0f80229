"""The dates of a performance that are still to come."""

from collections.abc import Iterable
from datetime import datetime

from lambdas.chat.conversation.state import OfferedSchedule
from lambdas.chat.tools.base import ToolContext
from megaticket.catalog.models import Schedule
from megaticket.clock import epoch
from megaticket.korean.dates import When

WHEN = "손님이 날짜와 시간에 대해 한 말 그대로. 날짜로 바꾸지 않는다. 예: 이번 주 토요일 저녁"
"""What a model is told of a field that takes the person's own words for a date."""


def coming(schedules: Iterable[Schedule], context: ToolContext, when: When | None = None) -> list[Schedule]:
    """Those that have not begun and, where the person has said when, fit it."""
    fitting = when.pick(schedules, starts_at) if when else schedules
    return [schedule for schedule in fitting if schedule.starts_at > context.now]


def starts_at(schedule: Schedule) -> datetime:
    """When it begins: what dates are sorted by."""
    return schedule.starts_at


def offered(schedule: Schedule, context: ToolContext) -> OfferedSchedule:
    """The date as the conversation keeps it in mind."""
    return OfferedSchedule(
        schedule_id=schedule.schedule_id,
        starts_at=epoch(schedule.starts_at),
        ticket_limit=schedule.ticket_limit,
        on_sale=schedule.sale_state(context.now) == "open",
    )


def read_text(when: When) -> dict[str, str]:
    """How the person's words were read: {from, to, text}, days as ISO 8601."""
    days = {"from": str(when.first), "to": str(when.last)} if when.first else {}
    return {**days, "text": when.text}
