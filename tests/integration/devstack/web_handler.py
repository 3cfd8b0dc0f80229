"""A function behind a function URL for the tests: POST /answer gives its body's JSON back, all else echoes the event."""

import json
import time
from pathlib import Path
from typing import Any


def handler(event: dict[str, Any], _context: Any) -> Any:
    """`/fail` raises; `/wait` waits for the file that its body names."""
    match event["rawPath"]:
        case "/answer":
            return json.loads(event["body"])
        case "/fail":
            raise ValueError("no such reservation")
        case "/wait":
            _wait(Path(event["body"]))
    return event


def _wait(folder: Path) -> None:
    (folder / str(time.monotonic_ns())).touch()
    while not (folder / "go").exists():
        time.sleep(0.01)
