"""Processes that are started, timed until they are ready, and ended."""

import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from devstack.ports import free_base

LOOK_SECONDS = 0.001
"""Between two looks at a port: the Lambda Web Adapter itself looks each 10 ms."""


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one start: by the clock, and of CPU (user and system)."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Start:
    """How a process is started. One that `serves` is ready when it answers its health, another when it says something."""

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    serves: bool = False

    def measure(self) -> Cost:
        """Starts it once. Raises RuntimeError if it ends before it is ready."""
        port = free_base()
        environment = {**self.environment, "AWS_LWA_PORT": str(port)}
        started = time.perf_counter()
        process = subprocess.Popen(self.command, env=environment, cwd=self.folder, stdout=subprocess.PIPE)
        with cast("IO[bytes]", process.stdout) as said:
            try:
                if self.serves:
                    _await(lambda: _answers(port), process)
                elif not said.readline():
                    raise RuntimeError(f"{self.command} ended before it was ready")
                wall = time.perf_counter() - started
            finally:
                used = _end(process)
        return Cost(wall * 1000, (used.ru_utime + used.ru_stime) * 1000)


def _end(process: "subprocess.Popen[bytes]") -> resource.struct_rusage:
    """What it used until now. Popen itself would ask for its status, and take it from who wants to know more."""
    os.kill(process.pid, signal.SIGKILL)
    _pid, process.returncode, used = os.wait4(process.pid, 0)
    return used


def _await(is_ready: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    while not is_ready():
        if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            raise RuntimeError(f"{process.args!r} ended before it was ready")
        time.sleep(LOOK_SECONDS)


def _answers(port: int) -> bool:
    """Whether the adapter's readiness check would be content."""
    try:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: chat\r\nConnection: close\r\n\r\n")
            return connection.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False
