"""What the model is told of performances, grades and the venue, as docs/tools.md says."""

from typing import Any

import pytest

from lambdas.chat.conversation.state import ConversationState
from tests.integration.chat.theatre import AFTERNOON, SUNDAY
from tests.integration.chat.tools import error_of, use
from tests.integration.chat.world import World

GRADES = [
    {"grade": "R석", "price": 90_000, "priceText": "90,000원"},
    {"grade": "S석", "price": 60_000, "priceText": "60,000원"},
]


def test_the_list_holds_what_has_not_ended(world: World) -> None:
    result = use(world, "get_performances", {}).result
    assert result == {
        "performances": [
            {
                "performanceId": "PX1",
                "title": "은하 정거장",
                "genre": "뮤지컬",
                "venueName": "가람홀",
                "periodText": "2026년 11월 20일 (금) ~ 2026년 12월 31일 (목)",
                "priceText": "60,000원 ~ 90,000원",
                "ageText": "8세 이상",
            },
            result["performances"][1],
        ],
        "total": 2,
        "genres": ["뮤지컬", "연극"],
    }
    assert result["performances"][1]["title"] == "고래의 정원"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"genre": "뮤지컬"}, ["PX1"]),
        ({"keyword": "고래"}, ["PX2"]),
        ({"keyword": "은하정거장"}, ["PX1"]),
        ({"keyword": " 은하  정거장 "}, ["PX1"]),
        ({"genre": "연극", "keyword": "은하"}, []),
        ({"genre": None, "keyword": None}, ["PX1", "PX2"]),
        ({"keyword": "끝난"}, []),
        ({"keyword": "은하 정거장 캐스팅 누구예요"}, ["PX1"]),
        ({"keyword": "엄마랑 볼 고래의 정원"}, ["PX2"]),
        ({"keyword": "그 정거장 은하 어쩌고"}, ["PX1"]),
        ({"keyword": "고래 나그네"}, []),
        ({"genre": "발레"}, []),
    ],
)
def test_the_list_is_filtered(world: World, asked: dict[str, Any], found: list[str]) -> None:
    result = use(world, "get_performances", asked).result
    assert [row["performanceId"] for row in result["performances"]] == found
    assert result["total"] == len(found)
    assert result["genres"] == ["뮤지컬", "연극"]


@pytest.mark.parametrize(
    ("when", "found", "days"),
    [
        ("다음 주 토요일", ["PX1"], {"from": "2026-12-05", "to": "2026-12-05"}),
        ("다음 주말에", ["PX1", "PX2"], {"from": "2026-12-05", "to": "2026-12-06"}),
        ("12월 6일 낮", ["PX2"], {"from": "2026-12-06", "to": "2026-12-06"}),
        ("저녁 공연", ["PX1"], {}),
        ("12월 12일", [], {"from": "2026-12-12", "to": "2026-12-12"}),  # not on sale yet
        ("내일", [], {"from": "2026-11-24", "to": "2026-11-24"}),  # no longer on sale
    ],
)
def test_the_list_is_of_what_can_be_bought_on_the_days_meant(
    world: World, when: str, found: list[str], days: dict[str, str]
) -> None:
    result = use(world, "get_performances", {"when": when}).result
    assert [row["performanceId"] for row in result["performances"]] == found
    assert {key: result["read"][key] for key in result["read"] if key != "text"} == days


def test_days_that_are_unclear_are_asked_for(world: World) -> None:
    assert error_of(use(world, "get_performances", {"when": "12월 5일 일요일"})) == "DATE_UNCLEAR"


def test_a_performance_ends_at_midnight_in_korea(world: World) -> None:
    world.clock.pass_seconds(38 * 24 * 3600 + 6 * 3600 - 180)  # 31 December, 23:59 in Korea
    assert use(world, "get_performances", {}).result["total"] == 2
    world.clock.pass_seconds(120)
    assert use(world, "get_performances", {}).result["total"] == 0


def test_details_tell_everything_but_the_dates(world: World) -> None:
    result = use(world, "get_performance_details", {"performanceId": "PX1"}).result
    cancellation = result.pop("cancellationTexts")
    assert any("4,000원" in text for text in cancellation)
    assert result == {
        "performanceId": "PX1",
        "title": "은하 정거장",
        "genre": "뮤지컬",
        "company": "극단 모래시계",
        "synopsis": "정거장에서 열차를 기다리는 사람들.",
        "venueId": "VX1",
        "venueName": "가람홀",
        "periodText": "2026년 11월 20일 (금) ~ 2026년 12월 31일 (목)",
        "runningTimeText": "105분 (인터미션 15분 포함)",
        "ageText": "8세 이상",
        "grades": GRADES,
        "bookingFeeText": "1매당 1,500원",
        "cast": [{"role": "역장", "actors": ["도하람", "윤새벽"]}],
        "notices": ["늦으면 들어갈 수 없어요."],
        "pickup": "현장 수령",
        "supportText": "고객센터 02-555-0100 (09:00~18:00)",
    }


def test_details_without_intermission_and_fee(world: World) -> None:
    result = use(world, "get_performance_details", {"performanceId": "PX2"}).result
    assert (result["runningTimeText"], result["bookingFeeText"]) == ("105분", "없음")


def test_grades_say_where_they_are(world: World) -> None:
    outcome = use(world, "get_seat_grades", {"performanceId": "PX1"})
    areas = [["1층 A구역 1~2열"], ["1층 A구역 3~3열", "2층 B구역"]]
    assert outcome.result == {
        "performanceId": "PX1",
        "title": "은하 정거장",
        "grades": [row | {"areaTexts": texts} for row, texts in zip(GRADES, areas, strict=True)],
        "bookingFeeText": "1매당 1,500원",
    }
    assert outcome.state is not None
    assert (outcome.state.performance_id, outcome.state.grades) == ("PX1", ("R석", "S석"))


def test_the_venue_tells_how_to_get_there(world: World) -> None:
    assert use(world, "get_venue_info", {"venueId": "VX1"}).result == {
        "venueId": "VX1",
        "name": "가람홀",
        "address": "가온시 물빛로 12",
        "directions": "물빛역 3번 출구에서 걸어서 4분",
        "facilities": ["주차장", "물품 보관함"],
        "accessibility": "휠체어석 2석",
        "seatCount": 32,
        "sectionTexts": ["1층: A구역", "2층: B구역"],
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("get_performance_details", {"performanceId": "PX77"}),
        ("get_performance_schedules", {"performanceId": "PX77"}),
        ("get_seat_grades", {"performanceId": "../PX1"}),
        ("get_venue_info", {"venueId": "VX77"}),
    ],
)
def test_unknown_ids_are_refused(world: World, name: str, data: dict[str, Any]) -> None:
    assert error_of(use(world, name, data)) == "INVALID_REQUEST"


def test_another_performance_starts_the_choice_anew(world: World) -> None:
    before = ConversationState(
        performance_id="PX2", performance_title="고래의 정원", schedule_id=SUNDAY, count=3, grade="R석"
    )
    state = use(world, "get_seat_grades", {"performanceId": "PX1"}, before).state
    assert state is not None
    assert (state.performance_id, state.schedule_id, state.count) == ("PX1", None, 3)


WRONG_CALLS: list[tuple[str, dict[str, Any] | None, str]] = [
    ("get_performance_details", {}, "performanceId"),
    ("get_performance_details", {"performance_id": "PX1"}, "performanceId"),
    ("get_performance_details", {"performanceId": ""}, "performanceId"),
    ("get_performance_details", {"performanceId": 7}, "performanceId"),
    ("get_performances", {"userId": "bora"}, "userId"),
    ("get_available_seats", {"scheduleId": AFTERNOON, "count": "2"}, "count"),
    ("get_available_seats", {"scheduleId": AFTERNOON, "count": 0}, "count"),
    ("get_available_seats", {"scheduleId": AFTERNOON, "count": True}, "count"),
    ("get_available_seats", {"scheduleId": AFTERNOON, "count": 1, "seatIds": "1F-A-1-1"}, "seatIds"),
    ("get_my_reservations", {"userId": "person-bora"}, "userId"),
    ("get_my_reservations", None, "JSON"),
    ("buy_everything", {}, "get_performances"),
]


@pytest.mark.parametrize(("name", "data", "reason"), WRONG_CALLS)
def test_a_wrong_call_is_told_what_is_wrong(world: World, name: str, data: dict[str, Any] | None, reason: str) -> None:
    outcome = use(world, name, data)
    assert error_of(outcome) == "INVALID_REQUEST"
    assert reason in outcome.result["error"]["reason"]
