"""The app as the CDK's command line runs it: every synthesis begins with the settings."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stacks.tables import ROOT
from tests.infrastructure.assembly import NO_PACKAGES, context


def run_app(outdir: Path, **changes: Any) -> subprocess.CompletedProcess[str]:
    """Runs app.py with the variables of the command line, and no path of ours."""
    given = {"CDK_CONTEXT_JSON": json.dumps(context(**changes) | NO_PACKAGES), "CDK_OUTDIR": str(outdir)}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | given
    return subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"chatLimits": {"HISTORY_TOKENS": 1000}}, "history_tokens"),
        ({"bedrockSecondaryModel": "claude-haiku-4-5"}, "must be two models"),
        ({"bedrockModels": {"mine": {"id": "own.model-v1:0"}}}, "models.mine.profile"),
        ({"pageOrigins": ["*"]}, "pageOrigins.0: "),
    ],
)
def test_what_would_not_run_stops_any_synthesis_and_is_named(
    changes: dict[str, Any], said: str, tmp_path: Path
) -> None:
    done = run_app(tmp_path / "out", **changes)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.template.json"))


def test_what_stands_as_it_was_shipped_is_said_and_stops_no_synthesis(tmp_path: Path) -> None:
    done = run_app(tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "pageOrigins, oidcIssuers, paymentProviderUrl, alarmAddress still stand as they were shipped" in done.stderr
    assert list(tmp_path.rglob("MegaTicket-*.template.json"))
