"""Reading how many tickets are wanted, and which of a list is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megaticket.korean.counts import read_count, read_ordinal, read_party


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2장", 2),
        ("두 장 주세요", 2),
        ("R석 두장이요", 2),
        ("2명", 2),
        ("세 명", 3),
        ("네 명이요", 4),
        ("4매", 4),
        ("2인", 2),
        ("두 분", 2),
        ("열두 명", 12),
        ("스무 명", 20),
        ("스물두 명", 22),
        ("한 자리", 1),
        ("둘이요", 2),
        ("셋이서", 3),
        ("혼자 가요", 1),
        ("저만요", 1),
        ("2장, 2명이요", 2),
        ("어른 둘에 아이 하나", 3),
        ("성인 2명 청소년 1명", 3),
        ("어른 2, 어린이 2", 4),
        ("12월 5일 2장", 2),
        ("10월 10일 토요일 두 분", 2),
        ("저녁 7시 30분 공연 2장", 2),
        ("7열 15번 두 자리", 2),
        ("２장", 2),
        ("둘이", 2),
        ("열네 장", 14),
        ("네 명이서", 4),
        ("R석두장이요", 2),
        ("어른둘 아이하나요", 3),
        ("어른 둘에 일곱 살 하나", 3),
        ("어른 둘이랑 7살, 9살", 4),
        ("7시 2장", 2),
        ("7살 2명", 2),
        ("우리 가족 넷", 4),
        ("저희 셋이요", 3),
        ("가족 4명이요", 4),
        ("저랑 친구 둘", 3),
        ("친구 둘이랑 저요", 3),
        ("친구 둘이랑 셋이서", 3),
        ("친구랑 둘이 가요", 2),
        ("부모님 모시고 셋이", 3),
        ("부모님 두 분이랑 저", 3),
        ("어른 둘에 딸 하나", 3),
        ("커플이에요", 2),
        ("저희 부부랑 7살 아이 하나요", 3),
        ("총 5명 (성인 3 아이 2)", 5),
        ("혼자 말고 둘이요", 2),
        ("2장 묻지 말고 잡아줘", 2),
        ("두 장 걱정하지말고 얼른", 2),
        ("세 명 아니고 네 명이요", 4),
        ("둘, 아니 셋이요", 3),
        ("R석 한 장 아니 두 장", 2),
        ("두 장 아니면 세 장", None),
        ("1인당 4매까지라니 2장만요", 2),
        ("2층 3열에 두 명", 2),
        ("12월 24일 두시 2명", 2),
        ("부모님이랑 저", 3),
        ("나랑 여자친구", 2),
        ("저하고 남편이요", 2),
        ("엄마 아빠랑 저요", 3),
        ("할머니 할아버지하고 저", 3),
        ("나랑 엄마랑 아빠", 3),
        ("남편이랑 아이랑 저", 3),
        ("여친이랑 나, 7살 조카", 3),
        ("나랑 여자친구 둘이서", 2),
        ("동생이랑 저랑 둘이요", 2),
        ("친구 둘이랑", 3),
        ("친구 둘이랑 가요", 3),
        ("친구 세 명이랑 같이 볼 거예요", 4),
        ("이모 두 분 모시고 가는데요", 3),
        ("아이 둘 데리고 가려고요", 3),
        ("어른 둘이랑 아이 하나 데리고 가요", 3),
        ("두 장에 얼마예요", 2),
        ("여동생이랑 저요", 2),
        ("두 장이요, 엄마랑 아빠요", 2),
        ("저희 둘이랑 친구 둘", 4),
        ("우리 셋하고 조카 하나", 4),
        ("두 명이랑 아이 하나요", 3),
        ("저 포함 셋이요", 3),
    ],
)
def test_a_count(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "",
        "네",
        "12월 5일",
        "7열 15번",
        "저녁 7시 30분",
        "30분 전",
        "한 번만 더요",
        "2장 아니면 3장",
        "100명",
        "가능한 좌석 보여 줘",
        "편한 자리로요",
        "아이 12살",
        "아이 열두 살",
        "2인극",
        "두세 명",
        "3~4명",
        "2,3명",
        "2+1",
        "서너 장",
        "두 장 정도",
        "4명 이상",
        "1인당 4매까지 되나요",
        "친구 둘이랑 상의해 볼게요",
        "친구 둘이 추천했어요",
        "나 친구 추천으로 왔어",
        "나 친구랑 얘기해볼게",
        "저랑 친구들",
        "나 포함 친구 셋",
        "저 엄마 생신 선물이요",
        "여자친구랑 200일이에요",
        "엄마랑 아이 둘",
        "저랑 안 맞네요",
        "S석 한 장에 얼마죠",
        "한 장 가격이 궁금해요",
        "한 명에 오만원",
        "한 장에 10만원 이하",
        "성인 둘이랑 아이들",
        "총 4명 성인 1 아이 1",
        "둘 다 좋아요",
        "공연 두 개 보고 싶어요",
        "커플석 있나요",
        "8세 이상 관람가",
        "두 장 취소해 주세요",
        "두 시 공연",
        "15분 남았어요",
        "질문 하나요",
        "아이 네, 그래요",
    ],
)
def test_no_count(text: str) -> None:
    assert read_count(text) is None


@pytest.mark.parametrize(
    ("text", "before", "count"),
    [
        ("한 장 더", 2, 3), ("하나 더요", 2, 3), ("두 명 추가요", 2, 4), ("하나 빼고", 3, 2), ("한 명 빼 주세요", 3, 2), ("한 장만 줄여줘", 2, 1),
        ("한 장 더", None, None), ("두 명 빼고", 2, None), ("두 장에서 한 장 더", 2, None),
    ],
)  # fmt: skip
def test_more_and_fewer_than_before(text: str, before: int | None, count: int | None) -> None:
    assert read_count(text, before) == count


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("어른 둘에 일곱 살 하나", (7,)), ("7살 2명", (7, 7)), ("8살 10살 아이 둘이랑 저", (8, 10)), ("아이는 만 5세예요", (5,)),
        ("마흔두 살 아빠랑 여섯 살 딸", (42, 6)), ("7시 2장", ()), ("8세 이상 관람가예요?", ()), ("세트로 주세요", ()),
    ],
)  # fmt: skip
def test_ages_are_kept(text: str, ages: tuple[int, ...]) -> None:
    assert read_party(text).ages == ages


@given(st.integers(1, 99), st.sampled_from(["장", "명", "매", "인"]))
def test_any_number_is_read_back(count: int, unit: str) -> None:
    assert read_count(f"{count}{unit}") == count


@given(st.text(max_size=20))
def test_no_text_breaks_the_readers(text: str) -> None:
    count, ordinal = read_count(text), read_ordinal(text)

    assert count is None or count >= 0
    assert ordinal is None or ordinal >= 0


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [("두 번째 거", 2), ("첫번째로 할게요", 1), ("2번", 2), ("2번이요!", 2), ("3번 걸로 할게요", 3)],
)
def test_an_ordinal(text: str, ordinal: int) -> None:
    assert read_ordinal(text) == ordinal


@pytest.mark.parametrize("text", ["", "7열 15번", "한 번만", "두 장", "2번 좌석이 어디예요?"])
def test_no_ordinal(text: str) -> None:
    assert read_ordinal(text) is None
