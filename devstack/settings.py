"""What a person may choose about the stack, read once from the environment, and the ports that follow from it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

ROOT = Path(__file__).resolve().parent.parent
"""The repository: every process of the stack works from here, as a function does from its task root."""

HOST = "127.0.0.1"
PARTS = ("front", "chat", "dynamodb", "lambda", "bedrock", "identity", "reservations", "provider", "secrets")
"""What listens, in the order of the ports: the first one on PORT, each following one on the next."""


class SettingsError(Exception):
    """A variable that cannot be used. The message names it and the remedy."""


@dataclass(frozen=True)
class Settings:
    """The choices of one stack.

    `pace_ms` is how long the local model waits between two pieces of its answer, so that streaming can be seen;
    `settlement_seconds` is how often open payments are settled. `provider_key` is the shop's secret at the payment
    provider, new at every start. `layer` is a folder of Python that stands before the functions' own code, as an
    extension's layer does on AWS.
    """

    port: int
    directory: Path
    dynamodb: Literal["moto", "local"]
    bedrock: Literal["local", "aws"]
    pace_ms: int
    settlement_seconds: int
    provider_key: str = field(repr=False)
    layer: Path | None = None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Reads PORT, DEVSTACK_DIR, DYNAMODB, BEDROCK, BEDROCK_PACE_MS, SETTLEMENT_SECONDS, PROVIDER_KEY and
        FUNCTION_LAYER.

        Raises SettingsError.
        """
        return cls(
            port=_whole_number(environ, "PORT", 8787, range(1, 65536 - len(PARTS) + 1)),
            directory=Path(environ.get("DEVSTACK_DIR") or ROOT / ".devstack").absolute(),
            dynamodb=cast(Literal["moto", "local"], _choice(environ, "DYNAMODB", ("moto", "local"))),
            bedrock=cast(Literal["local", "aws"], _choice(environ, "BEDROCK", ("local", "aws"))),
            pace_ms=_whole_number(environ, "BEDROCK_PACE_MS", 15, range(60_001)),
            settlement_seconds=_whole_number(environ, "SETTLEMENT_SECONDS", 60, range(1, 86_401)),
            provider_key=environ.get("PROVIDER_KEY") or f"test_sk_{secrets.token_hex(16)}",
            layer=Path(environ["FUNCTION_LAYER"]).absolute() if environ.get("FUNCTION_LAYER") else None,
        )

    @property
    def variables(self) -> dict[str, str]:
        """The same choices as variables, for the parts that read them again in their own process."""
        return {
            "PORT": str(self.port),
            "DEVSTACK_DIR": str(self.directory),
            "DYNAMODB": self.dynamodb,
            "BEDROCK": self.bedrock,
            "BEDROCK_PACE_MS": str(self.pace_ms),
            "SETTLEMENT_SECONDS": str(self.settlement_seconds),
            "PROVIDER_KEY": self.provider_key,
            **({"FUNCTION_LAYER": str(self.layer)} if self.layer else {}),
        }

    def port_of(self, part: str) -> int:
        """The port of one of PARTS."""
        return self.port + PARTS.index(part)

    def url_of(self, part: str) -> str:
        """The address of one of PARTS: "http://127.0.0.1:8787"."""
        return f"http://{HOST}:{self.port_of(part)}"


def _choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise SettingsError(f"{name}={value} is unknown: choose one of {', '.join(choices)}")
    return value


def _whole_number(environ: Mapping[str, str], name: str, default: int, allowed: range) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal() or int(text) not in allowed:
        raise SettingsError(f"{name}={text} cannot be used: give a number from {allowed[0]} to {allowed[-1]}")
    return int(text)
