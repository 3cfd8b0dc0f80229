"""What turns a proposal down: wide, because all it does is ask once more."""

import pytest

from megaticket.korean.consent import is_no, is_yes


@pytest.mark.parametrize(
    "message",
    [
        "응 아니야",
        "됐어요",
        "아뇨",
        "ㄴㄴ",
        "다른 자리 보여줘",
        "너무 비싸요",
        "취소할게요",
        "나중에 할게",
        "No",
        "바꿔 주세요",
    ],
)
def test_a_no_is_a_no_and_never_a_yes(message: str) -> None:
    assert is_no(message)
    assert not is_yes(message)


@pytest.mark.parametrize(
    "message", ["네", "네, 이 좌석으로 할게요", "수수료는 얼마예요?", "몇 시에 끝나요?", "2명이요"]
)
def test_what_is_no_refusal(message: str) -> None:
    assert not is_no(message)
