"""What was listed is meant by its place, also where a title begins like a place or a date does."""

import pytest

from tests.unit.devstack_bedrock import theatre
from tests.unit.devstack_bedrock.product import Product

ORDINAL_TITLE = {"performanceId": "px-15", "title": "연극 〈두 번째 계절〉", "genre": "연극", "venueName": "나루극장"}


@pytest.fixture(autouse=True)
def _ordinal_title(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theatre, "PERFORMANCES", [*theatre.PERFORMANCES, ORDINAL_TITLE])


@pytest.fixture
def listed(product: Product) -> Product:
    """Everything that is on was listed."""
    product.say("요즘 뭐 해요?")
    return product


def performance_of(product: Product) -> object:
    return product.calls[-1].input["performanceId"]


@pytest.mark.parametrize(
    "words", ["두번째거 줄거리 좀", "두 번째 거 소개해 주세요", "2번 줄거리 알려줘", "2번째꺼 내용"]
)
def test_a_place_is_no_title(listed: Product, words: str) -> None:
    listed.say(words)
    assert performance_of(listed) == "px-12"
    assert "get_performances" not in listed.names()


@pytest.mark.parametrize("words", ["두 번째 계절 줄거리 알려줘", "두번째 계절 내용이 뭐야"])
def test_a_title_is_no_place(listed: Product, words: str) -> None:
    listed.say(words)
    assert performance_of(listed) == "px-15"


@pytest.mark.parametrize("words", ["1월 첫째 주 금요일 되나?", "두 번째 주 토요일에 볼래요", "셋째 주 일요일 저녁이요"])
def test_a_week_is_no_place(listed: Product, words: str) -> None:
    answer = listed.say(words)
    assert "get_performance_schedules" not in listed.names()
    assert "어떤 공연" in answer or "어느 공연" in answer


@pytest.mark.parametrize("words", ["출연진은?", "배우 누구 나와요?", "관람 연령이 어떻게 돼요?", "환불 규정 알려줘"])
def test_a_question_after_a_list_asks_which_of_it(product: Product, words: str) -> None:
    product.say("연극 뭐 있어요?")
    answer = product.say(words)
    assert answer.startswith("어느 공연을 말씀하세요?")
    assert "두 번째 계절" in answer
    assert "은하 정거장" not in answer
    assert not product.calls


def test_a_question_after_a_list_of_one_is_about_it(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theatre, "PERFORMANCES", [ORDINAL_TITLE])
    product.say("요즘 뭐 해요?")
    assert "도하람" in product.say("출연진은?")
    assert performance_of(product) == "px-15"


@pytest.mark.parametrize("words", ["이번 주 토요일에 뭐 볼 만한 거 있어요?", "토요일에 하는 공연 추천해줘"])
def test_what_is_on_is_looked_for_on_the_days_that_are_named(product: Product, words: str) -> None:
    answer = product.say(words)
    when = product.calls[0].input["when"]
    assert when in words
    assert "토요일" in str(when)
    assert answer.startswith(f"1월의 {when}에 예매하실 수 있는 공연이에요.")
    product.say("첫 번째 거요")
    assert product.calls[0].input == {"performanceId": "px-11", "when": when}
