"""The whole stack, as `make run` starts it and as other tests use it."""

import contextlib
import json
import os
import shlex
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import boto3
import httpx
import pytest

from devstack.ports import is_free
from devstack.settings import PARTS
from tests.integration.devstack.helpers import (
    dynamodb_client,
    eventually,
    free_base,
    lambda_client,
    processes_that_know,
    python,
)


@dataclass
class Stack:
    """A stack that said that it is ready."""

    process: "subprocess.Popen[str]"
    base: int
    directory: Path

    @property
    def env(self) -> dict[str, str]:
        lines = (self.directory / "env").read_text("utf-8").splitlines()
        return dict(shlex.split(line)[0].split("=", 1) for line in lines)

    @property
    def is_gone(self) -> bool:
        ports = range(self.base, self.base + len(PARTS))
        own, product = f"\0PORT={self.base}\0", f"127.0.0.1:{self.base + 2}"
        return all(map(is_free, ports)) and not processes_that_know(own) and not processes_that_know(product)


def provider_key(env: dict[str, str]) -> str:
    """The shop's key as a function gets it."""
    session = boto3.Session("test", "test", region_name=env["AWS_REGION"])
    client: Any = session.client("secretsmanager", endpoint_url=env["AWS_ENDPOINT_URL_SECRETS_MANAGER"])
    with contextlib.closing(client):
        return str(client.get_secret_value(SecretId="megaticket/payment-provider")["SecretString"])


def provider_status(env: dict[str, str], key: str) -> int:
    """What the provider says of an order that nobody has paid, to a shop with this key."""
    url = f"{env['PROVIDER_URL']}/v1/payments/orders/unknown"
    return httpx.get(url, auth=(key, ""), trust_env=False).status_code


@contextlib.contextmanager
def running_stack(directory: Path) -> Iterator[Stack]:
    base = free_base()
    environment = {"PORT": str(base), "DEVSTACK_DIR": str(directory), "BEDROCK_PACE_MS": "0"}
    with python("-m", "devstack", environment=environment) as process:
        assert process.stdout is not None
        output = []
        for line in process.stdout:
            output.append(line)
            if line == f"ready http://127.0.0.1:{base}\n":
                break
        else:
            pytest.fail("".join(output))
        yield Stack(process, base, directory)


def test_a_client_finds_everything_by_the_env_file_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    with running_stack(tmp_path) as stack:
        env = stack.env
        with urlopen(f"http://127.0.0.1:{env['PORT']}/config.json", timeout=5) as answer:
            region = json.load(answer)["regions"]["ap-northeast-2"]
        assert region == {"chatUrl": env["CHAT_URL"], "reservationsUrl": env["RESERVATIONS_URL"]}
        with dynamodb_client(env["AWS_ENDPOINT_URL_DYNAMODB"]) as dynamodb:
            assert dynamodb.scan(TableName=env["DYNAMODB_PERFORMANCES_TABLE"])["Count"] > 0
        with lambda_client(env["AWS_ENDPOINT_URL_LAMBDA"]) as functions:
            payload = functions.invoke(FunctionName=env["HOLD_SEATS_FUNCTION_NAME"], Payload=b'{"action":"?"}')[
                "Payload"
            ]
            assert json.loads(payload.read())["ok"] is False
        assert provider_status(env, provider_key(env)) == 404
        assert provider_status(env, "another") == 401
        stack.process.send_signal(signal.SIGINT)
        assert stack.process.wait(timeout=30) == 0
        assert stack.is_gone
        assert not (tmp_path / "env").exists()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux can tie a process to its parent")
def test_a_stack_that_is_killed_outright_leaves_nothing_running(tmp_path: Path) -> None:
    with running_stack(tmp_path) as stack:
        assert not stack.is_gone
        os.kill(stack.process.pid, signal.SIGKILL)
        eventually(lambda: stack.is_gone)
