"""The environment: the seed's names and defaults, and wrong values named."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from megaticket.settings import FunctionSettings

NAMES = [
    ("DYNAMODB_PERFORMANCES_TABLE", "dynamodb_performances_table", "KDT-Msp4-PLDR-performances"),
    ("DYNAMODB_VENUES_TABLE", "dynamodb_venues_table", "KDT-Msp4-PLDR-venues"),
    ("DYNAMODB_SCHEDULES_TABLE", "dynamodb_schedules_table", "KDT-Msp4-PLDR-schedules"),
    ("DYNAMODB_RESERVATIONS_TABLE", "dynamodb_reservations_table", "KDT-Msp4-PLDR-reservations"),
    ("DYNAMODB_CONVERSATIONS_TABLE", "dynamodb_conversations_table", "KDT-Msp4-PLDR-conversations"),
]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REGION_ROLE", "DR_RECOVERY_MODE", "DR_RECOVERY_START_TIME", "CATALOG_CACHE_TTL_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    for variable, _, _ in NAMES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("AWS_REGION", "ap-northeast-2")


def read() -> FunctionSettings:
    return FunctionSettings()  # type: ignore[call-arg, unused-ignore]


@pytest.mark.parametrize(("variable", "field", "default"), NAMES)
def test_a_tables_name_has_the_seeds_default(variable: str, field: str, default: str) -> None:
    assert getattr(read(), field) == default


@pytest.mark.parametrize(("variable", "field", "default"), NAMES)
def test_a_tables_name_comes_from_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, field: str, default: str
) -> None:
    monkeypatch.setenv(variable, f"{default}-2")

    assert getattr(read(), field) == f"{default}-2"


def test_defaults() -> None:
    settings = read()

    assert settings.region_role == "main"
    assert settings.dr_recovery_mode is False
    assert settings.dr_recovery_start_time is None
    assert settings.catalog_cache_ttl_seconds == 7 * 24 * 3600


def test_the_environment_of_tokyo_in_recovery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "ap-northeast-1")
    monkeypatch.setenv("REGION_ROLE", "dr")
    monkeypatch.setenv("DR_RECOVERY_MODE", "true")
    monkeypatch.setenv("DR_RECOVERY_START_TIME", "2026-11-23T07:00:00Z")

    settings = read()

    assert (settings.aws_region, settings.region_role, settings.dr_recovery_mode) == ("ap-northeast-1", "dr", True)
    assert settings.dr_recovery_start_time == datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("REGION_ROLE", "primary"),
        ("DR_RECOVERY_MODE", "perhaps"),
        ("DR_RECOVERY_START_TIME", "yesterday"),
        ("CATALOG_CACHE_TTL_SECONDS", "0"),
        ("CATALOG_CACHE_TTL_SECONDS", "a week"),
    ],
)
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(ValidationError, match=variable.lower()):
        read()


def test_a_missing_region_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION")

    with pytest.raises(ValidationError, match="aws_region"):
        read()
