"""What the model passes on of wishes about seats, and what it says of what comes back."""

from typing import Any

import pytest

from tests.unit.devstack_bedrock.product import Product


@pytest.fixture
def chosen(product: Product) -> Product:
    """A conversation in which the date is chosen."""
    product.say("은하 정거장 토요일 저녁이요")
    return product


def last_input(product: Product) -> dict[str, Any]:
    return dict(product.calls[-1].input)


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("나블록 7열 15~17번이요", "seats", "나블록 7열 15~17번이요"),
        ("두 장 7만원 이하로요", "budget", "두 장 7만원 이하로요"),
        ("두 장 B석, 여러 자리 보여 주세요", "options", 3),
        ("두 장 B석 휠체어석으로요", "needs", "두 장 B석 휠체어석으로요"),
    ],
)
def test_the_persons_words_are_passed_on(chosen: Product, words: str, field: str, value: object) -> None:
    chosen.say(words)
    assert chosen.names()[-1] == "get_available_seats"
    assert last_input(chosen)[field] == value


def test_a_need_is_passed_on_in_later_turns(chosen: Product) -> None:
    chosen.say("휠체어석 포함해서 두 장이요")
    chosen.say("B석이요")
    assert last_input(chosen)["needs"] == "휠체어석 포함해서 두 장이요"


def test_several_are_numbered_and_one_is_picked(chosen: Product) -> None:
    theatre = chosen.theatre
    rows: list[dict[str, Any]] = []

    def offer(**_: Any) -> dict[str, Any]:
        rows.extend(theatre.seats("sc-3", 2)["proposal"] for _ in range(2))
        return {"scheduleId": "sc-3", "title": "은하 정거장", "options": rows}

    theatre.tools["get_available_seats"] = offer
    said = chosen.say("두 장 B석 여러 자리 보여 주세요")
    labels = [row["seats"][0]["label"] for row in rows]
    assert said.index("1. " + labels[0]) < said.index("2. " + labels[1])
    del theatre.proposals[rows[0]["proposalId"]]
    said = chosen.say("두 번째 걸로요")
    assert chosen.calls == []
    assert labels[1] in said
    assert said.endswith("바로 선점할게요.")


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ({"ageNotice": "관람 연령은 8세 이상예요."}, "관람 연령은 8세 이상예요."),
        (
            {"error": {"code": "SEAT_TAKEN", "message": "없어요."}, "alternatives": [{"alternativeText": "다음 날"}]},
            "1. 다음 날",
        ),
        ({"error": {"code": "SALE_CLOSED", "message": "마감이에요."}, "supportText": "02-555-0100"}, "02-555-0100"),
        ({"error": {"code": "SEAT_UNKNOWN", "message": "어느 구역인가요?"}}, "어느 구역인가요?"),
    ],
)
def test_what_comes_back_without_seats_is_told(chosen: Product, result: dict[str, Any], told: str) -> None:
    chosen.theatre.refuse["get_available_seats"] = result
    assert told in chosen.say("두 장 B석이요")


def test_what_has_to_be_said_of_seats_is_said(chosen: Product) -> None:
    def offer(**_: Any) -> dict[str, Any]:
        offered = chosen.theatre.seats("sc-3", 2)
        offered["proposal"]["noteTexts"] = ["두 자리가 떨어져 있어요."]
        return offered

    chosen.theatre.tools["get_available_seats"] = offer
    assert "두 자리가 떨어져 있어요." in chosen.say("두 장 B석이요")


def test_seats_that_are_gone_give_way_to_those_in_the_same_result(chosen: Product) -> None:
    chosen.say("두 장 B석이요")
    other = chosen.theatre.seats("sc-3", 2)
    other |= {"error": {"code": "SEAT_TAKEN", "message": "방금 나갔어요."}}
    chosen.theatre.proposals.popitem()
    chosen.theatre.refuse["hold_seats"] = other
    said = chosen.say("네")
    assert chosen.names() == ["hold_seats"]
    assert "방금 나갔어요." in said
    assert other["proposal"]["seats"][0]["label"] in said


def test_where_no_date_fits_the_nearest_are_listed(product: Product) -> None:
    product.say("은하 정거장이요")
    near = {"scheduleId": "sc-2", "startsAtText": "1월 9일 (토) 14:00", "saleState": "open"}
    product.theatre.refuse["get_performance_schedules"] = {
        "performanceId": "px-11",
        "title": "은하 정거장",
        "schedules": [],
        "total": 0,
        "read": {"text": "1월 5일 (화)"},
        "alternatives": [near, near | {"scheduleId": "sc-3", "startsAtText": "1월 9일 (토) 18:30"}],
    }
    assert "1. **1월 9일 (토) 14:00**" in product.say("1월 5일이요")
    product.say("두 번째 거요")
    product.say("두 장 B석이요")
    assert last_input(product)["scheduleId"] == "sc-3"
