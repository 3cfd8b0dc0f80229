"""The devstack for a benchmark: every part a process of its own, on free ports, the model without a pace."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from devstack import dynamodb_local
from devstack.ports import free_base
from devstack.settings import ROOT

DAY_SECONDS = 86_400
"""Between two settlements: none disturbs a measurement."""


def best_database() -> str:
    """DynamoDB Local where the machine can run it; moto takes one request at a time, which distorts."""
    return "moto" if dynamodb_local.remedy() else "local"


@contextmanager
def running_stack(database: str) -> Iterator[Mapping[str, str]]:
    """What a client needs to know of a fresh stack, which ends with the block."""
    with tempfile.TemporaryDirectory() as directory:
        choices = {
            "PORT": str(free_base()),
            "DEVSTACK_DIR": directory,
            "DYNAMODB": database,
            "BEDROCK_PACE_MS": "0",
            "SETTLEMENT_SECONDS": str(DAY_SECONDS),
            "PYTHONPATH": str(ROOT),
        }
        with subprocess.Popen(
            [sys.executable, "-m", "devstack"], cwd=ROOT, env={**os.environ, **choices}, stdout=subprocess.PIPE
        ) as process:
            try:
                _await_ready(process)
                yield _variables(Path(directory) / "env")
            finally:
                process.send_signal(signal.SIGINT)
                process.communicate()


def _await_ready(process: "subprocess.Popen[bytes]") -> None:
    for line in process.stdout or ():
        if line.startswith(b"ready "):
            return
    raise RuntimeError("the stack ended before it was ready")


def _variables(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines()
    return dict(shlex.split(line)[0].split("=", 1) for line in lines)
