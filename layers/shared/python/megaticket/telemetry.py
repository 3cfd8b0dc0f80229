"""Structured logs and embedded metrics (EMF): both are lines on standard output."""

import traceback
from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

BEDROCK_NAMESPACE = "MegaTicket/Bedrock"
BOOKING_NAMESPACE = "MegaTicket/Booking"
SERVICE = "MegaTicket-Chatbot"

logger = Logger(service=SERVICE)


def log_defect(what: str, error: BaseException, **fields: Any) -> None:
    """Logs a defect with its stack. The exception's own text is left out: it may quote what a person wrote."""
    stack = "".join(traceback.format_tb(error.__traceback__))
    logger.error(what, extra={"error": type(error).__name__, "stack": stack, **fields})


Values = Mapping[str, tuple[MetricUnit, float]]
"""Metric name to (unit, value)."""


def emit(
    namespace: str,
    values: Values,
    dimension_sets: Sequence[Mapping[str, str]] = (),
    properties: Mapping[str, Any] | None = None,
) -> None:
    """Writes one EMF line.

    Args:
        namespace: CloudWatch namespace.
        values: the metrics of the line.
        dimension_sets: the sets to aggregate by; none gives the metric without dimensions.
        properties: searchable fields that are no dimensions. Never a person's words, token or name.
    """
    # Ephemeral, because Powertools' Metrics shares its state between the turns that run at one time.
    metrics = EphemeralMetrics(namespace=namespace)
    metrics.service = None  # type: ignore[assignment]  # else it becomes a dimension of every set
    for name, (unit, value) in values.items():
        metrics.add_metric(name=name, unit=unit, value=value)
    # The first set is Powertools' own; left empty it would be written as one more set, without dimensions.
    for name, value in dict(*dimension_sets[:1]).items():
        metrics.add_dimension(name=name, value=value)
    for dimensions in dimension_sets[1:]:
        metrics.add_dimensions(**dimensions)
    for key, value in {"service": SERVICE, **(properties or {})}.items():
        metrics.add_metadata(key=key, value=value)
    metrics.flush_metrics()
