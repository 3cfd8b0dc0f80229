"""What a start waits for, and what it leaves to the time when the process serves."""

import json
import subprocess
import sys
from typing import Any

SETTINGS = {
    "AWS_REGION": "ap-northeast-2",
    "OIDC_ISSUERS": "https://issuer.example",
    "OIDC_AUDIENCE": "tickets",
    "HOLD_SEATS_FUNCTION_NAME": "hold-seats",
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "PYTHONPATH": ":".join(filter(None, sys.path)),
}
NEVER = {"boto3", "s3transfer"}
LATER = {"jwt", "cryptography", "lambdas.chat.turn", "lambdas.chat.guard.gate", "lambdas.chat.tools.registry"}

CHAT = """
import gc, json, sys
import uvicorn
from starlette.testclient import TestClient

def serve(app, **_):
    started = sorted(sys.modules)
    status = TestClient(app).get("/health").status_code
    print(json.dumps({"started": started, "status": status, "asked": sorted(sys.modules), "gc": gc.isenabled()}))

uvicorn.run = serve
from lambdas.chat.start import main
main()
"""
HOLD_SEATS = """
import gc, json, sys
from lambdas.hold_seats.start import handler
print(json.dumps({"started": sorted(sys.modules), "answer": handler({}, None), "gc": gc.isenabled()}))
"""


def said_by(program: str) -> Any:
    """What a fresh process says last, as JSON."""
    done = subprocess.run([sys.executable, "-c", program], env=SETTINGS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_chat_loads_its_turns_once_it_is_asked_whether_it_serves() -> None:
    said = said_by(CHAT)
    assert not (NEVER | LATER) & set(said["started"])
    assert said["status"] == 200
    assert set(said["asked"]) >= LATER
    assert said["gc"]


def test_hold_seats_starts_with_its_handler_and_goes_on_collecting() -> None:
    said = said_by(HOLD_SEATS)
    assert not NEVER & set(said["started"])
    assert said["answer"]["error"]["code"] == "INVALID_REQUEST"
    assert said["gc"]
