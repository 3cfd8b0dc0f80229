"""Which region may write, and which holds of the lost region are kept alive."""

from dataclasses import dataclass
from typing import Literal

RECOVERY_GRACE_SECONDS = 15 * 60
"""How long after the start of recovery a rescued hold can still be paid."""


@dataclass(frozen=True)
class RegionControl:
    """Who writes now. Times are seconds since 1970.

    Attributes:
        region: this process's AWS region.
        role: this region's role by the environment.
        recovery_mode: whether Tokyo stands in for Seoul.
        recovery_start: when it began to; holds made before are rescued.
        outage_start: when Seoul was lost; holds that had ended by then are not rescued.
        active_region: the one region that writes, None where there is no control item and the environment decides.
        epoch: the control item's counter, stored with every write as `writerEpoch`.
    """

    region: str
    role: Literal["main", "dr"] = "main"
    recovery_mode: bool = False
    recovery_start: int | None = None
    outage_start: int | None = None
    active_region: str | None = None
    epoch: int = 0

    def may_write(self) -> bool:
        """Main writes; the other region writes only in recovery mode; a control item decides over both."""
        if self.active_region is not None:
            return self.active_region == self.region
        return self.role == "main" or self.recovery_mode

    def protected_until(self, region: str, created_at: int, expires_at: int) -> int:
        """Until when recovery keeps a hold of the lost region alive; 0 for one that it does not rescue.

        Args:
            region: where the hold was made.
            created_at: when it was made.
            expires_at: when it would have ended.
        """
        if not self.recovery_mode or self.recovery_start is None:
            return 0
        was_live = expires_at >= (self.outage_start or self.recovery_start)
        rescued = region != self.region and created_at < self.recovery_start and was_live
        return self.recovery_start + RECOVERY_GRACE_SECONDS if rescued else 0
