"""The stack and single chat processes, as real processes."""

import contextlib
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from devstack.ports import is_free
from devstack.product import CHAT, runtime_variables
from devstack.settings import PARTS, ROOT, Settings
from tests.integration.devstack.helpers import eventually, exists, free_base, is_healthy

START_SECONDS = 60


@dataclass(frozen=True)
class Stack:
    """A running stack: its front's address and what `<dir>/env` says."""

    url: str
    directory: Path
    env: Mapping[str, str]

    def log(self, part: str) -> str:
        """What a part has written so far."""
        return (self.directory / f"logs/{part}.log").read_text("utf-8")


@contextlib.contextmanager
def running_stack(directory: Path) -> Iterator[Stack]:
    """`python -m devstack` on free ports. At the end SIGINT must end it and everything that it started."""
    base = free_base()
    settings = {"PORT": str(base), "DEVSTACK_DIR": str(directory), "BEDROCK_PACE_MS": "0", "PYTHONPATH": str(ROOT)}
    with started([sys.executable, "-m", "devstack"], {**os.environ, **settings}, directory / "stack.log") as process:
        ready = f"ready http://127.0.0.1:{base}\n"
        eventually(lambda: ready in (directory / "stack.log").read_text("utf-8"), of=process)
        yield Stack(f"http://127.0.0.1:{base}", directory, read_env(directory / "env"))
        children = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(START_SECONDS) == 0
        assert len(children) >= len(PARTS)
        # The system ends what a part had started after the part itself, in its own time.
        eventually(lambda: not any(map(exists, children)))
        assert all(is_free(base + offset) for offset in range(len(PARTS)))


@contextlib.contextmanager
def running_chat(env: Mapping[str, str], log: Path, **changed: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """One more chat process beside the stack's: its address and the process."""
    port = free_base()
    url = f"http://127.0.0.1:{port}"
    runtime = runtime_variables(Settings.from_environ(os.environ).layer)
    variables = {**env, **runtime, "AWS_LAMBDA_FUNCTION_NAME": CHAT, "AWS_LWA_PORT": str(port), **changed}
    with started([str(ROOT / "lambdas/chat/run.sh")], variables, log) as process:
        eventually(lambda: is_healthy(url), of=process)
        yield url, process


@contextlib.contextmanager
def started(command: list[str], environment: Mapping[str, str], log: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that writes to a file and is killed at the end of the block where it still runs."""
    with (
        log.open("w") as output,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def read_env(path: Path) -> dict[str, str]:
    """The variables of a file in shell format."""
    return dict(shlex.split(line)[0].split("=", 1) for line in path.read_text("utf-8").splitlines())


def descendants(pid: int) -> list[int]:
    """Every process that a process has started, and what these have started."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in map(str.split, listed.splitlines())}
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found[1:]
