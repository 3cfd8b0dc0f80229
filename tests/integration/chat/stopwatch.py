"""The clock that timeouts and deadlines go by, in the hands of a test."""

import threading
from dataclasses import dataclass

from tests.unit.chat.scripted import Moment

STEP_SECONDS = 3.0


@dataclass
class Stopwatch:
    """Seconds since it was made. They pass in a pause, and at every look while a model is silent."""

    seconds: float = 0.0
    is_silent: bool = False

    def __call__(self) -> float:
        if self.is_silent:
            self.seconds += STEP_SECONDS
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def silence(self) -> list[Moment]:
        """A stream from which nothing comes any more."""
        return [self.stop, threading.Event()]

    def stop(self) -> None:
        """Nobody says anything: time passes."""
        self.is_silent = True

    def go_on(self) -> None:
        """Somebody speaks again."""
        self.is_silent = False
