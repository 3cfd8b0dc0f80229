"""`python -m tests.contention.serve_functions`: the contended functions behind the Invoke API."""

import os

from devstack.functions.api import InvokeApi
from devstack.settings import Settings
from devstack.web import serve
from tests.contention.arena import specs

MOVED_VARIABLES = ("MOVED_CLOCK", "WITHOUT_SEAT_CONDITIONS")

if __name__ == "__main__":
    settings = Settings.from_environ(os.environ)
    variables = {name: os.environ[name] for name in MOVED_VARIABLES if name in os.environ}
    serve(InvokeApi(specs(settings, variables)).app(), settings.port_of("lambda"))
