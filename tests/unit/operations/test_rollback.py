"""Going back: every alias to the same release, and nothing else."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from operations.rollback import History, NoReleaseError, main, read_history, release_before, roll_back
from stacks.names import FUNCTIONS


class FakeLambda:
    """Versions and aliases of functions. `versions` holds each function's releases, version 1 first; None has no mark."""

    def __init__(self, versions: dict[str, list[str | None]], live: dict[str, int] | None = None) -> None:
        self.versions = versions
        self.live = live or {name: len(releases) for name, releases in versions.items()}

    def get_alias(self, FunctionName: str, Name: str) -> dict[str, str]:  # noqa: N803 - boto3's own names
        assert Name == "live"
        return {"FunctionVersion": str(self.live[FunctionName])}

    def get_paginator(self, operation: str) -> "FakeLambda":
        assert operation == "list_versions_by_function"
        return self

    def paginate(self, FunctionName: str) -> list[dict[str, Any]]:  # noqa: N803
        releases = self.versions[FunctionName]
        latest = {"Version": "$LATEST", "Environment": {"Variables": {"RELEASE": "not published"}}}
        published = [
            {"Version": str(number), "Environment": {"Variables": {"RELEASE": release} if release else {}}}
            for number, release in enumerate(releases, start=1)
        ]
        return [{"Versions": [latest, *published[:1]]}, {"Versions": published[1:]}]

    def update_alias(self, FunctionName: str, Name: str, FunctionVersion: str) -> None:  # noqa: N803
        assert Name == "live"
        self.live[FunctionName] = int(FunctionVersion)


def everywhere(*releases: str | None) -> dict[str, list[str | None]]:
    return {function: list(releases) for function in FUNCTIONS}


def test_every_alias_goes_back_to_the_release_before() -> None:
    client: Any = FakeLambda(everywhere("r1", "r2", "r3"))
    assert roll_back(client) == "r2"
    assert client.live == dict.fromkeys(FUNCTIONS, 2)


def test_going_back_twice_goes_back_two_releases() -> None:
    client: Any = FakeLambda(everywhere("r1", "r2", "r3"))
    roll_back(client)
    assert roll_back(client) == "r1"
    with pytest.raises(NoReleaseError):
        roll_back(client)
    assert client.live == dict.fromkeys(FUNCTIONS, 1)


def test_version_numbers_need_not_agree() -> None:
    """A function that was made later, or published once more, has other numbers for the same releases."""
    versions = everywhere("r1", "r2") | {FUNCTIONS[0]: [None, None, "r1", "r1", "r2"]}
    client: Any = FakeLambda(versions)
    assert roll_back(client) == "r1"
    assert client.live == dict.fromkeys(FUNCTIONS, 1) | {FUNCTIONS[0]: 4}


def test_a_deployment_that_stopped_half_way_is_taken_back() -> None:
    versions = everywhere("r1", "r2") | {FUNCTIONS[0]: ["r1"]}
    client: Any = FakeLambda(versions)
    assert roll_back(client) == "r1"
    assert client.live == dict.fromkeys(FUNCTIONS, 1)


def test_a_release_that_a_function_never_had_is_no_way_back() -> None:
    client: Any = FakeLambda(everywhere("r1", "r2") | {FUNCTIONS[0]: ["r2"]})
    before = dict(client.live)
    with pytest.raises(NoReleaseError):
        roll_back(client)
    assert client.live == before


def test_a_newer_release_is_no_way_back() -> None:
    histories = {function: History(1, {"r1": 1, "r2": 2}) for function in FUNCTIONS}
    with pytest.raises(NoReleaseError):
        release_before(histories)


def test_no_function_is_moved_forward() -> None:
    """One that somebody has moved back by hand two releases stays there; the others come to it."""
    releases = {"r1": 1, "r2": 2, "r3": 3}
    histories = {function: History(3, releases) for function in FUNCTIONS} | {FUNCTIONS[0]: History(1, releases)}
    assert release_before(histories) == "r1"


def test_what_is_not_published_is_not_counted() -> None:
    client: Any = FakeLambda(everywhere(None, "r1"))
    assert read_history(client, FUNCTIONS[0]) == History(2, {"r1": 2})


def test_a_region_that_is_gone_keeps_no_other_from_going_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tokyo = FakeLambda(everywhere("r1", "r2"))

    class Gone(FakeLambda):
        def get_alias(self, FunctionName: str, Name: str) -> dict[str, str]:  # noqa: N803
            raise EndpointConnectionError(endpoint_url="https://lambda.ap-northeast-2.amazonaws.com")

    clients = {"ap-northeast-2": Gone({}), "ap-northeast-1": tokyo}
    monkeypatch.setattr(boto3, "client", lambda _service, region_name: clients[region_name])
    assert main([]) == 1
    assert tokyo.live == dict.fromkeys(FUNCTIONS, 1)
    assert "AWS gave no answer" in capsys.readouterr().err
