"""What was done was done to certain seats: of a performance, a date, a grade."""

import pytest

from lambdas.chat.guard.grounding import Grounding
from tests.unit.chat.guard.facts import about, false_kinds, hold, schedule
from tests.unit.chat.guard.test_natural_answers import AFTERNOON, BOOKED, HELD, OFFERED, SEATS

EXTENDED = about("PF001", "네", holds=[hold(schedule(AFTERNOON), SEATS).model_copy(update={"extensions": 1})], count=2)

FALSE = [
    ("R석 두 자리를 선점했어요.", HELD),
    ("R석으로 두 자리 잡아 두었어요.", HELD),
    ("12월 6일 낮 2시 공연을 선점했어요.", HELD),
    ("저녁 7시 공연으로 선점했어요.", HELD),
    ("12월 5일 저녁 공연 VIP석을 선점해 드렸어요.", HELD),
    ("일요일 공연 두 자리를 확보했어요.", HELD),
    ("VIP석 대신 R석을 선점했어요.", HELD),
    ("달빛 우체국의 마지막 편지는 예매 완료예요.", BOOKED),
    ("〈달빛 우체국의 마지막 편지〉는 결제가 완료됐어요.", BOOKED),
    ("12월 5일 공연은 예매가 완료됐어요.", BOOKED),
    ("결제 확인했습니다.", HELD),
    ("결제가 확인됐어요.", HELD),
    ("예매 도와드렸어요.", HELD),
    ("예매를 도와 드렸습니다!", OFFERED),
    ("시간을 더 드렸어요.", HELD),
    ("선점 시간을 10분 더 드렸어요.", HELD),
    ("선점이 만료됐어요.", HELD),
    ("선점 시간이 지나서 좌석이 해제됐어요.", HELD),
    ("유리정원의 시계공은 아직 결제 전이에요.", BOOKED),
    ("〈유리정원의 시계공〉은 아직 예매되지 않았어요.", BOOKED),
]
TRUE = [
    ("VIP석 두 자리를 선점했어요.", HELD),
    ("R석 대신 VIP석 두 자리를 선점했어요.", HELD),
    ("R석은 나란한 자리가 없어서 VIP석을 선점했어요.", HELD),
    ("12월 5일 낮 2시 공연을 선점했어요.", HELD),
    ("토요일 낮 공연으로 선점했어요.", HELD),
    ("오늘 선점했어요.", HELD),
    ("12월 6일 저녁 공연은 어려워서 12월 5일 낮 공연을 선점했어요.", HELD),
    ("유리정원의 시계공은 예매 완료예요.", BOOKED),
    ("12월 6일 공연은 예매가 완료됐어요.", BOOKED),
    ("달빛 우체국의 마지막 편지는 아직 결제 전이에요.", BOOKED),
    ("달빛 우체국의 마지막 편지는 선점했고, 유리정원의 시계공은 예매가 완료됐어요.", BOOKED),
    ("결제 확인했습니다.", BOOKED),
    ("예매 도와드릴게요.", OFFERED),
    ("시간을 더 드릴까요?", HELD),
    ("시간을 더 드렸어요.", EXTENDED),
    ("선점이 만료됐어요.", OFFERED),
    ("10분이 지나면 선점이 만료돼요.", HELD),
    ("아직 결제 전이에요.", HELD),
    ("아직 결제가 확인되지 않았어요.", HELD),
]


@pytest.mark.parametrize(("text", "facts"), FALSE, ids=[text for text, _ in FALSE])
def test_a_deed_is_of_no_other_seats(text: str, facts: Grounding) -> None:
    assert false_kinds(text, facts)


@pytest.mark.parametrize(("text", "facts"), TRUE, ids=[text for text, _ in TRUE])
def test_a_deed_may_be_told_of_its_seats(text: str, facts: Grounding) -> None:
    assert false_kinds(text, facts) == set()
