"""What the cold starts are compared by: times net of the interpreter, and processes that are told ready from dead."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.coldstart import BARE, ratios
from benchmarks.starts import Start
from benchmarks.unpacked import ZIP_DATE, Unpacked, with_stale_bytecode

SERVING = """
import os, socket
server = socket.create_server(("127.0.0.1", int(os.environ["AWS_LWA_PORT"])))
for status in (b"503", b"200"):
    connection, _ = server.accept()
    connection.recv(1000)
    connection.sendall(b"HTTP/1.1 " + status + b" x\\r\\n\\r\\n")
    connection.close()
"""


def times(chat: float, hold_seats: float, stale: float, bare: float = 10) -> dict[str, float]:
    """A round in which both baselines take a hundred, net."""
    ours = {"chat": chat, "hold-seats": hold_seats, "chat, stale .pyc": stale}
    return {BARE: bare} | {name: net + bare for name, net in ours.items()} | both_baselines(100 + bare)


def both_baselines(each: float) -> dict[str, float]:
    return {"chat baseline": each, "hold-seats baseline": each}


def process(program: str, folder: Path, *, serves: bool = False) -> Start:
    return Start([sys.executable, "-c", program], os.environ, folder, serves)


def test_ratios_are_net_of_the_interpreter() -> None:
    assert ratios([times(110, 90, 220)]) == {"chat_ratio": 1.1, "hold_seats_ratio": 0.9, "stale_pyc_ratio": 2.0}


def test_a_round_that_was_disturbed_does_not_count() -> None:
    undisturbed = [times(110, 90, 220), times(110, 90, 220, bare=30)]
    assert ratios([*undisturbed, times(900, 10, 220, bare=500)]) == ratios(undisturbed)


def test_a_process_is_ready_when_it_says_something(tmp_path: Path) -> None:
    cost = process("print('ready', flush=True); input()", tmp_path).measure()
    assert cost.wall > 0
    assert cost.cpu > 0


def test_a_server_is_ready_when_its_health_is_good(tmp_path: Path) -> None:
    process(SERVING + "print(server.accept())", tmp_path, serves=True).measure()


@pytest.mark.parametrize("serves", [True, False])
def test_a_process_that_ends_is_not_ready(tmp_path: Path, *, serves: bool) -> None:
    with pytest.raises(RuntimeError, match="before it was ready"):
        process("pass", tmp_path, serves=serves).measure()


def test_stale_bytecode_names_another_date_than_its_source(tmp_path: Path) -> None:
    source = tmp_path / "fresh/task/chat/module.py"
    source.parent.mkdir(parents=True)
    source.write_text("X = 1\n", "utf-8")
    (tmp_path / "fresh/bin").mkdir()
    (tmp_path / "fresh/bin/python3").symlink_to(sys.executable)
    stale = with_stale_bytecode(Unpacked(tmp_path / "fresh"), tmp_path / "stale")
    (compiled,) = stale.root.rglob("*.pyc")
    content = compiled.read_bytes()
    assert int.from_bytes(content[4:8], "little") == 0
    assert int.from_bytes(content[8:12], "little") != ZIP_DATE
    assert (stale.task("chat") / "module.py").stat().st_mtime == ZIP_DATE
