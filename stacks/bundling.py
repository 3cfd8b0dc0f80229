"""How CDK is given the packages of the functions: made here at synthesis, where it would ask Docker otherwise."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jsii
from aws_cdk import AssetHashType, BundlingOptions, DockerImage, ILocalBundling
from aws_cdk.aws_lambda import Code

from stacks.packages import fill_dependencies, fill_domain, fill_function
from stacks.tables import ROOT


@jsii.implements(ILocalBundling)
class LocalBundling:
    """Fills the output folder here."""

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


def _code(source: str, fill: Callable[[Path], None]) -> Code:
    return Code.from_asset(
        str(ROOT / source),
        asset_hash_type=AssetHashType.OUTPUT,
        bundling=BundlingOptions(image=DockerImage.from_registry("never-asked-for"), local=LocalBundling(source, fill)),
    )


def _normalise(target: Path) -> None:
    """The same modes on every machine: everybody may read, whatever could be executed still can."""
    for path in target.rglob("*"):
        executable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if executable else 0o644)
