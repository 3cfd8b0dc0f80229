"""What is meant for programs is taken out of the words."""

import pytest

from lambdas.chat.guard.markers import MarkerFilter

PROPOSAL = "P0123456789abcdef0123"
HOLD = "H0123456789ABCDEF012345678"[:26]

MARKED = [
    ('네!\n[ACTION_DATA]{"type":"HOLD","data":{"a":"}\\""}}[/ACTION_DATA]', "네!\n"),
    ('[ACTION_DATA]\n{"type": "HOLD"}\n선점할게요.', "\n선점할게요."),
    ("[ACTION_DATA] type: HOLD\n선점할게요.", "선점할게요."),
    ('<context>\n{"now": 1}\n</context>안녕하세요', "안녕하세요"),
    ('```json\n{"a": 1}\n```\n끝이에요.', "\n끝이에요."),
    ("<!-- ACTION_DATA: x -->네", "네"),
    ('{"proposalId": "x", "b": [{"c": 1}]}이 좌석이에요.', "이 좌석이에요."),
    (f"이 제안({PROPOSAL})으로 할게요.", "이 제안으로 할게요."),
    (f"{HOLD} 을 해제할까요?", "을 해제할까요?"),
    ("get_available_seats 로 찾을게요.", "로 찾을게요."),
    ("<context>닫지 않은 것", ""),
]
PLAIN = [
    "{그냥} 괄호예요.",
    "A < B 예요.",
    f"[결제 완료하러 가기](/pay/{HOLD})",
    "VIP석 (1층)이에요.",
    "`강조`예요",
    "끝 {",
]


def filtered(pieces: list[str]) -> str:
    markers = MarkerFilter(["get_available_seats"])
    return "".join(map(markers.feed, pieces)) + markers.end()


@pytest.mark.parametrize(("text", "left"), MARKED)
def test_markers_are_taken_out_whatever_the_pieces(text: str, left: str) -> None:
    assert filtered([text]) == left
    assert filtered(list(text)) == left


@pytest.mark.parametrize("text", PLAIN)
def test_words_stay_as_they_are(text: str) -> None:
    assert filtered([text]) == text
    assert filtered(list(text)) == text
