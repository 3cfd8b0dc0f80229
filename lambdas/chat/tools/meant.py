"""What the person said, in the place of what a model passes on: the server's own reading stands."""

from collections.abc import Iterable, Sequence

from lambdas.chat.tools.base import ToolContext
from lambdas.chat.tools.coming import coming, starts_at
from megaticket.catalog.models import Schedule
from megaticket.errors import ErrorCode, Refusal
from megaticket.korean.dates import When, read_when
from megaticket.korean.unclear import Unclear


def meant_when(words: str, listed: Sequence[Schedule], context: ToolContext) -> When | Refusal:
    """The dates to look for. A model's words may be narrower than the person's, never others.

    Args:
        words: what the model passes on.
        listed: the dates that there are.
        context: the turn.
    """
    said = context.state.said
    passed = read_when(words, context.today)
    own = said.dates.when if said.dates else None
    if said.unclear:
        return Refusal(ErrorCode.DATE_UNCLEAR, said.unclear)
    if own is None:
        return Refusal(ErrorCode.DATE_UNCLEAR, passed.message) if isinstance(passed, Unclear) else passed
    if isinstance(passed, Unclear):
        return own
    theirs = _ids(passed.pick(listed, starts_at))
    return passed if theirs and theirs <= _ids(own.pick(listed, starts_at)) else own


def meant_schedule(passed: Schedule, context: ToolContext) -> Schedule | Refusal:
    """The date to look for seats on: the one passed on, unless it is none that the person spoke of."""
    dates = context.state.said.dates
    listed = context.services.catalog.schedules(passed.performance_id)
    meant = coming(listed, context, dates.when) if dates else []
    if dates is None or not meant or passed.schedule_id in _ids(meant):
        return passed
    chosen = [schedule for schedule in meant if schedule.schedule_id == context.state.schedule_id] or meant
    if len(chosen) == 1:
        return chosen[0]
    return Refusal(
        ErrorCode.DATE_UNCLEAR, f"말씀하신 날짜({dates.text})에 회차가 여럿이에요. 어느 회차인지 알려 주세요."
    )


def _ids(schedules: Iterable[Schedule]) -> frozenset[str]:
    return frozenset(schedule.schedule_id for schedule in schedules)
