"""The parts of the stack: what is started, and how each says that it is up."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from devstack import dynamodb_local, product
from devstack.settings import ROOT, Settings


@dataclass(frozen=True)
class Part:
    """A process of the stack. It is up once `url` + `health_path` answers with `health_status`; without a url, at once.

    `note` tells a person what it is; `listens` are those of settings.PARTS whose ports it takes; `timeout` is in seconds.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    url: str
    note: str
    listens: tuple[str, ...] = ()
    health_path: str = "/health"
    health_status: int = 200
    timeout: float = 60


def stack_parts(settings: Settings, environ: Mapping[str, str]) -> list[Part]:
    """Every part of the stack, the slowest first. They need each other only once they are asked something."""
    own = {**environ, **settings.variables, "PYTHONPATH": str(ROOT)}

    def module(name: str, note: str, *arguments: str, program: str = "", beside: tuple[str, ...] = ()) -> Part:
        command = (sys.executable, "-m", f"devstack.{program or name}", *arguments)
        return Part(name, command, own, settings.url_of(name), note, (name, *beside))

    bedrock = module(
        "bedrock", f"a local model, {settings.pace_ms} ms a piece", "--port", str(settings.port_of("bedrock"))
    )
    return [
        _dynamodb(settings, own),
        module(
            "lambda",
            f"Invoke API; function URL of reservations: {settings.url_of('reservations')}",
            program="functions",
            beside=("reservations",),
        ),
        chat(settings, environ),
        *([bedrock] if settings.bedrock == "local" else []),
        module("identity", "OIDC issuer"),
        module("front", "config.json"),
        module("provider", "payment provider"),
        module("secrets", "Secrets Manager"),
        _timer(settings, own),
    ]


def chat(settings: Settings, environ: Mapping[str, str]) -> Part:
    """The product's chat, in nothing but the environment that it has on AWS."""
    variables = {
        **product.runtime_variables(settings.layer),
        "AWS_LAMBDA_FUNCTION_NAME": product.CHAT,
        **product.chat_variables(settings),
        **product.limit_variables(environ),
        **product.chat_credentials(settings, environ),
    }
    note = "real Bedrock" if settings.bedrock == "aws" else "local Bedrock"
    return Part("chat", (str(ROOT / "lambdas/chat/run.sh"),), variables, settings.url_of("chat"), note, ("chat",))


def _timer(settings: Settings, own: Mapping[str, str]) -> Part:
    note = f"settles open payments every {settings.settlement_seconds} s"
    return Part("timer", (sys.executable, "-m", "devstack.timer"), own, "", note)


def _dynamodb(settings: Settings, own: Mapping[str, str]) -> Part:
    url = settings.url_of("dynamodb")
    if settings.dynamodb == "moto":
        command = (sys.executable, "-m", "devstack.dynamodb")
        return Part("dynamodb", command, own, url, "moto, one request at a time", ("dynamodb",))
    # with the real Bedrock the chat signs with other credentials than the rest, and must see the same tables
    shared = ("--shared-db",) if settings.bedrock == "aws" else ()
    return Part(
        "dynamodb",
        (sys.executable, "-m", "devstack.dynamodb_local", *shared),
        own,
        url,
        f"DynamoDB Local {dynamodb_local.VERSION}",
        ("dynamodb",),
        health_path="/",
        health_status=400,
        timeout=600,
    )
