"""The server's own reading of a message: consent, date, people, grade. The model's word does not count here."""

import re
from dataclasses import dataclass

from lambdas.chat.conversation.state import ConversationState, OfferedSchedule
from lambdas.chat.protocol import ChatRequest
from megaticket.clock import KST, from_epoch
from megaticket.korean.consent import is_yes
from megaticket.korean.counts import read_count, read_ordinal
from megaticket.korean.dates import Unclear, read_when
from megaticket.korean.text import normalize

_RESERVATIONS = re.compile(r"(?:내|나의|제)\s*(?:예약|예매)|(?:예약|예매)\s*(?:내역|확인|조회)")


@dataclass(frozen=True)
class Reading:
    """What a message says. `consented` is the id of the proposal that the person agreed to in this turn."""

    consented: str | None = None
    schedule: OfferedSchedule | None = None
    count: int | None = None
    grade: str | None = None
    asks_reservations: bool = False

    def apply(self, state: ConversationState) -> ConversationState:
        """The state with what the person said; what was not said stays."""
        said = {"count": self.count, "grade": self.grade}
        known = {name: value for name, value in said.items() if value is not None}
        state = state.model_copy(update={**known, "asked_for_reservations": self.asks_reservations})
        if self.schedule is None:
            return state
        return state.choose_schedule(self.schedule.schedule_id, from_epoch(self.schedule.starts_at))


def read_message(request: ChatRequest, state: ConversationState, now: int) -> Reading:
    """Reads a message against the state before it."""
    bare = normalize(request.message)
    return Reading(
        consented=_consented(request, state, now),
        schedule=_schedule(request.message, state, now),
        count=read_count(request.message),
        grade=next((grade for grade in _longest_first(state.grades) if _names(bare, grade)), None),
        asks_reservations=_RESERVATIONS.search(bare) is not None,
    )


def _consented(request: ChatRequest, state: ConversationState, now: int) -> str | None:
    """A button names its proposal; a plain yes agrees only where exactly one proposal is open."""
    proposals = [proposal.proposal_id for proposal in state.open_proposals(now)]
    if request.confirm is not None:
        return request.confirm if request.confirm in proposals else None
    return proposals[0] if len(proposals) == 1 and is_yes(request.message) else None


def _schedule(message: str, state: ConversationState, now: int) -> OfferedSchedule | None:
    """The date of the last list that is meant: by its place in the list, or by words that fit it alone."""
    position = read_ordinal(message)
    if position is not None:
        return state.offered[position - 1] if 1 <= position <= len(state.offered) else None
    when = read_when(message, from_epoch(now).astimezone(KST).date())
    if isinstance(when, Unclear) or (when.first is None and when.hours is None):
        return None
    fitting = [offered for offered in state.offered if when.fits(from_epoch(offered.starts_at))]
    return fitting[0] if len(fitting) == 1 else None


def _longest_first(grades: tuple[str, ...]) -> list[str]:
    return sorted(grades, key=len, reverse=True)


def _names(bare: str, grade: str) -> bool:
    """Whether a message names a grade: "R석" is also "r", "VIP석" also "vip"."""
    short = re.escape(normalize(grade).removesuffix("석"))
    return re.search(rf"(?<![a-z가-힣]){short}(?:석|\s*좌석|(?![a-z가-힣]))", bare) is not None
