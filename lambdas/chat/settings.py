"""The chat function's environment."""

from typing import Annotated, Any

from pydantic import Field

from megaticket.settings import IdentitySettings


class ChatSettings(IdentitySettings):
    """Read once, in `main.create_app`.

    Attributes:
        history_turns: how many past turns the model sees at most.
        bedrock_primary_model: the key of a model in the table of models; None leaves it to the table.
        bedrock_secondary_model: the same for the model that is asked when the primary fails.
        bedrock_models: a JSON object of models, merged over the table.
    """

    hold_seats_function_name: Annotated[str, Field(min_length=1)]
    history_turns: Annotated[int, Field(ge=1, le=50)] = 12
    bedrock_primary_model: str | None = None
    bedrock_secondary_model: str | None = None
    bedrock_models: dict[str, dict[str, Any]] = Field(default_factory=dict)
