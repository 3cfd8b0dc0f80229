"""Packages of the functions, made at synthesis without Docker: the same files in give the same bytes out."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jsii
from aws_cdk import AssetHashType, BundlingOptions, DockerImage, ILocalBundling
from aws_cdk.aws_lambda import Code
from uv import find_uv_bin

from stacks.bytecode import RUNTIME, compile_bytecode
from stacks.tables import ROOT

LAYER_ROOT = "/opt"
TASK_ROOT = "/var/task"
PLATFORMS = {"arm64": "aarch64-manylinux2014", "x86_64": "x86_64-manylinux2014"}
SDK_SERVICES = frozenset({"bedrock-runtime", "dynamodb", "lambda", "secretsmanager"})
"""The services whose descriptions stay in botocore's data; all of them would be 25 MB more."""

LEFT_OUT = ("bin", "boto3/data", "boto3/examples", ".lock")
IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc", "tests")


@jsii.implements(ILocalBundling)
class LocalBundling:
    """Fills the output folder here; CDK would ask Docker otherwise."""

    def __init__(self, name: str, fill: Callable[[Path], None]) -> None:
        self._name = name
        self._fill = fill

    def try_bundle(self, output_dir: str, *_options: Any, **_named: Any) -> bool:
        """Fills the folder and says how large it is. Raises what went wrong: there is no second way."""
        target = Path(output_dir)
        self._fill(target)
        _normalise(target)
        size = sum(file.stat().st_size for file in target.rglob("*") if file.is_file())
        print(f"package {self._name}: {size / 1e6:.1f} MB unpacked", file=sys.stderr)
        return True


def dependencies_code(architecture: str) -> Code:
    """The layer of third-party packages."""
    return _code("layers/dependencies", partial(fill_dependencies, architecture=architecture))


def domain_code() -> Code:
    """The layer of the domain, which every function uses."""
    return _code("layers/shared", fill_domain)


def function_code(package: str) -> Code:
    """The code of `lambdas/{package}`, with its folders' names, as it is imported everywhere."""
    return _code(f"lambdas/{package}", partial(fill_function, package=package))


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


def _code(source: str, fill: Callable[[Path], None]) -> Code:
    return Code.from_asset(
        str(ROOT / source),
        asset_hash_type=AssetHashType.OUTPUT,
        bundling=BundlingOptions(image=DockerImage.from_registry("never-asked-for"), local=LocalBundling(source, fill)),
    )


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


def _normalise(target: Path) -> None:
    """The same modes on every machine: everybody may read, whatever could be executed still can."""
    for path in target.rglob("*"):
        executable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if executable else 0o644)
