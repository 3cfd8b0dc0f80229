"""The composition root: what the environment must say, and clients that are made without asking anybody."""

from collections.abc import Iterator

import boto3
import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import ClientError
from moto import mock_aws
from pydantic import ValidationError

from lambdas.reservations import handler as web
from lambdas.reservations import settle
from lambdas.reservations.services import build_payments, key_reader
from lambdas.reservations.settings import ReservationsSettings
from tests.integration.reservations.box_office import event

VARIABLES = {
    "AWS_REGION": "ap-northeast-1",
    "OIDC_ISSUERS": "https://one.test/, https://two.test",
    "OIDC_AUDIENCE": "megaticket-web",
    "PAYMENT_PROVIDER_URL": "https://provider.test",
    "PAYMENT_PROVIDER_SECRET_NAME": "megaticket/payment-provider",
    "DYNAMODB_RESERVATIONS_TABLE": "other-reservations",
    "REGION_ROLE": "dr",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A function's environment, and no process that has been composed from another."""
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    for module in (web, settle):
        module._composed.cache_clear()
    yield monkeypatch
    for module in (web, settle):
        module._composed.cache_clear()


def test_the_environment_is_read_whole(environment: pytest.MonkeyPatch) -> None:
    settings = ReservationsSettings()
    payments = build_payments(settings)

    assert settings.oidc_issuers == ("https://one.test", "https://two.test")
    assert payments.booking.store.table == "other-reservations"


@pytest.mark.parametrize("name", ["PAYMENT_PROVIDER_URL", "PAYMENT_PROVIDER_SECRET_NAME", "OIDC_ISSUERS", "AWS_REGION"])
def test_what_is_missing_stops_the_start_with_its_name(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)

    with pytest.raises(ValidationError, match=name.lower()):
        ReservationsSettings()


def test_a_provider_that_is_no_address_stops_the_start(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("PAYMENT_PROVIDER_URL", "provider.test")

    with pytest.raises(ValidationError, match="payment_provider_url"):
        ReservationsSettings()


def test_the_function_is_composed_at_its_first_event_and_kept(environment: pytest.MonkeyPatch) -> None:
    assert web.handler(event("GET", "/health"), LambdaContext())["statusCode"] == 200
    environment.delenv("PAYMENT_PROVIDER_URL")
    assert web.handler(event("GET", "/health"), LambdaContext())["statusCode"] == 200


def test_the_providers_key_is_read_as_it_is_now(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("AWS_ENDPOINT_URL")
    with mock_aws():
        secrets = boto3.client("secretsmanager", region_name=VARIABLES["AWS_REGION"])
        read = key_reader(ReservationsSettings())
        with pytest.raises(ClientError):
            read()
        name = VARIABLES["PAYMENT_PROVIDER_SECRET_NAME"]
        secrets.create_secret(Name=name, SecretString="the key")
        assert read() == "the key"
        secrets.put_secret_value(SecretId=name, SecretString="another")
        assert read() == "another"
        secrets.close()
