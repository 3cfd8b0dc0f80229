"""A model that was silent is left alone for a while, so that the next turns do not pay for its silence again."""

import threading
import time
from collections.abc import Callable

Now = Callable[[], float]
"""Seconds that only grow."""


class Circuit:
    """One model's, for one process. Opens on a timeout; after the cool-down one call at a time probes. Thread-safe."""

    def __init__(self, cool_down_seconds: float, now: Now = time.monotonic) -> None:
        self._cool_down_seconds = cool_down_seconds
        self._now = now
        self._lock = threading.Lock()
        self._opened_at: float | None = None
        self._probing = False

    def admit(self) -> "Admission | None":
        """Leave to ask the model; None while it is to be left alone. Whoever gets leave settles or ends it."""
        with self._lock:
            if self._opened_at is None:
                return Admission(self, is_probe=False)
            if self._probing or self._now() < self._opened_at + self._cool_down_seconds:
                return None
            self._probing = True
            return Admission(self, is_probe=True)

    def open(self) -> None:
        """The model was silent: the cool-down begins."""
        with self._lock:
            self._opened_at = self._now()

    def close(self) -> None:
        """The model answers again."""
        with self._lock:
            self._opened_at = None

    def end_probe(self) -> None:
        """Another call may probe."""
        with self._lock:
            self._probing = False


class Admission:
    """One call's leave. A probe decides whether its circuit closes; an ordinary call can only open it."""

    def __init__(self, circuit: Circuit, *, is_probe: bool) -> None:
        self._circuit = circuit
        self._is_probe = is_probe

    def answered(self) -> None:
        """The model gave its answer."""
        if self._is_probe:
            self._circuit.close()

    def failed(self, *, timed_out: bool) -> None:
        """The model gave none."""
        if timed_out or self._is_probe:
            self._circuit.open()

    def end(self) -> None:
        """Gives the leave back, also where the call was given up before it said anything about the model."""
        if self._is_probe:
            self._circuit.end_probe()
