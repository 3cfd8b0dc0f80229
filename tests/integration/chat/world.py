"""The chat over tables in memory, with a scripted model and the hold-seats function in the same process."""

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from lambdas.chat import metrics
from lambdas.chat.bedrock.circuit import Now
from lambdas.chat.bedrock.fallback import Converser, Reports
from lambdas.chat.bedrock.registry import load_registry
from lambdas.chat.conversation.allowance import Allowance
from lambdas.chat.conversation.history import HistoryLimit
from lambdas.chat.conversation.records import Turn
from lambdas.chat.conversation.store import Begun, ConversationStore
from lambdas.chat.protocol import ChatRequest, Event
from lambdas.chat.services import TurnServices
from lambdas.chat.tools.base import Services
from lambdas.chat.tools.hold_service import HoldService
from lambdas.chat.turn import TurnRun
from lambdas.hold_seats.handler import make_handler
from megaticket.booking.service import Booking
from megaticket.booking.store import BookingStore
from megaticket.catalog.store import CatalogStore, CatalogTables
from megaticket.errors import ErrorCode
from megaticket.regions import RegionControl
from tests.integration.chat.theatre import NOW
from tests.unit.chat.scripted import Answer, ScriptedModel

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_lambda import LambdaClient

REGION = "ap-northeast-2"
USER = "person-alice"
OTHER = "person-bora"


@dataclass
class MovableClock:
    """Stands at NOW until a test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Functions:
    """AWS Lambda with the hold-seats function behind it. `fault` is raised or answered in its place."""

    def __init__(self, booking: Booking) -> None:
        self._handle = make_handler(booking)
        self.fault: Exception | dict[str, Any] | None = None
        self.commands: list[dict[str, Any]] = []

    def invoke(self, **request: Any) -> dict[str, Any]:
        command = json.loads(request["Payload"])
        self.commands.append(command)
        if isinstance(self.fault, Exception):
            raise self.fault
        return self.fault or {"Payload": BytesIO(json.dumps(self._handle(command)).encode())}


def answered(payload: bytes, **fields: Any) -> dict[str, Any]:
    """What Invoke gives back."""
    return {"Payload": BytesIO(payload), **fields}


@dataclass
class World:
    """Everything a turn needs, and what can be looked at afterwards."""

    client: "DynamoDBClient"
    tables: dict[str, str]
    model: ScriptedModel = field(default_factory=ScriptedModel)
    clock: MovableClock = field(default_factory=MovableClock)
    private: set[str] = field(default_factory=set)
    """What must not be found in a log line."""
    pauses: list[float] = field(default_factory=list)
    """How long tools have waited."""

    def __post_init__(self) -> None:
        self.control = RegionControl(REGION)
        catalog_tables = CatalogTables(*(self.tables[name] for name in ("performances", "venues", "schedules")))
        catalog = CatalogStore(self.client, catalog_tables, 3600)
        store = BookingStore(self.client, self.tables["reservations"])
        self.booking = Booking(store, catalog, lambda: self.control, self.clock)
        self.functions = Functions(self.booking)
        self.store = ConversationStore(self.client, self.tables["conversations"], self.clock)
        self.services = TurnServices(
            store=self.store,
            converser=self.converser(),
            tools=Services(
                catalog,
                self.booking,
                HoldService(cast("LambdaClient", self.functions), "hold-seats"),
                pause=self.pauses.append,
            ),
            clock=self.clock,
            history=HistoryLimit(),
        )
        self.private |= {USER, OTHER}

    def converser(
        self,
        pauses: Sequence[float] = (0.0, 0.0),
        now: Now = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> Converser:
        """The models as a process that has just started sees them."""
        reports = Reports(metrics.report_call, metrics.report_fallback, metrics.report_refused)
        return Converser(self.model.start_stream, load_registry().order(), reports, pauses, now, sleep)

    def allow(self, allowance: Allowance) -> None:
        """What each person may use from now on."""
        self.store = ConversationStore(self.client, self.tables["conversations"], self.clock, allowance)
        self.services = replace(self.services, store=self.store)

    def script(self, *answers: Answer) -> None:
        """What the model says next."""
        self.model.answers.extend(answers)

    def begin(self, message: str = "안녕하세요", conversation: str | None = None, user: str = USER) -> Begun:
        begun = self.store.begin(user, conversation, None, message)
        assert isinstance(begun, Begun), begun
        return begun

    def turn(self, message: str, conversation: str | None = None, user: str = USER, **fields: Any) -> "Played":
        """Runs a turn to its end and gives what it sent."""
        begun = self.begin(message, conversation, user)
        played = Played(begun.head.conversation_id, begun.number)
        self.run(begun, message, played.events.append, **fields)
        return played

    def run(self, begun: Begun, message: str, sent: Callable[[Event], None], **fields: Any) -> None:
        """Runs a turn that has begun, in this thread."""

        def emit(*events: Event) -> None:
            for event in events:
                sent(event)

        self.private.add(message)
        TurnRun(self.services, begun, ChatRequest.model_validate({"message": message, **fields}), emit).execute()

    def stored(self, played: "Played") -> Turn:
        """A conversation's last turn as it is kept."""
        return self.store.turns(played.conversation_id, 1)[0]

    def hold(self, schedule_id: str, seats: tuple[str, ...], total: int, user: str = OTHER) -> dict[str, Any]:
        """Somebody else's hold, through the function."""
        command = {"action": "hold", "userId": user, "scheduleId": schedule_id, "seatIds": list(seats)}
        sent = command | {"expectedTotal": total, "requestId": f"other-{'-'.join(seats)}"}
        answer = json.loads(self.functions.invoke(Payload=json.dumps(sent))["Payload"].read())
        self.functions.commands.pop()
        assert answer["ok"], answer
        hold: dict[str, Any] = answer["hold"]
        return hold


@dataclass
class Played:
    """The events of a turn."""

    conversation_id: str
    number: int
    events: list[Event] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [event.name for event in self.events]

    def of(self, name: str) -> list[dict[str, Any]]:
        return [event.data for event in self.events if event.name == name]

    @property
    def text(self) -> str:
        """What the page shows at the end."""
        said = ""
        for event in self.events:
            said = "" if event.name == "reset" else said + event.data.get("delta", "")
        return said

    @property
    def done(self) -> dict[str, Any]:
        assert self.names[-1] == "done"
        assert self.names.count("done") == 1
        return self.events[-1].data

    @property
    def error(self) -> ErrorCode | None:
        errors = self.of("error")
        return ErrorCode(errors[0]["code"]) if errors else None

    def action(self, kind: str) -> dict[str, Any]:
        """The data of the one action of a kind."""
        (found,) = [action["data"] for action in self.of("action") if action["type"] == kind]
        return cast("dict[str, Any]", found)


MAX_KEY_BYTES = 2048


def like_dynamodb(client: "DynamoDBClient") -> None:
    """Makes up for what moto lacks: served one request at a time it is right, and the real service bounds a key."""
    lock = threading.Lock()
    call = client._make_api_call  # type: ignore[attr-defined]

    def locked(operation: str, arguments: dict[str, Any]) -> Any:
        if any(len(part["S"].encode()) > MAX_KEY_BYTES for part in arguments.get("Key", {}).values()):
            raise ClientError({"Error": {"Code": "ValidationException", "Message": "the key is too long"}}, operation)
        with lock:
            return call(operation, arguments)

    client._make_api_call = locked  # type: ignore[attr-defined]
