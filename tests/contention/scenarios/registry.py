"""Where scenarios are known by their names."""

from collections.abc import Callable

from tests.contention.world import World

Scenario = Callable[[World], None]
SCENARIOS: dict[str, Scenario] = {}


def scenario(play: Scenario) -> Scenario:
    """Registers a scenario under its function's name."""
    return register(play.__name__.replace("_", " "), play)


def register(name: str, play: Scenario) -> Scenario:
    """Registers a scenario. Raises ValueError for a name that is taken."""
    if name in SCENARIOS:
        raise ValueError(name)
    SCENARIOS[name] = play
    return play
