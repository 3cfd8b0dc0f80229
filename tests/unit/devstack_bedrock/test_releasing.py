"""Held seats are let go on the person's wish only."""

import pytest

from tests.unit.devstack_bedrock.product import Product
from tests.unit.devstack_bedrock.theatre import refusal


@pytest.fixture
def holder(product: Product) -> Product:
    """A person who holds two seats."""
    for words in ("은하정거장 토요일 저녁 A석 2장이요", "네"):
        product.say(words)
    assert list(product.theatre.holds) == ["hd-5"]
    return product


@pytest.mark.parametrize(
    "words",
    ["선점 해제하지 마", "선점 해제 안 할래", "취소하지 말아 주세요", "좌석 놓지 마세요", "해제는 안 해도 돼요",
     "포기하고 싶지 않아요", "아직 취소하면 안 돼요"],
)  # fmt: skip
def test_a_wish_to_keep_the_seats_keeps_them(holder: Product, words: str) -> None:
    answer = holder.say(words)
    assert holder.calls == []
    assert "그대로 둘게요" in answer
    assert "16:40까지" in answer


@pytest.mark.parametrize(
    "words", ["선점한 좌석 해제할까?", "자리를 풀어 버릴까요", "선점 취소할까 말까 고민이네... 해제할까"]
)
def test_a_question_is_asked_back_and_only_a_yes_releases(holder: Product, words: str) -> None:
    assert holder.say(words).endswith("해제해 드릴까요?")
    assert holder.calls == []
    assert "해제했어요" in holder.say("네")
    assert holder.names() == ["cancel_hold"]


@pytest.mark.parametrize("words", ["아니요", "음 글쎄요", "얼마나 남았어?"])
def test_anything_but_a_yes_keeps_the_seats(holder: Product, words: str) -> None:
    holder.say("선점한 좌석 해제할까?")
    for later in (words, "네"):
        holder.say(later)
        assert "cancel_hold" not in holder.names()
    assert list(holder.theatre.holds) == ["hd-5"]


def test_the_yes_means_the_hold_that_was_asked_about(holder: Product) -> None:
    holder.theatre.holds["hd-6"] = {**holder.theatre.holds["hd-5"], "holdId": "hd-6", "performanceTitle": "고래의 노래"}
    assert "고래의 노래" in holder.say("고래의 노래 선점 해제할까?")
    holder.say("네")
    assert [dict(call.input) for call in holder.calls] == [{"holdId": "hd-6"}]


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("해제하려면 말씀해 주세요.", "해제하려면 말씀해 주세요. 해제해 드릴까요?"),
        ("해제할까요? 해제하려면 말씀해 주세요.", "해제할까요? 해제하려면 말씀해 주세요."),
    ],
)
def test_a_server_that_misses_the_persons_word_is_believed(holder: Product, message: str, answer: str) -> None:
    holder.theatre.refuse["cancel_hold"] = refusal("CONSENT_REQUIRED", message)
    assert holder.say("선점 취소해줘") == answer
    assert list(holder.theatre.holds) == ["hd-5"]


@pytest.mark.parametrize("words", ["네", "아 네ㅠㅠ"])
def test_a_yes_to_the_servers_question_releases(holder: Product, words: str) -> None:
    holder.theatre.refuse["cancel_hold"] = refusal("CONSENT_REQUIRED", "해제할까요? 해제하려면 말씀해 주세요.")
    holder.say("선점 취소")
    holder.theatre.refuse.clear()
    assert "해제했어요" in holder.say(words)
    assert holder.names() == ["cancel_hold"]


@pytest.mark.parametrize("words", ["좌석 반납할게요", "표 반납해 주시기 바랍니다"])
def test_seats_are_handed_back(holder: Product, words: str) -> None:
    assert "해제했어요" in holder.say(words)


def test_a_yes_to_the_offer_after_a_release_lists_what_is_on(holder: Product) -> None:
    holder.say("선점 취소해줘")
    answer = holder.say("네")
    assert holder.names() == ["get_performances"]
    assert "어떤 공연이 마음에 드세요?" in answer
    holder.say("2")
    assert dict(holder.calls[-1].input) == {"performanceId": "px-12"}


def test_a_yes_to_a_booking_where_nothing_is_held_lists_what_is_on(product: Product) -> None:
    product.say("선점 취소해줘")
    product.say("네")
    assert product.names() == ["get_performances"]
