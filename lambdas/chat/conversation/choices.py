"""The buttons that a turn ends with."""

from lambdas.chat.conversation.state import ConversationState, Proposal
from lambdas.chat.conversation.steps import Step
from lambdas.chat.protocol import Choice

_BY_STEP: dict[Step, tuple[Choice, ...]] = {
    Step.GREETING: (Choice("지금 하는 공연", "지금 하는 공연 보여 주세요"), Choice("내 예약", "내 예약 보여 주세요")),
    Step.PERFORMANCE: (
        Choice("지금 하는 공연", "지금 하는 공연 보여 주세요"),
        Choice("내 예약", "내 예약 보여 주세요"),
    ),
    Step.SCHEDULE: (
        Choice("이번 주말", "이번 주말 일정 알려 주세요"),
        Choice("다음 주말", "다음 주말 일정 알려 주세요"),
    ),
    Step.HEADCOUNT: tuple(Choice(f"{count}명", f"{count}명이에요") for count in (1, 2, 3, 4)),
    Step.HOLDING: (Choice("내 예약 보기", "내 예약 보여 주세요"), Choice("선점 해제하기", "선점한 좌석 해제해 주세요")),
}


def choices_for(step: Step, state: ConversationState, suggested: tuple[Choice, ...], now: int) -> tuple[Choice, ...]:
    """The open proposal's buttons where it is talked about, else what the last tool suggests, else the step's own."""
    proposals = state.open_proposals(now)
    if suggested and not (proposals and state.yes_counts):
        return suggested
    if len(proposals) == 1:
        return proposal_choices(proposals[0])
    if step == Step.GRADE:
        return tuple(Choice(grade, f"{grade} 등급으로 할게요") for grade in state.grades)
    return _BY_STEP.get(step, ())


def proposal_choices(proposal: Proposal) -> tuple[Choice, ...]:
    """The buttons under a proposal."""
    return (
        Choice("이 좌석으로 선점하기", "네, 이 좌석으로 할게요", proposal.proposal_id),
        Choice("다른 좌석 보기", "다른 좌석 보여 주세요"),
    )
