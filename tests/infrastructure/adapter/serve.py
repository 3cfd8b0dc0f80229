"""`python -m tests.infrastructure.adapter.serve FILE`: packaged functions behind the Invoke API and their addresses.

The file holds the functions as JSON, each a FunctionSpec.
"""

import json
import os
import sys
from pathlib import Path

from devstack import product
from devstack.functions.api import InvokeApi
from devstack.functions.spec import FunctionSpec
from devstack.settings import Settings
from devstack.web import serve_together


def main() -> None:
    """Serves until SIGTERM."""
    settings = Settings.from_environ(os.environ)
    specs = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    functions = InvokeApi(FunctionSpec(**spec | {"command": tuple(spec["command"])}) for spec in specs)
    serve_together(
        {
            settings.port_of("lambda"): functions.app(),
            settings.port_of("chat"): functions.url(product.CHAT, []),
            settings.port_of("reservations"): functions.url(product.RESERVATIONS, []),
        }
    )


if __name__ == "__main__":
    main()
