"""What recovery makes of a hold, for everybody who shows it."""

from typing import Literal

from megaticket.booking.models import UNPAID, Hold, HoldState
from megaticket.booking.transitions import Moment


def prolonged(hold: Hold, moment: Moment) -> Hold:
    """The hold with the end that it has: a rescued one that is not paid ends when recovery's grace does."""
    if moment.state_of(hold) not in UNPAID:
        return hold
    return hold.model_copy(update={"expires_at": max(hold.expires_at, moment.protected_until(hold))})


def recovery_status(hold: Hold, moment: Moment) -> Literal["dr_recovered", "dr_reserved"] | None:
    """In recovery: a hold that was rescued, or a reservation that the standing-in region made; None for all others."""
    control, state = moment.control, moment.state_of(hold)
    if not control.recovery_mode or control.recovery_start is None:
        return None
    if moment.protected_until(hold) and state in UNPAID | {HoldState.APPROVING}:
        return "dr_recovered"
    made_here = hold.holding_created_at >= control.recovery_start
    return "dr_reserved" if made_here and state == HoldState.CONFIRMED else None
