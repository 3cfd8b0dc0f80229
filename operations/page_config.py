"""Prints the page's config.json from the outputs of deployments: python -m operations.page_config .deploy/*.json.

`--active Tokyo` switches the page to another region. Without it the region with the role "main" is active. `--issuer` lets
people sign in with another one of oidcIssuers than the first, which may live in the region that is gone.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from operations.settings import deployment_settings, region_code
from stacks.names import STACK_PREFIX
from stacks.settings import Settings

Outputs = Mapping[str, Mapping[str, str]]
"""Outputs by stack, as `cdk deploy --outputs-file` writes them."""


def page_config(
    settings: Settings, outputs: Outputs, active: str | None = None, issuer: str | None = None
) -> dict[str, Any]:
    """The configuration, with every region that has both its addresses.

    Raises LookupError if the active one has not, and for an issuer whose tokens the functions refuse.
    """
    found = {region.aws_region: _addresses(name, outputs) for name, region in settings.regions.items()}
    regions = {code: addresses for code, addresses in found.items() if addresses}
    (main_region,) = [name for name, region in settings.regions.items() if region.role == "main"]
    chosen = region_code(settings, active or main_region)
    if chosen not in regions:
        raise LookupError(f"no outputs of {chosen}: deploy it, or choose another with --active")
    return {"activeRegion": chosen, "regions": regions, "identity": _identity(settings, issuer)}


def _identity(settings: Settings, issuer: str | None) -> dict[str, str]:
    chosen = issuer or settings.oidc_issuers[0]
    if chosen not in settings.oidc_issuers:
        raise LookupError(f"{chosen} is none of oidcIssuers: {', '.join(settings.oidc_issuers)}")
    return {"issuer": chosen, "clientId": settings.oidc_client_id, "audience": settings.oidc_audience}


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
    parser.add_argument("--issuer")
    asked = parser.parse_args(arguments)
    outputs: dict[str, dict[str, str]] = {}
    for file in asked.outputs:
        outputs |= json.loads(file.read_text("utf-8"))
    try:
        print(json.dumps(page_config(deployment_settings(), outputs, asked.active, asked.issuer), indent=2))
    except LookupError as error:
        sys.exit(str(error.args[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
