"""What the judge complains of, on rows and events written by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from megaticket.dynamo import from_item
from tests.e2e.catalogue import House, Json
from tests.e2e.client import Answer, Event
from tests.scenarios.hall import items
from tests.scenarios.houses import Scene
from tests.scenarios.judge import judge
from tests.scenarios.playing import Played
from tests.scenarios.records import Expectation

STORED = {table: [from_item(row) for row in rows] for table, rows in items(date(2026, 12, 1)).items()}
SECTIONS = tuple(row for row in STORED["venues"] if row["sk"] != "VENUE")
HOUSE, OTHER = (House(STORED["performances"][0], date_, SECTIONS) for date_ in STORED["schedules"][:2])
SEATS = ["1F-A-3-1", "1F-A-3-2"]
LABELS = ["1층 A구역 3열 1번", "1층 A구역 3열 2번"]
TOLD = f"{LABELS[0]}, {LABELS[1]}, 모두 88,000원. 21:00까지. [결제 완료하러 가기](/pay/H1A)"


def rows(sub: str = "me", hold_id: str = "H1A", **changed: Any) -> list[Json]:
    """A hold of two seats with all that belongs to it."""
    seats = [
        {"seatId": seat, "label": label, "grade": "S", "price": 43_000}
        for seat, label in zip(SEATS, LABELS, strict=True)
    ]
    hold: Json = {
        "pk": f"HOLD#{hold_id}",
        "sk": "HOLD",
        "holdId": hold_id,
        "userId": sub,
        "state": "HOLDING",
        "seats": seats,
    }
    hold |= {"scheduleId": HOUSE.schedule_id, "totalPrice": 88_000, "expiresAt": 600, **changed}
    taken = {"pk": f"SCHEDULE#{HOUSE.schedule_id}#SECTION#1F-A", "state": "HELD", "holdId": hold_id}
    limit = {"pk": f"USER#{sub}", "sk": f"SCHEDULE#{HOUSE.schedule_id}", "liveHoldId": hold_id}
    return [hold, *(taken | {"sk": f"SEAT#3#{number}"} for number in (1, 2)), limit]


def answer(text: str = TOLD, kind: str = "HOLD_CREATED") -> Answer:
    data = {"holdId": "H1A", "expiresAtText": "21:00", "labels": LABELS}
    return Answer(200, (Event("", "action", {"type": kind, "data": data}), Event("", "text", {"delta": text})))


HELD = Played(
    sub="me",
    scene=Scene(HOUSE, OTHER, "S"),
    expected=Expectation.model_validate({"outcome": "changed", "holds": [{"seats": 2, "grade": "S"}]}),
    said=(),
    before=(),
    after=rows(),
    answers=(answer(),),
    at=500,
)
REFUSED = replace(
    HELD,
    expected=Expectation(outcome="refused", code="SEAT_TAKEN"),
    after=(),
    answers=(Answer(200, (Event("", "text", {"delta": "다른 분이 먼저 선택했어요."}),)),),
    codes=frozenset({"SEAT_TAKEN"}),
)


def test_what_is_as_expected_is_right() -> None:
    assert judge(HELD) == []
    assert judge(REFUSED) == []


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"state": "RELEASED"}, "state RELEASED"),
        ({"expiresAt": 100}, "state EXPIRED"),
        ({"totalPrice": 86_000}, "86000 won"),
        ({"scheduleId": OTHER.schedule_id}, "date"),
        ({"extensions": 1}, "extended 1"),
    ],
)
def test_a_hold_that_is_another_one(changed: Json, complaint: str) -> None:
    assert complaint in str(judge(replace(HELD, after=rows(**changed))))


def test_seats_and_limit_must_agree_with_their_hold() -> None:
    assert "seats stored" in str(judge(replace(HELD, after=[*rows()[:2], rows()[3]])))
    assert "the limit names" in str(judge(replace(HELD, after=rows()[:3])))


def test_two_holds_are_one_too_many() -> None:
    assert "another hold" in str(judge(replace(HELD, after=[*rows(), *rows(hold_id="H2B")])))


def test_a_hold_that_was_there_before_is_no_new_one() -> None:
    assert "a hold from before" in str(judge(replace(HELD, before=rows())))


def test_nothing_of_others_may_change() -> None:
    assert "somebody else's" in str(judge(replace(HELD, after=[*rows(), *rows("you", "H3C")])))


def test_a_refusal_writes_nothing_and_is_named() -> None:
    assert "written" in str(judge(replace(REFUSED, after=rows())))
    assert "refused by nothing" in str(judge(replace(REFUSED, codes=frozenset())))
    assert "action HOLD_CREATED" in str(judge(replace(REFUSED, answers=(answer(),))))


@pytest.mark.parametrize("part", ["결제 완료하러 가기", "/pay/H1A", "21:00"])
def test_a_hold_is_told_with_its_end_and_the_way_to_pay(part: str) -> None:
    assert "a hold without" in str(judge(replace(HELD, answers=(answer(TOLD.replace(part, "")),))))


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("1층 A구역 3열 3번도 있어요", "invented seat"),
        ("모두 44,111원이에요", "invented amount"),
        ("https://pay.example 에서", "foreign link"),
        ("/pay/H9Z 에서", "foreign link"),
        ("국민 123456-01-123456", "account number"),
        ("취소표가 곧 나올 거예요", "promised"),
        ("예매가 완료됐어요", "promised"),
    ],
)
def test_words_without_ground(words: str, complaint: str) -> None:
    assert complaint in str(judge(replace(HELD, answers=(answer(f"{TOLD} {words}"),)), "gullible"))


def test_what_must_be_said_is_asked_of_a_well_behaved_model_alone() -> None:
    silent = replace(REFUSED, expected=REFUSED.expected.model_copy(update={"says": ("4매",)}))
    assert judge(silent) == ["not said: 4매"]
    assert judge(silent, "loops") == []
