"""Which date of the last list a message means."""

import re

from lambdas.chat.conversation.state import ConversationState, OfferedSchedule
from megaticket.clock import KST, from_epoch
from megaticket.korean.dates import When
from megaticket.korean.ordinals import read_ordinal
from megaticket.korean.unclear import Unclear

MOST_NUMBERED = 6
"""A number picks among what people are shown of a list: its first few."""

_BARE_WEEKDAY = re.compile(r"[월화수목금토일](?:요일|욜)?[^\d주]*")


def listed_date(bare: str, when: When | Unclear, state: ConversationState) -> OfferedSchedule | None:
    """The date of the last list that is meant: by its place in the list, or by words that fit it alone."""
    position = read_ordinal(bare)
    if position is not None:
        return state.offered[position - 1] if 1 <= position <= min(len(state.offered), MOST_NUMBERED) else None
    # The last of a list is not the last of the run: "막공" is left to the tool, which sees all dates.
    if isinstance(when, Unclear) or when.is_open or when.place is not None:
        return None
    fitting = [offered for offered in state.offered if when.fits(from_epoch(offered.starts_at))]
    if not fitting and _BARE_WEEKDAY.fullmatch(bare):
        fitting = [offered for offered in state.offered if _on_weekday(offered, when)]
    return fitting[0] if len(fitting) == 1 else None


def _on_weekday(offered: OfferedSchedule, when: When) -> bool:
    """Whether a listed date falls on the weekday meant: "일욜 저녁" after a list of next week's dates."""
    starts = from_epoch(offered.starts_at).astimezone(KST)
    on_day = when.first is not None and starts.weekday() == when.first.weekday()
    return on_day and (when.hours is None or starts.hour in when.hours)
