"""The table of models, `models.json`. Nothing else knows a model's name, price or limit."""

from importlib.resources import files
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from megaticket.base import Record

Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(gt=0)]
Price = Annotated[float, Field(ge=0)]


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
        after_text_only: whether a checkpoint may only follow text, not a tool's result.
        ttl: how long a prefix is kept; None leaves it to the service (5 minutes).
    """

    places: frozenset[Literal["system", "messages"]]
    minimum_tokens: Count
    most_points: Count
    after_text_only: bool
    ttl: Literal["5m", "1h"] | None = None


class Model(Record):
    """A model as requests, timeouts and costs need it.

    `timeout_seconds` bounds the time to the first content and each silence after it; a model that was silent for so long is
    not asked again for `cool_down_seconds`. `strict_tools` is for models whose tool calls can be bound to the schema.
    """

    id: str
    profile: Profile
    dialect: Literal["anthropic", "nova"]
    strict_tools: bool
    sampling: dict[str, float]
    additional_fields: dict[str, Any] = Field(default_factory=dict)
    max_tokens: Count
    context_tokens: Count
    timeout_seconds: Positive
    cool_down_seconds: Positive
    caching: Caching
    prices_per_million_usd: Prices

    @model_validator(mode="after")
    def _is_its_profiles(self) -> Self:
        if self.id != f"{self.profile.geography}.{self.profile.foundation_model}":
            raise ValueError("id must be {geography}.{foundationModel}, since the permissions are made from these")
        return self


class Roles(Record):
    """Which models of the table answer: the primary first, the secondary when it fails."""

    primary: str
    secondary: str


class Registry(Record):
    """The whole table."""

    roles: Roles
    models: dict[str, Model]

    def order(self) -> tuple[Model, ...]:
        """The models in the order in which they are asked."""
        return self.models[self.roles.primary], self.models[self.roles.secondary]


def load_registry() -> Registry:
    """Reads the table that is packaged with the function. Raises pydantic.ValidationError for a wrong one."""
    return Registry.model_validate_json(files("lambdas.chat.bedrock").joinpath("models.json").read_bytes())
