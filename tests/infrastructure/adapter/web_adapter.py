"""`python -m tests.infrastructure.adapter.web_adapter`: the Lambda Web Adapter, built once from its crate.

The layer on AWS is of a later version than any in the registry; this is the nearest one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CRATE = "lambda_web_adapter"
VERSION = "1.0.0-rc1"
OLDEST_RUST = (1, 84)
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "megaticket"
LAYER = CACHE / f"{CRATE}-{VERSION}"
"""As the layer is laid out under /opt. It takes minutes to make, and so it outlives a checkout."""


def remedy() -> str | None:
    """What has to be installed before it can be built; None where nothing is missing."""
    if LAYER.exists():
        return None
    wanted = "a Rust of 1.84 or newer: https://rustup.rs (Debian's own is new enough from 13 on: apt install cargo)"
    if shutil.which("cargo") is None:
        return f"the Lambda Web Adapter is built by cargo, which is missing: install {wanted}"
    said = subprocess.run(["cargo", "--version"], capture_output=True, text=True, check=False).stdout
    try:
        version = tuple(int(part) for part in said.split()[1].split(".")[:2])
    except (IndexError, ValueError):
        return f"cargo does not say which one it is: install {wanted}"
    return None if version >= OLDEST_RUST else f"cargo {version[0]}.{version[1]} is too old: install {wanted}"


def install() -> Path:
    """The layer's folder, built where it is not there yet. Raises RuntimeError with the remedy."""
    if (reason := remedy()) is not None:
        raise RuntimeError(reason)
    if not LAYER.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            _build(Path(folder))
    return LAYER


def _build(folder: Path) -> None:
    install = ["cargo", "install", "--locked", "--quiet", "--root", str(folder), f"{CRATE}@{VERSION}"]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"cargo could not build {CRATE} {VERSION}: {done.stderr}")
    layer = folder / "layer"
    (layer / "extensions").mkdir(parents=True)
    (folder / "bin/lambda-adapter").rename(layer / "extensions/lambda-adapter")
    (bootstrap,) = _cargo_home().glob(f"registry/src/*/{CRATE}-{VERSION}/layer/bootstrap")
    shutil.copy(bootstrap, layer / "bootstrap")
    (layer / "bootstrap").chmod(0o755)
    layer.rename(LAYER)


def _cargo_home() -> Path:
    return Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")


if __name__ == "__main__":
    try:
        install()
    except RuntimeError as error:
        sys.exit(str(error))
