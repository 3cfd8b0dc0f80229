"""The events of one answer."""

from pydantic import ValidationError

from devstack.terminal.records import Action, Wire


class Start(Wire):
    """The server took the message; the ids that a stop needs."""

    conversation_id: str
    turn_id: str


class TextDelta(Wire):
    """More of the answer."""

    delta: str


class Reset(Wire):
    """This turn's text so far is void. `reason`: preamble, interrupted or corrected."""

    reason: str = ""


class Tool(Wire):
    """Progress. `status`: started, finished or failed."""

    name: str = ""
    status: str
    label: str = ""


class TurnError(Wire):
    """The turn failed; `message` is for the person."""

    code: str = ""
    message: str = ""
    retryable: bool = False
    retry_after_seconds: float | None = None


class Done(Wire):
    """The answer is complete."""

    is_fallback: bool = False
    stop_reason: str = ""


Event = Start | TextDelta | Reset | Tool | Action | TurnError | Done

EVENTS: dict[str, type[Event]] = {
    "start": Start,
    "text": TextDelta,
    "reset": Reset,
    "tool": Tool,
    "action": Action,
    "error": TurnError,
    "done": Done,
}


def parse_event(name: str, data: str) -> Event | None:
    """The event of a name and its JSON; None for what this client does not know or cannot read."""
    model = EVENTS.get(name)
    try:
        return model.model_validate_json(data) if model else None
    except ValidationError:
        return None
