"""Each scenario with a well-behaved model, and with models that misbehave: what counts is what the tables say in the end."""

import pytest

from tests.scenarios.judge import judge
from tests.scenarios.playing import play, transcript
from tests.scenarios.records import EVERYWHERE, Scenario, families
from tests.scenarios.stage import Stage

LAST = "recovery"
"""The family that turns the whole region around."""


def runs() -> list[object]:
    """Every scenario with each of its manners; the quick ones with the first of them in `make test`."""
    ordered = sorted(families(), key=lambda family: family == LAST)
    return [
        pytest.param(
            scenario,
            manner,
            id=f"{family}: {scenario.name} [{manner or 'well-behaved'}]",
            marks=_marks(scenario, manner),
        )
        for family in ordered
        for scenario in families()[family]
        for manner in ("", *scenario.manners, *EVERYWHERE)
    ]


def _marks(scenario: Scenario, manner: str) -> list[pytest.MarkDecorator]:
    missing = [pytest.mark.xfail(reason=scenario.missing)] if scenario.missing else []
    return missing if scenario.quick and manner in {"", scenario.manners[0]} else [*missing, pytest.mark.slow]


@pytest.mark.parametrize(("scenario", "manner"), runs())
def test_scenario(scenario: Scenario, manner: str, stage: Stage) -> None:
    played = play(scenario, stage, manner)
    complaints = judge(played, manner)
    assert not complaints, "\n".join(["", *complaints, "", *transcript(played)])
