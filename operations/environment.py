"""Prints the environment of a region's reservations function, for the other operations on a deployed system:

set -a; eval "$(python -m operations.environment Tokyo)"; set +a
python -m operations.dr status
"""

import shlex
import sys

from operations.settings import chosen_regions, deployment_settings
from stacks.environment import reservations_variables


def main(arguments: list[str]) -> None:
    """Prints lines that a shell reads."""
    if len(arguments) != 1:
        sys.exit("usage: python -m operations.environment REGION (a name of cdk.json, such as Tokyo)")
    settings = deployment_settings()
    (region,) = chosen_regions(settings, arguments).values()
    for name, value in {**reservations_variables(settings, region), "AWS_REGION": region.aws_region}.items():
        print(f"{name}={shlex.quote(value)}")


if __name__ == "__main__":
    main(sys.argv[1:])
