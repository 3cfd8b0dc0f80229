"""Deploys what `make synth` has made, in the order that keeps people booking: python -m operations.deploy [REGION …].

The tables come first, then the region that stands by, so that a new version proves itself where nobody books, and the
region that writes last. With a region's name that region is deployed alone, also when every other one is gone.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from operations.preflight import UNREACHABLE, look, problems
from operations.settings import chosen_regions, deployment_settings
from stacks.names import DATA_STACK, STACK_PREFIX
from stacks.settings import Region, Settings
from stacks.tables import ROOT

CDK = ["node", "node_modules/aws-cdk/bin/cdk", "deploy", "--app", "cdk.out"]
OUTPUTS = ROOT / ".deploy"


def steps(settings: Settings, names: list[str]) -> Iterator[tuple[str, str]]:
    """(stacks, region code) of each step."""
    if not names:
        yield DATA_STACK, settings.home_region
    regions: dict[str, Region] = chosen_regions(settings, names)
    for name in sorted(regions, key=lambda each: regions[each].role == "main"):
        yield f"{STACK_PREFIX}-{name}-*", regions[name].aws_region


def command(pattern: str, outputs: Path) -> list[str]:
    """The command line of a step; `outputs` is where the addresses go."""
    return [*CDK, pattern, "--outputs-file", str(outputs / f"{pattern.removesuffix('-*')}.json")]


def surroundings(region: str) -> dict[str, str]:
    """The environment of a step: the CDK asks this region who the account is, and not one that may be gone."""
    return {**os.environ, "AWS_REGION": region, "AWS_DEFAULT_REGION": region}


def main(names: list[str]) -> int:
    """Checks, then deploys step by step; the first step that fails ends it."""
    settings = deployment_settings()
    try:
        found = problems(settings, {}) or problems(settings, look(settings, chosen_regions(settings, names)))
    except UNREACHABLE as error:
        found = [f"AWS gave no answer: {error}"]
    if found:
        print("\n".join(["nothing was deployed:", *found]), file=sys.stderr)
        return 1
    OUTPUTS.mkdir(exist_ok=True)
    for pattern, region in steps(settings, names):
        done = subprocess.run(command(pattern, OUTPUTS), cwd=ROOT, env=surroundings(region), check=False)  # noqa: S603
        if done.returncode:
            return done.returncode
    print(f"the page's configuration: .venv/bin/python -m operations.page_config {OUTPUTS.name}/*.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
