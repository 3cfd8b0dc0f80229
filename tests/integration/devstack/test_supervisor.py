"""Whatever happens to the stack, no process of it stays."""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.integration.devstack.helpers import PATIENCE_SECONDS, eventually, exists, free_base, is_healthy, python


@dataclass
class FakeStack:
    """A running supervisor and where its parts listen."""

    process: "subprocess.Popen[str]"
    base: int
    logs: Path

    def url(self, part: int) -> str:
        return f"http://127.0.0.1:{self.base + part}"

    def pid(self, part: int) -> int:
        with urlopen(self.url(part), timeout=5) as answer:
            return int(answer.read())

    def wait_for_line(self, wanted: str) -> None:
        assert self.process.stdout is not None
        assert any(line.strip() == wanted for line in self.process.stdout)

    def end(self) -> tuple[int, str]:
        """Its exit code and the rest of what it printed."""
        output, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        return self.process.returncode, output


@contextlib.contextmanager
def fake_stack(logs: Path, *behaviours: str) -> Iterator[FakeStack]:
    base = free_base()
    module = "tests.integration.devstack.fake_stack"
    with python("-m", module, str(logs), str(base), *behaviours) as process:
        yield FakeStack(process, base, logs)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_part(tmp_path: Path, number: int) -> None:
    with fake_stack(tmp_path, "good", "good") as stack:
        stack.wait_for_line("ready")
        pids = [stack.pid(0), stack.pid(1)]
        stack.process.send_signal(number)
        code, output = stack.end()
        assert code == 0
        assert "Traceback" not in output
        assert not any(map(exists, pids))


def test_a_part_that_ignores_sigterm_is_killed_also_when_the_person_presses_ctrl_c_again(tmp_path: Path) -> None:
    with fake_stack(tmp_path, "deaf", "good") as stack:
        stack.wait_for_line("ready")
        deaf, good = stack.pid(0), stack.pid(1)
        stack.process.send_signal(signal.SIGINT)
        eventually(lambda: not exists(good))
        stack.process.send_signal(signal.SIGINT)
        assert stack.end()[0] == 0
        assert not exists(deaf)


def test_a_signal_during_the_start_ends_what_has_started(tmp_path: Path) -> None:
    with fake_stack(tmp_path, "good", "silent") as stack:
        eventually(lambda: is_healthy(stack.url(0)), of=stack.process)
        pid = stack.pid(0)
        stack.process.send_signal(signal.SIGTERM)
        code, output = stack.end()
        assert code == 0
        assert "ready" not in output
        assert not exists(pid)


def test_a_part_that_crashes_is_named_with_the_end_of_its_log_and_ends_the_others(tmp_path: Path) -> None:
    with fake_stack(tmp_path, "good", "good") as stack:
        stack.wait_for_line("ready")
        survivor = stack.pid(1)
        with contextlib.suppress(ConnectionError), urlopen(stack.url(0) + "/crash", timeout=5):
            pass
        code, output = stack.end()
        assert code == 1
        assert f"part0 ended (exit status 7). The end of {tmp_path / 'part0.log'}:" in output
        assert "the tail of the log" in output
        assert "_aws" not in output, "metrics would hide the cause"
        assert "Traceback" not in output
        assert not exists(survivor)


def test_a_part_that_cannot_start_is_named(tmp_path: Path) -> None:
    with fake_stack(tmp_path, "good", "stillborn") as stack:
        code, output = stack.end()
        assert code == 1
        assert "part1 ended (exit status 1)" in output
        assert "cannot start: no such thing" in output
        assert not is_healthy(stack.url(0))


def test_a_part_that_never_answers_is_named(tmp_path: Path) -> None:
    with fake_stack(tmp_path, "good", "silent") as stack:
        code, output = stack.end()
        assert code == 1
        assert "part1 is not up after 2 s." in output
        assert not is_healthy(stack.url(0))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a process to its parent")
def test_a_supervisor_that_is_killed_outright_takes_its_parts_along(tmp_path: Path) -> None:
    with fake_stack(tmp_path, "deaf", "good") as stack:
        stack.wait_for_line("ready")
        pids = [stack.pid(0), stack.pid(1)]
        stack.process.kill()
        eventually(lambda: not any(map(exists, pids)))


def test_logs_are_emptied_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "part0.log").write_text("of yesterday")
    with fake_stack(tmp_path, "good") as stack:
        stack.wait_for_line("ready")
        assert "of yesterday" not in (tmp_path / "part0.log").read_text()
