"""DynamoDB Local, the payment provider and the functions as processes of their own, and drivers that contend."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import boto3

from devstack import dynamodb_local
from devstack.product import CREDENTIALS, HOLD_SEATS, REGION, endpoint_variables, load_tables, table_variables
from devstack.settings import ROOT, Settings
from devstack.tables import create_tables
from megaticket.dynamo import from_item
from tests.contention.arena import store_catalog
from tests.contention.clock import MovedClock
from tests.contention.history import Attempt
from tests.contention.sweep import Money
from tests.doubles.claims import Row
from tests.integration.devstack.helpers import answers_http, eventually, free_base

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

PATIENCE_SECONDS = 900


class Stack:
    """Addresses and variables of one run. Output of its processes goes to files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        chosen = {"PORT": str(free_base()), "PROVIDER_KEY": "test_sk_contention", "DYNAMODB": "local"}
        self.settings = Settings.from_environ(chosen)
        self.variables = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            **chosen,
            **CREDENTIALS,
            **endpoint_variables(self.settings),
            **table_variables(),
            "AWS_REGION": REGION,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'layers/shared/python'}",
            "PAYMENT_PROVIDER_URL": self.settings.url_of("provider"),
            "HOLD_SEATS_FUNCTION_NAME": HOLD_SEATS,
        }

    @contextlib.contextmanager
    def running(self, clock: MovedClock, **variables: str) -> Iterator[None]:
        """Everything up, the tables made and the schedule on sale, for the length of a block.

        `variables` are the moved function's own.
        """
        if (reason := dynamodb_local.remedy()) is not None:
            raise RuntimeError(reason)
        moved = {"MOVED_CLOCK": clock.text, **variables}
        with contextlib.ExitStack() as parts:
            parts.enter_context(self._part("dynamodb", "devstack.dynamodb_local"))
            with self.database() as client:
                create_tables(client, load_tables())
                store_catalog(client)
            parts.enter_context(self._part("provider", "devstack.provider"))
            parts.enter_context(self._part("lambda", "tests.contention.serve_functions", moved))
            yield

    def contend(self, clock: MovedClock, drivers: int, attempts: int) -> tuple[list[Attempt], list[str]]:
        """Runs the drivers to their end: every attempt of all of them, and the words of those that failed."""
        files = [self.folder / f"driver-{number}.jsonl" for number in range(drivers)]
        with contextlib.ExitStack() as parts:
            processes = [
                parts.enter_context(
                    self._process(
                        f"driver-{number}", ("tests.contention.driver", str(number), str(attempts), str(file)),
                        {"MOVED_CLOCK": clock.text},
                    )
                )
                for number, file in enumerate(files)
            ]  # fmt: skip
            codes = [process.wait(PATIENCE_SECONDS) for process in processes]
        assert codes == [0] * drivers, "\n".join(path.read_text() for path in self.folder.glob("driver-*.log"))
        history = [_attempt(line) for file in files for line in file.read_text("utf-8").splitlines()]
        faults = [text for file in files for text in file.with_suffix(".faults").read_text("utf-8").splitlines()]
        return history, faults

    @contextlib.contextmanager
    def database(self) -> Iterator["DynamoDBClient"]:
        """A client that sees what the functions see: DynamoDB Local keeps data apart by access key."""
        session = boto3.Session(CREDENTIALS["AWS_ACCESS_KEY_ID"], CREDENTIALS["AWS_SECRET_ACCESS_KEY"])
        with contextlib.closing(
            session.client("dynamodb", region_name=REGION, endpoint_url=self.settings.url_of("dynamodb"))
        ) as client:
            yield client

    def rows(self) -> list[Row]:
        """The reservations table, as plain data."""
        name = load_tables()["reservations"]["name"]
        with self.database() as client:
            pages = client.get_paginator("scan").paginate(TableName=name)
            return [from_item(item) for page in pages for item in page["Items"]]

    def ledger(self) -> dict[str, Money]:
        """What the provider took and gave back, by order."""
        with urlopen(f"{self.settings.url_of('provider')}/control/ledger", timeout=10) as answer:
            accounts = json.loads(answer.read())
        return {order: Money(account["charged"], account["refunded"]) for order, account in accounts.items()}

    @contextlib.contextmanager
    def _part(self, part: str, module: str, variables: Mapping[str, str] | None = None) -> Iterator[None]:
        with self._process(part, (module,), variables or {}) as process:
            eventually(lambda: answers_http(self.settings.url_of(part)) or process.poll() is not None)
            assert process.poll() is None, (self.folder / f"{part}.log").read_text()
            yield

    @contextlib.contextmanager
    def _process(
        self, name: str, module: tuple[str, ...], variables: Mapping[str, str]
    ) -> Iterator["subprocess.Popen[bytes]"]:
        with (
            (self.folder / f"{name}.log").open("wb") as log,
            subprocess.Popen(
                [sys.executable, "-m", *module], cwd=ROOT, env={**self.variables, **variables},
                stdout=log, stderr=subprocess.STDOUT,
            ) as process,
        ):  # fmt: skip
            try:
                yield process
            finally:
                process.terminate()


def _attempt(line: str) -> Attempt:
    data = json.loads(line)
    return Attempt(**data | {"seats": tuple(data["seats"])})
