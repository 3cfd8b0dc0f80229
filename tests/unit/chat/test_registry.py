"""The table of models: data that an operator changes without a change of code."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsError

from lambdas.chat.bedrock.registry import load_registry
from lambdas.chat.settings import ChatSettings
from tests.unit.chat.scripted import PRIMARY, SECONDARY

ROOT = Path(__file__).parents[3]
PRODUCT = ("lambdas", "layers", "operations", "stacks", "frontend", "app.py", "cdk.json")
MODEL_NAMES = re.compile(r"haiku|sonnet|opus|nova[-_.]?(?:lite|pro|micro)|claude-", re.IGNORECASE)
REQUIRED = {
    "AWS_REGION": "ap-northeast-2",
    "OIDC_ISSUERS": "https://issuer.test",
    "OIDC_AUDIENCE": "chat",
    "HOLD_SEATS_FUNCTION_NAME": "hold-seats",
}


def ids(**arguments: Any) -> list[str]:
    return [model.id for model in load_registry(**arguments).order()]


def test_the_documents_models_are_the_defaults() -> None:
    assert ids() == [PRIMARY, SECONDARY]


def test_the_roles_can_be_given_to_other_models_of_the_table() -> None:
    assert ids(primary="claude-haiku-5-5") == ["global.anthropic.claude-haiku-5-5", SECONDARY]
    assert ids(primary="nova-lite", secondary="claude-haiku-4-5") == [SECONDARY, PRIMARY]


def test_an_entry_is_changed_field_by_field() -> None:
    patch = {"claude-haiku-4-5": {"timeoutSeconds": 7, "caching": {"ttl": "1h"}, "sampling": {"temperature": None}}}
    changed, before = load_registry(changes=patch).order()[0], load_registry().order()[0]
    assert (changed.timeout_seconds, changed.caching.ttl, changed.sampling) == (7, "1h", {})
    assert changed.caching.minimum_tokens == before.caching.minimum_tokens
    assert changed.prices_per_million_usd == before.prices_per_million_usd


def test_a_model_may_put_out_as_much_as_it_can() -> None:
    assert load_registry(changes={"nova-lite": {"maxTokens": 5000}}).order()[1].max_tokens == 5000
    assert load_registry(changes={"claude-haiku-5-5": {"maxTokens": 100_000}})


def test_a_new_model_is_an_entry_of_its_own() -> None:
    entry = json.loads(files("lambdas.chat.bedrock").joinpath("models.json").read_text())["models"]["nova-lite"]
    profile = entry["profile"] | {"foundationModel": "amazon.other-v1:0"}
    new = entry | {"id": "apac.amazon.other-v1:0", "profile": profile}
    assert ids(secondary="other", changes={"other": new}) == [PRIMARY, "apac.amazon.other-v1:0"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"primary": "gpt"}, "the primary model 'gpt' is not in the table: claude-haiku-4-5, nova-lite"),
        ({"secondary": "claude-haiku-4-5"}, "the primary and the secondary must be two models"),
        ({"changes": {"claude-haiku-4-5": {"id": "x"}}}, r"models.claude-haiku-4-5\n.*id must be"),
        ({"changes": {"claude-haiku-4-5": {"timeoutSeconds": 0}}}, r"models.claude-haiku-4-5.timeoutSeconds\n"),
        ({"changes": {"claude-haiku-4-5": {"timeout": 1}}}, r"models.claude-haiku-4-5.timeout\n.*not permitted"),
        ({"changes": {"claude-haiku-4-5": {"sampling": {"topP": 0.9}}}}, "temperature or topP, never both"),
        ({"changes": {"nova-lite": {"caching": {"ttl": "1h"}}}}, "neither a ttl nor strict tools"),
        ({"changes": {"nova-lite": {"maxTokens": 5001}}}, "maxTokens is more than the model's 5000"),
        ({"changes": {"new": {"id": "a.b"}}}, r"models.new.profile\n.*required"),
    ],
)
def test_a_wrong_table_stops_the_start_and_says_where(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        load_registry(**arguments)


def test_the_environment_changes_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in REQUIRED.items():
        monkeypatch.setenv(name, value)
    assert ChatSettings().bedrock_models == {}
    monkeypatch.setenv("BEDROCK_PRIMARY_MODEL", "claude-haiku-5-5")
    monkeypatch.setenv("BEDROCK_MODELS", '{"nova-lite": {"timeoutSeconds": 9}}')
    settings = ChatSettings()
    assert settings.bedrock_primary_model == "claude-haiku-5-5"
    assert settings.bedrock_models == {"nova-lite": {"timeoutSeconds": 9}}
    monkeypatch.setenv("BEDROCK_MODELS", "{nonsense")
    with pytest.raises(SettingsError, match="bedrock_models"):
        ChatSettings()


def product_files() -> list[Path]:
    roots = [ROOT / name for name in PRODUCT]
    found = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))]
    skipped = {"__pycache__", "node_modules"}
    return [path for path in found if path.is_file() and not skipped.intersection(path.parts)]


def test_no_other_file_of_the_product_knows_a_models_name() -> None:
    table = ROOT / "lambdas/chat/bedrock/models.json"
    assert MODEL_NAMES.search(table.read_text())
    knowing = [path for path in product_files() if MODEL_NAMES.search(path.read_text("utf-8", "ignore"))]
    assert knowing == [table]
