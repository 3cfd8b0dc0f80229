"""The way to the hold-seats function: `lambda.invoke`, nothing else."""

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from megaticket.contracts import Command
from megaticket.errors import ErrorCode, Refusal
from megaticket.telemetry import log_defect, logger

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient


class HoldServiceUnavailableError(Exception):
    """The function gave no answer; whether it wrote is unknown, and asking again with the same request id is safe."""


class HoldService:
    """Invokes the hold-seats function. Safe to share between threads."""

    def __init__(self, client: "LambdaClient", function_name: str) -> None:
        self._client = client
        self._function_name = function_name

    def send(self, command: Command) -> dict[str, Any] | Refusal:
        """The hold after a command, in the contract's form, or the refusal. Raises HoldServiceUnavailableError."""
        try:
            answer = self._client.invoke(
                FunctionName=self._function_name,
                InvocationType="RequestResponse",
                Payload=command.model_dump_json(by_alias=True),
            )
            payload = json.loads(answer["Payload"].read())
        except (ClientError, BotoCoreError, ValueError) as error:
            log_defect("hold-seats unreachable", error)
            raise HoldServiceUnavailableError from error
        if answer.get("FunctionError") or not isinstance(payload, dict):
            # The payload may hold data of the request, so only its type is logged.
            error_type = payload.get("errorType") if isinstance(payload, dict) else type(payload).__name__
            logger.error("hold-seats failed", extra={"error_type": error_type})
            raise HoldServiceUnavailableError
        try:
            return _outcome(payload)
        except (LookupError, TypeError, ValueError) as error:
            log_defect("hold-seats answered in another form", error)
            raise HoldServiceUnavailableError from error


def _outcome(payload: dict[str, Any]) -> dict[str, Any] | Refusal:
    if payload["ok"]:
        return dict(payload["hold"])
    error = payload["error"]
    return Refusal(ErrorCode(error["code"]), error["message"], tuple(error.get("seatIds", ())))
