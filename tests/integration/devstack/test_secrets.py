"""Secrets Manager, as boto3 sees it."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from devstack.secrets import Secret
from tests.integration.devstack.helpers import NO_RETRIES, answering

NAME = "megaticket/payment-provider"


@pytest.fixture
def client() -> Iterator[Any]:
    session = boto3.Session("test", "test", region_name="ap-northeast-2")
    with answering(Secret(NAME, "test_sk_열쇠")) as url:
        client: Any = session.client("secretsmanager", endpoint_url=url, config=NO_RETRIES)
        yield client
        client.close()


def test_the_secret_is_found_by_its_name_and_by_its_arn(client: Any) -> None:
    found = client.get_secret_value(SecretId=NAME)
    assert (found["Name"], found["SecretString"], found["VersionStages"]) == (NAME, "test_sk_열쇠", ["AWSCURRENT"])
    again = client.get_secret_value(SecretId=found["ARN"], VersionStage="AWSCURRENT", VersionId=found["VersionId"])
    assert again["SecretString"] == "test_sk_열쇠"
    assert again["CreatedDate"].tzinfo is not None


@pytest.mark.parametrize(
    "asked",
    [
        {"SecretId": "megaticket/other"},
        {"SecretId": NAME, "VersionStage": "AWSPREVIOUS"},
        {"SecretId": NAME, "VersionId": "0" * 32},
    ],
)
def test_anything_else_is_not_found(client: Any, asked: dict[str, str]) -> None:
    with pytest.raises(client.exceptions.ResourceNotFoundException, match="Secrets Manager can't find"):
        client.get_secret_value(**asked)


def test_another_operation_is_refused(client: Any) -> None:
    with pytest.raises(ClientError, match="UnknownOperationException"):
        client.list_secrets()
