"""The plain form of a phrase: numbers as digits where they are numbers, and words left alone."""

import pytest

from lambdas.chat.guard.form import bare, numbered
from tests.unit.chat.guard.facts import CATALOGUE

FORMS = [
    ("칠열 십오번", "7열 15번"),
    ("일곱 열 열다섯 번", "7 열 15 번"),
    ("칠열 이번", "7열 2번"),
    ("십오만 원", "150000 원"),
    ("삼십만 사천원", "304000원"),
    ("30만 사천원", "30만4000원"),
    ("총 십오만이에요", "총 150000원이에요"),
    ("1 5 0 , 0 0 0 원", "150,000 원"),
    ("7열 1 5번", "7열 15번"),
    ("15O,OOO원", "150,000원"),
    ("7️⃣열 1️⃣5️⃣번", "7열 15번"),
    ("１５번", "15번"),
    ("&#55;열", "7열"),
    ("七열 十五번", "7열 15번"),
    ("오후 두 시", "오후 2 시"),
    ("두 분이세요", "2명이세요"),
    ("십이월 오일", "12월 5일"),
    ("여덟 살", "8 살"),
    ("공일공-일이삼사-오육칠팔", "010-1234-5678"),
    ("- **1층** 7열", "1층 7열"),
    ("1. 7열 15번", "7열 15번"),
    ("① 7열", "7열"),
    ("12. 5. (토)", "12. 5. (토)"),
]
WORDS = [
    "이번 주",
    "이 좌석으로",
    "한 번 더",
    "구매하실",
    "네 시작할게요",
    "한 열에 나란히",
    "사원",
    "R석 자리",
    "공연장",
    "다섯 번째",
]


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_numbers_come_to_one_form(text: str, form: str) -> None:
    assert numbered(bare(text)) == form


@pytest.mark.parametrize("text", WORDS)
def test_words_that_sound_like_numbers_stay(text: str) -> None:
    assert numbered(bare(text)) == text


def test_a_name_is_one_mark_however_it_is_spaced() -> None:
    names = CATALOGUE.names
    marked = [names.marked(text) for text in ("서다온", "서 다온", "**서다온**")]
    assert {names.spelt(text.strip("*")) for text in marked} == {"서다온"}
    assert len(marked[0]) == 1


def test_a_name_within_a_word_is_none() -> None:
    assert CATALOGUE.names.marked("도서다온") == "도서다온"


def test_a_time_in_a_title_is_part_of_the_title() -> None:
    assert len(CATALOGUE.names.marked("연극 〈마지막 손님은 열한 시에 온다〉")) <= 2
