"""moto in this process, as the devstack serves it: light answers and transactions."""

import contextlib
from collections.abc import Iterator

from moto import mock_aws

from devstack import moto_answers, moto_transactions


@contextlib.contextmanager
def aws() -> Iterator[None]:
    """AWS without anything in it. For one thread at a time: moto takes no lock."""
    moto_answers.install()
    moto_transactions.install()
    with mock_aws():
        yield
