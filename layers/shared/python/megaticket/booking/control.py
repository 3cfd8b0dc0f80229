"""Who may write now: the control item, read at most every 5 s, over what the environment says."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from megaticket.clock import epoch
from megaticket.regions import RegionControl
from megaticket.settings import FunctionSettings
from megaticket.telemetry import logger

READ_INTERVAL_SECONDS = 5.0


class ControlReader:
    """Gives the current RegionControl. Safe to share between threads.

    Where there is no control item the environment decides. A reading that fails leaves the last one in force; before the
    first one it leaves as a botocore exception: nobody writes on a guess.
    """

    def __init__(
        self,
        settings: FunctionSettings,
        read: Callable[[], dict[str, Any] | None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._default = environment_control(settings)
        self._read = read
        self._now = now
        self._lock = threading.Lock()
        self._current: RegionControl | None = None
        self._read_at = 0.0

    def __call__(self) -> RegionControl:
        """The control in force."""
        with self._lock:
            if self._current is None or self._now() - self._read_at >= READ_INTERVAL_SECONDS:
                self._current = self._reading()
                self._read_at = self._now()
            return self._current

    def _reading(self) -> RegionControl:
        try:
            item = self._read()
        except Exception as error:
            if self._current is None:
                raise
            logger.warning("control unread", extra={"error": type(error).__name__})
            return self._current
        return with_item(self._default, item) if item else self._default


def environment_control(settings: FunctionSettings) -> RegionControl:
    """What the environment says of this region."""
    start = _seconds(settings.dr_recovery_start_time)
    return RegionControl(settings.aws_region, settings.region_role, settings.dr_recovery_mode, start, start)


def with_item(default: RegionControl, item: dict[str, Any]) -> RegionControl:
    """What the control item says, over the environment."""
    return replace(
        default,
        active_region=str(item["activeRegion"]),
        recovery_mode=item.get("mode") == "recovery",
        recovery_start=item.get("recoveryStart"),
        outage_start=item.get("outageStart"),
        epoch=int(item.get("epoch", 0)),
    )


def _seconds(moment: datetime | None) -> int | None:
    return epoch(moment) if moment else None
