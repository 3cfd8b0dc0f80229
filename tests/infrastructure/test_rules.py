"""The rule packs and cfn-lint."""

import subprocess
import sys
from pathlib import Path

import pytest
from aws_cdk import Stack
from aws_cdk.aws_secretsmanager import Secret

from stacks.assembly import build_app
from tests.infrastructure.assembly import NO_PACKAGES, Assembly, context


def test_the_rule_packs_find_nothing_that_has_no_reason(assembly: Assembly) -> None:
    assert assembly.findings() == []


def test_a_resource_that_breaks_a_rule_stops_the_synthesis(tmp_path: Path) -> None:
    app = build_app(context() | NO_PACKAGES, outdir=str(tmp_path))
    Secret(Stack(app, "MegaTicket-Careless"), "Secret")
    with pytest.raises(RuntimeError, match="AwsSolutions-SMG4"):
        app.synth()
    assert Assembly(tmp_path).findings() == ["AwsSolutions-SMG4 MegaTicket-Careless/Secret/Resource"]


def test_cfn_lint_accepts_every_template(assembly: Assembly) -> None:
    templates = sorted(map(str, assembly.directory.glob("*.template.json")))
    # W3005: CDK names a role beside the reference to it.
    lint = [str(Path(sys.executable).parent / "cfn-lint"), "--ignore-checks", "W3005", "--", *templates]
    done = subprocess.run(lint, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
