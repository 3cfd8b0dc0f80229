"""The whole system on one machine: its parts, then its tables and catalogue, then the word that it is ready."""

import contextlib
import fcntl
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from devstack import dynamodb_local, ports, product
from devstack.parts import stack_parts
from devstack.processes import exit_text, running
from devstack.settings import Settings
from devstack.supervisor import StackError, Supervisor

TERMINAL = ("TERM", "COLUMNS", "LINES", "NO_COLOR")
"""What a step that shows its progress may know of the terminal."""


async def run_stack(settings: Settings, environ: Mapping[str, str]) -> None:
    """Starts everything and goes on until it is cancelled.

    Raises StackError where a port is in use, another stack uses the folder, a part ends or a step fails.
    """
    parts = stack_parts(settings, environ)
    wanted = [(name, settings.port_of(name)) for part in parts for name in part.listens]
    if (complaint := ports.complaint(wanted)) is not None:
        raise StackError(complaint)

    async def prepare(supervisor: Supervisor) -> None:
        await supervisor.up("dynamodb")
        await _step("tables", ["devstack.tables"], settings, environ)
        await _step("catalogue", ["operations.load_catalog"], settings, environ)
        await supervisor.up()
        write_whole(settings.directory / "env", product.shell_format(product.client_variables(settings)))
        print(f"ready {settings.url_of('front')}", flush=True)

    with alone_in(settings.directory):
        _announce(settings)
        try:
            await Supervisor(parts, settings.directory / "logs").run(prepare)
        finally:
            (settings.directory / "env").unlink(missing_ok=True)


@contextlib.contextmanager
def alone_in(directory: Path) -> Iterator[None]:
    """Holds the folder against a second stack, which would overwrite logs and env. Raises StackError."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StackError(f"another stack uses {directory}: stop it or choose another: DEVSTACK_DIR=…") from None
        (directory / "env").unlink(missing_ok=True)
        yield


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that a reader finds all of it or nothing."""
    draft = path.with_suffix(".new")
    draft.write_text(text, "utf-8")
    draft.replace(path)


def _announce(settings: Settings) -> None:
    if settings.dynamodb == "local" and not dynamodb_local.HOME.exists():
        print("dynamodb  downloading DynamoDB Local, once …", flush=True)


async def _step(name: str, module: list[str], settings: Settings, environ: Mapping[str, str]) -> None:
    """Runs a program to its end; it writes where this one does."""
    variables = {
        **{variable: environ[variable] for variable in TERMINAL if variable in environ},
        **product.runtime_variables(),
        **product.client_variables(settings),
        "PYTHONUNBUFFERED": "1",
    }
    async with running([sys.executable, "-m", *module], variables) as process:
        returncode = await process.wait()
    if returncode:
        raise StackError(f"{name} failed ({exit_text(returncode)})")
