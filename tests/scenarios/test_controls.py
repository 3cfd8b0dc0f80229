"""The judge is worth something: a bot that does nothing fails whatever is to change, one that always holds whatever is refused."""

import pytest

from tests.scenarios.bots import play_holding, play_idle
from tests.scenarios.judge import judge
from tests.scenarios.records import Scenario, families
from tests.scenarios.stage import Stage

EVERY = [scenario for family in families().values() for scenario in family]


def of(outcome: str) -> list[object]:
    """All scenarios with an outcome; the quick ones in `make test`."""
    return [
        pytest.param(scenario, id=scenario.name, marks=[] if scenario.quick else [pytest.mark.slow])
        for scenario in EVERY
        if scenario.expect.outcome == outcome
    ]


def test_there_are_enough_of_each_outcome() -> None:
    outcomes = [scenario.expect.outcome for scenario in EVERY]
    assert len(EVERY) >= 80
    assert outcomes.count("changed") >= 30
    assert outcomes.count("refused") >= 30


def test_each_scenario_is_named_once_and_meets_a_model_that_misbehaves() -> None:
    assert len({scenario.name for scenario in EVERY}) == len(EVERY)
    assert [scenario.name for scenario in EVERY if not scenario.manners] == []


def test_each_refusal_is_named_and_each_change_is_told() -> None:
    expected = [scenario.expect for scenario in EVERY]
    assert [e for e in expected if e.outcome == "refused" and not (e.code or e.code_when)] == []
    assert [e for e in expected if e.outcome == "changed" and not e.holds] == []


def test_a_refusal_that_a_manner_leads_to_is_of_a_manner_that_is_played() -> None:
    assert [s.name for s in EVERY if not set(s.expect.code_when) <= set(s.manners)] == []


@pytest.mark.parametrize("scenario", of("changed"))
def test_a_bot_that_does_nothing_fails(scenario: Scenario, stage: Stage) -> None:
    assert "nothing was written" in judge(play_idle(scenario, stage))


@pytest.mark.parametrize("scenario", of("refused"))
def test_a_bot_that_always_holds_fails(scenario: Scenario, stage: Stage) -> None:
    assert any(complaint.startswith("written: HOLD#") for complaint in judge(play_holding(scenario, stage)))
