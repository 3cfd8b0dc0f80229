"""The encoder, read back by botocore's own parser."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from botocore.eventstream import ChecksumMismatch, EventStreamBuffer

from devstack.bedrock.eventstream import encode_event, encode_exception


def read(chunks: Iterable[bytes]) -> list[Any]:
    """The messages that botocore finds in chunks of bytes."""
    buffer: Any = EventStreamBuffer()
    messages: list[Any] = []
    for chunk in chunks:
        buffer.add_data(chunk)
        messages.extend(buffer)
    return messages


def test_botocore_reads_an_event_back() -> None:
    [message] = read([encode_event("contentBlockDelta", {"delta": {"text": "안녕 🎻"}, "contentBlockIndex": 0})])
    assert message.headers == {
        ":event-type": "contentBlockDelta",
        ":content-type": "application/json",
        ":message-type": "event",
    }
    assert json.loads(message.payload) == {"delta": {"text": "안녕 🎻"}, "contentBlockIndex": 0}


def test_messages_arrive_however_the_bytes_are_cut() -> None:
    data = encode_event("messageStart", {"role": "assistant"}) + encode_exception("throttlingException", "slow down")
    messages = read(bytes([byte]) for byte in data)
    assert [message.headers[":message-type"] for message in messages] == ["event", "exception"]
    assert messages[1].headers[":exception-type"] == "throttlingException"


@pytest.mark.parametrize("place", [5, 40, -1])
def test_a_changed_byte_breaks_a_checksum(place: int) -> None:
    data = bytearray(encode_event("messageStart", {"role": "assistant"}))
    data[place] ^= 1
    with pytest.raises(ChecksumMismatch):
        read([bytes(data)])
