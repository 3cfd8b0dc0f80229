"""The metrics of the product and of the services under it, as alarms and dashboard read them. Names: docs/monitoring."""

from collections.abc import Iterable, Mapping

from aws_cdk import Duration
from aws_cdk.aws_cloudwatch import MathExpression, Metric, Stats

from stacks.models import Model

BEDROCK = "MegaTicket/Bedrock"
BOOKING = "MegaTicket/Booking"
FIVE_MINUTES = Duration.minutes(5)


def bedrock(name: str, statistic: str, dimensions: Mapping[str, str] | None = None, label: str | None = None) -> Metric:
    """A metric of the chat, over five minutes."""
    return _metric(BEDROCK, name, statistic, dimensions, label)


def booking(name: str, statistic: str, dimensions: Mapping[str, str] | None = None) -> Metric:
    """A metric of the bookings, over five minutes."""
    return _metric(BOOKING, name, statistic, dimensions)


def function(name: str, metric: str, statistic: str, label: str | None = None) -> Metric:
    """A metric of Lambda for one function, over five minutes."""
    return _metric("AWS/Lambda", metric, statistic, {"FunctionName": name}, label or name)


def failed_requests(name: str) -> Metric:
    """Requests to a function's address that were answered with a status from 500 on, by the function or in its place."""
    return function(name, "Url5xxCount", Stats.SUM, f"{name}: failed requests")


def table(name: str, metric: str, statistic: str, **dimensions: str) -> Metric:
    """A metric of DynamoDB for one table, over five minutes."""
    return _metric("AWS/DynamoDB", metric, statistic, {"TableName": name, **dimensions})


def account_throttles() -> Metric:
    """Invocations that Lambda has refused in this account and region, whichever function they were for."""
    return _metric("AWS/Lambda", "Throttles", Stats.SUM)


def by_dimension(namespace: str, name: str, dimension: str, statistic: str = "Sum") -> MathExpression:
    """Every value of one dimension that there is, also those that nobody has seen yet. For a dashboard only."""
    search = f"SEARCH('{{{namespace},{dimension}}} MetricName=\"{name}\"', '{statistic}', 300)"
    return MathExpression(expression=search, label="", period=FIVE_MINUTES, using_metrics={})


def answers(model: Model, *, is_fallback: bool) -> Metric:
    """How often a model has answered, first or in another one's place."""
    dimensions = {"Model": model.id, "IsFallback": str(is_fallback).lower()}
    return bedrock("Latency", Stats.SAMPLE_COUNT, dimensions)


def total(*parts: Metric, label: str) -> MathExpression:
    """All of them together."""
    named = {f"part{number}": metric for number, metric in enumerate(parts, 1)}
    return MathExpression(expression=_sum(named), using_metrics=named, label=label, period=parts[0].period)


def share(part: Metric, *rest: Metric, at_least: float, otherwise: float, label: str) -> MathExpression:
    """Percent of `part` in all together; `otherwise` where all are fewer than `at_least`: no share of three calls."""
    others = {f"rest{number}": metric for number, metric in enumerate(rest, 1)}
    whole = _sum(["part", *others])
    return MathExpression(
        expression=f"IF({whole} >= {at_least}, 100 * {_sum(['part'])} / ({whole}), {otherwise})",
        using_metrics={"part": part, **others},
        label=label,
        period=part.period,
    )


def _sum(names: Iterable[str]) -> str:
    """A sum in which what nobody has written is 0. Without it one metric that is silent makes the whole formula silent: the
    secondary's share would be unknown just when the primary answers nobody.
    """
    return " + ".join(f"FILL({name}, 0)" for name in names)


def _metric(
    namespace: str, name: str, statistic: str, dimensions: Mapping[str, str] | None = None, label: str | None = None
) -> Metric:
    return Metric(
        namespace=namespace,
        metric_name=name,
        statistic=statistic,
        dimensions_map=dict(dimensions or {}),
        label=label,
        period=FIVE_MINUTES,
    )
