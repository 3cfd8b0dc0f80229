"""`python -m devstack`, which `make run` calls: the whole system, until Ctrl-C."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Coroutine
from typing import Any

from devstack.settings import Settings, SettingsError
from devstack.stack import run_stack
from devstack.supervisor import StackError


async def until_signalled(work: Coroutine[Any, Any, None]) -> None:
    """Runs `work`, and cancels it at the first SIGINT, SIGTERM or SIGHUP; the others cannot disturb its clearing up."""
    task = asyncio.create_task(work)

    def stop() -> None:
        if not task.cancelling():
            task.cancel()
            with contextlib.suppress(OSError):  # whoever read along may be gone
                print("\nending every process", file=sys.stderr, flush=True)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup asks to outlive the terminal
            asyncio.get_running_loop().add_signal_handler(number, stop)
    await asyncio.wait({task})
    if not task.cancelled():
        task.result()


def main() -> int:
    """Returns the exit code: 0 after a signal, 1 where the stack could not go on."""
    try:
        asyncio.run(until_signalled(run_stack(Settings.from_environ(os.environ), os.environ)))
    except (SettingsError, StackError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
