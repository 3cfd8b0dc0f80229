"""The tables, in the home region, with a replica in each other region."""

from typing import Any

from aws_cdk import RemovalPolicy, Stack
from aws_cdk.aws_dynamodb import (
    Attribute,
    AttributeType,
    Billing,
    GlobalSecondaryIndexPropsV2,
    PointInTimeRecoverySpecification,
    ReplicaTableProps,
    TableV2,
)
from constructs import Construct

from stacks.settings import Settings
from stacks.tables import TABLES, table_name


class DataStack(Stack):
    """Global tables, eventually consistent between regions: the strongly consistent kind takes no transactions."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings, **kwargs: Any) -> None:
        super().__init__(scope, construct_id, **kwargs)
        for table, described in TABLES.items():
            self._add_table(table, described, settings)

    def _add_table(self, table: str, described: dict[str, Any], settings: Settings) -> None:
        TableV2(
            self,
            table.capitalize(),
            table_name=table_name(settings, table),
            partition_key=_key(described["partitionKey"]),
            sort_key=_key(described["sortKey"]),
            billing=Billing.on_demand(),
            global_secondary_indexes=[_index(name, keys) for name, keys in described["indexes"].items()],
            time_to_live_attribute=described.get("timeToLive"),
            point_in_time_recovery_specification=PointInTimeRecoverySpecification(point_in_time_recovery_enabled=True),
            deletion_protection=True,
            # Also when the first deployment fails: their protection would refuse the deletion, and the way back end half-way.
            removal_policy=RemovalPolicy.RETAIN,
            replicas=[ReplicaTableProps(region=region) for region in settings.replica_regions],
        )


def _index(name: str, keys: dict[str, str]) -> GlobalSecondaryIndexPropsV2:
    return GlobalSecondaryIndexPropsV2(
        index_name=name, partition_key=_key(keys["partitionKey"]), sort_key=_key(keys["sortKey"])
    )


def _key(name: str) -> Attribute:
    return Attribute(name=name, type=AttributeType.STRING)
