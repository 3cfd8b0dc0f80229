"""The two ports of the bookings, where a test may crash, lose an answer, or let another request go first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from botocore.exceptions import ReadTimeoutError

CALLS = ("get_item", "transact_get_items", "transact_write_items", "query")


class CrashError(BaseException):
    """The process is gone: nothing of the operation runs on."""


@dataclass
class Trouble:
    """What happens at the call number `at` of an operation, counted over both ports from 0.

    `meanwhile` runs before or after the call, as another request would.
    """

    kind: Literal["crash before", "crash after", "lost answer", "other before", "other after"]
    at: int
    meanwhile: Callable[[], None] | None = None
    struck: bool = False


class Ports:
    """Counts the calls of the operation under way, and strikes at one of them."""

    def __init__(self) -> None:
        self._trouble: Trouble | None = None
        self._count = 0
        self.names: list[str] = []

    @contextmanager
    def troubled(self, trouble: Trouble | None) -> Iterator[None]:
        """One operation, with its trouble."""
        self._trouble, self._count, self.names = trouble, 0, []
        try:
            yield
        finally:
            self._trouble = None

    def call(self, name: str, run: Callable[[], Any], *, is_write: bool) -> Any:
        """Passes a call on, with whatever is to happen at it."""
        number, self._count = self._count, self._count + 1
        self.names.append(name)
        trouble = self._trouble
        if trouble is None or trouble.at != number or trouble.struck:
            return run()
        trouble.struck = True
        self._strike(trouble, "before")
        answer = run()
        if trouble.kind == "lost answer" and is_write:
            raise ReadTimeoutError(endpoint_url="http://127.0.0.1")
        self._strike(trouble, "after")
        return answer

    def _strike(self, trouble: Trouble, when: str) -> None:
        if trouble.kind == f"crash {when}":
            raise CrashError
        if trouble.kind == f"other {when}" and trouble.meanwhile:
            # Another request has ports of its own: it is neither counted nor struck.
            self._trouble = None
            trouble.meanwhile()
            self._trouble = trouble


class PortedClient:
    """A DynamoDB client whose calls pass through the ports."""

    def __init__(self, client: Any, ports: Ports) -> None:
        self._client = client
        self._ports = ports

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)
        if name not in CALLS:
            return call
        return lambda **request: self._ports.call(
            name, lambda: call(**request), is_write=name == "transact_write_items"
        )
