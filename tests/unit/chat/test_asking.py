"""What an answer asks last decides what a plain yes can mean."""

import pytest

from lambdas.chat.conversation.asking import asks_for_more_time, asks_to_exchange, asks_to_hold, asks_to_release
from lambdas.chat.conversation.state import ConversationState, Proposal, ProposedSeat
from lambdas.chat.tools.holding import ASK_TO_RELEASE
from megaticket.korean.consent import Release

NOW = 1_795_424_520
LABELS = ("1층 A구역 1열 1번", "1층 A구역 1열 2번")
PROPOSED = ConversationState(
    proposals=(
        Proposal(
            proposal_id="P1",
            schedule_id="S1",
            seats=tuple(ProposedSeat(seat_id=label, label=label, grade="R석", price=90_000) for label in LABELS),
            subtotal=180_000,
            booking_fee=3_000,
            total_price=183_000,
            adjacent=True,
            expires_at=NOW + 1,
        ),
    )
)

HOLDING = [
    "이 좌석으로 선점할까요?", "이 좌석으로 선점할까요? '네'라고 답해 주시면 바로 선점할게요.", "**이 두 자리로 예매해 드릴까요?**", "지금 선점하신 좌석과 맞바꿀까요?", "안내해 드린 좌석으로 선점할까요?",
    "이 좌석 어떠세요?", "어떠세요?", "이대로 진행할까요", "이 자리로 잡아 드릴까요?", "예매하시겠어요?", "R석 등급 1층 A구역 1열 1번으로 선점할까요?", "이 좌석으로 바꿔 드릴까요?",
    "다른 좌석도 있어요. 이 좌석으로 선점할까요?", "선점하신 좌석을 이 좌석으로 교환해 드릴까요?",
]  # fmt: skip
NOT_HOLDING = [
    "", "좌석을 찾았어요.", "날씨가 좋네요. 다른 날짜로 찾아볼까요?", "이 좌석 말고 다른 좌석을 찾아볼까요?", "이 좌석으로 선점할까요? 아니면 다른 좌석을 볼까요?", "이 좌석으로 선점할까요, 아니면 더 볼까요?",
    "어느 좌석으로 선점할까요?", "몇 번째 좌석으로 할까요?", "새로 예매를 도와드릴까요?", "예약 내역을 보여 드릴까요?", "선점을 해제할까요?", "12월 6일 회차로 예매해 드릴까요?", "다른 등급은 어떠세요?",
    "예매하지 말까요?", "이 좌석으로 선점할게요.", "R석은 어떠세요?", "더 앞쪽 좌석을 골라 볼까요?", "이 좌석으로 할까요? 몇 분이 오세요?",
]  # fmt: skip


@pytest.mark.parametrize("answer", HOLDING)
def test_the_last_question_is_about_holding_these_seats(answer: str) -> None:
    assert asks_to_hold(answer)
    assert PROPOSED.after_answer(answer, made=True, now=NOW).yes_counts
    assert PROPOSED.after_answer(f"{', '.join(LABELS)}이에요. {answer}", made=False, now=NOW).yes_counts


@pytest.mark.parametrize("answer", NOT_HOLDING)
def test_after_another_question_or_none_a_yes_holds_nothing(answer: str) -> None:
    assert not asks_to_hold(answer)
    assert not PROPOSED.after_answer(answer, made=True, now=NOW).yes_counts
    assert not PROPOSED.after_answer(f"{', '.join(LABELS)}이에요. {answer}", made=False, now=NOW).yes_counts


@pytest.mark.parametrize(
    ("answer", "exchanges"),
    [
        ("지금 선점하신 좌석과 맞바꿀까요?", True),
        ("이 좌석으로 바꿔 드릴까요?", True),
        ("선점하신 좌석을 이 좌석으로 교환해 드릴까요?", True),
        ("이 좌석으로 선점할까요?", False),
        ("맞바꿀까요? 다른 날짜도 찾아볼까요?", False),
        ("다른 등급으로 바꿔 드릴까요?", False),
        ("맞바꿨어요.", False),
    ],
)
def test_an_exchange_is_agreed_to_only_where_it_was_asked_for_last(answer: str, exchanges: bool) -> None:
    assert asks_to_exchange(answer) == exchanges


def test_a_later_answer_has_to_name_every_seat() -> None:
    assert not PROPOSED.after_answer(f"{LABELS[0]}이에요. 이 좌석으로 선점할까요?", made=False, now=NOW).yes_counts


@pytest.mark.parametrize(
    "answer",
    [
        ASK_TO_RELEASE,
        "해제해 드릴까요?",
        "어느 공연의 좌석을 놓아 드릴까요?",
    ],
)
def test_the_last_question_is_about_releasing(answer: str) -> None:
    assert asks_to_release(answer)
    for said in Release:
        asked = ConversationState(release=said).after_answer(answer, made=False, now=NOW).release_asked
        assert asked == (said != Release.NOT_MENTIONED)


@pytest.mark.parametrize(
    "answer",
    [
        "해제되기 전에 결제하시겠어요?",
        "해제하지 말까요?",
        "해제할까요, 아니면 연장할까요?",
        "선점을 해제할까요? 다른 공연이나 날짜를 찾아드릴까요?",
        "선점을 해제했어요.",
    ],
)
def test_after_any_other_question_a_yes_releases_nothing(answer: str) -> None:
    assert not asks_to_release(answer)
    assert not ConversationState(release=Release.ASKED_ABOUT).after_answer(answer, made=False, now=NOW).release_asked


@pytest.mark.parametrize(
    ("answer", "asks"),
    [
        ("아직 결제 전이에요. 10분 연장해 드릴까요?", True),
        ("어느 공연의 선점 시간을 늘려 드릴까요?", True),
        ("시간이 더 필요하세요?", True),
        ("연장할까요, 아니면 해제할까요?", False),
        ("시간을 늘려 드릴까요? 다른 공연도 찾아볼까요?", False),
        ("시간을 늘렸어요.", False),
    ],
)
def test_a_yes_gives_more_time_only_after_the_question_for_it(answer: str, asks: bool) -> None:
    assert asks_for_more_time(answer) == asks
    assert ConversationState().after_answer(answer, made=False, now=NOW).more_time_asked == asks
