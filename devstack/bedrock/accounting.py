"""Tokens and the prompt cache, counted as the service counts them.

The estimator is a rule of thumb, the same for every model: a character beyond ASCII (Korean above all) is one token,
four ASCII characters are one. The cache works on exact bytes in the order tools, system, messages: a cachePoint stores
everything before it; a later request reads the longest stored prefix that it repeats. A prefix below the model's minimum
is silently not cached.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic
from typing import Any, Protocol

from devstack.bedrock.families import Family

ASCII_CHARACTERS_PER_TOKEN = 4
TTL_SECONDS = {"5m": 300.0, "1h": 3600.0}


class Clock(Protocol):
    """Seconds that only grow."""

    def __call__(self) -> float: ...


@dataclass(frozen=True)
class InputUsage:
    """Tokens of a request: what was neither read nor written, what was read, what was written by TTL."""

    uncached: int
    read: int = 0
    written: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Every token of the request."""
        return self.uncached + self.read + sum(self.written.values())


@dataclass(frozen=True)
class Boundary:
    """The end of one content block: the hash and the tokens of everything up to it."""

    digest: bytes
    tokens: int
    ttl: str | None = None
    """Set where a cachePoint follows."""


@dataclass
class PrefixCache:
    """What earlier requests stored, by model and prefix, with the time at which each entry ends."""

    clock: Clock = monotonic
    entries: dict[tuple[str, bytes], float] = field(default_factory=dict)

    def account(self, model_id: str, family: Family, body: Mapping[str, Any]) -> InputUsage:
        """Count a request, and store the prefixes that its cachePoints close."""
        boundaries = list(prefix_boundaries(body))
        total = boundaries[-1].tokens if boundaries else 0
        points = [index for index, at in enumerate(boundaries) if at.ttl and at.tokens >= family.cache_minimum]
        read = max((self._stored(model_id, family, boundaries, index) for index in points), default=0)
        written: dict[str, int] = {}
        counted = read
        for index in points:
            point = boundaries[index]
            self.entries[model_id, point.digest] = self.clock() + TTL_SECONDS[str(point.ttl)]
            if point.tokens > counted:
                written[str(point.ttl)] = written.get(str(point.ttl), 0) + point.tokens - counted
                counted = point.tokens
        return InputUsage(total - counted, read, written)

    def _stored(self, model_id: str, family: Family, boundaries: Sequence[Boundary], index: int) -> int:
        """Tokens of the longest live prefix that ends at a cachePoint, or within the family's lookback before it."""
        for position in range(index, max(-1, index - family.cache_lookback - 1), -1):
            boundary = boundaries[position]
            live = self.entries.get((model_id, boundary.digest), 0.0) > self.clock()
            if live and boundary.tokens >= family.cache_minimum:
                return boundary.tokens
        return 0


def prefix_boundaries(body: Mapping[str, Any]) -> Iterator[Boundary]:
    """The ends of all content blocks, in the order in which the service reads a request."""
    digest, tokens = sha256(), 0
    waiting: Boundary | None = None
    for place, element in elements(body):
        if "cachePoint" in element and waiting:
            waiting = Boundary(waiting.digest, waiting.tokens, element["cachePoint"].get("ttl", "5m"))
            continue
        if waiting:
            yield waiting
        text = element_text(element)
        digest.update(f"{place}\0{text}\0".encode())
        tokens += estimate_tokens(text)
        waiting = Boundary(digest.digest(), tokens)
    if waiting:
        yield waiting


def elements(body: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(place, element) of tools, system and messages; a message's place says its role."""
    for tool in (body.get("toolConfig") or {}).get("tools", []):
        yield "tools", tool
    for block in body.get("system", []):
        yield "system", block
    for index, message in enumerate(body.get("messages", [])):
        for block in message["content"]:
            yield f"{index} {message['role']}", block


def element_text(element: Mapping[str, Any]) -> str:
    """What the model reads of an element: its text, or its JSON."""
    return str(element["text"]) if "text" in element else json.dumps(element, ensure_ascii=False)


def estimate_tokens(text: str) -> int:
    """Tokens of a text, rounded up."""
    plain = sum(character.isascii() for character in text)
    return len(text) - plain + -(-plain // ASCII_CHARACTERS_PER_TOKEN)


def usage_fields(usage: InputUsage, output: int) -> dict[str, Any]:
    """The `usage` of a metadata event. `inputTokens` leaves out what was read from or written to the cache."""
    written = sum(usage.written.values())
    fields: dict[str, Any] = {
        "inputTokens": usage.uncached,
        "outputTokens": output,
        "totalTokens": usage.total + output,
        "cacheReadInputTokens": usage.read,
        "cacheWriteInputTokens": written,
    }
    if written:
        fields["cacheDetails"] = [{"ttl": ttl, "inputTokens": tokens} for ttl, tokens in usage.written.items()]
    return fields
