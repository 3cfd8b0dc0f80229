"""Words for days mean other days on each day of the week: scenarios are played on all of them, whatever day it is today."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zlib import crc32

import boto3
import pytest
from moto import mock_aws

from megaticket.clock import KST, WEEKDAYS
from tests.integration.chat.world import REGION, like_dynamodb
from tests.scenarios.hall import SPECIALS
from tests.scenarios.judge import judge
from tests.scenarios.playing import transcript
from tests.scenarios.records import Press, Scenario, families
from tests.scenarios.week import Day

EVERY_DAY = "dates"
"""The family that is played on each day; of the others each scenario has a day of its own."""


def runs() -> Iterator[object]:
    """Scenarios of words and buttons about the small hall, each with its days and in turn with one of the models."""
    for family, scenarios in families().items():
        for scenario in filter(_is_talk, scenarios):
            days = range(7) if family == EVERY_DAY else [crc32(scenario.name.encode()) % 7]
            for day in days:
                manner = ("", "mishears")[day % 2]
                name = f"{family}: {scenario.name} [{WEEKDAYS[day]}] [{manner or 'well-behaved'}]"
                yield pytest.param(scenario, day, manner, id=name)


def _is_talk(scenario: Scenario) -> bool:
    kind, _, when = scenario.house.partition(" ")
    words = [move for move in scenario.say if isinstance(move, str) and move.strip()]
    buttons = [move for move in scenario.say if isinstance(move, Press)]
    only_talk = not scenario.given and len(words) + len(buttons) == len(scenario.say)
    return kind == "small" and when not in SPECIALS and only_talk and not scenario.missing


def on_weekday(weekday: int) -> date:
    """The next such day, today included: the hall's dates are ahead of it."""
    today = datetime.now(UTC).astimezone(KST).date()
    return today + timedelta(days=(weekday - today.weekday()) % 7)


@pytest.fixture(scope="module")
def day(request: pytest.FixtureRequest) -> Iterator[Day]:
    """The hall as it is stored on a day of the week; tests of one day share it."""
    with mock_aws():
        client = boto3.client("dynamodb", region_name=REGION, endpoint_url=f"https://dynamodb.{REGION}.amazonaws.com")
        like_dynamodb(client)
        yield Day(client, on_weekday(request.param))
        client.close()


@pytest.mark.slow
@pytest.mark.parametrize(("scenario", "day", "manner"), list(runs()), indirect=["day"], scope="module")
def test_on_a_day_of_the_week(scenario: Scenario, day: Day, manner: str) -> None:
    played = day.play(scenario, manner)
    complaints = judge(played, manner)
    assert not complaints, "\n".join(["", *complaints, "", *transcript(played)])
