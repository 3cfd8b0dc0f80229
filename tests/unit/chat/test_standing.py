"""Which proposals a message leaves open: a bare yes after it must not hold what is no longer wanted."""

from datetime import datetime

import pytest

from lambdas.chat.conversation.reading import read_message
from lambdas.chat.conversation.said import Said
from lambdas.chat.conversation.state import ConversationState, OfferedSchedule, Proposal, ProposedSeat
from lambdas.chat.protocol import ChatRequest
from megaticket.clock import KST, epoch

NOW = epoch(datetime(2026, 11, 23, 12, tzinfo=KST))
"""A Monday."""
STARTS = epoch(datetime(2026, 12, 5, 14, tzinfo=KST))
"""A Saturday."""


def proposed(count: int, *grades: str, said: Said | None = None) -> ConversationState:
    named = grades or ("R석",)
    seats = tuple(
        ProposedSeat(seat_id=f"A-1-{n}", label=f"{n}번", grade=named[n % len(named)], price=90_000)
        for n in range(count)
    )
    proposal = Proposal(
        proposal_id="P1", schedule_id="S1", seats=seats, subtotal=0, booking_fee=0, total_price=0, adjacent=True,
        expires_at=NOW + 9,
    )  # fmt: skip
    return ConversationState(
        performance_id="PX1",
        grades=("VIP석", "R석", "S석"),
        schedule_id="S1",
        starts_at=STARTS,
        offered=(OfferedSchedule(schedule_id="S1", starts_at=STARTS),),
        count=count,
        proposals=(proposal,),
        said=said or Said(),
        yes_counts=True,
    )


def is_open_after(message: str, state: ConversationState) -> bool:
    return bool(read_message(ChatRequest(message=message), state, NOW).apply(state).open_proposals(NOW))


@pytest.mark.parametrize(
    "message",
    [
        "다섯 장으로 할게요", "두 장만요", "아이들은 빼고 갈게요", "애들은 빼주세요", "남편은 못 간대요", "혼자 갈게요",
        "친구도 한 명 데려갈게요", "아이가 일곱 살이에요", "일곱 살이에요",
        "12월 6일로 바꿀게요", "일요일은요?", "같은 날 저녁 7시로요", "13일이 더 낫겠어요", "그 다음 날이 낫겠다",
        "다른 날로 바꿔 주세요", "그날은 안 되겠어요", "이 날짜는 좀 힘들 것 같아요", "그 시간엔 못 가요", "언제든 상관없어요",
        "마지막 공연으로 할게요", "그날 말고요",
        "S석으로 바꿔 주세요", "더 싼 등급으로요", "10만원 이하로 부탁해요", "R석 말고요",
        "휠체어석으로 주세요", "시야제한석도 괜찮아요",
    ],
)  # fmt: skip
def test_seats_that_are_not_what_is_wanted_now_cannot_be_agreed_to(message: str) -> None:
    assert not is_open_after(message, proposed(4))


@pytest.mark.parametrize(
    "message",
    [
        "네 장 맞아요", "음 잠깐만요", "R석이죠?", "12월 5일 맞죠?", "토요일 낮 두 시요", "세 장이면 얼마예요?",
        "12월 6일 캐스팅은 누구예요?", "언제까지 결제해야 해요?", "결제는 내일 할게요", "이게 제일 좋은 자리예요?",
        "더 싼 등급도 있어요?", "고마워요, 날씨가 좋네요", "주차 되나요?", "시간이 얼마나 남았어요?", "한 명은 학생이에요",
    ],
)  # fmt: skip
def test_other_words_leave_what_was_proposed_open(message: str) -> None:
    assert is_open_after(message, proposed(4))


@pytest.mark.parametrize("message", ["S석으로만 주세요", "R석이요"])
def test_seats_of_several_grades_are_not_those_of_one(message: str) -> None:
    assert not is_open_after(message, proposed(4, "R석", "S석"))
    assert is_open_after("음 글쎄요", proposed(4, "R석", "S석"))


def test_what_was_said_before_closes_nothing_that_was_proposed_after_it() -> None:
    assert is_open_after("음 글쎄요", proposed(4, said=Said(count=2, grade="S석")))
