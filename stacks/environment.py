"""The functions' environment, derived from the settings. Lambda itself adds AWS_REGION."""

import json

from stacks.models import chosen_models
from stacks.names import ALIAS, HOLD_SEATS, PROVIDER_SECRET
from stacks.settings import Region, Settings
from stacks.tables import table_variables

WEB_ADAPTER = {
    "AWS_LAMBDA_EXEC_WRAPPER": "/opt/bootstrap",
    "AWS_LWA_INVOKE_MODE": "response_stream",
    "AWS_LWA_PORT": "8080",
    "AWS_LWA_READINESS_CHECK_PATH": "/health",
}


def hold_seats_variables(settings: Settings, region: Region) -> dict[str, str]:
    """What every function reads: the tables, and this region's part."""
    recovering = settings.dr_recovery_mode and region.role == "dr"
    start = settings.dr_recovery_start_time
    return {
        **table_variables(settings),
        "REGION_ROLE": region.role,
        "DR_RECOVERY_MODE": "true" if recovering else "false",
        **({"DR_RECOVERY_START_TIME": start.isoformat()} if recovering and start else {}),
    }


def reservations_variables(settings: Settings, region: Region) -> dict[str, str]:
    """The web's function, and the settlement."""
    return {
        **hold_seats_variables(settings, region),
        **_identity_variables(settings),
        "PAYMENT_PROVIDER_URL": settings.payment_provider_url,
        "PAYMENT_PROVIDER_SECRET_NAME": PROVIDER_SECRET,
    }


def chat_variables(settings: Settings, region: Region) -> dict[str, str]:
    """The chat, behind the Lambda Web Adapter."""
    return {
        **hold_seats_variables(settings, region),
        **_identity_variables(settings),
        **_model_variables(settings),
        **{name: str(limit) for name, limit in settings.chat_limits.items()},
        **WEB_ADAPTER,
        "HOLD_SEATS_FUNCTION_NAME": f"{HOLD_SEATS}:{ALIAS}",
    }


def _identity_variables(settings: Settings) -> dict[str, str]:
    return {"OIDC_ISSUERS": ",".join(settings.oidc_issuers), "OIDC_AUDIENCE": settings.oidc_audience}


def _model_variables(settings: Settings) -> dict[str, str]:
    """Only what differs from the table of models that the chat has with it."""
    chosen_models(settings)  # a model that is in no table stops the synthesis, not the first turn
    variables = {
        "BEDROCK_PRIMARY_MODEL": settings.bedrock_primary_model or "",
        "BEDROCK_SECONDARY_MODEL": settings.bedrock_secondary_model or "",
        "BEDROCK_MODELS": json.dumps(settings.bedrock_models) if settings.bedrock_models else "",
    }
    return {name: value for name, value in variables.items() if value}
