"""The chat function's environment."""

from typing import Annotated

from pydantic import Field

from megaticket.settings import IdentitySettings


class ChatSettings(IdentitySettings):
    """Read once, in `main.create_app`. `history_turns` is how many past turns the model sees."""

    hold_seats_function_name: Annotated[str, Field(min_length=1)]
    history_turns: Annotated[int, Field(ge=1, le=50)] = 12
