"""Serves the tests' functions in the place of the product's."""

import os
from dataclasses import replace

from devstack.functions.api import InvokeApi
from devstack.functions.spec import FunctionSpec
from devstack.product import CREDENTIALS, runtime_variables
from devstack.settings import Settings
from devstack.web import serve

FIXTURE = FunctionSpec(
    name="fixture",
    handler="tests.integration.devstack.function_handler.handler",
    timeout=30,
    environment={**runtime_variables(), **CREDENTIALS, "TABLE": "seats"},
    concurrency=3,
)
FUNCTIONS = [
    FIXTURE,
    replace(FIXTURE, name="single", concurrency=1),
    replace(FIXTURE, name="impatient", timeout=0.5),
    replace(FIXTURE, name="unloadable", handler="tests.integration.devstack.no_such_module.handler"),
    replace(FIXTURE, name="quitter", environment={**FIXTURE.environment, "MOOD": "refuse to load"}),
]

if __name__ == "__main__":
    serve(InvokeApi(FUNCTIONS).app(), Settings.from_environ(os.environ).port_of("lambda"))
