"""Negative controls: no part of any condition can be left out without somebody noticing.

`python -m tests.contention` prints them with what found them.
"""

import pytest

from tests.contention.noticing import found_by, sent_in
from tests.contention.requests import MOMENTS, builder_of, builders, conditions, controls
from tests.contention.scenarios import SCENARIOS
from tests.contention.world import World


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_scenario_ends_well_with_every_condition_in_place(name: str) -> None:
    SCENARIOS[name](World())


@pytest.mark.parametrize("name", builders())
def test_each_request_is_known_by_what_it_writes(name: str) -> None:
    assert {builder_of(builders()[name](moment)) for moment in MOMENTS} == {name}


def test_the_controls_are_of_every_condition_that_is_ever_sent() -> None:
    assert frozenset().union(*map(sent_in, SCENARIOS)) == set(conditions())


def test_no_part_of_a_condition_can_be_left_out_unnoticed() -> None:
    assert [control for control in controls() if found_by(control) is None] == []
