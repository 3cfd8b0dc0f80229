"""The tool about dates, with who plays on each."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from pydantic import Field

from lambdas.chat.conversation.choices import dates
from lambdas.chat.conversation.state import ConversationState, OfferedSchedule
from lambdas.chat.conversation.steps import Step
from lambdas.chat.tools import texts
from lambdas.chat.tools.base import Identifier, Tool, ToolContext, ToolInput, ToolOutcome
from lambdas.chat.tools.coming import WHEN, coming, offered, read_text, starts_at
from lambdas.chat.tools.meant import meant_when
from lambdas.chat.tools.performances import UNKNOWN_PERFORMANCE
from megaticket.catalog.models import Schedule
from megaticket.clock import KST, moment_text
from megaticket.errors import Refusal
from megaticket.korean.dates import When
from megaticket.korean.text import normalize

MAX_SCHEDULES = 12
MAX_ALTERNATIVES = 3


class SchedulesInput(ToolInput):
    """Which dates of a performance to list."""

    performance_id: Annotated[Identifier, Field(description="도구 결과에 나온 performanceId")]
    when: Annotated[str | None, Field(description=WHEN)] = None
    actor: Annotated[str | None, Field(description="손님이 보고 싶어 하는 배우의 이름")] = None


def get_performance_schedules(asked: SchedulesInput, context: ToolContext) -> ToolOutcome | Refusal:
    """The dates that are still to come and fit the person's words. A single one is taken as chosen."""
    performance = context.services.catalog.performance(asked.performance_id)
    if performance is None:
        return UNKNOWN_PERFORMANCE
    listed = [s for s in context.services.catalog.schedules(asked.performance_id) if _is_wanted(s, asked)]
    when = meant_when(asked.when, listed, context) if asked.when else None
    if isinstance(when, Refusal):
        return when
    found = coming(listed, context, when)
    others = _nearest(coming(listed, context), when, context) if when and not found else []
    shown = found[:MAX_SCHEDULES]
    result = {
        "performanceId": performance.performance_id,
        "title": performance.title,
        "schedules": [_row(schedule, context) for schedule in shown],
        "total": len(found),
        **({"read": read_text(when)} if when else {}),
        **({"alternatives": [_row(schedule, context) for schedule in others]} if others else {}),
    }
    state = context.state.choose_performance(performance.performance_id, performance.title, tuple(performance.prices))
    if when and not any(schedule.sale_state(context.now) == "open" for schedule in found):
        state = state.unmet("dates")
    listed_now = tuple(offered(schedule, context) for schedule in shown or others)
    state = _chosen(state, when, found, listed_now)
    choices = dates(listed_now)
    return ToolOutcome(result, state, choices=choices if len(choices) > 1 else (), answers=Step.SCHEDULE)


def _chosen(
    state: ConversationState, when: When | None, found: Sequence[Schedule], shown: tuple[OfferedSchedule, ...]
) -> ConversationState:
    """The state in which these dates are offered; the only one that fits the person's words is taken as chosen."""
    state = state.model_copy(update={"offered": shown})
    if when and len(found) == 1:
        return state.choose_schedule(found[0].schedule_id, found[0].starts_at, found[0].ticket_limit)
    if when:
        # Somebody looks for another day: what was chosen before no longer stands.
        return state.model_copy(update={"schedule_id": None, "starts_at": None, "ticket_limit": None, "proposals": ()})
    return state


def _nearest(dates: Iterable[Schedule], when: When, context: ToolContext) -> list[Schedule]:
    """Where no date fits: those on sale whose days are nearest to the first day that was meant, in their order."""
    day = when.first or context.today
    on_sale = [schedule for schedule in dates if schedule.sale_state(context.now) == "open"]
    nearest = sorted(on_sale, key=lambda schedule: abs((schedule.starts_at.astimezone(KST).date() - day).days))
    return sorted(nearest[:MAX_ALTERNATIVES], key=starts_at)


def _is_wanted(schedule: Schedule, asked: SchedulesInput) -> bool:
    """Whether the actor that was asked for plays on a date."""
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


TOOLS = (
    Tool(
        "get_performance_schedules",
        "공연 일정을 확인하고 있어요",
        "한 공연의 앞으로의 일정과 회차별 캐스팅, 예매 가능 여부, 1인 매수 제한. 날짜는 손님의 말 그대로 when 에 넣는다. 맞는 회차가 없으면 가까운 회차를 alternatives 로 준다.",
        SchedulesInput,
        get_performance_schedules,
    ),
)
