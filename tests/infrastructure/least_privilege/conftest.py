"""The traffic: the whole system's own tests, once, with every call of the SDK noted."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from stacks.names import FUNCTIONS
from stacks.tables import ROOT
from tests.infrastructure.least_privilege.calls import Call, read_calls

RECORDER = Path(__file__).parent / "recorder/sitecustomize.py"


@pytest.fixture(scope="session")
def traffic(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Call]]:
    """Every call of every function while the tests of the whole system ran, by the function's name."""
    layer = tmp_path_factory.mktemp("recorder")
    shutil.copy(RECORDER, layer)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/e2e"]
    environment = {**os.environ, "FUNCTION_LAYER": str(layer)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"the tests of the whole system fail: {done.stdout[-600:]}", pytrace=False)
    return {name: read_calls(layer / f"{name}.jsonl") for name in FUNCTIONS}
