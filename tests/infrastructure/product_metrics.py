"""The metrics that the functions write: namespace, name and the sets of dimensions, as they are promised to monitoring."""

Metric = tuple[str, str, frozenset[str]]
"""Namespace, name, and the names of the dimensions."""

BEDROCK, BOOKING = "MegaTicket/Bedrock", "MegaTicket/Booking"
NONE: tuple[tuple[str, ...], ...] = ((),)
OF_A_CALL = (("Model",), ("Model", "IsFallback"))

SETS: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {
    (BEDROCK, "Latency"): OF_A_CALL,
    (BEDROCK, "TimeToFirstToken"): OF_A_CALL,
    (BEDROCK, "InputTokens"): OF_A_CALL,
    (BEDROCK, "OutputTokens"): OF_A_CALL,
    (BEDROCK, "TotalTokens"): OF_A_CALL,
    (BEDROCK, "CacheReadInputTokens"): OF_A_CALL,
    (BEDROCK, "CacheWriteInputTokens"): OF_A_CALL,
    (BEDROCK, "CostUSD"): OF_A_CALL,
    (BEDROCK, "FallbackCount"): (("Reason",),),
    (BEDROCK, "ToolCallCount"): (("ToolName",),),
    (BEDROCK, "TurnCount"): NONE,
    (BEDROCK, "TurnErrorCount"): (("Code",),),
    (BEDROCK, "GuardCorrectionCount"): NONE,
    (BOOKING, "HoldCount"): NONE,
    (BOOKING, "HoldLatency"): NONE,
    (BOOKING, "HoldRefusedCount"): (("Code",),),
    (BOOKING, "VerifyRetryCount"): NONE,
    (BOOKING, "PaymentUnsettledCount"): NONE,
    (BOOKING, "RefundDueCount"): NONE,
}


def product_metrics() -> set[Metric]:
    """Every metric with each set of its dimensions."""
    return {(space, name, frozenset(each)) for (space, name), sets in SETS.items() for each in sets}
