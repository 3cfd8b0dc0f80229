"""The functions: what runs, how long, under which alias, and who may reach it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.infrastructure.assembly import SEOUL, TOKYO, Assembly, Resource, Template

REGIONS = ("Seoul", "Tokyo")
TIMEOUTS = {
    "megaticket-chat": 75,
    "megaticket-hold-seats": 10,
    "megaticket-reservations": 29,
    "megaticket-settlement": 55,
}


def templates(assembly: Assembly) -> Iterator[Template]:
    """Every stack that has functions."""
    for region in REGIONS:
        yield assembly[f"{region}-Booking"]
        yield assembly[f"{region}-Chat"]


def functions(assembly: Assembly) -> list[Resource]:
    """The properties of every function of both regions."""
    return [function for template in templates(assembly) for function in template.of("Lambda::Function")]


def test_every_function_runs_as_it_was_packaged(assembly: Assembly) -> None:
    assert {function["FunctionName"] for function in functions(assembly)} == set(TIMEOUTS)
    for function in functions(assembly):
        assert function["Runtime"] == "python3.13"
        assert function["Architectures"] == ["arm64"]
        assert function["Timeout"] == TIMEOUTS[function["FunctionName"]]


def test_nothing_slows_a_cold_start_or_reserves_capacity_unasked(assembly: Assembly) -> None:
    for function in functions(assembly):
        assert "TracingConfig" not in function
        assert "VpcConfig" not in function
        assert "ReservedConcurrentExecutions" not in function


@pytest.mark.parametrize(("region", "code"), [("Seoul", SEOUL), ("Tokyo", TOKYO)])
def test_the_chat_streams_through_the_web_adapter(assembly: Assembly, region: str, code: str) -> None:
    chat = assembly[f"{region}-Chat"].named("Lambda::Function", "megaticket-chat")
    assert chat["Handler"] == "run.sh"
    assert f"arn:aws:lambda:{code}:753240598075:layer:LambdaAdapterLayerArm64:30" in chat["Layers"]
    variables = chat["Environment"]["Variables"]
    assert variables["AWS_LAMBDA_EXEC_WRAPPER"] == "/opt/bootstrap"
    assert variables["AWS_LWA_INVOKE_MODE"] == "response_stream"
    assert variables["AWS_LWA_READINESS_CHECK_PATH"] == "/health"
    (url,) = assembly[f"{region}-Chat"].of("Lambda::Url")
    assert url["InvokeMode"] == "RESPONSE_STREAM"


def test_addresses_are_public_for_the_pages_origins_alone(assembly: Assembly) -> None:
    for template in templates(assembly):
        (url,) = template.of("Lambda::Url")
        assert url["AuthType"] == "NONE"
        assert url["Qualifier"] == "live"
        assert url["Cors"]["AllowOrigins"] == ["https://tickets.example"]
        assert set(url["Cors"]["AllowMethods"]) == {"GET", "POST"}
        assert set(url["Cors"]["AllowHeaders"]) == {"authorization", "content-type"}
        assert url["Cors"]["ExposeHeaders"] == ["retry-after"]
        assert not url["Cors"].get("AllowCredentials")


def test_the_public_may_call_an_alias_through_its_address_and_in_no_other_way(assembly: Assembly) -> None:
    for template in templates(assembly):
        public = [grant for grant in template.of("Lambda::Permission") if grant["Principal"] == "*"]
        by_action = {grant["Action"]: grant for grant in public}
        assert set(by_action) == {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}
        assert by_action["lambda:InvokeFunctionUrl"]["FunctionUrlAuthType"] == "NONE"
        assert by_action["lambda:InvokeFunction"]["InvokedViaFunctionUrl"] is True
        for grant in public:
            assert template.resources[grant["FunctionName"]["Ref"]]["Type"] == "AWS::Lambda::Alias"


def test_every_alias_stands_for_a_published_version_that_is_kept(assembly: Assembly) -> None:
    for template in templates(assembly):
        aliases = template.of("Lambda::Alias")
        assert len(aliases) == len(template.of("Lambda::Function"))
        for alias in aliases:
            assert alias["Name"] == "live"
            version = template.resources[alias["FunctionVersion"]["Fn::GetAtt"][0]]
            assert version["Type"] == "AWS::Lambda::Version"
            assert version["DeletionPolicy"] == version["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("region", REGIONS)
def test_the_settlement_is_called_each_minute_by_its_alias(assembly: Assembly, region: str) -> None:
    template = assembly[f"{region}-Booking"]
    (rule,) = template.of("Events::Rule")
    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(1 minute)", "ENABLED")
    alias = template.resources[rule["Targets"][0]["Arn"]["Ref"]]
    assert alias["Type"] == "AWS::Lambda::Alias"
    function = template.resources[alias["Properties"]["FunctionName"]["Ref"]]
    assert function["Properties"]["FunctionName"] == "megaticket-settlement"


@pytest.mark.parametrize("region", REGIONS)
def test_a_round_of_the_settlement_that_failed_is_repeated_by_nobody(assembly: Assembly, region: str) -> None:
    """The schedule gives an event to Lambda's queue, and has done its part: both repeat by themselves."""
    template = assembly[f"{region}-Booking"]
    (rule,) = template.of("Events::Rule")
    assert rule["Targets"][0]["RetryPolicy"] == {"MaximumEventAgeInSeconds": 60, "MaximumRetryAttempts": 0}
    (queue,) = template.of("Lambda::EventInvokeConfig")
    assert (queue["MaximumEventAgeInSeconds"], queue["MaximumRetryAttempts"]) == (60, 0)
    called = rule["Targets"][0]["Arn"]
    assert queue["FunctionName"] == template.resources[called["Ref"]]["Properties"]["FunctionName"]
    # Of an alias's ARN the eighth part is its name.
    assert queue["Qualifier"] == {"Fn::Select": [7, {"Fn::Split": [":", called]}]}


def test_logs_end_and_no_function_makes_its_own_group(assembly: Assembly) -> None:
    for template in templates(assembly):
        for name, resource in template.resources.items():
            if resource["Type"] != "AWS::Lambda::Function":
                continue
            group = template.named("Logs::LogGroup", f"/aws/lambda/{resource['Properties']['FunctionName']}")
            assert group["RetentionInDays"] == 30
            needed = [template.resources[each]["Type"] for each in resource["DependsOn"]]
            assert "AWS::Logs::LogGroup" in needed, name


def test_the_secret_is_kept_and_replicated_and_written_in_no_template(assembly: Assembly) -> None:
    template = assembly["Seoul-Booking"]
    secret = template.named("SecretsManager::Secret", "megaticket/payment-provider")
    (kept,) = [each for each in template.resources.values() if each["Properties"] is secret]
    # A first deployment that fails leaves nothing behind that the second would find in its place.
    assert (kept["DeletionPolicy"], kept["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
    assert secret["ReplicaRegions"] == [{"Region": TOKYO}]
    assert "SecretString" not in secret
    assert "AWS::SecretsManager::Secret" not in assembly["Tokyo-Booking"].text


def test_settings_reach_the_functions(changed: Assembly) -> None:
    chat = changed["Seoul-Chat"].named("Lambda::Function", "megaticket-chat")
    assert chat["Architectures"] == ["x86_64"]
    assert chat["Layers"][-1] == f"arn:aws:lambda:{SEOUL}:753240598075:layer:LambdaAdapterLayerX86:31"
    assert chat["ReservedConcurrentExecutions"] == 40
    (url,) = changed["Seoul-Chat"].of("Lambda::Url")
    assert url["Cors"]["AllowOrigins"] == ["https://a.example", "http://localhost:3000"]
    assert changed["Tokyo-Booking"].of("Logs::LogGroup")[0]["RetentionInDays"] == 7


def test_one_release_is_published_as_a_whole(assembly: Assembly) -> None:
    """Every function's configuration moves with each release, so that each has a version of it to go back to."""
    releases: set[Any] = {function["Environment"]["Variables"]["RELEASE"] for function in functions(assembly)}
    assert len(releases) == 1
