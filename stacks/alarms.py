"""What wakes somebody. What to do then: docs/runbooks/alarms.md. A metric costs $0.10 a month."""

from collections.abc import Iterator
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk.aws_cloudwatch import ComparisonOperator, IMetric, Stats, TreatMissingData

from stacks import metrics
from stacks.models import Model
from stacks.names import CHAT, RESERVATIONS
from stacks.settings import Settings
from stacks.tables import table_name

TURN_ERRORS = ("MODEL_UNAVAILABLE", "TURN_DEADLINE", "HOLD_SERVICE_UNAVAILABLE")
"""The codes of turns that failed through our fault; refusals are answers."""

ABOVE = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
BELOW = ComparisonOperator.LESS_THAN_THRESHOLD


@dataclass(frozen=True)
class AlarmSpec:
    """An alarm after `periods` periods in a row. `silence` is what no data means."""

    name: str
    description: str
    metric: IMetric
    threshold: float
    periods: int = 1
    comparison: ComparisonOperator = ABOVE
    silence: TreatMissingData = TreatMissingData.NOT_BREACHING


def region_alarms(settings: Settings, models: tuple[Model, Model], other_regions: list[str]) -> Iterator[AlarmSpec]:
    """Every alarm of a region."""
    yield from _chat_alarms(settings, models)
    yield from _booking_alarms()
    yield from _capacity_alarms(settings, other_regions)


def _chat_alarms(settings: Settings, models: tuple[Model, Model]) -> Iterator[AlarmSpec]:
    primary, secondary = models
    of_primary = {"Model": primary.id}
    for code in TURN_ERRORS:
        failed = metrics.bedrock("TurnErrorCount", Stats.SUM, {"Code": code})
        yield AlarmSpec(f"TurnErrors-{code}", f"Five turns in five minutes ended with {code}", failed, 5)
    first_token = metrics.bedrock("TimeToFirstToken", "p90", of_primary)
    yield AlarmSpec("TimeToFirstToken", "One answer in ten begins after more than 5 s", first_token, 5000, periods=3)
    fallbacks = metrics.share(
        metrics.answers(secondary, is_fallback=True),
        metrics.answers(primary, is_fallback=False),
        at_least=10,
        otherwise=0,
        label="fallback share",
    )
    yield AlarmSpec("FallbackShare", "The secondary model gives a fifth of the answers", fallbacks, 20, periods=3)
    yield _cache_alarm(of_primary)
    yield _cost_alarm(settings, models)


def _cache_alarm(of_primary: dict[str, str]) -> AlarmSpec:
    # InputTokens leaves out what was written: a prefix that changes every turn is all writes.
    names = ("CacheReadInputTokens", "InputTokens", "CacheWriteInputTokens")
    prompt = [metrics.bedrock(name, Stats.SUM, of_primary).with_(period=Duration.hours(1)) for name in names]
    return AlarmSpec(
        "CacheHitShare",
        "Less than half of the prompt comes from the cache: the stable prefix changes, or is too short",
        metrics.share(*prompt, at_least=50_000, otherwise=100, label="cache-hit share"),
        50,
        comparison=BELOW,
    )


def _cost_alarm(settings: Settings, models: tuple[Model, Model]) -> AlarmSpec:
    costs = [metrics.bedrock("CostUSD", Stats.SUM, {"Model": model.id}) for model in models]
    of_a_day = metrics.total(*(cost.with_(period=Duration.days(1)) for cost in costs), label="cost of the models")
    return AlarmSpec("DailyCost", "The models have cost the limit of a day", of_a_day, settings.daily_cost_alarm_usd)


def _booking_alarms() -> Iterator[AlarmSpec]:
    yield AlarmSpec(
        "UnsettledPayments",
        "A payment has been open for ten minutes, or the settlement does not run",
        metrics.booking("PaymentUnsettledCount", Stats.MINIMUM),
        1,
        periods=2,
        silence=TreatMissingData.BREACHING,
    )
    refunds = metrics.booking("RefundDueCount", Stats.MINIMUM)
    yield AlarmSpec("RefundsDue", "A refund has been due for an hour", refunds, 1, periods=12)
    refused = metrics.share(
        metrics.booking("HoldRefusedCount", Stats.SUM, {"Code": "SEAT_TAKEN"}),
        metrics.booking("HoldCount", Stats.SUM),
        at_least=20,
        otherwise=0,
        label="refused holds",
    )
    yield AlarmSpec(
        "RefusedHolds", "Every second hold comes too late: offers are too much alike", refused, 50, periods=3
    )


def _capacity_alarms(settings: Settings, other_regions: list[str]) -> Iterator[AlarmSpec]:
    reservations = table_name(settings, "reservations")
    # The other two have no address: whoever waits for hold-seats or the settlement has an alarm of its own.
    failed = metrics.total(*map(metrics.failed_requests, (CHAT, RESERVATIONS)), label="failed requests")
    yield AlarmSpec("FailedRequests", "Five requests in five minutes failed through our fault", failed, 5)
    yield AlarmSpec("FunctionThrottles", "Lambda refuses invocations", metrics.account_throttles(), 1)
    throttled = metrics.table(reservations, "WriteThrottleEvents", Stats.SUM)
    yield AlarmSpec("TableThrottles", "Writes of bookings are throttled: a partition is hot", throttled, 10)
    for region in other_regions:
        latency = metrics.table(reservations, "ReplicationLatency", Stats.AVERAGE, ReceivingRegion=region)
        yield AlarmSpec(
            f"ReplicationLatency-{region}", "Bookings arrive more than 10 s late: a failover now would lose them", latency,
            10_000, periods=2,
        )  # fmt: skip
