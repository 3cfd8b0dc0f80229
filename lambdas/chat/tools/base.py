"""What a tool is: a pydantic input model, and a function from that input and the turn's context to an outcome."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel

from lambdas.chat.bedrock.request import ToolSpec
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.conversation.steps import Step
from lambdas.chat.protocol import Action, Choice
from lambdas.chat.tools.hold_service import HoldService
from megaticket.booking.models import Hold
from megaticket.booking.service import Booking
from megaticket.catalog.store import CatalogStore
from megaticket.clock import KST, epoch
from megaticket.errors import Refusal

if TYPE_CHECKING:
    from lambdas.chat.guard.catalogue import CatalogueReader

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=128)]


class ToolInput(BaseModel):
    """The base of tool inputs: exactly the fields of the schema, in their types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, alias_generator=to_camel)


@dataclass(frozen=True)
class Services:
    """What tools read from and write through. `booking` is used for reading only; writes go to `hold_service`.

    `pause` waits for some seconds: whoever was refused steps back before searching again.
    """

    catalog: CatalogStore
    booking: Booking
    hold_service: HoldService
    pause: Callable[[float], None] = time.sleep

    @cached_property
    def checked_catalogue(self) -> "CatalogueReader":
        """The catalogue as answers are checked against it."""
        from lambdas.chat.guard.catalogue import CatalogueReader  # noqa: PLC0415 (a start does not wait for the guard)

        return CatalogueReader(self.catalog)


@dataclass(frozen=True)
class ToolContext:
    """The turn that a tool runs in.

    Attributes:
        consented: the proposal that the person agreed to in this turn.
        holds: the person's live holds.
        turn_key: names the turn among all turns, so that a change asked for twice in it is made once.
    """

    services: Services
    user_id: str
    state: ConversationState
    consented: str | None
    holds: Sequence[Hold]
    turn_key: str
    now: datetime

    @property
    def today(self) -> date:
        """The date in Korea."""
        return self.now.astimezone(KST).date()

    def hold_on(self, schedule_id: str) -> Hold | None:
        """The person's live hold on a schedule; there is one at most."""
        return next((hold for hold in self.holds if hold.schedule_id == schedule_id), None)

    @property
    def now_seconds(self) -> int:
        """The time as stored data has it."""
        return epoch(self.now)


@dataclass(frozen=True)
class ToolOutcome:
    """What a tool gives back.

    Attributes:
        result: the JSON object for the model.
        state: the conversation's state after it; None leaves it as it was.
        actions: what the page draws.
        choices: the buttons that answer the question which this result leads to.
        answers: the step of a booking whose question that is; None where it is the result's own.
        wrote: whether bookings changed, so that the turn is saved at once.
        must_say: sentences that the turn's answer must not lack: the server adds those that the model leaves out.
    """

    result: dict[str, Any]
    state: ConversationState | None = None
    actions: tuple[Action, ...] = ()
    choices: tuple[Choice, ...] = ()
    answers: Step | None = None
    wrote: bool = False
    refusal: Refusal | None = None
    must_say: tuple[str, ...] = ()


Input = TypeVar("Input", bound=ToolInput)


@dataclass(frozen=True)
class Tool(Generic[Input]):
    """A tool of the model. `label` is what the person sees while it runs; one that `writes` changes bookings."""

    name: str
    label: str
    description: str
    input: type[Input]
    run: Callable[[Input, ToolContext], ToolOutcome | Refusal]
    writes: bool = False

    @property
    def spec(self) -> ToolSpec:
        """The tool as models see it."""
        return ToolSpec(self.name, self.description, input_schema(self.input))


def input_schema(model: type[ToolInput]) -> dict[str, Any]:
    """The JSON schema of an input in the plain form that every model takes: no titles, no unions with null."""
    schema = model.model_json_schema(by_alias=True)
    properties = {name: _plain(prop) for name, prop in schema.get("properties", {}).items()}
    return {
        "type": "object",
        "properties": properties,
        "required": schema.get("required", []),
        "additionalProperties": False,
    }


def _plain(prop: dict[str, Any]) -> dict[str, Any]:
    typed = next((option for option in prop.get("anyOf", []) if option.get("type") != "null"), prop)
    kept = ("type", "items", "enum", "minimum", "maximum")
    described = {"description": prop["description"]} if "description" in prop else {}
    return {key: typed[key] for key in kept if key in typed} | described
