"""What the server is sure that a person said: it holds until they say another thing, or something that it cannot read."""

from datetime import datetime

import pytest

from lambdas.chat.conversation.reading import read_message
from lambdas.chat.conversation.state import ConversationState, OfferedSchedule
from lambdas.chat.protocol import ChatRequest
from megaticket.clock import KST, epoch

NOW = epoch(datetime(2026, 11, 23, 12, tzinfo=KST))
"""A Monday."""
STARTS = [(12, 5, 14), (12, 5, 19), (12, 6, 14)]
LISTED = ConversationState(
    performance_id="PX1",
    grades=("VIP석", "R석", "S석"),
    offered=tuple(
        OfferedSchedule(schedule_id=f"S{place}", starts_at=epoch(datetime(2026, month, day, hour, tzinfo=KST)))
        for place, (month, day, hour) in enumerate(STARTS, start=1)
    ),
)


def heard(*messages: str, state: ConversationState = LISTED) -> ConversationState:
    for message in messages:
        state = read_message(ChatRequest(message=message), state, NOW).apply(state)
    return state


@pytest.mark.parametrize(
    ("messages", "count"),
    [
        (["두 장이요"], 2),
        (["두 장이요", "아니 세 장으로 할게요"], 3),
        (["두 장이요", "한 장 더요"], 3),
        (["두 장이요", "가운데 쪽이면 좋겠어요"], 2),
        (["두 장이요", "캐스팅은 누구예요?"], 2),
        (["1층 B구역 7열 15~17번이요"], 3),
        (["1층 B구역 7열 15번 두 장이요"], 2),
        (["B구역 7열 15번 말고 16번이요"], 1),
        (["두 장이요", "친구도 데려갈게요"], None),
        (["세 장이요", "한 명은 학생이에요"], 3),
        (["네 명이요", "두 분은 다리가 불편하세요"], 4),
        (["네 명이요", "한 명은 못 가게 됐어요"], 3),
        (["두 장이요", "세 명은 학생이에요"], None),
        (["두 장이요", "한 장만 R석으로요"], None),
        (["두 장이요", "서너 명쯤 될 것 같아요"], None),
        (["두 장이요", "네 명이면 수수료가 얼마예요?"], None),
        (["네 명이면 수수료가 얼마예요?", "R석으로요"], 4),
        (["좋은 자리로요"], None),
    ],
)
def test_the_count_that_is_said(messages: list[str], count: int | None) -> None:
    assert heard(*messages).said.count == count


@pytest.mark.parametrize(
    ("messages", "fewer"),
    [
        (["네 장이요", "애들은 빼 주세요"], True),
        (["네 장이요", "남편은 못 간대요"], True),
        (["네 장이요", "애들은 빼 주세요", "R석으로요"], True),
        (["네 장이요", "애들은 빼 주세요", "두 장이요"], False),
        (["네 장이요", "애들 빼고 두 장이요"], False),
        (["네 장이요", "친구도 데려갈게요"], False),
        (["네 장이요", "애들이 볼 거라 2층은 빼고 앞쪽이요"], False),
        (["네 장이요", "애들 빼면 얼마예요?"], False),
    ],
)
def test_who_does_not_come_leaves_fewer(messages: list[str], fewer: bool) -> None:
    assert heard(*messages).said.fewer == fewer


@pytest.mark.parametrize(
    ("messages", "grade"),
    [
        (["R석이요"], "R석"),
        (["R석이요", "음 S석으로 할게요"], "S석"),
        (["R석 말고 S석이요"], "S석"),
        (["VIP석에서 R석으로 내릴게요"], "R석"),
        (["R석이요", "두 장이요"], "R석"),
        (["R석이랑 S석 중에 골라 주세요"], None),
        (["R석이요", "S석은 얼마예요?"], None),
        (["R석이요", "더 싼 자리 없어요?"], None),
        (["R석이요", "두 장으로 바꿀게요"], "R석"),
        (["R석이요", "좀 바꾸고 싶어요"], None),
        (["R석이요", "다른 자리로 찾아 줘"], "R석"),
        (["저녁7시S석2장"], "S석"),
        (["R석이요", "등급은 아무거나요"], None),
        (["R석이요", "10만원 이하로요"], None),
        (["R석이요", "R석은 좀 비싸네요"], None),
        (["R석이요", "VIP석은 부담돼요"], None),
        (["R석이요", "너무 비싸요"], None),
        (["R석 위로 주세요"], None),
    ],
)
def test_the_grade_that_is_said(messages: list[str], grade: str | None) -> None:
    assert heard(*messages).said.grade == grade


@pytest.mark.parametrize(
    ("messages", "dates"),
    [
        (["12월 12일 저녁이요"], "12월 12일 (토) 저녁"),
        (["12월 12일이요", "2장이요"], "12월 12일 (토)"),
        (["12월 12일이요", "13일로 바꿀게요"], "12월 13일 (일)"),
        (["두 번째 거요"], "12월 5일 (토) 19:00"),
        (["12월 12일이요", "첫 번째 거로 할게요"], "12월 5일 (토) 14:00"),
        (["12월 12일이요", "그 다음 날은요?"], None),
        (["12월 12일이요", "그날 말고요"], None),
        (["12월 12일 캐스팅 알려 주세요", "오 그날로 두 장이요"], "12월 12일 (토)"),
        (["12월 12일이요", "S석으로 바꿔 주세요"], "12월 12일 (토)"),
        (["12월 12일 저녁 두 장 아니 세 장이요"], "12월 12일 (토) 저녁"),
        (["12월 12일이요", "언제든 상관없어요"], None),
        (["12월 12일이요", "결제는 내일 해도 돼요?"], None),
        (["12월 12일이요", "13일 캐스팅은 누구예요?"], None),
        (["12월 12일이요", "주차 되나요?"], "12월 12일 (토)"),
        (["12월 12일 토요일이요", "12월 13일 월요일이요"], None),
    ],
)
def test_the_dates_that_are_said(messages: list[str], dates: str | None) -> None:
    said = heard(*messages).said.dates
    assert (said.text if said else None) == dates


def test_an_hour_alone_is_one_of_the_days_that_were_spoken_of() -> None:
    state = heard("12월 12일이요", "저녁 7시 공연이요", state=ConversationState())
    assert state.said.dates is not None
    assert state.said.dates.when.fits(datetime(2026, 12, 12, 19, tzinfo=KST))
    assert not state.said.dates.when.fits(datetime(2026, 12, 13, 19, tzinfo=KST))
    assert not state.said.dates.when.fits(datetime(2026, 12, 12, 14, tzinfo=KST))


def test_what_is_said_survives_its_storage() -> None:
    state = heard("다음 주 토요일 저녁 R석 두 장이요", state=ConversationState())
    stored = state.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert ConversationState.model_validate(stored).said == state.said
    assert state.said.dates is not None


@pytest.mark.parametrize(
    ("message", "asks"),
    [("12월 12일 월요일이요", True), ("2월 30일이요", True), ("12월 12일이요", False), ("네", False)],
)
def test_dates_that_contradict_themselves_are_asked_for_until_the_next_message(message: str, asks: bool) -> None:
    assert (heard(message).said.unclear is not None) == asks
    assert heard(message, "두 장이요").said.unclear is None
