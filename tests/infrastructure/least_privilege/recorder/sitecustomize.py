"""Notes every call that the SDK makes, in a file beside this one: Python imports this first where it lies on the path.

It knows the SDK alone, by the events that every client sends.
"""

import json
import os
from pathlib import Path
from typing import Any

from botocore.session import Session

CALLS = Path(__file__).parent / f"{os.environ['AWS_LAMBDA_FUNCTION_NAME']}.jsonl"


def note(params: dict[str, Any], model: Any, context: dict[str, Any], **_: Any) -> None:
    """Adds a call with its parameters, as they were handed to the client."""
    call = {
        "service": model.service_model.service_name,
        "operation": model.name,
        "region": context["client_region"],
        "parameters": params,
    }
    with CALLS.open("ab", buffering=0) as calls:
        calls.write(
            json.dumps(call, default=str, ensure_ascii=False).encode() + b"\n"
        )  # one write: threads share the file


make = Session.create_client


def create_client(session: Session, *args: Any, **kwargs: Any) -> Any:
    """A client whose calls are noted."""
    client = make(session, *args, **kwargs)
    client.meta.events.register("before-parameter-build", note)
    return client


Session.create_client = create_client  # type: ignore[method-assign, assignment]
