"""The guard of tests/conftest.py itself."""

import os
import socket

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError


def test_a_test_cannot_leave_this_machine() -> None:
    # 192.0.2.1 is reserved for documentation: nobody would answer.
    with pytest.raises((RuntimeError, UserWarning), match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)


def test_a_test_may_use_the_loopback() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=1),
    ):
        accepted, _ = server.accept()
        accepted.close()


def test_a_client_without_an_endpoint_reaches_nobody() -> None:
    client = boto3.client("dynamodb", region_name="ap-northeast-2", config=Config(retries={"total_max_attempts": 1}))

    with pytest.raises(EndpointConnectionError, match=r"127\.0\.0\.1:1"):
        client.list_tables()

    client.close()


def test_no_profile_of_the_caller_is_read() -> None:
    assert "AWS_PROFILE" not in os.environ
    assert os.environ["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
