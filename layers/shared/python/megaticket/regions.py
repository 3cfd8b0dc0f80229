"""Which region may write, and which holds of the lost region are kept alive."""

from dataclasses import dataclass
from typing import Literal

RECOVERY_GRACE_SECONDS = 15 * 60
"""How long after the start of recovery a rescued hold can still be paid."""

FOREVER = 2**40
"""A time that never comes, in seconds since 1970."""


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

    @property
    def grace_ends(self) -> int | None:
        """Until when rescued holds live; None outside of recovery."""
        if not self.recovery_mode or self.recovery_start is None:
            return None
        return self.recovery_start + RECOVERY_GRACE_SECONDS

    def protected_until(self, region: str, created_at: int, expires_at: int, *, paying: bool = False) -> int:
        """Until when recovery keeps a hold of the lost region, or its seat, from others; 0 for one that is not rescued.

        Args:
            region: where the hold was made.
            created_at: when it was made.
            expires_at: when it would have ended.
            paying: whether the lost region may have charged for it: then it is freed only after the provider was asked.
        """
        if self.grace_ends is None or self.recovery_start is None:
            return 0
        was_live = expires_at >= (self.outage_start or self.recovery_start)
        rescued = region != self.region and created_at < self.recovery_start and was_live
        if not rescued:
            return 0
        return FOREVER if paying else self.grace_ends
