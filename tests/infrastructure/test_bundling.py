"""The packages: the same bytes twice, what the functions need and nothing else."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stacks.bundling import LocalBundling
from stacks.bytecode import runtime_python
from stacks.packages import SDK_SERVICES, fill_dependencies, fill_domain, fill_function
from stacks.tables import ROOT

UNCHECKED_HASH = 0b01
"""The flags of bytecode that is taken without a look at its source (PEP 552)."""


def digests(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file's hash and mode by its path."""
    return {
        str(file.relative_to(folder)): (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mode & 0o777)
        for file in folder.rglob("*")
        if file.is_file()
    }


def bundle(folder: Path, package: str) -> Path:
    """One package as CDK has it made: "domain", "dependencies", or a function's."""
    fills = {"domain": fill_domain, "dependencies": lambda target: fill_dependencies(target, "arm64")}
    fill = fills.get(package) or (lambda target: fill_function(target, package))
    folder.mkdir()
    assert LocalBundling(package, fill).try_bundle(str(folder))
    return folder


@pytest.mark.parametrize("package", ["domain", "chat", "hold_seats", "reservations"])
def test_the_same_sources_give_the_same_bytes_in_any_folder(tmp_path: Path, package: str) -> None:
    first, second = bundle(tmp_path / "one", package), bundle(tmp_path / "another", package)
    assert digests(first) == digests(second)


def test_a_function_holds_its_own_package_and_its_start(tmp_path: Path) -> None:
    chat = bundle(tmp_path / "chat", "chat")
    assert {path.name for path in (chat / "lambdas").iterdir() if path.is_dir() and path.name != "__pycache__"} == {
        "chat"
    }
    start = chat / "run.sh"
    assert start.stat().st_mode & 0o777 == 0o755
    assert start.read_bytes().startswith(b"#!/bin/bash\n")
    assert b"\r" not in start.read_bytes()
    sources = {str(file.relative_to(ROOT)) for file in (ROOT / "lambdas/chat").rglob("*") if _is_packaged(file)}
    assert {name for name in digests(chat) if not name.endswith(".pyc")} == sources | {"lambdas/__init__.py", "run.sh"}


def test_the_domain_lies_where_lambda_looks_for_it_with_its_tables(tmp_path: Path) -> None:
    domain = bundle(tmp_path / "domain", "domain")
    assert (domain / "python/megaticket/tables.json").exists()


def test_a_deployment_without_the_runtimes_python_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Packages without bytecode work, and every cold start takes twice as long: only a synthesis may make them."""
    without = "import runpy, sys; sys.executable = ''; runpy.run_module('stacks.bytecode', run_name='__main__')"
    nowhere = dict.fromkeys(("PATH", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR"), str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", without], cwd=ROOT, env=os.environ | nowhere, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "uv python install 3.13" in done.stderr
    steps = subprocess.run(["make", "-n", "deploy"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert steps.index("-m stacks.bytecode") < steps.index("-m operations.deploy")


@pytest.mark.slow
def test_the_layer_of_third_party_packages(tmp_path: Path) -> None:
    first, second = bundle(tmp_path / "one", "dependencies"), bundle(tmp_path / "another", "dependencies")
    assert digests(first) == digests(second)
    packages = first / "python"
    assert not (packages / "bin").exists()
    # It would differ with the folder of the Python that installs, which this test cannot vary.
    assert not list(packages.rglob("RECORD"))
    assert {folder.name for folder in (packages / "botocore/data").iterdir() if folder.is_dir()} == SDK_SERVICES
    assert (packages / _pinned("boto3")).is_dir()
    libraries = [file for file in packages.rglob("*.so") if "abi3" not in file.name]
    assert libraries
    assert all("cpython-313-aarch64-linux-gnu" in file.name for file in libraries)


@pytest.mark.slow
def test_bytecode_is_unchecked_of_the_runtimes_version_and_named_as_on_lambda(tmp_path: Path) -> None:
    assert runtime_python(), "needs a CPython 3.13: `uv python install 3.13`"
    domain = bundle(tmp_path / "domain", "domain")
    compiled = list(domain.rglob("*.pyc"))
    assert len(compiled) == len(list(domain.rglob("*.py")))
    for file in compiled:
        assert file.name.endswith(".cpython-313.pyc")
        assert int.from_bytes(file.read_bytes()[4:8], "little") == UNCHECKED_HASH
        assert str(tmp_path).encode() not in file.read_bytes()
        assert b"/opt/python/megaticket" in file.read_bytes()


def _is_packaged(file: Path) -> bool:
    return file.is_file() and file.suffix != ".pyc" and file.name != "run.sh"


def _pinned(package: str) -> str:
    lines = (ROOT / "layers/dependencies/requirements.txt").read_text("utf-8").splitlines()
    (version,) = [line.split()[0].split("==")[1] for line in lines if line.startswith(f"{package}==")]
    return f"{package}-{version}.dist-info"
