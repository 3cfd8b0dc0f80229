"""The release: one id for everything that a deployment publishes together."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from stacks.settings import Settings
from stacks.tables import ROOT

SOURCES = ("lambdas", "layers", "stacks", "requirements.txt")


def release_id(settings: Settings, root: Path = ROOT) -> str:
    """Twelve hexadecimal digits of the settings and of every source file.

    Every function carries it, so that a deployment publishes all of them anew: going back one version of each goes back to
    the deployment before.
    """
    digest = hashlib.sha256(settings.model_dump_json().encode())
    for file in _files(root):
        digest.update(f"\0{file.relative_to(root)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        path = root / source
        yield from sorted(file for file in [path, *path.rglob("*")] if file.is_file() and file.suffix != ".pyc")
