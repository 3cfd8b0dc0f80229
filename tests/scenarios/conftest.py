"""The stack of all scenarios, with the small hall in its catalogue."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime

import boto3
import httpx
import pytest

from megaticket.catalog.items import REVISION_KEY
from megaticket.clock import KST
from megaticket.dynamo import from_item
from tests.e2e.catalogue import Catalogue
from tests.e2e.processes import Stack, running_stack
from tests.e2e.tables import Tables
from tests.scenarios.hall import items
from tests.scenarios.stage import Stage


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A running stack of the scenarios' own."""
    directory = tmp_path_factory.mktemp("scenarios")
    with contextlib.ExitStack() as closing:
        stack = closing.enter_context(running_stack(directory))
        yield raised(stack, closing)


def raised(stack: Stack, closing: contextlib.ExitStack) -> Stage:
    """The stage on a fresh stack: the hall is stored before anybody has read the catalogue."""
    env = stack.env
    session = boto3.Session(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], region_name=env["AWS_REGION"])
    database = session.client("dynamodb", endpoint_url=env["AWS_ENDPOINT_URL_DYNAMODB"])
    functions = session.client("lambda", endpoint_url=env["AWS_ENDPOINT_URL_LAMBDA"])
    closing.callback(database.close)
    closing.callback(functions.close)
    tables = Tables(database, env)
    today = datetime.now(UTC).astimezone(KST).date()
    for table, rows in items(today).items():
        for row in rows:
            tables.put(table, from_item(row))
    tables.put("performances", {**REVISION_KEY, "revision": "scenarios"})
    http = closing.enter_context(httpx.Client(timeout=70, trust_env=False))
    config = http.get(f"{stack.url}/config.json").json()
    return Stage(stack, tables, functions, http, config, Catalogue(tables), today, closing)
