"""Whatever a body holds, it is a request of the contract or one of its two refusals."""

import json
from typing import Any

import pytest

from lambdas.chat.bodies import ApiError, parse_chat, parse_stop
from lambdas.chat.protocol import MAX_BODY_BYTES
from megaticket.errors import ErrorCode


def code_of(body: bytes) -> ErrorCode:
    with pytest.raises(ApiError) as refused:
        parse_chat(body)
    return refused.value.code


def body(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def test_every_field_of_the_contract_is_read() -> None:
    selection = {"scheduleId": "PF1-20261205-1400", "seatIds": ["1F-B-7-15"]}
    asked = parse_chat(
        body(message=" 안녕 ", conversationId="c1", clientMessageId="m1", confirm="P1", selection=selection)
    )
    assert (asked.message, asked.conversation_id, asked.client_message_id, asked.confirm) == ("안녕", "c1", "m1", "P1")
    assert asked.selection is not None
    assert asked.selection.seat_ids == ("1F-B-7-15",)


@pytest.mark.parametrize(("length", "refused"), [(2000, None), (2001, ErrorCode.MESSAGE_TOO_LONG)])
@pytest.mark.parametrize("character", ["가", "a", "🎫"])
def test_a_message_has_at_most_2000_characters(character: str, length: int, refused: ErrorCode | None) -> None:
    # Escaped as \uXXXX, which is the longest that a client may write them.
    sent = body(message=character * length)
    assert len(sent) < MAX_BODY_BYTES
    if refused:
        assert code_of(sent) == refused
    else:
        assert len(parse_chat(sent).message) == length


@pytest.mark.parametrize("blank", ["", " ", "\n\t ", "\u3000", "\x1c\x1f"])
def test_a_blank_message_is_refused(blank: str) -> None:
    assert code_of(body(message=blank)) == ErrorCode.INVALID_REQUEST


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="empty"),
        pytest.param("안녕하세요".encode(), id="no JSON"),
        pytest.param('{"message": "안녕"}'.encode("utf-16"), id="not UTF-8"),
        pytest.param(b'{"message": "\xff"}', id="broken UTF-8"),
        pytest.param(b'{"message": "a"', id="cut off"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[]", id="list"),
        pytest.param(b'"text"', id="text"),
        pytest.param(b"1e999", id="infinite"),
        pytest.param(b"9" * 5000, id="endless number"),
        pytest.param(b"[" * 30_000, id="deep nesting"),
        pytest.param(b'{"message":' + b'{"a":' * 5_000, id="deep objects"),
        pytest.param(b'{"message": "\\ud800"}', id="lone surrogate"),
        pytest.param(body(message="a", conversationId="\ud800"), id="lone surrogate in an id"),
        pytest.param(body(), id="no message"),
        pytest.param(body(message=None), id="null message"),
        pytest.param(body(message=7), id="number as message"),
        pytest.param(body(message=["a"]), id="list as message"),
        pytest.param(body(message="a", userId="bora"), id="unknown field"),
        pytest.param(body(message="a", conversationId="a b"), id="id with a space"),
        pytest.param(body(message="a", conversationId=""), id="empty id"),
        pytest.param(body(message="a", clientMessageId="x" * 129), id="long id"),
        pytest.param(body(message="a", clientMessageId="x\n"), id="id with a line break"),
        pytest.param(body(message="a", confirm=True), id="confirm is no id"),
        pytest.param(body(message="a", selection={"scheduleId": "s", "seatIds": []}), id="selection of nothing"),
        pytest.param(body(message="a", selection={"scheduleId": "s", "seatIds": ["x"] * 21}), id="too many seats"),
    ],
)
def test_a_body_of_another_form_is_refused(sent: bytes) -> None:
    assert code_of(sent) == ErrorCode.INVALID_REQUEST


@pytest.mark.parametrize("sent", [b"", b"{}", b'{"turnId": 1}', b'{"turnId": "T1", "more": 1}', b"[" * 30_000])
def test_a_stop_names_its_turn_and_nothing_else(sent: bytes) -> None:
    with pytest.raises(ApiError) as refused:
        parse_stop(sent)
    assert refused.value.code == ErrorCode.INVALID_REQUEST


def test_a_stop_is_read() -> None:
    assert parse_stop(b'{"turnId": "T000001"}').turn_id == "T000001"
