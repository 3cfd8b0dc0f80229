"""The models of the chat, as far as permissions and alarms need them."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from stacks.settings import Settings, SettingsError
from stacks.tables import ROOT

TABLE = ROOT / "lambdas/chat/bedrock/models.json"


class Profile(BaseModel):
    """An inference profile: `regions` are those it routes to; a global one routes anywhere and lists none."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)

    geography: str
    foundation_model: str
    regions: tuple[str, ...]


class Model(BaseModel):
    """A model by the id that it is invoked under, which is its profile's."""

    model_config = ConfigDict(frozen=True)

    id: str
    profile: Profile


def chosen_models(settings: Settings) -> tuple[Model, Model]:
    """The primary and the secondary model, as the chat chooses them from the same table and changes."""
    table = json.loads(TABLE.read_text("utf-8"))
    models = _merged(table["models"], settings.bedrock_models)
    primary = settings.bedrock_primary_model or table["roles"]["primary"]
    secondary = settings.bedrock_secondary_model or table["roles"]["secondary"]
    try:
        return Model.model_validate(models[primary]), Model.model_validate(models[secondary])
    except KeyError as error:
        raise SettingsError(
            f"bedrockPrimaryModel, bedrockSecondaryModel: {error} is none of {', '.join(models)}"
        ) from None
    except ValidationError as error:
        raise SettingsError(f"bedrockModels: {error}") from None


def _merged(table: Any, patch: Any) -> Any:
    """A JSON merge patch (RFC 7396), as the chat applies it."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(table) if isinstance(table, dict) else {}
    for key, value in patch.items():
        merged[key] = _merged(merged.get(key), value)
    return {key: value for key, value in merged.items() if value is not None}
