"""The chat's metrics, line by line, as the contract has them."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from lambdas.chat import metrics
from lambdas.chat.bedrock.call import CallReport
from lambdas.chat.bedrock.failures import Failure, Mending, Reason
from lambdas.chat.bedrock.registry import load_registry
from lambdas.chat.protocol import Usage
from megaticket.errors import ErrorCode

PRIMARY, SECONDARY = load_registry().order()
Captured = pytest.CaptureFixture[str]


def lines(capsys: Captured) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def shape(line: dict[str, Any]) -> tuple[dict[str, str], list[list[str]]]:
    """A line's metrics with their units, and its dimension sets."""
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == "MegaTicket/Bedrock"
    assert line["service"] == "MegaTicket-Chatbot"
    return {metric["Name"]: metric["Unit"] for metric in directive["Metrics"]}, directive["Dimensions"]


@pytest.mark.parametrize("is_fallback", [False, True])
def test_a_call_is_one_line(capsys: Captured, is_fallback: bool) -> None:
    usage = Usage(1_000, 200, 9_200, 6_000, 2_000)
    metrics.report_call(CallReport(PRIMARY, is_fallback, usage, 1234.5, 321.0))
    (line,) = lines(capsys)
    tokens = ["InputTokens", "OutputTokens", "TotalTokens", "CacheReadInputTokens", "CacheWriteInputTokens"]
    units = {"Latency": "Milliseconds", "TimeToFirstToken": "Milliseconds", "CostUSD": "None"}
    assert shape(line) == (units | dict.fromkeys(tokens, "Count"), [["Model"], ["Model", "IsFallback"]])
    assert (line["Model"], line["IsFallback"]) == (PRIMARY.id, "true" if is_fallback else "false")
    assert line["event"] == "BedrockInvokeSuccess"
    assert [line[name] for name in tokens] == [[1_000], [200], [9_200], [6_000], [2_000]]
    # 1,000 at 1.00, 200 at 5.00, 6,000 read at 0.10 and 2,000 written at 1.25 dollars per million
    assert line["CostUSD"] == [pytest.approx(0.0051)]
    assert (line["Latency"], line["TimeToFirstToken"]) == ([1234.5], [321.0])


def test_an_answer_that_is_none_is_paid_for_and_measures_no_speed(capsys: Captured) -> None:
    metrics.report_call(CallReport(PRIMARY, False, Usage(1_000, 200, 1_200), 1234.5, 321.0, "Malformed"))
    (line,) = lines(capsys)
    metric_units, dimensions = shape(line)
    assert {"Latency", "TimeToFirstToken"}.isdisjoint(metric_units)
    assert metric_units.keys() >= {"InputTokens", "OutputTokens", "TotalTokens", "CostUSD"}
    assert dimensions == [["Model"], ["Model", "IsFallback"]]
    assert (line["event"], line["reason"]) == ("BedrockInvokeFailed", "Malformed")
    assert line["CostUSD"] == [pytest.approx(0.002)]


def test_a_fallback_says_from_which_model_to_which_and_why(capsys: Captured) -> None:
    metrics.report_fallback(PRIMARY, SECONDARY, Failure("Throttled", retry=False, status=429))
    (line,) = lines(capsys)
    assert shape(line) == ({"FallbackCount": "Count"}, [["Reason"]])
    assert (line["Reason"], line["event"], line["statusCode"]) == ("Throttled", "FallbackTriggered", 429)
    assert (line["primaryModel"], line["fallbackModel"]) == (PRIMARY.id, SECONDARY.id)


@pytest.mark.parametrize("mending", get_args(Mending))
def test_a_refused_history_is_counted_as_a_fallback_of_its_own_reason(capsys: Captured, mending: Mending) -> None:
    metrics.report_refused(PRIMARY, mending)
    (line,) = lines(capsys)
    assert shape(line) == ({"FallbackCount": "Count"}, [["Reason"]])
    assert (line["Reason"], line["event"], line["primaryModel"]) == (mending, mending, PRIMARY.id)


@pytest.mark.parametrize("guide", ["models.md", "monitoring.md"])
def test_the_guides_name_every_reason(guide: str) -> None:
    text = (Path(__file__).parents[3] / "docs" / guide).read_text("utf-8")
    reasons = {*get_args(Mending), *(get_args(Reason) if guide == "models.md" else ())}
    assert sorted(reason for reason in reasons if f"`{reason}`" not in text) == []


def test_tools_and_turns_are_counted(capsys: Captured) -> None:
    metrics.report_tool("hold_seats")
    metrics.report_turn(None)
    metrics.report_turn(ErrorCode.TURN_DEADLINE)
    tool, good, bad, error = lines(capsys)
    assert shape(tool) == ({"ToolCallCount": "Count"}, [["ToolName"]])
    assert shape(good) == shape(bad) == ({"TurnCount": "Count"}, [[]])
    assert shape(error) == ({"TurnErrorCount": "Count"}, [["Code"]])
    assert (tool["ToolName"], error["Code"]) == ("hold_seats", "TURN_DEADLINE")
