"""The settings of the deployment that an operator works on: those of cdk.json, as the CDK app reads them."""

import json
import sys

from stacks.settings import Region, Settings, SettingsError, load_settings
from stacks.tables import ROOT


def deployment_settings() -> Settings:
    """The settings. Ends the command with what is wrong with them."""
    try:
        return load_settings(json.loads((ROOT / "cdk.json").read_text("utf-8"))["context"])
    except SettingsError as error:
        sys.exit(str(error))


def chosen_regions(settings: Settings, names: list[str]) -> dict[str, Region]:
    """The regions of these names, or all of them. Ends the command with a name that is none."""
    for name in names:
        if name not in settings.regions:
            sys.exit(f"{name} is none of {', '.join(settings.regions)}")
    return {name: region for name, region in settings.regions.items() if not names or name in names}


def region_code(settings: Settings, region: str) -> str:
    """The AWS region of a region's name or code. Ends the command with a region that is none."""
    codes = {name: each.aws_region for name, each in settings.regions.items()}
    if region in codes.values():
        return region
    if region not in codes:
        sys.exit(f"{region} is none of {', '.join(f'{name} ({code})' for name, code in codes.items())}")
    return codes[region]
