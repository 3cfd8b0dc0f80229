"""What the house does not do, and what no result told, may not be promised."""

import pytest

from tests.unit.chat.guard.facts import about, false_kinds, hold, schedule
from tests.unit.chat.guard.test_natural_answers import AFTERNOON, BOOKED, HELD, INFORMED, OFFERED, SEATS

STRICT = about("PF010", "선점 시간 늘릴 수 있어?")
USED_UP = about("PF001", "더 늘려줘", holds=[hold(schedule(AFTERNOON), SEATS).model_copy(update={"extensions": 2})])

UNKEPT = [
    "취소표가 나오면 알려 드릴게요",
    "취소표가 나올 거예요",
    "취소는 언제든 무료예요",
    "공연 전날까지 전액 환불돼요",
    "당일 취소도 가능해요",
    "VIP석은 모두 매진이에요",
    "5분 안에 매진될 거예요",
    "이 좌석은 무료예요",
    "캐스팅은 홍길동, 김철수입니다",
    "주연은 아이유예요",
    "공연장은 예술의전당이에요",
    "국민은행 계좌로 입금해 주세요",
]
KEPT = [
    "취소표 알림은 제가 보내 드릴 수 없어요.",
    "당일 취소는 할 수 없어요.",
    "예매 당일 취소는 수수료가 없어요.",
    "캐스팅은 회차마다 달라요.",
    "캐스팅은 윤해솔, 강이든이에요.",
    "계좌로 입금받지 않아요.",
    "주차는 무료가 아니에요.",
    "언제든 말씀해 주세요.",
    "전날 미리 확인해 보세요.",
    "매진 여부는 다시 찾아볼게요.",
]


@pytest.mark.parametrize("text", UNKEPT)
def test_what_is_not_so_is_not_promised(text: str) -> None:
    assert false_kinds(text, OFFERED)


@pytest.mark.parametrize("text", KEPT)
def test_what_is_so_may_be_told(text: str) -> None:
    assert false_kinds(text, INFORMED) == set()


CHARGED = [
    "취소 수수료는 없어요.",
    "취소 수수료가 따로 들지 않아요.",
    "지금 취소하시면 수수료 없이 환불돼요.",
    "취소하시면 전액 환불돼요.",
    "전액 돌려받으실 수 있어요.",
    "12월 6일까지 취소할 수 있어요.",
    "취소는 12월 6일 (일)까지 가능해요.",
    "12월 6일 11:00까지 취소하시면 돼요.",
]
QUOTED = [
    "취소 수수료는 8,000원이에요.",
    "취소는 12월 5일 (토) 11:00까지 가능하고 수수료는 8,000원이에요.",
    "12월 5일까지 취소하시면 취소 수수료 8,000원을 빼고 돌려드려요.",
    "전액 환불은 어려워요.",
    "취소 수수료가 없지는 않아요.",
    "예매 후 7일 이내에는 취소 수수료가 없어요.",
    "공연이 취소되면 전액 환불돼요.",
    "결제 전 선점은 수수료 없이 해제할 수 있어요.",
    "12월 5일까지 취소할 수 있어요.",
    "12월 5일 (토) 11:00까지 취소하실 수 있어요.",
    "12월 6일 공연이라 12월 5일까지 취소할 수 있어요.",
    "12월 6일 공연의 취소는 내 예약 페이지에서 하실 수 있어요.",
]


@pytest.mark.parametrize("text", CHARGED)
def test_a_booking_that_costs_to_cancel_is_not_free_to_cancel(text: str) -> None:
    assert false_kinds(text, BOOKED)


@pytest.mark.parametrize("text", QUOTED)
def test_what_cancelling_a_booking_costs_may_be_told(text: str) -> None:
    assert false_kinds(text, BOOKED) == set()


@pytest.mark.parametrize("text", ["결제 전이라 취소 수수료는 없어요.", "지금 해제하시면 수수료가 없어요."])
def test_what_is_only_held_costs_nothing_to_give_back(text: str) -> None:
    assert false_kinds(text, HELD) == set()


@pytest.mark.parametrize(
    "text",
    [
        "예매 수수료는 따로 없어요.",
        "수수료는 별도로 붙지 않아요.",
        "수수료가 전혀 없어요.",
        "예매 수수료는 면제예요.",
        "수수료 없이 340,000원이에요.",
        "무통장 입금도 가능해요.",
        "무통장입금으로 결제하실 수 있어요.",
    ],
)
def test_the_fee_is_not_talked_away(text: str) -> None:
    assert false_kinds(text, OFFERED)


@pytest.mark.parametrize(
    "text",
    [
        "수수료는 별도예요.",
        "예매 수수료가 따로 있어요.",
        "무통장 입금은 할 수 없어요.",
        "추가 수수료는 더 없고 4,000원이 전부예요.",
    ],
)
def test_the_fee_may_be_told(text: str) -> None:
    assert false_kinds(text, OFFERED) == set()


LONGER = [
    "선점은 연장할 수 있어요.",
    "필요하시면 선점 시간을 늘려 드릴게요.",
    "선점 연장도 가능해요.",
    "시간이 부족하면 더 늘릴 수 있어요.",
]


@pytest.mark.parametrize("text", LONGER)
def test_no_more_time_is_promised_where_there_is_none(text: str) -> None:
    assert false_kinds(text, STRICT)
    assert false_kinds(text, USED_UP)
    assert false_kinds(text, HELD) == set()


@pytest.mark.parametrize(
    "text",
    [
        "선점은 연장할 수 없어요.",
        "이 공연은 선점 시간을 늘릴 수 없어요.",
        "연장이 가능한지 확인해 볼게요.",
        "공연이 연장된 것은 아니에요.",
    ],
)
def test_that_there_is_no_more_time_may_be_told(text: str) -> None:
    assert false_kinds(text, STRICT) == set()
