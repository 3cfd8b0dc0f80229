"""The chat's metrics: one EMF line per model call, fallback, tool call and turn."""

from collections.abc import Iterable

from aws_lambda_powertools.metrics import MetricUnit

from lambdas.chat.bedrock.call import CallReport
from lambdas.chat.bedrock.failures import Failure, Mending
from lambdas.chat.bedrock.registry import Model
from lambdas.chat.protocol import Usage
from megaticket.errors import ErrorCode
from megaticket.telemetry import BEDROCK_NAMESPACE, Values, emit

COUNT = MetricUnit.Count
MILLISECONDS = MetricUnit.Milliseconds


def report_call(report: CallReport) -> None:
    """A model answered, or was paid for an answer that is none: that counts in tokens and money, and is no measure of speed."""
    model, usage = report.model, report.usage
    times: Values = {
        "Latency": (MILLISECONDS, report.latency_ms),
        "TimeToFirstToken": (MILLISECONDS, report.first_token_ms),
    }
    values: Values = {
        "InputTokens": (COUNT, usage.input_tokens),
        "OutputTokens": (COUNT, usage.output_tokens),
        "TotalTokens": (COUNT, usage.total_tokens),
        "CacheReadInputTokens": (COUNT, usage.cache_read_input_tokens),
        "CacheWriteInputTokens": (COUNT, usage.cache_write_input_tokens),
        "CostUSD": (MetricUnit("None"), cost_usd(model, usage)),
    }
    is_fallback = "true" if report.is_fallback else "false"
    dimensions = [{"Model": model.id}, {"Model": model.id, "IsFallback": is_fallback}]
    if report.failure:
        emit(BEDROCK_NAMESPACE, values, dimensions, {"event": "BedrockInvokeFailed", "reason": report.failure})
    else:
        emit(BEDROCK_NAMESPACE, {**times, **values}, dimensions, {"event": "BedrockInvokeSuccess"})


def report_fallback(primary: Model, fallback: Model, failure: Failure) -> None:
    """A model failed and the next one is asked."""
    properties = {
        "event": "FallbackTriggered",
        "primaryModel": primary.id,
        "fallbackModel": fallback.id,
        "statusCode": failure.status,
    }
    emit(BEDROCK_NAMESPACE, {"FallbackCount": (COUNT, 1)}, [{"Reason": failure.reason}], properties)


def report_refused(model: Model, mending: Mending) -> None:
    """Every model refused a conversation, and this was done with it: a defect of ours, counted as a fallback."""
    properties = {"event": mending, "primaryModel": model.id}
    emit(BEDROCK_NAMESPACE, {"FallbackCount": (COUNT, 1)}, [{"Reason": mending}], properties)


def report_tool(name: str) -> None:
    """A tool ran."""
    emit(BEDROCK_NAMESPACE, {"ToolCallCount": (COUNT, 1)}, [{"ToolName": name}], {"event": "ToolCalled"})


def report_correction(kinds: Iterable[str]) -> None:
    """An answer was withheld because claims of these kinds were false."""
    properties = {"event": "GuardCorrected", "claimKinds": sorted(set(kinds))}
    emit(BEDROCK_NAMESPACE, {"GuardCorrectionCount": (COUNT, 1)}, properties=properties)


def report_turn(error: ErrorCode | None) -> None:
    """A turn ended, with an error or without."""
    emit(BEDROCK_NAMESPACE, {"TurnCount": (COUNT, 1)}, properties={"event": "TurnEnded"})
    if error:
        values: Values = {"TurnErrorCount": (COUNT, 1)}
        emit(BEDROCK_NAMESPACE, values, [{"Code": error.value}], {"event": "TurnFailed"})


def cost_usd(model: Model, usage: Usage) -> float:
    """What a call cost, in US dollars, by the registry's prices."""
    prices = model.prices_per_million_usd
    millionths = (
        usage.input_tokens * prices.input
        + usage.output_tokens * prices.output
        + usage.cache_write_input_tokens * prices.cache_write
        + usage.cache_read_input_tokens * prices.cache_read
    )
    return millionths / 1_000_000
