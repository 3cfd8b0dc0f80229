"""The chat in one process, on any day of the week: the same people, hall and models, and a clock that can be set."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from devstack.bedrock.answer import think
from devstack.bedrock.families import family_of
from devstack.bedrock.manners import as_meant, bad_mannered
from devstack.product import load_tables
from devstack.tables import create_tables
from megaticket.clock import KST
from megaticket.dynamo import from_item
from tests.e2e.catalogue import Catalogue
from tests.e2e.client import Answer, Event, Person
from tests.e2e.tables import Tables
from tests.integration.chat.world import MovableClock, World
from tests.scenarios.hall import items
from tests.scenarios.houses import scene_of, words_of
from tests.scenarios.playing import Played, Player, finished
from tests.scenarios.records import Scenario
from tests.scenarios.stage import Stage
from tests.unit.chat.scripted import ScriptedModel, ScriptedStream, calls, says, tool_use

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

NOON = time(12)


@dataclass
class StandIn(ScriptedModel):
    """The model of the local Bedrock, with its manners."""

    manner: str

    def __post_init__(self) -> None:
        super().__init__()

    def start_stream(self, request: dict[str, Any]) -> ScriptedStream:
        body = {name: value for name, value in request.items() if name != "modelId"}
        thought = think(family_of(request["modelId"]), as_meant(self.manner, body))
        reply, _ = bad_mannered(self.manner, thought, body)
        uses = [tool_use(call.name, dict(call.input)) for call in reply.calls]
        self.answers = [calls(*uses, preamble=reply.text) if uses else says(reply.text)]
        return super().start_stream(request)


@dataclass
class Visitor:
    """Somebody who talks to the chat, message after message."""

    world: World
    sub: str = "person-of-the-week"
    conversation_id: str | None = None
    answers: list[Answer] = field(default_factory=list)

    def say(self, message: str, **fields: Any) -> Answer:
        """The answer to a message."""
        played = self.world.turn(message, self.conversation_id, self.sub, **fields)
        self.conversation_id = played.conversation_id
        return Answer(200, tuple(Event("", event.name, event.data) for event in played.events))


class Day:
    """A day of the week at noon, in tables that hold nothing but the hall."""

    def __init__(self, client: "DynamoDBClient", today: date) -> None:
        self._client = client
        self._today = today
        self._names = {short: table["name"] for short, table in load_tables().items()}
        self._tables = Tables(client, {f"DYNAMODB_{short.upper()}_TABLE": name for short, name in self._names.items()})
        create_tables(client, load_tables())
        for table, rows in items(today).items():
            for row in rows:
                self._tables.put(table, from_item(row))

    def play(self, scenario: Scenario, manner: str) -> Played:
        """Plays a scenario, and forgets it."""
        world = World(
            self._client, self._names, StandIn(manner), MovableClock(datetime.combine(self._today, NOON, KST))
        )
        visitor = Visitor(world)
        scene = scene_of(scenario, Catalogue(self._tables), self._today)
        stage = SimpleNamespace(tables=self._tables, contexts=lambda: str(world.model.requests))
        player = Player(cast("Stage", stage), cast("Person", visitor), scene, visitor, words_of(scene))
        try:
            return finished(player, scenario, world.clock)
        finally:
            for table in ("reservations", "conversations"):
                for row in self._tables.rows(table):
                    self._tables.delete(table, row)
