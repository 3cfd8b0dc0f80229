"""The way to the hold-seats function: `lambda.invoke`, nothing else."""

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from megaticket.contracts import HoldCommand, ReleaseCommand
from megaticket.errors import ErrorCode, Refusal
from megaticket.telemetry import logger

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient


class HoldServiceUnavailableError(Exception):
    """The function gave no answer; whether it wrote is unknown, and asking again with the same request id is safe."""


class HoldService:
    """Invokes the hold-seats function. Safe to share between threads."""

    def __init__(self, client: "LambdaClient", function_name: str) -> None:
        self._client = client
        self._function_name = function_name

    def send(self, command: HoldCommand | ReleaseCommand) -> dict[str, Any] | Refusal:
        """The hold after a command, in the contract's form, or the refusal. Raises HoldServiceUnavailableError."""
        try:
            answer = self._client.invoke(
                FunctionName=self._function_name,
                InvocationType="RequestResponse",
                Payload=command.model_dump_json(by_alias=True),
            )
            payload = json.loads(answer["Payload"].read())
        except (ClientError, BotoCoreError, ValueError) as error:
            logger.exception("hold-seats unreachable")
            raise HoldServiceUnavailableError from error
        if answer.get("FunctionError"):
            # The payload may hold data of the request, so only its type is logged.
            logger.error("hold-seats failed", extra={"error_type": payload.get("errorType")})
            raise HoldServiceUnavailableError
        if payload["ok"]:
            hold: dict[str, Any] = payload["hold"]
            return hold
        error_data = payload["error"]
        return Refusal(ErrorCode(error_data["code"]), error_data["message"], tuple(error_data.get("seatIds", ())))
