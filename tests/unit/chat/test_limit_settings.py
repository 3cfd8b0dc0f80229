"""The limits are settings with the documented defaults, and a senseless one stops the start with its name."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from lambdas.chat.settings import ChatSettings

DEFAULTS = {"TURNS_PER_MINUTE": 20, "DAILY_TOKENS": 1_000_000, "HISTORY_TURNS": 40, "HISTORY_TOKENS": 24_000}
DOCUMENT = Path(__file__).parents[3] / "docs/limits.md"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("AWS_REGION", "OIDC_ISSUERS", "OIDC_AUDIENCE", "HOLD_SEATS_FUNCTION_NAME"):
        monkeypatch.setenv(name, "a")
    return monkeypatch


@pytest.mark.parametrize("name", DEFAULTS)
def test_each_limit_is_read_from_its_variable(environment: pytest.MonkeyPatch, name: str) -> None:
    assert getattr(ChatSettings(), name.lower()) == DEFAULTS[name]
    environment.setenv(name, str(DEFAULTS[name] + 1))
    assert getattr(ChatSettings(), name.lower()) == DEFAULTS[name] + 1


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_limit_that_stops_everybody_stops_the_start(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.setenv(name, "0")
    with pytest.raises(ValidationError, match=name.lower()):
        ChatSettings()


@pytest.mark.parametrize("name", DEFAULTS)
def test_the_default_is_the_documented_one(name: str) -> None:
    assert f"| `{name}` | {DEFAULTS[name]:,} |" in DOCUMENT.read_text("utf-8")
