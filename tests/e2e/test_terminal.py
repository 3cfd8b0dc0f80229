"""The terminal client at the end of a pipe, against the running stack."""

import re
import subprocess
import sys

from devstack.settings import ROOT
from tests.e2e.catalogue import House
from tests.e2e.processes import Stack
from tests.e2e.tables import Tables

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x9b]")


def test_a_pipe_books(stack: Stack, house: House, tables: Tables) -> None:
    grade = next(iter(house.prices))
    sub = "piped-person"
    said = [
        f"{house.title} 예매하고 싶어요",
        house.starts_at_text,
        "2명이요",
        f"{grade}석이요",
        "네",
        "내 예약 보여 주세요",
    ]
    finished = run_terminal(stack, sub, said)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert CONTROL.search(finished.stdout) is None
    assert "AI" in finished.stdout
    assert re.search(r"[가-힣]{2}", finished.stdout)
    [hold] = tables.holds_of(sub)
    assert (hold["state"], hold["scheduleId"]) == ("HOLDING", house.schedule_id)
    assert f"{hold['totalPrice']:,}원" in finished.stdout
    assert f"/pay/{hold['holdId']}" in finished.stdout


def run_terminal(stack: Stack, sub: str, lines: list[str]) -> "subprocess.CompletedProcess[str]":
    port = stack.url.rpartition(":")[2]
    command = [sys.executable, "-m", "devstack.terminal", "--port", port, "--user", sub]
    return subprocess.run(
        command, cwd=ROOT, input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=60, check=False
    )
