"""Sums that a person may work out: with the fee, for one or for several, how much more or less, shares of what was paid."""

import pytest

from lambdas.chat.guard.grounding import Grounding
from tests.unit.chat.guard.facts import about, false_kinds, hold, proposal, schedule
from tests.unit.chat.guard.test_natural_answers import AFTERNOON, BOOKED, HELD, OFFERED, SEATS

ASKED = about("PF001", "A석 두 장이면 수수료까지 얼마예요?")
FOUR = about("PF001", "B석 네 장은요?")
R_OFFERED = about("PF001", "R석 두 장", offered=(proposal(schedule(AFTERNOON), ("1F-C-20-30", "1F-C-20-31")),), count=2)
PAID = about("PF001", "취소하면요?", holds=[hold(schedule(AFTERNOON), SEATS)], results=[{"scheduleId": AFTERNOON}])

SUMS = [
    ("두 장이면 A석은 수수료까지 {}이에요", "164,000원", "165,000원", ASKED),
    ("A석 2매 160,000원 + 수수료 4,000원 = {}", "164,000원", "162,000원", ASKED),
    ("A석 두 장에 수수료를 더하면 {}이에요", "16만 4천 원", "16만 8천 원", ASKED),
    ("A석은 80,000원이고 수수료 2,000원을 더해 두 장에 총 {}이에요", "164,000원", "160,000원", ASKED),
    ("A석 두 장의 합계는 예매 수수료를 포함해 {}입니다", "164,000원", "124,000원", ASKED),
    ("A석 2장 결제 금액은 {}이에요", "164,000원", "160,000원", ASKED),
    ("A석 한 장은 수수료를 포함해 {}이에요", "82,000원", "84,000원", ASKED),
    ("A석은 수수료 포함 1인당 {}이에요", "82,000원", "62,000원", ASKED),
    ("A석 두 장은 수수료 별도로 {}이에요", "160,000원", "164,000원", ASKED),
    ("B석 4매는 수수료를 포함해 {}", "248,000원", "242,000원", FOUR),
    ("네 장이면 B석이 수수료까지 모두 {}입니다", "248,000원", "328,000원", FOUR),
    ("R석은 두 장에 {}이에요(수수료 포함)", "284,000원", "282,000원", OFFERED),
    ("R석으로 바꾸시면 두 장에 수수료 포함 {}이에요", "284,000원", "224,000원", OFFERED),
    ("한 분당 {}", "17만 2천 원", "17만 3천 원", OFFERED),
    ("두 분이 나누시면 한 명당 {}이에요", "172,000원", "171,000원", OFFERED),
    ("VIP석보다 R석이 한 장에 {} 저렴해요", "3만 원", "6만 원", OFFERED),
    ("R석이 VIP석에 비해 {} 싸요", "30,000원", "20,000원", OFFERED),
    ("VIP석이 R석보다 장당 {} 더 비싸요", "3만 원", "2만 원", OFFERED),
    ("R석보다 두 장에 {} 비싼 자리예요", "6만 원", "3만 5천 원", OFFERED),
    ("VIP석과 R석은 한 장에 {} 차이예요", "30,000원", "50,000원", OFFERED),
    ("VIP석보다 R석이 한 장에 3만 원 {}", "저렴해요", "비싸요", OFFERED),
    ("VIP석이 R석보다 3만 원 {}", "비싸요", "저렴해요", OFFERED),
    ("VIP석보다 장당 3만 원 {}", "저렴해요", "비싸요", R_OFFERED),
    ("취소 수수료는 티켓 금액 340,000원의 20%인 {}이에요", "68,000원", "56,000원", PAID),
    ("공연 3일 전이면 {}의 20%인 68,000원이 취소 수수료예요", "340,000원", "280,000원", PAID),
    ("{}을 제외한 212,000원이 환불돼요", "8,000원", "9,000원", BOOKED),
    ("수수료 8,000원을 빼고 {}이 환불돼요", "212,000원", "224,000원", BOOKED),
    ("8천 원을 공제하고 {}을 돌려받으세요", "212,000원", "216,000원", BOOKED),
]  # fmt: skip


@pytest.mark.parametrize(("words", "true", "false", "facts"), SUMS, ids=[words for words, *_ in SUMS])
def test_a_sum_holds_to_the_won(words: str, true: str, false: str, facts: Grounding) -> None:
    assert false_kinds(words.format(true), facts) == set()
    assert "amount" in false_kinds(words.format(false), facts)


@pytest.mark.parametrize(
    "text",
    [
        "7열 17번은 제가 확인한 자리가 아니에요",
        "7열 17번은 확인된 좌석이 아니에요.",
        "7열 17번은 조회한 자리가 아닙니다. 다시 찾아볼까요?",
        "7열 17번은 제가 확인한 적이 없어요.",
    ],
)
def test_a_seat_that_was_never_looked_up_may_be_said_to_be_so(text: str) -> None:
    assert false_kinds(text, about("PF001", "7열 17번은요?")) == set()
    assert false_kinds(text, HELD) == set()


@pytest.mark.parametrize("text", ["7열 17번은 제가 확인한 자리예요", "7열 17번은 확인된 좌석이 맞아요"])
def test_a_seat_that_was_never_looked_up_is_not_vouched_for(text: str) -> None:
    assert "seat" in false_kinds(text, HELD)
