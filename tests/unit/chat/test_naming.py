"""Which of one's own holds a message names, and that a release it wants is of that hold alone."""

import pytest

from lambdas.chat.conversation.naming import NamedHold, named_hold
from lambdas.chat.conversation.reading import read_message
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.protocol import ChatRequest
from megaticket.korean.consent import Release
from tests.unit.chat.test_reading import NOW

CALLED = {
    "H1a2b": ("오페라 〈두 번째 이삿날의 유령〉", "오페라"),
    "H3c4d": ("내일의 친구들", "연극"),
}


@pytest.mark.parametrize(
    ("message", "hold_id", "rest"),
    [
        ("그 오페라 잡은 거 풀어줘", "H1a2b", "잡은 거 풀어줘"),
        ("두번째이삿날 취소해줘", "H1a2b", "취소해줘"),
        ("두 번째 이삿날의 유령 표 반납할게요", "H1a2b", "표 반납할게요"),
        ("오페라 <두 번째 이삿날의 유령> 선점 해제", "H1a2b", "선점 해제"),
        ("연극은 놔주세요", "H3c4d", "놔주세요"),
        ("내일의 친구들 예매 취소", "H3c4d", "예매 취소"),
        ("h1A2B 이거 해제해줘", "H1a2b", "이거 해제해줘"),
    ],
)
def test_a_hold_is_named_by_its_id_its_genre_or_its_title(message: str, hold_id: str, rest: str) -> None:
    assert named_hold(message, CALLED) == NamedHold(hold_id, rest)


@pytest.mark.parametrize(
    "message",
    [
        "취소해줘", "두 번째 거 취소해줘", "내일 취소할게요", "친구 예약 취소해줘", "H9999 취소해줘", "발레 취소해줘", "오페라랑 연극 다 취소해줘", "오페라 말고 연극 취소해줘",
        "연극 " * 21,
    ],
)  # fmt: skip
def test_no_hold_or_several_are_named(message: str) -> None:
    assert named_hold(message, CALLED) is None


def said(message: str, **known: bool) -> tuple[Release, str | None]:
    state = ConversationState(**known)
    after = read_message(ChatRequest(message=message), state, NOW, CALLED).apply(state)
    return after.release, after.release_of


@pytest.mark.parametrize(
    ("message", "hold_id"),
    [
        ("그 오페라 잡은 거 풀어줘", "H1a2b"),
        ("미안한데 내일의 친구들 예매 취소해 주시기 바랍니다", "H3c4d"),
        ("연극 표는 반납할게요", "H3c4d"),
        ("H1a2b 선점 해제해 주세요", "H1a2b"),
        ("두 번째 거 취소해줘", None),
        ("선점 취소해줘", None),
    ],
)
def test_a_wish_that_names_a_hold_is_for_that_one(message: str, hold_id: str | None) -> None:
    assert said(message) == (Release.WANTED, hold_id)


@pytest.mark.parametrize(
    "message",
    [
        "오페라 취소하면 수수료 있어?", "오페라 취소해줘?", "오페라 한 장만 취소해줘", "H9999 선점 해제해 주세요", "친구 오페라 예약 취소해줘", "내일 오페라 취소할게요", "오페라 말고 연극 취소해줘",
        "오페라 취소하지 마", "오페라", "취소할게요 오페라?", "H1a2b?? 취소해줘",
    ],
)  # fmt: skip
def test_a_name_makes_no_wish_of_other_words(message: str) -> None:
    assert said(message)[0] != Release.WANTED


@pytest.mark.parametrize("message", ["오페라요", "유령 거로 해주세요", "H1a2b"])
def test_a_name_answers_the_question_which_to_give_back(message: str) -> None:
    assert said(message, release_asked=True) == (Release.WANTED, "H1a2b")
    assert said(message) == (Release.NOT_MENTIONED, None)


@pytest.mark.parametrize("message", ["오페라요?", "연극?", "오페라 말고요", "발레요"])
def test_a_question_answers_none(message: str) -> None:
    assert said(message, release_asked=True)[0] != Release.WANTED


@pytest.mark.parametrize(
    ("message", "wants"),
    [
        ("오페라요", True),
        ("내일의 친구들 공연이요", True),
        ("두 번째 거요", True),
        ("발레요", False),
        ("오페라?", False),
    ],
)
def test_a_name_answers_the_question_whether_to_give_more_time(message: str, wants: bool) -> None:
    state = ConversationState(more_time_asked=True)
    assert read_message(ChatRequest(message=message), state, NOW, CALLED).more_time == wants
    assert not read_message(ChatRequest(message=message), ConversationState(), NOW, CALLED).more_time
