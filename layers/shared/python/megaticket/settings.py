"""Settings that more than one function reads, with the seed's names and defaults."""

import json
from datetime import datetime
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_DEFAULTS = {
    table["variable"]: table["name"]
    for table in json.loads(files("megaticket").joinpath("tables.json").read_text("utf-8")).values()
}


class FunctionSettings(BaseSettings):
    """Read once per process, at its composition root. A missing or wrong variable stops the start with its name."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    aws_region: str
    dynamodb_performances_table: str = _DEFAULTS["DYNAMODB_PERFORMANCES_TABLE"]
    dynamodb_venues_table: str = _DEFAULTS["DYNAMODB_VENUES_TABLE"]
    dynamodb_schedules_table: str = _DEFAULTS["DYNAMODB_SCHEDULES_TABLE"]
    dynamodb_reservations_table: str = _DEFAULTS["DYNAMODB_RESERVATIONS_TABLE"]
    dynamodb_conversations_table: str = _DEFAULTS["DYNAMODB_CONVERSATIONS_TABLE"]
    region_role: Literal["main", "dr"] = "main"
    dr_recovery_mode: bool = False
    dr_recovery_start_time: datetime | None = None
    catalog_cache_ttl_seconds: int = Field(default=7 * 24 * 3600, gt=0)


class IdentitySettings(FunctionSettings):
    """For functions that people reach.

    `oidc_issuers` is a comma-separated list. Its issuers must share one directory of people: the same `sub` names the
    same person in each, so that a hold made in Seoul is found in Tokyo.
    """

    oidc_issuers: Annotated[tuple[str, ...], NoDecode, Field(min_length=1)]
    oidc_audience: Annotated[str, Field(min_length=1)]

    @field_validator("oidc_issuers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(issuer.strip().rstrip("/") for issuer in value.split(",") if issuer.strip())
        return value
