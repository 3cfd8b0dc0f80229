"""The server's own reading of a message, against what was said before."""

from datetime import datetime

import pytest

from lambdas.chat.conversation.reading import read_message
from lambdas.chat.conversation.state import ConversationState, OfferedSchedule, Proposal
from lambdas.chat.protocol import ChatRequest
from megaticket.clock import KST, epoch
from megaticket.korean.consent import Release

NOW = epoch(datetime(2026, 11, 23, 12, tzinfo=KST))


def offered(*starts: tuple[int, int, int]) -> tuple[OfferedSchedule, ...]:
    return tuple(
        OfferedSchedule(schedule_id=f"S{index}", starts_at=epoch(datetime(2026, month, day, hour, tzinfo=KST)))
        for index, (month, day, hour) in enumerate(starts, start=1)
    )


LISTED = ConversationState(offered=offered((12, 5, 14), (12, 5, 19), (12, 6, 14)), count=2, grades=("VIP석", "R석"))


@pytest.mark.parametrize(
    ("message", "schedule_id"),
    [
        ("두 번째 거요", "S2"),
        ("3번", "S3"),
        ("0번", None),
        ("9번", None),
        ("12월 5일 낮", "S1"),
        ("12월 5일", None),
        ("저녁이요", "S2"),
        ("일욜", "S3"),
        ("일요일 낮공", "S3"),
        ("이번 주 일요일", None),
        ("7열 2번", None),
        ("좋아요", None),
    ],
)
def test_a_listed_date_is_meant_by_its_place_or_by_words_that_fit_it_alone(
    message: str, schedule_id: str | None
) -> None:
    schedule = read_message(ChatRequest(message=message), LISTED, NOW).schedule
    assert (schedule.schedule_id if schedule else None) == schedule_id


@pytest.mark.parametrize(
    ("message", "count"), [("한 장 더요", 3), ("두 명 추가할게요", 4), ("세 장", 3), ("더 좋은 자리", None)]
)
def test_more_adds_to_what_was_said(message: str, count: int | None) -> None:
    assert read_message(ChatRequest(message=message), LISTED, NOW).count == count


def test_more_than_nothing_is_not_known() -> None:
    assert read_message(ChatRequest(message="한 장 더"), ConversationState(), NOW).count is None


@pytest.mark.parametrize(("message", "grade"), [("vip로", "VIP석"), ("R석 주세요", "R석"), ("알려 주세요", None)])
def test_a_grade_is_one_of_those_listed(message: str, grade: str | None) -> None:
    assert read_message(ChatRequest(message=message), LISTED, NOW).grade == grade


PROPOSED = LISTED.model_copy(
    update={
        "proposals": (
            Proposal(
                proposal_id="P1",
                schedule_id="S1",
                seats=(),
                subtotal=0,
                booking_fee=0,
                total_price=0,
                adjacent=True,
                expires_at=NOW + 1,
            ),
        )
    }
)


@pytest.mark.parametrize("message", ["취소하면 수수료 있어요?", "취소 수수료 얼마예요", "환불 규정 알려줘"])
def test_a_question_about_fees_gives_nothing_back(message: str) -> None:
    asked = read_message(ChatRequest(message=message), LISTED, NOW)
    assert asked.asks_information
    assert asked.release != Release.WANTED


@pytest.mark.parametrize("release", Release)
def test_a_yes_to_a_proposal_gives_nothing_back(release: Release) -> None:
    state = PROPOSED.model_copy(update={"release": release})
    agreed = read_message(ChatRequest(message="네, 이 좌석으로 할게요", confirm="P1"), state, NOW)
    assert (agreed.consented, agreed.release, agreed.asks_information) == ("P1", Release.NOT_MENTIONED, False)
    assert agreed.apply(state).release == Release.NOT_MENTIONED


@pytest.mark.parametrize("message", ["내 예약 보여 주세요", "예매 내역", "환불해 줘", "환불받고 싶어요"])
def test_wishes_about_ones_own_bookings_are_heard(message: str) -> None:
    assert read_message(ChatRequest(message=message), LISTED, NOW).asks_reservations
