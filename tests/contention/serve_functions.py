"""`python -m tests.contention.serve_functions`: the contended functions behind the Invoke API."""

import os

from devstack.functions.api import InvokeApi
from devstack.settings import Settings
from devstack.web import serve
from tests.contention.arena import specs
from tests.contention.clock import MovedClock

if __name__ == "__main__":
    settings = Settings.from_environ(os.environ)
    serve(InvokeApi(specs(settings, MovedClock.from_environ(os.environ))).app(), settings.port_of("lambda"))
