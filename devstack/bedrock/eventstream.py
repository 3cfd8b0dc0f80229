"""Messages of `application/vnd.amazon.eventstream`, as AWS's SDKs decode them.

A message is: total length, headers length, CRC32 of these two (4 bytes each, big endian), headers, payload, CRC32
of everything before. A header is: length of its name (1 byte), name, type 7 (string), length of its value (2 bytes),
value.
"""

import json
import struct
from binascii import crc32
from collections.abc import Mapping
from functools import cache
from typing import Any

MEDIA_TYPE = "application/vnd.amazon.eventstream"
STRING_HEADER = 7
FRAME_BYTES = 16
"""Bytes of a message besides its headers and payload: the prelude with its checksum, and the last checksum."""


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode_event(name: str, payload: Mapping[str, Any]) -> bytes:
    """A member of the output stream, such as `encode_event("messageStart", {"role": "assistant"})`."""
    return encode_message(event_headers(name), payload)


def encode_exception(name: str, message: str) -> bytes:
    """An exception in the middle of a stream. `name` is lowerCamel: "throttlingException"."""
    headers = {":exception-type": name, ":content-type": "application/json", ":message-type": "exception"}
    return encode_message(encode_headers(headers), {"message": message})


def encode_message(headers: bytes, payload: Mapping[str, Any]) -> bytes:
    """One message with a JSON payload."""
    body = ENCODER.encode(payload).encode()
    prelude = struct.pack("!II", FRAME_BYTES + len(headers) + len(body), len(headers))
    message = b"".join((prelude, struct.pack("!I", crc32(prelude)), headers, body))
    return message + struct.pack("!I", crc32(message))


@cache
def event_headers(name: str) -> bytes:
    """The headers of a member of the output stream: the same for each of its messages."""
    return encode_headers({":event-type": name, ":content-type": "application/json", ":message-type": "event"})


def encode_headers(headers: Mapping[str, str]) -> bytes:
    """String headers, one after the other."""
    return b"".join(encode_header(name, value) for name, value in headers.items())


def encode_header(name: str, value: str) -> bytes:
    """A string header. Its name takes at most 255 bytes, its value 65,535."""
    key, text = name.encode(), value.encode()
    return struct.pack("!B", len(key)) + key + struct.pack("!BH", STRING_HEADER, len(text)) + text
