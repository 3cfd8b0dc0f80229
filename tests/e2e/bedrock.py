"""The local Bedrock's control API: faults ordered by request, and the journal of what the chat asked."""

import json
from typing import Any

import httpx

Json = dict[str, Any]
KEPT = 200
"""The service keeps this many requests, so the journal is collected after each test."""


class Bedrock:
    """Orders faults, and remembers every request of the session."""

    def __init__(self, http: httpx.Client, control_url: str) -> None:
        self._http = http
        self._control = control_url
        self._collected: list[Json] = []

    def order(self, kind: str, **fields: Any) -> None:
        """The next fitting request meets a fault: see devstack/bedrock/faults.py."""
        assert self._http.post(f"{self._control}/faults", json={"kind": kind, **fields}).status_code == 201

    @property
    def waiting(self) -> list[Json]:
        """The faults that no request has met yet."""
        faults: list[Json] = self._http.get(f"{self._control}/faults").json()["faults"]
        return faults

    @property
    def requests(self) -> list[Json]:
        """Every request of the session, oldest first: modelId, body, usage, outcome."""
        return [*self._collected, *self._kept()]

    def collect(self) -> None:
        """Empties the service's journal into this one, and forgets the faults that wait. Nothing may be running."""
        kept = self._kept()
        assert len(kept) < KEPT, "requests fell out of the journal before they were collected"
        self._collected += kept
        self._http.delete(f"{self._control}/requests")
        self._http.delete(f"{self._control}/faults")

    def _kept(self) -> list[Json]:
        requests: list[Json] = self._http.get(f"{self._control}/requests").json()["requests"]
        return requests


def tool_results(request: Json) -> list[Json]:
    """The results of all tool calls that a request holds, oldest first; some models take them as text."""
    blocks = [block for message in request["body"]["messages"] for block in message["content"]]
    contents = [content for block in blocks if "toolResult" in block for content in block["toolResult"]["content"]]
    return [content["json"] if "json" in content else json.loads(content["text"]) for content in contents]
