"""The hold-seats function: payloads in and out, as the contract writes them, and its metrics."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from lambdas.hold_seats.handler import Handler, compose, make_handler
from megaticket.settings import FunctionSettings
from megaticket.telemetry import SERVICE
from tests.integration.booking.conftest import Theatre
from tests.unit.megaticket.stage import SCHEDULE_ID, SETTINGS

Event = dict[str, Any]
HOLD: Event = {
    "action": "hold",
    "userId": "alice",
    "scheduleId": SCHEDULE_ID,
    "seatIds": ["1F-B-1-2", "1F-B-1-3"],
    "expectedTotal": 304_000,
    "requestId": "request-1",
}
RELEASE: Event = {"action": "release", "userId": "alice", "holdId": "H0", "requestId": "request-2"}


@pytest.fixture
def handle(theatre: Theatre) -> Handler:
    return make_handler(theatre.booking)


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Everything of each log record, message and fields."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(str(record.__dict__))

    keeper = Keeper()
    lined = logging.getLogger(SERVICE)
    lined.addHandler(keeper)
    yield lines
    lined.removeHandler(keeper)


def metrics(capsys: pytest.CaptureFixture[str]) -> list[Event]:
    """The EMF lines on standard output."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [line for line in lines if "_aws" in line]


def test_hold(handle: Handler) -> None:
    answer = handle(HOLD)

    hold = answer["hold"]
    assert answer["ok"] is True
    assert hold == {
        "holdId": hold["holdId"],
        "scheduleId": SCHEDULE_ID,
        "performanceTitle": "별의 정원",
        "startsAtText": "12월 5일 (토) 14:00",
        "seats": [
            {"seatId": "1F-B-1-2", "label": "1층 B구역 1열 2번", "grade": "VIP석", "price": 150_000},
            {"seatId": "1F-B-1-3", "label": "1층 B구역 1열 3번", "grade": "VIP석", "price": 150_000},
        ],
        "subtotal": 300_000,
        "bookingFee": 4_000,
        "totalPrice": 304_000,
        "expiresAt": "2026-11-23T07:10:00Z",
        "expiresAtText": "16:10",
        "remainingSeconds": 600,
        "paymentUrl": f"/pay/{hold['holdId']}",
    }


def test_what_goes_out_is_json(handle: Handler) -> None:
    answer = handle(HOLD)

    assert json.loads(json.dumps(answer)) == answer


def test_a_repeat_gives_the_same_hold_with_the_seconds_left_now(handle: Handler, theatre: Theatre) -> None:
    first = handle(HOLD)["hold"]
    theatre.time.pass_by(45)

    assert handle(HOLD)["hold"] == first | {"remainingSeconds": 555}


def test_the_end_of_a_hold_past_midnight_is_tomorrow(handle: Handler, theatre: Theatre) -> None:
    theatre.time.pass_by(8 * 3600 - 300)

    hold = handle(HOLD)["hold"]

    assert (hold["expiresAt"], hold["expiresAtText"]) == ("2026-11-23T15:05:00Z", "내일 00:05")


def test_release(handle: Handler, theatre: Theatre) -> None:
    hold_id = handle(HOLD)["hold"]["holdId"]

    answer = handle(RELEASE | {"holdId": hold_id})

    assert answer["ok"] is True
    assert answer["hold"]["holdId"] == hold_id
    assert theatre.taken() == set()


def test_a_refusal_has_its_code_sentence_and_seats(handle: Handler) -> None:
    handle(HOLD)

    assert handle(HOLD | {"userId": "bob"}) == {
        "ok": False,
        "error": {
            "code": "SEAT_TAKEN",
            "message": "방금 다른 분이 먼저 선택한 좌석이에요. 다른 좌석을 찾아볼게요.",
            "seatIds": ["1F-B-1-2", "1F-B-1-3"],
        },
    }


def test_a_refusal_without_seats_names_none(handle: Handler) -> None:
    error = handle(RELEASE)["error"]

    assert error == {"code": "HOLD_NOT_FOUND", "message": "선점 내역을 찾을 수 없어요."}


WRONG: list[Any] = [
    {},
    None,
    [],
    "hold",
    {"action": "hold"},
    HOLD | {"action": "steal"},
    HOLD | {"seatIds": []},
    HOLD | {"seatIds": "1F-B-1-2"},
    HOLD | {"seatIds": [""]},
    HOLD | {"seatIds": [7]},
    HOLD | {"seatIds": [f"1F-B-1-{number}" for number in range(21)]},
    HOLD | {"seatIds": ["x" * 257]},
    HOLD | {"userId": ""},
    HOLD | {"userId": None},
    HOLD | {"requestId": ""},
    HOLD | {"requestId": "x" * 257},
    HOLD | {"expectedTotal": -1},
    HOLD | {"expectedTotal": "a lot"},
    HOLD | {"expectedTotal": 1.5},
    HOLD | {"price": 1},
    {name: value for name, value in HOLD.items() if name != "expectedTotal"},
    RELEASE | {"holdId": ""},
    RELEASE | {"seatIds": ["1F-B-1-2"]},
]


@pytest.mark.parametrize("event", WRONG)
def test_a_wrong_command_is_refused_without_a_write(handle: Handler, theatre: Theatre, event: Any) -> None:
    answer = handle(event)

    assert answer["ok"] is False
    assert answer["error"]["code"] == "INVALID_REQUEST"
    assert theatre.client.transactions == []


def test_the_log_of_a_wrong_command_names_fields_and_no_value(handle: Handler, logged: list[str]) -> None:
    handle(HOLD | {"userId": "", "seatIds": ["secret words of a person" * 20]})

    assert len(logged) == 1
    assert "userId" in logged[0]
    assert "secret words" not in logged[0]


def test_an_unexpected_fault_is_a_function_error(handle: Handler, theatre: Theatre) -> None:
    def deny() -> None:
        raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": ""}}, "TransactWriteItems")

    theatre.client.before = deny
    with pytest.raises(ClientError):
        handle(HOLD)


def test_a_hold_is_counted_with_its_latency(handle: Handler, capsys: pytest.CaptureFixture[str]) -> None:
    handle(HOLD)
    (line,) = metrics(capsys)

    assert line["_aws"]["CloudWatchMetrics"] == [
        {
            "Namespace": "MegaTicket/Booking",
            "Dimensions": [[]],
            "Metrics": [{"Name": "HoldCount", "Unit": "Count"}, {"Name": "HoldLatency", "Unit": "Milliseconds"}],
        }
    ]
    assert line["HoldCount"] == [1.0]
    assert line["HoldLatency"][0] >= 0
    assert line["service"] == "MegaTicket-Chatbot"


def test_a_refusal_is_counted_by_its_code_alone(handle: Handler, capsys: pytest.CaptureFixture[str]) -> None:
    handle(HOLD | {"expectedTotal": 1})
    (line,) = metrics(capsys)

    assert line["_aws"]["CloudWatchMetrics"] == [
        {
            "Namespace": "MegaTicket/Booking",
            "Dimensions": [["Code"]],
            "Metrics": [{"Name": "HoldRefusedCount", "Unit": "Count"}],
        }
    ]
    assert (line["HoldRefusedCount"], line["Code"]) == ([1.0], "PRICE_CHANGED")


def test_a_release_is_no_hold(handle: Handler, capsys: pytest.CaptureFixture[str]) -> None:
    hold_id = handle(HOLD)["hold"]["holdId"]
    capsys.readouterr()
    handle(RELEASE | {"holdId": hold_id})

    assert metrics(capsys) == []


def test_no_line_says_who_or_where(handle: Handler, capsys: pytest.CaptureFixture[str], logged: list[str]) -> None:
    handle(HOLD)
    handle(HOLD | {"userId": "bob"})
    handle(RELEASE)
    text = capsys.readouterr().out + "".join(logged)

    assert text
    assert not [word for word in ("alice", "bob", "1F-B", "구역", "request-1", SCHEDULE_ID) if word in text]


def test_the_composition_root_takes_its_tables_from_the_settings() -> None:
    settings = FunctionSettings(aws_region="ap-northeast-1", dynamodb_reservations_table="other")

    assert compose(settings).store.table == "other"
    assert SETTINGS.dynamodb_reservations_table != "other"
