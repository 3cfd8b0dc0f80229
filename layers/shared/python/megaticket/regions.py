"""Which region may write: the control item, or the environment where there is none."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class RegionControl:
    """Who writes now.

    Attributes:
        region: this process's AWS region.
        active_region: the one region that writes, None where the environment decides.
        role: this region's role by the environment.
        recovery_mode: whether the environment says that Tokyo stands in for Seoul.
        epoch: the control item's counter, stored with every write as `writerEpoch`.
    """

    region: str
    role: Literal["main", "dr"] = "main"
    recovery_mode: bool = False
    active_region: str | None = None
    epoch: int = 0

    def may_write(self) -> bool:
        """Main writes; the other region writes only in recovery mode; a control item decides over both."""
        if self.active_region is not None:
            return self.active_region == self.region
        return self.role == "main" or self.recovery_mode
