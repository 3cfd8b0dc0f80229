"""An answer that goes out while its function still runs: the response mode "streaming" of the Runtime API."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

MODE_HEADER = "Lambda-Runtime-Function-Response-Mode"
STREAMING = "streaming"
AFTER_PRELUDE = b"\0" * 8


class BrokenOffError(Exception):
    """The function ended in the middle of its answer."""


class Stream:
    """A prelude, {"statusCode", "headers", "cookies"}, and then the chunks of a body, in the order of their coming.

    `ended` is set once the function has sent everything, or has ended without.
    """

    def __init__(self) -> None:
        self.ended = asyncio.Event()
        self._prelude: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._chunks: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._begun = b""
        self._broken = False

    def feed(self, chunk: bytes) -> None:
        """Takes what the function has sent."""
        if self._prelude.done():
            self._chunks.put_nowait(chunk)
            return
        prelude, separator, rest = (self._begun + chunk).partition(AFTER_PRELUDE)
        if not separator:
            self._begun = prelude
            return
        self._prelude.set_result(prelude)
        self._chunks.put_nowait(rest)

    def end(self, *, broken: bool = False) -> None:
        """Nothing more comes. `broken` where the function did not get to its end."""
        self._broken = broken
        if not self._prelude.done():
            self._prelude.set_result(b"")
        self._chunks.put_nowait(None)
        self.ended.set()

    async def prelude(self) -> Any:
        """The prelude's JSON. Raises ValueError where none came."""
        return json.loads(await self._prelude)

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body, each chunk as soon as it is there. Raises BrokenOffError in the place of an end."""
        while (chunk := await self._chunks.get()) is not None:
            if chunk:
                yield chunk
        if self._broken:
            raise BrokenOffError
