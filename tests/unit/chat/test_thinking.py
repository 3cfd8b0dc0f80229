"""Nova's thoughts never reach a person, however its stream is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.chat.bedrock.thinking import ThinkingFilter


def shown(pieces: list[str]) -> str:
    thinking = ThinkingFilter()
    return "".join(map(thinking.feed, pieces)) + thinking.end()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("안녕하세요", "안녕하세요"),
        ("<thinking>생각 중</thinking>\n\n네, 찾아볼게요.", "네, 찾아볼게요."),
        ("네. <thinking>음</thinking> 좋아요 <thinking>또</thinking>끝", "네. 좋아요 끝"),
        ("<thinking>끝나지 않는 생각", ""),
        ("3 < 5 이고 <think> 는 그대로", "3 < 5 이고 <think> 는 그대로"),
        ("끝에 꺾쇠 <thin", "끝에 꺾쇠 <thin"),
    ],
)
def test_thoughts_are_dropped_and_words_stay(text: str, expected: str) -> None:
    assert shown([text]) == expected
    assert shown(list(text)) == expected


@given(st.lists(st.sampled_from(["<thinking>", "</thinking>", "<", "th", "네", " "]), max_size=12), st.data())
def test_cuts_do_not_matter(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    at = data.draw(st.integers(0, len(text)))

    assert shown([text[:at], text[at:]]) == shown([text])
