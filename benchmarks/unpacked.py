"""The functions' packages, made for this machine and unpacked as on Lambda."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from operations.settings import deployment_settings
from stacks.bytecode import REMEDY, runtime_python
from stacks.environment import chat_variables, hold_seats_variables
from stacks.packages import MACHINES, fill_dependencies, fill_domain, fill_function

HERE = Path(__file__).parent
ZIP_DATE = 315_532_800
"""1980-01-01: what CDK dates every file."""


@dataclass(frozen=True)
class Unpacked:
    """A folder with the layers in `opt`, each function in `task`, and the functions' Python as `bin/python3`."""

    root: Path

    @property
    def python(self) -> str:
        """The interpreter of every process."""
        return str(self.root / "bin/python3")

    def task(self, function: str) -> Path:
        """Where a function's code lies."""
        return self.root / "task" / function

    def variables(self, *path: Path) -> dict[str, str]:
        """What every process is told; `path` is searched before the layers."""
        return {
            "PATH": f"{self.root / 'bin'}:/usr/bin:/bin",
            "PYTHONPATH": os.pathsep.join(map(str, [*path, self.root / "opt/python"])),
            # Lambda's /opt and /var/task are read-only: stale bytecode stays stale.
            "PYTHONDONTWRITEBYTECODE": "1",
            "AWS_REGION": "ap-northeast-2",
            "AWS_DEFAULT_REGION": "ap-northeast-2",
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
        }


def unpack(root: Path) -> Unpacked:
    """Makes the packages and lays them out. Ends the command without the functions' Python."""
    python = runtime_python() or sys.exit(REMEDY)
    fill_dependencies(root / "dependencies", MACHINES[platform.machine()])
    fill_domain(root / "opt")
    shutil.copytree(root / "dependencies", root / "opt", dirs_exist_ok=True)
    for function in ("chat", "hold_seats"):
        fill_function(root / "task" / function, function)
    (root / "bin").mkdir()
    (root / "bin/python3").symlink_to(python)
    _date(root)
    return Unpacked(root)


def with_stale_bytecode(fresh: Unpacked, root: Path) -> Unpacked:
    """A copy whose bytecode is ordinary: it names the dates that its sources had before they were zipped."""
    shutil.copytree(fresh.root, root, symlinks=True)
    for source in root.rglob("*.py"):
        os.utime(source)
    subprocess.run(
        [fresh.python, "-m", "compileall", "-q", "-f", "--invalidation-mode", "timestamp", str(root)], check=True
    )
    _date(root)
    return Unpacked(root)


def template_variables() -> Mapping[str, Mapping[str, str]]:
    """The environment that the template gives each function in the region that writes."""
    settings = deployment_settings()
    region = settings.regions["Seoul"]
    return {"chat": chat_variables(settings, region), "hold_seats": hold_seats_variables(settings, region)}


def _date(root: Path) -> None:
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (ZIP_DATE, ZIP_DATE))
