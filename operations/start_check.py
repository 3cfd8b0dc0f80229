"""Whether the chat would start with what cdk.json gives it: asked at the beginning of every synthesis.

The infrastructure imports none of the functions' code, so what a table of models or a limit has to
be only the chat itself can say, and it says it when it starts: too late for the people who wait for it.
"""

import sys
from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource

from lambdas.chat.settings import ChatSettings
from stacks.environment import chat_variables
from stacks.settings import Settings, SettingsError


def check(settings: Settings) -> None:
    """Says which settings still stand as they were shipped. Raises SettingsError where the chat would not start."""
    if found := problem(settings):
        raise SettingsError(found)
    if shipped := settings.placeholders():
        print(f"cdk.json: {', '.join(shipped)} still stand as they were shipped", file=sys.stderr)


def problem(settings: Settings) -> str | None:
    """Why the chat would not start in one of the regions; None where it would."""
    for region in settings.regions.values():
        try:
            _read(chat_variables(settings, region) | {"AWS_REGION": region.aws_region}).registry()
        except ValidationError as error:
            return f"bedrockModels, chatLimits in the context of cdk.json: the chat would not start.\n{error}"
    return None


def _read(variables: Mapping[str, str]) -> ChatSettings:
    """The chat's settings from variables, read as those of an environment are."""
    source = EnvSettingsSource(ChatSettings)
    source.env_vars = {name.lower(): value for name, value in variables.items()}
    return ChatSettings(**source())
