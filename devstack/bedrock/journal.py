"""What was asked and how it ended: the last requests, for tests and for the curious."""

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

KEPT = 200


@dataclass
class Exchange:
    """One request. `outcome` is "streaming", then "ok", "stopped" by the caller, an error's type or "fault:KIND".

    `sentAt` is when each piece of the answer left, in seconds of the machine's monotonic clock.
    """

    modelId: str  # noqa: N815 - as in the JSON of the control API
    body: Mapping[str, Any]
    usage: Mapping[str, Any] = field(default_factory=dict)
    outcome: str = "streaming"
    sentAt: list[float] = field(default_factory=list)  # noqa: N815


class Journal:
    """The last 200 exchanges, oldest first."""

    def __init__(self) -> None:
        self.exchanges: deque[Exchange] = deque(maxlen=KEPT)

    def open(self, model_id: str, body: Mapping[str, Any]) -> Exchange:
        """A new entry, for its owner to complete."""
        exchange = Exchange(model_id, body)
        self.exchanges.append(exchange)
        return exchange

    def as_json(self) -> list[dict[str, Any]]:
        """Every kept exchange as plain data."""
        return [asdict(exchange) for exchange in self.exchanges]
