"""What the model families take, as data. Figures are of November 2026, from the vendors' documents."""

from dataclasses import dataclass
from typing import Literal

from devstack.bedrock.errors import ResourceNotFoundException


@dataclass(frozen=True)
class Family:
    """One row of the table: how the service treats the models whose id holds `marker`."""

    marker: str
    vendor: Literal["anthropic", "amazon"]
    max_output_tokens: int
    context_tokens: int
    sampling: frozenset[str]
    """The sampling fields of `inferenceConfig` that the family takes at all."""
    sampling_exclusive: bool
    """True where only one of them may be given."""
    cache_minimum: int
    """Tokens of prefix below which a cachePoint is silently ignored."""
    cache_lookback: int
    """Blocks before a cachePoint in which an earlier cachePoint's prefix is still found."""
    cache_in_tools: bool
    thinks_aloud: bool
    """True where the text before a tool call is wrapped in <thinking>."""


BOTH = frozenset({"temperature", "topP"})
FAMILIES = (
    Family("anthropic.claude-haiku-4-5", "anthropic", 64_000, 200_000, BOTH, True, 4_096, 20, True, False),
    Family("anthropic.claude-haiku-5-5", "anthropic", 64_000, 200_000, frozenset(), True, 512, 20, True, False),
    Family("amazon.nova-lite", "amazon", 5_000, 300_000, BOTH, False, 1_024, 0, False, True),
)


def family_of(model_id: str) -> Family:
    """The family of a model id, profile id or ARN. Raises ResourceNotFoundException for an unknown one."""
    for family in FAMILIES:
        if family.marker in model_id:
            return family
    raise ResourceNotFoundException(model_id)
