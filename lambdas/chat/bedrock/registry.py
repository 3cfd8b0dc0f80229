"""The table of models, `models.json`. Nothing else knows a model's name, price or limit."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from megaticket.base import Record

Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(gt=0)]
Price = Annotated[float, Field(ge=0)]

Dialect = Literal["anthropic", "nova"]
"""How requests to a family of models are written."""


class Prices(Record):
    """US dollars per million tokens. `cache_write` is the price for the `ttl` of the model's caching."""

    input: Price
    output: Price
    cache_write: Price
    cache_read: Price


class Profile(Record):
    """The inference profile by which the model is called; the infrastructure grants what it names.

    `regions` are the profile's destinations, each with a foundation-model ARN of its own; a global profile has none.
    """

    geography: str
    foundation_model: str
    regions: tuple[str, ...]


class Caching(Record):
    """Where a model takes cache checkpoints.

    Attributes:
        places: the parts of a request that are closed by one.
        minimum_tokens: the shortest prefix that is cached; a shorter one is silently not cached.
        most_points: how many checkpoints a request may hold.
        ttl: how long a prefix is kept; None leaves it to the service (5 minutes).
    """

    places: frozenset[Literal["system", "messages"]]
    minimum_tokens: Count
    most_points: Count
    ttl: Literal["5m", "1h"] | None = None


class Model(Record):
    """A model as requests, timeouts and costs need it.

    `timeout_seconds` bounds the time to the first content and each silence after it; a model that was silent for so long is
    not asked again for `cool_down_seconds`. `strict_tools` binds tool calls to their schemas, where the model can be bound.
    `max_tokens` is what a request asks for, `most_output_tokens` what the model can give, where that is known.
    """

    id: str
    profile: Profile
    dialect: Dialect
    strict_tools: bool
    sampling: dict[Literal["temperature", "topP"], float]
    additional_fields: dict[str, Any] = Field(default_factory=dict)
    max_tokens: Count
    most_output_tokens: Count | None = None
    timeout_seconds: Positive
    cool_down_seconds: Positive
    caching: Caching
    prices_per_million_usd: Prices

    @model_validator(mode="after")
    def _is_its_profiles(self) -> Self:
        if self.id != f"{self.profile.geography}.{self.profile.foundation_model}":
            raise ValueError("id must be {geography}.{foundationModel}, since the permissions are made from these")
        return self

    @model_validator(mode="after")
    def _is_taken_by_its_family(self) -> Self:
        """What the service would refuse on every call stops the start in its place."""
        if self.dialect == "anthropic" and len(self.sampling) > 1:
            raise ValueError("sampling takes temperature or topP, never both")
        if self.dialect == "nova" and (self.caching.ttl or self.strict_tools):
            raise ValueError("this dialect has neither a ttl nor strict tools")
        if self.most_output_tokens and self.max_tokens > self.most_output_tokens:
            raise ValueError(f"maxTokens is more than the model's {self.most_output_tokens}")
        return self


class Roles(Record):
    """Which models of the table answer: the primary first, the secondary when it fails."""

    primary: str
    secondary: str


class Registry(Record):
    """The whole table."""

    roles: Roles
    models: dict[str, Model]

    @model_validator(mode="after")
    def _has_its_roles(self) -> Self:
        for role, name in self.roles:
            if name not in self.models:
                raise ValueError(f"the {role} model {name!r} is not in the table: {', '.join(self.models)}")
        if self.roles.primary == self.roles.secondary:
            raise ValueError("the primary and the secondary must be two models")
        return self

    def order(self) -> tuple[Model, ...]:
        """The models in the order in which they are asked."""
        return self.models[self.roles.primary], self.models[self.roles.secondary]


def load_registry(
    primary: str | None = None, secondary: str | None = None, changes: Mapping[str, Any] | None = None
) -> Registry:
    """The table that is packaged with the function, with an operator's changes.

    Args:
        primary: the key of the model to ask first, in the place of the table's.
        secondary: the key of the model to ask when that one fails.
        changes: models by key, changed or new, merged over the table as a JSON merge patch (RFC 7396): null removes a field.

    Raises:
        pydantic.ValidationError: the table is wrong in itself, and says where.
    """
    table = json.loads(files("lambdas.chat.bedrock").joinpath("models.json").read_bytes())
    roles = {"primary": primary, "secondary": secondary}
    chosen = {role: name for role, name in roles.items() if name}
    return Registry.model_validate(_merged(table, {"roles": chosen, "models": dict(changes or {})}))


def _merged(table: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    merged = dict(table) if isinstance(table, dict) else {}
    for key, value in patch.items():
        merged[key] = _merged(merged.get(key), value)
    return {key: value for key, value in merged.items() if value is not None}
