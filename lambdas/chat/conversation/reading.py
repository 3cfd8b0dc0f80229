"""The server's own reading of a message: consent, date, people, grade. The model's word does not count here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lambdas.chat.conversation.agreeing import agrees
from lambdas.chat.conversation.asking import asks_to_exchange
from lambdas.chat.conversation.grades import read_grades, sets_grade_aside
from lambdas.chat.conversation.listed import listed_date
from lambdas.chat.conversation.naming import named_hold
from lambdas.chat.conversation.needs import needs_after
from lambdas.chat.conversation.questions import asks_information
from lambdas.chat.conversation.releasing import ReleaseWish, read_release_wish
from lambdas.chat.conversation.said import NOTHING_SAID, Said, Words
from lambdas.chat.conversation.standing import left_open
from lambdas.chat.conversation.state import ConversationState, Need, OfferedSchedule, Proposal
from lambdas.chat.protocol import ChatRequest
from megaticket.clock import KST, from_epoch
from megaticket.korean.consent import is_yes
from megaticket.korean.counts import Party, read_party
from megaticket.korean.dates import read_when
from megaticket.korean.money import read_budget
from megaticket.korean.more_time import wants_more_time
from megaticket.korean.ordinals import read_ordinal
from megaticket.korean.seats import read_seats
from megaticket.korean.text import normalize
from megaticket.korean.unclear import Unclear

_RESERVATIONS = re.compile(
    r"(?:내|나의|제)\s*(?:예약|예매)|(?:예약|예매)\s*(?:내역|확인|조회)|환불\s*(?:해\s*[주줘]|하고\s*싶|받고\s*싶|할래|할게)"
)

NO_RELEASE = ReleaseWish()
NOBODY = Party()
"""Nothing was said of who comes."""


@dataclass(frozen=True)
class Reading:
    """What a message says.

    Attributes:
        consented: the id of the proposal that the person agreed to in this turn.
        proposals: those that the message leaves open; one of several that it picks is no consent yet.
        needs: the kinds of seats that the person needs, after this message.
        budget_words: the message, where it says what the person wants to spend.
        release: what is said of giving held seats back.
        said: what a booking has to agree with from here on.
    """

    consented: str | None = None
    proposals: tuple[Proposal, ...] = ()
    schedule: OfferedSchedule | None = None
    party: Party = NOBODY
    grade: str | None = None
    sets_grade_aside: bool = False
    needs: tuple[Need, ...] = ()
    budget_words: str | None = None
    asks_reservations: bool = False
    asks_information: bool = False
    release: ReleaseWish = NO_RELEASE
    more_time: bool = False
    said: Said = NOTHING_SAID

    def apply(self, state: ConversationState) -> ConversationState:
        """The state with what the person said; what was not said stays."""
        asked = {
            "asked_for_reservations": self.asks_reservations,
            "asked_for_information": self.asks_information,
            "release": self.release.said,
            "release_of": self.release.hold_id,
            "release_all": self.release.every,
            "release_asked": False,
            "more_time": self.more_time,
            "more_time_asked": False,
            "question": "",
            "said": self.said,
            "proposals": self.proposals,
            "needs": self.needs,
        }
        state = state.model_copy(update={**self._people(), **self._price(), **asked})
        if self.schedule is None:
            return state
        starts_at = from_epoch(self.schedule.starts_at)
        return state.choose_schedule(self.schedule.schedule_id, starts_at, self.schedule.ticket_limit)

    def _people(self) -> dict[str, Any]:
        """Whoever says anew how many come says anew who they are."""
        if self.party.count is None:
            return {"ages": self.party.ages, "age_told": None} if self.party.ages else {}
        return {"count": self.party.count, "ages": self.party.ages, "age_told": None}

    def _price(self) -> dict[str, Any]:
        """A grade by its name ends the budget before it, a budget the grade."""
        if self.grade is not None:
            return {"grade": self.grade, "budget_words": self.budget_words}
        if self.budget_words:
            return {"grade": None, "budget_words": self.budget_words}
        return {"grade": None} if self.sets_grade_aside else {}


def read_message(
    request: ChatRequest, state: ConversationState, now: int, called: Mapping[str, Sequence[str]] | None = None
) -> Reading:
    """Reads a message against the state before it; `called` is what the person's live holds are called, by their ids."""
    consented = _consented(request, state, now)
    text = state.question if consented is None and _repeats_the_question(request, state) else request.message
    bare = normalize(text)
    when = read_when(text, from_epoch(now).astimezone(KST).date(), state.spoken_days)
    picked = _picked(normalize(request.message), state.open_proposals(now))
    schedule = listed_date(bare, when, state) if picked is None else None
    party = read_party(text, state.count)
    named = read_grades(bare, state.grades)
    grade = named[0] if len(named) == 1 else None
    budget = text if read_budget(text) else None
    needs = needs_after(state.needs, text)
    chooses = any((request.selection, schedule, picked, party.count, grade, budget, needs != state.needs))
    asks = consented is None and asks_information(text, chooses=chooses)
    release = NO_RELEASE if consented else read_release_wish(request.message, state, called or {}, now)
    starts_at = from_epoch(schedule.starts_at) if schedule else None
    count = party.count or _written_seats(bare) or None
    aside = not asks and sets_grade_aside(bare, state.grades)
    words = Words(bare, asks, count, named, aside, budget is not None, when, starts_at, party.leaves_count)
    left = (picked,) if picked else _left_open(state, now, words, party, consented)
    return Reading(
        consented=consented,
        proposals=() if release.sets_aside else left,
        schedule=schedule,
        party=party,
        grade=grade,
        sets_grade_aside=aside,
        needs=needs,
        budget_words=None if asks else budget,
        asks_information=asks,
        asks_reservations=_RESERVATIONS.search(normalize(request.message)) is not None,
        release=release,
        more_time=consented is None and _wants_more_time(request.message, state, called or {}),
        said=state.said if consented else state.said.after(words),
    )


def _repeats_the_question(request: ChatRequest, state: ConversationState) -> bool:
    """Whether a message only agrees to what was asked, and that was nothing that is done at once."""
    elsewhere = request.selection or request.confirm or state.release_asked or state.more_time_asked
    return bool(state.question) and not elsewhere and agrees(request.message)


def _written_seats(bare: str) -> int:
    """How many exact seats a message names: "7열 15~17번" names three."""
    written = read_seats(bare)
    return 0 if isinstance(written, Unclear) else sum(len(seats.numbers) for seats in written if seats.row)


def _left_open(
    state: ConversationState, now: int, words: Words, party: Party, consented: str | None
) -> tuple[Proposal, ...]:
    """The proposals that the message leaves open: seats for other people, or for other needs, are other seats."""
    proposals = state.open_proposals(now)
    if consented:
        return proposals
    others = party.ages not in {(), state.ages} or needs_after(state.needs, words.bare) != state.needs
    return () if others and not words.asks else left_open(proposals, state.starts_at, words)


def _picked(bare: str, proposals: Sequence[Proposal]) -> Proposal | None:
    """The one of several proposals that is meant by its place: "두 번째 걸로", "2번 좌석이요"."""
    position = read_ordinal(bare)
    if len(proposals) < 2 or position is None or not 1 <= position <= len(proposals):
        return None
    return proposals[position - 1]


def _wants_more_time(message: str, state: ConversationState, called: Mapping[str, Sequence[str]]) -> bool:
    """A wish in any words, or an answer to the question for it: a yes, or which hold by its name or its place."""
    asked = state.more_time_asked
    if wants_more_time(message, asked=asked, several=len(called) > 1):
        return True
    named = named_hold(message, called) if asked else None
    return named is not None and wants_more_time(named.rest, asked=True, named=True)


def _consented(request: ChatRequest, state: ConversationState, now: int) -> str | None:
    """A button names its proposal; a plain yes agrees only where exactly one is open and was what was talked about.

    Seats picked on the map are a new wish, whatever the words beside them say.
    """
    if request.selection is not None:
        return None
    proposals = [proposal.proposal_id for proposal in state.open_proposals(now)]
    if request.confirm is not None:
        return request.confirm if request.confirm in proposals else None
    agreed = is_yes(request.message, to_exchange=asks_to_exchange(state.question))
    return proposals[0] if agreed and state.yes_counts and len(proposals) == 1 else None
