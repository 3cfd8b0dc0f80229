"""What a deployment chooses: the context of `cdk.json`, overridden by `cdk -c name=value`, as one validated model."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.alias_generators import to_camel

Text = Annotated[str, Field(min_length=1)]
HttpsUrl = Annotated[str, Field(pattern=r"^https://[^\s/,]+[^\s,]*[^\s/,]$")]
# Some issuers' names end with a slash; it is kept, because a page's client compares the name as it is written.
Issuer = Annotated[str, Field(pattern=r"^https://[^\s/,?#]+(/[^\s,?#]*)?$")]
# As a browser sends it: in small letters, without a path.
Origin = Annotated[str, Field(pattern=r"^(https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://localhost)(:\d+)?$")]
RegionCode = Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")]
Positive = Annotated[int, Field(gt=0)]

PLACEHOLDER = ".example"
"""Hosts under this reserved domain stand in cdk.json until somebody writes their own."""

OF_THE_COMMAND_LINE = frozenset({"acknowledged-issue-numbers", "cli-telemetry"})
"""What `cdk acknowledge` and `cdk cli-telemetry` write into the context of the app, without a colon."""


class SettingsError(Exception):
    """Settings that cannot be deployed. The message names each by its place in cdk.json's context, and what is wrong."""


STRICT = ConfigDict(frozen=True, strict=True, extra="forbid", alias_generator=to_camel)


class Region(BaseModel):
    """An AWS region and what it does while there is no control item: main writes, dr stands by."""

    model_config = STRICT

    aws_region: RegionCode
    role: Literal["main", "dr"]


class Settings(BaseModel):
    """The settings, with the names of cdk.json in camelCase. CDK hands on a null of cdk.json as
    nothing: only those fields have a default.

    Attributes:
        account: the only AWS account to deploy to; None is the account of whoever deploys.
        home_region: where the stack of the tables and the payment provider's secret live. Never changes.
        regions: the regions by the names that their stacks have, each with its AWS region and role.
        table_prefix: what the tables' names begin with.
        page_origins: where the pages come from that may call the functions.
        oidc_issuers: whose tokens are taken; `oidc_audience` and `oidc_client_id` as the issuer knows the page.
        bedrock_primary_model: a key of models.json, None for the table's own choice; likewise the secondary.
        bedrock_models: changes of models.json, as a JSON merge patch.
        chat_limits: variables of docs/limits.md that differ from their defaults.
        web_adapter_layer_version: of the Lambda Web Adapter's public layer.
        reserved_concurrency: environments kept for a function and its most, by the function's short name.
        daily_cost_alarm_usd: what the models may cost a day; `monthly_budget_usd` what the account may cost a month.
        dr_recovery_mode: whether the dr region writes where the control item is missing, since `dr_recovery_start_time`.
    """

    model_config = STRICT

    account: Annotated[str, Field(pattern=r"^\d{12}$")] | None = None
    home_region: RegionCode
    regions: Annotated[dict[Annotated[str, Field(pattern=r"^[A-Z][A-Za-z]*$")], Region], Field(min_length=1)]
    table_prefix: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{0,200}$")]
    page_origins: Annotated[tuple[Origin, ...], Field(min_length=1)]
    oidc_issuers: Annotated[tuple[Issuer, ...], Field(min_length=1)]
    oidc_audience: Text
    oidc_client_id: Text
    payment_provider_url: HttpsUrl
    bedrock_primary_model: Text | None = None
    bedrock_secondary_model: Text | None = None
    bedrock_models: dict[str, dict[str, Any]]
    chat_limits: dict[Literal["TURNS_PER_MINUTE", "DAILY_TOKENS", "HISTORY_TURNS", "HISTORY_TOKENS"], Positive]
    web_adapter_layer_version: Positive
    architecture: Literal["arm64", "x86_64"]
    reserved_concurrency: dict[Literal["chat", "hold-seats", "reservations"], Positive]
    log_retention_days: Literal[1, 3, 5, 7, 14, 30, 60, 90, 180, 365]
    alarm_address: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    daily_cost_alarm_usd: Positive
    monthly_budget_usd: Positive
    dr_recovery_mode: bool
    dr_recovery_start_time: AwareDatetime | None = None

    @model_validator(mode="after")
    def _has_one_main_region(self) -> Self:
        codes = [region.aws_region for region in self.regions.values()]
        if len(set(codes)) != len(codes):
            raise ValueError("regions: an AWS region is listed twice")
        if [region.role for region in self.regions.values()].count("main") != 1:
            raise ValueError('regions: exactly one has the role "main", since one region writes at a time')
        if self.home_region not in codes:
            raise ValueError(f"homeRegion: {self.home_region} is not among the regions")
        return self

    @model_validator(mode="after")
    def _knows_when_recovery_began(self) -> Self:
        if self.dr_recovery_mode and self.dr_recovery_start_time is None:
            raise ValueError(
                "drRecoveryStartTime: needed with drRecoveryMode, or no hold of the lost region is rescued"
            )
        return self

    @property
    def replica_regions(self) -> tuple[str, ...]:
        """The regions that the tables and the secret are replicated to."""
        return tuple(region.aws_region for region in self.regions.values() if region.aws_region != self.home_region)

    def placeholders(self) -> list[str]:
        """The settings, by their names in cdk.json, that still stand as they were shipped."""
        values = self.model_dump(mode="json", by_alias=True)
        return [name for name, value in values.items() if PLACEHOLDER in json.dumps(value)]


def load_settings(context: Mapping[str, Any]) -> Settings:
    """The settings of a CDK app's context. Keys with a colon or a slash are CDK's own. Raises SettingsError."""
    ours = {key: value for key, value in context.items() if not set(key) & set(":/") and key not in OF_THE_COMMAND_LINE}
    try:
        # As JSON, because strict Python data would have to be tuples and datetimes already.
        return Settings.model_validate_json(json.dumps(ours))
    except ValidationError as error:
        raise SettingsError(_readable(error)) from None


def _readable(error: ValidationError) -> str:
    lines = [
        f"  {'.'.join(map(str, each['loc']))}{': ' if each['loc'] else ''}{each['msg'].removeprefix('Value error, ')}"
        for each in error.errors()
    ]
    return "\n".join(["settings in the context of cdk.json, or given with -c:", *lines])
