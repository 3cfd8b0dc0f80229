"""The tool about dates, with who plays on each."""

from typing import Annotated, Any

from pydantic import Field

from lambdas.chat.conversation.state import OfferedSchedule
from lambdas.chat.protocol import Choice
from lambdas.chat.tools import texts
from lambdas.chat.tools.base import Identifier, Tool, ToolContext, ToolInput, ToolOutcome
from lambdas.chat.tools.performances import UNKNOWN_PERFORMANCE
from megaticket.catalog.models import Schedule
from megaticket.clock import epoch, moment_text
from megaticket.errors import ErrorCode, Refusal
from megaticket.korean.dates import When, read_when
from megaticket.korean.text import normalize
from megaticket.korean.unclear import Unclear

MAX_SCHEDULES = 12
MAX_CHOICES = 6


class SchedulesInput(ToolInput):
    """Which dates of a performance to list."""

    performance_id: Annotated[Identifier, Field(description="도구 결과에 나온 performanceId")]
    when: Annotated[
        str | None,
        Field(description="손님이 날짜와 시간에 대해 한 말 그대로. 날짜로 바꾸지 않는다. 예: 이번 주 토요일 저녁"),
    ] = None
    actor: Annotated[str | None, Field(description="손님이 보고 싶어 하는 배우의 이름")] = None


def get_performance_schedules(asked: SchedulesInput, context: ToolContext) -> ToolOutcome | Refusal:
    """The dates that are still to come and fit the person's words. A single one is taken as chosen."""
    performance = context.services.catalog.performance(asked.performance_id)
    if performance is None:
        return UNKNOWN_PERFORMANCE
    when = read_when(asked.when, context.today) if asked.when else None
    if isinstance(when, Unclear):
        return Refusal(ErrorCode.DATE_UNCLEAR, when.message)
    coming = [s for s in context.services.catalog.schedules(asked.performance_id) if _is_wanted(s, asked, context)]
    found = when.pick(coming, lambda schedule: schedule.starts_at) if when else coming
    shown = found[:MAX_SCHEDULES]
    state = context.state.choose_performance(performance.performance_id, performance.title)
    offered = tuple(
        OfferedSchedule(schedule_id=s.schedule_id, starts_at=epoch(s.starts_at), ticket_limit=s.ticket_limit)
        for s in shown
    )
    state = state.model_copy(update={"offered": offered})
    if when and len(found) == 1:
        state = state.choose_schedule(found[0].schedule_id, found[0].starts_at, found[0].ticket_limit)
    elif when:
        # Somebody looks for another day: what was chosen before no longer stands.
        state = state.model_copy(update={"schedule_id": None, "starts_at_text": None, "ticket_limit": None})
    result = {
        "performanceId": performance.performance_id,
        "title": performance.title,
        "schedules": [_row(schedule, context) for schedule in shown],
        "total": len(found),
        **({"read": _read(when)} if when else {}),
    }
    return ToolOutcome(result, state, choices=_choices(shown, context))


def _is_wanted(schedule: Schedule, asked: SchedulesInput, context: ToolContext) -> bool:
    """Whether a date is to come and the actor that was asked for plays on it."""
    if schedule.starts_at <= context.now:
        return False
    wanted = normalize(asked.actor or "").replace(" ", "")
    return not wanted or any(wanted in casting.actor.replace(" ", "") for casting in schedule.casting)


def _row(schedule: Schedule, context: ToolContext) -> dict[str, Any]:
    state = schedule.sale_state(context.now)
    return {
        "scheduleId": schedule.schedule_id,
        "startsAtText": moment_text(schedule.starts_at),
        "casting": [{"role": casting.role, "actor": casting.actor} for casting in schedule.casting],
        "saleState": state,
        "saleStateText": texts.sale_state_text(schedule, state),
        "ticketLimit": schedule.ticket_limit,
    }


def _read(when: When) -> dict[str, str]:
    days = {"from": str(when.first), "to": str(when.last)} if when.first else {}
    return {**days, "text": when.text}


def _choices(schedules: list[Schedule], context: ToolContext) -> tuple[Choice, ...]:
    on_sale = [schedule for schedule in schedules if schedule.sale_state(context.now) == "open"]
    starts = [moment_text(schedule.starts_at) for schedule in on_sale[:MAX_CHOICES]]
    return tuple(Choice(text, text) for text in starts) if len(on_sale) > 1 else ()


TOOLS = (
    Tool(
        "get_performance_schedules",
        "공연 일정을 확인하고 있어요",
        "한 공연의 앞으로의 일정과 회차별 캐스팅, 예매 가능 여부, 1인 매수 제한. 날짜는 손님의 말 그대로 when 에 넣는다.",
        SchedulesInput,
        get_performance_schedules,
    ),
)
