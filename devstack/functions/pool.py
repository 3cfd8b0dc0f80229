"""The environments of one function: reused when idle, added under load, replaced when dead."""

import asyncio
from collections.abc import Coroutine

from devstack.functions.environment import Environment
from devstack.functions.spec import FunctionSpec, Outcome
from devstack.functions.streaming import Stream


class ThrottledError(Exception):
    """As many invocations run already as the function may have at once."""


class Pool:
    """Finds an environment for every invocation of one function."""

    def __init__(self, spec: FunctionSpec) -> None:
        self._spec = spec
        self._idle: list[Environment] = []
        self._busy: set[Environment] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def prewarm(self) -> None:
        """Starts one environment before the first invocation asks for it, where the function is declared so."""
        if not self._spec.prewarmed:
            return
        environment = Environment(self._spec)
        self._idle.append(environment)
        await environment.start()

    async def invoke(self, request_id: str, event: bytes) -> Outcome:
        """Runs the handler in a free environment, which a stream keeps to its end. Raises ThrottledError where all are busy."""
        environment = self._take()
        try:
            outcome = await environment.invoke(request_id, event)
        except BaseException:
            self._give_back(environment, Outcome(b"", ends_environment=True))
            raise
        if outcome.stream is None:
            self._give_back(environment, outcome)
        else:
            self._start(self._give_back_after(environment, outcome.stream))
        return outcome

    async def close(self) -> None:
        """Ends every environment, busy or idle."""
        for environment in [*self._idle, *self._busy]:
            self._retire(environment)
        self._idle.clear()
        self._busy.clear()
        await asyncio.gather(*self._tasks)

    def _take(self) -> Environment:
        while self._idle:
            environment = self._idle.pop()
            if environment.alive:
                break
            self._retire(environment)
        else:
            if len(self._busy) >= self._spec.concurrency:
                raise ThrottledError
            environment = Environment(self._spec)
        self._busy.add(environment)
        return environment

    async def _give_back_after(self, environment: Environment, stream: Stream) -> None:
        can_go_on = await environment.see_through(stream)
        self._give_back(environment, Outcome(b"", ends_environment=not can_go_on))

    def _give_back(self, environment: Environment, outcome: Outcome) -> None:
        if environment not in self._busy:
            return  # the pool was closed in the meantime
        self._busy.discard(environment)
        if outcome.ends_environment or not environment.alive:
            self._retire(environment)
        else:
            self._idle.append(environment)

    def _retire(self, environment: Environment) -> None:
        self._start(environment.close())

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
