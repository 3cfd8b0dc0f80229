"""The operator's command line: what the runbook tells to type, and what is refused before it does harm."""

import re
import shlex
from datetime import UTC, datetime, timedelta

import pytest

from operations.dr import main, parser
from operations.settings import chosen_regions, deployment_settings
from stacks.tables import ROOT

RUNBOOK = (ROOT / "docs/runbooks/recovery.md").read_text("utf-8")
COMMANDS = re.findall(r"`make dr ([^`]*)`", RUNBOOK)


def variables(command: str) -> dict[str, str]:
    """What a line hands to make."""
    return dict(word.split("=", 1) for word in shlex.split(command))


def test_the_runbook_tells_every_command() -> None:
    told = {parser().parse_args(shlex.split(variables(command)["ARGS"])).command for command in COMMANDS}
    assert told == {"status", "activate", "resolve"}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_runbook_tells_names_a_region_whose_environment_there_is(command: str) -> None:
    assert chosen_regions(deployment_settings(), [variables(command)["REGION"]])


@pytest.mark.parametrize("region", ["Tokyo", "ap-northeast-1"])
def test_a_region_is_named_or_given_by_its_code(region: str) -> None:
    assert parser().parse_args(["activate", region]).region == "ap-northeast-1"


@pytest.mark.parametrize("region", ["tokyo", "us-east-1", "ap-northeast-11", ""])
def test_a_region_that_nobody_deploys_to_is_never_made_the_writer(region: str) -> None:
    with pytest.raises(SystemExit, match=r"is none of Seoul \(ap-northeast-2\), Tokyo \(ap-northeast-1\)"):
        parser().parse_args(["activate", region])


@pytest.mark.parametrize("text", ["2026-12-05T10:00:00Z", "2026-12-05T19:00:00+09:00"])
def test_a_time_means_the_same_wherever_the_operator_sits(text: str) -> None:
    asked = parser().parse_args(["activate", "Tokyo", "--recovery", "--outage-start", text])
    assert asked.outage_start - datetime(2026, 12, 5, 10, tzinfo=UTC) == timedelta(0)


@pytest.mark.parametrize("text", ["2026-12-05T10:00:00", "2026-12-05", "an hour ago"])
def test_a_time_without_its_zone_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["activate", "Tokyo", "--recovery", "--outage-start", text])
    assert "--outage-start" in capsys.readouterr().err


def test_when_the_outage_began_is_said_of_a_recovery_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["activate", "Tokyo", "--outage-start", "2026-12-05T10:00:00Z"])
    assert "--outage-start belongs to --recovery" in capsys.readouterr().err
