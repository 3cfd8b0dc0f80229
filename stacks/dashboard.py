"""One page that says how the product is: people's turns first, bookings and money next, the machinery last."""

from collections.abc import Iterator

from aws_cdk.aws_cloudwatch import GraphWidget, IMetric, IWidget, SingleValueWidget, Stats

from stacks import metrics
from stacks.models import Model
from stacks.names import CHAT, FUNCTIONS, RESERVATIONS
from stacks.settings import Settings
from stacks.tables import table_name


def dashboard_rows(settings: Settings, models: tuple[Model, Model], other_regions: list[str]) -> list[list[IWidget]]:
    """The rows of a region's dashboard."""
    return [
        list(_turns(models)),
        list(_money(models)),
        list(_bookings()),
        list(_machinery(settings, other_regions)),
    ]


def _turns(models: tuple[Model, Model]) -> Iterator[IWidget]:
    yield _graph("Turns", metrics.bedrock("TurnCount", Stats.SUM), metrics.bedrock("GuardCorrectionCount", Stats.SUM))
    yield _graph("Failed turns by code", metrics.by_dimension(metrics.BEDROCK, "TurnErrorCount", "Code"))
    yield _graph(
        "Time to first token (ms)",
        *(metrics.bedrock("TimeToFirstToken", p, {"Model": models[0].id}, label=p) for p in ("p50", "p90", "p99")),
    )
    yield _graph("Fallbacks by reason", metrics.by_dimension(metrics.BEDROCK, "FallbackCount", "Reason"))


def _money(models: tuple[Model, Model]) -> Iterator[IWidget]:
    costs = [metrics.bedrock("CostUSD", Stats.SUM, {"Model": model.id}, label=model.id) for model in models]
    tokens = ("InputTokens", "OutputTokens", "CacheReadInputTokens", "CacheWriteInputTokens")
    yield _graph("Cost of the models (USD)", *costs)
    yield _graph(
        "Tokens of the primary model",
        *(metrics.bedrock(name, Stats.SUM, {"Model": models[0].id}, label=name) for name in tokens),
    )
    yield _graph("Tools", metrics.by_dimension(metrics.BEDROCK, "ToolCallCount", "ToolName"))
    yield SingleValueWidget(
        title="Money that waits",
        width=6,
        metrics=[
            metrics.booking("PaymentUnsettledCount", Stats.MAXIMUM),
            metrics.booking("RefundDueCount", Stats.MAXIMUM),
        ],
    )


def _bookings() -> Iterator[IWidget]:
    yield _graph("Holds", metrics.booking("HoldCount", Stats.SUM), metrics.booking("VerifyRetryCount", Stats.SUM))
    yield _graph("Refused holds by code", metrics.by_dimension(metrics.BOOKING, "HoldRefusedCount", "Code"))
    yield _graph("Time of a hold (ms)", *(metrics.booking("HoldLatency", p) for p in ("p50", "p99")))


def _machinery(settings: Settings, other_regions: list[str]) -> Iterator[IWidget]:
    reservations = table_name(settings, "reservations")
    errors = [metrics.function(name, "Errors", Stats.SUM) for name in FUNCTIONS]
    yield _graph("Function errors", *errors, *map(metrics.failed_requests, (CHAT, RESERVATIONS)))
    yield _graph("Concurrency", *(metrics.function(name, "ConcurrentExecutions", Stats.MAXIMUM) for name in FUNCTIONS))
    yield _graph(
        "Throttles", metrics.account_throttles(), metrics.table(reservations, "WriteThrottleEvents", Stats.SUM)
    )
    yield _graph(
        "Replication latency of bookings (ms)",
        *(metrics.table(reservations, "ReplicationLatency", "Average", ReceivingRegion=each) for each in other_regions),
    )


def _graph(title: str, *left: IMetric) -> GraphWidget:
    return GraphWidget(title=title, left=list(left), width=6)
