"""`python -m devstack.bedrock --port N`: serve on loopback until interrupted."""

from argparse import ArgumentParser
from os import environ

import uvicorn

from devstack.bedrock.server import Service, create_app


def main() -> None:
    """Read the settings and serve."""
    parser = ArgumentParser(prog="python -m devstack.bedrock", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument(
        "--pace-ms",
        type=float,
        default=float(environ.get("BEDROCK_PACE_MS", "0")),
        help="milliseconds before each delta (BEDROCK_PACE_MS)",
    )
    settings = parser.parse_args()
    app = create_app(Service(pace=settings.pace_ms / 1000))
    # A cut connection is an order here, not an error of the server: uvicorn would log each as one.
    uvicorn.run(app, host="127.0.0.1", port=settings.port, log_level="critical", ws="none", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main()
