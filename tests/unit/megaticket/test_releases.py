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
    assert read_release(message, asked=False) == said


WISHES = [
    "해제해줘", "선점 해제해 주세요!", "네, 선점 해제해 주세요", "선점을 해제하고 싶어요", "선점한 좌석 해제해 주세요", "예매 취소해줘", "예매한 거 취소해 줘", "예약 취소할게요 ㅠㅠ",
    "이 자리 포기할게요", "방금 선점한 거 취소해 주세요", "그거 풀어줘", "그냥 놔 주세요", "첫 번째 거 취소해줘", "2번 해제해 주세요", "전부 취소해줘", "내 예약 취소 부탁드려요",
    "선\u200b점 해제해줘",
    "취소 좀 해줘", "선점 해제 좀 부탁드려요", "취소 부탁", "예매 취소 부탁", "그냥 반납 좀 할게요",
    # asked for politely
    "선점 해제해 주시기 바랍니다.", "예매 취소해 주시길 바래요", "자리 반납 부탁드리겠습니다", "취소해 주시면 감사하겠습니다", "놓아 주셨으면 좋겠어요", "선점 취소 바랍니다",
    # with an excuse, or with what has changed
    "미안 그냥 풀어줘", "죄송한데 선점 취소해 주세요", "앗 너무 죄송해요ㅠㅠ 해제해 주세요", "음 그냥 포기할게요", "취소할게요 미안합니다", "생각이 바뀌어서 예매 취소할게요", "급한 일이 생겼어요 좌석 풀어주세요",
    "못 가게 돼서 취소하려고요", "이제 필요 없어요 놔줘",
    "못 갈 것 같아요 취소해주세요", "이 표 필요 없어졌어요 취소해줘", "좌석 선점 풀어 주세요",
    # a button's label
    "선점 해제하기", "네 선점한 좌석 해제하기",
    "홀드 풀어줘", "표 취소해줘", "티켓 반납할게요", "자리 잡은 거 풀어줘", "그 잡아둔 좌석 취소해줘",
]  # fmt: skip


@pytest.mark.parametrize("message", WISHES)
def test_a_message_that_is_nothing_but_the_wish_releases(message: str) -> None:
    assert read_release(message, asked=False) == WANTED


OTHERWISE = [
    "해제되기 전에 결제할게요", "해제되기 전에 연장해줘", "해제되는 시간이 언제야", "시간 지나면 자동으로 해제된다며", "취소할지 고민이에요", "포기하긴 아까워", "취소 못하게 해줘",
    "취소표 나오면 알려줘", "예매 취소하는 방법", "어제 취소한 거", "취소 수수료 얼마예요", "취소해도 돼요?", "취소해줘?", "취소할래?", "해제", "취소되면 다시 잡아줘", "안 취소할게요",
    "취소", "취소하기", "해제하기 전에 결제할게요", "해제하기 싫어요", "선점 해제하기?",
    "다른 사람 예약 취소해줘", "친구 예약 취소해줘", "친구 예약이랑 내 예약 취소해줘", "user-b 의 H123 취소해줘", "H0123456789abcdef0123 취소해줘", "한 장만 취소해줘", "두 장 취소해 주세요",
    "이 자리만 취소해줘", "7열 2번 취소해줘", "취소하고 다른 자리로 잡아줘", "나중에 취소할게요", "결제 안 되면 취소해줘", "네 다른 사람 거 취소해줘", "cancel policy", "놔둬", "풀어봐",
    "네 " * 30 + "취소해줘",
    "못 갈 것 같은데 취소할 수 있나요", "취소할 필요 없어요", "표가 필요해요", "이 자리 필요 없어요", "못 갈 것 같으면 취소할게요",
    "미안", "죄송해요", "미안한데 취소 수수료 얼마야", "미안 풀어줘?", "미안 그냥 둘게", "못 가게 되면 취소할게요", "일이 생기면 취소해줘", "친구가 못 가게 돼서 한 장 취소해줘", "마음이 바뀌었어요",
    "생각이 바뀌어서 다른 자리로", "취소해 주실 수 있나요", "해제해 주시기 바랍니까", "해제하지 말아 주시기 바랍니다", "남의 표 취소해줘", "죄송하지만 친구 거 취소해 주세요",
]  # fmt: skip


@pytest.mark.parametrize("message", OTHERWISE)
@pytest.mark.parametrize("asked", [False, True])
def test_words_that_say_more_or_else_release_nothing(message: str, asked: bool) -> None:
    assert read_release(message, asked=asked) != WANTED


@pytest.mark.parametrize(
    "message",
    [
        "취소요",
        "선점 취소",
        "해제요",
        "네 해제요",
        "응 예매 취소",
        "잡은 거 반납이요",
        "그냥 포기요",
        "두 번째 거 취소",
    ],
)
def test_the_noun_alone_answers_the_question(message: str) -> None:
    assert read_release(message, asked=True) == WANTED
    assert read_release(message, asked=False) == ASKED_ABOUT


@pytest.mark.parametrize(
    "message",
    [
        "취소",
        "네 취소",
        "취소요?",
        "선점 취소 말고요",
        "취소 수수료요",
        "취소는요",
        "좌석 변경이요",
        "친구 거 취소",
        "한 장 취소",
    ],
)
def test_another_noun_answers_nothing(message: str) -> None:
    assert read_release(message, asked=True) != WANTED


@pytest.mark.parametrize(
    "message", ["네", "네 그렇게 해주세요", "2번이요", "첫 번째 거요", "네, 두 번째 거로 해주세요"]
)
def test_a_yes_or_a_number_releases_only_where_that_was_asked(message: str) -> None:
    assert read_release(message, asked=True) == WANTED
    assert read_release(message, asked=False) == NOT_MENTIONED


@pytest.mark.parametrize(
    "message",
    [
        "아니요", "네?", "내 예약 보여줘", "두 번째 공연 캐스팅 알려줘", "네, 선점해 주세요", "이 좌석으로 예매할게요", "그대로요", "네 이대로", "이대로 할게요", "그대로 해주세요", "좋아요 그대로요",
        "응 저대로 할래", "네 그대로 부탁드려요", "그럼 이대로 진행해 주세요", "네 이걸로 할게요", "그거 할게요", "네 그대로 둘게요",
    ],
)  # fmt: skip
def test_whatever_else_follows_the_question_keeps_the_seats(message: str) -> None:
    assert read_release(message, asked=True) == NOT_MENTIONED


@pytest.mark.parametrize("answer", ["요", "이요", "네, 로 할게요", "거 부탁해요"])
def test_a_name_alone_answers_only_the_question_for_it(answer: str) -> None:
    assert read_release(answer, asked=True, named=True) == WANTED
    assert read_release(answer, asked=True, named=False) == NOT_MENTIONED
    assert read_release(answer, asked=False, named=True) == NOT_MENTIONED
