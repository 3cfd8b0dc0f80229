"""A yes to what the model suggested says what was suggested: the server goes by its own copy of the question."""

from datetime import datetime

import pytest

from lambdas.chat.conversation.agreeing import agrees
from lambdas.chat.conversation.reading import read_message
from lambdas.chat.conversation.said import Said
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.protocol import ChatRequest
from megaticket.clock import KST, epoch
from megaticket.korean.consent import Release

NOW = epoch(datetime(2026, 11, 23, 12, tzinfo=KST))
"""A Monday."""


def heard(message: str, state: ConversationState) -> ConversationState:
    return read_message(ChatRequest(message=message), state, NOW).apply(state)


def after(question: str, answer: str) -> Said:
    """What is said after somebody wanted two seats of R on a Saturday afternoon, was asked this, and answered that."""
    state = heard("12월 5일 낮 2시 R석 두 장이요", ConversationState(performance_id="PX1", grades=("R석", "S석")))
    return heard(answer, state.after_answer(f"R석은 매진이에요. {question}", made=False, now=NOW)).said


@pytest.mark.parametrize(
    "answer", ["네 그렇게 해주세요", "네", "좋아요, 그걸로 찾아 주세요", "응 찾아줘", "보여 주세요"]
)
def test_a_yes_says_what_the_question_said(answer: str) -> None:
    assert after("대신 S석으로 찾아볼까요?", answer).grade == "S석"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("S석으로 찾아볼까요?", (2, "S석", "12월 5일 (토) 14시")),
        ("같은 날 저녁 7시 공연으로 찾아볼까요?", (2, "R석", "19시")),
        ("12월 6일은 어떠세요?", (2, "R석", "12월 6일 (일)")),
        ("세 장으로 찾아볼까요?", (3, "R석", "12월 5일 (토) 14시")),
        ("다른 날짜로 찾아볼까요?", (2, "R석", None)),
        ("더 저렴한 등급으로 찾아볼까요?", (2, None, "12월 5일 (토) 14시")),
        ("앞쪽으로 찾아볼까요?", (2, "R석", "12월 5일 (토) 14시")),
    ],
)
def test_a_yes_changes_what_the_question_named(question: str, said: tuple[int, str | None, str | None]) -> None:
    now = after(question, "네")
    assert (now.count, now.grade, now.dates.text if now.dates else None) == said


@pytest.mark.parametrize("answer", ["음 글쎄요", "아니요", "네?", "네 근데 얼마예요?", "캐스팅 알려 주세요"])
def test_anything_else_leaves_what_was_said(answer: str) -> None:
    assert after("대신 S석으로 찾아볼까요?", answer).grade == "R석"


def test_a_yes_is_to_the_last_question_alone() -> None:
    state = ConversationState(performance_id="PX1", grades=("R석", "S석"))
    asked = state.after_answer("S석으로 찾아볼까요?", made=False, now=NOW)
    assert heard("네", heard("잠깐만요", asked)).said.grade is None


@pytest.mark.parametrize("asked", ["release_asked", "more_time_asked"])
def test_a_yes_to_what_is_done_at_once_repeats_nothing(asked: str) -> None:
    state = ConversationState(grades=("R석", "S석"), question="R석 선점을 해제할까요?", release=Release.WANTED)
    assert heard("네", state.model_copy(update={asked: True})).said.grade is None


@pytest.mark.parametrize(
    ("message", "only_agrees"), [("네", True), ("찾아봐 주세요", True), ("R석 찾아 주세요", False), ("", False)]
)
def test_agreement(message: str, only_agrees: bool) -> None:
    assert agrees(message) == only_agrees
