"""Alarms and dashboard look at metrics that the product really writes, and somebody is told."""

import json
import re

import pytest

from stacks.tables import ROOT
from tests.infrastructure.assembly import SEOUL, TOKYO, Assembly
from tests.infrastructure.product_metrics import product_metrics
from tests.infrastructure.watched import alarms, metrics_of, metrics_shown

OTHER = {"Seoul": TOKYO, "Tokyo": SEOUL}
OF_AWS = {
    ("AWS/Lambda", "Throttles", frozenset[str]()),
    *(("AWS/Lambda", name, frozenset({"FunctionName"})) for name in ("Errors", "ConcurrentExecutions", "Url5xxCount")),
    ("AWS/DynamoDB", "WriteThrottleEvents", frozenset({"TableName"})),
    ("AWS/DynamoDB", "ReplicationLatency", frozenset({"TableName", "ReceivingRegion"})),
}
"""The services' own metrics, from their documentation."""


@pytest.mark.parametrize("region", OTHER)
def test_everything_that_must_wake_somebody_has_an_alarm(assembly: Assembly, region: str) -> None:
    assert set(alarms(assembly, region)) == {
        "TurnErrors-MODEL_UNAVAILABLE",
        "TurnErrors-TURN_DEADLINE",
        "TurnErrors-HOLD_SERVICE_UNAVAILABLE",
        "TimeToFirstToken",
        "UnsettledPayments",
        "RefundsDue",
        "FallbackShare",
        "RefusedHolds",
        "FailedRequests",
        "FunctionThrottles",
        "TableThrottles",
        f"ReplicationLatency-{OTHER[region]}",
        "CacheHitShare",
        "DailyCost",
    }


def test_the_runbook_says_what_to_do_at_each_alarm(assembly: Assembly) -> None:
    runbook = (ROOT / "docs/runbooks/alarms.md").read_text("utf-8")
    headings = {line.removeprefix("## ") for line in runbook.splitlines() if line.startswith("## ")}
    assert headings == {name.split("-")[0] for name in alarms(assembly, "Seoul")}


@pytest.mark.parametrize("region", OTHER)
def test_alarms_watch_metrics_that_are_written(assembly: Assembly, region: str) -> None:
    known = product_metrics() | OF_AWS
    for name, alarm in alarms(assembly, region).items():
        assert set(metrics_of(alarm)) <= known, name


def test_the_functions_name_the_metrics_of_the_alarms(assembly: Assembly) -> None:
    sources = "".join(file.read_text("utf-8") for file in (ROOT / "lambdas").rglob("*.py"))
    watched = {metric for alarm in alarms(assembly, "Seoul").values() for metric in metrics_of(alarm)}
    assert not [name for space, name, _ in watched if not space.startswith("AWS/") and f'"{name}"' not in sources]


@pytest.mark.parametrize("region", OTHER)
def test_the_dashboard_shows_metrics_that_are_written(assembly: Assembly, region: str) -> None:
    known = product_metrics() | OF_AWS
    shown = set(metrics_shown(assembly, region))
    assert {namespace for namespace, _, _ in shown} == {
        "MegaTicket/Bedrock",
        "MegaTicket/Booking",
        "AWS/Lambda",
        "AWS/DynamoDB",
    }
    assert shown <= known


@pytest.mark.parametrize("region", OTHER)
def test_every_alarm_and_its_end_are_told_to_the_address(assembly: Assembly, region: str) -> None:
    template = assembly[f"{region}-Observability"]
    (topic,) = [name for name, each in template.resources.items() if each["Type"] == "AWS::SNS::Topic"]
    for alarm in template.of("CloudWatch::Alarm"):
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": topic}]
        assert alarm["AlarmDescription"]
    (subscription,) = template.of("SNS::Subscription")
    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", "operators@tickets.example")


def test_alarms_may_publish_although_the_topic_has_a_policy(assembly: Assembly) -> None:
    (policy,) = assembly["Tokyo-Observability"].of("SNS::TopicPolicy")
    allowed = [each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Allow"]
    assert [each["Principal"] for each in allowed] == [{"Service": "cloudwatch.amazonaws.com"}]
    assert "aws:SourceAccount" in json.dumps(allowed[0]["Condition"])


def test_what_is_written_to_the_cache_is_no_hit(assembly: Assembly) -> None:
    """InputTokens leaves out what was read and what was written: a prefix that changes every turn is writes alone."""
    parts = {each["Id"]: each for each in alarms(assembly, "Seoul")["CacheHitShare"]["Metrics"]}
    (formula,) = [each["Expression"] for each in parts.values() if "Expression" in each]
    names = {part: each["MetricStat"]["Metric"]["MetricName"] for part, each in parts.items() if "MetricStat" in each}
    for part, name in names.items():
        formula = formula.replace(f"FILL({part}, 0)", name)
    prompt = "CacheReadInputTokens + InputTokens + CacheWriteInputTokens"
    assert formula == f"IF({prompt} >= 50000, 100 * CacheReadInputTokens / ({prompt}), 100)"


@pytest.mark.parametrize("region", OTHER)
def test_a_metric_that_nobody_writes_silences_no_alarm(assembly: Assembly, region: str) -> None:
    """With the primary down nobody writes its answers: a formula that needs them would have no value, and raise no alarm."""
    calculated = {name: alarm["Metrics"] for name, alarm in alarms(assembly, region).items() if "Metrics" in alarm}
    assert {"FallbackShare", "RefusedHolds", "CacheHitShare", "DailyCost", "FailedRequests"} <= set(calculated)
    for name, (calculation, *parts) in calculated.items():
        unfilled = re.sub(r"FILL\(\w+, 0\)", "", calculation["Expression"])
        assert not [each["Id"] for each in parts if each["Id"] in unfilled], name
        assert all(f"FILL({each['Id']}, 0)" in calculation["Expression"] for each in parts), name


def test_a_settlement_that_does_not_run_is_an_alarm(assembly: Assembly) -> None:
    assert alarms(assembly, "Seoul")["UnsettledPayments"]["TreatMissingData"] == "breaching"


def test_the_alarms_watch_the_primary_model_of_the_settings(changed: Assembly) -> None:
    watched = json.dumps(alarms(changed, "Seoul")["TimeToFirstToken"])
    assert "global.anthropic.claude-haiku-5-5" in watched


@pytest.mark.parametrize("region", OTHER)
def test_a_request_that_fails_at_either_address_is_counted(assembly: Assembly, region: str) -> None:
    watched = [each["MetricStat"]["Metric"] for each in alarms(assembly, region)["FailedRequests"]["Metrics"][1:]]
    assert {metric["MetricName"] for metric in watched} == {"Url5xxCount"}
    functions = {metric["Dimensions"][0]["Value"] for metric in watched}
    assert functions == {"megaticket-chat", "megaticket-reservations"}


def test_both_models_count_for_the_cost_of_a_day(changed: Assembly) -> None:
    """The secondary may be the dearer one."""
    _, *watched = alarms(changed, "Seoul")["DailyCost"]["Metrics"]
    models = {each["MetricStat"]["Metric"]["Dimensions"][0]["Value"] for each in watched}
    assert models == {"global.anthropic.claude-haiku-5-5", "apac.amazon.nova-lite-v1:0"}
    assert {each["MetricStat"]["Period"] for each in watched} == {86_400}


def test_limits_of_money_come_from_the_settings(changed: Assembly) -> None:
    assert alarms(changed, "Tokyo")["DailyCost"]["Threshold"] == 7
    (budget,) = changed["Seoul-Observability"].of("Budgets::Budget")
    assert budget["Budget"]["BudgetLimit"] == {"Amount": 77, "Unit": "USD"}
    for notice in budget["NotificationsWithSubscribers"]:
        assert notice["Subscribers"] == [{"Address": "night@tickets.example", "SubscriptionType": "EMAIL"}]


def test_the_account_has_one_budget(assembly: Assembly) -> None:
    assert not assembly["Tokyo-Observability"].of("Budgets::Budget")
