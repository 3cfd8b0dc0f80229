"""The tables: nothing that was sold may be lost, in either region."""

from typing import Any

from stacks.tables import TABLES
from tests.infrastructure.assembly import SEOUL, TOKYO, Assembly, Resource

KIND = "AWS::DynamoDB::GlobalTable"


def tables(assembly: Assembly) -> dict[str, Resource]:
    """The resources of the data stack by the tables' names."""
    resources = assembly["Data"].resources.values()
    return {each["Properties"]["TableName"]: each for each in resources if each["Type"] == KIND}


def test_every_table_has_its_keys_indexes_and_time_to_live(assembly: Assembly) -> None:
    found = tables(assembly)
    assert set(found) == {described["name"] for described in TABLES.values()}
    for described in TABLES.values():
        table = found[described["name"]]["Properties"]
        assert table["KeySchema"] == _key_schema(described)
        indexes = {index["IndexName"]: index for index in table.get("GlobalSecondaryIndexes", [])}
        assert {name: index["KeySchema"] for name, index in indexes.items()} == {
            name: _key_schema(keys) for name, keys in described["indexes"].items()
        }
        assert all(index["Projection"] == {"ProjectionType": "ALL"} for index in indexes.values())
        assert table.get("TimeToLiveSpecification", {}).get("AttributeName") == described.get("timeToLive")


def test_every_replica_is_protected_and_has_the_indexes(assembly: Assembly) -> None:
    for name, resource in tables(assembly).items():
        table = resource["Properties"]
        replicas = {replica["Region"]: replica for replica in table["Replicas"]}
        assert set(replicas) == {SEOUL, TOKYO}, name
        for replica in replicas.values():
            assert replica["DeletionProtectionEnabled"]
            assert replica["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
            indexes = {index["IndexName"] for index in replica.get("GlobalSecondaryIndexes", [])}
            assert indexes == {index["IndexName"] for index in table.get("GlobalSecondaryIndexes", [])}


def test_no_deployment_can_remove_a_table(assembly: Assembly) -> None:
    for resource in tables(assembly).values():
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")


def test_tables_are_on_demand_and_take_transactions(assembly: Assembly) -> None:
    for resource in tables(assembly).values():
        table = resource["Properties"]
        assert table["BillingMode"] == "PAY_PER_REQUEST"
        # Strongly consistent global tables take neither transactions nor a time to live.
        assert table.get("MultiRegionConsistency", "EVENTUAL") == "EVENTUAL"


def test_the_prefix_renames_tables_environment_and_permissions_together(changed: Assembly) -> None:
    assert set(tables(changed)) == {f"Other-{table}" for table in TABLES}
    for stack in changed.stacks():
        assert "KDT-Msp4-PLDR-" not in changed[stack].text, stack


def _key_schema(described: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"AttributeName": described["partitionKey"], "KeyType": "HASH"},
        {"AttributeName": described["sortKey"], "KeyType": "RANGE"},
    ]
