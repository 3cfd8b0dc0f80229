"""`python -m devstack.provider`: serves until SIGTERM. What it knows lives as long as it."""

import os

from devstack.provider.payments import Payments
from devstack.provider.service import PaymentService
from devstack.settings import Settings
from devstack.threaded import serve

settings = Settings.from_environ(os.environ)
serve(PaymentService(settings.provider_key, Payments()), settings.port_of("provider"))
