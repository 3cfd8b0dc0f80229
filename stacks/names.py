"""Literal names: what one stack needs of another, and an operator of all, is found by them."""

from stacks.settings import Settings

CHAT = "megaticket-chat"
HOLD_SEATS = "megaticket-hold-seats"
RESERVATIONS = "megaticket-reservations"
SETTLEMENT = "megaticket-settlement"
FUNCTIONS = (CHAT, HOLD_SEATS, RESERVATIONS, SETTLEMENT)

ALIAS = "live"
"""The alias of every function: the only thing that is invoked and granted, so that a rollback moves one pointer."""

RELEASE = "RELEASE"
"""The variable that marks what was published together."""

PROVIDER_SECRET = "megaticket/payment-provider"  # noqa: S105 - its name

LOG_GROUP_PREFIX = "/aws/lambda/"

STACK_PREFIX = "MegaTicket"
DATA_STACK = f"{STACK_PREFIX}-Data"

WEB_ADAPTER_OWNER = "753240598075"
WEB_ADAPTER_NAMES = {"arm64": "LambdaAdapterLayerArm64", "x86_64": "LambdaAdapterLayerX86"}


def web_adapter_arn(region: str, settings: Settings) -> str:
    """The public layer of the Lambda Web Adapter in a region."""
    name = WEB_ADAPTER_NAMES[settings.architecture]
    return f"arn:aws:lambda:{region}:{WEB_ADAPTER_OWNER}:layer:{name}:{settings.web_adapter_layer_version}"
