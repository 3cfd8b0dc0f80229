"""Bytecode of the functions' runtime.

CDK dates every file 1980-01-01, so that ordinary bytecode would be stale on Lambda and each cold start would compile
everything anew; unchecked bytecode is taken as it is. It needs a CPython of the runtime's own minor version.

python -m stacks.bytecode ends with an error where there is none.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from uv import find_uv_bin

RUNTIME = "3.13"
ASK_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"
REMEDY = f"""\
no CPython {RUNTIME} was found: the packages are made without bytecode, and cold starts take about twice as long.
`uv python install {RUNTIME}`, or a python{RUNTIME} on the PATH, brings it."""


def compile_bytecode(root: Path, mounted_at: str) -> None:
    """Compiles everything under `root`, named as it will lie on Lambda. Without a compiler the sources stay alone."""
    python = runtime_python()
    if python is None:
        return
    # Isolated, without hash seeds and in one process: the same source must give the same bytes.
    options = ["-I", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    names = ["-s", str(root), "-p", mounted_at]
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    subprocess.run([python, *options, *names, str(root)], env=environment, check=True)  # noqa: S603


@cache
def runtime_python() -> str | None:
    """A CPython of the runtime's version: this one, one on the PATH, of pyenv or of uv; None, said once, without."""
    found = next(filter(_is_runtime, _candidates()), None)
    if found is None:
        print(REMEDY, file=sys.stderr)
    return found


def _candidates() -> Iterator[str]:
    yield sys.executable
    yield shutil.which(f"python{RUNTIME}") or ""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob(f"versions/{RUNTIME}.*/bin/python{RUNTIME}"), reverse=True))
    managed = [find_uv_bin(), "python", "find", "--no-python-downloads", "--no-project", "--managed-python", RUNTIME]
    yield subprocess.run(managed, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def _is_runtime(python: str) -> bool:
    if not python:
        return False
    try:
        answer = subprocess.run([python, "-I", "-c", ASK_VERSION], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return False
    return answer.stdout.strip() == RUNTIME


if __name__ == "__main__":
    sys.exit(runtime_python() is None)
