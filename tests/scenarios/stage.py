"""Where scenarios are played: the running stack, its tables, and a chat for each manner of the models."""

import contextlib
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from types_boto3_lambda import LambdaClient

from devstack.product import PROVIDER_SECRET
from devstack.settings import ROOT
from megaticket.booking.control import READ_INTERVAL_SECONDS
from tests.e2e.catalogue import Catalogue, House, Json
from tests.e2e.client import Person
from tests.e2e.processes import Stack, running_chat
from tests.e2e.tables import Tables
from tests.e2e.web import Page, Provider
from tests.scenarios.houses import Scene, scene_at

CONTROL = {"pk": "CONTROL#WRITER", "sk": "CONTROL"}
SECONDS_UNTIL_READ = READ_INTERVAL_SECONDS + 0.5


@dataclass
class Stage:
    """One stack for all scenarios, which are played one after another: what one changes is taken back after it."""

    stack: Stack
    tables: Tables
    functions: LambdaClient
    http: httpx.Client
    config: Json
    catalogue: Catalogue
    today: date
    closing: contextlib.ExitStack
    _chats: dict[str, str] = field(default_factory=dict)

    def scene(self, name: str) -> Scene:
        """The dates of a name: see houses.py."""
        return scene_at(name, self.catalogue, self.today)

    def sign_in(self, manner: str = "") -> Person:
        """Somebody new, whose chat speaks with models of this manner."""
        sub = f"person-{uuid.uuid4().hex}"
        token = self.http.post(self.config["identity"]["devTokenUrl"], json={"sub": sub}).json()["access_token"]
        return Person(self.http, self._chat(manner), sub, token)

    def invoke(self, command: Mapping[str, Any]) -> Json:
        """An answer of the hold-seats function, as the chat gets it."""
        name = self.stack.env["HOLD_SEATS_FUNCTION_NAME"]
        answer: Json = json.loads(
            self.functions.invoke(FunctionName=name, Payload=json.dumps(command))["Payload"].read()
        )
        return answer

    def hold(self, sub: str, house: House, seat_ids: list[str]) -> Json:
        """Seats held by the product's own way. Fails where they are refused."""
        command = {"action": "hold", "userId": sub, "scheduleId": house.schedule_id, "seatIds": seat_ids}
        answer = self.invoke(command | {"expectedTotal": house.price_of(seat_ids), "requestId": uuid.uuid4().hex})
        assert answer["ok"], answer
        held: Json = answer["hold"]
        return held

    def page(self, person: Person) -> Page:
        """The person's page."""
        return Page(self.http, self.config["regions"][self.config["activeRegion"]]["reservationsUrl"], person)

    @property
    def provider(self) -> Provider:
        """The payment provider."""
        return Provider(self.http, self.stack.env["PROVIDER_URL"])

    def control(self, *arguments: str) -> None:
        """What an operator does: `python -m operations.dr activate …`. Every process reads it within seconds."""
        environment = {
            **self.stack.env,
            "PAYMENT_PROVIDER_URL": self.stack.env["PROVIDER_URL"],
            "PAYMENT_PROVIDER_SECRET_NAME": PROVIDER_SECRET,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'layers/shared/python'}",
        }
        command = [sys.executable, "-m", "operations.dr", *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        time.sleep(SECONDS_UNTIL_READ)

    def contexts(self) -> str:
        """What models were told of the server's own knowledge since the last scenario, as it was sent."""
        told = self.http.get(f"{self.stack.env['BEDROCK_CONTROL_URL']}/requests").json()["requests"]
        blocks = [block for request in told for message in request["body"]["messages"] for block in message["content"]]
        return "".join(block.get("text", "") for block in blocks if block.get("text", "").startswith("<context>"))

    def restore(self, rows: list[Json]) -> None:
        """The reservations as they were, and no conversation."""
        there = {(row["pk"], row["sk"]): row for row in self.tables.reservations}
        before = {(row["pk"], row["sk"]): row for row in rows}
        for key, row in there.items():
            if key not in before:
                self.tables.delete("reservations", row)
        for key, row in before.items():
            if there.get(key) != row:
                self.tables.put("reservations", row)
        self.http.delete(f"{self.stack.env['BEDROCK_CONTROL_URL']}/requests")
        for row in self.tables.rows("conversations"):
            self.tables.delete("conversations", row)
        if tuple(CONTROL.values()) in there.keys() - before.keys():
            time.sleep(SECONDS_UNTIL_READ)

    def _chat(self, manner: str) -> str:
        if not manner:
            return str(self.config["regions"][self.config["activeRegion"]]["chatUrl"])
        if manner not in self._chats:
            models = f"{self.stack.env['AWS_ENDPOINT_URL_BEDROCK_RUNTIME']}/manners/{manner}"
            log = Path(self.stack.directory) / f"logs/{manner}.log"
            running = running_chat(self.stack.env, log, AWS_ENDPOINT_URL_BEDROCK_RUNTIME=models)
            self._chats[manner] = self.closing.enter_context(running)[0]
        return self._chats[manner]
