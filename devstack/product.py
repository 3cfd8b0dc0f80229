"""What the product's processes find in their environment here, as its stacks give it to them on AWS."""

import json
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devstack.functions.spec import FunctionSpec
from devstack.settings import ROOT, Settings

REGION = "ap-northeast-2"
CLIENT_ID = "megaticket-web"
AUDIENCE = "megaticket-web"
CHAT = "megaticket-chat"
HOLD_SEATS = "megaticket-hold-seats"
RESERVATIONS = "megaticket-reservations"
SETTLEMENT = "megaticket-settlement"
ALIAS = "live"
"""What is called of a function on AWS; here it leads to the function's only version."""
PROVIDER_SECRET = "megaticket/payment-provider"  # noqa: S105 - its name
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "devstack", "AWS_SECRET_ACCESS_KEY": "devstack"}
"""No secret: nothing here checks a signature, but every AWS client wants to sign."""

CALLERS_CREDENTIALS = (
    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "HOME",
)  # fmt: skip


def load_tables() -> dict[str, dict[str, Any]]:
    """The product's tables as `tables.json` describes them, by their short names."""
    path = ROOT / "layers/shared/python/megaticket/tables.json"
    tables: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return tables


def runtime_variables(layer: Path | None = None) -> dict[str, str]:
    """What Lambda itself gives every function: region, paths, UTC. Nothing of the caller's environment."""
    path = [*([layer] if layer else []), ROOT, ROOT / "layers/shared/python"]
    return {
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "LAMBDA_TASK_ROOT": str(ROOT),
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "TZ": ":UTC",
    }


def endpoint_variables(settings: Settings) -> dict[str, str]:
    """Where the SDK finds its services. Bedrock is left out where the real one is asked for."""
    endpoints = {
        "AWS_ENDPOINT_URL_DYNAMODB": settings.url_of("dynamodb"),
        "AWS_ENDPOINT_URL_LAMBDA": settings.url_of("lambda"),
        "AWS_ENDPOINT_URL_SECRETS_MANAGER": settings.url_of("secrets"),
    }
    if settings.bedrock == "local":
        endpoints["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = settings.url_of("bedrock")
    return endpoints


def table_variables() -> dict[str, str]:
    """The tables' names under the variables that the functions read."""
    return {table["variable"]: table["name"] for table in load_tables().values()}


def hold_seats_variables(settings: Settings) -> dict[str, str]:
    """The variables of the function that writes."""
    return {**endpoint_variables(settings), **table_variables(), "REGION_ROLE": "main"}


def identity_variables(settings: Settings) -> dict[str, str]:
    """Whose tokens are taken, and for whom they must be."""
    return {"OIDC_ISSUERS": settings.url_of("identity"), "OIDC_AUDIENCE": AUDIENCE}


def reservations_variables(settings: Settings) -> dict[str, str]:
    """The variables of the web's function and of the settlement."""
    return {
        **hold_seats_variables(settings),
        **identity_variables(settings),
        "PAYMENT_PROVIDER_URL": settings.url_of("provider"),
        "PAYMENT_PROVIDER_SECRET_NAME": PROVIDER_SECRET,
    }


LIMITS = {"TURNS_PER_MINUTE": "600", "DAILY_TOKENS": "1000000000"}
"""Scripts and benchmarks speak faster and longer than the people for whom the product's own limits are meant."""


def limit_variables(environ: Mapping[str, str]) -> dict[str, str]:
    """The limits of each person, where the caller's environment names them."""
    return {name: environ[name] for name in LIMITS if name in environ}


def chat_variables(settings: Settings) -> dict[str, str]:
    """The variables of the chat, which runs as under the Lambda Web Adapter."""
    return {
        **hold_seats_variables(settings),
        **identity_variables(settings),
        **LIMITS,
        "HOLD_SEATS_FUNCTION_NAME": f"{HOLD_SEATS}:{ALIAS}",
        "AWS_LWA_PORT": str(settings.port_of("chat")),
        "AWS_LWA_INVOKE_MODE": "response_stream",
        "AWS_LWA_READINESS_CHECK_PATH": "/health",
    }


def chat_credentials(settings: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    """The credentials that the chat signs with: the caller's own where it speaks to the real Bedrock."""
    if settings.bedrock == "local":
        return CREDENTIALS
    return {name: environ[name] for name in CALLERS_CREDENTIALS if name in environ}


def functions(settings: Settings) -> list[FunctionSpec]:
    """The functions behind the Invoke API. The chat needs the first one; the others stay cold until they are called."""
    common = {**runtime_variables(settings.layer), **CREDENTIALS}
    writes = {**common, **hold_seats_variables(settings)}
    pays = {**common, **reservations_variables(settings)}
    return [
        FunctionSpec(HOLD_SEATS, "lambdas.hold_seats.start.handler", 10, writes),
        FunctionSpec(RESERVATIONS, "lambdas.reservations.handler.handler", 29, pays, prewarmed=False),
        FunctionSpec(SETTLEMENT, "lambdas.reservations.settle.handler", 55, pays, prewarmed=False),
    ]


def front_origins(settings: Settings) -> list[str]:
    """Where a page of the front may come from."""
    return [settings.url_of("front"), f"http://localhost:{settings.port_of('front')}"]


def client_variables(settings: Settings) -> dict[str, str]:
    """What any client needs to look inside a running stack."""
    return {
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        **CREDENTIALS,
        **chat_variables(settings),
        "PORT": str(settings.port),
        "CHAT_URL": settings.url_of("chat"),
        "LAMBDA_URL": settings.url_of("lambda"),
        "RESERVATIONS_URL": settings.url_of("reservations"),
        "RESERVATIONS_FUNCTION_NAME": RESERVATIONS,
        "SETTLEMENT_FUNCTION_NAME": SETTLEMENT,
        "PROVIDER_URL": settings.url_of("provider"),
        "IDENTITY_URL": settings.url_of("identity"),
        "DEV_TOKEN_URL": settings.url_of("identity") + "/token",
        **({"BEDROCK_CONTROL_URL": settings.url_of("bedrock") + "/control"} if settings.bedrock == "local" else {}),
    }


def shell_format(variables: Mapping[str, str]) -> str:
    """Lines that a shell reads with `set -a; . file`."""
    return "".join(f"{name}={shlex.quote(value)}\n" for name, value in variables.items())
