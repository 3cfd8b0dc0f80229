"""The chat function's environment."""

from typing import Annotated, Any

from pydantic import Field

from lambdas.chat.bedrock.registry import Registry, load_registry
from lambdas.chat.conversation.allowance import RESERVED_TOKENS, Allowance
from lambdas.chat.conversation.history import HistoryLimit
from megaticket.settings import IdentitySettings


class ChatSettings(IdentitySettings):
    """Read once, in `main.create_app`.

    Attributes:
        turns_per_minute: turns that a person may begin in a minute; this and the next three are described in docs/limits.md.
        daily_tokens: weighed tokens that a person may use on a day in Korea.
        history_turns: how many past turns a model is sent at most.
        history_tokens: how many estimated tokens of them.
        bedrock_primary_model: the key of a model in the table of models; None leaves it to the table.
        bedrock_secondary_model: the same for the model that is asked when the primary fails.
        bedrock_models: a JSON object of models, merged over the table.
    """

    hold_seats_function_name: Annotated[str, Field(min_length=1)]
    turns_per_minute: Annotated[int, Field(ge=1)] = Allowance.turns_per_minute
    daily_tokens: Annotated[int, Field(ge=RESERVED_TOKENS)] = Allowance.daily_tokens
    history_turns: Annotated[int, Field(ge=4, le=200)] = HistoryLimit.turns
    history_tokens: Annotated[int, Field(ge=16_000, le=100_000)] = HistoryLimit.tokens
    bedrock_primary_model: str | None = None
    bedrock_secondary_model: str | None = None
    bedrock_models: dict[str, dict[str, Any]] = Field(default_factory=dict)

    def registry(self) -> Registry:
        """The table of models as these settings change it. Raises pydantic.ValidationError for one that is wrong."""
        return load_registry(self.bedrock_primary_model, self.bedrock_secondary_model, self.bedrock_models)
