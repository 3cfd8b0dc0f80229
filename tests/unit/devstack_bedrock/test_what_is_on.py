"""Looking for a performance: pages, orders and days of what is on, and words that are no title."""

from typing import Any

import pytest

from tests.unit.devstack_bedrock.product import Product
from tests.unit.devstack_bedrock.theatre import PERFORMANCES, Result

MANY: list[Result] = [
    {
        "performanceId": f"py-{number}",
        "title": f"별자리 {name}",
        "genre": "연극",
        "priceText": f"{90 - number * 10},000원 ~ 99,000원",
        "ageText": age,
    }
    for number, (name, age) in enumerate(
        [("하나", "14세 이상"), ("둘", "8세 이상"), ("셋", "36개월 이상"), ("넷", "12세 이상"), ("다섯", "전체 관람가"),
         ("여섯", "19세 이상"), ("일곱", "10세 이상"), ("여덟", "7세 이상")]
    )
]  # fmt: skip


@pytest.fixture
def full(product: Product) -> Product:
    """A house with more performances than one answer lists."""
    product.theatre.tools["get_performances"] = lambda **_: {
        "performances": MANY,
        "total": len(MANY),
        "genres": ["연극"],
    }
    product.theatre.tools["get_performance_schedules"] = lambda **_: {"schedules": [], "total": 0}
    return product


def searched(product: Product) -> list[dict[str, Any]]:
    """The inputs of the searches of the last turn."""
    return [dict(call.input) for call in product.calls if call.name == "get_performances"]


@pytest.mark.parametrize("words", ["더 보여주세요", "나머지는요?", "또 다른 거 있어요?"])
def test_the_rest_of_a_list_is_shown_and_chosen_from(full: Product, words: str) -> None:
    assert "별자리 일곱" not in full.say("뭐 하나요?")
    assert "1. **별자리 일곱**" in full.say(words)
    assert full.calls == []
    full.say("두 번째 거요")
    assert full.calls[-1].input == {"performanceId": "py-7"}


def test_where_all_was_shown_it_is_said_so(product: Product) -> None:
    product.say("뭐 하나요?")
    assert "더 보여 드릴 공연이 없어요" in product.say("더 있어요?")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("싼 공연부터 보여줘", "별자리 여덟"),
        ("제일 저렴한 공연 뭐 있어요", "별자리 여덟"),
        ("애랑 볼만한 거 있나요", "별자리 다섯"),
        ("4살 아이가 볼 공연 추천해 주세요", "별자리 다섯"),
    ],
)
def test_a_list_is_in_the_order_that_is_asked_for(full: Product, words: str, first: str) -> None:
    assert f"1. **{first}**" in full.say(words)
    full.say("첫 번째 거요")
    assert full.calls[-1].input["performanceId"] == next(
        item["performanceId"] for item in MANY if item["title"] == first
    )


@pytest.mark.parametrize("words", ["모레는요?", "다음 주 일욜", "12월 24일 낮"])
def test_a_day_behind_a_list_lists_what_is_on_then(product: Product, words: str) -> None:
    product.say("뭐 하나요?")
    product.say(words)
    assert searched(product) == [{"when": words.removesuffix("는요?")}]


@pytest.mark.parametrize(
    "words",
    ["슬픈거요", "감동적인 걸로", "7살 애 하나랑 둘이요", "부부끼리", "직원 바꿔줘", "천원대 표", "이거 언제 돌려받아",
     "010-9999-1111 김하늘인데요"],
)  # fmt: skip
def test_words_of_talk_are_searched_for_as_no_title(product: Product, words: str) -> None:
    product.say("뭐 하나요?")
    assert "찾지 못했어요" not in product.say(words)
    assert not [asked for asked in searched(product) if "keyword" in asked]


@pytest.mark.parametrize(
    ("words", "told"), [("오로라", "말씀하신 제목의 공연은"), ("오로라 예매할래요", "'오로라' 공연은")]
)
def test_a_title_that_is_not_found_is_told_once_without_the_list_again(product: Product, words: str, told: str) -> None:
    product.say("뭐 하나요?")
    answer = product.say(words)
    assert told in answer
    assert PERFORMANCES[0]["title"] not in answer


def test_an_actor_before_a_performance_is_no_title(product: Product) -> None:
    answer = product.say("도하람 나오는 날이 언제예요?")
    assert "찾지 못했어요" not in answer
    assert "공연을 정하시면" in answer


@pytest.mark.parametrize(
    "words", ["은하정거장 토요일 저녁 나블록 7열 15~17번 주세요", "은하정거장 토요일 저녁 2층 가구역 3열 1번이요"]
)
def test_seats_by_name_in_the_first_message_are_passed_on(product: Product, words: str) -> None:
    product.say(words)
    assert product.calls[-1].input["seats"] == words


@pytest.mark.parametrize("words", ["1층이요", "1층 나구역"])
def test_the_part_of_the_house_completes_the_seats_that_were_named(product: Product, words: str) -> None:
    product.say("은하 정거장 토요일 저녁이요")
    product.theatre.refuse["get_available_seats"] = {"error": {"code": "SEAT_UNKNOWN", "message": "어느 층인가요?"}}
    product.say("7열 15~16번 있어요?")
    product.say(words)
    assert product.calls[-1].input["seats"] == f"{words} 7열 15~16번 있어요?"
