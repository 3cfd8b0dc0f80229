"""The choices of a stack, and what the product's processes find in their environment."""

import subprocess
from pathlib import Path

import pytest

from devstack import product
from devstack.parts import stack_parts
from devstack.settings import Settings, SettingsError

CALLER = {"AWS_ACCESS_KEY_ID": "AKIACALLER", "AWS_PROFILE": "mine", "HOME": "/home/a", "SECRET_OF_THE_CALLER": "x"}


def test_the_defaults_of_the_contract() -> None:
    settings = Settings.from_environ({})
    assert settings.url_of("front") == "http://127.0.0.1:8787"
    parts = ["chat", "dynamodb", "lambda", "bedrock", "identity", "reservations", "provider", "secrets"]
    assert [settings.port_of(part) for part in parts] == [8788, 8789, 8790, 8791, 8792, 8793, 8794, 8795]
    assert (settings.dynamodb, settings.bedrock, settings.pace_ms) == ("moto", "local", 15)
    assert settings.settlement_seconds == 60
    assert settings.directory.name == ".devstack"


@pytest.mark.parametrize(
    "environ",
    [
        {"PORT": "0"},
        {"PORT": "abc"},
        {"PORT": "65528"},
        {"PORT": "-1"},
        {"SETTLEMENT_SECONDS": "0"},
        {"DYNAMODB": "real"},
        {"BEDROCK": "none"},
    ],
)
def test_a_variable_that_cannot_be_used_is_named(environ: dict[str, str]) -> None:
    ((name, value),) = environ.items()
    with pytest.raises(SettingsError, match=f"{name}={value}"):
        Settings.from_environ(environ)


def test_settings_survive_the_way_to_another_process(tmp_path: Path) -> None:
    settings = Settings.from_environ({"PORT": "9000", "DEVSTACK_DIR": str(tmp_path), "BEDROCK_PACE_MS": "0"})
    assert Settings.from_environ(settings.variables) == settings


def test_the_chat_sees_the_functions_environment_and_nothing_of_the_callers() -> None:
    variables = chat_environment({})
    assert variables["AWS_REGION"] == "ap-northeast-2"
    assert variables["AWS_LAMBDA_FUNCTION_NAME"] == "megaticket-chat"
    assert variables["HOLD_SEATS_FUNCTION_NAME"] == "megaticket-hold-seats:live"
    assert variables["OIDC_ISSUERS"] == "http://127.0.0.1:8792"
    assert variables["OIDC_AUDIENCE"] == "megaticket-web"
    assert variables["REGION_ROLE"] == "main"
    assert variables["AWS_LWA_PORT"] == "8788"
    assert variables["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] == "http://127.0.0.1:8791"
    assert variables["DYNAMODB_VENUES_TABLE"] == "KDT-Msp4-PLDR-venues"
    assert variables["AWS_ACCESS_KEY_ID"] == "devstack"
    assert not {"AWS_PROFILE", "HOME", "SECRET_OF_THE_CALLER"} & set(variables)


def test_the_providers_key_is_new_at_every_start_and_reaches_no_function() -> None:
    settings = Settings.from_environ({})
    key = settings.provider_key
    assert key != Settings.from_environ({}).provider_key
    assert key not in repr(settings)
    assert key not in {value for function in product.functions(settings) for value in function.environment.values()}
    assert key not in product.client_variables(settings).values()
    by_name = {part.name: part for part in stack_parts(settings, {})}
    assert key in by_name["provider"].environment.values()
    assert key not in by_name["chat"].environment.values()


def test_the_functions_that_pay_know_the_provider_its_secret_and_who_signs_people_in() -> None:
    settings = Settings.from_environ({})
    functions = {function.name: function for function in product.functions(settings)}
    reservations, settlement = functions["megaticket-reservations"], functions["megaticket-settlement"]
    assert (reservations.handler, reservations.timeout) == ("lambdas.reservations.handler.handler", 29)
    assert (settlement.handler, settlement.timeout) == ("lambdas.reservations.settle.handler", 55)
    assert [function.name for function in functions.values() if function.prewarmed] == ["megaticket-hold-seats"]
    for function in (reservations, settlement):
        assert function.environment["PAYMENT_PROVIDER_URL"] == "http://127.0.0.1:8794"
        assert function.environment["PAYMENT_PROVIDER_SECRET_NAME"] == "megaticket/payment-provider"
        assert function.environment["AWS_ENDPOINT_URL_SECRETS_MANAGER"] == "http://127.0.0.1:8795"
        assert function.environment["OIDC_ISSUERS"] == "http://127.0.0.1:8792"
        assert function.environment["DYNAMODB_VENUES_TABLE"] == "KDT-Msp4-PLDR-venues"


def test_a_layer_stands_before_the_code_of_every_function(tmp_path: Path) -> None:
    environ = {"FUNCTION_LAYER": str(tmp_path)}
    functions = product.functions(Settings.from_environ(environ))
    paths = {
        environment["PYTHONPATH"] for environment in (chat_environment(environ), *(f.environment for f in functions))
    }
    assert paths == {f"{tmp_path}:{chat_environment({})['PYTHONPATH']}"}


def test_with_real_bedrock_the_chat_signs_as_the_caller_and_the_rest_stays_local() -> None:
    variables = chat_environment({"BEDROCK": "aws"})
    assert "AWS_ENDPOINT_URL_BEDROCK_RUNTIME" not in variables
    assert variables["AWS_ENDPOINT_URL_DYNAMODB"] == "http://127.0.0.1:8789"
    assert (variables["AWS_ACCESS_KEY_ID"], variables["AWS_PROFILE"]) == ("AKIACALLER", "mine")
    assert "AWS_SECRET_ACCESS_KEY" not in variables
    assert "SECRET_OF_THE_CALLER" not in variables


def test_with_real_bedrock_no_local_model_is_started() -> None:
    settings = Settings.from_environ({"BEDROCK": "aws", "DYNAMODB": "local"})
    parts = {part.name: part for part in stack_parts(settings, {})}
    assert "bedrock" not in parts
    assert parts["dynamodb"].command[-1] == "--shared-db"


def test_a_shell_reads_the_env_file(tmp_path: Path) -> None:
    variables = {"PLAIN": "http://127.0.0.1:1", "HARD": "a b'c$d\"e"}
    (tmp_path / "env").write_text(product.shell_format(variables), "utf-8")
    script = 'set -a; . "$0"; set +a; env'
    shown = subprocess.run(["sh", "-c", script, tmp_path / "env"], capture_output=True, text=True, check=True).stdout
    assert {f"{name}={value}" for name, value in variables.items()} <= set(shown.splitlines())


def chat_environment(environ: dict[str, str]) -> dict[str, str]:
    parts = stack_parts(Settings.from_environ(environ), CALLER)
    return dict(next(part for part in parts if part.name == "chat").environment)
