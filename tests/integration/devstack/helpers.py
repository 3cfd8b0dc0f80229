"""Real processes for the devstack's tests: free ports, and waiting for what must become true."""

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import boto3
from botocore.config import Config
from types_boto3_dynamodb import DynamoDBClient
from types_boto3_lambda import LambdaClient

from devstack.ports import is_free
from devstack.settings import PARTS, ROOT
from devstack.threaded import Server, Service

PATIENCE_SECONDS = 30
NO_RETRIES = Config(max_pool_connections=20, read_timeout=PATIENCE_SECONDS, retries={"total_max_attempts": 1})


def free_base() -> int:
    """A port from which on every part of a stack finds its own free, below those that the system hands out."""
    bases = (random.randrange(10_000, 30_000) for _ in range(1_000))
    return next(base for base in bases if all(is_free(base + offset) for offset in range(len(PARTS))))


def eventually(what: Callable[[], object], *, of: "subprocess.Popen[str] | None" = None) -> None:
    """Waits until `what` is true, unless the process `of` ends before."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert of is None or of.poll() is None, "the process ended"
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


def is_healthy(url: str) -> bool:
    """Whether the part at the address answers its health route."""
    with contextlib.suppress(URLError, ConnectionError), urlopen(f"{url}/health", timeout=5) as answer:
        return bool(answer.status == 200)
    return False


def answers_http(url: str) -> bool:
    """Whether anything answers at the address, if only with an error."""
    try:
        urlopen(url, timeout=5).close()
    except HTTPError as error:
        error.close()
    except (URLError, ConnectionError):
        return False
    return True


def exists(pid: int) -> bool:
    """Whether the process exists: neither ended nor only waiting to be collected."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def processes_that_know(text: str) -> list[int]:
    """Processes with the text in their environment: also the timer and functions, which have no port of their own."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if text.encode() in b"\0" + environ.read_bytes():
                found.append(int(environ.parent.name))
    return found


@contextlib.contextmanager
def answering(service: Service, port: int = 0) -> Iterator[str]:
    """The address at which a service of the standard library's kind answers, in threads of this process."""
    with Server(port, service) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def dynamodb_client(url: str, region: str = "ap-northeast-2") -> Iterator[DynamoDBClient]:
    """A client that never retries."""
    session = boto3.Session("test", "test", region_name=region)
    client = session.client("dynamodb", endpoint_url=url, config=NO_RETRIES)
    yield client
    client.close()


@contextlib.contextmanager
def lambda_client(url: str) -> Iterator[LambdaClient]:
    """A client that never retries."""
    session = boto3.Session("test", "test", region_name="ap-northeast-2")
    client = session.client("lambda", endpoint_url=url, config=NO_RETRIES)
    yield client
    client.close()


@contextlib.contextmanager
def python(*arguments: str, environment: Mapping[str, str] | None = None) -> Iterator["subprocess.Popen[str]"]:
    """A Python process in the repository, killed at the end of the block if it still runs."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **(environment or {})}
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=variables,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def serving(module: str, part: str, up: Callable[[str], bool] = is_healthy) -> Iterator[str]:
    """The address of a part that runs on its own for the length of a block."""
    base = free_base()
    url = f"http://127.0.0.1:{base + PARTS.index(part)}"
    with python("-m", module, environment={"PORT": str(base)}) as process:
        eventually(lambda: up(url), of=process)
        yield url
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)
