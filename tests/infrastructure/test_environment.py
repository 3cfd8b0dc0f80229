"""Each function's own settings model accepts the environment that its template gives it."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic_settings import BaseSettings

from lambdas.chat.bedrock.registry import load_registry
from lambdas.chat.settings import ChatSettings
from lambdas.reservations.settings import ReservationsSettings
from megaticket.settings import FunctionSettings
from operations.start_check import problem
from tests.infrastructure.assembly import CHANGES, SEOUL, TOKYO, Assembly, settings

MODELS: dict[str, type[BaseSettings]] = {
    "megaticket-chat": ChatSettings,
    "megaticket-hold-seats": FunctionSettings,
    "megaticket-reservations": ReservationsSettings,
    "megaticket-settlement": ReservationsSettings,
}
REGIONS = {"Seoul": SEOUL, "Tokyo": TOKYO}


def environments(assembly: Assembly, region: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each function's name and variables, with the region that Lambda adds."""
    for stack in ("Booking", "Chat"):
        for function in assembly[f"{region}-{stack}"].of("Lambda::Function"):
            variables = function["Environment"]["Variables"]
            yield function["FunctionName"], {**variables, "AWS_REGION": REGIONS[region]}


def read(monkeypatch: pytest.MonkeyPatch, name: str, variables: dict[str, str]) -> Any:
    """The function's settings, from these variables and no others of their names."""
    with monkeypatch.context() as patch:
        for key, value in variables.items():
            patch.setenv(key, value)
        return MODELS[name]()


@pytest.mark.parametrize("region", REGIONS)
def test_every_function_starts_with_its_environment(
    assembly: Assembly, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = dict(environments(assembly, region))
    assert set(found) == set(MODELS)
    for name, variables in found.items():
        own = read(monkeypatch, name, variables)
        assert own.aws_region == REGIONS[region]
        assert own.region_role == ("main" if region == "Seoul" else "dr")
        assert own.dynamodb_reservations_table == "KDT-Msp4-PLDR-reservations"
        assert own.dr_recovery_mode is False


def test_no_function_is_given_what_it_does_not_read(assembly: Assembly) -> None:
    """A misspelt variable would be ignored in silence, and the default would rule."""
    for name, variables in environments(assembly, "Seoul"):
        fields = {field.upper() for field in MODELS[name].model_fields}
        ours = {each for each in variables if not each.startswith(("AWS_LWA_", "AWS_LAMBDA_"))} - {"RELEASE"}
        assert ours <= fields, name


def test_the_chat_calls_hold_seats_by_its_alias(assembly: Assembly) -> None:
    variables = dict(environments(assembly, "Tokyo"))["megaticket-chat"]
    assert variables["HOLD_SEATS_FUNCTION_NAME"] == "megaticket-hold-seats:live"


def test_recovery_by_the_environment_is_tokyos_alone(changed: Assembly, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, variables in environments(changed, "Tokyo"):
        own = read(monkeypatch, name, variables)
        assert own.dr_recovery_mode is True
        assert own.dr_recovery_start_time.isoformat() == "2026-12-05T10:00:00+00:00"
    for name, variables in environments(changed, "Seoul"):
        assert read(monkeypatch, name, variables).dr_recovery_mode is False


def test_other_models_issuers_and_limits_reach_the_chat(changed: Assembly, monkeypatch: pytest.MonkeyPatch) -> None:
    own = read(monkeypatch, "megaticket-chat", dict(environments(changed, "Seoul"))["megaticket-chat"])
    assert own.oidc_issuers == ("https://one.example", "https://two.example/pool")
    assert own.oidc_audience == "another"
    assert own.bedrock_primary_model == "claude-haiku-5-5"
    assert own.bedrock_models == {"claude-haiku-5-5": {"maxTokens": 1000}}
    model = own.registry().order()[0]
    assert (model.id, model.max_tokens) == ("global.anthropic.claude-haiku-5-5", 1000)


def test_the_chat_knows_its_models_from_its_environment(assembly: Assembly, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = read(monkeypatch, "megaticket-chat", dict(environments(assembly, "Tokyo"))["megaticket-chat"])
    assert chat.registry() == load_registry()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"bedrockModels": {"claude-haiku-4-5": {"sampling": {"topP": 0.9}}}}, "temperature or topP, never both"),
        ({"bedrockModels": {"nova-lite": {"maxTokens": "many"}}}, "models.nova-lite.maxTokens"),
        ({"bedrockSecondaryModel": "claude-haiku-4-5"}, "must be two models"),
        ({"chatLimits": {"HISTORY_TOKENS": 1000}}, "history_tokens"),
    ],
)
def test_what_the_chat_would_not_start_with_is_said_before_a_synthesis(changes: dict[str, Any], said: str) -> None:
    found = problem(settings(**changes))
    assert found is not None
    assert said in found


def test_nothing_is_said_of_settings_that_the_chat_takes() -> None:
    assert problem(settings()) is None
    assert problem(settings(**CHANGES)) is None
