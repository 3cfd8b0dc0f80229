"""ARNs of what other stacks make, in the stack's own region: by literal names, so that every stack deploys by itself."""

from aws_cdk import ArnFormat, Stack

from stacks.names import ALIAS, LOG_GROUP_PREFIX, PROVIDER_SECRET
from stacks.settings import Settings
from stacks.tables import table_name


def table_arn(stack: Stack, settings: Settings, table: str) -> str:
    """A table's replica, by the table's short name."""
    return stack.format_arn(service="dynamodb", resource="table", resource_name=table_name(settings, table))


def function_alias_arn(stack: Stack, function: str) -> str:
    """A function's alias."""
    return _colon_arn(stack, "lambda", "function", f"{function}:{ALIAS}")


def provider_secret_arn(stack: Stack) -> str:
    """The payment provider's secret; the six characters that AWS adds to a name are known to AWS alone."""
    return _colon_arn(stack, "secretsmanager", "secret", f"{PROVIDER_SECRET}-??????")


def log_streams_arn(stack: Stack, function: str) -> str:
    """The streams of a function's log group: the service names them, one for each environment that it starts."""
    return _colon_arn(stack, "logs", "log-group", f"{LOG_GROUP_PREFIX}{function}:*")


def _colon_arn(stack: Stack, service: str, resource: str, name: str) -> str:
    return stack.format_arn(
        service=service, resource=resource, resource_name=name, arn_format=ArnFormat.COLON_RESOURCE_NAME
    )
