"""An execution environment: one process of a function under AWS's runtime client, and its Runtime API."""

import asyncio
import json
import sys
import time
from asyncio.subprocess import Process
from typing import Any

from devstack.functions.runtime_api import Invocation, RuntimeApi
from devstack.functions.spec import FunctionSpec, Outcome
from devstack.functions.streaming import Stream
from devstack.processes import exit_text, has_ended, kill, spawn

INIT_SECONDS = 30
"""How long a process may take to load its handler. AWS gives 10 s; here seven processes start on a laptop at once."""


class Environment:
    """Serves one invocation at a time until its process ends."""

    def __init__(self, spec: FunctionSpec) -> None:
        self._spec = spec
        self._api = RuntimeApi()
        self._starting = asyncio.Lock()
        self._process: Process | None = None
        self._exit: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def alive(self) -> bool:
        """Whether it can serve: its process has not ended."""
        return self._process is None or not has_ended(self._process)

    async def start(self) -> None:
        """Starts the process, once however often it is called. The handler may still be loading afterwards."""
        async with self._starting:
            if self._process is None:
                address = await self._api.start()
                command = self._spec.command or (sys.executable, "-m", "awslambdaric", self._spec.handler)
                self._process = await spawn(command, _variables(self._spec, address), None)
                self._watch = asyncio.create_task(self._see_exit(self._process))

    async def invoke(self, request_id: str, event: bytes) -> Outcome:
        """Runs the handler. Every end that is not its answer is an error outcome, as AWS words it; none raises."""
        await self.start()
        waiting = asyncio.create_task(self._api.waiting.wait())
        if not await self._comes(waiting, INIT_SECONDS):
            return self._failed(request_id, INIT_SECONDS)
        deadline_ms = int((time.time() + self._spec.timeout) * 1000)
        invocation = Invocation(request_id, event, self._spec.arn, deadline_ms)
        self._api.submit(invocation)
        if not await self._comes(invocation.answer, self._spec.timeout):
            return self._failed(request_id, self._spec.timeout)
        return invocation.answer.result()

    async def see_through(self, stream: Stream) -> bool:
        """Waits for the end of an answer; whether the process can go on afterwards."""
        return await self._comes(asyncio.create_task(stream.ended.wait()), self._spec.timeout)

    async def close(self) -> None:
        """Kills the process, as Lambda does, and frees the port."""
        async with self._starting:
            if self._process is not None:
                await kill(self._process)
                await self._api.stop()

    async def _see_exit(self, process: Process) -> None:
        self._exit.set_result(await process.wait())

    async def _comes(self, what: asyncio.Future[Any], seconds: float) -> bool:
        """Whether it is done before the process ends or the time is up."""
        done, _ = await asyncio.wait({what, self._exit}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if what not in done:
            what.cancel()
        return what in done

    def _failed(self, request_id: str, seconds: float) -> Outcome:
        """The error of an invocation that had no answer: the start failed, the process ended, or the time was up."""
        if self._api.init_error is not None:
            return self._api.init_error
        if self._exit.done():
            how = exit_text(self._exit.result())
            reason = "without providing a reason" if how == "exit status 0" else f"with error: {how}"
            return _error(request_id, "Runtime.ExitError", f"Runtime exited {reason}")
        return _error(request_id, "Sandbox.Timedout", f"Task timed out after {seconds:.2f} seconds")


def _error(request_id: str, kind: str, message: str) -> Outcome:
    payload = {"errorType": kind, "errorMessage": f"RequestId: {request_id} Error: {message}"}
    return Outcome(json.dumps(payload).encode(), is_error=True, ends_environment=True)


def _variables(spec: FunctionSpec, address: str) -> dict[str, str]:
    return {
        **spec.environment,
        "_HANDLER": spec.handler,
        "AWS_LAMBDA_RUNTIME_API": address,
        "AWS_LAMBDA_FUNCTION_NAME": spec.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{spec.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "devstack",
    }
