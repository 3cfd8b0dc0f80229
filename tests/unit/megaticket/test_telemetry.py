"""Embedded metrics as CloudWatch reads them."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from aws_lambda_powertools.metrics import MetricUnit

from megaticket.telemetry import emit


def emitted(capsys: pytest.CaptureFixture[str], sets: Sequence[dict[str, str]], **properties: Any) -> dict[str, Any]:
    emit("MegaTicket/Test", {"Latency": (MetricUnit.Milliseconds, 12.5)}, sets, properties)
    line: dict[str, Any] = json.loads(capsys.readouterr().out)
    return line


@pytest.mark.parametrize(
    ("sets", "dimensions"),
    [
        ([], [[]]),
        ([{"Code": "SEAT_TAKEN"}], [["Code"]]),
        ([{"Model": "m"}, {"Model": "m", "IsFallback": "false"}], [["Model"], ["Model", "IsFallback"]]),
    ],
)
def test_a_line_has_exactly_its_dimension_sets(
    capsys: pytest.CaptureFixture[str], sets: list[dict[str, str]], dimensions: list[list[str]]
) -> None:
    line = emitted(capsys, sets)

    directive = line["_aws"]["CloudWatchMetrics"]
    assert [entry["Namespace"] for entry in directive] == ["MegaTicket/Test"]
    assert directive[0]["Dimensions"] == dimensions
    assert all(line[name] == value for dimension in sets for name, value in dimension.items())


def test_a_metric_has_its_value_and_unit(capsys: pytest.CaptureFixture[str]) -> None:
    line = emitted(capsys, [])

    assert line["Latency"] == [12.5]
    assert line["_aws"]["CloudWatchMetrics"][0]["Metrics"] == [{"Name": "Latency", "Unit": "Milliseconds"}]


def test_properties_and_the_service_are_no_dimensions(capsys: pytest.CaptureFixture[str]) -> None:
    line = emitted(capsys, [], event="Something", statusCode=429)

    assert (line["service"], line["event"], line["statusCode"]) == ("MegaTicket-Chatbot", "Something", 429)
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [[]]


def test_lines_do_not_share_their_dimensions(capsys: pytest.CaptureFixture[str]) -> None:
    emitted(capsys, [{"Code": "A"}])

    assert "Code" not in emitted(capsys, [])
