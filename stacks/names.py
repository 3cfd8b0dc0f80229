"""Literal names. What another stack needs of one is found by its name, so that every stack deploys by itself."""

from aws_cdk import ArnFormat, Stack

CHAT = "megaticket-chat"
HOLD_SEATS = "megaticket-hold-seats"
RESERVATIONS = "megaticket-reservations"
SETTLEMENT = "megaticket-settlement"

ALIAS = "live"
"""The alias of every function: the only thing that is invoked and granted, so that a rollback moves one pointer."""

PROVIDER_SECRET = "megaticket/payment-provider"  # noqa: S105 - its name

LOG_GROUP_PREFIX = "/aws/lambda/"


def function_alias_arn(stack: Stack, function: str) -> str:
    """The ARN of a function's alias in the stack's region."""
    return stack.format_arn(
        service="lambda",
        resource="function",
        resource_name=f"{function}:{ALIAS}",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )


def provider_secret_arn(stack: Stack) -> str:
    """The secret's ARN in the stack's region; the six characters that AWS adds are known to AWS alone."""
    return stack.format_arn(
        service="secretsmanager",
        resource="secret",
        resource_name=f"{PROVIDER_SECRET}-??????",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
