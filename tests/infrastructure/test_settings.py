"""What is wrong with a setting is said at synthesis, by the setting's name."""

from typing import Any

import pytest

from lambdas.chat.bedrock.registry import load_registry
from stacks.models import chosen_models
from stacks.settings import SettingsError, load_settings
from tests.infrastructure.assembly import context, settings

MAIN = {"awsRegion": "ap-northeast-2", "role": "main"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tabelPrefix": "x"}, "tabelPrefix: Extra inputs are not permitted"),
        ({"account": "12345"}, "account: String should match"),
        ({"pageOrigins": []}, "pageOrigins: "),
        ({"pageOrigins": ["*"]}, "pageOrigins.0: "),
        ({"pageOrigins": ["https://tickets.example/page"]}, "pageOrigins.0: "),
        ({"pageOrigins": ["http://tickets.example"]}, "pageOrigins.0: "),
        ({"pageOrigins": ["https://"]}, "pageOrigins.0: "),
        ({"pageOrigins": ["http://localhost.tickets.example"]}, "pageOrigins.0: "),
        ({"pageOrigins": ["https://tickets.example?from=mail"]}, "pageOrigins.0: "),
        ({"pageOrigins": ["https://somebody@tickets.example"]}, "pageOrigins.0: "),
        ({"pageOrigins": ["https://Tickets.example"]}, "pageOrigins.0: "),
        ({"oidcIssuers": ["http://login.tickets.example"]}, "oidcIssuers.0: "),
        ({"oidcIssuers": ["https:///pool"]}, "oidcIssuers.0: "),
        ({"oidcIssuers": ["https://login.tickets.example/?pool=1"]}, "oidcIssuers.0: "),
        ({"paymentProviderUrl": "https://payments.example/"}, "paymentProviderUrl: "),
        ({"oidcAudience": ""}, "oidcAudience: "),
        ({"paymentProviderUrl": "payments.example"}, "paymentProviderUrl: "),
        ({"webAdapterLayerVersion": "30"}, "webAdapterLayerVersion: Input should be a valid integer"),
        ({"architecture": "arm"}, "architecture: "),
        ({"logRetentionDays": 31}, "logRetentionDays: "),
        ({"reservedConcurrency": {"chats": 5}}, "reservedConcurrency.chats"),
        ({"alarmAddress": "nobody"}, "alarmAddress: "),
        ({"regions": {"Seoul": MAIN, "Tokyo": MAIN | {"awsRegion": "ap-northeast-1"}}}, 'exactly one has the role "main"'),
        ({"regions": {"Seoul": MAIN, "Tokyo": MAIN | {"role": "dr"}}}, "an AWS region is listed twice"),
        ({"homeRegion": "us-east-1"}, "homeRegion: us-east-1 is not among the regions"),
        ({"drRecoveryMode": True}, "drRecoveryStartTime: needed with drRecoveryMode"),
        ({"drRecoveryMode": True, "drRecoveryStartTime": "2026-12-05T10:00:00"}, "drRecoveryStartTime: "),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError, match=r"cdk\.json") as raised:
        load_settings(context(**changes))
    assert said in str(raised.value)


@pytest.mark.parametrize(
    "origin", ["https://tickets.example:8443", "https://t.kr", "http://localhost", "http://localhost:3000"]
)
def test_a_page_may_come_from_any_host_and_port(origin: str) -> None:
    assert settings(pageOrigins=[origin]).page_origins == (origin,)


@pytest.mark.parametrize(
    "issuer", ["https://tenant.login.example/", "https://login.example/pool/", "https://login.example/v2"]
)
def test_an_issuer_is_kept_as_it_writes_its_name(issuer: str) -> None:
    assert settings(oidcIssuers=[issuer]).oidc_issuers == (issuer,)


def test_what_the_command_line_keeps_in_the_context_is_no_setting() -> None:
    kept = {"cli-telemetry": False, "acknowledged-issue-numbers": [34892], "availability-zones:account=1": ["a"]}
    assert settings(**kept) == settings()


def test_a_setting_that_is_missing_is_named() -> None:
    shipped = context()
    del shipped["tablePrefix"]
    with pytest.raises(SettingsError, match="tablePrefix: Field required"):
        load_settings(shipped)


def test_what_stands_as_it_was_shipped_is_listed() -> None:
    assert settings().placeholders() == ["pageOrigins", "oidcIssuers", "paymentProviderUrl", "alarmAddress"]
    own = settings(
        pageOrigins=["https://megaticket.kr"],
        oidcIssuers=["https://login.megaticket.kr"],
        paymentProviderUrl="https://api.provider.kr",
        alarmAddress="operators@megaticket.kr",
    )
    assert own.placeholders() == []


def test_the_models_are_those_that_the_chat_chooses() -> None:
    assert [model.id for model in chosen_models(settings())] == [model.id for model in load_registry().order()]
    changed = settings(
        bedrockPrimaryModel="claude-haiku-5-5", bedrockModels={"nova-lite": {"id": "jp.amazon.nova-lite-v1:0"}}
    )
    assert [model.id for model in chosen_models(changed)] == [
        "global.anthropic.claude-haiku-5-5",
        "jp.amazon.nova-lite-v1:0",
    ]
    with pytest.raises(SettingsError, match="'opus' is none of claude-haiku-4-5, nova-lite"):
        chosen_models(settings(bedrockSecondaryModel="opus"))
    with pytest.raises(SettingsError, match=r"bedrockModels: [\s\S]*profile"):
        chosen_models(settings(bedrockPrimaryModel="mine", bedrockModels={"mine": {"id": "own.model-v1:0"}}))
