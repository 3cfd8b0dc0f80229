"""`python -m devstack.functions`: the product's functions behind the Invoke API."""

import os

from devstack import product
from devstack.functions.api import InvokeApi
from devstack.settings import Settings
from devstack.web import serve

settings = Settings.from_environ(os.environ)
serve(InvokeApi(product.functions(settings)).app(), settings.port_of("lambda"))
