"""Serves the tests' functions in the place of the product's."""

import os
import sys
from dataclasses import replace

from devstack.functions.api import InvokeApi
from devstack.functions.spec import FunctionSpec
from devstack.product import CREDENTIALS, runtime_variables
from devstack.settings import Settings
from devstack.web import serve_together

FIXTURE = FunctionSpec(
    name="fixture",
    handler="tests.integration.devstack.function_handler.handler",
    timeout=30,
    environment={**runtime_variables(), **CREDENTIALS, "TABLE": "seats"},
    concurrency=3,
)
FUNCTIONS = [
    FIXTURE,
    replace(FIXTURE, name="web", handler="tests.integration.devstack.web_handler.handler", timeout=10, prewarmed=False),
    replace(
        FIXTURE,
        name="streaming",
        command=(sys.executable, "-m", "tests.integration.devstack.streaming_function"),
        prewarmed=False,
    ),
    replace(FIXTURE, name="single", concurrency=1),
    replace(FIXTURE, name="impatient", timeout=0.5),
    replace(FIXTURE, name="unloadable", handler="tests.integration.devstack.no_such_module.handler"),
    replace(FIXTURE, name="quitter", environment={**FIXTURE.environment, "MOOD": "refuse to load"}),
]

if __name__ == "__main__":
    settings = Settings.from_environ(os.environ)
    functions = InvokeApi(FUNCTIONS)
    serve_together(
        {
            settings.port_of("lambda"): functions.app(),
            settings.port_of("reservations"): functions.url("web", ["http://front.test"]),
            settings.port_of("front"): functions.url("streaming", []),
        }
    )
