"""One answer read twice: from Bedrock's stream with boto3 alone, and from the chat as server-sent events."""

import http.client
import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
import httpx
from botocore.config import Config

if TYPE_CHECKING:
    from types_boto3_bedrock_runtime import BedrockRuntimeClient

PIECE = 3
"""Characters of one delta of the local model, the last one apart."""

READ_BYTES = 256 * 1024
CHAT_SECONDS = 120
MODEL = "global.anthropic.claude-haiku-4-5-20251001-v1:0"


@dataclass
class Heard:
    """The pieces of an answer's text, and when each had arrived, in seconds of the machine's monotonic clock.

    `started_after` is how long after the request the chat's first event was there, in seconds.
    """

    deltas: list[str] = field(default_factory=list)
    arrived_at: list[float] = field(default_factory=list)
    started_after: float = 0.0

    @property
    def text(self) -> str:
        """The whole answer."""
        return "".join(self.deltas)

    def places(self) -> list[int]:
        """For each piece that was heard, which of the model's own pieces its last character belongs to.

        They differ where the guard has kept the end of a piece, with which a claim might begin, for the next one.
        """
        return [(end - 1) // PIECE for end in accumulate(map(len, self.deltas))]


class Emulator:
    """The control API of the local Bedrock."""

    def __init__(self, control_url: str) -> None:
        self._http = httpx.Client(base_url=control_url, timeout=CHAT_SECONDS)

    def order(self, kind: str, **fields: Any) -> None:
        """What happens to the next requests: see devstack/bedrock/faults.py."""
        self._http.delete("/requests")
        self._http.post("/faults", json={"kind": kind, **fields}).raise_for_status()

    def sent_at(self) -> list[list[float]]:
        """When the pieces of each answer since the last order left."""
        exchanges = self._http.get("/requests").json()["requests"]
        return [exchange["sentAt"] for exchange in exchanges]


class RawModel:
    """boto3 alone, as fast as it goes."""

    def __init__(self, url: str) -> None:
        self._client: BedrockRuntimeClient = boto3.client(
            "bedrock-runtime",
            region_name="ap-northeast-2",
            endpoint_url=url,
            aws_access_key_id="benchmark",
            aws_secret_access_key="benchmark",
            config=Config(read_timeout=CHAT_SECONDS, max_pool_connections=32, retries={"total_max_attempts": 1}),
        )

    def hear(self) -> Heard:
        """One answer."""
        heard = Heard()
        messages: Any = [{"role": "user", "content": [{"text": "안녕하세요"}]}]
        stream = self._client.converse_stream(modelId=MODEL, messages=messages)["stream"]
        for event in stream:
            if "contentBlockDelta" in event:
                heard.deltas.append(event["contentBlockDelta"]["delta"]["text"])
                heard.arrived_at.append(time.monotonic())
        stream.close()
        return heard


class Chat:
    """People who say one thing each, every one in a conversation of their own."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = urlsplit(environment["CHAT_URL"]).netloc
        self._tokens = environment["DEV_TOKEN_URL"]

    def token(self) -> str:
        """The token of a person whom the chat has never seen."""
        response = httpx.post(self._tokens, json={"sub": uuid.uuid4().hex}).raise_for_status()
        return str(response.json()["access_token"])

    def hear(self, token: str) -> Heard:
        """One answer."""
        body = json.dumps({"message": "안녕하세요"}).encode()
        headers = {"Authorization": f"Bearer {token}"}
        connection = http.client.HTTPConnection(self._address, timeout=CHAT_SECONDS)
        asked_at = time.monotonic()
        connection.request("POST", "/chat", body, headers)
        response = connection.getresponse()
        pieces = [(piece, time.monotonic()) for piece in iter(lambda: response.read1(READ_BYTES), b"")]
        connection.close()
        if response.status != 200:
            raise AssertionError(f"the chat answered {response.status}: {pieces}")
        return _heard(pieces, asked_at)


def _heard(pieces: list[tuple[bytes, float]], asked_at: float) -> Heard:
    heard = Heard()
    for name, data, arrived_at in _events(pieces):
        if name == "start":
            heard.started_after = arrived_at - asked_at
        elif name == "text":
            heard.deltas.append(data["delta"])
            heard.arrived_at.append(arrived_at)
        elif name in {"reset", "error"}:
            raise AssertionError(f"the chat sent {name}: {data}")
    return heard


def _events(pieces: list[tuple[bytes, float]]) -> Iterator[tuple[str, dict[str, Any], float]]:
    """(name, data, when its last byte arrived) of every event."""
    rest = b""
    for piece, arrived_at in pieces:
        *frames, rest = (rest + piece).split(b"\n\n")
        for frame in frames:
            fields = dict(line.split(": ", 1) for line in frame.decode().split("\n"))
            if "event" in fields:
                yield fields["event"], json.loads(fields["data"]), arrived_at
