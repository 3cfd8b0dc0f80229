"""One form for one text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megaticket.korean.text import normalize


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  네 \n 좋아요\t", "네 좋아요"),
        ("ＯＫ", "ok"),
        ("１２월　５일", "12월 5일"),
        ("네\u200b\ufeff\u00ad", "네"),
        (unicodedata.normalize("NFD", "네 좋아요"), "네 좋아요"),
        ("ㅇㅋ ㅎㅎ", "ㅇㅋ ㅎㅎ"),
        ("VIP석", "vip석"),
        ("…", "..."),
        ("\u202e네\u202c", "네"),
        ("취\u3164소", "취소"),
        ("취\u115f소\ufe0f", "취소"),
        ("\u1103\u1161\u200b\u11ab", "단"),
        ("네\u0000", "네"),
    ],
)
def test_normalize(typed: str, read: str) -> None:
    assert normalize(typed) == read


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=10))
def test_composed_and_decomposed_hangul_are_one_text(text: str) -> None:
    assert normalize(unicodedata.normalize("NFD", text)) == normalize(text) == text


@given(st.text(max_size=20))
def test_white_space_is_single_and_inside(text: str) -> None:
    found = normalize(text)

    assert found == " ".join(found.split())


@given(st.text(max_size=30))
def test_a_second_time_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


INVISIBLE = [
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u3164",
    "\u115f",
    "\uffa0",
    "\ufe0f",
    "\u202e",
    "\U000e0041",
]


@given(st.text(st.sampled_from("네아니취소12월 ok"), max_size=12), st.data())
def test_what_is_invisible_is_as_if_not_there(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    hidden = data.draw(st.sampled_from(INVISIBLE))

    assert normalize(text[:place] + hidden + text[place:]) == normalize(text)
