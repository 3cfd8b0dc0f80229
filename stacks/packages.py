"""What the packages of the functions hold, made without Docker: the same files in give the same bytes out."""

import shutil
import subprocess
from pathlib import Path

from uv import find_uv_bin

from stacks.bytecode import RUNTIME, compile_bytecode
from stacks.tables import ROOT

LAYER_ROOT = "/opt"
TASK_ROOT = "/var/task"
MACHINES = {"x86_64": "x86_64", "aarch64": "arm64"}
"""The architecture of a machine that calls itself so."""

PLATFORMS = {"arm64": "aarch64-manylinux2014", "x86_64": "x86_64-manylinux2014"}
SDK_SERVICES = frozenset({"bedrock-runtime", "dynamodb", "lambda", "secretsmanager"})
"""The services whose descriptions stay in botocore's data; all of them would be 25 MB more."""

LEFT_OUT = ("bin", "boto3/data", "boto3/examples", ".lock")
IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc", "tests")


def fill_dependencies(target: Path, architecture: str) -> None:
    """Installs the wheels in the versions of the lock, without what no function reads."""
    packages = target / "python"
    install = [find_uv_bin(), "pip", "install", "--quiet", "--only-binary", ":all:", "--link-mode", "copy"]
    platform = ["--python-platform", PLATFORMS[architecture], "--python-version", RUNTIME]
    # As constraints the lock gives versions and hashes, also of what the packages need themselves.
    versions = ["-r", "layers/dependencies/requirements.txt", "-c", "requirements.txt"]
    subprocess.run([*install, *platform, *versions, "--target", str(packages)], cwd=ROOT, check=True)  # noqa: S603
    _trim(packages)
    compile_bytecode(target, LAYER_ROOT)


def fill_domain(target: Path) -> None:
    """Copies the domain."""
    shutil.copytree(ROOT / "layers/shared/python", target / "python", ignore=IGNORED)
    compile_bytecode(target, LAYER_ROOT)


def fill_function(target: Path, package: str) -> None:
    """Copies a function; what the Lambda Web Adapter starts lies at the root, where it looks for it."""
    source = ROOT / "lambdas"
    copied = target / "lambdas" / package
    shutil.copytree(source / package, copied, ignore=IGNORED)
    shutil.copy(source / "__init__.py", target / "lambdas")
    start = copied / "run.sh"
    if start.exists():
        start.rename(target / "run.sh").chmod(0o755)
    compile_bytecode(target, TASK_ROOT)


def _trim(packages: Path) -> None:
    for name in LEFT_OUT:
        _remove(packages / name)
    data = packages / "botocore/data"
    for folder in data.iterdir():
        if folder.is_dir() and folder.name not in SDK_SERVICES:
            _remove(folder)
    # A record holds the hashes of scripts in bin/, and so the path of the Python that made them.
    for file in [*data.rglob("examples-1.json*"), *packages.glob("*.dist-info/RECORD")]:
        _remove(file)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
