"""What every test of the house stands on: no way out of this machine, and an empty DynamoDB for whoever asks for one."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest
from pytest_socket import socket_allow_hosts

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# 127.0.0.2 is this machine as well: only a server that listens on every interface answers there.
LOOPBACK = ["127.0.0.1", "127.0.0.2", "::1", "localhost"]
REGION = "ap-northeast-2"
NOBODY_LISTENS = "http://127.0.0.1:1"

# No test asserts a time: the machines that run them are busy with other things as well.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that connects to anything but this machine fails. First, so that fixtures are guarded as well."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(autouse=True, scope="session")
def no_aws() -> Iterator[None]:
    """No account of whoever runs the tests, and a dead default that catches a forgotten endpoint."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        patch.setenv("AWS_ENDPOINT_URL", NOBODY_LISTENS)
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_CONFIG_FILE", os.devnull)
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield


@pytest.fixture(scope="session")
def moto_client() -> Iterator["DynamoDBClient"]:
    """A client that moto answers. Made once: it takes as long as a whole test."""
    import boto3  # noqa: PLC0415  # a second of imports that most tests do not need
    import moto  # noqa: F401, PLC0415  # before the client, whose requests it intercepts

    # AWS's own address, because moto answers nothing else; the guard stops whatever it does not catch.
    client = boto3.client("dynamodb", region_name=REGION, endpoint_url=f"https://dynamodb.{REGION}.amazonaws.com")
    yield client
    client.close()


@pytest.fixture
def dynamodb(moto_client: "DynamoDBClient") -> Iterator["DynamoDBClient"]:
    """The product's tables, empty, in this process. For one thread at a time: moto takes no lock."""
    from devstack.product import load_tables  # noqa: PLC0415
    from devstack.tables import create_tables  # noqa: PLC0415
    from tests.doubles.aws import aws  # noqa: PLC0415

    with aws():
        create_tables(moto_client, load_tables())
        yield moto_client
