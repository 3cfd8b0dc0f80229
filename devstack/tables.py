"""`python -m devstack.tables`: makes the product's tables as `tables.json` describes them."""

from typing import Any

import boto3
from botocore.config import Config
from types_boto3_dynamodb import DynamoDBClient

from devstack.product import load_tables

Keys = dict[str, Any]


def table_request(table: Keys) -> dict[str, Any]:
    """The CreateTable input of one entry of tables.json: on demand, its indexes with every attribute."""
    indexes = [
        {"IndexName": name, "KeySchema": _key_schema(keys), "Projection": {"ProjectionType": "ALL"}}
        for name, keys in table["indexes"].items()
    ]
    names = {key["AttributeName"] for schema in [table, *table["indexes"].values()] for key in _key_schema(schema)}
    return {
        "TableName": table["name"],
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": _key_schema(table),
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in sorted(names)],
        **({"GlobalSecondaryIndexes": indexes} if indexes else {}),
    }


def create_tables(client: DynamoDBClient, tables: dict[str, Keys]) -> None:
    """Makes the tables, empty, with time to live where it is declared."""
    for table in tables.values():
        client.create_table(**table_request(table))
        if "timeToLive" in table:
            client.update_time_to_live(
                TableName=table["name"],
                TimeToLiveSpecification={"Enabled": True, "AttributeName": table["timeToLive"]},
            )


def _key_schema(keys: Keys) -> list[dict[str, str]]:
    sort = [{"AttributeName": keys["sortKey"], "KeyType": "RANGE"}] if "sortKey" in keys else []
    return [{"AttributeName": keys["partitionKey"], "KeyType": "HASH"}, *sort]


def main() -> None:
    """Makes them where AWS_ENDPOINT_URL_DYNAMODB points."""
    client = boto3.client("dynamodb", config=Config(connect_timeout=2, read_timeout=20))
    create_tables(client, load_tables())


if __name__ == "__main__":
    main()
