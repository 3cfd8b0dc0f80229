"""`python -m devstack.functions`: the product's functions behind the Invoke API, and the function URL of reservations."""

import os

from devstack import product
from devstack.functions.api import InvokeApi
from devstack.settings import Settings
from devstack.web import serve_together

settings = Settings.from_environ(os.environ)
functions = InvokeApi(product.functions(settings))
serve_together(
    {
        settings.port_of("lambda"): functions.app(),
        settings.port_of("reservations"): functions.url(product.RESERVATIONS, product.front_origins(settings)),
    }
)
