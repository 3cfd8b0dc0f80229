"""A function as it is declared, and what an invocation of it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass

from devstack.functions.streaming import Stream

ACCOUNT = "000000000000"


@dataclass(frozen=True)
class FunctionSpec:
    """A function: `handler` is "package.module.function", `timeout` is in seconds.

    `environment` is everything its processes see, besides the AWS_LAMBDA_* variables.
    `concurrency` is how many environments may exist at once: as many as invocations may run at once.
    Where `prewarmed`, one exists before the first invocation.
    `command` starts a process; where it is empty, that is AWS's runtime client under this interpreter.
    """

    name: str
    handler: str
    timeout: float
    environment: Mapping[str, str]
    concurrency: int = 4
    prewarmed: bool = True
    command: tuple[str, ...] = ()

    @property
    def arn(self) -> str:
        """The function's unqualified ARN."""
        return f"arn:aws:lambda:{self.environment.get('AWS_REGION', 'us-east-1')}:{ACCOUNT}:function:{self.name}"


@dataclass(frozen=True)
class Outcome:
    """The end of an invocation: the handler's JSON, or the error's where `is_error`; or a `stream` that has begun.

    `ends_environment` where the process gave no answer: it has ended, or it must.
    """

    payload: bytes
    is_error: bool = False
    ends_environment: bool = False
    stream: Stream | None = None
