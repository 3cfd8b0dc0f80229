"""Questions about paying and refunds are about the one booking that there is."""

from typing import Any

import pytest

from tests.unit.devstack_bedrock.product import Product

PAID: dict[str, Any] = {
    "performanceTitle": "은하 정거장",
    "stateText": "예매 완료",
    "supportText": "02-555-0100",
    "cancellation": {"feeText": "3,210원", "refundText": "157,790원", "deadlineText": "1월 8일 17:00"},
}


@pytest.fixture
def holder(product: Product) -> Product:
    """A person who holds two seats."""
    for words in ("은하정거장 토요일 저녁 A석 2장이요", "네"):
        product.say(words)
    return product


@pytest.mark.parametrize("words", ["환불 언제까지 되죠?", "돈은 얼마 돌려받나요", "한 장만 취소돼요?"])
def test_of_a_paid_booking_its_own_terms_are_told(product: Product, words: str) -> None:
    product.theatre.tools["get_my_reservations"] = lambda: {"reservations": [PAID]}
    product.say("내 예약 보여주세요")
    answer = product.say(words)
    assert all(text in answer for text in ("3,210원", "157,790원", "1월 8일 17:00", "02-555-0100"))


@pytest.mark.parametrize("words", ["환불은 언제까지 되나요?", "환불 규정이 궁금해요", "취소 수수료는 얼마죠?"])
def test_of_held_seats_the_rules_are_told_and_that_they_are_not_paid(holder: Product, words: str) -> None:
    answer = holder.say(words)
    assert "아직 결제가 확인되지 않았어요" in answer
    assert "공연 3일 전까지 15%" in answer
    assert "/pay/hd-5" in answer


@pytest.mark.parametrize("words", ["결제 방금 끝냈어요 결제 완료했어요", "결제했는데 환불받을래요", "입금 다 마쳤어요"])
def test_whether_it_is_paid_is_looked_up(holder: Product, words: str) -> None:
    answer = holder.say(words)
    assert holder.names() == ["get_my_reservations"]
    assert "아직 결제가 확인되지 않았어요" in answer
    assert "결제 대기" in answer


@pytest.mark.parametrize("words", ["카카오페이로 낼 수 있어요?", "무통장은요?", "신용카드 할부 되나요"])
def test_how_to_pay_is_chosen_on_the_page(holder: Product, words: str) -> None:
    answer = holder.say(words)
    assert "결제 페이지에서 고르실 수 있어요" in answer
    assert "/pay/hd-5" in answer


def test_more_time_is_given_beside_a_word_of_cards(holder: Product) -> None:
    assert "16:50까지" in holder.say("카드를 못 찾아서 시간 조금 더 줄 수 있나요")
