"""Back to the release before: python -m operations.rollback [REGION …].

Moves the alias of every function to the version that was published with that release, and touches nothing else: no table,
no role, and not the control item that says which region writes.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3

from operations.preflight import UNREACHABLE
from operations.settings import chosen_regions, deployment_settings
from stacks.names import ALIAS, FUNCTIONS, RELEASE

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient


class NoReleaseError(Exception):
    """There is no earlier release that every function has a version of."""


@dataclass(frozen=True)
class History:
    """A function's published versions: the newest version number of each release, and the one that is live."""

    live: int
    versions: Mapping[str, int]


def release_before(histories: Mapping[str, History]) -> str:
    """The newest release that all functions have and that is not live as a whole. Raises NoReleaseError.

    After a deployment that stopped half-way this is the release that some functions still run.
    """
    complete = set.intersection(*(set(history.versions) for history in histories.values()))
    earlier = [release for release in complete if _is_behind(release, histories)]
    if not earlier:
        raise NoReleaseError
    return max(earlier, key=lambda release: [history.versions[release] for history in histories.values()])


def _is_behind(release: str, histories: Mapping[str, History]) -> bool:
    steps = [history.live - history.versions[release] for history in histories.values()]
    return min(steps) >= 0 and max(steps) > 0


def read_history(client: "LambdaClient", function: str) -> History:
    """A function's history."""
    live = int(client.get_alias(FunctionName=function, Name=ALIAS)["FunctionVersion"])
    versions: dict[str, int] = {}
    for page in client.get_paginator("list_versions_by_function").paginate(FunctionName=function):
        for version in page["Versions"]:
            release = version.get("Environment", {}).get("Variables", {}).get(RELEASE)
            if release and version["Version"] != "$LATEST":
                versions[release] = max(int(version["Version"]), versions.get(release, 0))
    return History(live, versions)


def roll_back(client: "LambdaClient") -> str:
    """Moves every alias of a region back, and gives the release that is live then. Raises NoReleaseError."""
    histories = {function: read_history(client, function) for function in FUNCTIONS}
    release = release_before(histories)
    for function, history in histories.items():
        version = history.versions[release]
        client.update_alias(FunctionName=function, Name=ALIAS, FunctionVersion=str(version))
        print(f"  {function}: {history.live} → {version}")
    return release


def main(names: list[str]) -> int:
    """Rolls back the regions of these names, or all; the one that writes first, because people wait there."""
    regions = chosen_regions(deployment_settings(), names)
    failed = 0
    for name in sorted(regions, key=lambda each: regions[each].role != "main"):
        print(name)
        try:
            print(f"  live is release {roll_back(boto3.client('lambda', region_name=regions[name].aws_region))}")
        except NoReleaseError:
            print("  there is no earlier release that every function has", file=sys.stderr)
            failed = 1
        except UNREACHABLE as error:  # the other regions go back all the same
            print(f"  AWS gave no answer: {error}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
