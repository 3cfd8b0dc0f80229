"""Another performance than the one that is talked about, by a title that no tool has told yet."""

import pytest

from tests.unit.devstack_bedrock.product import Product


@pytest.fixture
def talking(product: Product) -> Product:
    """One performance is settled, and its title is the only one known."""
    for words in ("은하 정거장 예매할래요", "토요일 저녁", "두 명"):
        product.say(words)
    return product


def searches(product: Product) -> list[dict[str, object]]:
    """The inputs of the searches of the last turn."""
    return [dict(call.input) for call in product.calls if call.name == "get_performances"]


@pytest.mark.parametrize(
    "words",
    [
        "고래의 노래 토요일 저녁 B석 2장",
        "토요일 저녁에 고래의 노래를 B석으로 두 장이요",
        "고래의 노래로 바꿔서 토요일 저녁 B석 2장",
    ],
)
def test_a_new_title_with_slots_is_searched_for_and_booked(talking: Product, words: str) -> None:
    answer = talking.say(words)
    assert searches(talking) == [{"keyword": "고래의 노래"}]
    assert talking.calls[1].input["performanceId"] == "px-13"
    assert dict(talking.calls[-1].input) == {"scheduleId": "sc-3", "count": 2, "grade": "B석"}
    assert "선점할까요?" in answer


def test_a_new_title_alone_is_changed_to(talking: Product) -> None:
    talking.say("고래의 노래로 바꿀래")
    assert talking.names() == ["get_performances", "get_performance_schedules"]
    assert talking.calls[-1].input["performanceId"] == "px-13"


def test_a_new_title_that_shares_a_word_with_the_settled_one_is_another(product: Product) -> None:
    for words in ("고래의 정원 예매할래요", "토요일 저녁", "고래의 노래 토요일 저녁 B석 2장"):
        product.say(words)
    assert product.calls[1].input["performanceId"] == "px-13"


@pytest.mark.parametrize("words", ["고래의노래로 바꿀래", "고래의노래 금요일 B석 2장"])
def test_a_new_title_in_other_spacing_is_found_in_all(talking: Product, words: str) -> None:
    talking.say(words)
    assert searches(talking) == [{"keyword": "고래의노래"}, {}]
    assert talking.calls[2].input["performanceId"] == "px-13"


def test_a_title_that_is_not_on_is_said_so_and_nothing_is_proposed(talking: Product) -> None:
    assert "'오로라의 약속' 공연은 찾지 못했어요" in talking.say("오로라의 약속 토요일 저녁 B석 2장")
    assert "get_available_seats" not in talking.names()


@pytest.mark.parametrize(
    "words",
    ["B석으로 두 장 부탁드려요", "어른 둘에 아이 하나 B석이요", "B석 두 장 잡아줘", "나란히 가운데로 B석 2장",
     "B석으로 바꿀래요", "윤새벽 나오는 날로 B석 2장", "아 걔는 못 오기로 했어요 B석 2명만요"],
)  # fmt: skip
def test_words_that_are_no_title_start_no_search(talking: Product, words: str) -> None:
    talking.say(words)
    assert searches(talking) == []


def test_one_unknown_word_beside_a_wish_does_not_stop_the_booking(talking: Product) -> None:
    assert "선점할까요?" in talking.say("창가 B석 2장")
