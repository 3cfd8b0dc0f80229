"""The gate: what flows on, what waits, and that the pieces do not matter."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.chat.guard.gate import Gate
from lambdas.chat.guard.grounding import Grounding
from tests.unit.chat.guard.facts import TOOL_NAMES, passes
from tests.unit.chat.guard.test_attacks import FALSE
from tests.unit.chat.guard.test_natural_answers import ANSWERS, OFFERED

SNIPPETS = ["안녕하세요! ", "이 좌석으로 선점할까요?\n", "네, 알겠어요. ", "서다온", "해인 ", "[ACTION_DATA]{\"a\":\"}\"}[/ACTION_DATA]", "hold_seats ", "(P0123456789abcdef0123)", "칠열 ", "십오번", "1", "5", "0", "만 원", "7열 15번", " 배우", "\n", ". ", "**", "{", "<b>", "이번 ", "석 두 장", "\u200b", "[여기](/x)", "http", "://", "OP열", "VIP석 ", "토요일 ", "선점", "했어요. "]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from([text for text, _ in ANSWERS] + FALSE),
    st.lists(st.sampled_from(SNIPPETS + FALSE), max_size=8).map("".join),
)


def through(pieces: list[str], facts: Grounding) -> tuple[str, set[str]]:
    gate = Gate(facts, TOOL_NAMES)
    shown = "".join(map(gate.feed, pieces)) + gate.end()
    return shown, {claim.kind for claim in gate.false_claims}


def pieces_of(text: str, cuts: list[int]) -> list[str]:
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def same_in_pieces(text: str, cuts: list[int]) -> None:
    whole = through([text], OFFERED)
    assert through(pieces_of(text, cuts), OFFERED) == whole
    assert through(list(text), OFFERED) == whole


@settings(max_examples=200)
@given(TEXTS, st.lists(st.integers(0, 400), max_size=12))
def test_pieces_change_neither_the_verdict_nor_what_is_shown(text: str, cuts: list[int]) -> None:
    same_in_pieces(text, cuts)


@pytest.mark.slow
@settings(max_examples=10_000)
@given(TEXTS, st.lists(st.integers(0, 400), max_size=12))
def test_pieces_never_matter_in_many_cases(text: str, cuts: list[int]) -> None:
    same_in_pieces(text, cuts)


@pytest.mark.parametrize(("text", "facts"), ANSWERS, ids=[str(number) for number in range(len(ANSWERS))])
def test_a_true_answer_is_shown_as_it_is(text: str, facts: Grounding) -> None:
    assert through(list(text), facts) == (text, set())


@pytest.mark.parametrize("text", FALSE)
def test_nothing_of_a_false_claim_is_shown(text: str) -> None:
    shown, kinds = through([*"좋아요, 찾았어요.\n", *text], OFFERED)
    assert kinds
    assert passes(shown, OFFERED)


def test_text_without_claims_flows_on_at_once() -> None:
    gate = Gate(OFFERED)
    assert gate.feed("안녕하세요! 무엇을 도와드릴까요?") == "안녕하세요! 무엇을 도와드릴까요?"


def test_a_claim_waits_for_the_end_of_its_phrase() -> None:
    gate = Gate(OFFERED)
    assert gate.feed("좋아요! 좌석은 1층 B구역 7열") == "좋아요! 좌석은 "
    assert gate.feed(" 15번이에요") == ""
    assert gate.feed(". ") == "1층 B구역 7열 15번이에요. "


def test_after_a_false_claim_nothing_more_is_shown() -> None:
    gate = Gate(OFFERED)
    gate.feed("7열 33번이 비어 있어요.\n")
    assert gate.false_claims
    assert gate.feed("안녕하세요!\n") == ""
    assert gate.end() == ""


def test_ordinary_words_are_never_kept_back_for_long() -> None:
    text = "공연장 안은 어두웠고 사람들은 숨을 죽인 채 막이 오르기를 기다리고 있었어요. 이 작품을 좋아하실 거예요!"
    gate, shown = Gate(OFFERED), ""
    for position, piece in enumerate(text, start=1):
        shown += gate.feed(piece)
        assert position - len(shown) <= 3
