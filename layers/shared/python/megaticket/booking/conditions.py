"""The condition that two kinds of rows share: the hold that they name has ended."""

from typing import Any

from megaticket.booking.transitions import Moment
from megaticket.dynamo import Item, values

Write = dict[str, Any]
"""One element of TransactItems."""


def expired(moment: Moment, grace: int) -> tuple[str, dict[str, str], Item]:
    """The condition that a row's hold has ended, with its names and values; in recovery a rescued one has not."""
    ended, bound = "expiresAt < :over", values(over=moment.now - grace)
    control = moment.control
    if control.grace_ends is None or control.recovery_start is None:
        return ended, {}, bound
    # Rescued: made elsewhere, before recovery began, and alive when the other region was lost.
    rescued = "#region <> :here AND holdingCreatedAt < :start AND expiresAt >= :outage"
    if moment.now > control.grace_ends + grace:
        # Only a row that the lost region may have charged for still waits, until the provider was asked.
        rescued += " AND attribute_exists(paying)"
    bound |= values(
        here=control.region, start=control.recovery_start, outage=control.outage_start or control.recovery_start
    )
    return f"{ended} AND NOT ({rescued})", {"#region": "region"}, bound
