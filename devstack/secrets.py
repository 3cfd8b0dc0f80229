"""`python -m devstack.secrets`: Secrets Manager, as far as GetSecretValue of the one secret that the product reads."""

import json
import os
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from devstack.functions.spec import ACCOUNT
from devstack.product import PROVIDER_SECRET, REGION
from devstack.settings import Settings
from devstack.threaded import Answer, Call, serve

TARGET = "secretsmanager.GetSecretValue"
STAGE = "AWSCURRENT"


@dataclass(frozen=True)
class Secret:
    """A secret with its one version. It answers the calls of Secrets Manager's JSON 1.1 protocol."""

    name: str
    text: str
    version: str = field(default_factory=lambda: str(uuid.uuid4()))
    created: float = field(default_factory=time.time)

    @property
    def arn(self) -> str:
        """With the six characters that AWS adds."""
        return f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{self.name}-A1b2C3"

    def __call__(self, call: Call) -> Answer:
        """Serves one call."""
        if call.headers.get("X-Amz-Target") != TARGET:
            return Answer(400, {"__type": "UnknownOperationException"})
        try:
            asked = json.loads(call.body)
        except ValueError:
            return Answer(400, {"__type": "SerializationException"})
        if not isinstance(asked, dict) or asked.get("SecretId") not in {self.name, self.arn}:
            return _not_found("Secrets Manager can't find the specified secret.")
        if asked.get("VersionStage", STAGE) != STAGE or asked.get("VersionId", self.version) != self.version:
            return _not_found("Secrets Manager can't find the specified secret value.")
        return Answer(200, self._value())

    def _value(self) -> dict[str, Any]:
        return {
            "ARN": self.arn,
            "Name": self.name,
            "VersionId": self.version,
            "SecretString": self.text,
            "VersionStages": [STAGE],
            "CreatedDate": self.created,
        }


def _not_found(message: str) -> Answer:
    return Answer(400, {"__type": "ResourceNotFoundException", "Message": message})


def main() -> None:
    """Serves until SIGTERM."""
    settings = Settings.from_environ(os.environ)
    serve(Secret(PROVIDER_SECRET, settings.provider_key), settings.port_of("secrets"))


if __name__ == "__main__":
    main()
