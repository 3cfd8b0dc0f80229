"""What a turn's model calls use of a person's daily tokens."""

from collections.abc import Iterable, Iterator

from lambdas.chat.bedrock.fallback import Answered, Interrupted
from lambdas.chat.bedrock.registry import Model
from lambdas.chat.bedrock.stream import StreamOutput
from lambdas.chat.metrics import cost_usd
from lambdas.chat.patience import TurnDeadlineError, TurnStoppedError
from lambdas.chat.protocol import Usage

UNREPORTED_CALL_TOKENS = 4_000
"""What a call counts that was cut off before the service said what it used: about one with a cached prefix and a short answer."""


class Meter:
    """Counts as the answers come. `tokens` is what was used so far, in input tokens of the models that answered."""

    def __init__(self) -> None:
        self.tokens = 0

    def counted(
        self, outputs: Iterable[StreamOutput | Interrupted | Answered]
    ) -> Iterator[StreamOutput | Interrupted | Answered]:
        """The outputs of one answer as they are, counted on their way. A call that was cut off counts as well."""
        try:
            for output in outputs:
                if isinstance(output, Answered):
                    self.tokens += weighed(output.model, output.usage)
                elif isinstance(output, Interrupted):
                    billed = output.usage
                    self.tokens += weighed(output.model, billed) if billed else UNREPORTED_CALL_TOKENS
                yield output
        except (TurnStoppedError, TurnDeadlineError):
            self.tokens += UNREPORTED_CALL_TOKENS
            raise


def weighed(model: Model, usage: Usage) -> int:
    """A call's tokens as the input tokens that cost as much, by the prices of the model that answered."""
    price = model.prices_per_million_usd.input
    return round(cost_usd(model, usage) * 1_000_000 / price) if price else usage.total_tokens
