"""The functions of a synthesized region, packages and all, and how one of them lies on Lambda."""

import os
import platform
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from uv import find_uv_bin

from stacks.assembly import build_app
from stacks.bytecode import RUNTIME, runtime_python
from stacks.packages import MACHINES
from stacks.tables import ROOT
from tests.infrastructure.adapter import web_adapter
from tests.infrastructure.assembly import Assembly, Resource, Template, context

STACKS = ("Seoul-Booking", "Seoul-Chat")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Package:
    """A function as its template declares it: `layers` and `code` are folders, `timeout` is in seconds."""

    name: str
    handler: str
    timeout: int
    environment: Mapping[str, str]
    layers: tuple[Path, ...]
    code: Path


def synthesize_packages(directory: Path) -> dict[str, Package]:
    """Every function of one region by its name, packaged for this machine."""
    region = {"Seoul": {"awsRegion": "ap-northeast-2", "role": "main"}}
    here = {"architecture": MACHINES[platform.machine()], "regions": region}
    build_app(context(**here), outdir=str(directory)).synth()
    templates = [Assembly(directory)[stack] for stack in STACKS]
    packages = [
        _package(directory, template, function)
        for template in templates
        for function in template.of("Lambda::Function")
    ]
    return {package.name: package for package in packages}


def _package(directory: Path, template: Template, function: Resource) -> Package:
    def layer(reference: object) -> Path:
        if isinstance(reference, dict):
            return _asset(directory, template.resources[reference["Ref"]]["Properties"]["Content"])
        return web_adapter.install()

    return Package(
        function["FunctionName"],
        function["Handler"],
        function["Timeout"],
        function["Environment"]["Variables"],
        tuple(layer(reference) for reference in function["Layers"]),
        _asset(directory, function["Code"]),
    )


def _asset(directory: Path, content: Resource) -> Path:
    return directory / f"asset.{content['S3Key'].removesuffix('.zip')}"


def lay_out(package: Package, root: Path, runtime: Path) -> Path:
    """Puts a package under `root` as it lies on Lambda: layers at /opt, code at /var/task, the runtime beside it."""
    for layer in package.layers:
        shutil.copytree(layer, root / "opt", dirs_exist_ok=True)
    shutil.copytree(package.code, root / "var/task")
    (root / "var/runtime").symlink_to(runtime)
    python = runtime_python()
    (root / "var/lang/bin").mkdir(parents=True)
    (root / "var/lang/bin/python3").symlink_to(str(python))
    return root


def install_runtime(target: Path) -> Path:
    """AWS's runtime client for the functions' Python, in the version of the lock, and nothing else: no SDK is there."""
    python = runtime_python()
    assert python, f"the functions run on CPython {RUNTIME}: `uv python install {RUNTIME}` brings one"
    install = [find_uv_bin(), "pip", "install", "--quiet", "--python", python, "--only-binary", ":all:"]
    subprocess.run([*install, "-c", ROOT / "requirements.txt", "--target", target, "awslambdaric"], check=True)
    return target


def lambda_variables(region: str) -> dict[str, str]:
    """What Lambda gives every function beside its own variables."""
    return {
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "LAMBDA_TASK_ROOT": "/var/task",
        "LAMBDA_RUNTIME_DIR": "/var/runtime",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
    }


def enter(root: Path) -> None:
    """Sees whether this machine lets a program have its own /opt and /var."""
    command_line, variables = command(root, "true"), lambda_variables("")
    done = subprocess.run(command_line, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (
        "the packaged functions run in a mount namespace with overlayfs: as root (in a container with CAP_SYS_ADMIN),"
        f" or where user namespaces are allowed. {done.stderr}"
    )


def command(root: Path, *program: str) -> tuple[str, ...]:
    """Runs a program where `root` lies at / of a namespace; it takes root's rights there, and nowhere else."""
    mapped = () if os.geteuid() == 0 else ("--map-root-user",)
    return ("unshare", "--mount", *mapped, str(HERE / "enter.sh"), str(root), *program)
