"""Child processes that never outlive the one who started them."""

import asyncio
import contextlib
import ctypes
import functools
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import IO

from devstack.settings import ROOT

GRACE_SECONDS = 3.0
"""How long a process may take to end by itself after SIGTERM."""

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


async def spawn(command: Sequence[str], environment: Mapping[str, str], output: IO[bytes] | None) -> Process:
    """Starts a command in a process group of its own. Call it in the main thread: Linux ends the child with its thread.

    `output` receives both streams; None lets the child write where this process does.
    """
    return await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env=dict(environment),
        stdin=DEVNULL,
        stdout=output,
        stderr=STDOUT if output else None,
        start_new_session=True,
        preexec_fn=functools.partial(_die_with_parent, os.getpid()),
    )


@contextlib.asynccontextmanager
async def running(command: Sequence[str], environment: Mapping[str, str]) -> AsyncIterator[Process]:
    """A process for the length of a block; its whole group is ended on the way out."""
    process = await spawn(command, environment, None)
    try:
        yield process
    finally:
        await end(process)


async def end(process: Process) -> None:
    """Asks the process's group to end, and kills what is left of it after the grace."""
    _signal_group(process, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(GRACE_SECONDS):
            await process.wait()
    await kill(process)


async def kill(process: Process) -> None:
    """Kills the process's group at once."""
    _signal_group(process, signal.SIGKILL)
    await process.wait()


def has_ended(process: Process) -> bool:
    """Whether the process has ended, even where the event loop has not heard of it yet."""
    if process.returncode is not None:
        return True
    if not hasattr(os, "waitid"):  # macOS before Python 3.13
        return False
    try:
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


def exit_text(returncode: int) -> str:
    """How a process ended, in Lambda's words: "exit status 1" or "signal: killed"."""
    if returncode >= 0:
        return f"exit status {returncode}"
    return f"signal: {(signal.strsignal(-returncode) or str(-returncode)).lower()}"


def _signal_group(process: Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _die_with_parent(parent: int) -> None:
    """Runs in the child before its program: a parent that is killed outright takes the child along (Linux only)."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
