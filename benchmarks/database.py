"""DynamoDB Local for a benchmark: started, given the reservations table, ended."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from devstack.ports import free_base
from devstack.product import load_tables
from devstack.settings import ROOT, Settings
from devstack.tables import create_tables

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

START_SECONDS = 180.0
"""The first start downloads it."""

RESERVATIONS = load_tables()["reservations"]
TABLE = str(RESERVATIONS["name"])


@contextmanager
def database() -> Iterator["DynamoDBClient"]:
    """A client of a fresh DynamoDB Local with an empty reservations table."""
    settings = Settings.from_environ({"PORT": str(free_base())})
    environment = {**os.environ, **settings.variables, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "devstack.dynamodb_local", "--shared-db"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        client = connect(settings.url_of("dynamodb"))
        _await_tables(process, client)
        yield client
    finally:
        process.terminate()
        process.wait()


def connect(url: str) -> "DynamoDBClient":
    """A client as the functions make theirs, pointed at `url`."""
    config = Config(connect_timeout=2, read_timeout=20, retries={"mode": "standard", "total_max_attempts": 2})
    return boto3.client(
        "dynamodb",
        region_name="ap-northeast-2",
        endpoint_url=url,
        aws_access_key_id="benchmark",
        aws_secret_access_key="benchmark",  # DynamoDB Local takes any
        config=config,
    )


def _await_tables(process: "subprocess.Popen[bytes]", client: "DynamoDBClient") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            create_tables(client, {"reservations": RESERVATIONS})
        except (ClientError, BotoCoreError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return
