"""What IAM is asked for each call of the SDK: actions, resources and the keys that conditions look at."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stacks.tables import TABLES
from tests.infrastructure.assembly import ACCOUNT

Json = dict[str, Any]

TRANSACTION_ACTIONS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "Get": "GetItem"} | {
    "ConditionCheck": "ConditionCheckItem"
}
"""A transaction has no action of its own: each of its parts needs the action of the single operation."""

FIRST_EQUALITY = re.compile(r"\s*(\w+) = (:\w+)")
CLAUDE, NOVA = "anthropic.claude-haiku-4-5-20251001-v1:0", "amazon.nova-lite-v1:0"
ASIA = ("ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2")
"""Where the service routes calls of the profile for Asia, by its own page on inference profiles."""


@dataclass(frozen=True)
class Call:
    """One call of the SDK, as the recorder noted it."""

    service: str
    operation: str
    region: str
    parameters: Json


@dataclass(frozen=True, order=True)
class Request:
    """What IAM decides about. `context` holds the keys that conditions may name, each with its values."""

    action: str
    resource: str
    context: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def shape(self) -> tuple[str, str, tuple[str, ...]]:
        """The same for requests that differ in ids alone: "HOLD#1" and "HOLD#2", or any two keys of an index."""
        keys = dict(self.context).get("dynamodb:LeadingKeys", ())
        return (
            self.action,
            self.resource,
            () if "/index/" in self.resource else tuple(key.split("#")[0] for key in keys),
        )


def read_calls(file: Path) -> list[Call]:
    """What the recorder noted in a file."""
    return [Call(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def requests_of(call: Call, region: str) -> Iterator[Request]:
    """What IAM is asked in a region. Raises KeyError for a call that nobody has thought of yet."""
    asked = {
        ("dynamodb", "GetItem"): _item,
        ("dynamodb", "Query"): _query,
        ("dynamodb", "TransactGetItems"): _transaction,
        ("dynamodb", "TransactWriteItems"): _transaction,
        ("lambda", "Invoke"): _invocation,
        ("secretsmanager", "GetSecretValue"): _secret,
        ("bedrock-runtime", "ConverseStream"): _model,
    }[call.service, call.operation]
    yield from asked(call, region)


def log_requests(function: str, region: str) -> Iterator[Request]:
    """What Lambda itself asks with a function's role: it writes the function's lines."""
    group = f"arn:aws:logs:{region}:{ACCOUNT}:log-group:/aws/lambda/{function}"
    for action in ("CreateLogStream", "PutLogEvents"):
        yield _request(f"logs:{action}", f"{group}:log-stream:2026/11/27/[1]0123456789abcdef", region)


def _item(call: Call, region: str) -> Iterator[Request]:
    table = call.parameters["TableName"]
    yield table_request(call.operation, table, region, [call.parameters["Key"]["pk"]["S"]])


def _query(call: Call, region: str) -> Iterator[Request]:
    table, index = call.parameters["TableName"], call.parameters.get("IndexName")
    key = re.match(FIRST_EQUALITY, call.parameters["KeyConditionExpression"])
    assert key is not None, call.parameters["KeyConditionExpression"]
    assert key[1] == _partition_key(table, index)
    value = call.parameters["ExpressionAttributeValues"][key[2]]["S"]
    yield table_request("Query", f"{table}/index/{index}" if index else table, region, [value])


def _transaction(call: Call, region: str) -> Iterator[Request]:
    enclosing = {"dynamodb:EnclosingOperation": [call.operation]}
    for part in call.parameters["TransactItems"]:
        ((kind, item),) = part.items()
        key = (item.get("Key") or item["Item"])["pk"]["S"]
        yield table_request(TRANSACTION_ACTIONS[kind], item["TableName"], region, [key], enclosing)


def table_request(
    action: str, table: str, region: str, keys: list[str], more: Mapping[str, list[str]] | None = None
) -> Request:
    """An action on the items of a table, or of its index, with these partition keys."""
    resource = f"arn:aws:dynamodb:{region}:{ACCOUNT}:table/{table}"
    return _request(f"dynamodb:{action}", resource, region, {"dynamodb:LeadingKeys": keys, **(more or {})})


def _invocation(call: Call, region: str) -> Iterator[Request]:
    function = call.parameters["FunctionName"]
    yield _request("lambda:InvokeFunction", f"arn:aws:lambda:{region}:{ACCOUNT}:function:{function}", region)


def _secret(call: Call, region: str) -> Iterator[Request]:
    secret = f"arn:aws:secretsmanager:{region}:{ACCOUNT}:secret:{call.parameters['SecretId']}-a1B2c3"
    yield _request("secretsmanager:GetSecretValue", secret, region)


def _model(call: Call, region: str) -> Iterator[Request]:
    """A profile's call is allowed where the profile is, and every model that the service may route it to."""
    model = call.parameters["modelId"]
    profile = f"arn:aws:bedrock:{region}:{ACCOUNT}:inference-profile/{model}"
    action, through = "bedrock:InvokeModelWithResponseStream", {"bedrock:InferenceProfileArn": [profile]}
    yield _request(action, profile, region)
    routed = {
        f"global.{CLAUDE}": [(region, region, CLAUDE), ("", "unspecified", CLAUDE)],
        f"apac.{NOVA}": [(each, each, NOVA) for each in ASIA],
    }[model]
    for place, requested_region, foundation in routed:
        yield _request(action, f"arn:aws:bedrock:{place}::foundation-model/{foundation}", requested_region, through)


def _request(action: str, resource: str, region: str, context: Mapping[str, list[str]] | None = None) -> Request:
    everything = {"aws:RequestedRegion": [region], **(context or {})}
    return Request(action, resource, tuple(sorted((key, tuple(values)) for key, values in everything.items())))


def _partition_key(name: str, index: str | None) -> str:
    (table,) = [each for each in TABLES.values() if each["name"] == name]
    return str((table["indexes"][index] if index else table)["partitionKey"])
