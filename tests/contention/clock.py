"""One clock for every process of a run: the real time at first, and then many times as fast, so that holds end."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class MovedClock:
    """Seconds since 1970, equal in all processes of a machine.

    Attributes:
        began: the real time at the beginning of the run.
        mark: the machine's monotonic clock at that moment.
        quiet: for how many seconds time is real.
        factor: how fast it runs afterwards.
    """

    began: float
    mark: float
    quiet: float
    factor: float

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "MovedClock":
        """Reads MOVED_CLOCK, as `text` writes it."""
        began, mark, quiet, factor = map(float, environ["MOVED_CLOCK"].split())
        return cls(began, mark, quiet, factor)

    @property
    def text(self) -> str:
        """The clock as a variable."""
        return f"{self.began!r} {self.mark!r} {self.quiet} {self.factor}"

    @property
    def elapsed(self) -> float:
        """Real seconds since the beginning."""
        return time.monotonic() - self.mark

    def seconds(self) -> float:
        """Now."""
        elapsed = self.elapsed
        return self.began + min(elapsed, self.quiet) + max(0.0, elapsed - self.quiet) * self.factor

    def __call__(self) -> datetime:
        """Now, as booking wants it."""
        return datetime.fromtimestamp(self.seconds(), UTC)
