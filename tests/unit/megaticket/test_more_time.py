"""Who asks for more time to pay, and who does not."""

import pytest

from megaticket.korean.more_time import wants_more_time

WISHES = [
    "시간 좀 더 주세요", "결제 시간 조금 더 필요해요", "연장 부탁드려요", "한 번만 더 연장해 주실 수 있나요?", "5분만 더요", "십분 만에 못 끝내서 시간 늘려줘", "선점 시간이 모자라요",
    "카드가 안 보여서 그런데 좀 더 기다려 주세요", "자리 조금만 더 잡아 둬", "기한 좀 미뤄 주실래요",
    "10분 더 주세요", "5분만 더 기다려 주세요", "좌석 잠시만 더 잡아줘", "2장 결제하는데 시간 더 필요해요", "10분 추가로 부탁해요", "15분 더 가능해요?",
]  # fmt: skip
NO_WISHES = [
    "", "네", "2장 더 주세요", "연장하지 마세요", "연장 안 할래요", "시간 더 안 주셔도 괜찮아요", "연장은 필요 없어요", "연장 몇 번까지 돼요?", "연장하면 돈을 더 내나요?", "아까 연장됐나요?",
    "이 공연 연장되나요?", "연장 공연도 있어요?", "공연 시간이 얼마나 돼요?", "시간 얼마나 남았어요?", "더 좋은 자리 잡아 주세요", "결제할게요",
    # more seats, another hour, a way, somebody old
    "두 장 더 잡아줘", "한 자리 더 잡아주세요", "하나 더 잡아 둬", "3매 좀 더 잡아줘", "한 좌석만 더 잡아줄래요", "10분 더 일찍 하는 회차 있어요?", "20분 더 빠른 공연 없나요", "공연장까지 10분 더 걸려요?",
    "30분 더 늦게 시작하나요", "연장자 할인 돼요?", "5분 더 가야 하나요", "더 기다려야 돼요?", "공연장 어디예요?", "강연장인가요?",
]  # fmt: skip


@pytest.mark.parametrize("message", WISHES)
def test_a_wish_for_more_time_is_heard_unasked(message: str) -> None:
    assert wants_more_time(message, asked=False)


@pytest.mark.parametrize("message", NO_WISHES)
def test_other_words_ask_for_no_time(message: str) -> None:
    assert not wants_more_time(message, asked=False)


@pytest.mark.parametrize(("message", "wants"), [
    ("네", True), ("응 그렇게 해줘", True), ("두 번째 거요", True), ("부탁드려요", True), ("시간 더 주세요", True),
    ("아니요", False), ("괜찮아요", False), ("네?", False), ("결제할게요", False), ("그냥 해제해 주세요", False),
    ("아 잠깐만", False), ("둘 다", False), ("그대로요", False), ("네 이대로 할게요", False), ("R석은요", False), ("내일 볼게요", False),
])  # fmt: skip
def test_an_answer_to_the_question_for_it(message: str, wants: bool) -> None:
    assert wants_more_time(message, asked=True, several=True) == wants


@pytest.mark.parametrize(
    ("message", "named"), [("1번", False), ("첫 번째 거요", False), ("공연이요", True), ("거로 해주세요", True)]
)
def test_which_hold_answers_only_where_that_can_be_told(message: str, named: bool) -> None:
    assert wants_more_time(message, asked=True, named=named, several=True)
    assert not wants_more_time(message, asked=True)
    assert not wants_more_time(message, asked=False, named=named, several=True)
