"""Alarms and dashboard look at metrics that the product really writes, and somebody is told."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from stacks.tables import ROOT
from tests.infrastructure.assembly import SEOUL, TOKYO, Assembly, Resource
from tests.infrastructure.product_metrics import Metric, product_metrics

OTHER = {"Seoul": TOKYO, "Tokyo": SEOUL}
OF_AWS = {
    ("AWS/Lambda", "Throttles", frozenset[str]()),
    *(("AWS/Lambda", name, frozenset({"FunctionName"})) for name in ("Errors", "ConcurrentExecutions")),
    ("AWS/DynamoDB", "WriteThrottleEvents", frozenset({"TableName"})),
    ("AWS/DynamoDB", "ReplicationLatency", frozenset({"TableName", "ReceivingRegion"})),
}
"""The services' own metrics, from their documentation."""


def alarms(assembly: Assembly, region: str) -> dict[str, Resource]:
    """A region's alarms by their names without the common prefix."""
    found = assembly[f"{region}-Observability"].of("CloudWatch::Alarm")
    return {alarm["AlarmName"].removeprefix("MegaTicket-"): alarm for alarm in found}


def metrics_of(alarm: Resource) -> Iterator[Metric]:
    """Namespace, name and dimensions of every metric that an alarm watches."""
    inner = [each["MetricStat"]["Metric"] for each in alarm.get("Metrics", []) if "MetricStat" in each]
    for metric in inner or [alarm]:
        names = frozenset(dimension["Name"] for dimension in metric.get("Dimensions", []))
        yield metric["Namespace"], metric["MetricName"], names


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


def test_the_docs_count_the_alarms_as_they_are_priced(assembly: Assembly) -> None:
    priced = sum(len(list(metrics_of(alarm))) for region in OTHER for alarm in alarms(assembly, region).values())
    assert f"| alarms | {priced} alarm metrics | 0.10 |" in (ROOT / "docs/deployment.md").read_text("utf-8")


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
    (dashboard,) = assembly[f"{region}-Observability"].of("CloudWatch::Dashboard")
    shown = list(_shown(json.loads(dashboard["DashboardBody"])))
    assert {namespace for namespace, _, _ in shown} == {
        "MegaTicket/Bedrock",
        "MegaTicket/Booking",
        "AWS/Lambda",
        "AWS/DynamoDB",
    }
    assert set(shown) <= known


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
        formula = formula.replace(part, name)
    prompt = "CacheReadInputTokens + InputTokens + CacheWriteInputTokens"
    assert formula == f"IF({prompt} >= 50000, 100 * CacheReadInputTokens / ({prompt}), 100)"


def test_a_settlement_that_does_not_run_is_an_alarm(assembly: Assembly) -> None:
    assert alarms(assembly, "Seoul")["UnsettledPayments"]["TreatMissingData"] == "breaching"


def test_the_alarms_watch_the_primary_model_of_the_settings(changed: Assembly) -> None:
    watched = json.dumps(alarms(changed, "Seoul")["TimeToFirstToken"])
    assert "global.anthropic.claude-haiku-5-5" in watched


def test_limits_of_money_come_from_the_settings(changed: Assembly) -> None:
    assert alarms(changed, "Tokyo")["DailyCost"]["Threshold"] == 7
    assert alarms(changed, "Tokyo")["DailyCost"]["Period"] == 86_400
    (budget,) = changed["Seoul-Observability"].of("Budgets::Budget")
    assert budget["Budget"]["BudgetLimit"] == {"Amount": 77, "Unit": "USD"}
    for notice in budget["NotificationsWithSubscribers"]:
        assert notice["Subscribers"] == [{"Address": "night@tickets.example", "SubscriptionType": "EMAIL"}]


def test_the_account_has_one_budget(assembly: Assembly) -> None:
    assert not assembly["Tokyo-Observability"].of("Budgets::Budget")


def _shown(body: dict[str, Any]) -> Iterator[Metric]:
    """Every metric of a dashboard, also those that a search finds."""
    for widget in body["widgets"]:
        for namespace, *rest in widget["properties"]["metrics"]:
            if isinstance(namespace, dict):
                found = re.search(r"SEARCH\('\{([^,]+),([^}]+)\} MetricName=\"(\w+)\"'", namespace["expression"])
                assert found, namespace
                yield found[1], found[3], frozenset({found[2]})
            else:
                texts = [each for each in rest if isinstance(each, str)]
                yield namespace, texts[0], frozenset(texts[1::2])
