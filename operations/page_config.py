"""Prints the page's config.json from the outputs of deployments: python -m operations.page_config .deploy/*.json.

`--active ap-northeast-1` switches the page to another region. Without it the region with the role "main" is active.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from operations.settings import deployment_settings
from stacks.names import STACK_PREFIX
from stacks.settings import Settings

Outputs = Mapping[str, Mapping[str, str]]
"""Outputs by stack, as `cdk deploy --outputs-file` writes them."""


def page_config(settings: Settings, outputs: Outputs, active: str | None = None) -> dict[str, Any]:
    """The configuration, with every region that has both its addresses. Raises LookupError if the active one has not."""
    found = {region.aws_region: _addresses(name, outputs) for name, region in settings.regions.items()}
    regions = {code: addresses for code, addresses in found.items() if addresses}
    (main_region,) = [region.aws_region for region in settings.regions.values() if region.role == "main"]
    chosen = active or main_region
    if chosen not in regions:
        raise LookupError(f"no outputs of {chosen}: deploy it, or choose another with --active")
    identity = {
        "issuer": settings.oidc_issuers[0],
        "clientId": settings.oidc_client_id,
        "audience": settings.oidc_audience,
    }
    return {"activeRegion": chosen, "regions": regions, "identity": identity}


def _addresses(name: str, outputs: Outputs) -> dict[str, str] | None:
    chat = outputs.get(f"{STACK_PREFIX}-{name}-Chat", {}).get("ChatUrl")
    reservations = outputs.get(f"{STACK_PREFIX}-{name}-Booking", {}).get("ReservationsUrl")
    if not chat or not reservations:
        return None
    return {"chatUrl": chat.rstrip("/"), "reservationsUrl": reservations.rstrip("/")}


def main(arguments: list[str]) -> None:
    """Prints it; ends with what is missing."""
    parser = argparse.ArgumentParser(prog="python -m operations.page_config", description="The page's config.json.")
    parser.add_argument("outputs", nargs="+", type=Path)
    parser.add_argument("--active")
    asked = parser.parse_args(arguments)
    outputs: dict[str, dict[str, str]] = {}
    for file in asked.outputs:
        outputs |= json.loads(file.read_text("utf-8"))
    try:
        print(json.dumps(page_config(deployment_settings(), outputs, asked.active), indent=2))
    except LookupError as error:
        sys.exit(str(error.args[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
