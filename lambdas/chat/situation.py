"""What a running turn knows: the booking's state, the person's holds, what they said, and the step that follows."""

from collections.abc import Sequence

from lambdas.chat.assurance import Assurance
from lambdas.chat.conversation.asking import asks
from lambdas.chat.conversation.choices import Suggestion, choices_for
from lambdas.chat.conversation.reading import Reading, read_message
from lambdas.chat.conversation.records import Message
from lambdas.chat.conversation.said import Said, SaidDates
from lambdas.chat.conversation.steps import Step, derive_step, next_step
from lambdas.chat.conversation.store import Begun
from lambdas.chat.conversation.told_holds import told_holds
from lambdas.chat.guard.correction import server_answer
from lambdas.chat.guard.grounding import Grounding, ground
from lambdas.chat.prompts.composer import context_text
from lambdas.chat.protocol import Action, ChatRequest, Choice, Selection
from lambdas.chat.tools.ages import age_notice
from lambdas.chat.tools.base import Services, ToolContext, ToolOutcome
from lambdas.chat.tools.finding import offer_exact
from megaticket.booking.models import Hold, HoldState
from megaticket.booking.rescue import prolonged, recovery_status
from megaticket.booking.service import UNKNOWN_SCHEDULE
from megaticket.catalog.items import performance_of_schedule
from megaticket.clock import Clock, epoch
from megaticket.contracts import hold_view
from megaticket.errors import Refusal
from megaticket.korean.consent import is_yes
from megaticket.seating.seats import House

WHICH_SEATS = "좌석을 여러 가지 보여 드렸어요. 몇 번째 좌석으로 할지 알려 주세요."

RESCUED = (
    "⚠️ **[장애 복구]** 선점된 좌석이 임시 보호 중입니다!",
    "👉 **[내 예약]** 메뉴에서 결제를 완료해주세요!",
)
"""The two sentences of the design for a hold that outlived its region."""


class Situation:
    """Grows by the server's own reading and by tool results, never by what a model says.

    `notice` is the server's word on the message, to be passed on to the person.
    """

    def __init__(self, begun: Begun, tools: Services, clock: Clock, notice: str | None = None) -> None:
        self._tools = tools
        self._clock = clock
        self._user_id = begun.head.user_id
        self._turn_key = f"{begun.head.conversation_id}:{begun.number}"
        self._first_turn = begun.number == 1
        self._reading = Reading()
        self._holds: Sequence[Hold] = ()
        self._paid: Sequence[Hold] = ()
        self._notices = [notice] if notice else []
        self._suggested: list[Suggestion] = []
        self._listed: tuple[str, ...] = ()
        self._proposed = False
        self.assurance = Assurance()
        self.state = begun.head.state

    def read(self, request: ChatRequest) -> Sequence[Action]:
        """Reads the person's message. Gives what the page draws of it: seats picked on the map are proposed at once."""
        self.look_up_holds()
        self._reading = read_message(request, self.state, self._now(), self._called())
        self.state = self._reading.apply(self.state)
        if (
            self._reading.consented is None
            and is_yes(request.message)
            and len(self.state.open_proposals(self._now())) > 1
        ):
            self._notices.append(WHICH_SEATS)
        drawn = self._tell_rescued()
        return [*drawn, *self._propose(request.selection)] if request.selection else drawn

    def take(self, outcome: ToolOutcome) -> None:
        """Learns what a tool found out or changed."""
        self.state = outcome.state or self.state
        if outcome.choices:
            needed = next_step(self.state, self._now())
            self._suggested.append(Suggestion(outcome.choices, outcome.answers, needed))
        self._proposed |= any(action.type in {"PROPOSAL", "SEAT_OPTIONS"} for action in outcome.actions)
        self.assurance.require(*outcome.must_say)
        for action in outcome.actions:
            self.assurance.take(action)
            if action.type == "MY_RESERVATIONS":
                self._listed = tuple(booking["holdId"] for booking in action.data["reservations"])

    def look_up_holds(self) -> None:
        """Reads which seats the person holds now, and whether those held in this conversation are paid."""
        booking = self._tools.booking
        moment = booking.moment()
        every = booking.holds_of(self._user_id)
        self._holds = [prolonged(hold, moment) for hold in every if booking.is_live(hold)]
        made_here = [hold for hold in every if hold.hold_id == self.state.held_id]
        self._paid = [hold for hold in made_here if hold.state == HoldState.CONFIRMED]

    def unasked_offer(self, text: str) -> str:
        """Seats that this turn has proposed, with the question for them, where its answer asks nothing; else nothing.

        A yes means what was asked last: without a question the person could not agree in words to what the page shows.
        """
        offered = self._proposed and self.state.open_proposals(self._now())
        return server_answer(self.state, self._holds, self._now()) if offered and not asks(text) else ""

    def conclude(self, text: str) -> None:
        """The turn's answer is complete: whether a plain yes to it would mean the open proposal depends on its words."""
        told = told_holds(text, self._listed, [*self._holds, *self._paid])
        self.state = self.state.after_answer(text, self._proposed, self._now()).model_copy(update={"told_holds": told})

    def step(self) -> Step:
        """Where the booking stands."""
        return derive_step(
            self.state,
            first_turn=self._first_turn,
            has_live_hold=self._has_live_hold(),
            has_paid=bool(self._paid),
            now=self._now(),
        )

    def choices(self) -> Sequence[Choice]:
        """The buttons that fit; those of seats proposed in this turn come before what a tool suggested."""
        suggested = () if self._proposed else self._suggested
        return choices_for(self.step(), self.state, suggested, self._now(), has_live_hold=self._has_live_hold())

    def facts(self, messages: Sequence[Message]) -> Grounding:
        """What an answer may say, after these messages of the history and of this turn."""
        catalogue = self._tools.checked_catalogue.current()
        bookings = [*self._holds, *self._paid]
        return ground(catalogue, self.state, bookings, messages, self._clock(), self._notices)

    def server_answer(self, facts: Grounding) -> str:
        """The server's own words in the place of a model's that did not hold."""
        contacts = {facts.show(performance_id).performance.support for performance_id in facts.focus}
        support = contacts.pop() if len(contacts) == 1 else None
        return server_answer(self.state, self._holds, self._now(), support)

    def context(self, *, tools_allowed: bool) -> str:
        """What a model is told of it."""
        return context_text(
            self.state,
            [*self._holds, *self._paid],
            self._clock(),
            self.step(),
            self._reading.consented,
            notice=" ".join(self._notices) or None,
            tools_allowed=tools_allowed,
        )

    def tool_context(self) -> ToolContext:
        """What a tool needs of it."""
        return ToolContext(
            self._tools,
            self._user_id,
            self.state,
            self._reading.consented,
            self._holds,
            self._turn_key,
            self._clock(),
        )

    def _has_live_hold(self) -> bool:
        return any(map(self._tools.booking.is_live, self._holds))

    def _called(self) -> dict[str, Sequence[str]]:
        """What people call the holds: the title, and the genre where the catalogue has it."""
        catalog = self._tools.catalog
        shows = {hold.hold_id: catalog.performance(performance_of_schedule(hold.schedule_id)) for hold in self._holds}
        genres = {hold_id: (show.genre,) if show else () for hold_id, show in shows.items()}
        return {hold.hold_id: (hold.performance_title, *genres[hold.hold_id]) for hold in self._holds}

    def _tell_rescued(self) -> list[Action]:
        """Holds of the lost region that recovery keeps: the person is told once."""
        moment = self._tools.booking.moment()
        kept = [hold for hold in self._holds if recovery_status(hold, moment) == "dr_recovered"]
        untold = [hold for hold in kept if hold.hold_id not in self.state.rescued]
        if untold:
            self.assurance.require(*RESCUED)
            told = (*self.state.rescued, *(hold.hold_id for hold in untold))
            self.state = self.state.model_copy(update={"rescued": told})
        message = "\n".join(RESCUED)
        return [Action("DR_NOTICE", hold_view(hold, moment.now) | {"message": message}) for hold in untold]

    def _propose(self, selection: Selection) -> tuple[Action, ...]:
        """Seats that the person picked become the open proposal, as if a tool had found them."""
        # Whatever lay open before is not what the person wants now.
        self.state = self.state.model_copy(update={"proposals": ()})
        house = self._tools.booking.house(selection.schedule_id)
        if house is None:
            self._tell(UNKNOWN_SCHEDULE.message)
            return ()
        outcome = offer_exact(house, selection.seat_ids, self.tool_context())
        refusal = outcome if isinstance(outcome, Refusal) else outcome.refusal
        if refusal:
            self._tell(refusal.message)
        if isinstance(outcome, Refusal):
            return ()
        offered = outcome.state.offered_grades if outcome.state else ()
        self.assurance.require(*filter(None, [age_notice(house.performance, self.state.ages, offered)]))
        self.take(outcome)
        self.state = self.state.model_copy(update={"said": _said_by(selection, house)})
        return outcome.actions

    def _tell(self, sentence: str) -> None:
        """A sentence that the person must read, whatever the model makes of it."""
        self._notices.append(sentence)
        self.assurance.require(sentence)

    def _now(self) -> int:
        return epoch(self._clock())


def _said_by(selection: Selection, house: House) -> Said:
    """Seats picked on the map say how many, and for when."""
    return Said(count=len(selection.seat_ids), dates=SaidDates.at(house.schedule.starts_at))
