"""Ways to tell casts, sums and terms that are true, and their neighbours that are not."""

import pytest

from tests.unit.chat.guard.facts import about, false_kinds
from tests.unit.chat.guard.test_natural_answers import AFTERNOON, OFFERED

CAST = about("PF001", "12월 5일 낮 캐스팅 알려 줘", results=[{"scheduleId": AFTERNOON}])
CASTS = [
    "{0} 배우가 해인 역을, {1} 배우가 도진 역을 맡아요.",
    "{0}(해인), {1}(도진) 배우가 나와요.",
    "{0} 배우가 해인 역, {1} 배우가 도진 역이에요.",
    "해인은 {0}이 도진은 {1}이 맡아요.",
    "해인(민세라), 도진({1})도 있고, {0} 배우는 해인 역이에요.",
]


@pytest.mark.parametrize("words", CASTS)
def test_a_role_that_joins_an_actor_is_theirs(words: str) -> None:
    assert false_kinds(words.format("윤해솔", "강이든"), CAST) == set()
    assert "actor" in false_kinds(words.format("강이든", "윤해솔"), CAST)


SUMS = [
    ("예매 수수료 4,000원(장당 {0})", "2,000원", "3,000원"),
    ("1매당 2,000원씩 총 {0}의 예매 수수료가 있어요", "4,000원", "5,000원"),
    ("1매당 {0}씩 총 4,000원의 예매 수수료가 있어요", "2,000원", "3,000원"),
    ("수수료까지 1인당 {0}이에요", "172,000원", "173,000원"),
    ("VIP석은 R석보다 {0} 비싸요", "30,000원", "40,000원"),
    ("R석은 VIP석보다 30,000원 {0}", "저렴해요", "비싸요"),
    ("R석으로 바꾸시면 두 장에 280,000원이라 {0} 저렴해요", "60,000원", "50,000원"),
]


@pytest.mark.parametrize(("words", "true", "false"), SUMS)
def test_fees_and_differences_are_counted(words: str, true: str, false: str) -> None:
    assert false_kinds(words.format(true), OFFERED) == set()
    assert "amount" in false_kinds(words.format(false), OFFERED)
