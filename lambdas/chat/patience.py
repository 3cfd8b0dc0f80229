"""How long a turn may go on: until its deadline, or until the person stops it."""

import threading
import time
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from megaticket.telemetry import logger

TURN_SECONDS = 60.0
WRITE_SECONDS = 15.0
"""What a write may take at most: two tries of the hold-seats function. The function ends 15 s after the turn does."""

STOP_INTERVAL_SECONDS = 0.5
"""How often the stop flag is read while a turn runs: a stop is honoured within a second."""


class TurnDeadlineError(Exception):
    """The turn has used up its time."""


class TurnStoppedError(Exception):
    """The person stopped the turn."""


class TurnPatience:
    """Checked between any two events of a turn. The flag is read beside the turn, so that no word waits for a table."""

    def __init__(self, stop_requested: Callable[[], bool], now: Callable[[], float] = time.monotonic) -> None:
        self._stop_requested = stop_requested
        self._now = now
        self._deadline = now() + TURN_SECONDS
        self._next_read = now() + STOP_INTERVAL_SECONDS
        self._is_stopped = threading.Event()
        self._reading = threading.Lock()

    def check(self, needed_seconds: float = 0.0) -> None:
        """Raises TurnDeadlineError or TurnStoppedError when the turn has to end.

        Args:
            needed_seconds: what comes next may take this long, and is not to be begun with less left.
        """
        now = self._now()
        if self._is_stopped.is_set():
            raise TurnStoppedError
        if now + needed_seconds >= self._deadline:
            raise TurnDeadlineError
        if now >= self._next_read and self._reading.acquire(blocking=False):
            self._next_read = now + STOP_INTERVAL_SECONDS
            threading.Thread(target=self._read, name="stop-flag", daemon=True).start()

    def _read(self) -> None:
        try:
            if self._stop_requested():
                self._is_stopped.set()
        except (BotoCoreError, ClientError) as error:
            # Whether somebody wants to stop is not worth the answer of everybody else.
            logger.warning("stop flag not read", extra={"error": type(error).__name__})
        finally:
            self._reading.release()
