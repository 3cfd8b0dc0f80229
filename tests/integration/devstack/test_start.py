"""`python -m devstack` where it cannot start: one sentence with the remedy, and nothing is left running."""

import contextlib
import fcntl
import socket
from pathlib import Path

import pytest

from devstack.ports import is_free
from devstack.settings import PARTS
from tests.integration.devstack.helpers import PATIENCE_SECONDS, free_base, python


def start(environment: dict[str, str]) -> tuple[int, str]:
    """Its exit code and output."""
    with python("-m", "devstack", environment=environment) as process:
        output, _ = process.communicate(timeout=PATIENCE_SECONDS)
        return process.returncode, output


REMEDY = "stop the other program or choose another base (PORT to PORT+8 are needed): PORT="


@pytest.mark.parametrize("parts", [["front"], ["lambda"], ["reservations", "secrets"]])
def test_ports_in_use_are_named_before_anything_starts_with_one_remedy(tmp_path: Path, parts: list[str]) -> None:
    base = free_base()
    with contextlib.ExitStack() as servers:
        for part in parts:
            servers.enter_context(socket.create_server(("127.0.0.1", base + PARTS.index(part))))
        code, output = start({"PORT": str(base), "DEVSTACK_DIR": str(tmp_path)})
    assert code == 1
    *named, remedy = output.splitlines()
    assert named == [f"port {base + PARTS.index(part)} ({part}) is in use" for part in parts]
    assert remedy.startswith(REMEDY)
    assert remedy.endswith(" make run")
    suggested = int(remedy.removeprefix(REMEDY).removesuffix(" make run"))
    assert all(is_free(suggested + offset) for offset in range(len(PARTS)))
    assert not (tmp_path / "logs").exists()


def test_a_folder_that_another_stack_uses_is_left_alone(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (tmp_path / "env").write_text("PORT=1")
        code, output = start({"PORT": str(free_base()), "DEVSTACK_DIR": str(tmp_path)})
    assert code == 1
    assert output.startswith(f"another stack uses {tmp_path}: ")
    assert (tmp_path / "env").read_text() == "PORT=1"


def test_a_wrong_setting_is_named() -> None:
    code, output = start({"PORT": "http"})
    assert (code, output) == (1, "PORT=http cannot be used: give a number from 1 to 65527\n")
