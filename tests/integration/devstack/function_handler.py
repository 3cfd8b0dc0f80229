"""A function for the tests of the Lambda emulator: does what its event says."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def handler(event: dict[str, Any], context: Any) -> Any:
    """`event["do"]` names what to do; without it the event comes back."""
    match event.get("do"):
        case "fail":
            raise ValueError("no such seat")
        case "exit":
            os._exit(event["code"])
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            Path(event["mark"]).write_text(str(os.getpid()))
            signal.pause()
        case "wait":
            _wait(Path(event["folder"]))
        case "environment":
            return dict(os.environ)
        case "context":
            return {"arn": context.invoked_function_arn, "remaining": context.get_remaining_time_in_millis()}
    return {"event": event, "pid": os.getpid()}


def _wait(folder: Path) -> None:
    (folder / str(os.getpid())).touch()
    while not (folder / "go").exists():
        time.sleep(0.01)


if "refuse to load" in os.environ.get("MOOD", ""):
    sys.exit("this function does not load")
