"""The program as `make chat` starts it, in a pipe."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.unit.devstack_terminal.samples import proposal, seat
from tests.unit.devstack_terminal.scripted_server import ScriptedServer, action, done, events, start, text


def run(port: str, typed: bytes, *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "devstack.terminal", *arguments]
    environment = os.environ | {"PORT": port, "FORCE_COLOR": "1", "HTTP_PROXY": "http://127.0.0.1:9"} | variables
    return subprocess.run(command, input=typed, env=environment, capture_output=True, timeout=30, check=False)


def test_pipe_gets_plain_text_and_success(server: ScriptedServer) -> None:
    server.answers = [
        events(start(), action("PROPOSAL", proposal(seat(15), seat(16))), text("여기요."), done()),
        events(start(), done()),
    ]
    ended = run(server.url.rpartition(":")[2], "뮤지컬 뭐 있어?\n\n".encode() + b"\xff\n", "--user", "bob")
    out = ended.stdout.decode()
    assert ended.returncode == 0
    assert "나 ▸ 뮤지컬 뭐 있어?" in out
    assert "AI ▸ 여기요." in out
    assert all(mark.isprintable() or mark == "\n" for mark in out)
    assert server.messages[0]["message"] == "뮤지컬 뭐 있어?"
    assert server.users == ["bob"]


def test_nothing_running_fails_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
    ended = run(port, b"")
    assert ended.returncode == 1
    assert "make run" in ended.stderr.decode()
    assert b"Traceback" not in ended.stderr


def test_what_runs_here_is_found_on_whatever_port_it_is(server: ScriptedServer, tmp_path: Path) -> None:
    (tmp_path / "env").write_text(f"AWS_REGION=ap-northeast-2\nPORT={server.url.rpartition(':')[2]}\n")
    server.answers = [events(start(), done())]
    assert run("", "안녕\n".encode(), "--user", "bob", DEVSTACK_DIR=str(tmp_path)).returncode == 0
    assert server.users == ["bob"]


def test_a_port_that_is_none_is_said_so() -> None:
    ended = run("dog", b"")
    assert ended.returncode == 2
    assert "PORT" in ended.stderr.decode()
    assert b"Traceback" not in ended.stderr
