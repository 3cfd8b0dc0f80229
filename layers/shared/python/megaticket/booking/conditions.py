"""The condition that two kinds of rows share: the hold that they name has ended."""

from typing import Any

from megaticket.booking.transitions import Moment
from megaticket.dynamo import Item, values

Write = dict[str, Any]
"""One element of TransactItems."""


def expired(moment: Moment, grace: int, *, may_be_paid: bool) -> tuple[str, dict[str, str], Item]:
    """The condition that a row's hold has ended, with its names and values; in recovery a rescued one has not.

    Args:
        moment: now.
        grace: for how many seconds after its end the hold counts as alive.
        may_be_paid: whether rows of this kind say that the lost region may have charged for them.
    """
    ended, bound = "expiresAt < :over", values(over=moment.now - grace)
    control = moment.control
    if control.grace_ends is None or control.recovery_start is None:
        return ended, {}, bound
    after_rescue = moment.now > control.grace_ends + grace
    if after_rescue and not may_be_paid:
        return ended, {}, bound
    # Rescued: made elsewhere, before recovery began, and alive when the other region was lost.
    rescued = "#region <> :here AND holdingCreatedAt < :start AND expiresAt >= :outage"
    if after_rescue:
        # Only a row that the lost region may have charged for still waits, until the provider was asked.
        rescued += " AND attribute_exists(paying)"
    bound |= values(
        here=control.region, start=control.recovery_start, outage=control.outage_start or control.recovery_start
    )
    return f"{ended} AND NOT ({rescued})", {"#region": "region"}, bound
