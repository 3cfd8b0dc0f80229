"""The buttons that a turn ends with."""

from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.chat.conversation.state import ConversationState, OfferedSchedule, Proposal
from lambdas.chat.conversation.steps import Step, next_step
from lambdas.chat.protocol import Choice
from megaticket.clock import from_epoch, moment_text

MOST_COUNTS = 4
"""How many people most bookings are for; more can be typed."""

MOST_DATES = 6

WHATS_ON = Choice("지금 하는 공연", "지금 하는 공연 보여 주세요")
MY_BOOKINGS = Choice("내 예약", "내 예약 보여 주세요")
OTHER_PERFORMANCE = Choice("다른 공연 보기", "다른 공연 보여 주세요")
OTHER_DATE = Choice("다른 날짜 보기", "다른 날짜 보여 주세요")
GRADES = Choice("등급과 가격 보기", "좌석 등급 보여 주세요")

_BY_STEP: dict[Step, tuple[Choice, ...]] = {
    Step.GREETING: (WHATS_ON, MY_BOOKINGS),
    Step.PERFORMANCE: (WHATS_ON, MY_BOOKINGS),
    Step.SCHEDULE: (
        Choice("이번 주말", "이번 주말 일정 알려 주세요"),
        Choice("다음 주말", "다음 주말 일정 알려 주세요"),
        OTHER_PERFORMANCE,
    ),
    Step.SEATS: (Choice("좌석 찾기", "좌석 찾아 주세요"), GRADES, OTHER_DATE),
    Step.HOLDING: (Choice("내 예약 보기", "내 예약 보여 주세요"), Choice("선점 해제하기", "선점한 좌석 해제해 주세요")),
    Step.RESERVATION: (Choice("내 예약 보기", "내 예약 보여 주세요"), OTHER_PERFORMANCE),
    Step.CANCEL: (WHATS_ON, MY_BOOKINGS),
}
_ORDER = tuple(Step)


@dataclass(frozen=True)
class Suggestion:
    """The buttons of a tool's result.

    Attributes:
        choices: the buttons.
        answers: the step whose question they answer; None where it is the result's own question.
        needed: what the booking needed when the tool gave them.
    """

    choices: Sequence[Choice]
    answers: Step | None
    needed: Step

    def stands(self, needed: Step) -> bool:
        """Whether they fit what the booking needs now.

        What comes later has its turn later. What is chosen already may be chosen anew, unless the booking went on since.
        """
        chosen_anew = self.answers is None or _ORDER.index(self.answers) < _ORDER.index(needed)
        return self.answers == needed or (chosen_anew and self.needed == needed)


def choices_for(
    step: Step, state: ConversationState, suggested: Sequence[Suggestion], now: int, *, has_live_hold: bool = False
) -> Sequence[Choice]:
    """The open proposal's buttons where it is talked about, else what the last fitting tool suggests, else the step's own.

    After a question in between they are those of the step that the booking goes on with. Whoever looks at their bookings or
    speaks of releasing while they hold seats gets the buttons of the hold.
    """
    needed, proposals = next_step(state, now), state.open_proposals(now)
    if proposals and state.yes_counts:
        return proposal_choices(proposals)
    fitting = next((each.choices for each in reversed(suggested) if each.stands(needed)), None)
    if fitting:
        return fitting
    if step == Step.CANCEL and has_live_hold:
        return _own(Step.HOLDING, state)
    if proposals:
        return proposal_choices(proposals)
    return _own(needed if step in {Step.INFO, Step.CONFIRM} else step, state)


def head_counts(ticket_limit: int | None) -> tuple[Choice, ...]:
    """How many come, up to what a date sells to one person."""
    most = min(ticket_limit or MOST_COUNTS, MOST_COUNTS)
    return tuple(Choice(f"{count}명", f"{count}명이에요") for count in range(1, most + 1))


def dates(offered: Sequence[OfferedSchedule]) -> tuple[Choice, ...]:
    """The first of the dates that were offered and can be bought."""
    starts = [moment_text(from_epoch(each.starts_at)) for each in offered if each.on_sale]
    return tuple(Choice(text, text) for text in starts[:MOST_DATES])


def _own(step: Step, state: ConversationState) -> tuple[Choice, ...]:
    """A step's own buttons. None of them may be a yes or a wish to release by accident: the server reads what it says."""
    if step == Step.SCHEDULE:
        return dates(state.offered) or _BY_STEP[step]
    if step == Step.HEADCOUNT:
        return head_counts(state.ticket_limit)
    if step == Step.GRADE:
        return tuple(Choice(grade, f"{grade} 등급으로 할게요") for grade in state.grades) or (GRADES, OTHER_DATE)
    return _BY_STEP[step]


def proposal_choices(proposals: Sequence[Proposal]) -> tuple[Choice, ...]:
    """The buttons under one proposal, or under several: each agrees to its own."""
    agree = [_agree(proposal, place, len(proposals)) for place, proposal in enumerate(proposals, start=1)]
    return (*agree, Choice("다른 좌석 보기", "다른 좌석 보여 주세요"))


def _agree(proposal: Proposal, place: int, of: int) -> Choice:
    if of == 1:
        return Choice("이 좌석으로 선점하기", "네, 이 좌석으로 할게요", proposal.proposal_id)
    return Choice(f"{place}번 좌석으로 선점하기", f"{place}번 좌석으로 할게요", proposal.proposal_id)
