"""Counting the prompt with the service, and what is said without it."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from lambdas.chat.bedrock.registry import load_registry
from lambdas.chat.conversation.steps import Step
from operations.count_tokens import NO_CREDENTIALS, estimated, main, prompt_of, report

PRIMARY = load_registry().order()[0]


@pytest.fixture
def service() -> Iterator[tuple[Any, Stubber]]:
    """A client that checks its requests against the SDK's model of the service, and sends none."""
    client = boto3.client(
        "bedrock-runtime", region_name="ap-northeast-1", aws_access_key_id="local", aws_secret_access_key="local"
    )
    with Stubber(client) as stubber:
        yield client, stubber
    client.close()


def test_every_step_is_counted_with_the_foundation_models_id(
    service: tuple[Any, Stubber], capsys: pytest.CaptureFixture[str]
) -> None:
    client, stubber = service
    for step in Step:
        prompt = prompt_of(PRIMARY, step)
        asked = {"modelId": "anthropic.claude-haiku-4-5-20251001-v1:0", "input": {"converse": prompt}}
        stubber.add_response("count_tokens", {"inputTokens": 2 * estimated(prompt)}, asked)
    report(client, PRIMARY)
    stubber.assert_no_pending_responses()
    _head, *lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [step.value for step in Step]
    assert {line.split()[3] for line in lines} == {"2.00"}


def test_no_checkpoint_is_counted() -> None:
    assert "cachePoint" not in str(prompt_of(PRIMARY, Step.GREETING))


def test_a_refusal_is_the_callers_to_know(service: tuple[Any, Stubber]) -> None:
    client, stubber = service
    stubber.add_client_error("count_tokens", "AccessDeniedException", http_status_code=403)
    with pytest.raises(ClientError, match="AccessDenied"):
        report(client, PRIMARY)


def test_without_credentials_it_says_so_and_estimates(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    assert main([]) == 0
    said, _head, *lines = capsys.readouterr().out.splitlines()
    assert said == NO_CREDENTIALS
    assert [int(line.split()[1]) for line in lines] == [estimated(prompt_of(PRIMARY, step)) for step in Step]
