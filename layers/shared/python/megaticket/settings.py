"""Settings that more than one function reads, with the seed's names and defaults."""

import json
from datetime import datetime
from importlib.resources import files
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

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
