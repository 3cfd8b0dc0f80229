"""The chat function's environment."""

from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import NoDecode

from megaticket.settings import FunctionSettings


class ChatSettings(FunctionSettings):
    """Read once, in `main.create_app`.

    `oidc_issuers` is a comma-separated list. Its issuers must share one directory of people: the same `sub` names the
    same person in each, so that a hold made in Seoul is found in Tokyo.
    """

    hold_seats_function_name: Annotated[str, Field(min_length=1)]
    oidc_issuers: Annotated[tuple[str, ...], NoDecode, Field(min_length=1)]
    oidc_audience: Annotated[str, Field(min_length=1)]
    history_turns: Annotated[int, Field(ge=1, le=50)] = 12

    @field_validator("oidc_issuers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(issuer.strip().rstrip("/") for issuer in value.split(",") if issuer.strip())
        return value
