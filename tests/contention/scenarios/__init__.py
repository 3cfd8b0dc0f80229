"""Short stories with one right end each: what a condition guards against happens in at least one of them."""

from tests.contention.scenarios import changing, giving_back, paying, starting, taking, unfinished
from tests.contention.scenarios.registry import SCENARIOS, Scenario

__all__ = ["SCENARIOS", "Scenario", "changing", "giving_back", "paying", "starting", "taking", "unfinished"]
