"""What an answer says was done: only what the server did passes, however it is put."""

import pytest

from tests.unit.chat.guard.facts import about, false_kinds, hold, schedule
from tests.unit.chat.guard.test_natural_answers import AFTERNOON, BOOKED, HELD, INFORMED, OFFERED, SEATS

TAKEN = [
    "좌석 잡아 드렸어요! 결제는 내 예약에서 하시면 돼요.",
    "두 자리 잡았어요",
    "VIP석 2장 잡아 두었어요",
    "1층 B구역 7열 15번, 16번을 맡아 두었어요",
    "좌석을 확보해 두었어요",
    "말씀하신 자리를 확보했습니다.",
    "선점 완료!",
    "선점 완료",
    "선점 처리했습니다",
    "선점까지 모두 마쳤어요",
    "좌석이 선점되어 있어요",
    "이미 선점했어요",
    "자리는 제가 맡았어요",
    "선점해 놓았어요",
]
BOUGHT = [
    "예매를 마쳤어요",
    "예약되었습니다",
    "예약이 확정되었어요",
    "확정됐어요",
    "결제 처리해 드렸어요",
    "결제까지 완료되었어요",
    "예매가 모두 끝났습니다",
    "예매가 정상적으로 완료되었습니다.",
    "결제를 끝냈어요",
    "예매 완료!",
]
CHANGED = [
    "선점을 10분 연장했어요",
    "선점 시간이 연장되었습니다",
    "시간을 늘려 드렸어요",
    "좌석을 풀어 드렸어요",
    "좌석을 놓아 드렸어요",
    "좌석을 반납했어요",
    "선점을 모두 해제했습니다",
]
NOT_YET = [
    "선점하면 10분 동안 자리를 맡아 드려요.",
    "결제하시면 예매가 끝나요.",
    "아직 예매된 것은 아니에요.",
    "아직 예매가 완료된 것은 아니에요.",
    "아직 결제가 안 됐어요.",
    "선점이 완료되면 알려 드릴게요.",
    "좌석을 잡아 드릴까요?",
    "예매를 마쳤다면 내 예약에서 볼 수 있어요.",
    "결제까지 마쳐야 예매가 완료돼요.",
    "결제가 완료됐는지 내 예약에서 확인해 보세요.",
    "이미 예매하셨나요?",
    "이 작품은 대표작으로 자리 잡았어요.",
    "관객의 마음을 사로잡았어요.",
    "윤해솔 배우가 해인 역을 맡았어요.",
    "예매가 시작됐어요.",
    "이 회차는 예매가 마감됐어요.",
    "선점하지 못했어요.",
    "예약 취소는 내 예약에서 하실 수 있어요.",
    "궁금증이 풀렸으면 좋겠어요.",
]


@pytest.mark.parametrize("text", TAKEN + BOUGHT + CHANGED)
def test_nothing_is_done_by_words_alone(text: str) -> None:
    assert "status" in false_kinds(text, OFFERED)


@pytest.mark.parametrize("text", BOUGHT + CHANGED)
def test_held_seats_are_neither_paid_nor_extended_nor_given_back(text: str) -> None:
    assert "status" in false_kinds(text, HELD)


@pytest.mark.parametrize("text", TAKEN)
def test_what_was_held_may_be_told(text: str) -> None:
    assert false_kinds(text, HELD) == set()


@pytest.mark.parametrize("text", BOUGHT)
def test_what_was_booked_may_be_told(text: str) -> None:
    assert false_kinds(text, BOOKED) == set()


@pytest.mark.parametrize("text", CHANGED)
def test_what_was_changed_may_be_told(text: str) -> None:
    extended = hold(schedule(AFTERNOON), SEATS).model_copy(update={"extensions": 1})
    facts = about("PF001", "네", holds=[extended], results=[{"released": {"scheduleId": AFTERNOON}}])
    assert false_kinds(text, facts) == set()


@pytest.mark.parametrize("text", NOT_YET)
def test_what_is_not_said_to_be_done_passes(text: str) -> None:
    assert false_kinds(text, INFORMED) == set()
