"""The table of models, `models.json`. Nothing else knows a model's name, price or limit."""

from importlib.resources import files
from typing import Any, Literal

from pydantic import Field

from megaticket.base import Record


class Prices(Record):
    """US dollars per million tokens."""

    input: float
    output: float
    cache_write: float
    cache_read: float


class Model(Record):
    """A model as requests, timeouts and costs need it.

    `timeout_seconds` bounds the time to the first content and each silence after it. `cache_minimum_tokens` is the
    shortest prefix that the service caches; a shorter one is silently not cached.
    """

    id: str
    dialect: Literal["anthropic", "nova"]
    sampling: dict[str, float]
    additional_fields: dict[str, Any] = Field(default_factory=dict)
    max_tokens: int
    timeout_seconds: float
    cache_minimum_tokens: int
    prices_per_million_usd: Prices


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
