"""A number told of some of those who come is no number of tickets; told of all of them it is."""

import pytest

from megaticket.korean.counts import read_count


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("한 명은 학생이에요", 3),
        ("두 명은 초등학생인데 할인 되나요", 4),
        ("한 명은 휠체어예요", 3),
        ("두 분은 다리가 불편하세요", 4),
        ("하나는 통로 쪽이면 좋겠어요", 3),
        ("한 명이 다리를 다쳤어요", 3),
        ("한 분이 임신 중이세요", 2),
        ("한 자리는 통로 쪽으로", 3),
        ("두 자리씩 나눠도 돼요", 4),
        ("두 명씩 따로 앉아도 괜찮아요", 4),
        ("아이 한 명 있어요", 3),
        ("학생이 두 명 있는데요", 4),
        ("중학생 한 명이에요", 3),
        ("아이 한 명은 일곱 살이에요", 3),
        ("한 명 학생이에요", 3),
        ("한 장만 R석으로", 2),
        ("두 자리만 앞쪽으로 바꿀 수 있어요?", 4),
        ("그중 한 명은 학생", 3),
        ("저희 중 두 명은 학생이에요", 4),
        ("한 명 빼고 다 학생이에요", 4),
        ("한 명은 학생이고 나머지는 어른이요", 4),
        ("두 명은 어른, 한 명은 아이", 4),
        ("저번에 두 장 샀어요", 3),
        ("작년에 두 명이서 봤는데", 3),
        ("이미 한 장 예매했어요", 3),
        ("하나 더 물어볼게요", 2),
        ("하나만 더 여쭤볼게요", 2),
        ("두 개 더 궁금한 게 있어요", 2),
        ("한 명은 학생이에요", None),
        ("유공자 1명 동반자 1명", None),
        ("성인 2 유공자 1이요", None),
        ("유공자 2명 성인 2명", None),
        ("한 명은 어른, 아이 둘", None),
        ("두 가족이 가요", None),
        ("세 팀이에요", None),
        ("네 명 중 두 명만 예매", None),
    ],
)
def test_a_part_is_no_count(text: str, before: int | None) -> None:
    assert read_count(text, before) is None


@pytest.mark.parametrize(
    ("text", "before", "count"),
    [
        ("한 명은 못 가게 됐어요", 4, 3),
        ("한 명이 갑자기 못 간대요", 3, 2),
        ("두 명 못 와요", 4, 2),
        ("친구 하나가 빠졌어요", 4, 3),
        ("둘은 안 갈 것 같아요", 4, 2),
        ("한 명은 빼주세요", 3, 2),
        ("한 명은 못 가게 됐어요", None, None),
        ("한 명은 못 가요", 1, None),
        ("한 명 더 못 간대요", 4, 3),
        ("한 명 늘었어요", 2, 3),
        ("한 명이 더 온대요", 2, 3),
        ("아이 한 명 추가할게요", 2, 3),
    ],
)
def test_whoever_stays_at_home_or_comes_as_well_changes_the_count(
    text: str, before: int | None, count: int | None
) -> None:
    assert read_count(text, before) == count


@pytest.mark.parametrize(
    ("text", "before", "count"),
    [
        ("두 장만 주세요", None, 2),
        ("두 장만 주세요", 3, 2),
        ("한 장만요", 2, 1),
        ("R석 두 장만 예매할게요", 4, 2),
        ("두 장만 R석으로", None, 2),
        ("저희는 둘이에요", None, 2),
        ("저희는 세 명이에요", 2, 3),
        ("인원은 네 명이요", 2, 4),
        ("2명은 어른 1명은 아이", None, 3),
        ("두 명은 어른이고 한 명은 아이예요", 3, 3),
        ("한 명은 학생이고 두 명은 어른이에요", None, 3),
        ("어른 둘은 R석, 아이 하나는 S석", None, 3),
        ("3명인데 2명은 어른 1명은 아이", None, 3),
        ("2명인데 한명은 휠체어 타요", None, 2),
        ("네 명이고 그중 한 명은 학생", None, 4),
        ("세 명 중 한 명이 학생이에요", None, 3),
        ("넷인데 아이 한 명 있어요", None, 4),
        ("네 명인데 두 자리씩 떨어져도 돼요", None, 4),
        ("아이 둘인데 한 명은 일곱 살, 어른 하나요", None, 3),
        ("두 명은 좀 그렇고 세 명이요", None, 3),
        ("두 명이 갈게요", None, 2),
        ("세 명이 토요일에 볼 거예요", None, 3),
        ("두 명이 나란히 앉고 싶어요", None, 2),
        ("두 자리 있어요?", None, 2),
        ("두 장 더 싼 걸로요", 2, 2),
        ("두 장 예매했으면 좋겠어요", None, 2),
        ("저번에 두 장 샀는데 이번엔 세 장이요", None, 3),
        ("성인 2 초등 1 이에요", None, 3),
        ("어른 둘 중등 하나요", None, 3),
        ("성인 한 명, 초등생 두 명", None, 3),
        ("대학생 1 고등학생 2", None, 3),
        ("성인 2명 R석 2장이요", None, 2),
        ("총 2명 성인 2명", None, 2),
        ("아이 하나 포함 세 명이요", None, 3),
        ("둘만 갈게요", 4, 2),
        ("커플 두 쌍", None, 4),
        ("부부 두 쌍이랑 아이 하나", None, 5),
        ("두 커플이에요", None, 4),
        ("한 쌍이요", None, 2),
    ],
)
def test_what_is_told_of_all_is_a_count(text: str, before: int | None, count: int) -> None:
    assert read_count(text, before) == count
