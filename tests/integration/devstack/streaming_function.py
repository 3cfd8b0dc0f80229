"""A program that streams its answers over the Runtime API, as the Lambda Web Adapter does, without AWS's runtime client.

The path says how: `/pause` waits for the file `go` in the folder of its body before its last piece, `/die` ends in the
middle, `/mute` sends nothing at all.
"""

import json
import os
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from devstack.functions.runtime_api import EXTENSIONS, VERSION
from devstack.functions.streaming import AFTER_PRELUDE, MODE_HEADER, STREAMING

HEAD = {"statusCode": 201, "headers": {"Content-Type": "text/event-stream"}, "cookies": ["a=1"]}


def pieces(event: dict[str, Any]) -> Iterator[bytes]:
    """The prelude, cut in the middle of its end, and the body."""
    if event["rawPath"] == "/mute":
        return
    yield json.dumps(HEAD).encode() + AFTER_PRELUDE[:3]
    yield AFTER_PRELUDE[3:] + b"first"
    if event["rawPath"] == "/die":
        os._exit(1)
    if event["rawPath"] == "/pause":
        while not (Path(event["body"]) / "go").exists():
            time.sleep(0.01)
    yield b"second"


def main() -> None:
    """Registers as an extension, and answers one event after the other."""
    connection = HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request("POST", f"{EXTENSIONS}/register", body="{}", headers={"Lambda-Extension-Name": "tests"})
    registered = connection.getresponse()
    registered.read()
    assert registered.getheader("Lambda-Extension-Identifier")
    while True:
        connection.request("GET", f"{VERSION}/invocation/next")
        given = connection.getresponse()
        event, request_id = json.loads(given.read()), given.getheader("Lambda-Runtime-Aws-Request-Id")
        headers = {MODE_HEADER: STREAMING, "Transfer-Encoding": "chunked"}
        path = f"{VERSION}/invocation/{request_id}/response"
        connection.request("POST", path, body=pieces(event), headers=headers, encode_chunked=True)
        connection.getresponse().read()


if __name__ == "__main__":
    main()
