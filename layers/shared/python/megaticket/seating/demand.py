"""How many people choose seats at one time, as far as anybody can know it, and how long to step back after a refusal."""

import random
from dataclasses import dataclass
from datetime import datetime

from megaticket.catalog.models import Schedule

OPENING_SECONDS = 120
"""When a sale has just opened, nothing that is taken shows yet how many have come."""

OPENING_CROWD = 200
"""How many people are then thought to choose at one time."""

OFFER_SECONDS = 10
"""Between an offer and its hold: whoever holds in the meantime was choosing at the same time."""

REFUSED_CROWD = 50
"""Somebody was faster: the first refusal says that many choose; each further one, four times as many."""

STEP_BACK = 4.0
"""A refused person waits up to so many times what the refused attempt took: it measures how busy the system is."""

LONGEST_STEP_BACK_SECONDS = 10.0


@dataclass(frozen=True)
class Demand:
    """What a person's request shows of the demand.

    Args:
        seconds_on_sale: since the sale opened.
        refusals: how often the person was refused seats of this date because somebody was faster.
    """

    seconds_on_sale: float
    refusals: int = 0

    def crowd(self, parties_seated: float) -> int:
        """How many people choose at one time where so many parties have been seated since the sale opened."""
        opening = OPENING_CROWD if self.seconds_on_sale < OPENING_SECONDS else 0
        pace = parties_seated / max(self.seconds_on_sale, 1.0)
        refused = REFUSED_CROWD * 4 ** (min(self.refusals, 5) - 1) if self.refusals else 0
        return max(opening, refused, round(pace * OFFER_SECONDS))


def demand_at(schedule: Schedule, now: datetime, refusals: int = 0) -> Demand:
    """The demand for a date at `now`."""
    return Demand((now - schedule.sale_opens_at).total_seconds(), refusals)


def step_back_seconds(attempt_seconds: float) -> float:
    """How long to wait before the search that follows a refusal; other people's attempts then land first.

    Without it everybody who was refused reads at one time again, before any of them has written.
    """
    return min(random.uniform(0, STEP_BACK * attempt_seconds), LONGEST_STEP_BACK_SECONDS)
