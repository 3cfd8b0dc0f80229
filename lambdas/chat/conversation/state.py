"""What a conversation has come to know. It grows by tool results and by the server's own reading, never by the model."""

from datetime import datetime
from typing import Any

from megaticket.base import StoredRecord
from megaticket.clock import moment_text
from megaticket.korean.consent import Release

PROPOSAL_SECONDS = 300
"""A proposal stays open five minutes."""


class ProposedSeat(StoredRecord):
    """A seat of a proposal, its price in won."""

    seat_id: str
    label: str
    grade: str
    price: int


class Proposal(StoredRecord):
    """Exact seats that the server offered, at the price that it read itself."""

    proposal_id: str
    schedule_id: str
    seats: tuple[ProposedSeat, ...]
    subtotal: int
    booking_fee: int
    total_price: int
    adjacent: bool
    expires_at: int

    def is_open(self, now: int) -> bool:
        """Whether the person may still agree to it."""
        return now < self.expires_at

    def as_action(self) -> dict[str, Any]:
        """The contract's PROPOSAL."""
        return self.model_dump(mode="json", by_alias=True, exclude={"expires_at"})


class OfferedSchedule(StoredRecord):
    """A date that the person was shown, in the order of the list."""

    schedule_id: str
    starts_at: int
    ticket_limit: int | None = None


class ConversationState(StoredRecord):
    """The booking as far as it is known. Times are seconds since 1970.

    Attributes:
        offered: the dates of the last list, in its order.
        yes_counts: whether the last answer was about the open proposal, made it or named its seats, so that a plain yes can
            mean it. After any other answer it does not; the proposal's button still does.
        ticket_limit: how many tickets of the chosen date a person may buy; None while no date is chosen.
        asked_for_information: whether the last message asks for facts in between.
        release: what the last message said about giving held seats back.
        held_id: the hold that this conversation made last.
    """

    performance_id: str | None = None
    performance_title: str | None = None
    schedule_id: str | None = None
    starts_at_text: str | None = None
    ticket_limit: int | None = None
    offered: tuple[OfferedSchedule, ...] = ()
    count: int | None = None
    grade: str | None = None
    grades: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    yes_counts: bool = False
    asked_for_reservations: bool = False
    asked_for_information: bool = False
    release: Release = Release.NOT_MENTIONED
    held_id: str | None = None

    def open_proposals(self, now: int) -> tuple[Proposal, ...]:
        """The proposals that may be agreed to at `now`."""
        return tuple(proposal for proposal in self.proposals if proposal.is_open(now))

    def after_answer(self, text: str, made: bool, now: int) -> "ConversationState":
        """The state after the turn's answer: a yes to come means the one open proposal if the answer was about it.

        Args:
            text: what was said.
            made: whether the proposal was made in this turn.
            now: seconds since 1970.
        """
        proposals = self.open_proposals(now)
        named = len(proposals) == 1 and all(seat.label in text for seat in proposals[0].seats)
        return self.model_copy(update={"yes_counts": made or named})

    def choose_performance(self, performance_id: str, title: str) -> "ConversationState":
        """A performance is being talked about; another one than before starts the choice of date and seats anew."""
        if performance_id == self.performance_id:
            return self
        return ConversationState(performance_id=performance_id, performance_title=title, count=self.count)

    def choose_schedule(self, schedule_id: str, starts_at: datetime, ticket_limit: int | None) -> "ConversationState":
        """A date is chosen; another one than before voids what was proposed."""
        if schedule_id == self.schedule_id:
            return self
        text = moment_text(starts_at)
        chosen = {"schedule_id": schedule_id, "starts_at_text": text, "ticket_limit": ticket_limit}
        return self.model_copy(update={**chosen, "proposals": ()})
