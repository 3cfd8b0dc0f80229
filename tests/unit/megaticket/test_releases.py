"""What a message says about giving held seats back: nobody loses seats by a question or by a no."""

import pytest

from megaticket.korean.consent import Release, read_release

NOT_MENTIONED, ASKED_ABOUT, WANTED = Release


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("선점 해제해 주세요", WANTED),
        ("선점한 좌석 풀어줘", WANTED),
        ("그냥 취소할게요", WANTED),
        ("잡아 둔 거 포기할래", WANTED),
        ("선점 해제할까?", ASKED_ABOUT),
        ("취소하면 어떻게 되나요", ASKED_ABOUT),
        ("취소되는지 궁금해요", ASKED_ABOUT),
        ("해제하지 마", NOT_MENTIONED),
        ("해제 안 할래", NOT_MENTIONED),
        ("취소 말고 자리만 바꿔 줘", NOT_MENTIONED),
        ("고마워요", NOT_MENTIONED),
        ("네", NOT_MENTIONED),
    ],
)
def test_a_release_is_wanted_asked_about_or_neither(message: str, said: Release) -> None:
    assert read_release(message, after=NOT_MENTIONED) == said


@pytest.mark.parametrize("after", [ASKED_ABOUT, WANTED])
def test_a_yes_or_a_number_answers_talk_of_releasing(after: Release) -> None:
    assert read_release("네", after=after) == WANTED
    assert read_release("2번이요", after=after) == WANTED
    assert read_release("아니요", after=after) == NOT_MENTIONED
    assert read_release("내 예약 보여줘", after=after) == NOT_MENTIONED
