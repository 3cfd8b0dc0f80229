"""Every role may do exactly what its function's code does, and no more."""

import json
from collections.abc import Iterator

import pytest

from tests.infrastructure.assembly import ACCOUNT, TOKYO, Assembly
from tests.infrastructure.roles import REGIONS, ROLES, Statement, statements

WRITES = {"PutItem", "UpdateItem", "DeleteItem"}
# The whole table, or keys that nobody named: a condition on leading keys would hold by itself.
UNBOUNDED = {"Scan", "BatchGetItem", "BatchWriteItem", "PartiQLSelect", "ExportTableToPointInTime"}

Access = tuple[str, str, str]
"""An action of DynamoDB, the table, and a pattern of its keys ("" for any key of an index)."""


def accesses(assembly: Assembly, role: str, region: str = "Seoul") -> set[Access]:
    """What a role may do with the tables, one entry for each action, table and pattern of keys."""
    return set(_accesses(statements(assembly, role, region), REGIONS[region]))


def _accesses(granted: list[Statement], region: str) -> Iterator[Access]:
    tables = f"arn:aws:dynamodb:{region}:{ACCOUNT}:table/KDT-Msp4-PLDR-"
    for statement in granted:
        for action in statement["Action"]:
            if action.startswith("dynamodb:"):
                keys = (
                    statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", [""])
                )
                (table,) = statement["Resource"]
                assert table.startswith(tables)
                yield from ((action.removeprefix("dynamodb:"), table.removeprefix(tables), key) for key in keys)


def writes(assembly: Assembly, role: str) -> set[Access]:
    """The writing part of it."""
    return {access for access in accesses(assembly, role) if access[0] in WRITES}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("region", REGIONS)
def test_actions_and_resources_are_exact(assembly: Assembly, role: str, region: str) -> None:
    for statement in statements(assembly, role, region):
        assert statement["Effect"] == "Allow"
        assert not [action for action in statement["Action"] if "*" in action or action.split(":")[1] in UNBOUNDED]
        logs = f"arn:aws:logs:{REGIONS[region]}:{ACCOUNT}:log-group:/aws/lambda/megaticket-{role}:*"
        secret = f"arn:aws:secretsmanager:{REGIONS[region]}:{ACCOUNT}:secret:megaticket/payment-provider-??????"
        assert [each for each in statement["Resource"] if set(each) & set("*?")] in ([], [logs], [secret])


@pytest.mark.parametrize("role", ROLES)
def test_both_regions_grant_the_same(assembly: Assembly, role: str) -> None:
    assert accesses(assembly, role, "Seoul") == accesses(assembly, role, "Tokyo")


@pytest.mark.parametrize("role", ROLES)
def test_tables_are_reached_by_named_keys_and_the_index_alone(assembly: Assembly, role: str) -> None:
    for action, table, key in accesses(assembly, role):
        assert key or (action, table) == ("Query", "reservations/index/userId-index")


def test_the_chat_writes_conversations_and_nothing_else(assembly: Assembly) -> None:
    assert writes(assembly, "chat") == {
        ("PutItem", "conversations", "CONVERSATION#*"),
        ("PutItem", "conversations", "USER#*"),
        ("UpdateItem", "conversations", "CONVERSATION#*"),
        ("UpdateItem", "conversations", "USER#*"),
    }


def test_the_chat_calls_the_alias_of_hold_seats_and_nothing_else(assembly: Assembly) -> None:
    granted = [each for each in statements(assembly, "chat", "Tokyo") if "lambda:InvokeFunction" in each["Action"]]
    assert [each["Resource"] for each in granted] == [
        [f"arn:aws:lambda:{TOKYO}:{ACCOUNT}:function:megaticket-hold-seats:live"]
    ]


def test_holding_touches_holds_seats_and_limits(assembly: Assembly) -> None:
    assert writes(assembly, "hold-seats") == {
        ("PutItem", "reservations", "HOLD#*"),
        ("PutItem", "reservations", "SCHEDULE#*"),
        ("UpdateItem", "reservations", "USER#*"),
        ("DeleteItem", "reservations", "SCHEDULE#*"),
    }


@pytest.mark.parametrize("role", ROLES)
def test_nobody_may_write_the_control_item_the_catalogue_or_take_a_claim_away(assembly: Assembly, role: str) -> None:
    for action, table, key in writes(assembly, role):
        assert table in {"reservations", "conversations"}
        assert not key.startswith("CONTROL")
        assert (action, key) not in {("DeleteItem", "CLAIM#*"), ("UpdateItem", "CLAIM#*"), ("DeleteItem", "HOLD#*")}


@pytest.mark.parametrize("role", ["chat", "hold-seats"])
def test_only_who_pays_and_settles_may_read_the_providers_key(assembly: Assembly, role: str) -> None:
    assert "secretsmanager" not in json.dumps(statements(assembly, role))


@pytest.mark.parametrize("role", ["reservations", "settlement"])
def test_the_providers_key_is_the_only_secret(assembly: Assembly, role: str) -> None:
    for region, code in REGIONS.items():
        granted = [each for each in statements(assembly, role, region) if "secretsmanager" in json.dumps(each)]
        secret = f"arn:aws:secretsmanager:{code}:{ACCOUNT}:secret:megaticket/payment-provider-??????"
        assert granted == [{"Action": ["secretsmanager:GetSecretValue"], "Effect": "Allow", "Resource": [secret]}]


def test_every_statement_that_the_models_profiles_need_is_there_and_no_other(assembly: Assembly) -> None:
    claude, nova = "anthropic.claude-haiku-4-5-20251001-v1:0", "amazon.nova-lite-v1:0"
    for region, code in REGIONS.items():
        granted = [each for each in statements(assembly, "chat", region) if "bedrock" in json.dumps(each)]
        assert {action for each in granted for action in each["Action"]} == {"bedrock:InvokeModelWithResponseStream"}
        profiles = f"arn:aws:bedrock:{code}:{ACCOUNT}:inference-profile"
        through_global = {"bedrock:InferenceProfileArn": f"{profiles}/global.{claude}"}
        regions = [
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
        ]
        assert [(each["Resource"], each.get("Condition", {}).get("StringEquals")) for each in granted] == [
            ([f"{profiles}/global.{claude}"], {"aws:RequestedRegion": code}),
            ([f"arn:aws:bedrock:{code}::foundation-model/{claude}"], {"aws:RequestedRegion": code} | through_global),
            ([f"arn:aws:bedrock:::foundation-model/{claude}"], {"aws:RequestedRegion": "unspecified"} | through_global),
            ([f"{profiles}/apac.{nova}"], None),
            (
                [f"arn:aws:bedrock:{each}::foundation-model/{nova}" for each in regions],
                {"bedrock:InferenceProfileArn": f"{profiles}/apac.{nova}"},
            ),
        ]


def test_another_model_is_granted_in_the_place_of_the_first(changed: Assembly) -> None:
    granted = json.dumps(changed["Seoul-Chat"].of("IAM::Policy"))
    assert "foundation-model/anthropic.claude-haiku-5-5" in granted
    assert "claude-haiku-4-5" not in granted
