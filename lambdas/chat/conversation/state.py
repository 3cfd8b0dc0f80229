"""What a conversation has come to know. It grows by tool results and by the server's own reading, never by the model."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal

from lambdas.chat.conversation.asked_seats import Offer, asks_for
from lambdas.chat.conversation.asking import asks_for_more_time, asks_to_release, last_question
from lambdas.chat.conversation.said import NOTHING_SAID, Part, Said
from megaticket.base import StoredRecord
from megaticket.clock import KST, epoch, from_epoch, moment_text
from megaticket.korean.consent import Release
from megaticket.korean.text import normalize

Need = Literal["wheelchair", "restricted_view", "only_restricted_view"]

PROPOSAL_SECONDS = 300
"""A proposal stays open five minutes."""

MOST_OF_A_QUESTION = 300
"""Characters that are kept of what an answer asked."""


class ProposedSeat(StoredRecord):
    """A seat of a proposal, its price in won. `kind` is what it is kept for ("시야제한석"), None for an ordinary one."""

    seat_id: str
    label: str
    grade: str
    price: int
    kind: str | None = None


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
    notes: tuple[str, ...] = ()
    """What has to be said of the seats before anybody agrees to them: that they are apart, or see less of the stage."""

    def is_open(self, now: int) -> bool:
        """Whether the person may still agree to it."""
        return now < self.expires_at

    def as_action(self) -> dict[str, Any]:
        """The contract's PROPOSAL."""
        return self.model_dump(mode="json", by_alias=True, exclude={"expires_at"}, exclude_none=True)


class OfferedSchedule(StoredRecord):
    """A date that the person was shown, in the order of the list."""

    schedule_id: str
    starts_at: int
    ticket_limit: int | None = None
    on_sale: bool = True


class ConversationState(StoredRecord):
    """The booking as far as it is known. Times are seconds since 1970.

    Attributes:
        offered: the dates of the last list, in its order.
        yes_counts: whether the last answer showed the open proposal's seats and asked last for holding them, so that a plain
            yes can mean it. After any other answer it does not; the proposal's button still does.
        ticket_limit: how many tickets of the chosen date a person may buy; None while no date is chosen.
        asked_for_information: whether the last message asks for facts in between.
        release: what the last message said about giving held seats back.
        release_of: the hold that the last message named and wants to be given back; None where it named none.
        release_all: whether it wants every one of them back.
        told_holds: the holds that the last answer spoke of, in its order.
        release_asked: whether the last answer, to a message about that, asked last whether to, so that a plain yes can mean it.
        more_time: whether the last message asks for more time to pay for held seats.
        more_time_asked: whether the last answer asked last whether to give it, so that a plain yes can mean it.
        question: what the last answer asked last, which a plain yes repeats; "" where it asked nothing.
        held_id: the hold that this conversation made last.
        ages: the ages that the person named for those who come, in years.
        age_told: the turn in which the person was told that somebody is too young for the performance or a grade.
        age_told_of: the highest age rating, in years, of which they were told then or before.
        needs: what seats the person has spoken of, as `needs.py` reads them; a tool gives them only then.
        budget_words: the person's words about what they want to spend, until they name a grade.
        shown: the seats of the chosen date that were proposed so far, so that others can be offered.
        refusals: how often seats of the chosen date went to somebody who was faster.
        searched: the sections that were searched in vain, by `searched_for`, so that a search goes on behind them.
        said: what the person has said of it in words that the server could read; tools go by that before a model's word.
        rescued: the holds of which the person was told that recovery keeps them.
    """

    performance_id: str | None = None
    performance_title: str | None = None
    schedule_id: str | None = None
    starts_at: int | None = None
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
    release_of: str | None = None
    release_all: bool = False
    told_holds: tuple[str, ...] = ()
    release_asked: bool = False
    more_time: bool = False
    more_time_asked: bool = False
    question: str = ""
    held_id: str | None = None
    ages: tuple[int, ...] = ()
    age_told: str | None = None
    age_told_of: int = 0
    needs: tuple[Need, ...] = ()
    budget_words: str | None = None
    shown: tuple[str, ...] = ()
    refusals: int = 0
    searched_for: str | None = None
    searched: tuple[str, ...] = ()
    said: Said = NOTHING_SAID
    rescued: tuple[str, ...] = ()

    @property
    def starts_at_text(self) -> str | None:
        """When the chosen date starts, in words; None while none is chosen."""
        return moment_text(from_epoch(self.starts_at)) if self.starts_at is not None else None

    @property
    def spoken_days(self) -> frozenset[date]:
        """The days that are talked about: that of the chosen date, else those of the last list."""
        chosen = [offered for offered in self.offered if offered.schedule_id == self.schedule_id]
        return frozenset(from_epoch(offered.starts_at).astimezone(KST).date() for offered in chosen or self.offered)

    @property
    def offered_grades(self) -> frozenset[str]:
        """The grades of the seats that lie proposed."""
        return frozenset(seat.grade for proposal in self.proposals for seat in proposal.seats)

    def open_proposals(self, now: int) -> tuple[Proposal, ...]:
        """The proposals that may be agreed to at `now`."""
        return tuple(proposal for proposal in self.proposals if proposal.is_open(now))

    def after_answer(self, text: str, made: bool, now: int) -> "ConversationState":
        """The state after the turn's answer: what a plain yes to come may mean is what the answer asked last.

        Args:
            text: what was said.
            made: whether the proposal was made in this turn, so that the page shows its seats and prices.
            now: seconds since 1970.
        """
        proposals = self.open_proposals(now)
        shown = len(proposals) == 1 and (made or all(seat.label in text for seat in proposals[0].seats))
        asked = {
            "yes_counts": shown and asks_for(text, self._offer(proposals[0]), from_epoch(now).astimezone(KST).date()),
            "release_asked": self.release != Release.NOT_MENTIONED and asks_to_release(text),
            "more_time_asked": asks_for_more_time(text),
            "question": last_question(text)[-MOST_OF_A_QUESTION:],
        }
        return self.model_copy(update=asked)

    def _offer(self, proposal: Proposal) -> Offer:
        labels = tuple(seat.label for seat in proposal.seats)
        grades = tuple(dict.fromkeys(seat.grade for seat in proposal.seats))
        return Offer(labels, grades, self.grades, self.performance_title, self.starts_at_text)

    def choose_performance(self, performance_id: str, title: str, grades: Sequence[str]) -> "ConversationState":
        """A performance is being talked about; another one than before starts the choice of date and seats anew.

        What is said of the people stays, and a grade that the other performance sells too.
        """
        if performance_id == self.performance_id:
            return self
        first = self.performance_id is None
        said = {"grade": matching_grade(self.said.grade, grades), "dates": self.said.dates if first else None}
        return ConversationState(
            performance_id=performance_id,
            performance_title=title,
            grades=tuple(grades),
            count=self.count,
            grade=matching_grade(self.grade, grades),
            said=self.said.model_copy(update=said),
            ages=self.ages,
            needs=self.needs,
            budget_words=self.budget_words,
            rescued=self.rescued,
        )

    def choose_schedule(self, schedule_id: str, starts_at: datetime, ticket_limit: int | None) -> "ConversationState":
        """A date is chosen; another one than before voids what was proposed."""
        if schedule_id == self.schedule_id:
            return self
        chosen = {"schedule_id": schedule_id, "starts_at": epoch(starts_at), "ticket_limit": ticket_limit}
        return self.model_copy(update={**chosen, "proposals": (), "shown": (), "refusals": 0})

    def unmet(self, *parts: Part) -> "ConversationState":
        """These parts of what was said cannot be had: what is taken in their place may be in words that only a model reads."""
        return self.model_copy(update={"said": self.said.model_copy(update=dict.fromkeys(parts))})

    def refused(self) -> "ConversationState":
        """Somebody was faster: nothing that lay open can be agreed to any more."""
        return self.model_copy(update={"proposals": (), "refusals": self.refusals + 1})


def matching_grade(written: str | None, grades: Iterable[str]) -> str | None:
    """The grade that is meant by its name, be it written "R", "r석" or "R석"; None where none is."""
    if written is None:
        return None
    bare = normalize(written).removesuffix("석")
    return next((grade for grade in grades if normalize(grade).removesuffix("석") == bare), None)
