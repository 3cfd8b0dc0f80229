"""What the model is told of dates, as docs/tools.md says."""

from typing import Any

import pytest

from tests.integration.chat.theatre import AFTERNOON, CLOSED, EVENING, NOT_YET_SOLD, SUNDAY
from tests.integration.chat.tools import error_of, use
from tests.integration.chat.world import World


def test_dates_to_come_are_listed_soonest_first(world: World) -> None:
    outcome = use(world, "get_performance_schedules", {"performanceId": "PX1"})
    result = outcome.result
    assert [row["scheduleId"] for row in result["schedules"]] == [CLOSED, AFTERNOON, EVENING, NOT_YET_SOLD]
    assert (result["total"], result["title"]) == (4, "은하 정거장")
    assert "read" not in result
    assert result["schedules"][1] == {
        "scheduleId": AFTERNOON,
        "startsAtText": "12월 5일 (토) 14:00",
        "casting": [{"role": "역장", "actor": "도하람"}],
        "saleState": "open",
        "saleStateText": "예매 가능",
        "ticketLimit": 4,
    }
    states = {row["scheduleId"]: (row["saleState"], row["saleStateText"]) for row in result["schedules"]}
    assert states[CLOSED] == ("closed", "예매 마감")
    assert states[NOT_YET_SOLD] == ("upcoming", "12월 1일 (화) 10:00 예매 시작")
    assert outcome.state is not None
    assert outcome.state.performance_title == "은하 정거장"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"when": "12월 5일"}, [AFTERNOON, EVENING]),
        ({"when": "12월 5일 저녁"}, [EVENING]),
        ({"actor": "윤새벽"}, [EVENING]),
        ({"actor": "윤 새벽"}, [EVENING]),
        ({"when": "12월 5일 낮", "actor": "윤새벽"}, []),
        ({"when": "12월 25일"}, []),
    ],
)
def test_dates_are_filtered_by_the_persons_words(world: World, asked: dict[str, Any], found: list[str]) -> None:
    result = use(world, "get_performance_schedules", {"performanceId": "PX1", **asked}).result
    assert [row["scheduleId"] for row in result["schedules"]] == found
    assert ("read" in result) == ("when" in asked)


def test_what_was_understood_is_told(world: World) -> None:
    asked = {"performanceId": "PX1", "when": "12월 5일 저녁"}
    read = use(world, "get_performance_schedules", asked).result["read"]
    assert read == {"from": "2026-12-05", "to": "2026-12-05", "text": "12월 5일 (토) 저녁"}


def test_a_single_date_that_was_asked_for_is_chosen(world: World) -> None:
    outcome = use(world, "get_performance_schedules", {"performanceId": "PX2", "when": "12월 6일"})
    assert outcome.state is not None
    assert (outcome.state.schedule_id, outcome.state.starts_at_text) == (SUNDAY, "12월 6일 (일) 15:00")


@pytest.mark.parametrize("when", ["언젠가 좋은 날", "2월 30일", "12월 5일 일요일"])
def test_unclear_dates_are_asked_about(world: World, when: str) -> None:
    outcome = use(world, "get_performance_schedules", {"performanceId": "PX1", "when": when})
    assert error_of(outcome) == "DATE_UNCLEAR"
    assert outcome.state is None


def test_where_no_date_fits_the_nearest_on_sale_are_told(world: World) -> None:
    outcome = use(world, "get_performance_schedules", {"performanceId": "PX1", "when": "12월 10일"})
    assert (outcome.result["schedules"], outcome.result["total"]) == ([], 0)
    assert [row["scheduleId"] for row in outcome.result["alternatives"]] == [AFTERNOON, EVENING]
    assert outcome.state is not None
    assert [offered.schedule_id for offered in outcome.state.offered] == [AFTERNOON, EVENING]
    assert [choice.label for choice in outcome.choices] == ["12월 5일 (토) 14:00", "12월 5일 (토) 19:00"]


def test_the_last_show_is_the_last_of_the_whole_run(world: World) -> None:
    outcome = use(world, "get_performance_schedules", {"performanceId": "PX1", "when": "막공으로요"})
    assert [row["scheduleId"] for row in outcome.result["schedules"]] == [NOT_YET_SOLD]
    assert outcome.result["read"]["text"] == "마지막 공연"


def test_a_first_show_that_is_over_is_no_date_to_come(world: World) -> None:
    outcome = use(world, "get_performance_schedules", {"performanceId": "PX1", "when": "첫공이요"})
    assert outcome.result["schedules"] == []
    assert outcome.result["alternatives"]
