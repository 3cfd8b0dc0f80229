"""Starts processes, waits until each is up, and ends them all when one of them ends."""

import asyncio
import contextlib
import time
from asyncio.subprocess import Process
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from devstack.parts import Part
from devstack.processes import end, exit_text, spawn

POLL_SECONDS = 0.05
ANSWER_SECONDS = 2
TAIL_LINES = 20
METRICS = '"_aws"'
"""What marks a line of metrics (EMF): no help to somebody who looks for the cause of an end."""


class StackError(Exception):
    """Why the stack cannot go on, in words for the person who started it."""


class Supervisor:
    """Keeps the parts running. Their output goes to `logs`/<part>.log, emptied at the start."""

    def __init__(self, parts: Sequence[Part], logs: Path) -> None:
        self._parts = parts
        self._logs = logs
        self._up = {part.name: asyncio.Event() for part in parts}

    async def run(self, prepare: Callable[["Supervisor"], Coroutine[Any, Any, None]]) -> None:
        """Starts all parts at once and `prepare` beside them; goes on until it is cancelled.

        Raises StackError as soon as a part ends, does not come up or `prepare` fails. However it returns, no part runs
        any more.
        """
        self._logs.mkdir(parents=True, exist_ok=True)
        try:
            async with asyncio.TaskGroup() as group:
                for part in self._parts:
                    group.create_task(self._keep(part))
                group.create_task(prepare(self))
        except* StackError as errors:
            raise StackError("\n".join(map(str, errors.exceptions))) from None

    async def up(self, *names: str) -> None:
        """Waits until the parts of these names, or all of them, are up."""
        for name in names or self._up:
            await self._up[name].wait()

    async def _keep(self, part: Part) -> None:
        started = time.monotonic()
        with self._log(part).open("wb") as log:
            process = await _start(part, log)
        try:
            await self._wait_until_up(part, process)
            what = "  ".join(filter(None, (part.url, part.note)))
            print(f"{part.name:<9} {what}  {time.monotonic() - started:.1f} s", flush=True)
            self._up[part.name].set()
            raise self._ended(part, await process.wait())
        finally:
            await end(process)

    async def _wait_until_up(self, part: Part, process: Process) -> None:
        deadline = time.monotonic() + part.timeout
        while not await answers(part):
            if process.returncode is not None:
                raise self._ended(part, process.returncode)
            if time.monotonic() > deadline:
                raise StackError(f"{part.name} is not up after {part.timeout:g} s. {self._tail(part)}")
            await asyncio.sleep(POLL_SECONDS)

    def _ended(self, part: Part, returncode: int) -> StackError:
        return StackError(f"{part.name} ended ({exit_text(returncode)}). {self._tail(part)}")

    def _tail(self, part: Part) -> str:
        written = self._log(part).read_text("utf-8", errors="replace").splitlines()
        lines = [line for line in written if METRICS not in line][-TAIL_LINES:]
        return "\n".join([f"The end of {self._log(part)}:", *(f"  {line}" for line in lines)])

    def _log(self, part: Part) -> Path:
        return self._logs / f"{part.name}.log"


async def answers(part: Part) -> bool:
    """Whether the part's health route answers as it should; a part without an address needs to run, no more."""
    if not part.url:
        return True
    with contextlib.suppress(OSError, ValueError, IndexError):  # TimeoutError is an OSError
        # Python 3.11's wait_for may swallow a cancellation, and the stack would then run on with a part that has ended.
        async with asyncio.timeout(ANSWER_SECONDS):
            return await _status(part) == part.health_status
    return False


async def _start(part: Part, log: IO[bytes]) -> Process:
    try:
        return await spawn(part.command, part.environment, log)
    except OSError as error:
        raise StackError(f"{part.name} cannot be started: {error}") from None


async def _status(part: Part) -> int:
    """The HTTP status of the health route. Raises OSError, ValueError or IndexError where there is no HTTP answer."""
    address = urlsplit(part.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        request = f"GET {part.health_path} HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\n\r\n"
        writer.write(request.encode())
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()
