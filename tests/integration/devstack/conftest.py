"""A payment provider that runs, and its shop."""

import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from devstack.provider.payments import Payments
from devstack.provider.service import PaymentService
from tests.integration.devstack.helpers import PATIENCE_SECONDS, answering
from tests.integration.devstack.shop import KEY, Shop


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a slow call waits for in the place of time."""
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def shop(gate: threading.Event) -> Iterator[Shop]:
    service = PaymentService(KEY, Payments(unhurried_clock), lambda _: gate.wait(PATIENCE_SECONDS))
    with (
        answering(service) as url,
        httpx.Client(base_url=url, timeout=PATIENCE_SECONDS, trust_env=False) as http,
    ):
        yield Shop(http)


def unhurried_clock() -> float:
    """Lets another thread in wherever the provider does not keep it out."""
    time.sleep(0.002)
    return time.time()
