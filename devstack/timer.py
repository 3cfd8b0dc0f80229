"""`python -m devstack.timer`: has open payments settled at a fixed rate, as EventBridge does on AWS."""

import contextlib
import json
import os
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from typing import Any

from devstack.functions.spec import ACCOUNT
from devstack.product import REGION, SETTLEMENT
from devstack.settings import HOST, Settings

PATIENCE_SECONDS = 120
"""Longer than the function may take to start and to run."""


def scheduled_event() -> dict[str, Any]:
    """The event of a rule with a schedule."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{SETTLEMENT}"],
        "detail": {},
    }


def invoke(port: int, function: str) -> str | None:
    """Invokes a function and waits for its end: why it failed, or None."""
    path = f"/2015-03-31/functions/{function}/invocations"
    try:
        with contextlib.closing(HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request("POST", path, json.dumps(scheduled_event()), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            payload = answer.read()
    except (OSError, HTTPException) as error:
        return type(error).__name__
    if answer.status != 200:
        return f"HTTP {answer.status}"
    if answer.getheader("X-Amz-Function-Error") is None:
        return None
    return str(json.loads(payload).get("errorType", "a function error"))


def every(seconds: float, act: Callable[[], None], stop: threading.Event) -> None:
    """Acts every so many seconds until `stop` is set, one at a time: an act that takes longer delays the next."""
    due = time.monotonic() + seconds
    while not stop.wait(max(0.0, due - time.monotonic())):
        act()
        due = max(due + seconds, time.monotonic())


def main() -> None:
    """Works until SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    settings = Settings.from_environ(os.environ)

    def settle() -> None:
        if (reason := invoke(settings.port_of("lambda"), SETTLEMENT)) is not None:
            print(f"{datetime.now(UTC):%H:%M:%S} {SETTLEMENT} failed: {reason}", flush=True)

    every(settings.settlement_seconds, settle, threading.Event())


if __name__ == "__main__":
    main()
