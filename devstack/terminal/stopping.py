"""Ctrl-C during an answer: the first asks the server to stop, the second quits."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from types import FrameType

from devstack.terminal.client import ChatClient
from devstack.terminal.errors import ChatError
from devstack.terminal.state import ChatState


class Stopper:
    """Stops the running turn as soon as its id is known, while the main thread goes on reading its events."""

    def __init__(self, client: ChatClient, state: ChatState) -> None:
        """`state` learns the turn's id while the answer runs."""
        self._client = client
        self._state = state
        self._wanted = False
        self._thread: Thread | None = None

    def request(self) -> None:
        """The person wants the answer to end."""
        self._wanted = True
        self.started()

    def started(self) -> None:
        """The turn may have an id now."""
        conversation, turn = self._state.conversation_id, self._state.turn_id
        if self._wanted and conversation and turn and self._thread is None:
            self._thread = Thread(target=self._post, args=(conversation, turn), daemon=True)
            self._thread.start()

    def _post(self, conversation_id: str, turn_id: str) -> None:
        with suppress(ChatError):  # the turn then ends by itself, and the person can still quit
            self._client.stop(conversation_id, turn_id)

    @contextmanager
    def on_interrupt(self) -> Iterator[None]:
        """While open, the first Ctrl-C stops the turn and the second raises KeyboardInterrupt."""

        def first(_signal: int, _frame: FrameType | None) -> None:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self.request()

        previous = signal.signal(signal.SIGINT, first)
        try:
            yield
            if self._thread is not None:
                self._thread.join()
        finally:
            signal.signal(signal.SIGINT, previous)
